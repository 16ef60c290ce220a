"""What a partnership has already when a workbook comes in: partners, members, actions, and who can be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.domain.calendars import PartnerCalendar
from bot.domain.imports.names import KnownNames, KnownPerson, fold
from bot.domain.imports.repeats import ExistingAction
from bot.domain.imports.threeway import Copy
from bot.domain.partners import PartnerKind, Reach
from bot.domain.permissions import Role

PERSON: Final = "person:"
"""What the key of somebody begins with who is a member; their number follows."""

_FOR_ALL: Final = frozenset({Role.RUNNER, Role.DEPUTY_RUNNER, Role.CHAIR})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMember:
    """A member as they are recognised in a workbook. `person.partner` is "" for who works for none."""

    person: KnownPerson
    role: Role

    @property
    def acts_for_all(self) -> bool:
        return self.role in _FOR_ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """A partnership as it is. `listed` are people of the directory who are in no role yet.

    `calendar` is that of a partner about whom nothing else is known, `calendars` those of the partners by name.
    `chat` says of which chat the directory is, None where of none. `sender` is who sent the workbook, by number; `copy` is what
    it was made of, where it is one of ours.
    """

    today: date
    partners: Mapping[str, PartnerKind]
    members: tuple[KnownMember, ...]
    calendar: PartnerCalendar
    listed: tuple[KnownPerson, ...] = ()
    existing: tuple[ExistingAction, ...] = ()
    calendars: Mapping[str, PartnerCalendar] = field(default_factory=dict)
    chat: Reach | None = None
    sender: int = 0
    copy: Copy | None = None

    @property
    def names(self) -> KnownNames:
        """What helps to read the workbook."""
        return KnownNames(
            partners=tuple(self.partners), people=tuple(member.person for member in self.members)
        )

    @property
    def known(self) -> tuple[KnownPerson, ...]:
        """Everybody who can be meant by a name."""
        return (*(member.person for member in self.members), *self.listed)

    @property
    def office(self) -> str:
        """The name of the runner's office, "" where there is none."""
        return next((name for name, kind in self.partners.items() if kind is PartnerKind.OFFICE), "")

    def member(self, key: str) -> KnownMember | None:
        return next((member for member in self.members if member.person.key == key), None)

    def in_role(self, role: Role) -> KnownMember | None:
        return next((member for member in self.members if member.role is role), None)

    def has_co_ordinator(self, partner: str) -> bool:
        return any(
            member.role is Role.CO_ORDINATOR and fold(member.person.partner) == fold(partner)
            for member in self.members
        )

    def has_partner(self, name: str) -> bool:
        return fold(name) in map(fold, self.partners)

    def calendar_of(self, partner: str) -> PartnerCalendar:
        return self.calendars.get(fold(partner), self.calendar)
