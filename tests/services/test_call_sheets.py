"""The call sheet: one call a partner a week, and what was heard is kept as if they had pressed themselves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.call_sheets import Heard
from bot.domain.commitments import Commitment, EventKind, ShareState
from bot.domain.contacts import ContactKind
from bot.domain.importance import Importance
from bot.errors import Refused
from bot.messages.call_sheet import Sheet
from bot.services import call_sheets, calls, partner_calls, progress, readers
from bot.services.call_sheets import Answer, Kept, Talk
from bot.services.presses import Pressed
from storage import commitments as stored_commitments
from storage import contacts, deliveries, members, shares
from tests.planned import add
from tests.riverside import NOW, Riverside

DAY = timedelta(days=1)
SOON = date(2026, 9, 18)
ONLY_DEE = (None, None, "dee")


def dees(group: Riverside, **more: object) -> Pressed:
    """Something of Dee's, due soon."""
    commitment: Commitment = add(group, **{"holders": ONLY_DEE, "due": SOON, **more})  # type: ignore[arg-type]  # Names and values are the caller's.
    return Pressed(share_id=commitment.shares[2].id, version=1, by_phone=True)


def offered(group: Riverside, *, now: object = NOW) -> list[str]:
    with group.database.read() as transaction:
        found = call_sheets.offered(transaction, viewer=group.viewer("sam"), now=now)  # type: ignore[arg-type]  # NOW and days after it.
    return [one.partner for one in found]


def sheet(group: Riverside, name: str = "sam", partner_id: int | None = None) -> Sheet:
    return call_sheets.look(
        database=group.database,
        viewer=group.viewer(name),
        partner_id=partner_id or group.brook_lane_id,
        now=NOW,
    )


def keep(group: Riverside, *answers: Answer, words: str = "", asked: str = "") -> Kept:
    return call_sheets.keep(
        database=group.database,
        viewer=group.viewer("sam"),
        partner_id=group.brook_lane_id,
        talk=Talk(answers=answers, words=words, asked=asked),
        now=NOW,
    )


def stored(group: Riverside, pressed: Pressed) -> tuple[ShareState, date]:
    with group.database.read() as transaction:
        commitment, share = stored_commitments.of_share(
            transaction, viewer=group.viewer("sam"), share_id=pressed.share_id
        )
    return share.state, share.own_due or commitment.due


def test_sheet_is_offered_when_something_is_due(group: Riverside) -> None:
    assert offered(group) == []

    dees(group)

    assert offered(group) == ["Brook Lane Training"]


def test_sheet_is_not_offered_for_who_is_written_to(group: Riverside) -> None:
    add(group, due=SOON)

    assert offered(group) == []


def test_one_call_a_week_is_enough(group: Riverside) -> None:
    dees(group)
    call_sheets.record(
        database=group.database,
        viewer=group.viewer("sam"),
        partner_id=group.brook_lane_id,
        kind=ContactKind.NO_ANSWER,
        now=NOW,
    )

    assert offered(group, now=NOW + 3 * DAY) == []
    assert offered(group, now=NOW + 4 * DAY) == ["Brook Lane Training"]
    assert sheet(group).rung_on == NOW.date()


def test_sheet_that_was_put_off_rests(group: Riverside) -> None:
    dees(group)
    calls.answer(
        database=group.database,
        viewer=group.viewer("sam"),
        partner_id=group.brook_lane_id,
        kind=ContactKind.PUT_OFF,
        now=NOW,
    )

    assert offered(group) == []
    assert offered(group, now=NOW + 4 * DAY) == ["Brook Lane Training"]


def test_offer_stands_in_the_morning_list(group: Riverside) -> None:
    dees(group)

    with group.database.read() as transaction:
        [reader] = readers.runners(transaction, viewer=group.engine)
        [notice] = partner_calls.of_morning(transaction, reader, NOW)

    assert notice.asks


def test_sheet_has_all_that_is_due_and_what_was_said_last_time(group: Riverside) -> None:
    dees(group)
    dees(group, due=date(2026, 12, 18))
    dees(group, due=date(2026, 12, 18), state=ShareState.PROPOSED)
    keep(group, words="Dee is new to this", asked="bus fares")

    found = sheet(group)

    assert [view.due for view in found.items] == [SOON, date(2026, 12, 18)]
    assert (found.said, found.asked, found.spoken_on) == ("Dee is new to this", "bus fares", NOW.date())
    assert (found.name, found.number) == ("Dee Frame", "01632 960 118")


@pytest.mark.parametrize(
    ("heard", "before", "event", "after"),
    [
        (Heard.DONE, ShareState.ACCEPTED, EventKind.DONE, ShareState.DONE),
        (Heard.ON_TRACK, ShareState.ACCEPTED, EventKind.ON_TRACK, ShareState.ACCEPTED),
        (Heard.STUCK, ShareState.ACCEPTED, EventKind.STUCK, ShareState.ACCEPTED),
        (Heard.MORE_TIME, ShareState.ACCEPTED, EventKind.DATE_MOVED, ShareState.ACCEPTED),
        (Heard.ACCEPTS, ShareState.PROPOSED, EventKind.ACCEPTED, ShareState.ACCEPTED),
        (Heard.NOT_FOR_THEM, ShareState.PROPOSED, EventKind.DECLINED, ShareState.DECLINED),
        (Heard.MORE_TIME, ShareState.PROPOSED, EventKind.DATE_SUGGESTED, ShareState.PROPOSED),
    ],
)
def test_answer_is_kept_as_if_they_had_pressed_and_marked_by_phone(
    group: Riverside, heard: Heard, before: ShareState, event: EventKind, after: ShareState
) -> None:
    pressed = dees(group, state=before)

    kept = keep(group, Answer(pressed=pressed, heard=heard, day="2 October 2026"))

    with group.database.read() as transaction:
        last = shares.events_of(transaction, viewer=group.viewer("sam"), share_id=pressed.share_id)[-1]
    assert (last.kind, last.details["by_phone"], last.actor_id) == (event, True, group.person("sam").id)
    assert stored(group, pressed)[0] is after
    assert [(one.heard, one.title) for one in kept.said] == [(heard, "Send course data")]


def test_nothing_is_written_to_who_has_only_a_telephone(group: Riverside) -> None:
    asked, promised = dees(group, state=ShareState.PROPOSED), dees(group)

    keep(group, Answer(pressed=asked, heard=Heard.ACCEPTS), Answer(pressed=promised, heard=Heard.STUCK))

    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.engine)
    assert [one.owed.kind.value for one in ledger if one.owed.kind.value in ("agreed", "stuck")] == []


def test_several_answers_are_one_decision(group: Riverside) -> None:
    first, second = dees(group), dees(group)

    with pytest.raises(Refused) as refused:
        keep(
            group,
            Answer(pressed=first, heard=Heard.DONE),
            Answer(pressed=second, heard=Heard.MORE_TIME, day="1 September 2026"),
        )

    assert (refused.value.key, refused.value.field) == ("date_not_ahead", f"date-{second.share_id}")
    assert stored(group, first)[0] is ShareState.ACCEPTED
    with group.database.read() as transaction:
        assert contacts.all_of(transaction, viewer=group.viewer("sam")) == ()


def test_third_date_is_heard_on_a_call_as_it_should_be(group: Riverside) -> None:
    pressed = dees(group)

    for version, day in enumerate((21, 22, 23), start=1):
        again = replace(pressed, version=version)
        keep(group, Answer(pressed=again, heard=Heard.MORE_TIME, day=f"{day} September 2026"))

    assert stored(group, pressed)[1] == date(2026, 9, 23)


def test_answer_that_cannot_be_is_said_at_its_own_field(
    group: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed = dees(group)

    def refuses(**_: object) -> None:
        raise Refused("because_needed")

    monkeypatch.setitem(call_sheets.__dict__, "_PRESSES", {Heard.DONE: refuses})
    with pytest.raises(Refused) as refused:
        keep(group, Answer(pressed=pressed, heard=Heard.DONE))

    assert refused.value.field == f"answer-{pressed.share_id}.1"


def test_what_somebody_changed_meanwhile_is_left_as_it_is_and_named(group: Riverside) -> None:
    changed, gone = dees(group), dees(group)
    for pressed, act in ((changed, progress.on_track), (gone, progress.done)):
        act(
            database=group.database,
            viewer=group.viewer("sam"),
            pressed=Pressed(share_id=pressed.share_id, version=1),
            now=NOW,
        )

    kept = keep(group, Answer(pressed=changed, heard=Heard.DONE), Answer(pressed=gone, heard=Heard.ON_TRACK))

    assert (kept.said, kept.moved_on) == ((), ("Send course data", "Send course data"))
    assert stored(group, changed)[0] is ShareState.ACCEPTED


def test_what_was_not_discussed_stays_as_it_was(group: Riverside) -> None:
    pressed = dees(group)

    kept = keep(group, Answer(pressed=pressed, heard=Heard.NOT_DISCUSSED), words="Only a word")

    assert (kept.said, kept.moved_on) == ((), ())
    with group.database.read() as transaction:
        [line] = contacts.all_of(transaction, viewer=group.viewer("sam"))
    assert (line.kind, line.words) == (ContactKind.SPOKE, "Only a word")


def test_share_of_another_partner_is_not_touched(group: Riverside) -> None:
    castles = add(group, due=SOON).shares[0]
    pressed = Pressed(share_id=castles.id, version=castles.version, by_phone=True)

    kept = keep(group, Answer(pressed=pressed, heard=Heard.DONE))

    assert (kept.said, kept.moved_on) == ((), ())
    assert stored(group, pressed)[0] is ShareState.ACCEPTED


def test_read_back_changes_nothing(group: Riverside) -> None:
    pressed = dees(group, importance=Importance.CRITICAL)
    talk = Talk(answers=(Answer(pressed=pressed, heard=Heard.MORE_TIME, day="2 October 2026"),))

    [said] = call_sheets.read_back(
        database=group.database,
        viewer=group.viewer("sam"),
        partner_id=group.brook_lane_id,
        talk=talk,
        now=NOW,
    ).said

    assert (said.title, said.day) == ("Send course data", date(2026, 10, 2))
    assert stored(group, pressed) == (ShareState.ACCEPTED, SOON)


def test_other_words_are_another_talk(group: Riverside) -> None:
    talk = Talk(answers=(Answer(pressed=dees(group), heard=Heard.DONE),))

    assert replace(talk, words="One more thing").digest != talk.digest
    assert replace(talk).digest == talk.digest


@pytest.mark.parametrize(
    ("talk", "key"),
    [
        (Talk(answers=(), words="x" * 301), "too_long"),
        (Talk(answers=(), asked="x" * 301), "too_long"),
    ],
)
def test_words_have_room_for_two_lines(group: Riverside, talk: Talk, key: str) -> None:
    with pytest.raises(Refused, match=key):
        keep(group, words=talk.words, asked=talk.asked)


def test_answer_that_was_not_offered_is_refused(group: Riverside) -> None:
    with pytest.raises(Refused, match="action_gone"):
        keep(group, Answer(pressed=dees(group), heard=Heard.ACCEPTS))


@pytest.mark.parametrize("name", ["grace", "mina", "rob", "dee"])
def test_nobody_but_who_runs_it_sees_a_sheet(group: Riverside, name: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        sheet(group, name)


def test_partner_who_is_written_to_has_no_sheet(group: Riverside) -> None:
    with pytest.raises(Refused, match="partner_writes"):
        sheet(group, partner_id=group.castle_id)
    with pytest.raises(Refused, match="partner_gone"):
        sheet(group, partner_id=9999)


def test_telephone_partner_for_whom_nobody_speaks_has_a_sheet_all_the_same(group: Riverside) -> None:
    with group.database.write() as transaction:
        members.take_role(
            transaction,
            viewer=group.viewer("sam"),
            person_id=group.person("dee").id,
            role=group.members["rob"].role,
        )

    assert (sheet(group).name, sheet(group).whom) == ("", "Brook Lane Training")
