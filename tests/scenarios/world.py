"""A partnership of six partners in five time zones, and a second one that shares two of its people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.domain.calendars import MONDAY_TO_FRIDAY, PartnerCalendar, PersonCalendar, Span
from bot.domain.partners import PartnerKind, Reach
from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind, Hour, Person, Rhythm
from bot.domain.permissions import ENGINE, Role, Viewer, myself
from storage import installations, members, partners, partnerships, people, rooms
from storage.database import Database, Transaction

START = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
END = datetime(2027, 7, 24, 0, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")

CHRISTMAS = Span(first=date(2026, 12, 19), last=date(2027, 1, 3), name="Christmas")
AUTUMN = Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="half-term")
SPRING = Span(first=date(2027, 3, 27), last=date(2027, 4, 11), name="Easter")


@dataclass(frozen=True, kw_only=True)
class Organisation:
    name: str
    zone: str
    country: str
    region: str | None = None
    closed: tuple[Span, ...] = ()
    kind: PartnerKind = PartnerKind.PARTNER

    @property
    def calendar(self) -> PartnerCalendar:
        return PartnerCalendar(country=self.country, region=self.region, closed=self.closed)


CASTLE = Organisation(
    name="Castle College",
    zone="Europe/London",
    country="GB",
    region="ENG",
    closed=(AUTUMN, CHRISTMAS, SPRING),
)
KELVIN = Organisation(
    name="Kelvin School", zone="Europe/London", country="GB", region="SCT", closed=(CHRISTMAS,)
)
LIFFEY = Organisation(name="Liffey College", zone="Europe/Dublin", country="IE", closed=(AUTUMN, CHRISTMAS))
HORTA = Organisation(name="Escola da Horta", zone="Atlantic/Azores", country="PT", closed=(CHRISTMAS,))
SPREE = Organisation(
    name="Schule an der Spree",
    zone="Europe/Berlin",
    country="DE",
    region="BE",
    closed=(CHRISTMAS, SPRING),
)
ATHENA = Organisation(name="Athena Lyceum", zone="Europe/Athens", country="GR", closed=(SPRING,))
OFFICE = Organisation(
    name="Harbours office", zone="Europe/London", country="GB", region="ENG", kind=PartnerKind.OFFICE
)
ORGANISATIONS = (CASTLE, KELVIN, LIFFEY, HORTA, SPREE, ATHENA, OFFICE)


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """A person of the tests. `replies` is how likely they are to press something in a message."""

    name: str
    works_for: Organisation
    role: Role
    days: tuple[int, ...] = (1, 3)
    hour: Hour = Hour.START_OF_DAY
    leave: tuple[Span, ...] = ()
    replies: float = 0.6

    @property
    def external_id(self) -> str:
        return f"U-{self.name.split()[0].upper()}"

    @property
    def runs(self) -> bool:
        return self.role in (Role.RUNNER, Role.DEPUTY_RUNNER)

    @property
    def calendar(self) -> PersonCalendar:
        """When they may be written to, worked out without the product's services."""
        return PersonCalendar(
            partner=self.works_for.calendar,
            zone=ZoneInfo(self.works_for.zone),
            regular_days=MONDAY_TO_FRIDAY if self.runs else frozenset(self.days),
            hour=self.hour.value,
            leave=self.leave,
        )


def _away(first: tuple[int, int, int], last: tuple[int, int, int]) -> Span:
    return Span(first=date(*first), last=date(*last))


SAM = Somebody(
    name="Sam Hallam",
    works_for=OFFICE,
    role=Role.RUNNER,
    replies=0.5,
    leave=(_away((2026, 11, 9), (2026, 11, 13)), _away((2027, 5, 31), (2027, 6, 11))),
)
ROB = Somebody(name="Rob Stone", works_for=OFFICE, role=Role.DEPUTY_RUNNER, hour=Hour.LUNCH, replies=0.3)
MINA = Somebody(name="Mina Iqbal", works_for=CASTLE, role=Role.CO_ORDINATOR, replies=0.8)
OMAR = Somebody(
    name="Omar Khan", works_for=CASTLE, role=Role.MEMBER, days=(0, 2, 4), hour=Hour.LUNCH, replies=0.4
)
ISLA = Somebody(
    name="Isla Reid",
    works_for=KELVIN,
    role=Role.CO_ORDINATOR,
    days=(2,),
    hour=Hour.END_OF_DAY,
    leave=(_away((2027, 2, 1), (2027, 2, 19)),),
)
NIAMH = Somebody(
    name="Niamh Byrne",
    works_for=LIFFEY,
    role=Role.CO_ORDINATOR,
    leave=(_away((2026, 12, 7), (2026, 12, 11)),),
)
JOANA = Somebody(
    name="Joana Costa", works_for=HORTA, role=Role.CO_ORDINATOR, days=(0, 3), hour=Hour.LUNCH, replies=0.5
)
JONAS = Somebody(
    name="Jonas Weber",
    works_for=SPREE,
    role=Role.CO_ORDINATOR,
    days=(1, 3, 4),
    leave=(_away((2027, 6, 14), (2027, 6, 25)),),
)
ELENI = Somebody(
    name="Eleni Pappas", works_for=ATHENA, role=Role.CO_ORDINATOR, days=(0, 1), hour=Hour.END_OF_DAY
)
HARBOURS = (SAM, ROB, MINA, OMAR, ISLA, NIAMH, JOANA, JONAS, ELENI)

WREN = Somebody(name="Wren Ash", works_for=OFFICE, role=Role.RUNNER, replies=0.4)
VALLEY = (WREN, MINA, NIAMH)
"""Of a second partnership, which Wren runs."""

EVERYBODY = (*HARBOURS, WREN)


@dataclass(frozen=True, kw_only=True)
class Group:
    """A partnership as stored."""

    id: int
    runner: Viewer
    partner_ids: dict[str, int]
    person_ids: dict[str, int]
    room: str


def build(database: Database) -> tuple[int, Group, Group]:
    """Make both partnerships, in draft. Returns the installation and the two."""
    with database.write() as transaction:
        installation_id = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.SLACK,
            external_id="T1",
            name="Harbours",
            bot_id="U-BOT",
            now=START,
        )
        known: dict[str, Person] = {}
        harbours = _group(transaction, installation_id, "Five Harbours", HARBOURS, known)
        valley = _group(transaction, installation_id, "Valley Link", VALLEY, known)
    return installation_id, harbours, valley


def _group(
    transaction: Transaction,
    installation_id: int,
    name: str,
    everybody: tuple[Somebody, ...],
    known: dict[str, Person],
) -> Group:
    sam = _person(transaction, myself(0), installation_id, everybody[0], known)
    profile = Profile(name=name, zone=LONDON, country="GB", region="ENG", runner_telephone="01632 960 100")
    made = partnerships.create(transaction, viewer=myself(sam.id), profile=profile, now=START)
    runner = Viewer(person_id=sam.id, partnership_id=made.id, role=Role.RUNNER)
    ids = dict(_partners(transaction, runner, {one.works_for.name for one in everybody}))
    for one in everybody:
        person = _person(transaction, runner, installation_id, one, known)
        members.add(
            transaction,
            viewer=runner,
            person_id=person.id,
            role=one.role,
            partner_id=ids[one.works_for.name],
        )
    room = f"C-{name.split(maxsplit=1)[0].upper()}"
    rooms.add(transaction, viewer=runner, installation_id=installation_id, external_id=room, name=name)
    person_ids = {one.external_id: known[one.name].id for one in everybody}
    return Group(id=made.id, runner=runner, partner_ids=ids, person_ids=person_ids, room=room)


def _partners(transaction: Transaction, runner: Viewer, names: set[str]) -> Iterator[tuple[str, int]]:
    for one in ORGANISATIONS:
        if one.name in names:
            added = partners.add(
                transaction,
                viewer=runner,
                name=one.name,
                kind=one.kind,
                reach=Reach.SLACK,
                country=one.country,
                region=one.region,
                zone=ZoneInfo(one.zone),
                closed=one.closed,
            )
            yield one.name, added.id


def _person(
    transaction: Transaction,
    viewer: Viewer,
    installation_id: int,
    one: Somebody,
    known: dict[str, Person],
) -> Person:
    if one.name not in known:
        made = people.create(transaction, viewer=viewer, name=one.name, zone=None, now=START)
        people.give_address(
            transaction,
            viewer=myself(made.id) if viewer.partnership_id is None else viewer,
            person_id=made.id,
            kind=AddressKind.SLACK,
            installation_id=installation_id,
            external_id=one.external_id,
        )
        rhythm = Rhythm(regular_days=frozenset(one.days), hour=one.hour, leave=one.leave)
        people.set_rhythm(transaction, viewer=myself(made.id), person_id=made.id, rhythm=rhythm)
        known[one.name] = made
    return known[one.name]
