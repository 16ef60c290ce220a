"""The workbook out: which copy, and then the file, to whoever may read."""

from datetime import timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.permissions import Intent
from bot.excel.inbound import read_workbook
from bot.messages.model import Buttons
from bot.messages.plain import text
from bot.services import workbook as service
from handlers.conversations.replies import SendFile
from storage import members, people
from storage.database import Database
from tests.workbooks import NOW, RIVERSIDE, Desk, message_of, sit_down, words_of
from tests.workbooks import workbook as table


@pytest.fixture
def desk(database: Database) -> Desk:
    return sit_down(database)


def _copy(desk: Desk, *, sender: str = "sam") -> SendFile:
    reply = desk.press("share", intent=Intent.EXPORT, sender=sender)
    assert isinstance(reply, SendFile)
    return reply


def _cells(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for sheet in read_workbook(content) for row in sheet.rows]


def test_export_offers_runner_and_chair_both_copies(desk: Desk) -> None:
    typed, pressed = desk.type("export"), desk.press("", intent=Intent.EXPORT)

    assert words_of(typed) == words_of(pressed)
    [row] = [block for block in message_of(typed).blocks if isinstance(block, Buttons)]
    assert [(one.label, one.intent, one.arg, one.opens) for one in row.buttons] == [
        ("Copy to share", Intent.EXPORT, "share", False),
        ("My copy", Intent.MY_COPY, "", False),
    ]


def test_who_may_have_one_copy_only_gets_it_at_once(desk: Desk) -> None:
    desk.made(RIVERSIDE, {})
    desk.open_doors()
    _seat(desk, "mina")

    typed, pressed = desk.type("export", sender="mina"), desk.press("", intent=Intent.EXPORT, sender="mina")

    assert isinstance(typed, SendFile)
    assert isinstance(pressed, SendFile)
    assert typed.name.endswith("to share.xlsx")


def test_my_copy_comes_with_a_word_about_for_whom_it_is(desk: Desk) -> None:
    desk.open_doors()
    desk.made(_workbook(["Book a hall"]), {"agreed": ("no",)})

    copy = desk.press("", intent=Intent.MY_COPY, sender="grace")

    assert isinstance(copy, SendFile)
    assert copy.name.startswith("PRIVATE ")
    assert copy.message.opening == "Riverside Progression Group: here is your own copy, with one action."
    assert "Please don't forward it." in text(copy.message)


def test_my_copy_is_for_nobody_else(desk: Desk) -> None:
    desk.made(RIVERSIDE, {})
    desk.open_doors()
    _seat(desk, "mina")

    assert "somebody else" in words_of(desk.press("", intent=Intent.MY_COPY, sender="mina"))


def _seat(desk: Desk, who: str) -> None:
    """Let somebody in who came with the workbook."""
    with desk.database.write() as transaction:
        found = people.behind_address(
            transaction, kind=desk.kind, installation_id=desk.installation_id, external_id=who
        )
        assert found is not None
        members.open_door(transaction, viewer=desk.viewer, person_ids=[found.id])


def test_an_empty_timetable_is_a_copy_too(desk: Desk) -> None:
    copy = _copy(desk)

    assert copy.name == "Riverside Progression Group timetable, 10 September 2026, to share.xlsx"
    assert copy.message.blocks[0].text == ("There is nothing in the timetable yet, so its pages are empty.",)  # type: ignore[union-attr]  # a paragraph


@pytest.mark.parametrize(("rows", "said"), [(1, "with one action."), (12, "with twelve actions.")])
def test_the_line_beside_the_file_counts_its_actions(desk: Desk, rows: int, said: str) -> None:
    desk.made(
        _workbook([f"Action {number}" for number in range(rows)]),
        {"agreed": ("no",)},
    )

    assert _copy(desk).message.opening.endswith(said)


def _workbook(titles: list[str]) -> bytes:
    return table(
        ("What", "Who", "By when"), *((title, "Castle College", "1 October 2026") for title in titles)
    )


def test_the_copy_says_nothing_that_is_not_for_everybody(desk: Desk) -> None:
    desk.made(RIVERSIDE, {})
    desk.now = NOW + timedelta(days=120)
    cells = _cells(_copy(desk).content)

    words = " ".join(cell for row in cells for cell in row).casefold()
    assert "new date to agree" in words
    assert "0 of 6 in" in words
    assert {"overdue", "late", "stuck", "construction"}.isdisjoint(words.split())
    assert any("Agree entry template for course pages" in row and "New date to agree" in row for row in cells)


def test_a_copy_is_for_everybody_who_may_read_and_for_nobody_else(desk: Desk) -> None:
    desk.open_doors()

    assert _copy(desk, sender="grace").name == _copy(desk).name
    assert "partnership" in words_of(desk.press("share", intent=Intent.EXPORT, sender="rob"))


def test_the_operator_gets_the_same_copy_by_its_name(desk: Desk) -> None:
    desk.made(RIVERSIDE, {})

    copy = service.for_operator(database=desk.database, name=" riverside  PROGRESSION group", now=desk.now)

    assert (copy.name, copy.actions) == (_copy(desk).name, 24)
    assert _cells(copy.content) == _cells(_copy(desk).content)


@pytest.mark.parametrize("name", ["", "Valley Link"])
def test_a_name_that_no_partnership_has_gives_no_copy(desk: Desk, name: str) -> None:
    with pytest.raises(LookupError, match="0 partnerships"):
        service.for_operator(database=desk.database, name=name, now=desk.now)


def test_states_of_the_copy_are_those_of_the_shares(desk: Desk) -> None:
    desk.made(_workbook(["Book a hall"]), {"agreed": ("no",)})
    [share] = desk.named("Book a hall").shares

    assert share.state is ShareState.PROPOSED
    assert any("To confirm" in row for row in _cells(_copy(desk).content))
