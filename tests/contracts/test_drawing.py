"""Every kind of thing that can be said or asked is drawn by every platform; and so is all that stands in the catalogue."""

from collections.abc import Mapping
from typing import Any, Final, get_args

import pytest

from bot.domain.permissions import Intent
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Heading,
    Item,
    Message,
    Note,
    Option,
    Paragraph,
    Strong,
    Table,
)
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Reply, Say, SendFile
from tests.contracts.platforms import PLATFORMS, Platform, labels, plainly
from tests.messages.cast import LONG
from tests.messages.catalogue import forms, messages

_BUTTON: Final = Button(label="Done", intent=Intent.DONE, arg="1.1", spoken="Done: the fair")
_BLOCKS: Final[Mapping[type[Any], Block]] = {
    Paragraph: Paragraph(text=("Read the ", Strong("proofs"), " by Friday")),
    Heading: Heading(text="What comes next"),
    Bullets: Bullets(items=(("First the hall",), (Strong("Then"), " the stands"))),
    Item: Item(
        subject="share:1", title="Send it", lines=(("By Friday",),), buttons=(_BUTTON,), more=(_BUTTON,)
    ),
    Buttons: Buttons(buttons=(_BUTTON,)),
    Note: Note(text=("Only you see this",)),
    Table: Table(caption="Who was reached", columns=("Person", "By"), rows=(("Mina", "Slack"), ("Rob", ""))),
}
"""One of each, by its kind."""

_READ: Final[Mapping[type[Any], tuple[str, ...]]] = {
    Paragraph: ("Read the", "proofs", "by Friday"),
    Heading: ("What comes next",),
    Bullets: ("First the hall", "Then", "the stands"),
    Item: ("Send it", "By Friday"),
    Buttons: (),
    Note: ("Only you see this",),
    Table: ("Who was reached", "Mina", "Slack", "Rob"),
}
"""What has to be read of each."""

_OPTIONS: Final = (Option(value="a", label="Every week"), Option(value="b", label="Once a month"))


@pytest.fixture(params=PLATFORMS, ids=lambda one: one.title)
def platform(request: pytest.FixtureRequest) -> Platform:
    found: Platform = request.param
    return found


def _asked(kind: FieldKind) -> Field:
    chosen = kind in (FieldKind.CHOICE, FieldKind.CHOICES)
    return Field(
        name="one",
        label="What would suit you",
        kind=kind,
        options=_OPTIONS if chosen else (),
        hint="Anything goes.",
        error="Please look at this again.",
    )


def _form(*fields: Field) -> Form:
    return Form(
        intent=Intent.SETTINGS,
        title="Choose when",
        submit="Keep it",
        intro=(("A line above it",),),
        fields=fields,
    )


def _replies() -> Mapping[type[Any], Reply]:
    message = Message(opening="Hello.", blocks=(Buttons(buttons=(_BUTTON,)),))
    form = _form(_asked(FieldKind.LINE))
    return {
        Say: Say(message=message),
        Replace: Replace(item=_BLOCKS[Item], message=message),  # type: ignore[arg-type]  # It is an item.
        OpenForm: OpenForm(form=form),
        FormErrors: FormErrors(form=form),
        SendFile: SendFile(name="copy to share.xlsx", content=b"PK", message=message),
        Nothing: Nothing(),
    }


def test_there_is_one_of_each_kind() -> None:
    """Where this fails, a kind was added: put one of it above, and let every platform draw it."""
    assert _BLOCKS.keys() == _READ.keys() == set(get_args(Block))
    assert _replies().keys() == set(get_args(Reply))


@pytest.mark.parametrize("kind", _BLOCKS, ids=lambda one: one.__name__)
def test_each_kind_of_block_is_drawn(platform: Platform, kind: type[Any]) -> None:
    drawn = platform.message(Message(opening="Hello.", blocks=(_BLOCKS[kind],)))

    said = plainly(drawn.words)
    assert drawn.problems == ()
    assert [one for one in ("Hello.", *_READ[kind]) if one not in said] == []


@pytest.mark.parametrize("kind", FieldKind, ids=lambda one: one.value)
def test_each_kind_of_question_is_drawn(platform: Platform, kind: FieldKind) -> None:
    asked = _asked(kind)

    drawn = platform.form(_form(asked))

    expected = [asked.error, *((asked.label, *(one.label for one in asked.options)) if platform.asks else ())]
    said = plainly(drawn.words)
    assert drawn.problems == ()
    assert [one for one in expected if one not in said] == []


@pytest.mark.parametrize("kind", get_args(Reply), ids=lambda one: one.__name__)
def test_each_kind_of_reply_is_drawn_and_has_its_cell(platform: Platform, kind: type[Any]) -> None:
    reply = _replies()[kind]

    drawn = list(platform.draw(reply))

    assert bool(drawn) is (kind is not Nothing)
    assert bool(platform.cell(reply)) is (kind is not Nothing)
    assert [one.problems for one in drawn if one.problems] == []


def test_kind_that_nobody_draws_is_a_mistake(platform: Platform) -> None:
    """What the type checker says at home is said here too."""
    with pytest.raises(AssertionError):
        list(platform.draw(object()))  # type: ignore[arg-type]  # On purpose.
    with pytest.raises(AssertionError):
        platform.cell(object())  # type: ignore[arg-type]  # On purpose.


def test_every_message_of_the_catalogue_is_drawn(platform: Platform) -> None:
    """With the longest names there are: what is lost is lost there first."""
    faults = []
    for name, message in messages(LONG).items():
        drawn = platform.message(message)
        wanted = [message.opening, *(labels(message) if platform.asks else ())]
        said = plainly(drawn.words)
        faults += [f"{name}: {one}" for one in drawn.problems]
        faults += [f"{name}: {one!r} is lost" for one in wanted if plainly(one)[:24] not in said]

    assert faults == []


def test_every_form_of_the_catalogue_is_drawn(platform: Platform) -> None:
    faults = []
    for name, form in forms(LONG).items():
        drawn = platform.form(form)
        faults += [f"{name}: {one}" for one in drawn.problems]
        faults += [f"{name}: no title"] if plainly(form.title)[:24] not in plainly(drawn.words) else []

    assert faults == []
