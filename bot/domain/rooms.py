"""A room: a channel in which one partnership meets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One room as stored. `external_id` is the platform's own name for it; `usable` falls when it is archived.

    `partner_id` is the organisation whose own room it is, None for the one that all began in.
    """

    id: int
    partnership_id: int
    installation_id: int
    external_id: str
    name: str
    usable: bool
    partner_id: int | None = None
