"""Every message about a check-in that is in: what came of it, what is done, and what may be taken up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.climate import Result, Trend
from bot.domain.evidence import Direction, Evidence, Kind, Level, Share, Signal, Window
from bot.domain.kept_answers import OrganisationAnswer
from bot.domain.question_answers import Answer
from bot.domain.questions import Passing, QuestionKind
from bot.domain.rounds import Round, RoundState
from bot.domain.sides import Side
from bot.domain.sides import Worth as InWords
from bot.domain.small_numbers import Part
from bot.domain.summaries import Summary, SummaryState
from bot.domain.taking_up import TakeUp
from bot.messages import envelope, morning
from bot.messages.bank import CURRENT
from bot.messages.checkins import felt, results, summary, take_up, worth
from bot.messages.checkins.felt import Felt, Point
from bot.messages.checkins.results import Screen
from bot.messages.checkins.summary import Told
from bot.messages.checkins.worth import Worth
from bot.messages.envelope import Section
from bot.messages.model import Form, Message
from bot.messages.notices import Notice
from tests.actions import TODAY
from tests.messages.cast import Cast
from tests.messages.side_catalogue import EVEN, PICKS, WORTH_IT, side_by_side
from tests.riverside import NOW

CLOSED = date(2026, 11, 26)
LINES = (
    "The runner will ring every partner before Thursday 17 December, just to listen.",
    "On 12 January we start with one question: what does each of us want from the fair?",
    "Fewer papers. Two pages at most, a week before we meet.",
)
KINDS = {
    "clarity": QuestionKind.NUMBERS_ONLY,
    "trust": QuestionKind.NUMBERS_ONLY,
    "in_the_way": QuestionKind.NUMBERS_ONLY,
    "purpose": QuestionKind.NUMBERS_ONLY,
    "worth_it": QuestionKind.ORGANISATION,
}
WAITING = Summary.waiting(round_id=5, since=CLOSED)
WRITTEN = replace(WAITING, well_do=LINES, version=2)


def told(cast: Cast, of: Summary = WRITTEN, **changes: object) -> Told:
    """What is told in November, as the sample year has it."""
    before = Result(round_id=4, key="clarity", level=Level.MOST, people=9, partners=4)
    mixed = replace(before, key="trust", level=Level.MIXED)
    trends = (
        Trend(key="clarity", option="", level=Level.MIXED, before=before, direction=Direction.DOWN),
        Trend(key="trust", option="", level=Level.MIXED, before=mixed, direction=Direction.STEADY),
    )
    found = Told(
        partnership_id=9,
        partnership=cast.partnership,
        runner=cast.sam.first_name,
        people=9,
        trends=trends,
        ticks={},
        worth=InWords(clearly_yes=Part.HALF, others_even=True),
        words={key: CURRENT.questions[key].words for key in KINDS},
        months={4: 10},
        summary=of,
        closed_on=CLOSED,
    )
    return replace(found, **changes)  # type: ignore[arg-type]  # Names and values are the caller's.


def screen(cast: Cast, *, of: Summary = WAITING, **changes: object) -> Screen:
    """The check-in as the runner reads it."""
    now = Result(round_id=5, key="clarity", level=Level.MIXED, people=9, partners=4)
    said = OrganisationAnswer(
        id=1, round_id=5, partner_id=1, key="worth_it", answer=EVEN, person_id=7, by_phone=True, at=NOW
    )
    found = Screen(
        told=told(cast, of),
        round=Round(
            id=5,
            partnership_id=9,
            bank=1,
            state=RoundState.SUMMARISED,
            opens_on=date(2026, 11, 17),
            kinds=KINDS,
            version=3,
        ),
        questions={key: CURRENT.questions[key] for key in KINDS},
        history={
            "clarity": (replace(now, round_id=4, level=Level.MOST), now),
            "trust": (replace(now, key="trust", level=None),),
            "in_the_way": (replace(now, key="in_the_way", option="Money", level=Level.MIXED),),
        },
        sides=(said, replace(said, partner_id=2, answer=Answer(line=cast.words), by_phone=False)),
        partners={1: cast.partner, 2: cast.other},
        notes=2,
        tells=True,
    )
    return replace(found, **changes)  # type: ignore[arg-type]  # Names and values are the caller's.


def feeling(cast: Cast) -> Felt:
    """How it feels, from October to March."""
    dated = Evidence(
        signal=Signal.KEPT,
        kind=Kind.COUNT,
        window=Window.SIX_WEEKS,
        now=Share(count=17, of=19),
        before=Share(count=10, of=18),
        direction=Direction.UP,
    )
    points = tuple(
        Point(on=date(2026, month, 6), level=level)
        for month, level in ((9, Level.MOST), (10, None), (11, Level.MIXED), (12, Level.FEW))
    )
    return Felt(
        partnership_id=9,
        partnership=cast.partnership,
        round_id=5,
        lines={"purpose": points, "commitment": (), "trust": points[2:], "clarity": points[:1]},
        words={key: CURRENT.questions[key].words for key in ("purpose", "commitment", "trust", "clarity")},
        counted=(dated,),
    )


def worthwhile(cast: Cast, **changes: object) -> Worth:
    """Is it worth it, as the runner sees it."""
    before = Result(round_id=4, key="worth_it_for_you", level=Level.FEW, people=9, partners=4)
    found = Worth(
        partnership_id=9,
        partnership=cast.partnership,
        round_id=5,
        question=WORTH_IT,
        sides=(
            Side(partner_id=1, key="worth_it", answer=EVEN, on=date(2027, 1, 19)),
            Side(partner_id=2, key="worth_it", answer=Answer(), on=date(2027, 1, 19)),
        ),
        answers=5,
        earlier=(Side(partner_id=2, key="worth_it", answer=EVEN, on=date(2026, 11, 17)),),
        asked_on=date(2027, 1, 19),
        picks=PICKS,
        partners={1: cast.partner, 2: cast.other},
        in_words=InWords(clearly_yes=Part.MOST, others_even=False),
        own=Trend(key="worth_it_for_you", option="", level=Level.MOST, before=before, direction=Direction.UP),
        month=10,
    )
    return replace(found, **changes)  # type: ignore[arg-type]  # Names and values are the caller's.


def summed(cast: Cast) -> Mapping[str, Message]:
    """Return what is said, shown and told of it."""
    posted, meeting = _told_states()
    return {
        "room, check-in": summary.post(told(cast, posted)),
        "room, check-in, too few": summary.post(told(cast, posted, people=0, trends=(), worth=None)),
        "room, check-in, ticks": summary.post(
            told(cast, posted, ticks={"Not enough time": Level.MOST, "Money": Level.MIXED})
        ),
        "room, check-in, at the meeting": summary.post(told(cast, meeting)),
        "check-in, the post to come": summary.preview(told(cast)),
        "check-in, the post to come, somebody named": summary.preview(told(cast, names=(cast.reader,))),
        **{
            f"check-in, {state.state.value}, {rooms}": summary.standing(told(cast, state), rooms=rooms)
            for state in (WRITTEN, posted, meeting)
            for rooms in (None, 0, 2)
        },
        "check-in, what became of it": summary.became_kept(partnership=cast.partnership),
        "check-in": results.message(screen(cast)),
        "check-in, told": results.message(screen(cast, of=posted)),
        "check-in, of one": results.message(
            screen(cast, told=told(cast, people=1), history={}, sides=None, notes=0, tells=False)
        ),
        "check-in, of nobody": results.message(
            screen(cast, told=told(cast, people=0), round=replace(screen(cast).round, kinds={}), sides=())
        ),
        "how it feels": felt.message(feeling(cast)),
        "how it feels, a picture": felt.picture(feeling(cast)),
        "how it feels, nothing yet": felt.message(replace(feeling(cast), lines={}, counted=())),
        **_worth(cast),
        **side_by_side(cast),
        **_taken_up(cast),
    }


def summed_forms(cast: Cast) -> Mapping[str, Form]:
    """Return the forms."""
    posted, _ = _told_states()
    return {
        "what we'll do": summary.form(partnership_id=9, summary=WAITING),
        "what we'll do, again": summary.form(partnership_id=9, summary=WRITTEN),
        "talk about it": summary.meeting_form(partnership_id=9, summary=WRITTEN),
        "what became of it": summary.became_form(partnership_id=9, summary=posted),
        "what became of it, again": summary.became_form(
            partnership_id=9, summary=replace(posted, became="All were rung.")
        ),
        "told to the runner": take_up.form(partnership_id=9, round_id=5, told=_told_words(cast)),
        "told to the runner, all asked": take_up.form(
            partnership_id=9, round_id=5, told=_told_words(cast)[1:]
        ),
    }


def _told_states() -> tuple[Summary, Summary]:
    posted = replace(WRITTEN, state=SummaryState.POSTED, version=3)
    meeting = replace(posted, state=SummaryState.AT_MEETING, meeting_on=date(2027, 1, 12))
    return posted, meeting


def _worth(cast: Cast) -> Mapping[str, Message]:
    return {
        "worth it": worth.message(worthwhile(cast)),
        "worth it, a picture": worth.picture(worthwhile(cast)),
        "worth it, levels only": worth.message(
            worthwhile(cast, sides=None, picks=(), in_words=None, own=None, month=None)
        ),
        "worth it, never asked": worth.message(
            worthwhile(cast, question=None, sides=(), picks=(), answers=0, earlier=())
        ),
    }


def _taken_up(cast: Cast) -> Mapping[str, Message]:
    group, runner = cast.partnership, cast.sam.first_name
    words = CURRENT.questions["easier"].words
    theirs = _question(cast, words, cast.partner, "Grace")
    heard = (
        take_up.heard(name=cast.reader, said=said, number=number)
        for said, number in ((TakeUp.RING_ME, "01632 960 118"), (TakeUp.RING_ME, ""), (TakeUp.JUST_US, ""))
    )
    return {
        "taken up, asked": _in_envelope(cast, _question(cast, words, "", "")),
        "taken up, asked for an organisation": _in_envelope(cast, theirs),
        **{
            f"taken up, {said.value}": take_up.answered(
                partnership=group, runner=runner, said=said, is_first=said is not TakeUp.JUST_US
            )
            for said in TakeUp
        },
        "taken up, asked again": take_up.asked_again(partnership=group, notice=theirs),
        "taken up, whom": take_up.asked(partnership=group, whom=(cast.reader,), by_hand=(cast.colleague,)),
        "taken up, before": take_up.asked(partnership=group, whom=(), by_hand=(), before=(cast.reader,)),
        "taken up, nobody": take_up.asked(partnership=group, whom=(), by_hand=()),
        "taken up, taken back": _in_a_list(cast, take_up.taken_back(name=cast.reader)),
        **{f"taken up, heard {n}": _in_a_list(cast, one) for n, one in enumerate(heard) if one is not None},
        "check-in, is in": _in_a_list(cast, summary.read_it(told(cast, WAITING), is_reminder=False)),
        "check-in, still waits": _in_a_list(
            cast, summary.read_it(told(cast, WAITING, people=0), is_reminder=True)
        ),
        "check-in, to the chair": _in_envelope(cast, summary.to_chair(told(cast, WAITING, people=1))),
        "check-in, since last time": _in_envelope(
            cast, Notice(blocks=summary.since_last_time(_told_states()[0]))
        ),
        "check-in, what became of the last": _in_envelope(
            cast, Notice(blocks=summary.since_last_time(replace(WRITTEN, became="All were rung.")))
        ),
    }


def _question(cast: Cast, words: str, partner: str, chair: str) -> Notice:
    return take_up.question(
        partnership_id=9,
        take_up_id=3,
        runner=cast.sam.first_name,
        words=words,
        partner=partner,
        chair=chair,
        hearers={said: frozenset({1}) for said in TakeUp},
    )


def _told_words(cast: Cast) -> tuple[take_up.Told, ...]:
    one = take_up.Told(
        arg="named.1",
        who=cast.reader,
        question=CURRENT.questions["easier"].words,
        words=cast.words,
        may_pass=Passing.WITHOUT_NAME,
    )
    return (
        one,
        replace(one, arg="side.2", of=cast.partner, may_pass=None, asked=True),
        *(replace(one, arg=f"named.{n}", asked=True, reply=said) for n, said in enumerate(TakeUp, start=3)),
    )


def _in_envelope(cast: Cast, notice: Notice) -> Message:
    section = Section(partnership_id=9, partnership=cast.partnership, notices=(notice,))
    return envelope.message(
        sections=[section], first_name=cast.mina.first_name, is_morning=True, today=TODAY, until=None
    )


def _in_a_list(cast: Cast, notice: Notice) -> Message:
    part = morning.Part(
        partnership_id=9,
        partnership=cast.partnership,
        today=TODAY,
        lines=(),
        own=Section(partnership_id=9, partnership=cast.partnership),
        notices=(notice,),
    )
    return morning.message(parts=[part], first_name=cast.sam.first_name, is_morning=True)
