"""Every message about the course of an action: handed over, changed, dropped, come round again, waited for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.effects import Effect
from bot.domain.handovers import Handover, HandoverState
from bot.domain.items import ItemView
from bot.domain.milestones import Milestone, MilestoneState
from bot.messages import (
    accept,
    answers,
    changes,
    effects,
    envelope,
    granted_time,
    handovers,
    moves,
    progress,
    series,
)
from bot.messages.effects import Seen
from bot.messages.envelope import Section
from bot.messages.model import Form, Item, Message
from bot.messages.notices import Notice
from tests.actions import COMMITMENT, NOW, TODAY, move
from tests.messages.cast import Cast

_DAYS = (date(2026, 11, 12), date(2026, 11, 19))
_ROUNDS = ((date(2026, 12, 24), date(2026, 12, 27)),)


def course(cast: Cast) -> Mapping[str, Message]:
    """Return the messages, by the situation in which they are read."""
    alone = {name: answers.alone(item) for name, item in _items(cast).items()}
    told = {f"notice, {name}": _envelope(cast, notice) for name, notice in _notices(cast).items()}
    return {**alone, **told}


def course_forms(cast: Cast) -> Mapping[str, Form]:
    """Return the forms, by name."""
    repeated = cast.view(commitment=replace(COMMITMENT, series_id=4))
    return {
        "hand over": handovers.form(cast.view(), people={8: cast.colleague}),
        "hand over, away": handovers.form(cast.view(), people={8: cast.colleague}, away=True),
        "change": changes.form(
            cast.view(), needs=(6,), open_actions=(replace(COMMITMENT, id=6),), milestones=(_milestone(cast),)
        ),
        "change, of a series": changes.form(repeated, needs=(), open_actions=(), milestones=()),
        "drop": changes.drop_form(cast.view()),
        "drop, of a series": changes.drop_form(repeated),
        "put back, of a series": changes.restore_form(repeated),
        "series": series.form(cast.view()),
    }


def _milestone(cast: Cast) -> Milestone:
    return Milestone(
        id=3, partnership_id=9, title=cast.other, due=TODAY, state=MilestoneState.PLANNED, version=1
    )


def _of_series(cast: Cast) -> ItemView:
    seen = cast.view()
    return replace(seen, commitment=replace(seen.commitment, series_id=5))


def _items(cast: Cast) -> Mapping[str, Item]:
    return {
        "handed over": handovers.sent(cast.view()),
        "handed over for another": handovers.sent(cast.view(reader_id=1)),
        "hand-over accepted": handovers.answered(cast.view(), _handover(cast), accept=True),
        "hand-over declined": handovers.answered(cast.view(), _handover(cast), accept=False),
        "hand-over settled": handovers.settled(cast.view(), _handover(cast)),
        "changed": changes.done(cast.view()),
        "changed for another": changes.done(cast.view(reader_id=1)),
        "changed, of a series": changes.done(_of_series(cast), later=2),
        "changed, this one only": changes.done(_of_series(cast)),
        "put back, without later ones": changes.put_back(_of_series(cast), later=0),
        "dropped": changes.taken_out(cast.view("dropped", may_change=True)),
        "put back": changes.put_back(cast.view()),
        "begun again": series.begun(cast.view(), rounds=_ROUNDS),
        "begun, none ahead": series.begun(cast.view(), rounds=()),
        "which day": accept.accepted(cast.view(), days=_DAYS),
        "day chosen": accept.reminder_chosen(cast.view(), on=_DAYS[0]),
        "no need": accept.no_need(cast.view()),
        "third date": moves.third(cast.view()),
        "moved for another": moves.moved(cast.view(reader_id=1)),
        "moved for nobody": moves.moved(cast.view("of nobody", reader_id=1)),
        "move to agree": moves.moved(cast.view("suggested", reader_id=1)),
        "move to be agreed": moves.moved(cast.view("suggested", reader_id=2)),
        "call asked": moves.will_be_rung(cast.view()),
        "have talked": moves.talked(cast.view(reader_id=1)),
        "effect fine": effects.answered(_seen(cast, is_fine=True)),
        "effect to talk about": effects.answered(_seen(cast, is_fine=False)),
        "effect talked about": effects.talked(_seen(cast, is_fine=True)),
    }


def _notices(cast: Cast) -> Mapping[str, Notice]:
    new = {"title": cast.title, "why": "", "importance": "board", "last_safe": "2026-12-04"}
    seen = cast.view()
    safe = replace(seen, commitment=replace(seen.commitment, last_safe=seen.due))
    return {
        "hand-over asked": handovers.asked(cast.view(), _handover(cast), giver=cast.reader),
        "hand-over asked by nobody": handovers.asked(
            cast.view(), replace(_handover(cast), words=""), giver=""
        ),
        "hand-over taken": handovers.taken(cast.view(), giver="", taker=cast.colleague),
        "hand-over known": handovers.taken(cast.view(), giver=cast.reader, taker=cast.colleague),
        "hand-over not answered": handovers.unanswered(cast.view(), taker=cast.colleague),
        "hand-over not taken": handovers.not_taken(cast.view(), taker=cast.colleague),
        "moved": effects.asked(_seen(cast)),
        "moved, with a start": effects.asked(replace(_seen(cast), start=date(2026, 12, 9))),
        "would talk": effects.would_talk(_seen(cast)),
        "would talk, nobody": effects.would_talk(replace(_seen(cast), own=cast.view("of nobody"))),
        "back after all": effects.back(cast.view(), title=cast.title, due=TODAY),
        "gone": effects.gone(cast.view(), title=cast.title),
        "changed by another": changes.changed(cast.view(), new=new, who=cast.colleague),
        "moved by another": changes.moved(cast.view(), who=cast.colleague, old_due=TODAY),
        "moved by nobody known": changes.moved(cast.view(), who="", old_due=TODAY),
        "dropped by another": changes.dropped(cast.view("dropped")),
        "left out": changes.left_out(who=cast.colleague, actions=[(cast.title, TODAY)], reason=cast.words),
        "left out, several": changes.left_out(who="", actions=[(cast.title, TODAY)] * 4, reason=""),
        "restored by another": changes.restored(cast.view()),
        "more time": granted_time.granted(
            cast.view(), who=cast.reader, old_due=TODAY, reasons=(cast.words,), milestone=None
        ),
        "more time, close": granted_time.granted(
            safe, who=cast.colleague, old_due=TODAY, reasons=(), milestone=_milestone(cast)
        ),
        "more time, nobody known": granted_time.granted(
            cast.view("of nobody"), who="", old_due=TODAY, reasons=(), milestone=None
        ),
        "done by another": progress.done_by(cast.colleague, views=(cast.view("done"),)),
        "several done by another": progress.done_by(cast.colleague, views=(cast.view("done"),) * 2),
        "done by nobody known": progress.done_by("", views=(cast.view("done"),)),
        "call wanted": moves.wants_a_call(cast.view()),
        "call wanted, nobody": moves.wants_a_call(cast.view("of nobody")),
    }


def _handover(cast: Cast) -> Handover:
    return Handover(
        id=2,
        share_id=12,
        from_id=7,
        to_id=8,
        state=HandoverState.ASKED,
        words=cast.words,
        asked_at=NOW,
    )


def _seen(cast: Cast, *, is_fine: bool | None = None) -> Seen:
    effect = Effect(id=1, renegotiation_id=1, share_id=12, is_fine=is_fine, answered_by=None)
    needed = cast.view(partner_name=cast.other)
    return Seen(effect=effect, move=move(), own=cast.view(), needed=needed)


def _envelope(cast: Cast, notice: Notice) -> Message:
    section = Section(partnership_id=9, partnership=cast.partnership, notices=(notice,))
    return envelope.message(
        sections=(section,),
        first_name=cast.mina.first_name,
        is_morning=True,
        today=TODAY,
        until=date(2026, 11, 12),
    )
