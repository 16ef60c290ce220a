"""Grace presses in the evening: Mina's next message is on Thursday; with **It can't** she has it at once, and once."""

from datetime import UTC, datetime, timedelta

from bot.domain.deliveries import DeliveryKind, DeliveryState
from tests.evening import EVENING, choose, drop, labels, lines, promised
from tests.office import Office, openings, said
from tests.riverside import Riverside

THURSDAY = datetime(2026, 11, 12, 8, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TWO_DAYS = timedelta(days=2)
COULD_NOT_WAIT = "Riverside Progression Group: something for you that could not wait."


def _to_mina(office: Office) -> list[tuple[datetime, str]]:
    return [
        (at, outgoing.content.opening)
        for at, outgoing in office.sent
        if "MINA" in outgoing.conversation.upper()
    ]


def test_it_waits_for_the_very_moment_that_was_named(group: Riverside, office: Office) -> None:
    _, pressed = promised(group)

    reply = drop(group, pressed)
    waits = choose(group, reply, "It can wait")
    office.live(EVENING + 10 * MINUTE, THURSDAY, step=timedelta(minutes=15))

    assert lines(reply)[1] == "Mina will see this on Thursday morning. Send it now instead?"
    assert labels(reply) == ["It can wait", "It can't"]
    assert lines(waits)[0] == "Mina will see this on Thursday morning."
    assert labels(waits) == ["Put it back"]
    assert [at for at, _ in _to_mina(office)] == [THURSDAY]


def test_with_it_cannot_wait_it_goes_at_once_and_once(group: Riverside, office: Office) -> None:
    _, pressed = promised(group)

    reply = drop(group, pressed)
    first = choose(group, reply, "It can't")
    tried = office.run(EVENING + MINUTE)
    second = choose(group, reply, "It can't", now=EVENING + 2 * MINUTE)
    office.live(EVENING + 3 * MINUTE, THURSDAY + TWO_DAYS)

    assert lines(first)[0] == "I'm sending it to Mina now."
    assert openings(tried) == [("mina", COULD_NOT_WAIT)]
    assert "is out of the timetable." in said(tried, "mina")
    assert lines(second)[0] == "That's on its way already."
    assert _to_mina(office) == [(EVENING + MINUTE, COULD_NOT_WAIT)]
    [told] = [one for one in office.ledger() if one.owed.kind is DeliveryKind.CHANGED]
    assert told.state is DeliveryState.SENT
