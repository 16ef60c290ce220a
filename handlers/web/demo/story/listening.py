"""How the sample year is listened to: its check-ins, what was raised in private, and the stage that two people agreed on."""

from typing import Final

from handlers.web.demo.story.checkins import january, november, october
from handlers.web.demo.story.scenes import Act, Scene, presses, scene, types

_CHECK_IN: Final = "Check-in"
_RAISED: Final = "Something you raised"
_TOLD: Final = "Something said in confidence"
_ELSE: Final = "Somebody or something else"
_PROSPECTUS: Final = "The joint prospectus"
_WHAT_WE_DO: Final = "What we'll do"


def _tells(*lines: str) -> tuple[Act, Act]:
    """Sam has read it, says what is done about it, and posts it."""
    return (
        presses("sam", _WHAT_WE_DO, lines="\n".join(lines)),
        presses("sam", "Post it"),
    )


def _raises(who: str, words: str, *, may_know: str, would_help: str = "") -> Act:
    return types(who, "concern", about=_ELSE, words=words, would_help=would_help, may_know=may_know)


def _answers(who: str, words: str, *, theme: str) -> Act:
    return presses(who, "Read and answer", _TOLD, answer=words, theme=theme)


def _surprised(who: str, words: str) -> Act:
    return presses(who, "Answer", _PROSPECTUS, surprise=words, **{"surprise.passing": "without_name"})


_FIRST_ROUND: Final = (
    scene("2026-10-06 09:20", *october("sam", "mina", "joana")),
    scene("2026-10-06 12:40", presses("kwame", "Remind me on Thursday", _CHECK_IN), *october("tom")),
    scene("2026-10-06 16:05", presses("lee", "Not this time", _CHECK_IN), *october("grace")),
    scene("2026-10-08 09:15", *october("kwame", "rob", "aoife")),
    scene("2026-10-13 12:30", *october("priya")),
    scene(
        "2026-10-16 09:30",
        *_tells(
            "Each of us gets a page with what we have promised, before half-term.",
            "Tom asks for nothing while his inspectors are in.",
        ),
    ),
)
_SECOND_ROUND: Final = (
    scene(
        "2026-11-12 14:20",
        _raises(
            "mina",
            "The tenth was mostly about ourselves, and I could not say what we need.",
            would_help="Ten minutes to start from, before anybody votes.",
            may_know="Only Sam",
        ),
    ),
    scene("2026-11-16 09:40", types("sam", "checkin"), presses("sam", "Ask now")),
    scene("2026-11-17 09:10", *november("joana", "tom", "sam")),
    scene(
        "2026-11-17 13:30", *november("mina", "grace"), presses("kwame", "Remind me on Thursday", _CHECK_IN)
    ),
    scene(
        "2026-11-18 15:00",
        _answers(
            "sam",
            "In January we begin with what each of us needs, and put nothing to a vote before that.",
            theme="We can't agree between us",
        ),
    ),
    scene("2026-11-19 09:20", *november("kwame", "rob", "aoife")),
    scene("2026-11-19 16:10", *november("mina", label="Change my answers")),
    scene(
        "2026-11-20 10:15",
        _raises(
            "kwame",
            "Two of us want construction. Whoever gives way will hear about it at home.",
            may_know="Sam and Grace",
        ),
    ),
    scene("2026-11-24 09:40", *november("priya")),
    scene("2026-11-26 16:30", presses("mina", "Still there", _RAISED)),
    scene(
        "2026-11-30 11:00",
        _raises(
            "priya",
            "We get forty pages on a Monday and meet on the Tuesday. Nobody at our place can read that.",
            may_know="Sam, who may raise it",
        ),
    ),
    scene(
        "2026-12-01 10:30",
        _answers(
            "sam",
            "I am ringing both of you this week. There may be room for both at different hours.",
            theme="We can't agree between us",
        ),
        _answers(
            "sam",
            "Two pages at most from now on, and a week before we meet.",
            theme="We hear too late",
        ),
        _answers(
            "sam",
            "I heard you. I will ring you today, and we agree the first item of January together.",
            theme="We can't agree between us",
        ),
        types("sam", "stage"),
        presses("sam", "Confirm Frustration"),
    ),
    scene("2026-12-03 09:30", types("grace", "stage"), presses("grace", "Confirm Frustration")),
    scene(
        "2026-12-03 10:10",
        types("sam", "stage"),
        presses("sam", "Add to the timetable", "Ring every partner"),
        presses("sam", "Add to the timetable", "Half an hour on common ground", by_when="2027-01-12"),
    ),
    scene(
        "2026-12-03 11:20",
        *_tells(
            "Sam will ring every partner before Thursday 17 December, just to listen.",
            "On 12 January we start with one question: what does each of us want from the fair?",
            "Fewer papers. Two pages at most, a week before we meet.",
        ),
    ),
)
_THIRD_ROUND: Final = (
    scene("2026-12-15 14:00", presses("sam", "Done", "Ring every partner")),
    scene("2026-12-15 16:10", presses("priya", "It's sorted", _RAISED)),
    scene("2027-01-12 17:00", presses("sam", "Done", "Half an hour on common ground")),
    scene("2027-01-14 15:30", presses("mina", "It's sorted", _RAISED)),
    scene("2027-01-26 09:20", *january("sam", "mina", "joana", "tom")),
    scene("2027-01-26 16:00", *january("grace"), presses("kwame", "Remind me on Thursday", _CHECK_IN)),
    scene("2027-01-28 12:40", *january("kwame", "aoife", "jo")),
    scene("2027-02-02 12:30", *january("priya")),
    scene(
        "2027-02-05 10:00",
        *_tells(
            "On 16 March, twenty minutes for what we would sooner not say: one thing each, and nobody answers back.",
            "The page with what we have promised stays. Most of you use it.",
        ),
    ),
)

_LOOKING_BACK: Final = (
    scene(
        "2027-01-21 12:40",
        presses(
            "joana",
            "Answer",
            _PROSPECTUS,
            **{
                "Has somebody helped": "Mina Iqbal",
                "What for?": "She read our page for parents twice, and kindly.",
                "May it be passed on?": "Pass it on with my name",
                "What has surprised": "Families have asked for a second copy.",
                "surprise.passing": "without_name",
            },
        ),
        _surprised("mina", "The proof-reading took one afternoon, with two of us at one table."),
    ),
    scene("2027-01-26 12:40", _surprised("tom", "Nobody asked whose logo comes first.")),
)

LISTENING: Final[tuple[Scene, ...]] = (*_FIRST_ROUND, *_SECOND_ROUND, *_THIRD_ROUND, *_LOOKING_BACK)
