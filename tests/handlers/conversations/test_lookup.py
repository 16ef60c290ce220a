"""**Open an action** from the timetable: the form, what is chosen in it, and what then can be pressed."""

from typing import Any

import pytest

from bot.domain.permissions import Intent
from bot.messages.model import Buttons, Form, Item
from bot.services import drops
from handlers.conversations.incoming import Place
from handlers.conversations.replies import FormErrors, OpenForm, Say
from tests import calls
from tests.pressing import answer
from tests.promised import accepted, add, proposed, stored
from tests.riverside import NOW, ROOM, Riverside


def _press(group: Riverside, who: str = "U-SAM") -> Any:
    return answer(group, calls.press(group.installation_id, who, Intent.OPEN_ACTION))


def _submit(group: Riverside, **values: Any) -> Any:
    return answer(group, calls.submit(group.installation_id, "U-SAM", Intent.OPEN_ACTION, **values))


def _lists(form: Form) -> dict[str, list[str]]:
    return {field.name: [option.label for option in field.options] for field in form.fields}


def _labels(reply: Any) -> list[str]:
    [item] = [block for block in reply.message.blocks if isinstance(block, Item)]
    return [button.label for button in (*item.buttons, *item.more)]


def _buttons_of_timetable(group: Riverside, who: str, place: Place = calls.PRIVATE) -> list[str]:
    reply = answer(group, calls.command(group.installation_id, who, "timetable", place=place))
    blocks = [block for block in reply.message.blocks if isinstance(block, Buttons)]
    return [button.label for block in blocks for button in block.buttons]


def test_timetable_offers_it_in_private_alone(group: Riverside) -> None:
    in_room = Place(conversation=ROOM, private=False, name="#riverside")

    assert "Open an action" in _buttons_of_timetable(group, "U-SAM")
    assert "Open an action" not in _buttons_of_timetable(group, "U-SAM", in_room)


def test_form_lists_what_can_be_opened(group: Riverside) -> None:
    accepted(group)
    gone = proposed(group, what="Gone")
    viewer = group.viewer("sam")
    drops.drop(database=group.database, viewer=viewer, pressed=gone, reason="", later=False, now=NOW)

    reply = _press(group)

    assert isinstance(reply, OpenForm)
    assert _lists(reply.form) == {
        "action": ["Send course data: Castle College, by Friday 27 November 2026"],
        "dropped": ["Gone: Castle College, by Friday 27 November 2026"],
    }


def test_what_is_chosen_is_shown_with_all_that_can_be_pressed(group: Riverside) -> None:
    pressed = accepted(group)

    reply = _submit(group, action=str(stored(group, pressed)[0].id))

    assert isinstance(reply, Say)
    assert reply.message.opening == "Riverside Progression Group: one action, as it stands."
    assert _labels(reply) == [
        "Done",
        "On track",
        "Need more time",
        "Stuck",
        "Hand over",
        "Change",
        "Make it come round again",
        "Drop",
    ]


def test_what_was_dropped_can_be_put_back(group: Riverside) -> None:
    gone = proposed(group)
    viewer = group.viewer("sam")
    drops.drop(database=group.database, viewer=viewer, pressed=gone, reason="", later=False, now=NOW)

    reply = _submit(group, dropped=str(stored(group, gone)[0].id))

    assert _labels(reply) == ["Put it back"]


def test_words_narrow_the_list(group: Riverside) -> None:
    add(group, what="Send course data")
    add(group, what="Draw the map", partner="all")

    reply = _submit(group, words="map")

    assert isinstance(reply, OpenForm)
    assert _lists(reply.form) == {
        "words": [],
        "action": ["Draw the map: all partners, by Friday 27 November 2026"],
    }


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({}, "action", "Choose one from the list, so that I know which one you mean."),
        ({"words": "flibble"}, "words", "I found no action with those words in its title."),
    ],
)
def test_form_says_what_it_needs(group: Riverside, values: dict[str, str], field: str, said: str) -> None:
    add(group)

    reply = _submit(group, **values)

    assert isinstance(reply, FormErrors)
    shown = {one.name: one.error for one in reply.form.fields if one.error}
    assert list(shown) == [field]
    assert shown[field].startswith(said)
    assert _lists(reply.form)["action"] == ["Send course data: Castle College, by Friday 27 November 2026"]


def test_nothing_to_open_is_said(group: Riverside) -> None:
    reply = _press(group)

    assert isinstance(reply, Say)
    assert reply.message.opening.startswith("Nothing is open at the moment.")
