"""The bank of questions: word for word, and broken nowhere."""

import re
from importlib.resources import files

import pytest

from bot.domain.evidence import Stage
from bot.domain.questions import AGREE_WORDS, Passing, Question, QuestionKind, Shape, may_be_rung
from bot.domain.stuck import BECAUSE
from bot.messages.bank import CURRENT, bank, parse, worded

_TEXT = files("bot.messages").joinpath("banks", "1.toml").read_text(encoding="utf-8")
_N, _O, _S = QuestionKind.NUMBERS_ONLY, QuestionKind.ORGANISATION, QuestionKind.TO_RUNNER
_ALL = tuple(CURRENT.questions.values())
_WORDS = (
    (_N, "I could tell a friend in one sentence what this group is for."),
    (_N, "The people we need are taking part."),
    (_N, "If something bothers me, I can bring it up here."),
    (_N, "I could tell you now what my organisation has promised next, and by when."),
    (_O, "All in all, what does this group do for your organisation?"),
    (_N, "All in all, what does this group do for you in your own job?"),
    (_O, "Has anything changed where you work that we should plan around?"),
    (_S, "What we ask of you is …"),
    (_O, "Can your organisation go along with this decision: {decision}?"),
    (_N, "We get a real say before things are settled."),
    (_N, "When we disagree, we talk it through in the open."),
    (_N, "What my organisation puts in gets noticed."),
    (_N, "I understand what makes this hard for the other partners."),
    (_O, "Is the work of this group in your own organisation's plan for this year?"),
    (_N, "It's clear where we work together and where we still compete."),
    (_N, "Was the last meeting a good use of your time?"),
    (_N, "What gets in the way most? Tick up to two."),
    (_S, "What one thing would make your part easier?"),
    (_S, "Has somebody helped you lately whom we should thank?"),
    (_S, "What has surprised you in a good way?"),
    (_S, "If we did this again, what should we do differently?"),
    (_O, "What does your organisation do differently because of this group?"),
    (_N, "If this group didn't exist, would we start it today?"),
    (_S, "How often do you feel lost when the group talks?"),
)


def test_bank_has_its_questions_word_for_word() -> None:
    assert [(one.kind, one.words) for one in _ALL] == list(_WORDS)
    assert [one.number for one in _ALL] == list(range(1, 25))
    assert CURRENT.version == 1
    assert bank(1) is CURRENT


def test_only_what_has_a_name_is_asked_on_the_telephone() -> None:
    assert [one.number for one in _ALL if may_be_rung(one)] == [5, 7, 9, 14, 18, 22]
    assert [one.number for one in _ALL if one.by_telephone] == [5, 7, 9, 14, 18, 22]


def test_some_are_asked_once_a_year() -> None:
    assert [one.number for one in _ALL if one.once_a_year] == [8, 10, 11, 12, 13, 15, 18, 23]


def test_secret_answers_have_no_words_of_ones_own() -> None:
    assert [one.key for one in _ALL if one.kind is _N and one.takes_words] == []


def test_what_is_in_the_way_is_what_stuck_offers_and_nothing_much() -> None:
    question = CURRENT.questions["in_the_way"]

    assert question.options == (*BECAUSE[:-1], "Nothing much", BECAUSE[-1])
    assert (question.shape, question.most_ticks) == (Shape.TICKS, 2)


def test_worth_it_has_the_whole_chart() -> None:
    question = CURRENT.questions["worth_it"]

    assert [(one.key, len(one.options)) for one in question.lists] == [
        ("gains", 7),
        ("costs", 7),
        ("worries", 7),
    ]
    assert question.options == CURRENT.questions["worth_it_for_you"].options
    assert CURRENT.questions["worth_it_for_you"].on_screen_of == "worth_it"


def test_what_may_be_passed_on_is_ticked() -> None:
    passing = {one.key: one.passing for one in _ALL if one.passing}

    assert passing == {
        "thanks": {Passing.WITH_NAME, Passing.WITHOUT_NAME},
        "surprise": {Passing.WITHOUT_NAME},
        "again": {Passing.WITHOUT_NAME},
    }


def test_agree_questions_have_the_five_words() -> None:
    assert {one.options for one in _ALL if one.shape is Shape.AGREE} == {AGREE_WORDS}


def test_names_are_filled_in() -> None:
    questions = CURRENT.questions

    assert worded(questions["easier"], runner="Sam")[1] == "Sam can often do something about it."
    assert worded(questions["backing"], runner="Sam", decision="one fair in March")[0] == (
        "Can your organisation go along with this decision: one fair in March?"
    )
    assert "{" not in "".join("".join(worded(one, runner="Sam", decision="it")) for one in _ALL)


@pytest.mark.parametrize("question", _ALL, ids=lambda one: one.key)
def test_words_are_short_and_plain(question: Question) -> None:
    ticks = [option for one in question.lists for option in one.options]
    texts = [question.words, question.why, question.line, *question.options, *ticks]
    sentences = [one for text in texts for one in re.split(r"(?<=[.?!:])\s", text)]

    assert [one for one in sentences if len(one.split()) > 25] == []
    assert [text for text in texts if "’" in text or re.search(r"\b(overdue|missed|invalid)\b", text)] == []


def test_every_stage_has_its_turns() -> None:
    assert set(CURRENT.turns.stages) == set(Stage)
    assert CURRENT.turns.stages[Stage.FAILING] == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "commitment"', 'key = "purpose"', "two questions have one key"),
        ('first = ["purpose"', 'first = ["propose"', "there are no questions"),
        ('on_screen_of = "worth_it"', 'on_screen_of = "worth"', "there are no questions"),
        ('"clarity", "changed"]\nlast', '"clarity", "changed", "easier"]\nlast', "a fourth that is one tap"),
        ('"clarity", "changed"]\nlast', '"easier"]\nlast', "a round is three questions"),
        ("most_ticks = 2", 'line = "Which?"', "a secret answer has no words"),
        ('codes = ["R26"]', 'codes = ["R26"]\nby_telephone = true', "not given on the telephone"),
        ('"Mostly", "Completely"]', '"Mostly", "Wholly"]', "the agree scale"),
        ('kind = "to_runner"', 'kind = "to_anybody"', "to_anybody"),
    ],
)
def test_broken_bank_is_not_taken(old: str, new: str, said: str) -> None:
    assert old in _TEXT

    with pytest.raises(ValueError, match=said):
        parse(_TEXT.replace(old, new, 1))


def test_bank_that_lacks_something_is_not_taken() -> None:
    with pytest.raises(KeyError, match="fillers"):
        parse(_TEXT.replace("\nfillers =", "\nother ="))


def test_version_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        bank(0)
