"""Every message about a check-in that goes out, is answered, and is put off; and its forms."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.question_answers import Answer
from bot.domain.questions import AGREE_WORDS, Question, QuestionKind, Shape
from bot.domain.round_days import Bar, Soonest
from bot.domain.rounds import Round, RoundState, Standing
from bot.messages import envelope
from bot.messages.bank import CURRENT
from bot.messages.checkins import ask, form, mine, planned, said
from bot.messages.checkins.ask import Asked
from bot.messages.checkins.mine import Mine
from bot.messages.checkins.planned import Ahead
from bot.messages.checkins.reach import Seen
from bot.messages.envelope import Section
from bot.messages.model import Form, Item, Message
from bot.messages.notices import Notice
from tests.messages.cast import Cast

TODAY, OPENS, CLOSES = date(2026, 11, 17), date(2026, 11, 17), date(2026, 11, 26)
_KINDS = (QuestionKind.NUMBERS_ONLY, QuestionKind.ORGANISATION, QuestionKind.TO_RUNNER)
_APART = 5
"""So far apart stand the questions of one form, that no two have a box of the same name."""

_ASKED = ("purpose", "changed", "easier")
_OWN = Question(
    key="own_1",
    words="Do the papers come in good time?",
    why="We could send them earlier.",
    kind=QuestionKind.TO_RUNNER,
    shape=Shape.AGREE,
    options=AGREE_WORDS,
)


def asked(cast: Cast) -> Asked:
    """What Mina is asked in November."""
    return Asked(
        partnership_id=9,
        partnership=cast.partnership,
        round_id=5,
        version=1,
        today=TODAY,
        closes_on=CLOSES,
        kinds=_KINDS,
        runner=cast.sam.first_name,
        is_runner=False,
        telephone="01632 960 100",
        organisation=cast.partner,
        is_secret=True,
        seen=Seen(runner=cast.sam.first_name),
    )


def _named(cast: Cast) -> Seen:
    """A chair who belongs to no partner sees it, too."""
    return Seen(runner=cast.sam.first_name, chair=cast.colleague, chair_id=3)


def ahead(cast: Cast) -> Ahead:
    """The round of November, planned and not out yet."""
    kinds = dict(zip(_ASKED, _KINDS, strict=True))
    return Ahead(
        partnership_id=9,
        partnership=cast.partnership,
        today=date(2026, 11, 16),
        on=OPENS,
        questions=tuple(CURRENT.questions[key] for key in _ASKED),
        kinds=kinds,
        runner=cast.sam.first_name,
        own=(_OWN,),
        planned=Round(
            id=5,
            partnership_id=9,
            bank=1,
            state=RoundState.PLANNED,
            opens_on=OPENS,
            kinds=kinds,
            version=1,
        ),
        opened=None,
        people=9,
    )


def checkins(cast: Cast) -> Mapping[str, Message]:
    return {
        **{f"check-in, {name}": _letter(cast, one) for name, one in _notices(cast).items()},
        **{f"check-in pressed, {name}": _alone(cast, one) for name, one in _items(cast).items()},
        **_screens(cast),
    }


def _soonest(*between: Bar, needs_reason: bool = False) -> Soonest:
    return Soonest(on=date(2026, 12, 1), needs_reason=needs_reason, between=between)


def checkin_forms(cast: Cast) -> Mapping[str, Form]:
    found = asked(cast)
    every = tuple(CURRENT.questions.values())
    kinds = {one.key: one.kind for one in every}
    answered = {
        "purpose": Answer(value=4),
        "thanks": Answer(person=cast.colleague, line=cast.words),
        "easier": Answer(line=cast.words),
    }
    return {
        **{
            f"check-in, questions from {start}": form.form(
                found, questions=every[start::_APART], kinds=kinds, answered=answered
            )
            for start in range(_APART)
        },
        "check-in, of too few": form.form(
            replace(found, is_secret=False, is_runner=True), questions=every[:1], kinds=kinds, answered={}
        ),
        "check-in, ask now": planned.ask_form(replace(ahead(cast), soonest=_soonest(needs_reason=True))),
        "check-in, ask later": planned.ask_form(
            replace(
                ahead(cast), soonest=_soonest(Bar.HOLIDAYS, Bar.FIRST_WEEK, Bar.LAST_WEEK, Bar.CRITICAL_DATE)
            )
        ),
        "check-in, own question": form.new_question(
            partnership_id=9, runner=cast.sam.first_name, can_be_secret=True
        ),
        "check-in, own question of too few": form.new_question(
            partnership_id=9, runner="", can_be_secret=False
        ),
    }


def _notices(cast: Cast) -> Mapping[str, Notice]:
    found = asked(cast)
    return {
        "asked": ask.notice(found),
        "once more": ask.reminder(found),
        "on the last day": ask.reminder(replace(found, today=CLOSES)),
        "to the runner": ask.notice(replace(found, is_runner=True)),
        "a chair of no partner": ask.notice(replace(found, seen=_named(cast))),
        "all agreed": ask.notice(replace(found, seen=replace(_named(cast), by_all=True))),
        "of one kind": ask.notice(replace(found, kinds=_KINDS[:1])),
        "of too few": ask.notice(replace(found, is_secret=False)),
        "of too few, to the runner": ask.notice(replace(found, is_secret=False, is_runner=True)),
        "of too few, a chair of no partner": ask.notice(replace(found, is_secret=False, seen=_named(cast))),
        "of too few, all agreed": ask.notice(
            replace(found, is_secret=False, is_runner=True, seen=replace(_named(cast), by_all=True))
        ),
        "nobody runs it": ask.notice(replace(found, runner="", organisation="")),
    }


def _items(cast: Cast) -> Mapping[str, Item]:
    found = asked(cast)
    items = {
        f"{standing.value}{', moved on' if not changed else ''}": said.kept(
            found, standing=standing, changed=changed
        )
        for standing in Standing
        for changed in (True, False)
    }
    return {
        **items,
        "question out": said.retired(question_key="own_1", words=_OWN.words, changed=True),
        "question out after this one": said.retired(
            question_key="own_1", words=_OWN.words, changed=True, out_until=CLOSES
        ),
        "question out already": said.retired(question_key="own_1", words=_OWN.words, changed=False),
        "put off": planned.put_off(round_id=5, on=OPENS, is_open=False, changed=True, today=TODAY),
        "put off, and out": planned.put_off(round_id=5, on=OPENS, is_open=True, changed=False, today=TODAY),
    }


def _screens(cast: Cast) -> Mapping[str, Message]:
    found = ahead(cast)
    assert found.planned is not None
    opened = replace(found.planned, state=RoundState.OPEN)
    of_open = replace(found, planned=None, opened=opened, asked=9, answered=1)
    nothing = replace(found, planned=None, on=None, questions=(), own=())
    theirs = Mine(partnership=cast.partnership, today=TODAY, asked=asked(cast), is_open=True)
    placed = {"partnership": cast.partnership, "on": OPENS, "today": TODAY}
    return {
        "check-in to come": planned.screen(found),
        "check-in, open": planned.screen(of_open),
        "check-in, none": planned.screen(nothing),
        "check-in, out": planned.placed(**placed, is_open=True, changed=True),  # type: ignore[arg-type]  # By name.
        "check-in, placed": planned.placed(**placed, is_open=False, changed=False),  # type: ignore[arg-type]  # By name.
        "check-in, announced": _alone(cast, planned.announced(found)[0]),  # type: ignore[arg-type]  # It is an item.
        "check-in, held": _alone(cast, planned.moved(found, is_held=True)[0]),  # type: ignore[arg-type]  # It is an item.
        "check-in, moved": _alone(cast, planned.moved(found, is_held=False)[0]),  # type: ignore[arg-type]  # It is an item.
        "check-in, waits": planned.screen(replace(found, is_held=True)),
        "check-in, changed": planned.screen(replace(found, has_changed=True)),
        "check-in, open and mine": planned.screen(replace(of_open, own_answers=mine.item(theirs))),
        "check-in, on home": _alone(cast, mine.on_home(theirs)[0]),
        "check-in, mine": mine.message(theirs),
        "check-in, mine, answered": mine.message(replace(theirs, standing=Standing.ANSWERED)),
        "check-in, mine, none": mine.message(replace(theirs, asked=None)),
        "check-in, mine, next": mine.message(replace(theirs, asked=None, is_open=False, next_on=OPENS)),
        "check-in, mine, some day": mine.message(replace(theirs, asked=None, is_open=False)),
        "check-in, closed": _alone(cast, mine.closed(5)),
        "check-in, question added": said.added(partnership=cast.partnership, question=_OWN),
        "check-in, question added again": said.added(
            partnership=cast.partnership, question=_OWN, as_before=True
        ),
    }


def _letter(cast: Cast, notice: Notice) -> Message:
    section = Section(partnership_id=9, partnership=cast.partnership, notices=(notice,))
    return envelope.message(
        sections=[section], first_name=cast.mina.first_name, is_morning=True, today=TODAY, until=None
    )


def _alone(cast: Cast, item: Item) -> Message:
    return Message(opening=f"{cast.partnership}: the check-in.", blocks=(item,))
