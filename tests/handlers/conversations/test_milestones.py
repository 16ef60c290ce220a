"""Milestones from the keyboard to the room: the list, the forms, and what each press answers."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.domain.milestones import Milestone, MilestoneState
from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.model import Item
from handlers.conversations.incoming import Place
from handlers.conversations.replies import OpenForm, Replace, Say, SendFile
from tests import calls, marked, pressing, promised
from tests.marked import LATER, TITLE
from tests.riverside import ROOM, Riverside

IN_ROOM = Place(conversation=ROOM, private=False)


def typed(group: Riverside, words: str, *, who: str = "U-SAM") -> Any:
    return pressing.answer(group, calls.command(group.installation_id, who, words), now=LATER)


def press(group: Riverside, intent: Intent, arg: str, *, who: str = "U-SAM", **rest: Any) -> Any:
    sent = calls.press(group.installation_id, who, intent, arg=arg, **rest)
    return pressing.answer(group, sent, now=LATER)


def submit(group: Riverside, intent: Intent, arg: str, *, who: str = "U-SAM", **values: Any) -> Any:
    sent = calls.submit(group.installation_id, who, intent, arg=arg, **values)
    return pressing.answer(group, sent, now=LATER)


def item(reply: Any) -> Item:
    assert isinstance(reply, Replace)
    assert isinstance(reply.item, Item)
    return reply.item


def lines(reply: Any) -> list[str]:
    return [plain.line(one) for one in item(reply).lines]


def labels(reply: Any) -> list[str]:
    shown = item(reply)
    return [one.label for one in (*shown.buttons, *shown.more)]


def add(group: Riverside, **values: str) -> Any:
    return submit(group, Intent.MILESTONE, "new", **{"title": TITLE, "date": "2027-02-05", **values})


def test_milestone_opens_the_form(group: Riverside) -> None:
    for reply in (typed(group, "milestone"), press(group, Intent.MILESTONE, "new")):
        assert isinstance(reply, OpenForm)
        assert pressing.labels(reply.form) == ["Title", "Date", "Quick win", "What it makes possible"]


def test_form_puts_it_in_and_shows_it(group: Riverside) -> None:
    reply = add(group, quick_win="yes", makes_possible="choosing early")

    assert isinstance(reply, Say)
    assert plain.text(reply.message).startswith("Riverside Progression Group: a milestone.")
    [shown] = [block for block in reply.message.blocks if isinstance(block, Item)]
    assert (shown.title, plain.line(shown.lines[0])) == (TITLE, "Quick win. By Friday 5 February")
    assert plain.line(shown.lines[1]) == "It has no actions yet. Add one, or mark it reached yourself."


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"title": ""}, {"title": "Tell me in a few words what will be reached."}),
        ({"date": "one day"}, {"date": "I couldn"}),
    ],
)
def test_form_comes_back_for_what_needs_mending(
    group: Riverside, values: dict[str, str], errors: dict[str, str]
) -> None:
    found = pressing.errors(add(group, **values))

    assert found.keys() == errors.keys()
    assert all(words[:8] == errors[name][:8] for name, words in found.items())


def test_day_on_which_nobody_is_open_is_pointed_out_once(group: Riverside) -> None:
    asked = add(group, date="2027-02-06")
    kept = add(group, date="2027-02-06", date_closed_for_some="yes")

    assert pressing.errors(asked) == {
        "date": "Nobody is open on Saturday 6 February 2027. Make it Friday 5 February 2027?"
    }
    assert "Yes, keep this date" in pressing.labels(asked.form)
    assert isinstance(kept, Say)


def test_list_shows_what_is_reached_before_what_is_planned(group: Riverside) -> None:
    empty = typed(group, "milestone list")
    marked.planned(group, title="The fair")
    marked.reached(group)

    found = typed(group, "Milestone LIST")
    pressed = press(group, Intent.MILESTONE, "")

    assert "There are none yet." in plain.text(empty.message)
    titles = [block.title for block in found.message.blocks if isinstance(block, Item)]
    assert titles == [TITLE, "The fair"]
    assert found == pressed
    assert not found.in_room


def edit(group: Riverside, made: Milestone) -> Any:
    return press(group, Intent.MILESTONE, f"{made.id}.edit")


def test_what_stands_in_it_is_changed(group: Riverside) -> None:
    made = marked.planned(group)
    opened = edit(group, made)
    assert isinstance(opened, OpenForm)
    values = {field.name: field.value for field in opened.form.fields}

    reply = submit(
        group, Intent.MILESTONE, opened.form.arg, title="Printed", date="2027-02-08", what_next="the fair"
    )
    wrong = submit(group, Intent.MILESTONE, opened.form.arg, title="", date="2027-02-08")

    assert (values["title"], values["date"], values["what_next"]) == ((TITLE,), ("2027-02-05",), ())
    assert (item(reply).title, lines(reply)[0]) == ("Printed", "It is changed.")
    assert pressing.errors(wrong) == {"title": "Tell me in a few words what will be reached."}


def test_actions_are_chosen_in_a_form(group: Riverside) -> None:
    made, pressed = marked.planned(group), promised.accepted(group)
    commitment_id = promised.stored(group, pressed)[0].id
    opened = press(group, Intent.MILESTONE, f"{made.id}.choose")
    assert isinstance(opened, OpenForm)
    [field] = opened.form.fields

    reply = submit(group, Intent.MILESTONE, opened.form.arg, actions=(str(commitment_id), "x"))

    assert [(one.value, one.label) for one in field.options] == [
        (str(commitment_id), "Send course data, by Friday 27 November 2026")
    ]
    assert lines(reply) == [
        "The actions are chosen. It is reached when they are done.",
        "By Friday 5 February",
        "Nothing in it is done yet.",
    ]


def test_milestone_without_actions_is_marked_reached_by_hand(group: Riverside) -> None:
    made = marked.planned(group)

    reply = press(group, Intent.MILESTONE, f"{made.id}.reached")
    again = press(group, Intent.MILESTONE, f"{made.id}.reached", who="U-GRACE")

    assert lines(reply)[0].startswith("It is reached.")
    assert lines(again) == ["Reached, and nothing has been said yet."]
    assert labels(again) == ["Celebrate", "Not yet", "Quietly", "Change"]


def test_what_is_marked_shows_how_it_stands_and_opens_no_form(group: Riverside) -> None:
    made = marked.celebrated(group, by="grace")

    for arg in (f"{made.id}.edit", f"{made.id}.choose", str(made.id)):
        reply = press(group, Intent.MILESTONE, arg)
        assert lines(reply) == ["Celebrated by Grace Obi."]
        assert bool(labels(reply)) == (arg == str(made.id))


def test_button_of_another_shape_is_answered_kindly(group: Riverside) -> None:
    reply = press(group, Intent.MILESTONE, "x.edit")

    assert isinstance(reply, Say)
    assert reply.message.opening.startswith("That milestone isn't open any more.")


def test_celebrate_looks_over_everybody_first(group: Riverside) -> None:
    made = marked.reached(group)

    opened = press(group, Intent.CELEBRATE, str(made.id))

    assert isinstance(opened, OpenForm)
    said = [plain.line(one) for one in opened.form.intro]
    assert said[0].startswith("Brook Lane Training isn't on the list."), "The office is none of the partners"
    assert said[1:] == [
        "This is what every room reads. Change below whatever you like; what you leave stands as it is.",
        "The joint prospectus is out.",
        "Made by",
        "• Castle College: Send course data",
    ]
    assert pressing.labels(opened.form)[1:4] == [
        "Brook Lane Training",
        "Partnership office",
        "Castle College",
    ]


def celebrate(group: Riverside, made: Milestone, *, who: str = "U-SAM", **values: str) -> Any:
    filled = {f"did_{group.brook_lane_id}": "the hall", "did_x": "?", "alone": "no", "marking": "with_cake"}
    return submit(group, Intent.CELEBRATE, str(made.id), who=who, **{**filled, **values})


def test_form_is_posted_and_what_was_typed_is_kept(group: Riverside) -> None:
    made = marked.reached(group)

    reply = celebrate(group, made, story="12,000 copies.", own_words="One argument.")

    found = marked.stored(group, made)
    assert lines(reply)[0].startswith("It goes to every room")
    assert labels(reply) == ["Picture to share", "Words to pass on", "Say thank you", "What people said"]
    assert (found.state, found.alone_possible) == (MilestoneState.CELEBRATED, False)
    assert (found.story, found.own_words) == ("12,000 copies.", "One argument.")


def test_second_of_two_who_celebrate_sees_how_it_stands(group: Riverside) -> None:
    made = marked.reached(group)
    celebrate(group, made, who="U-GRACE")

    reply = celebrate(group, made)
    opened = press(group, Intent.CELEBRATE, str(made.id))

    assert lines(reply) == lines(opened) == ["Celebrated by Grace Obi."]
    assert labels(reply) == labels(opened) == []


@pytest.mark.parametrize("word", ["", "not_yet", "quietly"])
def test_old_notice_is_replaced_by_how_it_stands_with_nothing_to_press(group: Riverside, word: str) -> None:
    made = marked.celebrated(group, by="grace")

    reply = press(group, Intent.CELEBRATE, f"{made.id}.{word}" if word else str(made.id))

    assert lines(reply) == ["Celebrated by Grace Obi."]
    assert labels(reply) == []


def test_too_many_words_come_back_in_the_form(group: Riverside) -> None:
    made = marked.reached(group)

    found = pressing.errors(celebrate(group, made, own_words="x" * 301))

    assert found == {"own_words": "That is 301 characters, and there is room for 300. Could you shorten it?"}


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("not_yet", "I'll ask again in a few days. Nothing is said until then."),
        ("quietly", "It is marked. I won't say anything in the rooms."),
    ],
)
def test_not_yet_and_quietly_say_nothing_to_anybody(group: Riverside, word: str, said: str) -> None:
    made = marked.reached(group)

    assert lines(press(group, Intent.CELEBRATE, f"{made.id}.{word}"))[0] == said


def test_words_and_picture_come_in_private_whoever_presses(group: Riverside) -> None:
    made = marked.celebrated(group, makes_possible="choosing early")

    said = press(group, Intent.WORDS_TO_SHARE, str(made.id), who="U-MINA", place=IN_ROOM)
    drawn = press(group, Intent.WORDS_TO_SHARE, f"{made.id}.picture", who="U-MINA", place=IN_ROOM)

    assert isinstance(said, Say)
    assert not said.in_room
    assert "It was made together by Castle College, in Riverside Progression Group." in plain.text(
        said.message
    )
    assert isinstance(drawn, SendFile)
    assert Image.open(BytesIO(drawn.content)).size == (1200, 630)
    assert "Made by: Castle College." in plain.text(drawn.message)


def test_thanks_are_said_from_the_room_and_stay_private(group: Riverside) -> None:
    made = marked.celebrated(group)

    opened = press(group, Intent.THANK, str(made.id), who="U-ROB", place=IN_ROOM)
    assert isinstance(opened, OpenForm)
    reply = submit(
        group,
        Intent.THANK,
        opened.form.arg,
        who="U-ROB",
        whom=f"person:{group.person('grace').id}",
        words="Thank you!",
    )
    wrong = submit(group, Intent.THANK, opened.form.arg, who="U-ROB", whom="", words="Thank you!")

    assert isinstance(reply, Say)
    assert "Grace Obi will read it in the next message from me." in plain.text(reply.message)
    assert pressing.errors(wrong) == {"whom": "Choose whom you would like to thank."}


def test_who_only_takes_part_plans_and_celebrates_nothing(group: Riverside) -> None:
    made = marked.reached(group)

    for reply in (
        typed(group, "milestone", who="U-MINA"),
        press(group, Intent.MILESTONE, f"{made.id}.reached", who="U-MINA"),
        press(group, Intent.CELEBRATE, f"{made.id}.quietly", who="U-MINA"),
    ):
        assert isinstance(reply, Say)
    assert marked.stored(group, made).state is MilestoneState.REACHED
