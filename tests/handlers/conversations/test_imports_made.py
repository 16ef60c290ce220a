"""**Make these changes**: what a workbook becomes, once, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.commitments import Commitment, ShareState
from bot.domain.importance import Importance
from bot.domain.partners import PartnerKind
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent, Role, Viewer
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Replace, Reply, SendFile
from storage import members, notes, partners, people
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


def _person_names(desk: Desk) -> dict[int, str]:
    with desk.database.read() as transaction:
        return {one.person.id: one.person.name for one in members.all_of(transaction, viewer=desk.viewer)}


def test_the_sample_agreed_at_the_meeting_comes_in_whole(desk: Desk) -> None:
    shown = desk.send(RIVERSIDE)
    form = form_of(desk.press(button_of(shown, "Match people")))
    critical = [one.value for one in form.fields[-1].options if one.label.startswith(("Send", "Sign accord"))]
    done = [one.value for one in form.fields[-2].options if one.label.startswith("Agree entry")]
    made = desk.press(
        button_of(
            desk.submit(
                form, {"done": tuple(done), "critical": tuple(critical), "day.1.30": ("2027-07-06",)}
            ),
            MAKE,
        )
    )

    assert isinstance(made, Replace)
    words = words_of(made)
    assert message_of(made).opening == "Riverside Progression Group: 25 actions are in the timetable now."
    assert "One action is done already." in words
    assert "Six organisations added." in words
    assert "Nine people added." in words
    assert "Nobody has been told anything. When you are ready: Open the doors. Until then" in words
    assert "Cell A38 is a note" in words
    assert "Review terms" not in words
    assert words.endswith("[Open the doors] [Timetable] [Put it all back]")
    timetable = desk.timetable()
    assert len(timetable) == 25
    assert {one.wording.heading for one in timetable} == {
        "Joint prospectus",
        '"What Next" careers fair',
        "Progression agreement",
        "Running",
    }
    assert [one.wording.title for one in timetable if one.importance is Importance.CRITICAL] == [
        *["Send course data (all level 3)"] * 4,
        "Sign accord",
    ]
    everyone = desk.named("Sign accord")
    assert everyone.all_partners
    assert len(everyone.shares) == 6
    assert {share.role_word for share in everyone.shares} == {"Chairs"}
    assert {(share.state, share.agreed_on) for share in everyone.shares} == {(ShareState.ACCEPTED, MEETING)}
    [entry] = desk.named("Agree entry template for course pages").shares
    assert (entry.state, entry.done_at) == (ShareState.DONE, None)
    [booking] = desk.named("Book venue").shares
    assert booking.state is ShareState.ACCEPTED


def test_people_of_the_sample_hold_what_is_theirs(desk: Desk) -> None:
    desk.made(RIVERSIDE, {})

    names = _person_names(desk)
    held = {
        one.wording.title: sorted(names[share.person_id] for share in one.shares if share.person_id)
        for one in desk.timetable()
    }
    assert held["Proof-read joint prospectus"] == ["Joana Pereira", "Mina Iqbal"]
    assert held["Agree which sectors each college demonstrates"] == [
        "Joana Pereira",
        "Kwame Osei",
        "Mina Iqbal",
    ]
    assert held["Risk assessment for fair"] == ["Kwame Osei"]
    assert held["Print and deliver 12,000 copies"] == ["Sam Hallam"]
    assert held["Sign off proofs"] == [
        "D Frame",
        "Joana Pereira",
        "Kwame Osei",
        "Mina Iqbal",
        "Priya Anand",
        "Tom Lund",
    ]


def test_contacts_become_members_with_their_addresses(desk: Desk) -> None:
    desk.made(RIVERSIDE, {})

    with desk.database.read() as transaction:
        everybody = members.all_of(transaction, viewer=desk.viewer)
        reached = {
            one.person.name: {
                (address.kind, address.external_id)
                for address in people.addresses_of(transaction, viewer=desk.viewer, person_id=one.person.id)
            }
            for one in everybody
        }
    roles = {one.person.name: one.role for one in everybody}
    assert roles["Mina Iqbal"] is Role.CO_ORDINATOR
    assert roles["Rob Stone"] is Role.DEPUTY
    assert reached["Mina Iqbal"] == {
        (AddressKind.WEB, "mina"),
        (AddressKind.EMAIL, "m.iqbal@castle.example"),
    }
    assert reached["D Frame"] == {(AddressKind.TELEPHONE, "01632 960 118")}
    assert next(one for one in everybody if one.person.name == "D Frame").rings


def test_notes_and_other_statuses_stay_with_the_runner(desk: Desk) -> None:
    desk.made(RIVERSIDE, {})

    sectors = desk.named("Agree which sectors each college demonstrates")
    lund = next(
        one
        for one in desk.timetable()
        if one.wording.title.startswith("Send") and "HE in FE only" in _notes(desk, one)
    )
    assert _notes(desk, sectors) == ("construction wanted by two", "In the workbook: stuck")
    assert _notes(desk, lund) == ("HE in FE only", "T Lund: Admissions")
    assert _notes(desk, sectors, viewer=desk.grace.viewer) == ()


def _notes(desk: Desk, commitment: Commitment, *, viewer: Viewer | None = None) -> tuple[str, ...]:
    with desk.database.read() as transaction:
        return notes.of_commitment(transaction, viewer=viewer or desk.viewer, commitment_id=commitment.id)


def test_without_an_answer_it_is_asked_first_whether_they_were_agreed(desk: Desk) -> None:
    shown = desk.send(RIVERSIDE)
    asked = desk.press(button_of(shown, MAKE))

    assert message_of(asked).opening == "One question first: were these agreed at a meeting?"
    assert desk.timetable() == ()
    desk.press(button_of(asked, "Yes, on Thursday 10 September 2026"))
    [share] = desk.named("Book venue").shares
    assert (share.state, share.agreed_on) == (ShareState.ACCEPTED, MEETING)


def test_not_agreed_yet_everybody_but_the_importer_is_asked(desk: Desk) -> None:
    asked = desk.press(button_of(desk.send(RIVERSIDE), MAKE))
    desk.press(button_of(asked, "Not yet, ask them"))

    [own] = desk.named("Book venue").shares
    [other] = desk.named("Risk assessment for fair").shares
    assert (own.state, own.agreed_on) == (ShareState.ACCEPTED, None)
    assert (other.state, other.agreed_on) == (ShareState.PROPOSED, None)


def test_a_second_press_changes_nothing_twice_and_says_so(desk: Desk) -> None:
    matched = desk.matched(desk.send(RIVERSIDE), {})
    first, second = desk.press(button_of(matched, MAKE)), desk.press(button_of(matched, MAKE))

    assert "24 actions are in the timetable now" in words_of(first)
    assert "Those changes are made already, and nothing was done twice." in words_of(second)
    assert len(desk.timetable()) == 24


def test_eight_presses_at_once_make_the_changes_once(desk: Desk) -> None:
    button = button_of(desk.matched(desk.send(VALLEY), {"agreed": ("no",)}), MAKE)
    made: list[Reply] = []
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: desk.press(button), range(8)))

    assert sum("in the timetable now" in words_of(one) for one in made) == 1
    assert sum("made already" in words_of(one) for one in made) == 7
    assert len(desk.timetable()) == 6


def test_the_same_press_sent_again_is_answered_as_before(desk: Desk) -> None:
    button = button_of(desk.matched(desk.send(VALLEY), {"agreed": ("no",)}), MAKE)
    incoming = Press(
        **desk.arrival("sam"),
        intent=Intent.IMPORT,
        partnership_id=desk.partnership_id,
        arg=button.arg,
    )
    first, second = desk.answer(incoming), desk.answer(replace(incoming))

    assert first == second
    assert len(desk.timetable()) == 6


def test_a_workbook_taken_before_is_not_taken_twice(desk: Desk) -> None:
    desk.made(RIVERSIDE, {})
    again = desk.send(RIVERSIDE)

    assert message_of(again).opening == (
        "Riverside Progression Group: no new actions, 24 there already, one unclear, one line not taken."
    )
    assert "24 rows are in the timetable already. I don't take anything twice." in words_of(again)
    assert words_of(again).endswith("[Match people] [Leave it as it was]")


def test_what_was_exported_comes_back_as_there_already(desk: Desk) -> None:
    desk.made(RIVERSIDE, {})
    copy = desk.press("share", intent=Intent.EXPORT)
    assert isinstance(copy, SendFile)

    assert "no new actions, 24 there already" in message_of(desk.send(copy.content)).opening


def test_an_untidy_table_of_another_partnership_comes_in_too(desk: Desk) -> None:
    made = desk.made(VALLEY, {"agreed": ("no",)})

    assert "six actions are in the timetable now" in words_of(made)
    titles = [one.wording.title for one in desk.timetable()]
    assert '=HYPERLINK("http://example.invalid","click")' in titles
    names = _person_names(desk)
    open_day = desk.named("Open day")
    assert sorted(names[share.person_id or 0] for share in open_day.shares) == ["C. Adeyemi", "H. Brandt"]
    [protocol] = desk.named("Agree data-sharing protocol").shares
    assert (protocol.role_word, names[protocol.person_id or 0]) == ("legal leads", "C. Adeyemi")


def test_dates_gone_by_are_one_list_to_decide(desk: Desk) -> None:
    desk.now = NOW + timedelta(days=100)
    shown = desk.send(
        workbook(
            HEADINGS,
            ("Book a hall", "Castle College", "M Iqbal", "1 October 2026"),
            ("Print leaflets", "Castle College", "M Iqbal", "2 October 2026"),
            ("Order cake", "Castle College", "M Iqbal", "5 October 2026"),
        )
    )
    form = form_of(desk.press(button_of(shown, "Match people")))
    assert [(one.label, one.value) for one in form.fields if one.name.startswith("past.")] == [
        ("Book a hall", ("leave_out",)),
        ("Print leaflets", ("leave_out",)),
        ("Order cake", ("leave_out",)),
    ]
    matched = desk.submit(
        form,
        {
            "agreed": ("yes",),
            "meeting": ("10 September 2026",),
            "past.1.2": ("done",),
            "past.1.3": ("new_date",),
            "new_day.1.3": ("12 January 2027",),
        },
    )
    made = desk.press(button_of(matched, MAKE))

    assert "Order cake: it was for Monday 5 October 2026 (cell A4)." in words_of(made)
    states = {
        one.wording.title: (one.due, [(share.state, share.agreed_on) for share in one.shares])
        for one in desk.timetable()
    }
    assert states == {
        "Book a hall": (date(2026, 10, 1), [(ShareState.DONE, None)]),
        "Print leaflets": (date(2027, 1, 12), [(ShareState.PROPOSED, None)]),
    }


def test_a_workbook_with_nothing_new_offers_no_change_and_makes_none(desk: Desk) -> None:
    desk.made(VALLEY, {"agreed": ("no",)})
    shown = desk.send(VALLEY)
    reply = desk.press(button_of(shown, "Match people").arg.replace("match", "make"))

    assert "There is nothing new in this workbook" in words_of(reply)


def test_the_chair_imports_and_leaves_doors_and_notes_to_the_runner(desk: Desk) -> None:
    desk.open_doors()
    shown = desk.send(RIVERSIDE, sender="grace")
    asked = desk.press(button_of(shown, MAKE), sender="grace")
    made = desk.press(button_of(asked, "Yes, on Thursday 10 September 2026"), sender="grace")

    assert "Notes stay with the person who runs this day to day." in words_of(shown)
    assert "People whose doors are open hear of it in their next message." in words_of(made)
    assert words_of(made).endswith("[Timetable] [Put it all back]")


def test_an_office_is_found_in_the_workbook_where_the_runner_has_none(database: Database) -> None:
    desk = sit_down(database, office="")
    desk.made(RIVERSIDE, {})

    with desk.database.read() as transaction:
        kinds = {one.name: one.kind for one in partners.all_of(transaction, viewer=desk.viewer)}
        sam = members.member(transaction, viewer=desk.viewer, person_id=desk.sam.person.id)
    assert kinds["Partnership office"] is PartnerKind.OFFICE
    assert sam is not None
    assert sam.partner_id is not None
    assert len(desk.named("Sign off proofs").shares) == 6
