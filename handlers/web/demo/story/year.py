"""The sample year until Tuesday 9 February 2027, half past eight, scene by scene."""

from pathlib import Path
from typing import Final

from handlers.web.demo.story.listening import LISTENING
from handlers.web.demo.story.scenes import Act, Scene, presses, scene, sends, types

_SAMPLE: Final = Path(__file__).parents[2] / "sample" / "riverside-progression-group.xlsx"
_DATA: Final = "Send course data"
_TERM_DATES: Final = "Send the dates of your terms"
_DEPUTY: Final = "Nominate deputy"
_SECTORS: Final = "Agree which sectors"
_PROOF: Final = "Proof-read"
_SIGN_OFF: Final = "Sign off proofs"
_BOARD: Final = "Report to own board"

_RISKS: Final = "Risk assessment"
_FAIR: Final = "Fair day"
_ACCORD: Final = "Sign accord"

_CO_ORDINATORS: Final = ("mina", "joana", "tom", "kwame", "priya")


_EVERYTHING: Final = (types("sam", "help"), presses("sam", "More"))


_CLOSED: Final = """26 to 30 October 2026: half-term
19 December 2026 to 3 January 2027: Christmas
15 to 19 February 2027: half-term
26 March to 9 April 2027: Easter
31 May to 4 June 2027: half-term"""
_PARTNERS: Final = (
    "Brook Lane",
    "Castle",
    "County",
    "Meadow",
    "Northgate",
    "Partnership office",
    "Riverside University",
)


def _closed(partner: str) -> tuple[Act, Act]:
    return types("sam", "closed"), presses("sam", "Closed dates", partner, closed_dates=_CLOSED)


def _milestone(title: str, date: str, *, actions: tuple[str, ...], **fields: str) -> tuple[Act, Act]:
    return (
        types("sam", "milestone", title=title, date=date, **fields),
        presses("sam", "Choose actions", title, actions=actions),
    )


def _heard_from_dee(when: str, **fields: str) -> Scene:
    """Sam rings Dee, who has a telephone only, and puts down what she said."""
    return scene(when, presses("sam", "Call sheet", "Brook Lane"), presses("sam", "Spoke", **fields))


def _rang(when: str, partner: str, words: str) -> Scene:
    """Sam puts a line into a partner's file."""
    return scene(when, types("sam", "log", partner=partner, words=words))


def _until_the_meeting(who: str) -> Act:
    return presses(
        who, "Need more time", _SECTORS, date="2027-01-12", reason="We decide it at the January meeting."
    )


_TIMETABLE: Final[tuple[Scene, ...]] = (
    scene(
        "2026-09-10 17:00",
        sends("sam", _SAMPLE.name, _SAMPLE.read_bytes()),
        presses(
            "sam",
            "Match people",
            critical=("Send course data (all level 3)", "Sign accord", "Fair day"),
            **{"D Frame: full name": "Dee Frame"},
        ),
        presses("sam", "Make these changes"),
    ),
    scene("2026-09-10 17:20", *(act for partner in _PARTNERS for act in _closed(partner))),
    _rang("2026-09-14 11:00", "Brook Lane", "Dee would rather be rung than written to. Mornings are best."),
    scene("2026-09-15 08:45", presses("sam", "Open the doors"), presses("sam", "Open the doors")),
    scene(
        "2026-09-15 09:30",
        *_EVERYTHING,
        presses("sam", "Who hears, and when"),
        *_milestone(
            "The entry template is agreed",
            "2026-09-25",
            actions=("Agree entry template",),
            quick_win="yes",
        ),
        *_milestone(
            "City Hall is booked for the fair", "2026-10-02", actions=("Book venue",), quick_win="yes"
        ),
        *_milestone("The accord is drafted", "2026-11-06", actions=("Draft accord wording",)),
        *_milestone(
            "The joint prospectus is out",
            "2027-01-15",
            actions=(_DATA, _PROOF, _SIGN_OFF, "Print and deliver"),
            makes_possible=(
                "students can choose a course before they come to the fair, so on 4 March they can ask better questions."
            ),
        ),
        *_milestone("The progression accord is signed", "2027-02-26", actions=(_ACCORD,)),
        *_milestone("The What Next fair", "2027-03-04", actions=(_FAIR,)),
    ),
    scene("2026-09-17 09:00", *(presses(who, "Fine with us") for who in _CO_ORDINATORS)),
    scene("2026-09-18 08:50", presses("sam", "Fine with us")),
    scene(
        "2026-09-21 10:00",
        types(
            "sam",
            "add",
            what=_TERM_DATES,
            partner="All partners",
            by_when="2026-10-09",
            why="So that nobody is asked for anything while they are closed.",
        ),
    ),
    scene("2026-09-22 09:40", *(presses(who, "Accept", _TERM_DATES) for who in _CO_ORDINATORS)),
    scene("2026-09-24 16:10", presses("mina", "Done", "Agree entry template")),
    _heard_from_dee("2026-09-29 10:20", **{_TERM_DATES: "Accepts"}, words="She looks them up."),
    scene(
        "2026-10-01 15:20",
        presses("sam", "Done", "Book venue"),
        presses("mina", "Done", _TERM_DATES),
        presses("joana", "Done", _TERM_DATES),
    ),
    scene("2026-10-06 12:50", presses("tom", "Done", _TERM_DATES), presses("priya", "Done", _TERM_DATES)),
    _heard_from_dee("2026-10-07 10:20", **{_TERM_DATES: "Done"}, words="The dates are in the post."),
    scene("2026-10-08 15:10", presses("kwame", "Done", _TERM_DATES)),
    _rang("2026-10-08 10:00", "Meadow", "Kwame showed me round. They would love to host a taster day."),
    _rang("2026-10-20 14:00", "County", "Priya starts on the list of schools after half-term."),
    _rang("2026-10-23 09:10", "Northgate", "Joana has the course data in hand, and is back after half-term."),
    scene("2026-10-29 11:00", presses("tom", "Done", "Draft accord wording")),
    scene(
        "2026-11-03 09:10",
        presses(
            "sam",
            "Celebrate",
            "The accord is drafted",
            **{
                "What was reached": "A page and a half that all six of us can read aloud without stumbling.",
                "Riverside University": "the drafting, and every redrafting",
                "How shall we mark it?": "At the next meeting",
            },
        ),
    ),
    _rang(
        "2026-11-12 16:00", "Castle", "A long meeting on the tenth. Mina would like to talk about sectors."
    ),
    scene("2026-11-24 09:20", presses("sam", "Done", "Minutes of November")),
    _heard_from_dee(
        "2026-11-24 10:30",
        **{_DATA: "Done", "All in all": "It gives more"},
        words="All 12 courses are in. Nothing is in the way.",
    ),
    scene(
        "2026-11-25 12:30",
        presses("mina", "Need more time", _DATA, date="2026-12-03", reason="A colleague is off sick."),
    ),
    scene("2026-11-26 15:50", presses("joana", "Done", _DATA), presses("mina", "Done", _DEPUTY)),
    scene("2026-11-27 10:15", presses("tom", "Done", _DATA), presses("tom", "Done", _DEPUTY)),
    scene("2026-11-30 14:00", presses("priya", "Done", _DEPUTY)),
    scene(
        "2026-12-01 09:05",
        presses(
            "mina",
            "Stuck",
            _SECTORS,
            because="We can't agree between us",
            words="Construction is big for us and for Meadow. Neither of us wants to give it up.",
        ),
    ),
    scene("2026-12-01 09:40", presses("sam", "I'll ring tomorrow", _SECTORS)),
    scene(
        "2026-12-03 13:00",
        presses("mina", "Done", _DATA),
        *map(_until_the_meeting, ("mina", "kwame", "joana")),
    ),
    scene(
        "2026-12-04 08:50",
        presses("sam", "Kwame Osei", _DEPUTY),
        presses("sam", "Leave it with me", _DEPUTY),
        presses("sam", "Joana Pereira", _DEPUTY),
        presses("sam", "Leave it with me", _DEPUTY),
    ),
    _heard_from_dee(
        "2026-12-08 10:20",
        **{_SIGN_OFF: "Done", _DEPUTY: "Done"},
        words="The proofs are fine. Pat at the desk is her deputy.",
        asked="Bus fares for students from the valley",
    ),
    scene("2026-12-10 16:00", presses("joana", "Done", _PROOF)),
    scene("2026-12-11 12:20", presses("mina", "Done", _PROOF)),
    scene("2026-12-15 12:20", presses("joana", "Done", _SIGN_OFF), presses("tom", "Done", _SIGN_OFF)),
    scene("2026-12-15 15:50", presses("mina", "Done", _SIGN_OFF), presses("priya", "Done", _SIGN_OFF)),
    scene("2026-12-16 15:55", presses("kwame", "Done", _SIGN_OFF)),
    scene("2026-12-17 15:00", presses("tom", "Done", "Consult admissions tutors")),
    scene("2026-12-17 16:00", presses("kwame", "Done", "Consult governors")),
    scene("2026-12-18 11:00", presses("mina", "Done", "Consult governors")),
    scene("2026-12-18 15:00", presses("sam", "Done", "Agenda and papers")),
    _rang("2027-01-05 10:00", "Castle", "Construction: Castle in the mornings, Meadow in the afternoons?"),
    scene("2027-01-07 15:30", presses("priya", "Done", "Invite schools")),
    scene(
        "2027-01-11 10:00",
        presses("kwame", "Drop", _RISKS),
        types(
            "sam",
            "add",
            what="Risk assessment for the What Next fair",
            partner="Meadow College",
            person="web:jo",
            by_when="2027-02-01",
            why="City Hall needs it by Friday 12 February to keep our booking.",
            if_not="City Hall gives our day to somebody else.",
        ),
        *_EVERYTHING,
        presses("sam", "Open the doors"),
        presses("sam", "Open the doors"),
    ),
    scene("2027-01-12 16:30", presses("mina", "Done", _SECTORS), presses("kwame", "Done", _SECTORS)),
    scene("2027-01-13 15:50", presses("kwame", "Done", _DEPUTY), presses("joana", "Done", _DEPUTY)),
    _rang("2027-01-14 08:50", "Northgate", "Joana was away on the twelfth. She is glad about construction."),
    scene("2027-01-14 09:00", presses("joana", "Done", _SECTORS)),
    scene("2027-01-14 12:30", presses("jo", "Accept", _RISKS)),
    scene("2027-01-15 16:00", presses("sam", "Done", "Print and deliver")),
    scene(
        "2027-01-19 09:15",
        presses(
            "sam",
            "Celebrate",
            "The joint prospectus",
            **{
                "What was reached": (
                    "On Friday 12,000 copies left the printer. For the first time, every Year 11 student in the county "
                    "can see every course in one place."
                ),
                "Brook Lane Training": "course details, and the plainest English in the book",
                "Castle College": "140 courses, and the first proof-read",
                "County": "a list of 39 schools that really is up to date",
                "Meadow College": "the cover photos, and the last proof-read",
                "Northgate Sixth Form": "the page for parents",
                "Partnership office": "printing, boxes and tape",
                "Riverside University": "the pages on studying for a degree at college",
                "What comes next": "20 student helpers for the fair, by the end of January.",
                "A line of your own": "There was only one argument about commas.",
                "How shall we mark it?": "with cake",
            },
        ),
    ),
    _rang(
        "2027-01-26 11:00",
        "County",
        "Priya will bring the list of schools to the next meeting. The new team is settling in.",
    ),
    scene("2027-01-28 15:30", presses("tom", "Done", "Recruit 20 student"), presses("tom", "Done", _BOARD)),
    scene("2027-01-29 09:10", presses("joana", "Done", _BOARD), presses("priya", "Done", _BOARD)),
    scene("2027-01-29 14:00", presses("mina", "Done", _BOARD), presses("kwame", "Done", _BOARD)),
    scene("2027-02-04 09:00", presses("sam", "I'll ring", _RISKS)),
    scene("2027-02-08 16:00", presses("sam", "Ask the co-ordinator", _RISKS)),
)

YEAR: Final = tuple(sorted((*_TIMETABLE, *LISTENING), key=lambda one: one.instant))
