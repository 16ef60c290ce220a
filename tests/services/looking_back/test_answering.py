"""What somebody says when they look back reaches the runner, and stands nowhere else."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain.permissions import Role
from bot.domain.question_answers import Answer, Typed
from bot.domain.questions import Passing
from bot.errors import Refused
from bot.services.looking_back import answering
from storage import looking_back as stored
from storage.tables import AuditRow, Base, MembershipRow
from tests import looked_back, marked, riverside
from tests.looked_back import LESSON, SECRET
from tests.marked import LATER
from tests.riverside import Riverside


def audited(group: Riverside) -> list[tuple[str, str, object]]:
    with group.database.read() as transaction:
        found = select(AuditRow.act, AuditRow.subject, AuditRow.details).order_by(AuditRow.id)
        rows = transaction.connection.execute(found).all()
    return [tuple(row) for row in rows if str(row.act).startswith("look")]


def test_form_has_what_was_said_until_now(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    looked_back.say(
        group, made, surprise=Typed(line=f" {LESSON} ", passing="without_name"), thanks=Typed(person="Ada")
    )

    sheet = answering.look(database=group.database, viewer=group.viewer("mina"), milestone_id=made.id)

    assert [one.key for one in sheet.asked.questions] == ["thanks", "surprise"]
    assert sheet.answered == {
        "thanks": Answer(person="Ada"),
        "surprise": Answer(line=LESSON, passing=Passing.WITHOUT_NAME),
    }
    theirs = answering.look(database=group.database, viewer=group.viewer("rob"), milestone_id=made.id)
    assert theirs.answered == {}


def test_what_is_said_is_told_to_the_runner_of_the_day(group: Riverside) -> None:
    made = looked_back.celebrated(group)

    kept = looked_back.say(group, made, surprise=Typed(line=LESSON))

    assert not kept.is_empty
    with group.database.read() as transaction:
        [found] = stored.said_of(transaction, viewer=group.viewer("sam"), milestone_id=made.id)
    assert (found.person_id, found.to_id, found.at) == (
        group.person("mina").id,
        group.person("sam").id,
        LATER,
    )


def test_words_stand_in_the_answers_and_nowhere_else(group: Riverside) -> None:
    made = looked_back.celebrated(group)

    looked_back.say(group, made, surprise=Typed(line=SECRET))
    looked_back.say(group, None, lost=Typed(option="Often", line=SECRET))

    with group.database.read() as transaction:
        holding = {
            table.name
            for table in Base.metadata.sorted_tables
            for row in transaction.connection.execute(select(table))
            if SECRET in str(tuple(row))
        }
    assert holding == {"named_answers"}
    assert audited(group) == [
        ("looked_back", f"milestone:{made.id}", {}),
        ("looked_back", "first_weeks", {}),
    ]


def test_emptying_the_form_takes_back_what_was_said(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    looked_back.say(group, made, surprise=Typed(line=LESSON))

    kept = looked_back.say(group, made)

    assert kept.is_empty
    with group.database.read() as transaction:
        assert stored.said_of(transaction, viewer=group.viewer("sam"), milestone_id=made.id) == ()


def test_saying_it_from_two_places_at_once_keeps_one_and_says_so(
    group: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = looked_back.celebrated(group)
    monkeypatch.setattr(stored, "keep", lambda *_, **__: False)

    with pytest.raises(Refused, match="check_in_answered_elsewhere"):
        looked_back.say(group, made, surprise=Typed(line=LESSON))

    assert audited(group) == []


@pytest.mark.parametrize("is_of_milestone", [True, False])
def test_older_form_does_not_take_away_what_was_said_since(
    group: Riverside, *, is_of_milestone: bool
) -> None:
    made = looked_back.celebrated(group) if is_of_milestone else None
    milestone_id = made.id if made else None
    mina = group.viewer("mina")
    older = answering.look(database=group.database, viewer=mina, milestone_id=milestone_id)
    key = older.asked.questions[-1].key
    said: dict[str, Any] = {key: Typed(line=LESSON)}
    looked_back.say(group, made, **said)

    with pytest.raises(Refused, match="check_in_answered_elsewhere") as caught:
        looked_back.say(group, made, version=older.version)

    now = answering.look(database=group.database, viewer=mina, milestone_id=milestone_id)
    assert caught.value.field == older.asked.questions[0].key
    assert now.answered == {key: Answer(line=LESSON)}
    assert older.version == 0
    assert now.version > 0


def test_not_this_time_keeps_what_was_said(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    looked_back.say(group, made, surprise=Typed(line=LESSON))

    asked = answering.leave(
        database=group.database, viewer=group.viewer("mina"), milestone_id=made.id, now=LATER
    )

    assert asked.milestone == made
    with group.database.read() as transaction:
        assert stored.said_by(transaction, viewer=group.viewer("mina"), milestone_id=made.id)
    assert audited(group)[-1] == ("look_back_left_out", f"milestone:{made.id}", {})


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"surprise": Typed(line="x" * 10_000)}, "too_long"),
        ({"thanks": Typed(person="x" * 151)}, "too_long"),
        ({"surprise": Typed(line=LESSON, passing="with_name")}, "answer_unknown"),
    ],
)
def test_what_needs_mending_is_handed_back_and_nothing_is_written(
    group: Riverside, said: dict[str, Typed], key: str
) -> None:
    made = looked_back.celebrated(group)

    with pytest.raises(Refused, match=key):
        answering.save(
            database=group.database,
            viewer=group.viewer("mina"),
            milestone_id=made.id,
            shown_id=group.person("sam").id,
            version=0,
            typed=looked_back.typed(said),
            now=LATER,
        )

    assert audited(group) == []


def test_what_was_meant_for_one_runner_goes_to_the_next_only_on_purpose(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    sam, grace = group.person("sam"), group.person("grace")
    looked_back.say(group, made, surprise=Typed(line=SECRET))
    riverside.take_over(group, "grace")

    with pytest.raises(Refused) as refused:
        looked_back.say(group, made, shown_id=sam.id, surprise=Typed(line=SECRET))

    assert (refused.value.key, refused.value.field) == ("check_in_other_runner", "surprise")
    assert refused.value.parameters == {"runner": grace.first_name}
    sheet = answering.look(database=group.database, viewer=group.viewer("mina"), milestone_id=made.id)
    assert (sheet.asked.runner, sheet.answered) == (grace.first_name, {})
    looked_back.say(group, made, shown_id=grace.id, surprise=Typed(line=LESSON))
    with group.database.read() as transaction:
        found = stored.said_of(transaction, viewer=group.viewer("sam"), milestone_id=made.id)
    assert [(one.to_id, one.answer.line) for one in found] == [(sam.id, SECRET), (grace.id, LESSON)]


def test_an_emptied_form_leaves_what_another_runner_was_told(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    looked_back.say(group, made, surprise=Typed(line=SECRET))
    riverside.take_over(group, "grace")

    kept = looked_back.say(group, made, shown_id=group.person("sam").id)

    assert kept.is_empty
    with group.database.read() as transaction:
        [found] = stored.said_of(transaction, viewer=group.viewer("sam"), milestone_id=made.id)
    assert found.to_id == group.person("sam").id


def test_where_nobody_runs_it_there_is_nobody_to_tell(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    with group.database.write() as transaction:
        runner = MembershipRow.role == Role.RUNNER
        transaction.connection.execute(update(MembershipRow).where(runner).values(role=Role.DEPUTY_RUNNER))

    with pytest.raises(Refused, match="check_in_no_runner"):
        looked_back.say(group, made, surprise=Typed(line=LESSON))
    sheet = answering.look(database=group.database, viewer=group.viewer("mina"), milestone_id=made.id)
    assert sheet.asked.runner == ""


def test_nobody_looks_back_on_what_was_not_celebrated(group: Riverside) -> None:
    made = marked.planned(group)

    with pytest.raises(Refused, match="milestone_gone"):
        answering.look(database=group.database, viewer=group.viewer("mina"), milestone_id=made.id)
    with pytest.raises(Refused, match="milestone_gone"):
        looked_back.say(group, made, surprise=Typed(line=LESSON))


def test_answer_weeks_later_is_kept_too(group: Riverside) -> None:
    made = looked_back.celebrated(group)

    kept = looked_back.say(group, made, now=LATER + timedelta(days=90), surprise=Typed(line=LESSON))

    assert not kept.is_empty
