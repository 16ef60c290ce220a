"""Nothing, or `help`."""

import pytest

from bot.domain.permissions import Intent, Role
from bot.domain.standings import Standing
from bot.messages import help as wording
from bot.messages import menu
from bot.messages.model import Bullets, Buttons, Message, Paragraph, Strong
from handlers.conversations import commands
from handlers.conversations import help as helping
from storage.database import Database
from tests import calls
from tests.riverside import build, install


def _labels(message: Message) -> list[str]:
    [buttons] = [block for block in message.blocks if isinstance(block, Buttons)]
    return [button.label for button in buttons.buttons]


def _standing(name: str, *, role: Role = Role.CO_ORDINATOR, open_actions: int = 0) -> Standing:
    return Standing(partnership_id=1, name=name, role=role, open_actions=open_actions, is_draft=False)


def test_stranger_hears_who_i_am(database: Database) -> None:
    said = helping.say(calls.call(database, calls.command(install(database), "U-NOBODY", "")))

    assert said.message == wording.introduction()
    assert _labels(said.message) == ["Start a partnership", "I have a code"]


def test_runner_of_a_draft(database: Database) -> None:
    riverside = build(database)

    said = helping.say(calls.call(database, calls.command(riverside.installation_id, "U-SAM", "help")))

    assert said.message.opening == "Riverside Progression Group: nothing is waiting for you."
    assert (
        Paragraph(text=("Nobody has been told anything yet, where the doors are shut.",))
        in said.message.blocks
    )
    assert _labels(said.message) == [
        "Add a partner",
        "Add to the timetable",
        "Import",
        "Open the doors",
        "More",
    ]


def test_runner_of_an_open_partnership_reads_what_people_need_first(database: Database) -> None:
    riverside = build(database, opened=True)

    said = helping.say(calls.call(database, calls.command(riverside.installation_id, "U-SAM", "help")))

    assert _labels(said.message) == ["What is mine", "Timetable", "Add to the timetable", "Home", "More"]


def test_more_shows_all_of_the_menu_under_headings(database: Database) -> None:
    riverside = build(database, opened=True)
    pressed = calls.press(riverside.installation_id, "U-SAM", Intent.HELP, arg=wording.MORE)

    said = helping.say(calls.call(database, pressed)).message

    headings = [block.text for block in said.blocks if isinstance(block, Paragraph)][1:]
    assert headings == [(Strong(heading),) for heading in menu.GROUPS]
    rows = [block.buttons for block in said.blocks if isinstance(block, Buttons)]
    assert sorted(button.label for row in rows for button in row) == sorted(_menu(Role.RUNNER))


def test_co_ordinator_of_an_open_partnership(database: Database) -> None:
    riverside = build(database, opened=True)

    said = helping.say(calls.call(database, calls.command(riverside.installation_id, "U-MINA", "")))

    assert _labels(said.message) == ["What is mine", "Timetable", "Add to the timetable", "Home", "More"]


def test_things_are_counted() -> None:
    openings = [
        wording.overview(standings=[_standing("Riverside", open_actions=count)]).opening
        for count in (1, 2, 13)
    ]

    assert openings == [
        "Riverside: one thing is yours.",
        "Riverside: two things are yours.",
        "Riverside: 13 things are yours.",
    ]


def test_several_partnerships_stand_side_by_side() -> None:
    told = wording.overview(standings=[_standing("Riverside", open_actions=2), _standing("Valley Link")])

    assert told.opening == "Here is what is yours."
    assert told.blocks[0] == Bullets(
        items=(("Riverside: two things are yours.",), ("Valley Link: nothing is waiting for you.",))
    )
    assert _labels(told)[-1] == "More"


@pytest.mark.parametrize("role", [Role.RUNNER, Role.DEPUTY_RUNNER])
def test_who_runs_it_is_never_told_that_nothing_waits(role: Role) -> None:
    told = wording.overview(standings=[_standing("Riverside", role=role)])

    assert told.opening == "Riverside: what waits for you stands on Home."


@pytest.mark.parametrize(
    ("words", "meant"),
    [("hlep", "help"), ("timetabel", "timetable"), ("setings", "settings"), ("Brif?", "brief")],
)
def test_word_close_to_a_command_is_asked_about(database: Database, words: str, meant: str) -> None:
    riverside = build(database)

    said = helping.say(calls.call(database, calls.command(riverside.installation_id, "U-SAM", words)))

    assert said.message.blocks[0] == Paragraph(text=("Did you mean ", Strong(meant), "?"))


@pytest.mark.parametrize("words", ["flibble", "what's on?", "I'm stuck", "is this the fair?", "<!channel>"])
def test_words_close_to_no_command_are_not_guessed_at(words: str) -> None:
    assert commands.meant(words) == ""


def test_words_that_nobody_knows_are_answered_kindly(database: Database) -> None:
    riverside = build(database)

    said = helping.say(calls.call(database, calls.command(riverside.installation_id, "U-SAM", "frobnicate")))

    assert said.message.opening == "I didn't understand that."
    assert "Add to the timetable" in _labels(said.message)


def _menu(role: Role) -> list[str]:
    return [menu.LABELS[intent] for intent in menu.may_ask_for(role) if intent is not Intent.START]
