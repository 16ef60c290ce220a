"""The whole catalogue keeps the rules of the voice, whatever the names in it are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import pytest

from bot.messages import plain
from bot.messages.model import Button, Buttons, Form, Item, Message, Strong
from tests.every import of_each
from tests.messages.cast import LONG, ROUGH, SAMPLE, Cast
from tests.messages.catalogue import forms, messages

SEEN: Final = 120
ALL: Final[Mapping[str, Message]] = messages(SAMPLE)
FORMS: Final[Mapping[str, Form]] = forms(SAMPLE)
SHORT: Final = messages(replace(SAMPLE, partnership="FE", runner="Jo Li"))
"""The shorter a partnership's name, the sooner comes what follows it."""
OTHERS: Final = {cast.partnership: messages(cast) for cast in (ROUGH, LONG)}

AVOIDED: Final = re.compile(
    r"\b(owe|overdue|missed|late|lapsed|ladder|escalat\w+|nudge|snooze|invalid|refused|conflict|failed|error"
    r"|homework|instrument|mirror|culprit|chase|non-delivery|consequence|stakeholders?|apply|cancel|commitments?"
    r"|we noticed|great job|awesome|sorry|apologi[sz]e|unfortunately|oops|deadline|reminder due|user|submit)\b",
    re.IGNORECASE,
)
# What I never count, what I never do, and one answer of the list of what is in the way.
ALLOWED: Final = ("That is never counted as late.", "I don't chase anybody in this room.", "We hear too late")
AMERICAN: Final = re.compile(
    r"\b(organiz\w+|color|center|program(?!me)\b|calendarize|favorite|honor|labor|behavior|canceled|traveling"
    r"|recogniz\w+|apologiz\w+|analyz\w+|check-?list|gotten|zip code|cell ?phone|E-?mail me|license)\b",
    re.IGNORECASE,
)
BLAMING: Final = re.compile(r"\b(late|overdue|concern|stuck)\b", re.IGNORECASE)
STAGES: Final = re.compile(r"\b(Forming|Frustration|Functioning|Flying|Failing)\b")
SENTENCE_ENDS: Final = re.compile(r"(?<=[.?!])\s|\n|: ")
ROOMS: Final = (
    "welcome",
    "welcome, no runner",
    "room, celebration",
    "room, quick win",
    "room, quick wins",
    "room, check-in",
    "room, check-in, too few",
    "room, check-in, ticks",
    "room, check-in, at the meeting",
)


def _our_words(name: str) -> str:
    """The plain text of a message without the sentences that may say more."""
    return _without_allowed(plain.text(ALL[name]))


def _without_allowed(said: str) -> str:
    for one in ALLOWED:
        said = said.replace(one, "")
    return said


def _buttons(message: Message) -> Iterator[Button]:
    for block in message.blocks:
        if isinstance(block, Buttons):
            yield from block.buttons
        if isinstance(block, Item):
            yield from (*block.buttons, *block.more)


@of_each([name for name in SHORT if name not in ROOMS])
def test_first_words_name_nobody_but_the_reader_the_runner_and_the_partnership(name: str) -> None:
    seen = plain.text(SHORT[name])[:SEEN]

    # Whoever is asked to help reads the name of their own organisation (voice 4).
    seen = seen.replace(f"one thing at {SAMPLE.partner} we'd", "") if name == "envelope, help asked" else seen
    hidden = (SAMPLE.title, SAMPLE.partner, SAMPLE.other, SAMPLE.colleague, "Jo Blake", "Grace Obi")
    # A name that is cut off in the middle is a name all the same.
    assert [one for one in hidden if one[:8] in seen] == []


@of_each(SHORT)
def test_first_words_hold_no_word_that_blames_and_no_stage(name: str) -> None:
    seen = plain.text(SHORT[name])[:SEEN]

    assert (BLAMING.findall(seen), STAGES.findall(seen)) == ([], [])


@of_each(ALL)
def test_words_to_avoid_stand_nowhere(name: str) -> None:
    assert AVOIDED.findall(_our_words(name)) == []


@of_each(ALL)
def test_spelling_is_british(name: str) -> None:
    assert AMERICAN.findall(plain.text(ALL[name])) == []


@of_each(ALL)
def test_sentences_are_under_twenty_six_words(name: str) -> None:
    sentences = SENTENCE_ENDS.split(plain.text(ALL[name]))

    assert [one for one in sentences if len(one.split()) > 25 and "[" not in one] == []


@of_each(ALL)
def test_signs_are_kept_in_order(name: str) -> None:
    said = plain.text(ALL[name])

    assert re.findall(r"\.\.|  |\?\?|,,| [.,;:?!](?!xlsx)|\n\n\n|[ \t]\n|^\s|\s$|;\)", said) == []
    assert said.count("!") == 0


@of_each(ALL)
def test_opening_is_one_sentence_or_two_short_ones(name: str) -> None:
    opening = ALL[name].opening

    assert opening[:1] == opening[:1].upper()
    assert opening.endswith((".", "?"))
    assert len(opening) <= SEEN
    assert "\n" not in opening


@of_each(ALL)
def test_nothing_is_empty(name: str) -> None:
    message = ALL[name]

    assert all(plain.of_block(block).strip() for block in message.blocks)
    lines = [line for block in message.blocks if isinstance(block, Item) for line in block.lines]
    assert all(plain.line(line).strip() for line in lines)
    assert "None" not in plain.text(message).replace("None of us could have made it alone.", "")


@of_each(ALL)
def test_buttons_are_few_and_can_be_told_apart(name: str) -> None:
    for block in ALL[name].blocks:
        if isinstance(block, Item):
            assert len(block.buttons) <= 3
            labels = [one.label for one in (*block.buttons, *block.more)]
            assert len(labels) == len(set(labels))
    assert all(0 < len(one.label) <= 30 for one in _buttons(ALL[name]))
    assert sum(one.primary for one in _buttons(ALL[name]) if not one.arg) <= 1


@of_each(ALL)
def test_spoken_name_of_a_button_begins_with_what_is_written_on_it(name: str) -> None:
    about_actions = {
        one: re.sub(r"^\d+\. ", "", block.title)
        for block in ALL[name].blocks
        if isinstance(block, Item)
        for one in (*block.buttons, *block.more)
    }

    spoken = [one.spoken for one in about_actions]
    assert spoken == [f"{one.label}: {title}" for one, title in about_actions.items()]
    others = [one.spoken for one in _buttons(ALL[name]) if one not in about_actions and one.spoken]
    assert all(one.split(":")[0].split(",")[0] for one in others)


@pytest.mark.parametrize("cast", [ROUGH, LONG], ids=["rough", "long"])
@of_each([name for name in ALL if not name.startswith("refusal")])
def test_names_stand_as_they_were_typed(name: str, cast: Cast) -> None:
    """What is said is the same whatever the names are: nothing is escaped, cut or read as a pattern."""
    with_sample, with_others = plain.text(ALL[name]), plain.text(OTHERS[cast.partnership][name])

    assert _skeleton(with_others, cast) == _skeleton(with_sample, SAMPLE)


def _skeleton(said: str, cast: Cast) -> str:
    """The words around the names; longer names first, since one may stand inside another."""
    fields = {field: getattr(cast, field) for field in Cast.__dataclass_fields__}
    fields |= {"first_reader": cast.mina.first_name, "first_runner": cast.sam.first_name}
    for field, value in sorted(fields.items(), key=lambda one: -len(one[1])):
        said = said.replace(value, f"<{field.removeprefix('first_')}>")
    return said


def test_long_title_stands_whole_in_every_message_that_has_it() -> None:
    long = OTHERS[LONG.partnership]

    having = [name for name, message in ALL.items() if SAMPLE.title in plain.text(message)]
    assert len(having) > 60
    assert [name for name in having if LONG.title not in plain.text(long[name])] == []


@of_each(FORMS)
def test_form_has_a_title_a_button_and_a_label_for_each_question(name: str) -> None:
    form = FORMS[name]

    assert form.title
    assert form.submit
    assert all(field.label for field in form.fields)
    names = [field.name for field in form.fields]
    assert len(names) == len(set(names))
    labels = [field.label for field in form.fields if field.label != "Yes, keep this date"]
    assert len(labels) == len(set(labels))


@of_each(FORMS)
def test_form_keeps_the_rules_of_the_voice(name: str) -> None:
    form = FORMS[name]
    said = [
        form.title,
        form.submit,
        *("".join(one.text if isinstance(one, Strong) else one for one in line) for line in form.intro),
        *(text for field in form.fields for text in (field.label, field.hint)),
        *(option.label for field in form.fields for option in field.options),
    ]

    assert [text for text in said if AVOIDED.search(_without_allowed(text))] == []
    assert [text for text in said if AMERICAN.search(text) or "!" in text] == []
    assert [one for text in said for one in SENTENCE_ENDS.split(text) if len(one.split()) > 25] == []
    assert [field.hint for field in form.fields if field.hint and field.hint[-1] not in ".?…"] == []
