"""**It can't**: what much hangs on alone, five things at a time, to people at work; and who is told why it stays."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.after_hours import Kept, Stays
from bot.domain.calendars import Span
from bot.domain.commitments import Commitment, ShareState
from bot.domain.deliveries import DeliveryKind, DeliveryState, Destination, MessageKind, NewMessage
from bot.domain.importance import Importance
from bot.domain.people import AddressKind, Rhythm
from bot.domain.permissions import ENGINE, myself
from bot.services import after_hours, cannot_wait, planning, progress
from bot.services.cannot_wait import Hastened, Stayed
from bot.services.presses import Pressed
from storage import deliveries, manners, messages, people
from tests import planned
from tests.evening import EVENING
from tests.office import Office, said
from tests.riverside import Riverside

MINUTE = timedelta(minutes=1)
THIRD = date(2026, 12, 3)
CHRISTMAS_EVE = datetime(2026, 12, 24, 23, 59, tzinfo=UTC)
CHRISTMAS = datetime(2026, 12, 25, 23, 30, tzinfo=UTC)


def _asked(
    group: Riverside,
    *,
    importance: Importance = Importance.CRITICAL,
    holder: str = "mina",
    now: datetime = EVENING,
) -> Commitment:
    """Something that somebody is asked to accept."""
    made = planned.add(
        group,
        importance=importance,
        state=ShareState.PROPOSED,
        holders=(holder,),
        due=now.date() + timedelta(days=60),
    )
    planned.plan(group, planning.plan_ask, made, now=now)
    return made


def _ids(group: Riverside, *made: Commitment) -> list[int]:
    """The first asks of these."""
    with group.database.read() as transaction:
        found = [
            one
            for each in made
            for one in deliveries.ledger(transaction, viewer=group.viewer("sam"), share_id=each.shares[0].id)
        ]
    first: dict[int | None, int] = {}
    for one in found:
        if one.owed.kind is DeliveryKind.ASK:
            first.setdefault(one.owed.share_id, one.id)
    return list(first.values())


def _send(group: Riverside, *made: Commitment, by: str = "sam", now: datetime = EVENING + MINUTE) -> Hastened:
    return cannot_wait.send_now(
        database=group.database,
        viewer=group.viewer(by),
        share_id=made[0].shares[0].id,
        ids=_ids(group, *made),
        now=now,
    )


def _claimed(group: Riverside, *made: Commitment) -> int:
    with group.database.read() as transaction:
        ledger = [
            one
            for each in made
            for one in deliveries.ledger(transaction, viewer=group.viewer("sam"), share_id=each.shares[0].id)
        ]
    return sum(one.state is DeliveryState.CLAIMED for one in ledger)


def test_only_what_is_critical_itself_goes(group: Riverside) -> None:
    critical = _asked(group)
    normal = _asked(group, importance=Importance.NORMAL)
    robs = _asked(group, importance=Importance.NORMAL, holder="rob")

    found = _send(group, critical, normal, robs)

    assert (found.went, found.stayed) == (("Mina",), ())
    assert (_claimed(group, critical), _claimed(group, normal, robs)) == (1, 0)


def test_a_normal_one_named_by_hand_does_not_go(group: Riverside) -> None:
    critical, normal = _asked(group), _asked(group, importance=Importance.NORMAL)

    found = cannot_wait.send_now(
        database=group.database,
        viewer=group.viewer("sam"),
        share_id=critical.shares[0].id,
        ids=_ids(group, normal),
        now=EVENING,
    )

    assert (found.went, found.stayed, _claimed(group, normal)) == ((), (), 0)


def test_the_question_names_only_what_is_critical(group: Riverside) -> None:
    critical, normal = _asked(group), _asked(group, importance=Importance.NORMAL)
    with group.database.read() as transaction:
        viewer = group.viewer("sam")
        pending = deliveries.pending_of(transaction, viewer=viewer, person_id=group.person("mina").id)
        told = [one for one in pending if one.id in _ids(group, critical, normal)]
        later = after_hours.of_deliveries(
            transaction, viewer=viewer, deliveries=told, share_id=None, now=EVENING
        )

    assert later is not None
    assert later.ids == tuple(_ids(group, critical))


def test_one_message_says_five_things_once(group: Riverside, office: Office) -> None:
    made = [_asked(group) for _ in range(7)]

    first = _send(group, *made)
    second = _send(group, *made)

    assert (first.went, first.more_waits, _claimed(group, *made)) == (("Mina",), True, 5)
    assert (second.went, second.was_gone) == ((), True)
    assert len(office.run(EVENING + 2 * MINUTE)) == 1


@pytest.mark.parametrize("by", ["sam", "grace"])
def test_the_chair_is_told_neither_a_number_nor_why(group: Riverside, by: str) -> None:
    made, mina = _asked(group), group.person("mina").id
    with group.database.write() as transaction:
        manners.be_quiet(transaction, viewer=myself(mina), person_id=mina, until=THIRD)
        people.give_address(
            transaction,
            viewer=group.viewer("sam"),
            person_id=mina,
            kind=AddressKind.TELEPHONE,
            installation_id=None,
            external_id="01632 960 200",
        )

    found = _send(group, made, by=by)

    unsaid = Stayed(first_name="Mina", why=None, until=None, number="")
    told = Stayed(first_name="Mina", why=Stays.QUIET, until=THIRD, number="01632 960 200")
    assert found.stayed == (told if by == "sam" else unsaid,)


def test_a_rest_that_the_runner_has_set_is_no_quiet_week_of_theirs(group: Riverside) -> None:
    made = _asked(group)
    with group.database.write() as transaction:
        manners.let_rest(
            transaction, viewer=group.viewer("sam"), person_id=group.person("mina").id, until=THIRD
        )

    [stayed] = _send(group, made).stayed

    assert Kept(why=stayed.why or Stays.QUIET, until=stayed.until) == Kept(why=Stays.RESTS, until=THIRD)


def test_nothing_goes_to_somebody_on_leave(group: Riverside, office: Office) -> None:
    made = _asked(group)
    _leave(group)

    [stayed] = _send(group, made).stayed

    assert (stayed.why, stayed.until) == (Stays.AWAY, date(2026, 11, 13))
    assert office.send(EVENING + 2 * MINUTE) == []


def test_nothing_goes_on_christmas_day(group: Riverside) -> None:
    made = _asked(group)

    [stayed] = _send(group, made, now=CHRISTMAS).stayed

    assert (stayed.why, stayed.until) == (Stays.DAY_OFF, date(2026, 12, 29))


def test_who_goes_away_meanwhile_is_not_written_to(group: Riverside, office: Office) -> None:
    made = _asked(group)
    _send(group, made)
    _leave(group)

    assert office.send(EVENING + 2 * MINUTE) == []
    assert _claimed(group, made) == 0


@pytest.mark.parametrize(
    ("asked_at", "sent_at", "goes"),
    [
        (EVENING.replace(hour=23, minute=59), EVENING.replace(day=11, hour=0, minute=1), True),
        (EVENING.replace(hour=23, minute=59), EVENING.replace(day=11, hour=3, minute=0), False),
        (CHRISTMAS_EVE, CHRISTMAS_EVE + 2 * MINUTE, False),
    ],
    ids=["past midnight", "hours later", "Christmas has come"],
)
def test_now_is_kept_across_midnight(
    group: Riverside, office: Office, asked_at: datetime, sent_at: datetime, goes: bool
) -> None:
    made = _asked(group)
    assert _send(group, made, now=asked_at).went == ("Mina",)

    assert bool(office.send(sent_at)) is goes


@pytest.mark.parametrize("ours", [False, True])
def test_what_others_have_sent_is_not_given_away(group: Riverside, ours: bool) -> None:
    """Three messages have gone to Mina this week: about Riverside, or about something else."""
    made = [_asked(group) for _ in range(4)]
    for part, one in zip("abc", made[1:], strict=True):
        _message(group, part, one if ours else None)

    [stayed] = _send(group, made[0]).stayed

    assert stayed.why is (Stays.FULL_WEEK if ours else None)


def _leave(group: Riverside) -> None:
    planned.choose(group, Rhythm(leave=(Span(first=date(2026, 11, 9), last=date(2026, 11, 12)),)))


def _message(group: Riverside, part: str, about: Commitment | None) -> None:
    to = Destination(kind=AddressKind.SLACK, installation_id=group.installation_id, external_id="U-MINA")
    new = NewMessage(
        kind=MessageKind.ENVELOPE,
        to=to,
        local_date=date(2026, 11, 9),
        part=part,
        not_before=EVENING,
        person_id=group.person("mina").id,
    )
    ids = [] if about is None else _ids(group, about)
    with group.database.write() as transaction:
        number = messages.add(transaction, viewer=ENGINE, new=new, now=EVENING)
        deliveries.claim(transaction, viewer=ENGINE, ids=ids, message_id=number or 0, rule=None)


def test_an_answer_that_cannot_wait_is_worded_as_such(group: Riverside, office: Office) -> None:
    """Not as one that comes in its reader's own hours."""
    made = planned.add(group, importance=Importance.CRITICAL)
    with group.database.write() as transaction:
        planning.answer_person(
            transaction,
            viewer=group.viewer("sam"),
            share=made.shares[0],
            person_id=group.person("mina").id,
            step="date_kept",
            now=EVENING,
        )
        mine = deliveries.pending_of(transaction, viewer=ENGINE, person_id=group.person("mina").id)
    cannot_wait.send_now(
        database=group.database,
        viewer=group.viewer("sam"),
        share_id=made.shares[0].id,
        ids=[one.id for one in mine if one.owed.kind is DeliveryKind.ANSWER],
        now=EVENING,
    )

    words = said(office.send(EVENING + MINUTE), "mina")

    assert words.startswith("Riverside Progression Group: something for you that could not wait.")
    assert "would like to keep the date" in words
    assert "There is nothing to do in a hurry." not in words


def test_a_call_for_help_that_cannot_wait_stays_a_call_for_help(group: Riverside, office: Office) -> None:
    made = planned.add(group, importance=Importance.CRITICAL)
    pressed = Pressed(share_id=made.shares[0].id, version=made.shares[0].version)
    progress.stuck(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        because="Money",
        words="",
        now=EVENING,
    )
    with group.database.read() as transaction:
        runners = deliveries.pending_of(transaction, viewer=ENGINE, person_id=group.person("sam").id)
    cannot_wait.send_now(
        database=group.database,
        viewer=group.viewer("grace"),
        share_id=made.shares[0].id,
        ids=[one.id for one in runners if one.owed.kind is DeliveryKind.STUCK],
        now=EVENING,
    )

    assert "somebody would like a hand" in said(office.send(EVENING + MINUTE), "sam")
