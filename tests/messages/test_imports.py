"""What is said about a workbook: its first words are safe, it fits into a message, and its form into a form."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.imports.changes import changes_of
from bot.domain.imports.choices import Choices
from bot.domain.imports.previews import Made, Preview, Unasked
from bot.domain.imports.readings import ImportedAction, ImportedContact, NotTaken, Unclear
from bot.domain.imports.surroundings import Surroundings
from bot.domain.partnerships import Partnership, PartnershipState, Profile
from bot.domain.permissions import Role, Viewer
from bot.domain.uploads import Upload, UploadState
from bot.messages import import_form, import_lines, imports, plain
from bot.messages.model import Form, Message
from tests.domain.imports.surrounded import (
    action,
    around,
    contact,
    listed,
    member,
    person,
    reading,
    role,
    unclear,
)

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
PASSED = date(2026, 9, 1)
SAM = member("1", "Sam Hallam", Role.RUNNER, "Office")


def _preview(
    *found: ImportedAction | ImportedContact | Unclear,
    not_taken: tuple[NotTaken, ...] = (),
    guess: date | None = None,
    choices: Choices | None = None,
    surroundings: Surroundings | None = None,
    who: Role = Role.RUNNER,
    state: PartnershipState = PartnershipState.DRAFT,
) -> Preview:
    chosen, there = choices or Choices(), surroundings or around(SAM)
    read = replace(reading(*found, guess=guess), not_taken=not_taken)
    return Preview(
        viewer=Viewer(person_id=1, partnership_id=9, role=who),
        partnership=Partnership(
            id=9,
            profile=Profile(name="FE", zone=ZoneInfo("Europe/London")),
            state=state,
            maker_id=1,
            opened_at=None,
        ),
        upload=Upload(
            id=3,
            partnership_id=9,
            person_id=1,
            name="timetable.xlsx",
            reference="",
            installation_id=1,
            content=b"[]",
            state=UploadState.READ,
            values={},
            version=4,
            created_at=NOW,
        ),
        surroundings=there,
        choices=chosen,
        changes=changes_of(read, surroundings=there, choices=chosen),
    )


def _crowd(count: int, *, headings: int = 1) -> list[ImportedAction]:
    return [
        replace(
            action(f"Action {number} " + "x" * 120, row=number + 2),
            heading=f"Heading {number % headings}" if headings > 1 else "",
        )
        for number in range(count)
    ]


_TITLED = unclear(action("Send course data", by=None), "missing_day")
_OLD = action("Send course data", partners=("Meadow College",), by=PASSED)
_NEW = action(
    "Send course data", partners=("Meadow College",), people=(person("Rob Stone", "Meadow College"),)
)


@pytest.mark.parametrize(
    "message",
    [
        imports.preview(_preview(_TITLED)),
        imports.preview(_preview(_OLD)),
        imports.preview(_preview(_NEW)),
        imports.ask(Unasked(preview=_preview(_NEW, guess=PASSED))),
        imports.made(Made(preview=_preview(_TITLED), without=("Meadow College",))),
        imports.made(Made(preview=_preview(_OLD), without=("Meadow College",))),
        imports.made(
            Made(preview=_preview(_TITLED, state=PartnershipState.OPEN), without=("Meadow College",))
        ),
        imports.made(Made(preview=_preview(_TITLED, who=Role.CHAIR), without=())),
        imports.reading(),
        imports.left(),
    ],
)
def test_first_words_are_safe_for_a_stranger(message: Message) -> None:
    first = plain.text(message)[:120]

    assert [words for words in ("Send course data", "Meadow", "Castle", "Rob") if words in first] == []


@pytest.mark.parametrize("headings", [1, 3, 40])
def test_a_preview_of_much_is_no_longer_than_a_message(headings: int) -> None:
    many = [
        unclear(action(f"Unclear {number}", by=None, row=number + 900), "missing_day") for number in range(30)
    ]
    notes = tuple(NotTaken(sheet="S", cell=f"A{row}", written="note", reason="note") for row in range(30))
    message = imports.preview(_preview(*_crowd(230, headings=headings), *many, not_taken=notes))

    words = plain.text(message)
    assert len(message.blocks) <= 40
    assert "and 160 more" in words
    assert "and 20 more" in words
    assert "30 more rows can follow: send me the same workbook again afterwards." in words


def test_a_form_asks_no_more_than_it_holds_and_says_so() -> None:
    many = [
        unclear(action(f"Unclear {number}", by=None, row=number + 2), "missing_day") for number in range(70)
    ]
    form = import_form.form(_preview(*many))

    assert len(form.fields) == import_form.MOST_FIELDS
    assert "There is more to ask than fits in here." in str(form.intro[1])


def test_a_long_directory_offers_the_likeliest_first() -> None:
    directory = tuple(listed(f"u{number}", f"Name {number:03}") for number in range(300))
    meant = (listed("rob", "Rob Stone"), listed("ray", "Ray Stone"))
    found = _preview(
        action(people=(person("R Stone", "Castle College"),)),
        surroundings=around(SAM, directory=(*directory, *meant)),
    )
    options = next(one for one in import_form.form(found).fields if one.name.startswith("person.")).options

    assert [one.label for one in options[:4]] == ["No chat yet", "Ray Stone", "Rob Stone", "Name 000"]
    assert len(options) == import_form.MOST_PEOPLE + 1


def test_somebody_of_no_partner_is_asked_about_by_name() -> None:
    chair = member("9", "Grace Obi", Role.CHAIR)
    found = _preview(
        action(people=(person("G Obi"),), partners=("Castle College", "Meadow College")),
        surroundings=around(SAM, chair),
    )

    assert [one.label for one in import_form.form(found).fields if one.name.startswith("person.")] == [
        "G Obi"
    ]


def _agreement(form: Form) -> list[tuple[str, ...]]:
    return [one.value for one in form.fields[:2]]


@pytest.mark.parametrize(
    ("guess", "choices", "values"),
    [
        (None, Choices(), [(), ()]),
        (PASSED, Choices(), [("yes",), ("2026-09-01",)]),
        (PASSED, Choices(agreed=False), [("no",), ("2026-09-01",)]),
        (None, Choices(agreed=True, meeting=PASSED), [("yes",), ("2026-09-01",)]),
    ],
)
def test_the_question_of_the_meeting_stands_as_it_was_answered(
    guess: date | None, choices: Choices, values: list[tuple[str, ...]]
) -> None:
    assert _agreement(import_form.form(_preview(action(), guess=guess, choices=choices))) == values


@pytest.mark.parametrize(
    ("guess", "choices", "sentence"),
    [
        (None, Choices(), "Were these agreed at a meeting? You can tell me under Match people."),
        (
            PASSED,
            Choices(),
            "The title says that these were agreed on Tuesday 1 September 2026. Were they?",
        ),
        (PASSED, Choices(agreed=False), "I'd ask each person to accept theirs."),
        (
            None,
            Choices(agreed=True, meeting=PASSED),
            "Agreed on Tuesday 1 September 2026: people are told once, and not asked again.",
        ),
    ],
)
def test_the_preview_says_whether_people_are_told_or_asked(
    guess: date | None, choices: Choices, sentence: str
) -> None:
    assert sentence in plain.text(imports.preview(_preview(action(), guess=guess, choices=choices)))


def test_without_a_date_in_the_title_the_question_offers_no_date() -> None:
    question = imports.ask(Unasked(preview=_preview(action())))

    assert plain.text(question).endswith("[Not yet, ask them] [Match people]")


def test_who_shares_with_many_is_shortened() -> None:
    named = tuple(f"Partner {letter}" for letter in "ABCDEF")

    assert "Book a hall: Partner A, Partner B, Partner C and three others, by" in plain.text(
        imports.preview(_preview(action(partners=named)))
    )


def test_an_action_of_all_partners_without_any_says_what_to_do() -> None:
    found = _preview(action(all_partners=True), surroundings=around(SAM, partners={}))

    assert "It is for all partners, and there are none yet. Add one," in plain.text(imports.preview(found))


def test_a_contact_that_is_not_clear_is_listed_with_its_sheet() -> None:
    wrong = replace(
        unclear(action(), "unreadable_email", cell="D3"),
        action=None,
        contact=contact("Meadow College"),
        sheet="Contacts",
    )

    assert "I couldn't read cell D3 of “Contacts” as an e-mail address: “?”." in plain.text(
        imports.preview(_preview(wrong))
    )


def test_an_unclear_row_without_words_is_its_cell_alone() -> None:
    found = unclear(action("", row=7), "no_what", cell="A7")

    assert "• Cell A7 doesn't say what is to be done." in plain.text(imports.preview(_preview(found)))


def test_cells_of_several_sheets_are_told_apart() -> None:
    found = _preview(
        action(sheet="Term 1"), unclear(action("Two", by=None, sheet="Term 2"), "missing_day", cell="D2")
    )

    assert "Cell D2 of “Term 2” says “?”." in plain.text(imports.preview(found))


def test_the_chair_of_the_partnership_is_named_as_who_holds_it() -> None:
    chair = member("9", "Grace Obi", Role.CHAIR, "Castle College")
    found = _preview(action(partners=(), people=(role("Chair"),)), surroundings=around(SAM, chair))

    assert "Book a hall: Castle College (Grace Obi), by" in plain.text(imports.preview(found))


def test_notes_hold_everything_that_stands_beside_an_action() -> None:
    row = replace(
        action(
            people=(
                replace(person("T Lund", "Castle College"), note="Admissions"),
                person("R Stone", "Castle College"),
            )
        ),
        notes="ring first",
        other_status="amber",
    )
    [planned] = _preview(row).changes.actions

    assert import_lines.notes_of(planned) == (
        "ring first",
        "In the workbook: amber",
        "Also named: R Stone",
        "T Lund: Admissions",
    )


def test_critical_and_done_stand_beside_the_action() -> None:
    found = _preview(
        replace(action("Old", by=PASSED, row=3), done=True),
        action("New"),
        choices=Choices(critical=frozenset({"1.2"})),
    )
    words = plain.text(imports.preview(found))

    assert "Old: Castle College, by Tuesday 1 September 2026. Done." in words
    assert "New: Castle College, by Thursday 1 October 2026. Critical." in words


def test_an_organisation_without_people_stands_alone() -> None:
    assert "• Meadow College\n" in plain.text(imports.preview(_preview(contact("Meadow College")))) + "\n"


def test_only_what_is_still_to_do_can_be_critical() -> None:
    done = replace(action("Old", by=PASSED, row=3), done=True)
    fields = import_form.form(_preview(done, action("New"), action("New", row=5))).fields

    [critical] = [one for one in fields if one.name == "critical"]
    assert [one.label for one in critical.options] == ["New"]
