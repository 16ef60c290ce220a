"""The settings, read from the environment; every mistake in them is reported at once, in sentences."""

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from email.utils import parseaddr
from typing import Final, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

_DATABASES: Final = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
_KEY_LENGTH: Final = 32
_SIGNING_LENGTH: Final = 16
_OURS: Final = ("BYWHEN_", "SLACK_", "TEAMS_", "SMTP_", "IMAP_", "MAIL_")
_NEAR: Final = 0.8


_THIS_COMPUTER: Final = ("localhost", "127.0.0.1", "[::1]")


class Settings(BaseSettings):
    """What an operator may set, by environment; each field says by which name. Secrets never print."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, extra="ignore")

    database_url: str = Field(default="sqlite:///bywhen.db", validation_alias="BYWHEN_DATABASE_URL")
    public_url: HttpUrl | None = Field(default=None, validation_alias="BYWHEN_PUBLIC_URL")
    secret_key: SecretStr | None = Field(
        default=None, validation_alias="BYWHEN_SECRET_KEY", min_length=_KEY_LENGTH
    )
    old_secret_keys: SecretStr | None = Field(default=None, validation_alias="BYWHEN_OLD_SECRET_KEYS")
    smtp_url: SecretStr | None = Field(default=None, validation_alias="SMTP_URL")
    imap_url: SecretStr | None = Field(default=None, validation_alias="IMAP_URL")
    mail_from: str | None = Field(default=None, validation_alias="MAIL_FROM")
    teams_client_id: UUID | None = Field(default=None, validation_alias="TEAMS_CLIENT_ID")
    teams_client_secret: SecretStr | None = Field(default=None, validation_alias="TEAMS_CLIENT_SECRET")
    teams_tenant_id: UUID | None = Field(default=None, validation_alias="TEAMS_TENANT_ID")
    teams_unauthenticated: bool = Field(default=False, validation_alias="TEAMS_UNAUTHENTICATED")
    slack_client_id: str | None = Field(default=None, validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_CLIENT_SECRET")
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_signing_secret: SecretStr | None = Field(
        default=None, validation_alias="SLACK_SIGNING_SECRET", min_length=_SIGNING_LENGTH
    )
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_api_url: HttpUrl = Field(
        default=HttpUrl("https://slack.com/api/"), validation_alias="SLACK_API_URL"
    )
    host: str = Field(default="127.0.0.1", validation_alias="HOST")
    port: int = Field(default=3000, validation_alias="PORT", ge=1, le=65535)
    sweep_seconds: int = Field(default=15, validation_alias="BYWHEN_SWEEP_SECONDS", ge=1, le=3600)

    @field_validator("database_url")
    @classmethod
    def _of_a_known_kind(cls, url: str) -> str:
        if not url.startswith(_DATABASES):
            raise ValueError("unknown kind of database")
        return url

    @field_validator("old_secret_keys")
    @classmethod
    def _long_enough_each(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys is not None and any(len(key) < _KEY_LENGTH for key in _keys_in(keys)):
            raise ValueError("too short")
        return keys

    @field_validator("slack_bot_token")
    @classmethod
    def _of_a_bot(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith("xoxb-"):
            raise ValueError("not the token of a bot")
        return token

    @field_validator("public_url")
    @classmethod
    def _safe_for_links(cls, url: HttpUrl | None) -> HttpUrl | None:
        if url is not None and url.scheme != "https" and url.host not in _THIS_COMPUTER:
            raise ValueError("personal links would travel in the open")
        return url

    @field_validator("smtp_url")
    @classmethod
    def _of_a_mail_server(cls, url: SecretStr | None) -> SecretStr | None:
        return _of_scheme(url, ("smtp://", "smtps://"))

    @field_validator("imap_url")
    @classmethod
    def _of_a_mailbox(cls, url: SecretStr | None) -> SecretStr | None:
        return _of_scheme(url, ("imap://", "imaps://"))

    @field_validator("mail_from")
    @classmethod
    def _with_an_address(cls, sender: str | None) -> str | None:
        name_and_address = parseaddr(sender or "")
        if sender is not None and "@" not in name_and_address[1]:
            raise ValueError("no address in it")
        return sender

    @model_validator(mode="after")
    def _open_to_this_computer_alone(self) -> Self:
        """Without a proof of who sends, anybody could speak for anybody: that is for a rehearsal at one's own desk."""
        is_alone = self.host in (*_THIS_COMPUTER, "::1") and self.teams_client_secret is None
        if self.teams_unauthenticated and not (is_alone and self._is_found_here()):
            raise PydanticCustomError("not_alone", "anybody could speak for anybody")
        return self

    def _is_found_here(self) -> bool:
        """Say whether nobody elsewhere is told where to find us, as they are when a proxy stands before us."""
        return self.public_url is None or self.is_found_here_alone

    @field_validator("slack_app_token")
    @classmethod
    def _of_an_app(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith("xapp-"):
            raise ValueError("not the token of an app")
        return token

    @property
    def has_slack(self) -> bool:
        """Whether Slack is configured: over HTTP its requests are signed, by Socket Mode we have asked for them."""
        has_way_in = self.slack_signing_secret is not None or self.slack_app_token is not None
        return self.slack_bot_token is not None and has_way_in

    @property
    def has_slack_installs(self) -> bool:
        """Whether other workspaces may install us: their tokens need a key, and the way back an address."""
        needed = (self.slack_client_id, self.slack_client_secret, self.slack_signing_secret)
        return all(one is not None for one in needed) and self.has_pages

    @property
    def has_teams(self) -> bool:
        """Whether Teams is configured: with a secret, or without one at somebody's own desk."""
        proves = self.teams_client_secret is not None or self.teams_unauthenticated
        return self.teams_client_id is not None and proves

    @property
    def is_found_here_alone(self) -> bool:
        """Whether the address that people are given leads nowhere but to their own computer."""
        return self.public_url is not None and self.public_url.host in _THIS_COMPUTER

    @property
    def has_mail(self) -> bool:
        """Whether letters can be sent: each holds a link to its reader's page."""
        return self.smtp_url is not None and self.mail_from is not None and self.has_pages

    @property
    def old_secrets(self) -> tuple[str, ...]:
        """Return the keys that were ours before, and still open what was written with them."""
        return _keys_in(self.old_secret_keys) if self.old_secret_keys else ()

    @property
    def has_pages(self) -> bool:
        """Whether people's own pages can be served: their links need an address and a key to sign with."""
        return self.public_url is not None and self.secret_key is not None


def _keys_in(written: SecretStr) -> tuple[str, ...]:
    return tuple(written.get_secret_value().replace(",", " ").split())


def _of_scheme(url: SecretStr | None, schemes: tuple[str, ...]) -> SecretStr | None:
    if url is not None and not _names_a_server(url.get_secret_value(), schemes):
        raise ValueError("another kind of server")
    return url


def _names_a_server(url: str, schemes: tuple[str, ...]) -> bool:
    """Say whether it can be told where the password ends and the server begins."""
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return url.startswith(schemes) and is_whole and parts.netloc.count("@") <= 1


class Mistakes(Exception):
    """The settings cannot be used. `sentences` says what to do about each mistake; it holds no secret."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


_ENCODED: Final = "In a name or a password write %40 for @, and %2F for /."
_SENTENCES: Final = {
    "BYWHEN_DATABASE_URL": "BYWHEN_DATABASE_URL should start with sqlite:/// or postgresql://.",
    "BYWHEN_PUBLIC_URL": (
        "BYWHEN_PUBLIC_URL should be a web address that begins with https://, such as https://bywhen.example.org."
    ),
    "BYWHEN_SECRET_KEY": f"BYWHEN_SECRET_KEY should have at least {_KEY_LENGTH} characters, at random.",
    "BYWHEN_OLD_SECRET_KEYS": (
        "BYWHEN_OLD_SECRET_KEYS should be keys of before, with commas between them, "
        f"each with at least {_KEY_LENGTH} characters."
    ),
    "SMTP_URL": f"SMTP_URL should be a mail server, such as smtps://user:password@mail.example.org. {_ENCODED}",
    "IMAP_URL": f"IMAP_URL should be a mailbox, such as imaps://user:password@mail.example.org. {_ENCODED}",
    "MAIL_FROM": "MAIL_FROM should be who letters come from, such as Bywhen <bywhen@example.org>.",
    "TEAMS_CLIENT_ID": "TEAMS_CLIENT_ID should be the app's id, as Azure shows it: 36 characters with dashes.",
    "TEAMS_TENANT_ID": "TEAMS_TENANT_ID should be the organisation's id, as Azure shows it: 36 characters with dashes.",
    "TEAMS_UNAUTHENTICATED": (
        "TEAMS_UNAUTHENTICATED lets anybody speak for anybody. It is for trying Teams at your own desk, with HOST=127.0.0.1, "
        "no BYWHEN_PUBLIC_URL of anywhere else, and no TEAMS_CLIENT_SECRET."
    ),
    "SLACK_BOT_TOKEN": "SLACK_BOT_TOKEN should be the token of a bot; it starts with xoxb-.",
    "SLACK_SIGNING_SECRET": (
        "SLACK_SIGNING_SECRET is too short. Slack shows it under Basic Information, App Credentials."
    ),
    "SLACK_APP_TOKEN": "SLACK_APP_TOKEN should be the token of an app; it starts with xapp-.",
    "SLACK_API_URL": "SLACK_API_URL should be a web address, such as https://slack.com/api/.",
    "PORT": "PORT should be a whole number from 1 to 65535.",
    "BYWHEN_SWEEP_SECONDS": "BYWHEN_SWEEP_SECONDS should be a whole number from 1 to 3600.",
}
_TOGETHER: Final = (
    ("Slack", "SLACK_BOT_TOKEN", ("SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN")),
    ("Slack", "SLACK_SIGNING_SECRET", ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID")),
    ("Slack", "SLACK_APP_TOKEN", ("SLACK_BOT_TOKEN",)),
    ("Slack", "SLACK_CLIENT_ID", ("SLACK_CLIENT_SECRET",)),
    ("Slack", "SLACK_CLIENT_SECRET", ("SLACK_CLIENT_ID",)),
    ("Slack", "SLACK_CLIENT_ID", ("SLACK_SIGNING_SECRET",)),
    ("Slack", "SLACK_CLIENT_ID", ("BYWHEN_PUBLIC_URL",)),
    ("Slack", "SLACK_CLIENT_ID", ("BYWHEN_SECRET_KEY",)),
    ("Teams", "TEAMS_CLIENT_ID", ("TEAMS_CLIENT_SECRET", "TEAMS_UNAUTHENTICATED")),
    ("Teams", "TEAMS_CLIENT_SECRET", ("TEAMS_CLIENT_ID",)),
    ("Teams", "TEAMS_TENANT_ID", ("TEAMS_CLIENT_ID",)),
    ("Teams", "TEAMS_UNAUTHENTICATED", ("TEAMS_CLIENT_ID",)),
    ("Mail", "SMTP_URL", ("MAIL_FROM",)),
    ("Mail", "MAIL_FROM", ("SMTP_URL",)),
    ("Mail", "IMAP_URL", ("SMTP_URL",)),
    ("Mail", "SMTP_URL", ("BYWHEN_PUBLIC_URL",)),
    ("Mail", "SMTP_URL", ("BYWHEN_SECRET_KEY",)),
)
"""What is of no use without one of the others."""


def read(*, whole: bool = True) -> Settings:
    """Return the settings of this process. Raises `Mistakes` with all that is wrong at once.

    `whole` False: what belongs together need not be there yet. A manifest is wanted before it all is.
    """
    alone = (*(_alone(os.environ) if whole else ()), *_misspelt(os.environ))
    try:
        settings = Settings()
    except ValidationError as error:
        # Only the names are used: the error also quotes what was set, which may be a secret.
        names = dict.fromkeys(_name_of(one) for one in error.errors(include_input=False))
        raise Mistakes((*(_SENTENCES[name] for name in names), *alone)) from None
    if alone:
        raise Mistakes(alone)
    return settings


def _name_of(error: ErrorDetails) -> str:
    """Return which setting is meant; only one mistake lies in two of them."""
    return str(error["loc"][0]) if error["loc"] else "TEAMS_UNAUTHENTICATED"


def _alone(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for each setting that is there without those that it needs."""
    missing: dict[tuple[str, str], list[str]] = {}
    for which, name, needed in _TOGETHER:
        if environment.get(name) and not any(environment.get(one) for one in needed):
            missing.setdefault((which, name), []).append(needed[0])
    return tuple(_needs(which, name, needed) for (which, name), needed in missing.items())


def _needs(which: str, name: str, missing: list[str]) -> str:
    *others, last = missing
    if not others:
        return f"{name} is set, and {last} is not. {which} needs both."
    return f"{name} is set, and {', '.join(others)} and {last} are not. {which} needs them all."


def standing(settings: Settings) -> tuple[str, ...]:
    """Return a sentence for each way to people: whether it is configured."""
    return (
        f"Slack is {_slack(settings)}.",
        f"Teams is {_teams(settings)}.",
        f"People's own pages are {_pages(settings)}.",
        f"Letters by e-mail are {'configured' if settings.has_mail else 'not configured'}.",
    )


def _teams(settings: Settings) -> str:
    if settings.has_teams and settings.teams_unauthenticated:
        return "configured for a rehearsal at this computer: anybody here can speak for anybody"
    return "configured" if settings.has_teams else "not configured"


def _slack(settings: Settings) -> str:
    if settings.has_slack_installs:
        return f"configured, and workspaces can add Bywhen at {settings.public_url}slack/install"
    return "configured" if settings.has_slack else "not configured"


def _pages(settings: Settings) -> str:
    if settings.has_pages:
        return "served"
    if settings.public_url is not None:
        return "not served: BYWHEN_SECRET_KEY is missing"
    if settings.secret_key is not None:
        return "not served: BYWHEN_PUBLIC_URL is missing"
    return "not configured"


def lacking(settings: Settings) -> tuple[str, ...]:
    """Return a sentence for each setting without which something won't work that looks configured."""
    if settings.teams_client_secret is None:
        return ()
    found = {
        "TEAMS_TENANT_ID is not set. Without it a bot of a single tenant, as new ones are, can send nothing.": (
            settings.teams_tenant_id
        ),
        "BYWHEN_PUBLIC_URL is not set. Without it Teams gets no app package, and nobody in a group gets a file.": (
            settings.public_url
        ),
        "BYWHEN_SECRET_KEY is not set. Without it nobody in a group of Teams gets a file.": settings.secret_key,
    }
    return tuple(sentence for sentence, value in found.items() if value is None)


def _misspelt(environment: Mapping[str, str]) -> Iterator[str]:
    """Give a sentence for each name that is nearly one of ours, and would be passed over in silence."""
    known = [str(field.validation_alias) for field in Settings.model_fields.values()]
    for name in sorted(environment):
        if name in known or not name.startswith(_OURS):
            continue
        meant = get_close_matches(name, known, n=1, cutoff=_NEAR)
        if meant:
            yield f"{name} is no setting. Did you mean {meant[0]}?"
