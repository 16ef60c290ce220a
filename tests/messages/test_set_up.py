"""Setting up, whole and word for word: what stands on the screen after each step."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.partnerships import PartnershipState
from bot.domain.permissions import Intent
from bot.messages import export, menu, partner, plain, rooms, start
from bot.messages.model import Buttons, Message
from tests.messages.cast import SAMPLE
from tests.messages.catalogue import messages

ALL: Final[Mapping[str, Message]] = messages(SAMPLE)

SAID: Final[Mapping[str, str]] = {
    "started": (
        "Riverside Progression Group is ready to fill in.\n\n"
        "Nobody has been told anything yet. I write to nobody until you open the doors.\n\n"
        "Next, add the partners, or send me your timetable as a workbook.\n\n"
        "[Add a partner] [Add to the timetable] [Import] [Open the doors]"
    ),
    "started for another": (
        "Riverside Progression Group is ready to fill in.\n\n"
        "Nobody has been told anything yet. I write to nobody until you open the doors.\n\n"
        "Sam Hallam runs it and can see it too. I haven't told them yet.\n\n"
        "It meets in the room “#river”. I can post there once I am in it.\n\n"
        "Next, add the partners, or send me your timetable as a workbook.\n\n"
        "Here is a note that you can send to the partners first:\n\n"
        "“We would like to try Bywhen. It is a bot that keeps our timetable: who does what, by when. "
        "It writes to each of us in private, on the days we choose. It doesn't read our chat. "
        "Nothing starts until you say yes. Is that all right?”\n\n"
        "[Add a partner] [Add to the timetable] [Import] [Open the doors]"
    ),
    "partner": (
        "Riverside Progression Group: one more partner is in.\n\n"
        "Nobody has been told anything yet, and nobody will be before you open the doors. "
        "Here is what I know so far.\n\n"
        "Castle College is in. Mina Iqbal is its co-ordinator, and Rob Stone is the deputy.\n\n"
        "I won't write on these days, and I won't count them:\n\n"
        "• Saturday 19 December 2026 to Sunday 3 January 2027: Christmas\n\n"
        "[Closed dates] [Add a calendar file] [Add a partner] [Add to the timetable] [Open the doors]"
    ),
    "partner, alone": (
        "Riverside Progression Group: one more partner is in.\n\n"
        "Nobody has been told anything yet, and nobody will be before you open the doors. "
        "Here is what I know so far.\n\n"
        "Castle College is in. "
        "It has no co-ordinator yet, so I can't ask anybody at Castle College for anything.\n\n"
        "[Add a co-ordinator] [Closed dates] [Add a calendar file] [Add a partner] [Add to the timetable] [Open the doors]"
    ),
    "co-ordinator": (
        "Riverside Progression Group: a partner has its co-ordinator now.\n\n"
        "Nobody has been told anything yet, and nobody will be before you open the doors. "
        "Here is what I know so far.\n\n"
        "Mina Iqbal answers for Castle College now.\n\n"
        "I can't write to Mina Iqbal yet. When something is due, I'll tell you instead.\n\n"
        "[Add to the timetable] [Open the doors]"
    ),
    "opened": (
        "Riverside Progression Group: the doors are open.\n\n"
        "You get one list each working morning from me. "
        "The others get a hello, and nothing else before it.\n\n"
        "I'm saying hello to Mina Iqbal now.\n\n"
        "Rob Stone: a hello on Wednesday 11 November 2026 at 8.30, by their clock.\n\n"
        "A welcome goes into the room “#riverside” and the room “#heads”."
    ),
    "introduction": (
        "Hello. I'm Bywhen, and I help partnerships keep their dates.\n\n"
        "I'm a bot. I look after a timetable that several organisations share.\n\n"
        "It says who does what, by when. I remind each of them in private, in good time.\n\n"
        "You aren't in a partnership with me yet. You can start one; nobody is told until you say so.\n\n"
        "[Start a partnership] [I have a code]"
    ),
    "which": ("Which partnership is this about?\n\n[Riverside Progression Group] [Valley Link]"),
    "settings": (
        "I'll write to you on Mondays and Wednesdays at lunch, 12.15.\n\n"
        "I write on another day only if something can't wait.\n\n"
        "[Choose when I write to you]"
    ),
    "settings, away": (
        "I'll write to you on Mondays and Wednesdays at lunch, 12.15.\n\n"
        "You are away from Saturday 19 December 2026 to Sunday 3 January 2027, so I'll keep quiet then.\n\n"
        "I write on another day only if something can't wait.\n\n"
        "[Choose when I write to you]"
    ),
    "settings, runner": (
        "Your list comes each working day at lunch, 12.15.\n\n"
        "If somebody would like a hand, I tell you at once.\n\n"
        "[Choose when I write to you]"
    ),
    "hoped": "Good to know. I've kept it, and it is yours to change.",
    "copy": (
        "Riverside Progression Group: here is your copy to share, with 24 actions.\n\n"
        "Everybody may see it. There is nothing private in it."
    ),
    "copy of one": (
        "Riverside Progression Group: here is your copy to share, with one action.\n\n"
        "Everybody may see it. There is nothing private in it."
    ),
    "copy of nothing": (
        "Riverside Progression Group: here is your copy to share.\n\n"
        "There is nothing in the timetable yet, so its pages are empty."
    ),
    "reading": (
        "Thank you. I'm reading it.\n\n"
        "I'll show you what I understood in a moment. Nothing changes before that."
    ),
    "left": "I've left it as it was.\n\nNothing has changed, and I've kept nothing of the workbook.",
    "form": "I have a short form for that.\n\n[Add a partner]",
    "form, to mend": "One thing to mend.\n\nOrganisation: It needs a name.\n\n[Add a partner]",
    "let me in": "I'm not in this room yet, so I can't post here.\n\nType /invite @Bywhen here, and I'm in.",
    "trouble": "Something went wrong on my side.\n\nNothing was changed. Please try again in a minute.",
    "mine, nothing": "Riverside Progression Group: nothing is yours at the moment.",
}


@pytest.mark.parametrize("name", SAID)
def test_whole_message_reads_so(name: str) -> None:
    assert plain.text(ALL[name]) == SAID[name]


@pytest.mark.parametrize(
    ("reachable", "deputy", "said"),
    [
        (True, None, "Castle College is in. Mina Iqbal is its co-ordinator."),
        (
            True,
            "Rob Stone",
            "Castle College is in. Mina Iqbal is its co-ordinator, and Rob Stone is the deputy.",
        ),
        (False, None, "Castle College is in. Mina Iqbal is its co-ordinator."),
    ],
)
def test_partner_is_said_with_who_answers_for_it(reachable: bool, deputy: str | None, said: str) -> None:
    message = partner.added(
        partnership=SAMPLE.group,
        partner=SAMPLE.organisation,
        co_ordinator_name="Mina Iqbal",
        deputy_name=deputy,
        reachable=reachable,
    )

    told = plain.text(message).split("\n\n")
    assert said in told
    assert ("I can't write to Mina Iqbal yet. When something is due, I'll tell you instead." in told) is (
        not reachable
    )


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(first=date(2026, 10, 26), last=date(2026, 10, 26), name=""), "• Monday 26 October 2026"),
        (
            Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="Half-term"),
            "• Monday 26 to Friday 30 October 2026: Half-term",
        ),
        (
            Span(first=date(2027, 1, 4), last=date(2027, 1, 4), name="<!channel>"),
            "• Monday 4 January 2027: <!channel>",
        ),
    ],
)
def test_closed_days_are_said_in_full(span: Span, said: str) -> None:
    closed = replace(SAMPLE.organisation, calendar=PartnerCalendar(closed=(span,)))

    message = partner.added(
        partnership=SAMPLE.group,
        partner=closed,
        co_ordinator_name=None,
        deputy_name=None,
        reachable=False,
    )

    assert said in plain.text(message).split("\n")


@pytest.mark.parametrize(
    ("room", "said"),
    [
        ("#river", "It meets in the room “#river”. I can post there once I am in it."),
        ("", "It meets in your room. I can post there once I am in it."),
        ("<!channel>", "It meets in the room “<!channel>”. I can post there once I am in it."),
        (None, ""),
    ],
)
def test_room_of_a_new_partnership_is_named(room: str | None, said: str) -> None:
    draft = replace(SAMPLE.group, state=PartnershipState.DRAFT)

    told = plain.text(start.started(partnership=draft, runner_name=None, room=room)).split("\n\n")

    assert (said in told) if said else not any("It meets" in one for one in told)


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        (1, "one action."),
        (2, "two actions."),
        (12, "twelve actions."),
        (13, "13 actions."),
        (200, "200 actions."),
    ],
)
def test_actions_of_a_copy_are_counted(actions: int, said: str) -> None:
    opening = export.copy(partnership="Riverside", actions=actions).opening

    assert opening == f"Riverside: here is your copy to share, with {said}"


@pytest.mark.parametrize("intent", menu.LABELS)
def test_button_of_the_menu_says_what_it_does(intent: Intent) -> None:
    pressed = menu.button(intent, partnership_id=9)

    assert (pressed.label, pressed.intent, pressed.partnership_id) == (menu.LABELS[intent], intent, 9)
    assert pressed.opens is (intent in menu.OPENS)


@pytest.mark.parametrize("name", ["started", "partner", "partner, alone", "co-ordinator", "help"])
def test_buttons_after_each_step_are_about_this_partnership(name: str) -> None:
    [row] = [block for block in ALL[name].blocks if isinstance(block, Buttons)]

    assert {button.partnership_id for button in row.buttons} == {9}


def test_room_hears_no_more_than_that_it_is_private() -> None:
    assert plain.text(rooms.between_us()) == (
        "That's one for the two of us. I've opened it in our private chat."
    )
    assert plain.text(rooms.sent_privately()) == "I've put it in our private chat."
