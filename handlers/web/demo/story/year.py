"""The sample year until Tuesday 9 February 2027, half past eight, scene by scene."""

from pathlib import Path
from typing import Final

from handlers.web.demo.story.scenes import Scene, presses, scene, sends

_SAMPLE: Final = Path(__file__).parents[2] / "sample" / "riverside-progression-group.xlsx"
_DATA: Final = "Send course data"
_DEPUTY: Final = "Nominate deputy"
_SECTORS: Final = "Agree which sectors"
_PROOF: Final = "Proof-read"
_SIGN_OFF: Final = "Sign off proofs"
_BOARD: Final = "Report to own board"

YEAR: Final[tuple[Scene, ...]] = (
    scene(
        "2026-09-10 17:00",
        sends("sam", _SAMPLE.name, _SAMPLE.read_bytes()),
        presses(
            "sam", "Match people", critical=("Send course data (all level 3)", "Sign accord", "Fair day")
        ),
        presses("sam", "Make these changes"),
    ),
    scene("2026-09-15 08:45", presses("sam", "Open the doors"), presses("sam", "Open the doors")),
    scene("2026-09-24 16:10", presses("mina", "Done", "Agree entry template")),
    scene("2026-10-01 15:20", presses("sam", "Done", "Book venue")),
    scene("2026-10-29 11:00", presses("tom", "Done", "Draft accord wording")),
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
    scene("2026-12-03 13:00", presses("mina", "Done", _DATA)),
    scene("2026-12-10 16:00", presses("joana", "Done", _PROOF)),
    scene("2026-12-11 12:20", presses("mina", "Done", _PROOF)),
    scene("2026-12-15 12:20", presses("joana", "Done", _SIGN_OFF), presses("tom", "Done", _SIGN_OFF)),
    scene("2026-12-15 15:50", presses("mina", "Done", _SIGN_OFF), presses("priya", "Done", _SIGN_OFF)),
    scene("2026-12-16 15:55", presses("kwame", "Done", _SIGN_OFF)),
    scene("2026-12-17 15:00", presses("tom", "Done", "Consult admissions tutors")),
    scene("2026-12-17 16:00", presses("kwame", "Done", "Consult governors")),
    scene("2026-12-18 11:00", presses("mina", "Done", "Consult governors")),
    scene("2026-12-18 15:00", presses("sam", "Done", "Agenda and papers")),
    scene("2027-01-07 15:30", presses("priya", "Done", "Invite schools")),
    scene("2027-01-12 16:30", presses("mina", "Done", _SECTORS), presses("kwame", "Done", _SECTORS)),
    scene("2027-01-14 09:00", presses("joana", "Done", _SECTORS)),
    scene("2027-01-15 16:00", presses("sam", "Done", "Print and deliver")),
    scene("2027-01-28 15:30", presses("tom", "Done", "Recruit 20 student"), presses("tom", "Done", _BOARD)),
    scene("2027-01-29 09:10", presses("joana", "Done", _BOARD), presses("priya", "Done", _BOARD)),
    scene("2027-01-29 14:00", presses("mina", "Done", _BOARD)),
)
