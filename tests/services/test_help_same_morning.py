"""The holder and whoever is asked to help read it on the same morning, and each gets one envelope."""

from datetime import date, timedelta

from bot.domain.deliveries import DeliveryKind, DeliveryState, MessageKind
from bot.domain.permissions import ENGINE
from bot.errors import DeliveryFailed
from bot.services import follow_ups
from bot.services.ports import Outgoing
from storage import messages
from storage.database import Database
from tests import riverside
from tests.dates import Autumn, at

WEDNESDAY = date(2026, 9, 30)
THURSDAY = date(2026, 10, 1)


def _asked(database: Database) -> Autumn:
    """Mina has something of her own to be reminded of on the Thursday on which her help is asked for."""
    autumn = Autumn(riverside.build(database, opened=True))
    autumn.agreed_by_all()
    made = autumn.promised()
    autumn.promised(due=date(2026, 10, 8), holders=("mina",))
    autumn.live(date(2026, 9, 17), WEDNESDAY)
    follow_ups.press(
        database=database,
        viewer=autumn.group.viewer("sam"),
        pressed=autumn.pressed(made),
        word="ask_co_ordinator",
        now=at(WEDNESDAY, 17, 59),
    )
    return autumn


def _sent_on_thursday(autumn: Autumn, name: str) -> list[set[DeliveryKind]]:
    """What stood in each message of that day."""
    today = {
        outgoing.message_id
        for when, outgoing in autumn.office.sent
        if when.date() == THURSDAY and outgoing.edits is None
    }
    with autumn.group.database.read() as transaction:
        mine = {
            number
            for number in today
            if (found := messages.get(transaction, viewer=ENGINE, message_id=number)).kind
            is MessageKind.ENVELOPE
            and found.person_id == autumn.group.person(name).id
        }
    return [
        {one.owed.kind for one in autumn.office.ledger() if one.message_id == number}
        for number in sorted(mine)
    ]


def _not_to_rob(outgoing: Outgoing) -> DeliveryFailed | None:
    return DeliveryFailed("busy", retry_after=7200) if "ROB" in outgoing.conversation else None


def test_request_rides_in_the_envelope_of_the_same_morning(database: Database) -> None:
    autumn = _asked(database)

    autumn.live(THURSDAY, THURSDAY, step=timedelta(minutes=5))

    assert _sent_on_thursday(autumn, "rob") == [{DeliveryKind.FOREWARNED}]
    assert _sent_on_thursday(autumn, "mina") == [{DeliveryKind.HELP_OUT, DeliveryKind.REMINDER}]


def test_envelope_does_not_wait_for_ever_for_a_forewarning_that_cannot_go(database: Database) -> None:
    autumn = _asked(database)
    autumn.office.fate = _not_to_rob

    autumn.live(THURSDAY, THURSDAY, step=timedelta(minutes=5))

    assert _sent_on_thursday(autumn, "mina") == [{DeliveryKind.REMINDER}]
    states = {one.state for one in autumn.office.ledger() if one.owed.kind is DeliveryKind.HELP_OUT}
    assert DeliveryState.SENT not in states
