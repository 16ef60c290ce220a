"""The menu, the question which partnership is meant, and a form as a message."""

from dataclasses import replace

import pytest

from bot.domain.permissions import Intent, Role
from bot.messages import choosing, forms, menu
from bot.messages.model import Button, Buttons, Field, FieldKind, Form, Message, Note
from bot.messages.rooms import called
from handlers.conversations import commands


@pytest.mark.parametrize(
    ("role", "intents"),
    [
        (Role.RUNNER, tuple(menu.LABELS)),
        (
            Role.CO_ORDINATOR,
            (
                Intent.MINE,
                Intent.HOME,
                Intent.TIMETABLE,
                Intent.ADD,
                Intent.SIDE_BY_SIDE,
                Intent.CLOSED_DATES,
                Intent.EXPORT,
                Intent.LOG,
                Intent.CONCERN,
                Intent.SETTINGS,
                Intent.START,
            ),
        ),
        (
            Role.OBSERVER,
            (
                Intent.MINE,
                Intent.HOME,
                Intent.TIMETABLE,
                Intent.EXPORT,
                Intent.CONCERN,
                Intent.SETTINGS,
                Intent.START,
            ),
        ),
        (Role.SELF, (Intent.MINE, Intent.HOME, Intent.SETTINGS, Intent.START)),
    ],
)
def test_menu_of_a_role(role: Role, intents: tuple[Intent, ...]) -> None:
    assert menu.may_ask_for(role) == intents


def test_each_thing_of_the_menu_has_its_place_under_one_heading() -> None:
    grouped = [intent for group in menu.GROUPS.values() for intent in group]

    assert sorted(grouped, key=str) == sorted(menu.LABELS, key=str)
    assert {*menu.FIRST, *menu.FIRST_OF_A_DRAFT} <= menu.LABELS.keys()


@pytest.mark.parametrize(
    ("role", "is_draft", "first"),
    [
        (Role.RUNNER, False, menu.FIRST),
        (Role.RUNNER, True, menu.FIRST_OF_A_DRAFT),
        (Role.OBSERVER, False, menu.may_ask_for(Role.OBSERVER)),
    ],
)
def test_what_people_need_stands_first(role: Role, is_draft: bool, first: tuple[Intent, ...]) -> None:
    assert menu.leading(menu.may_ask_for(role), is_draft=is_draft) == first


def test_heading_without_anything_under_it_is_left_out() -> None:
    assert menu.sorted_out([Intent.SETTINGS]) == {"What I write": (Intent.SETTINGS,)}


def test_words_people_type_stand_in_the_menu() -> None:
    # Nobody without a code has any use for `join`: it stands only where somebody is in no partnership.
    typed = set(commands.WORDS.values()) - {Intent.HELP, Intent.JOIN}

    assert typed <= menu.LABELS.keys()


def test_button_of_the_menu() -> None:
    assert menu.button(Intent.ADD, partnership_id=4) == Button(
        label="Add to the timetable", intent=Intent.ADD, partnership_id=4, opens=True
    )


def test_partnerships_to_choose_from() -> None:
    asked = choosing.which(names={2: "valley Link", 1: "Riverside"}, intent=Intent.ADD, arg="Castle to …")

    assert asked == Message(
        opening="Which partnership is this about?",
        blocks=(
            Buttons(
                buttons=(
                    Button(
                        label="Riverside", intent=Intent.ADD, partnership_id=1, arg="Castle to …", opens=True
                    ),
                    Button(
                        label="valley Link",
                        intent=Intent.ADD,
                        partnership_id=2,
                        arg="Castle to …",
                        opens=True,
                    ),
                )
            ),
        ),
    )


def test_partnership_for_nothing_in_particular() -> None:
    [block] = choosing.which(names={1: "Riverside"}, intent=None).blocks

    assert block == Buttons(buttons=(Button(label="Riverside", intent=Intent.HELP, partnership_id=1),))


_FORM = Form(
    intent=Intent.ADD_PARTNER,
    partnership_id=4,
    arg="x",
    title="Add a partner",
    submit="Add",
    fields=(Field(name="organisation", label="Organisation", kind=FieldKind.LINE),),
)
_BUTTON = Button(
    label="Add a partner",
    intent=Intent.ADD_PARTNER,
    partnership_id=4,
    arg="x",
    opens=True,
    primary=True,
)


def test_form_as_a_message() -> None:
    assert forms.button_to(_FORM).blocks == (Buttons(buttons=(_BUTTON,)),)


def test_form_with_something_to_mend_as_a_message() -> None:
    mending = replace(_FORM, fields=(replace(_FORM.fields[0], error="It needs a name."),))

    assert forms.button_to(mending).blocks == (
        Note(text=("Organisation: It needs a name.",)),
        Buttons(buttons=(_BUTTON,)),
    )


@pytest.mark.parametrize(("name", "shown"), [("riverside", "the room “riverside”"), ("", "your room")])
def test_room_within_a_sentence(name: str, shown: str) -> None:
    assert called(name) == shown
