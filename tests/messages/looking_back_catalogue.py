"""Every message and form about looking back, by the situation in which people read it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from bot.domain.kept_answers import NamedAnswer
from bot.domain.looking_back import Sorted
from bot.domain.milestones import MilestoneState
from bot.domain.question_answers import Answer
from bot.domain.questions import Passing
from bot.messages import answers, envelope
from bot.messages.bank import CURRENT
from bot.messages.envelope import Section
from bot.messages.looking_back import ask, told
from bot.messages.looking_back.ask import Asked
from bot.messages.looking_back.told import Told
from bot.messages.model import Form, Message
from bot.messages.notices import Notice
from tests.messages import milestone_catalogue
from tests.messages.cast import Cast

_TODAY = date(2026, 11, 10)
_PAIRS = (("thanks", "surprise"), ("surprise", "again"), ("again", "thanks"))


def asked(cast: Cast, *keys: str, runner: str | None = None) -> Asked:
    """What somebody is asked about a milestone; of their first weeks without keys."""
    milestone = milestone_catalogue.of(cast, MilestoneState.CELEBRATED) if keys else None
    return Asked(
        partnership_id=9,
        runner=cast.sam.first_name if runner is None else runner,
        milestone=milestone,
        questions=tuple(CURRENT.questions[key] for key in keys or ("lost",)),
    )


def answer(cast: Cast, key: str, *, passing: Passing | None = None, by: int = 7) -> NamedAnswer:
    said = Answer(
        value=2 if key == "lost" else None,
        line=cast.words,
        person=cast.colleague if key == "thanks" else "",
        passing=passing,
    )
    return NamedAnswer(
        id=1,
        round_id=None,
        milestone_id=3,
        key=key,
        person_id=by,
        to_id=1,
        answer=said,
        by_phone=False,
        at=datetime(2027, 2, 8, tzinfo=UTC),
    )


def read(cast: Cast, *keys: str) -> Told:
    """What the runner reads: of each question each way in which it may be passed on."""
    ways: tuple[Passing | None, ...] = (None, *Passing)
    return Told(
        partnership_id=9,
        milestone=None if keys == ("lost",) else milestone_catalogue.of(cast, MilestoneState.CELEBRATED),
        found=tuple(
            Sorted(
                question=CURRENT.questions[key],
                told=tuple(answer(cast, key, passing=way, by=number) for number, way in enumerate(ways, 7)),
                shared=(answer(cast, key, passing=Passing.WITHOUT_NAME),),
            )
            for key in keys
        ),
        names={7: cast.reader, 8: cast.colleague},
    )


def looking_back(cast: Cast) -> Mapping[str, Message]:
    """Return what is said and pressed."""
    one = asked(cast, *_PAIRS[0])
    pressed = {
        "thank you": ask.kept(one, is_empty=False),
        "nothing": ask.kept(one, is_empty=True),
        "not this time": ask.not_this_time(one),
        "not this time, new": ask.not_this_time(asked(cast)),
    }
    return {
        "looking back, nothing to read": told.nothing(),
        "for next time, nothing": told.nothing_for_next_time(),
        **{f"looking back, {name}": answers.alone(item) for name, item in pressed.items()},
        **{f"looking back, {name}": _letter(cast, notice) for name, notice in _notices(cast)},
    }


def looking_back_forms(cast: Cast) -> Mapping[str, Form]:
    """Return the forms."""
    milestone = milestone_catalogue.of(cast, MilestoneState.CELEBRATED)
    said = {
        key: answer(cast, key, passing=Passing.WITHOUT_NAME).answer
        for key in ("thanks", "surprise", "again", "lost")
    }
    return {
        **{
            f"looking back, {' and '.join(keys)}": ask.form(asked(cast, *keys), answered={}, version=0)
            for keys in _PAIRS
        },
        "looking back, again": ask.form(asked(cast, *_PAIRS[2]), answered=said, version=7),
        "looking back, new": ask.form(asked(cast, runner=""), answered={}, version=0),
        "looking back, new again": ask.form(asked(cast), answered=said, version=7),
        "looking back, to read": told.reading(read(cast, "thanks", "surprise", "again")),
        "looking back, to read of somebody new": told.reading(read(cast, "lost")),
        "for next time": told.next_time(partnership_id=9, lessons=[(milestone, [cast.words])]),
    }


def _notices(cast: Cast) -> Iterator[tuple[str, Notice]]:
    yield "asked", ask.notice(asked(cast, *_PAIRS[0]))
    yield "asked one", ask.notice(asked(cast, "again", runner=""))
    yield "asked who is new", ask.notice(asked(cast))
    yield "to read", told.notice(read(cast, "surprise"))
    yield "to read and to thank", told.notice(read(cast, "thanks"))
    yield "to read of somebody new", told.notice(read(cast, "lost"))


def _letter(cast: Cast, notice: Notice) -> Message:
    section = Section(partnership_id=9, partnership=cast.partnership, notices=(notice,))
    return envelope.message(
        sections=(section,),
        first_name=cast.mina.first_name,
        is_morning=True,
        today=_TODAY,
        until=date(2026, 11, 12),
    )
