"""The ways out as they are now: workspaces and tenants are connected and leave while the program runs."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.deliveries import Way
from bot.domain.people import AddressKind
from bot.services.ports import Messenger

Messengers = Mapping[Way, Messenger]
"""The messenger of each installation, by its kind and number."""


class Ways(Mapping[Way, Messenger]):
    """The messengers of every platform together. What a platform connects or loses later is seen at once."""

    def __init__(self, platforms: Mapping[AddressKind, Mapping[int, Messenger]]) -> None:
        self._platforms: Final = platforms

    def __getitem__(self, way: Way) -> Messenger:
        kind, installation_id = way
        return self._platforms[kind][installation_id]

    def __iter__(self) -> Iterator[Way]:
        """Yield the ways of this moment: what changes meanwhile is no concern of whoever goes through them."""
        return iter([(kind, number) for kind, ours in self._platforms.items() for number in tuple(ours)])

    def __len__(self) -> int:
        return sum(map(len, self._platforms.values()))
