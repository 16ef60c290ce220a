"""What people say when they look back, as it is kept."""

from datetime import timedelta

import pytest

from bot.domain.permissions import myself
from bot.domain.question_answers import Answer
from bot.domain.questions import Passing
from bot.errors import Refused
from storage import answers, looking_back
from storage.tables import NamedAnswerRow
from tests import marked
from tests.riverside import NOW, Riverside

LATER = NOW + timedelta(days=1)
LESSON = Answer(line="Start with the photos", passing=Passing.WITHOUT_NAME)


def keep(group: Riverside, milestone_id: int | None, who: str = "mina", **said: Answer) -> bool:
    sam_id = group.person("sam").id
    with group.database.write() as transaction:
        own = looking_back.said_by(transaction, viewer=group.viewer(who), milestone_id=milestone_id)
        return looking_back.keep(
            transaction,
            viewer=group.viewer(who),
            milestone_id=milestone_id,
            to_id=sam_id,
            answers=said,
            now=LATER,
            version=looking_back.version_of(own, to_id=sam_id),
        )


def said(group: Riverside, milestone_id: int | None) -> list[tuple[int, str, Answer]]:
    with group.database.read() as transaction:
        found = looking_back.said_of(transaction, viewer=group.viewer("sam"), milestone_id=milestone_id)
    return [(one.person_id, one.key, one.answer) for one in found]


def test_what_is_said_of_a_milestone_stands_apart_from_first_weeks(group: Riverside) -> None:
    made, mina_id = marked.planned(group), group.person("mina").id

    assert keep(group, made.id, again=LESSON)
    assert keep(group, None, lost=Answer(value=3, line="Minutes"))

    assert said(group, made.id) == [(mina_id, "again", LESSON)]
    assert said(group, None) == [(mina_id, "lost", Answer(value=3, line="Minutes"))]
    with group.database.read() as transaction:
        everything = looking_back.all_of(transaction, viewer=group.viewer("sam"))
        own = looking_back.said_by(transaction, viewer=group.viewer("rob"), milestone_id=made.id)
    assert [(one.to_id, one.at, one.round_id) for one in everything] == [
        (group.person("sam").id, LATER, None),
        (group.person("sam").id, LATER, None),
    ]
    assert own == ()


def test_saying_it_again_takes_the_place_of_what_was_said_before_and_of_nobody_elses(
    group: Riverside,
) -> None:
    made = marked.planned(group)
    keep(group, made.id, again=LESSON, surprise=Answer(line="The cake"))
    keep(group, made.id, "rob", again=Answer(line="Fewer photos"))

    keep(group, made.id, again=Answer(line="Begin in May"))

    assert {(who, key, one.line) for who, key, one in said(group, made.id)} == {
        (group.person("mina").id, "again", "Begin in May"),
        (group.person("rob").id, "again", "Fewer photos"),
    }
    keep(group, made.id)
    assert len(said(group, made.id)) == 1


def test_what_was_told_in_a_round_is_left_alone(group: Riverside) -> None:
    keep(group, None, lost=Answer(value=1))

    with group.database.read() as transaction:
        told = answers.named_to(transaction, viewer=group.viewer("sam"))
    assert [(one.key, one.round_id, one.milestone_id) for one in told] == [("lost", None, None)]


@pytest.mark.parametrize("is_of_milestone", [True, False])
def test_who_says_it_twice_at_once_is_told_so_and_loses_nothing(
    group: Riverside, monkeypatch: pytest.MonkeyPatch, *, is_of_milestone: bool
) -> None:
    about = marked.planned(group).id if is_of_milestone else None
    keep(group, about, again=LESSON)
    # What the other device has just written is not seen by this one yet, so there is nothing to take away.
    monkeypatch.setattr(looking_back, "_about", lambda *_: (NamedAnswerRow.id == 0,))

    assert not keep(group, about, again=Answer(line="Mine"))

    monkeypatch.undo()
    assert [one.line for _, _, one in said(group, about)] == [LESSON.line]


def test_nothing_is_kept_of_a_milestone_that_is_not_there_or_outside_of_a_partnership(
    group: Riverside,
) -> None:
    with pytest.raises(Refused, match="milestone_gone"):
        keep(group, 999, again=LESSON)
    with group.database.write() as transaction, pytest.raises(PermissionError):
        looking_back.keep(
            transaction,
            viewer=myself(group.person("mina").id),
            milestone_id=None,
            to_id=1,
            answers={"again": LESSON},
            now=NOW,
        )
