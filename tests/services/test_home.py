"""Home: everything that somebody should find at one place."""

from datetime import date, timedelta

from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.model import Buttons, Item, Message
from bot.services import home, identity
from storage import milestones
from storage.database import Database
from tests import riverside
from tests.planned import add
from tests.riverside import NOW, Riverside
from tests.worried import answered, raised


def of(group: Riverside, address: str) -> Message:
    caller = identity.recognise(
        database=group.database,
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id=address,
        room=None,
    )
    return home.of(database=group.database, caller=caller, now=NOW)


def test_home_of_a_stranger_says_who_i_am(group: Riverside) -> None:
    assert of(group, "U-NOBODY").opening == "Hello. I'm Bywhen, and I help partnerships keep their dates."


def test_home_has_what_is_yours_with_its_buttons_and_no_morning_list(group: Riverside) -> None:
    add(group)

    message = of(group, "U-MINA")

    assert message.opening == "Riverside Progression Group: one thing is yours."
    [item] = [one for one in message.blocks if isinstance(one, Item)]
    assert [one.label for one in item.buttons] == ["Done", "On track", "Need more time"]
    assert "this morning" not in plain.text(message)


def test_home_above_a_concern_that_waits_never_says_that_nothing_does(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    waits = "Riverside Progression Group: no action is yours, but there is something below."

    assert of(group, "U-SAM").opening == waits
    answered(group, concern_id)
    said = of(group, "U-MINA")
    assert said.opening == waits
    assert "Nothing is waiting" not in plain.text(said)
    assert of(group, "U-ROB").opening == "Riverside Progression Group: nothing is yours at the moment."


def test_home_of_the_runner_has_the_morning_list(group: Riverside) -> None:
    add(group, due=date(2026, 9, 9))

    said = plain.text(of(group, "U-SAM"))

    assert "For you to know this morning\n\nSend course data\nThis was for Wednesday 9 September" in said


def test_home_of_the_runner_never_says_that_nothing_waits_under_a_list(group: Riverside) -> None:
    add(group, due=date(2026, 9, 9))

    assert "Nothing is waiting" not in plain.text(of(group, "U-SAM"))
    assert "Nothing is waiting for you here." in plain.text(of(group, "U-ROB"))


def test_home_of_a_draft_has_no_morning_list(database: Database) -> None:
    said = plain.text(of(riverside.build(database), "U-SAM"))

    assert "this morning" not in said


def test_next_milestone_is_the_soonest_that_lies_ahead(group: Riverside) -> None:
    with group.database.write() as transaction:
        for title, due in (
            ("The fair", date(2027, 3, 4)),
            ("The prospectus", date(2026, 11, 30)),
            ("The start", date(2026, 9, 1)),
        ):
            milestones.add(transaction, viewer=group.viewer("sam"), title=title, due=due, now=NOW)

    assert "What we're working towards: The prospectus, by Monday 30 November." in plain.text(
        of(group, "U-MINA")
    )


def test_home_keeps_within_what_slacks_tab_holds(group: Riverside) -> None:
    for number in range(60):
        add(group, due=date(2026, 9, 1) + timedelta(days=number % 9))

    message = of(group, "U-SAM")

    assert sum(2 if isinstance(one, Item | Buttons) else 1 for one in message.blocks) <= 90
    assert "There is more in your list." in plain.text(message)


def test_home_has_the_menu_of_ones_roles(group: Riverside) -> None:
    menu = of(group, "U-MINA").blocks[-1]

    assert isinstance(menu, Buttons)
    assert Intent.ADD in [one.intent for one in menu.buttons]
    assert Intent.HOME not in [one.intent for one in menu.buttons]
    assert Intent.IMPORT not in [one.intent for one in menu.buttons]
