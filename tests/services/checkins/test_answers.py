"""Answering a check-in: kept by the promise of its kind, changeable until close, with one reminder."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.people import Membership
from bot.domain.question_answers import Typed
from bot.domain.rounds import Round, Standing
from bot.errors import Refused
from bot.services.checkins import answering
from storage import answers, deliveries, rounds
from storage.database import Database
from storage.tables import MembershipRow
from tests.checked_in import CLOSED, TUESDAY, WEDNESDAY, agree, answer, close, open_round, widen
from tests.riverside import Riverside, build

Press = Callable[..., answering.Kept]
CHANGED = Typed(option="Yes", ticks=("Rules",), line="The Pelican report")


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


@pytest.fixture
def everybody(riverside: Riverside) -> Mapping[str, Membership]:
    return widen(riverside)


@pytest.fixture
def opened(riverside: Riverside, everybody: Mapping[str, Membership]) -> Round:
    assert everybody
    return open_round(riverside)


def test_form_has_the_questions_of_this_person(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    found = {name: _keys(riverside, everybody[name], opened) for name in ("mina", "rob", "dee", "sam")}

    assert found == {
        "mina": ["purpose", "trust", "clarity", "changed"],
        "rob": ["purpose", "trust", "clarity"],
        "dee": ["changed"],
        "sam": ["purpose", "trust", "clarity"],
    }


def test_answers_are_kept_by_their_kind(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    kept = answer(riverside, everybody["mina"], opened, purpose=agree(), changed=CHANGED)

    with riverside.database.read() as transaction:
        sam = riverside.viewer("sam")
        [said] = answers.organisations_of(transaction, viewer=sam, round_id=opened.id)
        links, secrets = answers.secrets_of(transaction, viewer=sam, round_id=opened.id)
    assert kept.changed
    assert (said.key, said.answer.line, said.partner_id) == ("changed", CHANGED.line, riverside.castle_id)
    assert [(one.key, one.answer.value) for one in secrets] == [("purpose", 4)]
    assert [one.person_id for one in links] == [riverside.person("mina").id]


def test_own_answers_stand_in_the_form_again_and_in_nobody_elses(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    answer(riverside, everybody["mina"], opened, purpose=agree(), changed=CHANGED)

    mine, robs = (_sheet(riverside, everybody[name], opened).answered for name in ("mina", "rob"))

    assert {key: one.value for key, one in mine.items()} == {"purpose": 4, "changed": 2}
    assert robs == {}


def test_the_last_answer_counts_whole(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    answer(riverside, everybody["mina"], opened, purpose=agree(), changed=CHANGED)

    answer(riverside, everybody["mina"], opened, trust=agree("Partly"))

    found = _sheet(riverside, everybody["mina"], opened).answered
    assert {key: one.value for key, one in found.items()} == {"trust": 3}


def test_second_device_changes_nothing_and_is_told(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    answer(riverside, everybody["mina"], opened, version=1, purpose=agree())

    with pytest.raises(Refused, match="check_in_answered_elsewhere") as refused:
        answer(riverside, everybody["mina"], opened, version=1, purpose=agree("Not at all"))

    found = _sheet(riverside, everybody["mina"], opened).answered
    assert refused.value.field == "purpose"
    assert found["purpose"].value == 4


@pytest.mark.parametrize("press", [answering.later, answering.not_this_time])
def test_form_that_another_device_has_put_off_counts_all_the_same(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round, press: Press
) -> None:
    version = _sheet(riverside, everybody["mina"], opened).asked.version
    press(database=riverside.database, viewer=everybody["mina"].viewer, round_id=opened.id, now=WEDNESDAY)

    kept = answer(riverside, everybody["mina"], opened, version=version, purpose=agree())

    assert (kept.changed, kept.standing) == (True, Standing.ANSWERED)
    assert _sheet(riverside, everybody["mina"], opened).answered["purpose"].value == 4


def test_an_empty_form_is_no_answer_and_takes_back_what_was_said(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    answer(riverside, everybody["mina"], opened, purpose=agree(), changed=CHANGED)

    kept = answer(riverside, everybody["mina"], opened)

    assert kept.standing is Standing.NOT_THIS_TIME
    assert _sheet(riverside, everybody["mina"], opened).answered == {}


def test_among_too_few_everything_goes_to_the_runner_of_that_day_by_name(riverside: Riverside) -> None:
    opened = open_round(riverside)
    mina, sam = riverside.viewer("mina"), riverside.viewer("sam")

    answer(riverside, riverside.members["mina"], opened, purpose=agree())

    with riverside.database.read() as transaction:
        [told] = answers.named_to(transaction, viewer=sam, round_id=opened.id)
        assert answers.named_by(transaction, viewer=mina, round_id=opened.id) == (told,)
        assert answers.named_to(transaction, viewer=riverside.viewer("grace")) == ()
        assert answers.named_answer(transaction, viewer=mina, answer_id=told.id) == told
        with pytest.raises(Refused, match="answer_gone"):
            answers.named_answer(transaction, viewer=riverside.viewer("grace"), answer_id=told.id)
    assert (told.person_id, told.to_id, told.key) == (mina.person_id, sam.person_id, "purpose")


def test_without_a_runner_there_is_nobody_to_tell_it_to(riverside: Riverside) -> None:
    opened = open_round(riverside)
    _leave(riverside, "sam")

    with pytest.raises(Refused, match="check_in_no_runner"):
        answer(riverside, riverside.members["mina"], opened, purpose=agree())
    assert answer(riverside, riverside.members["mina"], opened, changed=CHANGED).changed


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"purpose": Typed(option="Perhaps")}, "answer_unknown"),
        ({"changed": Typed(option="Yes", line="x" * 10_000)}, "too_long"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_question_and_nothing_is_written(
    riverside: Riverside,
    everybody: Mapping[str, Membership],
    opened: Round,
    said: Any,
    key: str,
) -> None:
    with pytest.raises(Refused, match=key) as refused:
        answer(riverside, everybody["mina"], opened, **said)

    assert refused.value.field in said
    assert _standing(riverside, "mina", opened) is Standing.ASKED


def test_after_closing_nothing_is_answered(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    last = CLOSED - timedelta(seconds=1)
    assert answer(riverside, everybody["mina"], opened, now=last, purpose=agree()).changed

    with pytest.raises(Refused, match="check_in_closed"):
        answer(riverside, everybody["mina"], opened, now=CLOSED, purpose=agree())
    close(riverside)
    with pytest.raises(Refused, match="check_in_closed"):
        answering.later(
            database=riverside.database,
            viewer=riverside.viewer("mina"),
            round_id=opened.id,
            now=CLOSED + timedelta(days=1),
        )


def test_who_joined_afterwards_is_asked_next_time(riverside: Riverside) -> None:
    opened = open_round(riverside)
    later = widen(riverside)["max"]

    with pytest.raises(Refused, match="check_in_not_asked"):
        _sheet(riverside, later, opened)


def test_there_is_no_round_of_this_number(riverside: Riverside) -> None:
    with pytest.raises(Refused, match="round_gone"):
        answering.look(
            database=riverside.database, viewer=riverside.viewer("mina"), round_id=99, now=WEDNESDAY
        )


def test_remind_me_on_thursday_is_the_reminder(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    assert _later(riverside, everybody["mina"], opened).changed
    assert not _later(riverside, everybody["mina"], opened).changed

    [thursday] = [one for one in _owed(riverside, "mina") if one.step == "thursday"]
    assert (thursday.due_on, thursday.off_day) == (date(2026, 9, 17), True)


def test_on_the_last_thursday_there_is_no_later_one(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    kept = answering.later(
        database=riverside.database,
        viewer=everybody["mina"].viewer,
        round_id=opened.id,
        now=CLOSED - timedelta(hours=8),
    )

    assert (kept.changed, kept.standing) == (False, Standing.ASKED)
    assert [one.step for one in _owed(riverside, "mina")] == ["asked", "again"]


def test_not_this_time_is_said_once_and_undone_by_answering(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    first = _not_this_time(riverside, everybody["mina"], opened)
    again = _not_this_time(riverside, everybody["mina"], opened)

    assert (first.changed, again.changed) == (True, False)
    assert answer(riverside, everybody["mina"], opened, purpose=agree()).standing is Standing.ANSWERED
    assert not _not_this_time(riverside, everybody["mina"], opened).changed


def _sheet(riverside: Riverside, member: Membership, opened: Round) -> answering.Sheet:
    return answering.look(
        database=riverside.database, viewer=member.viewer, round_id=opened.id, now=WEDNESDAY
    )


def _keys(riverside: Riverside, member: Membership, opened: Round) -> list[str]:
    return [one.key for one in _sheet(riverside, member, opened).questions]


def _standing(riverside: Riverside, who: str, opened: Round) -> Standing:
    with riverside.database.read() as transaction:
        found = rounds.participation(
            transaction,
            viewer=riverside.viewer("sam"),
            round_id=opened.id,
            person_id=riverside.person(who).id,
        )
    assert found is not None
    return found.standing


def _later(riverside: Riverside, member: Membership, opened: Round) -> answering.Kept:
    return answering.later(
        database=riverside.database,
        viewer=member.viewer,
        round_id=opened.id,
        now=TUESDAY + timedelta(hours=3),
    )


def _not_this_time(riverside: Riverside, member: Membership, opened: Round) -> answering.Kept:
    return answering.not_this_time(
        database=riverside.database, viewer=member.viewer, round_id=opened.id, now=WEDNESDAY
    )


def _owed(riverside: Riverside, who: str) -> list[Owed]:
    with riverside.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=riverside.viewer("sam"))
    return [
        one.owed
        for one in found
        if one.owed.kind is DeliveryKind.CHECKIN and one.owed.person_id == riverside.person(who).id
    ]


def _leave(riverside: Riverside, who: str) -> None:
    with riverside.database.write() as transaction:
        gone = MembershipRow.person_id == riverside.person(who).id
        transaction.connection.execute(delete(MembershipRow).where(gone))
