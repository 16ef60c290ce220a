"""The workbook in, from the file to the timetable, on both databases."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from bot.domain.commitments import ShareState
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Role
from bot.messages.model import FieldKind
from handlers.conversations.replies import FormErrors, OpenForm, Say
from storage import members, partners, people, uploads
from storage.database import Database
from tests.workbooks import (
    NOW,
    RIVERSIDE,
    VALLEY,
    Desk,
    button_of,
    form_of,
    message_of,
    sit_down,
    words_of,
    workbook,
)

MAKE = "Make these changes"
HEADINGS = ("What", "Who", "Lead person", "By when")
MEETING = date(2026, 9, 10)


@pytest.fixture
def desk(database: Database) -> Desk:
    return sit_down(database)


def test_import_word_and_button_open_a_form_with_a_file(desk: Desk) -> None:
    typed, pressed = desk.type("import"), desk.press("")

    assert form_of(typed) == form_of(pressed)
    assert [(one.label, one.kind) for one in form_of(typed).fields] == [("Workbook", FieldKind.FILE)]


def test_a_form_without_a_file_comes_back(desk: Desk) -> None:
    reply = desk.submit(form_of(desk.type("import")), {})

    assert isinstance(reply, FormErrors)
    assert reply.form.fields[0].error == "Choose a workbook first, so that I have something to read."


@pytest.mark.parametrize("sender", ["mina", "nobody"])
def test_only_who_may_import_is_shown_a_preview(desk: Desk, sender: str) -> None:
    with desk.database.write() as transaction:
        castle = partners.add(transaction, viewer=desk.viewer, name="Castle College")
        mina = people.from_directory(
            transaction,
            viewer=desk.viewer,
            kind=AddressKind.WEB,
            installation_id=desk.installation_id,
            external_id="mina",
            now=NOW,
        )
        members.add(
            transaction, viewer=desk.viewer, person_id=mina.id, role=Role.CO_ORDINATOR, partner_id=castle.id
        )

    reply = desk.send(RIVERSIDE, sender=sender)

    assert "new actions" not in words_of(reply)
    assert desk.timetable() == ()


def test_the_preview_of_the_sample_says_everything_and_changes_nothing(desk: Desk) -> None:
    reply = desk.send(RIVERSIDE)

    words = words_of(reply)
    assert isinstance(reply, Say)
    assert message_of(reply).opening == (
        "Riverside Progression Group: 24 new actions, one unclear, one line not taken."
    )
    assert "Nothing changes, and nobody is told, before you press Make these changes." in words
    assert "were agreed on Thursday 10 September 2026. Were they?" in words
    assert "Send course data (all level 3): Castle College (Mina Iqbal), by Friday 27 November 2026." in words
    assert "Review terms of reference: Cell D30 says “asap”. By when is that?" in words
    assert "Cell A38 is a note: “NB next meeting 12 January 2 pm, Castle College”." in words
    assert "Castle College: Mina Iqbal, co-ordinator; Rob Stone, deputy" in words
    assert "Brook Lane Training: D Frame, co-ordinator, no chat yet" in words
    assert "Notes stay with you alone." in words
    assert "last year 2 weeks late" not in words
    assert words.endswith("[Match people] [Make these changes] [Leave it as it was]")
    assert desk.timetable() == ()


def test_match_people_asks_only_what_is_not_sure(desk: Desk) -> None:
    form = form_of(desk.press(button_of(desk.send(RIVERSIDE), "Match people")))

    assert [(one.label, one.value) for one in form.fields] == [
        ("Were these agreed at a meeting?", ("yes",)),
        ("Which day was that?", ("2026-09-10",)),
        ("R Stone, Castle College", ("listed:rob",)),
        ("A Byrne, Riverside University", ("listed:aoife",)),
        ("D Frame, Brook Lane Training", ("none",)),
        ("D Frame: full name", ()),
        ("L West, County council", ("none",)),
        ("L West: full name", ()),
        ("Review terms of reference: by when?", ()),
        ("Already done", ()),
        ("Critical", ()),
    ]
    options = form.fields[4].options
    assert options[0].label == "No chat yet"
    hints = {one.label: one.hint for one in form.fields}
    assert hints["R Stone, Castle College"] == "I guessed this from the name: please look."
    assert hints["D Frame, Brook Lane Training"] == ""
    assert {one.value for one in options} >= {"listed:kwame", f"person:{desk.sam.person.id}"}


def test_somebody_known_by_an_initial_gets_the_name_that_was_given(desk: Desk) -> None:
    shown = desk.send(RIVERSIDE)
    form = form_of(desk.press(button_of(shown, "Match people")))
    [field] = [one for one in form.fields if one.label == "D Frame: full name"]

    matched = desk.submit(form, {field.name: ("Dee Frame",)})
    again = form_of(desk.press(button_of(matched, "Match people")))
    desk.press(button_of(matched, MAKE))

    assert "Some people I guessed from their names." in words_of(shown)
    assert [one.value for one in again.fields if one.name == field.name] == [("Dee Frame",)]
    with desk.database.read() as transaction:
        names = {one.person.name for one in members.all_of(transaction, viewer=desk.viewer)}
    assert "Dee Frame" in names


def test_a_button_of_an_older_preview_shows_how_things_stand(desk: Desk) -> None:
    shown = desk.send(RIVERSIDE)
    desk.matched(shown, {})
    stale = desk.press(button_of(shown, MAKE))

    assert "Agreed on Thursday 10 September 2026: people are told once" in words_of(stale)
    assert desk.timetable() == ()


def test_a_form_opened_before_another_was_sent_changes_nothing(desk: Desk) -> None:
    shown = desk.send(RIVERSIDE)
    form = form_of(desk.press(button_of(shown, "Match people")))
    desk.submit(form, {"agreed": ("no",)})
    late = desk.submit(form, {"agreed": ("yes",)})

    assert "I'd ask each person to accept theirs." in words_of(late)


def test_answers_stand_in_the_form_when_it_is_opened_again(desk: Desk) -> None:
    matched = desk.matched(
        desk.send(RIVERSIDE), {"day.1.30": ("6 July 2027",), "agreed": ("yes",), "meeting": ("9 Sept 2026",)}
    )
    form = form_of(desk.press(button_of(matched, "Match people")))

    values = {one.name: one.value for one in form.fields}
    assert values["day.1.30"] == ("2027-07-06",)
    assert values["meeting"] == ("2026-09-09",)


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"meeting": ()}, "meeting", "Which day was the meeting? If there was none, choose No."),
        (
            {"meeting": ("11 September 2026",)},
            "meeting",
            "Friday 11 September 2026 is still to come. On which day were they agreed?",
        ),
        (
            {"day.1.30": ("asap",)},
            "day.1.30",
            "I need a day for this, such as Friday 18 September or “Friday week”.",
        ),
    ],
)
def test_what_needs_mending_stands_at_its_field_and_nothing_is_lost(
    desk: Desk, answers: dict[str, tuple[str, ...]], field: str, sentence: str
) -> None:
    form = form_of(desk.press(button_of(desk.send(RIVERSIDE), "Match people")))
    reply = desk.submit(form, {"critical": (form.fields[-1].options[0].value,), **answers})

    assert isinstance(reply, FormErrors)
    assert {one.name: one.error for one in reply.form.fields if one.error} == {field: sentence}
    assert reply.form.fields[-1].value == (form.fields[-1].options[0].value,)


def test_leaving_it_as_it_was_keeps_nothing_but_the_fact(desk: Desk) -> None:
    shown = desk.send(RIVERSIDE)
    left = desk.press(button_of(shown, "Leave it as it was"))
    again = desk.press(button_of(shown, MAKE))

    assert message_of(left).opening == "I've left it as it was."
    assert "You chose to leave it as it was." in words_of(again)
    assert desk.timetable() == ()
    with desk.database.read() as transaction:
        kept = uploads.get(transaction, viewer=ENGINE, upload_id=1)
    assert kept is not None
    assert (kept.content, dict(kept.values)) == (None, {})


@pytest.mark.parametrize("arg", ["make.1.1", "match.1.1", "leave.1.1", "make.99.1", "nonsense", "make.1"])
def test_somebody_elses_or_an_unknown_workbook_is_not_there(desk: Desk, arg: str) -> None:
    desk.open_doors()
    desk.send(RIVERSIDE)

    reply = desk.press(arg, sender="grace")

    assert "I don't have that workbook any more." in words_of(reply)


def test_a_date_on_which_a_partner_is_closed_is_pointed_out(desk: Desk) -> None:
    words = words_of(desk.send(VALLEY))

    assert "Open day: Town Council is closed on Saturday 20 February 2027 (the weekend)." in words


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ((), "Tell me the new date, or choose Done or Leave out."),
        (("2026-10-06",), "Tuesday 6 October 2026 has gone by as well. Which day could it be?"),
    ],
)
def test_a_new_date_has_to_be_one_ahead(desk: Desk, day: tuple[str, ...], sentence: str) -> None:
    desk.now = NOW + timedelta(days=100)
    shown = desk.send(workbook(HEADINGS, ("Book a hall", "Castle College", "M Iqbal", "1 October 2026")))
    reply = desk.matched(shown, {"past.1.2": ("new_date",), "new_day.1.2": day})

    assert isinstance(reply, FormErrors)
    assert [one.error for one in reply.form.fields if one.error] == [sentence]


def test_a_week_later_the_workbook_has_to_be_sent_again(desk: Desk) -> None:
    shown = desk.send(RIVERSIDE)
    with desk.database.write() as transaction:
        uploads.forget(transaction, viewer=ENGINE, before=NOW + timedelta(seconds=1))

    assert "Send it to me again, and we can start afresh." in words_of(desk.press(button_of(shown, MAKE)))


def test_a_form_opens_for_a_match_pressed_where_it_opens(desk: Desk) -> None:
    assert isinstance(desk.press(button_of(desk.send(RIVERSIDE), "Match people")), OpenForm)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no workbook at all", "This isn't an Excel workbook."),
        (b"", "This isn't an Excel workbook."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"old" * 50, "This is an older kind of workbook."),
        (b"0" * (10 * 1024 * 1024 + 1), "This workbook is larger than I can take."),
        (workbook(), "There is nothing in this workbook."),
        (workbook(("Nothing", "of"), ("any", "kind")), "I couldn't find the headings."),
        (workbook(("What", "Owner", "By when", "Owner")), "Cells B1 and D1 of “Sheet1” both say “Owner”."),
    ],
)
def test_what_is_no_timetable_gets_a_sentence_and_nothing_is_kept(
    desk: Desk, content: bytes, sentence: str
) -> None:
    reply = desk.send(content)

    assert sentence in words_of(reply)
    with desk.database.read() as transaction:
        assert uploads.get(transaction, viewer=ENGINE, upload_id=1) is None


def test_a_workbook_with_macros_gets_a_sentence(desk: Desk) -> None:
    assert "This workbook has macros in it." in words_of(desk.send(_with_part("xl/vbaProject.bin", b"x")))


def test_a_workbook_that_unpacks_to_200_megabytes_is_not_unpacked(desk: Desk) -> None:
    bomb = _with_part("xl/worksheets/sheet2.xml", b"\0" * (200 * 1024 * 1024))

    assert "Unpacked, this workbook is larger than I can take." in words_of(desk.send(bomb))


def test_a_cell_at_the_far_end_is_pointed_out(desk: Desk) -> None:
    book = load_workbook(BytesIO(workbook(HEADINGS, ("Book a hall", "Castle College", "", "1 Oct 2026"))))
    book.worksheets[0]["XFD1048576"] = "far out"
    content = BytesIO()
    book.save(content)

    words = words_of(desk.send(content.getvalue()))

    assert "one new action, one line not taken" in words
    assert "Cell XFD1048576 lies further out than I read." in words


def _with_part(name: str, content: bytes) -> bytes:
    packed = BytesIO(VALLEY)
    with ZipFile(packed, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def test_words_of_a_cell_stay_words(desk: Desk) -> None:
    content = workbook(HEADINGS, ("<!channel> <@U1> & *hello*", "Castle College", "", "1 Oct 2026"))

    assert "<!channel> <@U1> & *hello*: Castle College, by Thursday 1 October 2026." in words_of(
        desk.send(content)
    )


def test_two_hundred_rows_come_at_once_and_the_rest_with_the_next(desk: Desk) -> None:
    rows = [(f"Action {number}", "Castle College", "", "1 October 2026") for number in range(203)]
    content = workbook(HEADINGS, *rows)
    made = desk.made(content, {"agreed": ("no",)})

    assert "200 actions are in the timetable now" in words_of(made)
    assert "Three more rows can follow: send me the same workbook again afterwards." in words_of(made)
    assert "There is nobody yet whom I can ask at Castle College." in words_of(made)
    assert "three new actions, 200 there already" in message_of(desk.send(content)).opening


def test_an_unclear_owner_can_be_said(desk: Desk) -> None:
    content = workbook(
        HEADINGS, ("Book a hall", "", "", "1 October 2026"), ("Eat", "Castle College", "", "asap")
    )
    shown = desk.send(content)
    form = form_of(desk.press(button_of(shown, "Match people")))
    [whose] = [one for one in form.fields if one.name == "partner.1.2"]
    assert (whose.label, whose.options[0].label) == ("Book a hall: whose is it?", "All partners")
    matched = desk.submit(form, {"agreed": ("no",), "partner.1.2": ("Partnership office",)})
    desk.press(button_of(matched, MAKE))

    [share] = desk.named("Book a hall").shares
    assert (share.person_id, share.state) == (desk.sam.person.id, ShareState.ACCEPTED)
