"""**Raise a concern** from first to last, as its raiser and its owner press and type; and nothing keeps a word of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.concerns.seen import shown
from bot.messages.model import Form
from handlers.conversations import commands
from handlers.conversations.incoming import Incoming, Place, Text
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Say
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage.tables import Base
from tests import calls
from tests.dates import at
from tests.office import Office
from tests.pressing import answer, errors
from tests.riverside import NOW, ROOM, Riverside
from tests.worried import ANSWER, HELP, WORDS, keepers

SIXTH = date(2026, 9, 18)
PRIVATE_TABLES = ("concerns",)
SENT = {"words": WORDS, "would_help": HELP, "about": "others", "may_know": "only_runner"}


def _press(group: Riverside, who: str, intent: Intent, arg: str = "") -> Any:
    return answer(group, calls.press(group.installation_id, who, intent, arg=arg))


def _submit(group: Riverside, who: str, intent: Intent, arg: str = "", **values: str) -> Any:
    sent = calls.submit(group.installation_id, who, intent, arg=arg)
    return answer(group, replace(sent, values={name: (value,) for name, value in values.items()}))


def _arg(group: Riverside) -> str:
    """What the form carries: whom it names."""
    return shown(keepers(group))


def _raise(group: Riverside, who: str = "U-MINA", **values: str) -> Any:
    return _submit(group, who, Intent.CONCERN, _arg(group), **(SENT | values))


def _both(group: Riverside) -> str:
    return f"both.{group.person('sam').id}.{group.person('grace').id}"


def _answer(group: Riverside, arg: str = "1.1", **values: str) -> Any:
    return _submit(group, "U-SAM", Intent.ANSWER_CONCERN, arg, **({"answer": ANSWER} | values))


def _said(reply: Any) -> str:
    assert isinstance(reply, Replace)
    assert reply.item is not None
    return plain.of_block(reply.item)


def _shown(reply: Any) -> Form:
    assert isinstance(reply, OpenForm)
    return reply.form


def _intro(reply: Any) -> str:
    return "\n".join(plain.line(line) for line in _shown(reply).intro)


def _kept_elsewhere(group: Riverside) -> str:
    """Everything that stands in the database, but for the concern itself."""
    with group.database.read() as transaction:
        return "\n".join(
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            if table.name not in PRIVATE_TABLES
            for row in transaction.connection.execute(select(table))
        )


def test_form_opens_by_word_and_by_button(group: Riverside) -> None:
    typed = answer(group, calls.command(group.installation_id, "U-MINA", f"concern {WORDS}"))
    pressed = _press(group, "U-MINA", Intent.CONCERN)

    assert _shown(typed) == _shown(pressed)
    assert [field.label for field in _shown(typed).fields] == [
        "Whom it is about",
        "What is worrying you",
        "What would help",
        "Who may know",
    ]
    assert WORDS not in str(typed)


def test_raiser_hears_who_has_it_and_by_when_they_answer(group: Riverside) -> None:
    reply = _raise(group)

    assert isinstance(reply, Say)
    said = plain.text(reply.message)
    assert "Sam has this and will answer by Thursday 17 September 2026." in said
    assert said.lower().count("thank you") == 1
    assert "If somebody may be in danger, don't use me. Ring your safeguarding lead." in said


def test_from_first_to_last(group: Riverside) -> None:
    _raise(group)

    opened = _press(group, "U-SAM", Intent.ANSWER_CONCERN, "1.1")
    assert WORDS in _intro(opened)
    assert "tell us whether it's sorted" in _said(_answer(group, theme="Money"))

    read = _press(group, "U-MINA", Intent.CONCERN, "read.1")
    assert f"Sam has answered: “{ANSWER}”" in _intro(read)
    still = _said(_submit(group, "U-MINA", Intent.FOLLOW_CONCERN, "1.read", now="still"))
    assert "Sam has this again, and is asked to answer by" in still

    assert "That hasn't settled it." in _intro(_press(group, "U-SAM", Intent.ANSWER_CONCERN, "1.3"))
    assert "[Still there]" not in _said(_press(group, "U-MINA", Intent.FOLLOW_CONCERN, "1.sorted"))
    assert "Your words went nowhere." in _said(_answer(group, "1.3"))


def test_somebody_else_hears_it(group: Riverside) -> None:
    _raise(group)

    form = _shown(_press(group, "U-MINA", Intent.CONCERN, "else.1"))
    assert [option.label for option in form.fields[0].options] == ["Grace Obi", "Rob Stone"]
    again = _submit(group, "U-MINA", Intent.FOLLOW_CONCERN, form.arg, person="")
    assert errors(again) == {"person": "Choose who hears it now."}
    grace = str(group.person("grace").id)
    said = _said(_submit(group, "U-MINA", Intent.FOLLOW_CONCERN, form.arg, person=grace))

    assert "Grace has this and will answer by" in said


def _hand(group: Riverside, name: str = "sam") -> str:
    return f"1.hand.{group.person(name).id}"


def test_pass_it_on_is_pressed_by_its_raiser(group: Riverside) -> None:
    _raise(group)

    assert "Sam has this" in _said(_press(group, "U-MINA", Intent.FOLLOW_CONCERN, _hand(group)))
    refused = _press(group, "U-ROB", Intent.FOLLOW_CONCERN, _hand(group))
    assert "I can't show you that one." in plain.text(refused.message)


def test_whoever_only_reads_it_says_nothing(group: Riverside) -> None:
    _raise(group, may_know="runner_and_chair")

    assert WORDS in _intro(_press(group, "U-GRACE", Intent.CONCERN, "read.1"))
    assert _submit(group, "U-GRACE", Intent.FOLLOW_CONCERN, "1.read") == Nothing()


@pytest.mark.parametrize(
    ("intent", "arg"),
    [
        (Intent.CONCERN, "x"),
        (Intent.CONCERN, "read.9"),
        (Intent.CONCERN, "read.1"),
        (Intent.CONCERN, "else.1"),
        (Intent.ANSWER_CONCERN, ""),
        (Intent.ANSWER_CONCERN, "1.1"),
        (Intent.ANSWER_CONCERN, "9.1"),
        (Intent.FOLLOW_CONCERN, "1"),
        (Intent.FOLLOW_CONCERN, "1.read"),
        (Intent.FOLLOW_CONCERN, "1.sorted"),
        (Intent.FOLLOW_CONCERN, "1.still"),
    ],
)
def test_somebody_whose_it_is_not_is_shown_nothing(group: Riverside, intent: Intent, arg: str) -> None:
    _raise(group)

    reply = _press(group, "U-ROB", intent, arg)

    assert isinstance(reply, Say)
    assert plain.text(reply.message).startswith("I can't show you that one.")


def test_ten_thousand_characters_are_given_back_to_be_shortened(group: Riverside) -> None:
    long = "w" * 10_000

    reply = _raise(group, words=long)

    assert isinstance(reply, FormErrors)
    assert errors(reply) == {
        "words": "That is 10,000 characters, and there is room for 2,000. Could you shorten it?"
    }
    assert reply.form.fields[1].value == (long,)
    assert long not in _kept_elsewhere(group)


def test_answer_that_is_too_long_is_given_back_with_its_words(group: Riverside) -> None:
    _raise(group)

    reply = _answer(group, answer="w" * 10_000)

    assert isinstance(reply, FormErrors)
    assert list(errors(reply)) == ["answer"]
    assert reply.form.fields[0].value == ("w" * 10_000,)


def test_what_nobody_could_hear_is_given_back_with_whom_to_ring(group: Riverside) -> None:
    reply = _raise(group, about=_both(group))

    assert errors(reply) == {
        "about": "I know nobody here who could hear this. Please ring somebody you trust where you work."
    }
    assert reply.form.fields[1].value == (WORDS,)


def test_answer_nobody_has_chosen_is_the_one_that_tells_fewest(group: Riverside) -> None:
    reply = _submit(group, "U-MINA", Intent.CONCERN, _arg(group), words=WORDS, about="others")

    assert isinstance(reply, Say)
    assert "can read it too" not in plain.text(reply.message)


def test_nothing_but_the_concern_keeps_a_word_of_it(group: Riverside) -> None:
    _raise(group)
    office = Office(database=group.database)
    office.live(NOW, at(SIXTH) + timedelta(hours=2), step=timedelta(hours=1))
    _press(group, "U-SAM", Intent.ANSWER_CONCERN, "1.1")
    _answer(group)
    _press(group, "U-MINA", Intent.CONCERN, "read.1")
    _raise(group, about=_both(group))
    office.live(at(SIXTH), at(SIXTH) + timedelta(days=4), step=timedelta(hours=1))

    kept = _kept_elsewhere(group)

    assert "Something you raised" in kept
    assert [one for one in (WORDS, HELP, ANSWER) if one in kept] == []


def test_where_no_form_can_open_a_message_offers_it_and_keeps_nothing(group: Riverside) -> None:
    _raise(group)
    router = Router(routes=ROUTES, database=group.database)
    arrived: tuple[Incoming, ...] = (
        calls.press(group.installation_id, "U-SAM", Intent.ANSWER_CONCERN, arg="1.1"),
        calls.submit(group.installation_id, "U-SAM", Intent.ANSWER_CONCERN, arg="1.1", answer="w" * 3000),
        calls.submit(group.installation_id, "U-MINA", Intent.CONCERN, words="v" * 3000),
    )
    for number, incoming in enumerate(arrived):
        sent: Incoming = replace(incoming, key=f"key:{number}")
        assert router.answer(sent, now=NOW, rides=frozenset()) == Nothing()

    kept = _kept_elsewhere(group)
    assert "Read and answer" in kept
    assert [one for one in (WORDS, HELP, "w" * 100, "v" * 100) if one in kept] == []


def test_room_hears_that_it_is_for_the_two_of_us(group: Riverside) -> None:
    room = Place(conversation=ROOM, private=False, overheard=True)
    said = calls.command(group.installation_id, "U-MINA", f"concern {WORDS}", place=room)

    Router(routes=ROUTES, database=group.database).answer(
        replace(said, key="key:1"), now=NOW, rides=frozenset()
    )

    kept = _kept_elsewhere(group)
    assert "That's one for the two of us." in kept
    assert WORDS not in kept


@pytest.mark.parametrize("word", ["concern", "log"])
def test_words_after_the_command_are_dropped_before_anything_can_keep_them(word: str) -> None:
    said = calls.command(1, "U-MINA", f"/{word} {WORDS}")
    text = Text(sender=said.sender, place=said.place, key="text:1", words=said.words, said=said.words)

    assert commands.without_words(said) == replace(said, words=word)
    assert commands.without_words(text) == replace(text, words=word, said=word)


def test_words_of_other_commands_and_forms_stay() -> None:
    add = calls.command(1, "U-MINA", "add Castle to send course data")
    form = calls.submit(1, "U-MINA", Intent.CONCERN, words=WORDS)

    assert commands.without_words(add) is add
    assert commands.without_words(form) is form
