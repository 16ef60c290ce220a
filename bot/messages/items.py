"""How one action is shown, wherever it is shown: its title, by when, with whom, why, and what can be pressed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.domain.commitments import ShareState
from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.domain.reminders import LEADS, Step, before
from bot.messages.model import Button, Fragments, Item, Strong
from bot.messages.words import and_list, coming, near
from bot.messages.words import number as in_words

_SHORT: Final = 140
_WITH_AT_MOST: Final = 3
_WORKING_DAYS: Final = 5
_LEAD_WORDS: Final = {30: "six weeks", 20: "four weeks", 10: "two weeks", 5: "one week"}


def subject(share_id: int) -> str:
    """Return the name by which the item of a share is found again in a message."""
    return f"share:{share_id}"


def button(
    view: ItemView,
    label: str,
    intent: Intent,
    *,
    word: str = "",
    opens: bool = False,
    primary: bool = False,
) -> Button:
    """Return a button about this share as it is now; what a screen reader says carries the action's name."""
    arg = f"{view.share.id}.{view.share.version}"
    return Button(
        label=label,
        intent=intent,
        partnership_id=view.partnership.id,
        arg=f"{arg}.{word}" if word else arg,
        opens=opens,
        spoken=f"{label}: {view.title}",
        primary=primary,
    )


def envelope_item(view: ItemView, *, number: int | None = None) -> Item:
    """Return an accepted share as an envelope or a list shows it, with a number before its title if given."""
    buttons, more = _working_buttons(view)
    lines: list[Fragments] = [(_by_line(view),)]
    if view.commitment.wording.why:
        lines.append((_short(view.commitment.wording.why),))
    return _item(view, lines=[*lines, *_standing_lines(view)], number=number, buttons=buttons, more=more)


def last_reminder_item(view: ItemView, *, number: int | None = None) -> Item:
    """As `envelope_item`, with why in full and **If it doesn't come**: the last reminder before the date."""
    buttons, more = _working_buttons(view)
    lines: list[Fragments] = [(_by_line(view),), *_reasons(view), *_standing_lines(view)]
    return _item(view, lines=lines, number=number, buttons=buttons, more=more)


def warning_item(view: ItemView, *, number: int | None = None, ring_on: date | None = None) -> Item:
    """Return the one fair warning after the date. `ring_on` is the day on which the runner is asked to ring."""
    lines: list[Fragments] = [
        (f"This was for {near(view.due, today=view.today)}, and I haven't heard how it's going.",),
        ("It may well be done. If it is, just press ", Strong("Done"), "."),
        ("If something is in the way, tell us and we'll help.",),
    ]
    if ring_on is not None and view.runner_name and not view.reader_runs:
        by = coming(ring_on, today=view.today)
        lines.append((f"If I've heard nothing by {by}, {view.runner_name} will give you a ring.",))
    buttons, more = _working_buttons(view)
    return _item(view, lines=lines, number=number, buttons=buttons, more=more)


def ask_item(view: ItemView, *, number: int | None = None) -> Item:
    """Return a proposed share as its holder is asked to accept it: what, by when, why in full, who hears."""
    lines: list[Fragments] = [(f"By: {full(view.due)}",)]
    if view.commitment.wording.done_when:
        lines.append((f"Done when: {view.commitment.wording.done_when}",))
    lines += _reasons(view)
    hears = _who_hears(view)
    if hears:
        lines.append((hears,))
    lines.append(("It isn't agreed until you say so.",))
    return _item(view, lines=lines, number=number, buttons=_asking_buttons(view))


def agreed_item(view: ItemView, *, number: int | None = None, is_alone: bool = True) -> Item:
    """Return a share that was agreed at a meeting: its holder is told, not asked.

    Of several the message says once above what one that `is_alone` says for itself.
    """
    put_right = button(view, "Put it right", Intent.PUT_RIGHT, opens=True)
    lines: list[Fragments] = _told_lines(view) if is_alone else [(f"By: {full(view.due)}",)]
    return _item(view, lines=lines, number=number, buttons=(put_right,))


def agreed_together(views: Sequence[ItemView]) -> Fragments:
    """Say once what goes for several that were agreed at a meeting."""
    days = {view.share.agreed_on for view in views}
    day = days.pop() if len(days) == 1 else None
    return (
        f"On {_day_and_month(day)} you took these on. " if day else "These are agreed. ",
        "I've put them in the timetable, so there is nothing you need to do today. ",
        "Not how you remember one of them? Press ",
        Strong("Put it right"),
        " beside it.",
    )


def standing_item(view: ItemView, *, said: Fragments | None = None, number: int | None = None) -> Item:
    """Return how things stand now, after a press or in answer to a press on an old message.

    `said` comes first: what the press did.
    """
    lines: list[Fragments] = [said] if said else []
    lines.append((_by_line(view),))
    lines += _holder_lines(view)
    lines += _standing_lines(view)
    buttons, more = _standing_buttons(view)
    return _item(view, lines=lines, number=number, buttons=buttons, more=more)


def reported_item(view: ItemView, *, said: Fragments, says_day: bool = False) -> Item:
    """Return somebody's open share as its runner hears of it, and that pressing would be answering for them.

    `said` says why it is told, and how it stands; where it `says_day`, the line with the day is left out.
    """
    lines: list[Fragments] = [said]
    if not says_day:
        lines.append((_by_line(view),))
    lines += _holder_lines(view)
    if view.share.state is ShareState.PROPOSED:
        whose = view.holder_name.split(" ", 1)[0] or view.partner_name
        lines.append((f"You would be answering for {whose}.",))
    elif view.share.is_open:
        lines += _standing_lines(view)
    buttons, more = _standing_buttons(view)
    return _item(view, lines=lines, number=None, buttons=buttons, more=more)


def gathered_item(view: ItemView, *, reason: str, said: Fragments, says_day: bool = False) -> Item:
    """Return an action of which several shares need the runner for one `reason`; `said` names whose they are."""
    lines = (said,) if says_day else (said, (_by_line(view),))
    return Item(subject=f"commitment:{view.commitment.id}:{reason}", title=view.title, lines=lines)


def stuck_item(view: ItemView, *, number: int | None = None) -> Item:
    """Return a stuck share as the runner sees it: what is in the way, in whose words, and who is waiting."""
    first_name = view.holder_name.split(" ", 1)[0]
    lines: list[Fragments] = [
        (f"{view.holder_name or 'Somebody'} at {view.partner_name} is stuck and has asked for your help.",),
        (f"By {near(view.due, today=view.today)}",),
        (f"What's in the way: {_small(view.share.stuck_because)}",),
    ]
    if view.share.stuck_words:
        lines.append((f"In {first_name}'s words: “{view.share.stuck_words}”",))
    if view.others and not view.commitment.all_partners:
        lines.append((f"Who is waiting: {and_list(view.others)}",))
    told = f"I've told {first_name or 'them'} that you have this. I haven't promised a time."
    words = f" Only you can see {first_name}'s words." if view.share.stuck_words else ""
    lines.append((told + words,))
    buttons = (
        button(view, "I'll ring today", Intent.HELP_STUCK, word="today"),
        button(view, "I'll ring tomorrow", Intent.HELP_STUCK, word="tomorrow"),
    )
    return _item(view, lines=lines, number=number, buttons=buttons)


def suggestion_item(view: ItemView, *, number: int | None = None) -> Item:
    """Return a move that waits for the runner, with its reason: **Agree** or **Keep the date**."""
    who = f"{view.holder_name or 'Somebody'} at {view.partner_name}"
    lines: list[Fragments] = []
    if view.move is not None:
        lines.append((f"{who} suggests {full(view.move.new_due)} instead of {full(view.move.old_due)}.",))
        if view.move.reason:
            lines.append((f"Why, for you alone: {view.move.reason}",))
    buttons = decide_buttons(view) if view.move is not None else ()
    return _item(view, lines=lines, number=number, buttons=buttons)


def decide_buttons(view: ItemView) -> tuple[Button, ...]:
    """Return what a runner may press on a suggested date."""
    return (
        button(view, "Agree", Intent.DECIDE_DATE, word="agree", primary=True),
        button(view, "Keep the date", Intent.DECIDE_DATE, word="keep"),
    )


def _item(
    view: ItemView,
    *,
    lines: list[Fragments],
    number: int | None,
    buttons: tuple[Button, ...] = (),
    more: tuple[Button, ...] = (),
) -> Item:
    title = view.title if number is None else f"{number}. {view.title}"
    return Item(subject=subject(view.share.id), title=title, lines=tuple(lines), buttons=buttons, more=more)


def _told_lines(view: ItemView) -> list[Fragments]:
    agreed_on = view.share.agreed_on
    by = f", by {full(view.due)}."
    taken_on: Fragments = (
        (f"On {_day_and_month(agreed_on)} you took on ", Strong(view.title), by)
        if agreed_on is not None
        else ("This was agreed for you: ", Strong(view.title), by)
    )
    return [
        taken_on,
        ("I've put it in the timetable, so there is nothing you need to do today.",),
        ("Not how you remember it?",),
    ]


def _by_line(view: ItemView) -> str:
    asked_in_vain = view.share.state is ShareState.PROPOSED and view.due < view.today
    verb = "Was for" if view.has_passed or asked_in_vain else "By"
    return f"{verb} {near(view.due, today=view.today)}{_with_whom(view)}"


def _with_whom(view: ItemView) -> str:
    if view.commitment.all_partners:
        return ", with all partners"
    if len(view.others) > _WITH_AT_MOST:
        shown = view.others[: _WITH_AT_MOST - 1]
        rest = in_words(len(view.others) - len(shown))
        return f", with {', '.join(shown)} and {rest} others"
    return f", with {and_list(view.others)}" if view.others else ""


def _reasons(view: ItemView) -> list[Fragments]:
    wording = view.commitment.wording
    reasons: list[Fragments] = []
    if wording.why:
        reasons.append((f"Why: {wording.why}",))
    if wording.if_not:
        reasons.append((f"If it doesn't come: {wording.if_not}",))
    return reasons


def _short(text: str) -> str:
    """Return one short line: the first sentence, cut between words where even that is long."""
    sentence = text.split("\n", 1)[0]
    if len(sentence) <= _SHORT:
        return sentence
    return sentence[:_SHORT].rsplit(" ", 1)[0] + " …"


def _small(text: str) -> str:
    """Return the words of a choice as they stand inside a sentence."""
    return text if text.startswith("I ") else text[:1].lower() + text[1:]


def _day_and_month(day: date) -> str:
    return full(day).split(" ", 1)[1].rsplit(" ", 1)[0]


def _who_hears(view: ItemView) -> str:
    """Say when the holder will be reminded, and what follows when nothing is heard (who hears, and when)."""
    if view.calendar is None:
        return ""
    steps = before(
        due=view.due, importance=view.commitment.importance, calendar=view.calendar, from_day=view.today
    )
    reminded = _reminded(steps, view)
    then = "If the date goes by and I've heard nothing, I'd ask you again."
    if view.runner_name and not view.reader_runs:
        then = f"{then} Then {view.runner_name} would ring."
    return f"{reminded} {then}" if reminded else then


def _reminded(steps: tuple[Step, ...], view: ItemView) -> str:
    """Name the reminders to come: in weeks, and by their day where fewer weeks than those are left."""
    due, left = view.due, view.due - view.today
    ahead = {int(step.name.rsplit("-", 1)[1]): step.on for step in steps if step.on > view.today}
    leads = [lead for lead in LEADS[view.commitment.importance] if lead in ahead and lead in _LEAD_WORDS]
    weeks = [_LEAD_WORDS[lead] for lead in leads if left > _weeks(lead)]
    parts = [f"{and_list(weeks)} before"] if weeks else []
    parts += [f"on {full(ahead[lead])}" for lead in leads if left <= _weeks(lead)]
    if 1 in ahead:
        is_day_before = (due - ahead[1]).days == 1
        parts.append("on the day before" if is_day_before else f"on {full(ahead[1])}")
    return f"I would remind you {', and '.join(parts)}." if parts else ""


def _weeks(lead: int) -> timedelta:
    return timedelta(weeks=lead / _WORKING_DAYS)


def _holder_lines(view: ItemView) -> list[Fragments]:
    if view.is_readers:
        return []
    if not view.holder_name:
        return [(f"It's with {view.partner_name}.",)]
    return [(f"It's with {view.holder_name} at {view.partner_name}.",)]


def _standing_lines(view: ItemView) -> list[Fragments]:
    """Say what has happened to a share, where something has."""
    runner = view.runner_name or "the runner"
    match view.share.state:
        case ShareState.DONE:
            return [("It's done.",)]
        case ShareState.DECLINED:
            return [(f"{view.partner_name} has said that this isn't for them.",)]
        case ShareState.DROPPED:
            return [("It's no longer in the timetable.",)]
        case _ if view.move is not None:
            return [(f"{full(view.move.new_due)} is suggested instead. {runner} decides.",)]
        case ShareState.PROPOSED:
            return [("It isn't agreed yet.",)]
        case ShareState.ACCEPTED:
            return [(f"Something is in the way. {runner} knows.",)] if view.share.is_stuck else []


def _standing_buttons(view: ItemView) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    match view.share.state:
        case ShareState.PROPOSED:
            return _asking_buttons(view), ()
        case ShareState.ACCEPTED:
            return _working_buttons(view)
        case ShareState.DONE if view.can_be_undone:
            return (button(view, "Undo", Intent.UNDO),), ()
        case _:
            return (), ()


def _asking_buttons(view: ItemView) -> tuple[Button, ...]:
    return (
        button(view, "Accept", Intent.ACCEPT, primary=True),
        button(view, "Suggest another date", Intent.SUGGEST_DATE, opens=True),
        button(view, "Not for me", Intent.NOT_FOR_ME),
    )


def _working_buttons(view: ItemView) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """Before the date Done, On track, Need more time and Stuck under More; on and after it without On track."""
    done = button(view, "Done", Intent.DONE, primary=True)
    more_time = button(view, "Need more time", Intent.MORE_TIME, opens=True)
    stuck = button(view, "Stuck", Intent.STUCK, opens=True)
    if view.has_come:
        return (done, more_time, stuck), ()
    return (done, button(view, "On track", Intent.ON_TRACK), more_time), (stuck,)
