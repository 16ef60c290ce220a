"""What lets us in at a workspace that has installed us, and the name by which it is kept."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """A workspace as Slack names it: by its organisation and itself, "" for none.

    A workspace alone has no organisation. An organisation that has installed us for all of its workspaces has no
    workspace.
    """

    enterprise_id: str
    team_id: str

    @property
    def is_organisation(self) -> bool:
        """Whether this stands for every workspace of an organisation."""
        return not self.team_id

    @property
    def external_id(self) -> str:
        """The name of its installation."""
        return self.team_id or self.enterprise_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The credentials of one installation as stored: `secret` is encrypted. `version` goes up at each change.

    `expires_at` (aware, UTC) is None for what stays good until it is taken back.
    """

    installation_id: int
    tenant: Tenant
    bot_user_id: str
    secret: bytes
    expires_at: datetime | None
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What Slack gave us. `refresh` is "" where the access does not run out; else it works once."""

    access: str
    refresh: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The credentials of one installation, readable."""

    installation_id: int
    tenant: Tenant
    bot_user_id: str
    tokens: Tokens
    version: int


class Unreadable(Exception):
    """What was encrypted with a key that we have no more."""
