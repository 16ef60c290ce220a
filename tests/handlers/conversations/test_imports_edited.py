"""Our own workbook, edited and sent back: what is taken, what is asked, and what stays as it is."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.commitments import ShareState
from bot.messages.model import FieldKind
from storage.database import Database
from tests.edited import (
    DATA,
    DECEMBER,
    HALL,
    NOVEMBER,
    OCTOBER,
    SHARED,
    Edit,
    Group,
    append,
    cell_of,
    edited,
    gather,
    remove,
    say,
)
from tests.workbooks import button_of, form_of, message_of, words_of

LATER = date(2026, 10, 8)


@pytest.fixture
def group(database: Database) -> Group:
    return gather(database)


def _dates(group: Group) -> dict[str, date]:
    return {one.wording.title: one.due for one in group.timetable()}


def test_a_copy_that_nobody_edited_changes_nothing(group: Group) -> None:
    before = group.timetable()

    reply = group.send(group.exported())

    assert "no new actions, three there already" in message_of(reply).opening
    assert "Make these changes" not in words_of(reply).replace("press Make these changes", "")
    assert group.timetable() == before


def test_what_nobody_has_accepted_is_changed_at_once(group: Group) -> None:
    shown = group.send(edited(group.exported(), say(HALL, "By when", LATER)))

    assert "By when from Thursday 1 October 2026 to Thursday 8 October 2026 (cell A5)." in words_of(shown)
    assert "I tell Kwame Osei." in words_of(shown)
    group.press(button_of(group.press(button_of(shown, "Make these changes")), "Not yet, ask them"))
    assert _dates(group)[HALL] == LATER


def test_a_date_of_somebodys_accepted_action_is_theirs_to_decide(group: Group) -> None:
    shown = group.send(edited(group.exported(), say(DATA, "By when", DECEMBER)))

    assert "I ask Mina Iqbal first." in words_of(shown)
    group.press(button_of(group.press(button_of(shown, "Make these changes")), "Not yet, ask them"))
    assert _dates(group)[DATA] == NOVEMBER


def test_what_a_meeting_agreed_holds_and_is_told(group: Group) -> None:
    made = group.taken(
        edited(group.exported(), say(DATA, "By when", DECEMBER), say(DATA, "What", "Send all course data")),
        agreed=("yes",),
        meeting=("2026-09-09",),
    )

    assert _dates(group)["Send all course data"] == DECEMBER
    assert "I tell Mina Iqbal." in words_of(made)


def test_ones_own_action_is_changed_without_anybody_being_told(group: Group) -> None:
    group.add("Book the printer", OCTOBER, ("Sam", "Partnership office"))

    made = group.taken(edited(group.exported(), say("Book the printer", "By when", LATER)))

    assert _dates(group)["Book the printer"] == LATER
    assert "Nobody is told." in words_of(made)


def test_what_changed_in_the_timetable_alone_stays(group: Group) -> None:
    copy = group.exported()
    group.taken(edited(copy, say(HALL, "By when", LATER)))

    shown = group.send(copy)

    assert "no new actions, three there already" in message_of(shown).opening
    assert _dates(group)[HALL] == LATER


def test_the_same_change_on_both_sides_is_none(group: Group) -> None:
    copy = group.exported()
    group.taken(edited(copy, say(HALL, "By when", LATER)))

    shown = group.send(edited(copy, say(HALL, "By when", LATER)))

    assert "no new actions, three there already" in message_of(shown).opening


@pytest.mark.parametrize(("answer", "stands"), [("now", LATER), ("file", date(2026, 10, 15)), (None, LATER)])
def test_a_conflict_is_shown_with_three_values_and_stays_unless_chosen(
    group: Group, answer: str | None, stands: date
) -> None:
    copy = group.exported()
    group.taken(edited(copy, say(HALL, "By when", LATER)))

    shown = group.send(
        edited(copy, say(HALL, "By when", date(2026, 10, 15)), say(DATA, "Why it matters", ""))
    )
    words = words_of(shown)
    assert "one changed, one changed on both sides" in message_of(shown).opening
    assert "cell A5 was Thursday 1 October 2026, and your file says Thursday 15 October 2026." in words
    assert "The timetable says Thursday 8 October 2026 by now." in words
    form = form_of(group.press(button_of(shown, "Match people")))
    [field] = [one for one in form.fields if one.name.startswith("conflict.")]
    assert (field.kind, field.value) == (FieldKind.CHOICE, ("now",))
    values = {"agreed": ("no",), **({field.name: (answer,)} if answer else {})}
    matched = group.submit(form, values)
    again = form_of(group.press(button_of(matched, "Match people")))
    kept = next(one for one in again.fields if one.name == field.name)
    assert kept.value == (answer or "now",)
    group.press(button_of(matched, "Make these changes"))

    assert _dates(group)[HALL] == stands


def test_a_row_that_is_gone_from_the_file_stays_and_is_named(group: Group) -> None:
    shown = group.send(edited(group.exported(), remove(DATA)))

    assert "Not in your file\n\n• Send course data: left as it is." in words_of(shown)
    assert DATA in _dates(group)


def test_a_new_row_is_a_new_action(group: Group) -> None:
    added = append(What="Pay for the hall", Who="Castle College", By_when=OCTOBER)

    group.taken(edited(group.exported(), added))

    assert _dates(group)["Pay for the hall"] == OCTOBER
    assert len(group.timetable()) == 4


def _sorted_by_title_without_refs(page: Any) -> None:
    """Sort all columns but the hidden one, as a hasty hand does."""
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]
    refs = [row[-1] for row in rows]
    rows.sort(key=lambda row: str(row[1]), reverse=True)
    for number, (row, ref) in enumerate(zip(rows, refs, strict=True), start=5):
        for column, value in enumerate([*row[:-1], ref], start=1):
            page.cell(row=number, column=column).value = value


def _without_refs(page: Any) -> None:
    for title in (HALL, DATA, SHARED):
        cell_of(page, title, "Ref").value = None


def _doubled(page: Any) -> None:
    page.append([cell.value for cell in page[6]])


def _dates_as_text(page: Any) -> None:
    for title, day in ((HALL, "1 October 2026"), (DATA, "27/11/2026"), (SHARED, "3 Dec 2026")):
        cell_of(page, title, "By when").value = day


def _spaced(page: Any) -> None:
    cell_of(page, DATA, "What").value = f"  {DATA} "
    cell_of(page, SHARED, "Who").value = "meadow hill school,  Castle College"


@pytest.mark.parametrize(
    "untidy", [_sorted_by_title_without_refs, _without_refs, _doubled, _dates_as_text, _spaced]
)
def test_untidy_copies_change_nothing_by_themselves(group: Group, untidy: Edit) -> None:
    shown = group.send(edited(group.exported(), untidy))

    assert message_of(shown).opening.startswith("Riverside Progression Group: no new actions, ")
    assert "changed" not in message_of(shown).opening
    assert "Not in your file" not in words_of(shown)


@pytest.mark.parametrize("untidy", [_sorted_by_title_without_refs, _without_refs])
def test_an_edit_is_found_in_an_untidy_copy(group: Group, untidy: Edit) -> None:
    group.taken(edited(group.exported(), say(HALL, "By when", LATER), untidy))

    assert _dates(group) == {HALL: LATER, DATA: NOVEMBER, SHARED: DECEMBER}


def test_done_is_taken_and_any_other_state_is_not(group: Group) -> None:
    edits = (say(DATA, "State", "New date to agree"), say(SHARED, "State", "Done"))
    group.now += timedelta(days=90)
    group.taken(edited(group.exported(), *edits))

    assert [one.state for one in group.named(SHARED).shares] == [ShareState.DONE] * 2
    assert [one.state for one in group.named(DATA).shares] == [ShareState.ACCEPTED]


@pytest.mark.parametrize(("ticked", "state"), [(True, ShareState.DONE), (False, ShareState.ACCEPTED)])
def test_what_is_done_ahead_of_its_date_has_to_be_ticked(
    group: Group, ticked: bool, state: ShareState
) -> None:
    shown = group.send(edited(group.exported(), say(DATA, "State", "Done"), say(HALL, "By when", LATER)))
    form = form_of(group.press(button_of(shown, "Match people")))
    [field] = [one for one in form.fields if one.name == "done"]
    chosen = (field.options[0].value,) if ticked else ()
    group.press(button_of(group.submit(form, {"agreed": ("no",), "done": chosen}), "Make these changes"))

    assert group.named(DATA).shares[0].state is state


def test_another_holder_of_the_same_partner_is_taken_over(group: Group) -> None:
    group.taken(
        edited(group.exported(), say(DATA, "Person", "Rob Stone")),
        agreed=("yes",),
        meeting=("2026-09-09",),
    )

    [share] = group.named(DATA).shares
    assert (share.person_id, share.state) == (group.person_id("Rob"), ShareState.ACCEPTED)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (say(DATA, "Person", "Kwame Osei"), "I only hand it to somebody I know at the same partner."),
        (say(DATA, "Person", "Nobody Known"), "Cell D6 says “Nobody Known”."),
        (say(DATA, "Who", "Meadow Hill School"), "gives it to another partner: “Meadow Hill School”."),
        (say(DATA, "By when", date(2026, 9, 1)), "and that day has gone by."),
        (say(DATA, "By when", None), "Cell A6 is empty. By when is it?"),
        (say(DATA, "By when", "soon"), "Cell A6 says “soon”. By when is that?"),
        (say(DATA, "What", "x" * 151), "Cell B6 has 151 characters"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_cell(group: Group, edit: Edit, said: str) -> None:
    shown = group.send(edited(group.exported(), edit))

    assert said in words_of(shown)
    assert "Make these changes" not in [button.label for button in _buttons(shown)]


def test_a_date_that_cannot_be_read_can_be_said(group: Group) -> None:
    shown = group.send(edited(group.exported(), say(HALL, "By when", "soon")))
    form = form_of(group.press(button_of(shown, "Match people")))
    [field] = [one for one in form.fields if one.name.startswith("day.")]
    group.press(
        button_of(group.submit(form, {"agreed": ("no",), field.name: ("2026-10-08",)}), "Make these changes")
    )

    assert _dates(group)[HALL] == LATER


def test_a_copy_that_is_known_no_more_is_read_by_its_titles(group: Group) -> None:
    content = edited(group.exported(), say(HALL, "By when", LATER))
    group.now += timedelta(days=367)

    words = words_of(group.send(content))

    assert "I don't have this copy of our workbook any more, so I go by the titles." in words
    assert "Changed\n" not in words


def test_shown_again_it_says_what_is_new(group: Group) -> None:
    added = append(What="Pay for the hall", Who="Castle College", By_when=OCTOBER)
    shown = group.send(edited(group.exported(), added, say(HALL, "By when", LATER)))

    again = words_of(group.matched(shown, {"agreed": ("no",)}))

    assert "The new action is as I showed you." in again
    assert "By when from" not in again
    assert "one new action, one changed" in again


def _buttons(reply: Any) -> list[Any]:
    return [
        button for block in message_of(reply).blocks if hasattr(block, "buttons") for button in block.buttons
    ]
