"""A runner adds a question of their own, and takes it out again; what cannot keep its promise is refused."""

from dataclasses import replace

import pytest

from bot.domain.questions import AGREE_WORDS, QuestionKind, Shape
from bot.errors import Refused
from bot.services.checkins import own
from bot.services.checkins.own import Added, Choices, NewQuestion
from storage import own_questions
from tests.riverside import NOW, Riverside

NEW = NewQuestion(
    words=" Do the papers come in  time? ", why="We could send them earlier.", kind=None, shape=None
)


def _add(group: Riverside, new: NewQuestion = NEW, *, by: str = "sam") -> Added:
    return own.add(database=group.database, viewer=group.viewer(by), new=new, now=NOW)


def _retire(group: Riverside, key: str, *, by: str = "sam") -> Added:
    return own.retire(database=group.database, viewer=group.viewer(by), key=key, now=NOW)


def _waiting(group: Riverside) -> list[str]:
    with group.database.read() as transaction:
        return [one.key for one in own_questions.all_of(transaction, viewer=group.viewer("sam"))]


def _choices(group: Riverside, by: str = "sam") -> Choices:
    return own.choices(database=group.database, viewer=group.viewer(by), now=NOW)


def test_form_says_whom_the_answers_go_to_and_whether_we_are_enough(group: Riverside) -> None:
    assert _choices(group) == Choices(runner=group.person("sam").first_name, can_be_secret=False)


def test_form_without_a_runner_names_nobody(group: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.members.runner_of", lambda *_, **__: None)

    assert _choices(group, "grace").runner == ""


def test_question_is_told_to_the_runner_and_agreed_with_unless_said_otherwise(group: Riverside) -> None:
    added = _add(group)

    assert added.partnership == "Riverside Progression Group"
    assert added.changed
    assert added.question.words == "Do the papers come in time?"
    assert (added.question.kind, added.question.shape) == (QuestionKind.TO_RUNNER, Shape.AGREE)
    assert added.question.options == AGREE_WORDS
    assert _waiting(group) == [added.question.key]


def test_options_are_typed_one_a_line(group: Riverside) -> None:
    new = replace(NEW, kind=QuestionKind.ORGANISATION, shape=Shape.CHOICE, options="Paper\n\n Screen ")

    assert _add(group, new).question.options == ("Paper", "Screen")


@pytest.mark.parametrize(
    ("new", "key"),
    [
        (replace(NEW, words=" "), "question_words_needed"),
        (replace(NEW, why=""), "question_why_needed"),
        (replace(NEW, kind=QuestionKind.NUMBERS_ONLY, shape=Shape.LINE), "question_kind_cannot"),
        (replace(NEW, kind=QuestionKind.NUMBERS_ONLY), "question_too_few_of_us"),
        (replace(NEW, shape=Shape.CHOICE, options="Paper"), "question_options"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_it_is_kept(
    group: Riverside, new: NewQuestion, key: str
) -> None:
    with pytest.raises(Refused) as refused:
        _add(group, new)

    assert refused.value.key == key
    assert _waiting(group) == []


def test_question_taken_out_is_asked_no_more_and_stays_out(group: Riverside) -> None:
    question = _add(group).question

    first, again = _retire(group, question.key), _retire(group, question.key)

    assert (first.changed, again.changed) == (True, False)
    assert first.question == again.question == question
    assert _waiting(group) == []


def test_question_that_nobody_added_is_gone(group: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        _retire(group, "own_9")

    assert refused.value.key == "question_gone"


def test_partners_add_nothing_and_take_nothing_out(group: Riverside) -> None:
    key = _add(group).question.key

    for press in (lambda: _choices(group, "mina"), lambda: _add(group, by="mina")):
        with pytest.raises(Refused) as refused:
            press()
        assert refused.value.key == "not_for_your_role"
    with pytest.raises(Refused):
        _retire(group, key, by="mina")
    assert _waiting(group) == [key]
