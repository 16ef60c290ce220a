from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.permissions import Intent
from bot.messages.checkins.form import SKIP
from bot.messages.model import Field, FieldKind, Form, Message, Option, Strong
from handlers.teams import forms, ids
from tests.messages.cast import LONG, ROUGH, SAMPLE, Cast
from tests.messages.catalogue import forms as catalogue
from tests.teams.cards import elements, faults, words
from tests.teams.dialogs import untouched

CASTS = {"sample": SAMPLE, "rough": ROUGH, "long": LONG}
CATALOGUE = {f"{name}, {who}": form for who, cast in CASTS.items() for name, form in catalogue(cast).items()}
TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
OPTIONS = (
    Option(value="a,b", label="A and B"),
    Option(value="50%2C", label="Half"),
    Option(value="c", label="C"),
)


def form(*fields: Field, **more: Any) -> Form:
    return Form(
        intent=Intent.ADD, partnership_id=3, title="Add to the timetable", submit="Add", fields=fields, **more
    )


def field(kind: FieldKind, **more: Any) -> Field:
    return Field(name="f.1", label="Label", kind=kind, **more)


def shown(*fields: Field, **more: Any) -> list[dict[str, Any]]:
    card = forms.of_form(form(*fields, **more), message="m1")
    assert faults(card) == []
    return list(card["body"])


def sent_back(*fields: Field) -> forms.Values:
    return forms.values(untouched(forms.of_form(form(*fields), message=None)))


def test_a_form_opens_as_a_dialog_with_its_title() -> None:
    answer = forms.dialog(form(intro=(("Read ", Strong("this")),), arg="12.1"), message="m1")

    task = answer["task"]
    intro, row = task["value"]["card"]["content"]["body"]
    assert (task["type"], task["value"]["title"]) == ("continue", "Add to the timetable")
    assert [one["text"] for one in intro["inlines"]] == ["Read ", "this"]
    [button] = row["actions"]
    assert (button["type"], button["title"], button["style"]) == ("Action.Submit", "Add", "positive")
    assert ids.read(button["data"]) == ids.Carried(
        intent=Intent.ADD, partnership_id=3, arg="12.1", is_form=True, message="m1"
    )


def test_a_dialog_is_shut_with_a_word_or_without() -> None:
    assert forms.closing("") == {}
    assert forms.closing("Thank you.") == {"task": {"type": "message", "value": "Thank you."}}


def test_a_dialog_may_only_say_something() -> None:
    task = forms.notice(Message(opening="That has gone."), title="Bywhen")["task"]

    assert (task["type"], task["value"]["title"]) == ("continue", "Bywhen")
    assert words(task["value"]["card"]["content"]) == "That has gone."


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (field(FieldKind.LINE, value=("x",)), {"type": "Input.Text", "isMultiline": False, "value": "x"}),
        (field(FieldKind.LINES), {"type": "Input.Text", "isMultiline": True, "value": ""}),
        (field(FieldKind.DATE, value=("2026-11-27",)), {"type": "Input.Date", "value": "2026-11-27"}),
        (field(FieldKind.CHOICE, options=OPTIONS), {"type": "Input.ChoiceSet", "style": "expanded"}),
        (field(FieldKind.CHOICE, options=OPTIONS * 3), {"type": "Input.ChoiceSet", "style": "compact"}),
        (field(FieldKind.CHOICES, options=OPTIONS * 2), {"isMultiSelect": True, "style": "expanded"}),
        (field(FieldKind.TICK, value=("yes",)), {"type": "Input.Toggle", "title": "Label", "value": "yes"}),
        (field(FieldKind.TICK), {"type": "Input.Toggle", "valueOn": "yes", "value": ""}),
        (
            field(FieldKind.PERSON, value=("teams:guid-1",)),
            {"choices": [], "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}},
        ),
        (field(FieldKind.PERSON, options=OPTIONS), {"isMultiSelect": False, "style": "expanded"}),
    ],
    ids=["line", "lines", "date", "few", "many", "several", "ticked", "tick", "anybody", "somebody"],
)
def test_each_kind_of_question_is_asked_in_its_own_way(asked: Field, expected: dict[str, Any]) -> None:
    question, _ = shown(asked)

    assert (question["id"], question["label"]) == ("f.1", "Label")
    assert {name: question[name] for name in expected} == expected


def test_what_needs_mending_stands_above_its_question_and_the_hint_below() -> None:
    above, _, below, _ = shown(field(FieldKind.LINE, error="Type a word or two.", hint="Short is fine."))

    assert above["inlines"] == [
        {"type": "TextRun", "text": "Type a word or two.", "color": "Attention", "weight": "Bolder"}
    ]
    assert below["inlines"] == [
        {"type": "TextRun", "text": "Short is fine.", "size": "Small", "isSubtle": True}
    ]


def test_what_belongs_to_one_question_stands_close_and_the_next_one_far() -> None:
    parts = shown(field(FieldKind.LINE, error="Type a word or two.", hint="Short is fine."))[:-1]

    assert [one["spacing"] for one in parts] == ["Large", "Small", "Small"]


def test_what_must_be_answered_is_marked_and_teams_says_so_before_it_is_sent() -> None:
    line, tick, free, _ = shown(
        Field(name="a", label="Needed", kind=FieldKind.LINE, required=True),
        Field(name="b", label="Ticked", kind=FieldKind.TICK, required=True),
        Field(name="c", label="Free", kind=FieldKind.LINE),
    )

    assert (line["isRequired"], line["errorMessage"]) == (True, "Please fill this in.")
    assert "isRequired" not in {**tick, **free}


@pytest.mark.parametrize("kind", [FieldKind.CHOICE, FieldKind.PERSON])
def test_a_choice_that_need_not_be_made_can_be_left_open(kind: FieldKind) -> None:
    empty, _ = shown(field(kind, options=OPTIONS))
    chosen, _ = shown(field(kind, options=OPTIONS, value=("c",)))
    needed, _ = shown(field(kind, options=OPTIONS, required=True))

    assert [one["title"] for one in empty["choices"]] == ["A and B", "Half", "C", "Leave it open"]
    assert (empty["value"], chosen["value"], needed["value"]) == (empty["choices"][-1]["value"], "c", "")
    assert chosen["choices"] == empty["choices"]
    assert len(needed["choices"]) == 3
    assert sent_back(field(kind, options=OPTIONS)) == {"f.1": ()}


def test_a_question_that_can_be_skipped_has_one_way_to_do_so() -> None:
    question, _ = shown(field(FieldKind.CHOICE, options=(*OPTIONS, Option(value=SKIP, label="Skip"))))

    assert [one["title"] for one in question["choices"]] == ["A and B", "Half", "C", "Skip"]


@pytest.mark.parametrize("kind", [FieldKind.CHOICE, FieldKind.CHOICES])
def test_a_question_with_nothing_to_choose_is_left_out(kind: FieldKind) -> None:
    [row] = shown(field(kind))

    assert row["type"] == "ActionSet"


@pytest.mark.parametrize("kind", [FieldKind.FILE, FieldKind.CHOICE, FieldKind.CHOICES])
def test_what_a_card_cannot_ask_stands_there_as_words(kind: FieldKind) -> None:
    *said, row = shown(field(kind, hint="Send it to me in our chat."))

    assert row["type"] == "ActionSet"
    assert [one["inlines"][0]["text"] for one in said] == ["Label", "Send it to me in our chat."]


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (field(FieldKind.LINE, value=("One, two",)), ("One, two",)),
        (field(FieldKind.LINE), ()),
        (field(FieldKind.CHOICE, options=OPTIONS, value=("50%2C",)), ("50%2C",)),
        (field(FieldKind.CHOICES, options=OPTIONS, value=("a,b", "50%2C")), ("a,b", "50%2C")),
        (field(FieldKind.CHOICES, options=OPTIONS), ()),
        (field(FieldKind.PERSON, value=("teams:guid-1",)), ("teams:guid-1",)),
        (field(FieldKind.PERSON, options=OPTIONS, value=("c",)), ("c",)),
        (field(FieldKind.TICK, value=("yes",)), ("yes",)),
        (field(FieldKind.TICK), ()),
    ],
)
def test_what_stands_in_a_question_comes_back_the_same(asked: Field, value: tuple[str, ...]) -> None:
    assert sent_back(asked) == {"f.1": value}


@given(TYPED, st.lists(TYPED, min_size=1, max_size=4, unique=True))
def test_whatever_was_typed_or_chosen_comes_back_the_same(typed: str, chosen: list[str]) -> None:
    line = Field(name="line", label="Line", kind=FieldKind.LINE, value=(typed,))
    options = tuple(Option(value=one, label=one) for one in chosen)
    several = Field(name="many", label="Many", kind=FieldKind.CHOICES, options=options, value=tuple(chosen))

    assert sent_back(line, several) == {"line": (typed,), "many": tuple(chosen)}


@pytest.mark.parametrize("data", [{"f": 3, "bywhen.kinds": "x"}, {"msteams": "x", "bywhen": "y"}])
def test_what_no_card_of_ours_sends_is_left_out(data: dict[str, Any]) -> None:
    assert forms.values(data) == {}


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_form_is_a_card_that_teams_takes(name: str) -> None:
    card = forms.of_form(CATALOGUE[name], message="m1")

    assert faults(card) == []
    asked = [one["id"] for one in elements(card["body"]) if str(one.get("type")).startswith("Input.")]
    assert set(asked) <= {one.name for one in CATALOGUE[name].fields}


@pytest.mark.parametrize("cast", [SAMPLE], ids=["sample"])
def test_every_form_left_as_it_was_comes_back_as_it_was(cast: Cast) -> None:
    for name, one in catalogue(cast).items():
        back = forms.values(untouched(forms.of_form(one, message=None)))
        for asked in one.fields:
            offered = {option.value for option in asked.options}
            stood = tuple(value for value in asked.value if not offered or value in offered)
            if asked.name in back and asked.kind is not FieldKind.PERSON:
                assert back[asked.name] == ("\n".join(stood),) * bool(stood) or back[asked.name] == stood, (
                    name
                )
