"""Every message that people can read about what is in a timetable, by the situation in which they read it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from bot.domain.asking import AskPlan
from bot.domain.commitments import EventKind
from bot.domain.escalations import Next, Who
from bot.domain.mornings import Line, Need
from bot.domain.permissions import Intent
from bot.domain.stuck_help import RING
from bot.messages import (
    accept,
    add,
    answers,
    asks,
    envelope,
    hello,
    help_out,
    items,
    mine,
    morning,
    moves,
    progress,
    reports,
    stuck,
    timetable,
    urgent,
    welcome,
)
from bot.messages.envelope import Section
from bot.messages.model import Form, Item, Message
from bot.messages.morning_lines import SAID_OF_SEVERAL
from tests.actions import TODAY
from tests.messages.cast import STATES, Cast
from tests.messages.checkin_catalogue import checkin_forms, checkins
from tests.messages.closed_catalogue import closed, closed_forms
from tests.messages.concern_catalogue import concern_forms, concerns
from tests.messages.copies_catalogue import copies, copy_forms
from tests.messages.course_catalogue import course, course_forms
from tests.messages.evening_catalogue import evening_items, evenings
from tests.messages.hearing_catalogue import hearing
from tests.messages.joining_catalogue import joining_forms, joining_messages
from tests.messages.looking_back_catalogue import looking_back, looking_back_forms
from tests.messages.lookup_catalogue import opening, opening_forms
from tests.messages.manners_catalogue import manners
from tests.messages.milestone_catalogue import milestone_forms, milestones
from tests.messages.rooms_catalogue import around_rooms
from tests.messages.screens_catalogue import screens
from tests.messages.set_up_catalogue import all_forms, set_up
from tests.messages.stage_card_catalogue import stage_card_forms, stage_cards
from tests.messages.stage_catalogue import stages
from tests.messages.succession_catalogue import succession_forms
from tests.messages.summed_catalogue import summed, summed_forms
from tests.messages.workbook_catalogue import workbooks

Entry = TypeVar("Entry")
_THURSDAY = date(2026, 11, 12)


def messages(cast: Cast) -> Mapping[str, Message]:
    """Return the whole catalogue, with these names in it."""
    about_items = {name: answers.alone(item) for name, item in pressed(cast).items()}
    return together(
        about_items,
        _letters(cast),
        _mornings(cast),
        _asked_for(cast),
        _first_words(cast),
        set_up(cast),
        manners(cast),
        evenings(cast),
        milestones(cast),
        looking_back(cast),
        course(cast),
        hearing(cast),
        screens(cast),
        workbooks(cast),
        around_rooms(cast),
        joining_messages(cast),
        copies(cast),
        opening(cast),
        closed(cast),
        stage_cards(cast),
        concerns(cast),
        checkins(cast),
        summed(cast),
        stages(cast),
    )


def forms(cast: Cast) -> Mapping[str, Form]:
    """Return every form, with these names in it."""
    return together(
        all_forms(cast),
        milestone_forms(cast),
        looking_back_forms(cast),
        course_forms(cast),
        opening_forms(cast),
        succession_forms(cast),
        joining_forms(cast),
        copy_forms(cast),
        closed_forms(cast),
        concern_forms(cast),
        checkin_forms(cast),
        summed_forms(cast),
        stage_card_forms(cast),
    )


def together(*catalogues: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return catalogues as one.

    Raises `ValueError` for two entries of one name, of which only one would be read.
    """
    names = Counter(name for catalogue in catalogues for name in catalogue)
    twice = sorted(name for name, count in names.items() if count > 1)
    if twice:
        raise ValueError(", ".join(twice))
    return {name: entry for catalogue in catalogues for name, entry in catalogue.items()}


def pressed(cast: Cast) -> Mapping[str, Item]:
    """Return every item, in every state in which it can be shown."""
    standing = {f"standing, {state}": items.standing_item(cast.view(state)) for state in STATES}
    standing |= {
        f"on an old card, {since.value}": items.outdated_item(cast.view(), intent=Intent.DONE, since=since)
        for since in EventKind
    }
    runner: dict[str, Any] = {"reader_id": 1}
    return standing | {
        **evening_items(cast),
        "last reminder": items.last_reminder_item(cast.view()),
        **{
            "warned" if one.who is Who.RUNNER else f"warned, {one.who.value} next": items.warning_item(
                cast.view("after its day"), asked_next=one
            )
            for one in _next(cast)
        },
        "asked": asks.ask_item(cast.view("proposed")),
        "agreed at a meeting": asks.agreed_item(cast.view("agreed")),
        "stuck, to the runner": reports.stuck_item(cast.view("stuck", **runner)),
        "suggested, to the runner": reports.suggestion_item(cast.view("suggested", **runner)),
        "accepted": accept.accepted(cast.view()),
        "not for me": accept.who_else(cast.view("proposed")),
        "declined": accept.declined(cast.view("declined")),
        "will talk": accept.will_talk(cast.view("proposed")),
        "handed on": accept.handed_on(cast.view("proposed", holder_name=cast.colleague, reader_id=99)),
        "disputed": accept.disputed(cast.view()),
        "date suggested": accept.suggested(cast.view("suggested")),
        "done": progress.done(cast.view("done")),
        "done alone": progress.done(cast.view("done", others=())),
        "undone": progress.undone(cast.view()),
        "on track": progress.on_track(cast.view()),
        "moved": moves.moved(cast.view()),
        "move asked": moves.moved(cast.view("suggested")),
        "date agreed": moves.decided(cast.view(**runner), agree=True),
        "date kept": moves.decided(cast.view(**runner), agree=False),
        "help asked": stuck.told(cast.view("stuck")),
        "will ring": stuck.will_ring(cast.view("stuck", **runner), tomorrow=True),
        "will ring today": stuck.will_ring(cast.view("stuck", **runner), tomorrow=False),
        "rung": stuck.rung(cast.view(**runner, holder_is_reminded=True)),
        "rung, no reminder": stuck.rung(cast.view(**runner)),
        "rung after its day": stuck.rung(cast.view("after its day", **runner)),
    }


def _section(cast: Cast, **parts: object) -> Section:
    empty = Section(partnership_id=9, partnership=cast.partnership)
    made: Section = replace(empty, **parts)  # type: ignore[arg-type]  # Names and values are the caller's.
    return made


def _next(cast: Cast) -> tuple[Next, ...]:
    return tuple(
        Next(who=who, by=date(2026, 12, 3), name=name)
        for who, name in (
            (Who.RUNNER, cast.sam.first_name),
            (Who.HELPER, cast.colleague),
            (Who.DEPUTY_RUNNER, cast.colleague),
        )
    )


def _letters(cast: Cast) -> Mapping[str, Message]:
    done = cast.view("done", partner_name=cast.other, reader_id=1)
    asked = cast.view("after its day", reader_id=8)
    greeting = hello.blocks(partnership=cast.group, reader=cast.mina, runner=cast.sam)
    valley = replace(_section(cast, asked=(cast.view("proposed"),)), partnership="Valley Link")
    parts: dict[str, tuple[Section, ...]] = {
        "reminded": (_section(cast, reminded=(cast.view(),), also=(cast.view("alone"),), more=2),),
        "last": (_section(cast, reminded=(cast.view(),), last=frozenset({12})),),
        "warned": (
            _section(
                cast,
                warned=(cast.view("after its day"),),
                asked_next={12: _next(cast)[0]},
            ),
        ),
        "asked": (_section(cast, asked=(cast.view("proposed"),)),),
        "asked by another": (_section(cast, asked=(cast.view("proposed", adder_name=cast.colleague),)),),
        "agreed": (_section(cast, agreed=(cast.view("agreed"),)),),
        "finished": (_section(cast, finished=(done,)),),
        "second hello": (_section(cast, hello=greeting),),
        "help asked": (_section(cast, notices=(help_out.request(asked, is_same_day=True),)),),
        "help asked, and more": (
            _section(cast, reminded=(cast.view(),), notices=(help_out.request(asked, is_same_day=True),)),
        ),
        "of two partnerships": (_section(cast, reminded=(cast.view(),)), valley),
    }
    return {
        f"envelope, {name}": envelope.message(
            sections=sections,
            first_name=cast.mina.first_name,
            is_morning=True,
            today=TODAY,
            until=_THURSDAY,
        )
        for name, sections in parts.items()
    }


def _mornings(cast: Cast) -> Mapping[str, Message]:
    states = {
        Need.STUCK: "stuck",
        Need.DATE_SUGGESTED: "suggested",
        Need.DONE: "done",
        Need.DECLINED: "declined",
        Need.NOT_CONFIRMED: "proposed",
        Need.TO_TALK: "proposed",
        Need.DATE_PASSED: "after its day",
    }
    lists = {
        need.value: morning.Part(
            partnership_id=9,
            partnership=cast.partnership,
            today=TODAY,
            lines=(Line(need=need, view=cast.view(states.get(need, "open"), reader_id=1), words=cast.words),),
            own=_section(cast),
        )
        for need in Need
    }
    quiet = replace(lists[Need.STUCK.value], lines=())
    for need in SAID_OF_SEVERAL:
        seen = cast.view(states.get(need, "open"), reader_id=1)
        another = replace(
            seen, share=replace(seen.share, id=13), partner_name=cast.other, holder_name=cast.colleague
        )
        lists[f"{need.value}, of two"] = replace(
            quiet, lines=(Line(need=need, view=seen, others=(another,)),)
        )
    everything = tuple(line for part in lists.values() for line in part.lines)
    lists["everything"] = replace(quiet, lines=everything)
    lists |= {"quiet": quiet, "own": replace(quiet, own=_section(cast, reminded=(cast.view(reader_id=1),)))}
    return {
        f"morning, {name}": morning.message(parts=[part], first_name=cast.sam.first_name, is_morning=True)
        for name, part in lists.items()
    }


def _asked_for(cast: Cast) -> Mapping[str, Message]:
    rows = (cast.row(), cast.row(state="New date to agree", people=()), cast.row(progress="4 of 6 in"))
    part = mine.Part(
        partnership=cast.partnership, today=TODAY, items=(cast.view(),), waiting=rows[:2], more=3
    )
    nothing = replace(part, items=(), waiting=(), more=0)
    tables = {
        f"timetable, {shown}{name}": timetable.timetable(
            partnership_id=9,
            partnership=cast.partnership,
            shown=shown,
            rows=found,
            items=(),
            more=2 if found else 0,
        )
        for shown in timetable.LABELS
        for name, found in (("", rows), (", empty", ()))
    }
    return tables | {
        "mine": mine.mine(parts=[part]),
        "mine, nothing": mine.mine(parts=[nothing]),
        "mine, two": mine.mine(parts=[part, nothing]),
        **_added(cast),
    }


def _added(cast: Cast) -> Mapping[str, Message]:
    plans = {
        "in time": AskPlan(on=_THURSDAY, late=False),
        "close": AskPlan(on=_THURSDAY, late=True),
        "in the next message": AskPlan(on=_THURSDAY, late=False, is_certain=False),
        "too close": AskPlan(on=None, late=True),
        "not yet": None,
    }
    return {
        f"added, {name}": add.added(
            title=cast.title,
            due=date(2026, 11, 27),
            waits=[(cast.reader, cast.partner, plan)],
            own=name == "close",
            without=(cast.other,) if name == "not yet" else (),
            ringer=cast.sam.first_name,
        )
        for name, plan in plans.items()
    }


def _first_words(cast: Cast) -> Mapping[str, Message]:
    stuck_view, kept = cast.view("stuck", reader_id=1), cast.view()
    steps = ("date_agreed", "date_kept", f"{RING}{TODAY.isoformat()}")
    group, first_name = cast.partnership, cast.mina.first_name
    return {
        "hello": hello.message(partnership=cast.group, reader=cast.mina, runner=cast.sam),
        "hello, to the runner": hello.message(partnership=cast.group, reader=cast.sam, runner=cast.sam),
        "welcome": welcome.message(partnership=cast.group, runner=cast.sam, looks=True),
        "welcome, where we can't look": welcome.message(partnership=cast.group, runner=cast.sam, looks=False),
        "welcome, no runner": welcome.message(partnership=cast.group, runner=None, looks=True),
        "call for help": urgent.stuck(views=[stuck_view]),
        "calls for help": urgent.stuck(views=[stuck_view, stuck_view]),
        **{
            f"answer, {step}": urgent.answers(
                answered=[(kept, step)], partnership=group, first_name=first_name
            )
            for step in steps
        },
        "answers": urgent.answers(
            answered=[(kept, steps[0]), (kept, steps[1])], partnership="", first_name=first_name
        ),
    }
