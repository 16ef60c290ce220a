"""Who hears that a card waits: the runner in every list until they press, the chair in an envelope and on Home."""

from bot.domain.stage_decisions import Choice
from bot.messages import plain
from bot.messages.model import Message
from bot.services import readers
from bot.services.stages import cards, screens, telling
from bot.services.stages.cards import Chosen
from storage import deliveries
from tests.riverside import Riverside
from tests.services.stages.staged import LATER, add_card

CONFIRM = Chosen(choice=Choice.CONFIRM)
WAITS = "where do things stand? It will keep until you have a quiet moment."
TURN = "has looked at where things stand. Now it's your turn. It will keep until you have a quiet moment."


def press(group: Riverside, who: str, seen: tuple[int, int]) -> None:
    cards.press(database=group.database, viewer=group.viewer(who), seen=seen, chosen=CONFIRM, now=LATER)


def listed(group: Riverside, who: str) -> list[str]:
    with group.database.read() as transaction:
        reader = readers.of_member(transaction, viewer=group.engine, membership=group.members[who])
        found = telling.of_morning(transaction, reader, LATER)
    return [plain.text(Message(opening="", blocks=one.blocks)).strip() for one in found]


def home(group: Riverside, who: str) -> str:
    with group.database.read() as transaction:
        blocks = screens.home(transaction, viewer=group.viewer(who), now=LATER)
    return plain.text(Message(opening="", blocks=blocks)).strip()


def steps(group: Riverside, who: str) -> list[str]:
    with group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=group.engine)
    return [one.owed.step for one in found if one.owed.person_id == group.person(who).id]


def test_card_that_nobody_has_pressed_stands_in_the_list_of_the_runner_until_it_is(group: Riverside) -> None:
    nothing = listed(group, "sam")
    card_id, version = add_card(group)
    waiting = listed(group, "sam")
    press(group, "sam", (card_id, version))

    assert (nothing, listed(group, "sam")) == ([], [])
    assert waiting == [f"One for you and Grace to look at: {WAITS}\n\n[Look at it]"]


def test_card_stands_in_nobody_elses_list(group: Riverside) -> None:
    add_card(group)

    assert [listed(group, who) for who in ("grace", "rob", "mina")] == [[], [], []]


def test_runner_is_told_when_it_is_their_turn(group: Riverside) -> None:
    press(group, "grace", add_card(group))

    assert listed(group, "sam") == [f"Grace {TURN}\n\n[Look at it]"]
    assert steps(group, "sam") == []


def test_home_of_the_chair_shows_the_card_until_she_has_pressed(group: Riverside) -> None:
    nothing = home(group, "grace")
    card_id, version = add_card(group)
    waiting = home(group, "grace")
    press(group, "sam", (card_id, version))
    turn = home(group, "grace")
    press(group, "grace", (card_id, version + 1))

    assert nothing == ""
    assert waiting == f"One for you and Sam to look at: {WAITS}\n\n[Look at it]"
    assert turn == f"Sam {TURN}\n\n[Look at it]"
    assert "your turn" not in home(group, "grace")


def test_home_of_the_chair_is_silent_of_the_card_while_it_is_the_runners_turn(group: Riverside) -> None:
    press(group, "grace", add_card(group))

    assert home(group, "grace") == ""


def test_home_of_the_runner_leaves_it_to_the_list_that_stands_there(group: Riverside) -> None:
    add_card(group)

    assert home(group, "sam") == ""


def test_chair_is_owed_her_turn_once_however_often_the_runner_presses(group: Riverside) -> None:
    card_id, version = add_card(group)

    for step in range(3):
        press(group, "sam", (card_id, version + step))

    assert steps(group, "grace") == [f"{telling.TURN}:{group.person('sam').id}"]
