"""Both sample workbooks, read cell by cell as a runner would expect."""

from datetime import date
from importlib.resources import files
from pathlib import Path

from bot.domain.imports.names import KnownNames
from bot.domain.imports.people import people_of
from bot.domain.imports.reading import read_table
from bot.domain.imports.readings import ImportedAction, NotTaken, Problem, Reading
from bot.excel.inbound import read_workbook

RIVERSIDE = (files("handlers.web") / "sample" / "riverside-progression-group.xlsx").read_bytes()
VALLEY_LINK = (Path(__file__).parents[1] / "data" / "valley-link-actions.xlsx").read_bytes()

ALL = "all partners"


def read(content: bytes, *, today: date) -> Reading:
    return read_table(read_workbook(content), today=today, meeting=None, known=KnownNames())


def row(action: ImportedAction) -> tuple[int, str, str, str, str]:
    partners = ALL if action.all_partners else "; ".join(action.partners)
    people = "; ".join(f"{owner.name} ({owner.kind.value}, {owner.partner})" for owner in action.people)
    return action.row, action.what, partners, people, str(action.by)


def test_the_riverside_sample_has_24_rows_that_are_clear() -> None:
    reading = read(RIVERSIDE, today=date(2026, 9, 10))

    data = "Send course data (all level 3)"
    castle, northgate, university = "Castle College", "Northgate Sixth Form", "Riverside University"
    meadow, county, office = "Meadow College", "County council", "Partnership office"
    mina, joana = f"M Iqbal (person, {castle})", f"J Pereira (person, {northgate})"
    tom, priya = f"T Lund (person, {university})", f"P Anand (person, {county})"
    sam = f"S Hallam (person, {office})"
    assert (reading.title, reading.meeting_guess) == ("Riverside Progression Group", date(2026, 9, 10))
    assert [row(action) for action in reading.actions] == [
        (6, "Agree entry template for course pages", castle, mina, "2026-09-25"),
        (7, data, castle, mina, "2026-11-27"),
        (8, data, northgate, joana, "2026-11-27"),
        (9, data, university, tom, "2026-11-27"),
        (10, data, "Brook Lane Training", "", "2026-11-27"),
        (11, "Proof-read joint prospectus", f"{castle}; {northgate}", f"{mina}; {joana}", "2026-12-11"),
        (12, "Sign off proofs", ALL, "", "2026-12-16"),
        (13, "Print and deliver 12,000 copies", office, sam, "2027-01-15"),
        (16, "Book venue", office, sam, "2026-10-02"),
        (
            17,
            "Agree which sectors each college demonstrates",
            f"{castle}; {meadow}; {northgate}",
            "Chair to lead (role, )",
            "2026-12-04",
        ),
        (18, "Invite schools (39)", county, priya, "2027-01-08"),
        (19, "Recruit 20 student ambassadors", university, tom, "2027-01-31"),
        (20, "Risk assessment for fair", meadow, f"Estates (role, {meadow})", "2027-02-01"),
        (21, "Fair day", ALL, "", "2027-03-04"),
        (22, "Evaluation forms back from schools", county, priya, "2027-03-18"),
        (25, "Draft accord wording", university, tom, "2026-10-30"),
        (26, "Consult admissions tutors", university, tom, "2026-12-18"),
        (27, "Consult governors", meadow, f"Principal (role, {meadow})", "2026-12-18"),
        (28, "Consult governors", castle, f"Principal (role, {castle})", "2026-12-18"),
        (29, "Sign accord", ALL, "Chairs (role, )", "2027-02-26"),
        (33, "Agenda and papers for January meeting", office, sam, "2026-12-29"),
        (34, "Minutes of November meeting", office, sam, "2026-11-20"),
        (35, "Report to own board", ALL, "", "2027-01-29"),
        (36, "Nominate deputy for each partner", ALL, "Co-ordinators (role, )", "2026-11-30"),
    ]


def test_the_riverside_sample_keeps_its_sections_states_and_notes() -> None:
    reading = read(RIVERSIDE, today=date(2026, 9, 10))

    by_row = {action.row: action for action in reading.actions}
    assert {number: action.heading for number, action in by_row.items() if number in (6, 16, 25, 33)} == {
        6: "Joint prospectus",
        16: '"What Next" careers fair',
        25: "Progression agreement",
        33: "Running",
    }
    assert [number for number, action in by_row.items() if action.done_ahead] == [6, 16, 25]
    assert not any(action.done for action in reading.actions)
    assert {number: action.other_status for number, action in by_row.items() if action.other_status} == {
        7: "on track",
        17: "stuck",
        26: "in progress",
        34: "late",
    }
    assert by_row[9].notes == "HE in FE only"
    assert by_row[9].people[0].note == "Admissions"


def test_what_was_done_by_november_is_done_by_then() -> None:
    reading = read(RIVERSIDE, today=date(2026, 11, 1))

    assert [action.row for action in reading.actions if action.done] == [6, 16, 25]


def test_the_riverside_sample_asks_for_one_day_and_leaves_one_note() -> None:
    reading = read(RIVERSIDE, today=date(2026, 9, 10))

    (unclear,) = reading.unclear
    assert unclear.action is not None
    assert row(unclear.action) == (30, "Review terms of reference", "", "Chair (role, )", "None")
    assert unclear.problems == (Problem(cell="D30", written="asap", reason="missing_day"),)
    assert reading.not_taken == (
        NotTaken(
            sheet="Timetable 26-27",
            cell="A38",
            written="NB next meeting 12 January 2 pm, Castle College",
            reason="note",
        ),
    )


def test_the_riverside_contacts_are_six_partners_and_ten_people_and_the_office_has_one() -> None:
    reading = read(RIVERSIDE, today=date(2026, 9, 10))

    assert [
        (
            contact.organisation,
            contact.coordinator.name if contact.coordinator else "",
            contact.deputy.name if contact.deputy else "",
            contact.email or contact.phone,
        )
        for contact in reading.contacts
    ] == [
        ("Castle College", "M Iqbal", "R Stone", "m.iqbal@castle.example"),
        ("Northgate Sixth Form", "J Pereira", "", "j.pereira@northgate.example"),
        ("Riverside University", "T Lund", "A Byrne", "t.lund@riverside.example"),
        ("Meadow College", "K Osei", "", "k.osei@meadow.example"),
        ("Brook Lane Training", "D Frame", "", "01632 960 118"),
        ("County council", "P Anand", "L West", "p.anand@county.example"),
    ]
    assert [person.name for person in people_of(reading)] == [
        "M Iqbal",
        "R Stone",
        "J Pereira",
        "T Lund",
        "A Byrne",
        "K Osei",
        "D Frame",
        "P Anand",
        "L West",
        "S Hallam",
    ]


def test_the_valley_link_sample_is_read_with_other_headings() -> None:
    reading = read(VALLEY_LINK, today=date(2026, 11, 22))

    trust, council = "Valley Health Trust", "Town Council"
    hanna, chidi = f"H. Brandt (person, {trust})", f"C. Adeyemi (person, {council})"
    assert [row(action) for action in reading.actions] == [
        (2, "Map existing provision in the valley", trust, hanna, "2026-12-01"),
        (3, "Share referral form", council, chidi, "2026-12-01"),
        (4, '=HYPERLINK("http://example.invalid","click")', trust, hanna, "2026-12-05"),
        (5, "Recruit two link workers", f"{council}; {trust}", f"{chidi}; {hanna}", "2027-01-15"),
        (6, "Agree data-sharing protocol", council, f"legal leads (role, {council})", "2027-02-15"),
        (7, "Open day", ALL, "", "2027-02-20"),
    ]
    assert [action.other_status for action in reading.actions] == ["G", "A", "G", "R", "R", ""]
    assert (reading.title, reading.meeting_guess, reading.contacts, reading.unclear) == ("", None, (), ())
    assert reading.not_taken == (
        NotTaken(sheet="Sheet1", cell="A9", written="No owner or date yet", reason="note"),
    )
