"""How things stand for one person in one partnership, from afar."""

from dataclasses import dataclass

from bot.domain.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One partnership as its member sees it from afar: how many open actions are theirs, whether it is a draft."""

    partnership_id: int
    name: str
    role: Role
    open_actions: int
    is_draft: bool
