"""How one action is shown, wherever it is shown: its title, by when, with whom, why, and what can be pressed."""

from typing import Final

from bot.domain.commitments import EventKind, ShareState, remaining
from bot.domain.dates import full
from bot.domain.escalations import Next, Who
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.domain.stage_manners import stage_manners
from bot.messages.model import Button, Fragments, Item, Strong
from bot.messages.words import and_list, coming, near
from bot.messages.words import number as in_words

_SHORT: Final = 140
_WITH_AT_MOST: Final = 3
_WAITING_AT_MOST: Final = 2
_WORKING_DAYS: Final = 5
_SINCE: Final = {
    EventKind.ACCEPTED: "It has been accepted",
    EventKind.DATE_SUGGESTED: "Another date has been suggested",
    EventKind.DATE_MOVED: "It has had a new date",
    EventKind.ON_TRACK: "It has been said to be on track",
    EventKind.STUCK: "Somebody has asked for help",
    EventKind.UNDONE: "It was done and is open again",
    EventKind.HANDED_ON: "Somebody else has been asked",
    EventKind.HANDED_OVER: "It has come to somebody else",
    EventKind.CHANGED: "What it says has changed",
    EventKind.RESTORED: "It was out and is back",
}
"""What of all that may have happened to an action its card tells everybody who sees it."""

_ASKED_NEXT: Final = {
    Who.RUNNER: "If I've heard nothing by {by}, {name} will give you a ring.",
    Who.DEPUTY_RUNNER: "If I've heard nothing by {by}, I'll ask {name} about it.",
    Who.HELPER: "If we've heard nothing by {by}, we'll ask {name} to help, and we'll tell you first.",
}
"""What a fair warning says of who is asked next."""

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
    lines: list[Fragments] = [(by_line(view),), *_why(view), *_waiting_lines(view)]
    return item(view, lines=[*lines, *standing_lines(view)], number=number, buttons=buttons, more=more)


def last_reminder_item(view: ItemView, *, number: int | None = None) -> Item:
    """As `envelope_item`, with why in full and **If it doesn't come**: the last reminder before the date."""
    buttons, more = _working_buttons(view)
    lines: list[Fragments] = [(by_line(view),), *reasons(view), *_waiting_lines(view)]
    lines += standing_lines(view)
    return item(view, lines=lines, number=number, buttons=buttons, more=more)


def warning_item(view: ItemView, *, number: int | None = None, asked_next: Next | None = None) -> Item:
    """Return the one fair warning after the date, with who is asked next where that is known."""
    lines: list[Fragments] = [
        (f"This was for {near(view.due, today=view.today)}, and I haven't heard how it's going.",),
        ("It may well be done. If it is, just press ", Strong("Done"), "."),
        ("If something is in the way, tell us and we'll help.",),
    ]
    if asked_next is not None:
        by, name = coming(asked_next.by, today=view.today), asked_next.name
        lines.append((_ASKED_NEXT[asked_next.who].format(by=by, name=name),))
    buttons, _ = _working_buttons(view)
    return item(view, lines=lines, number=number, buttons=buttons)


def standing_item(view: ItemView, *, said: Fragments | None = None, number: int | None = None) -> Item:
    """Return how things stand now, after a press or in answer to a press on an old message.

    `said` comes first: what the press did.
    """
    lines: list[Fragments] = [said] if said else []
    lines.append((by_line(view),))
    lines += holder_lines(view)
    lines += _waiting_lines(view)
    lines += standing_lines(view)
    buttons, more = standing_buttons(view)
    return item(view, lines=lines, number=number, buttons=buttons, more=more)


def outdated_item(view: ItemView, *, intent: Intent, since: EventKind) -> Item:
    """Return how things stand now, in answer to a press on an old card: it counts only if it is pressed here again.

    What cannot be pressed any more needs no word about it.
    """
    shown = standing_item(view)
    again = next((one for one in (*shown.buttons, *shown.more) if one.intent is intent), None)
    if again is None:
        return shown
    what = _SINCE.get(since, "Something about it has changed")
    said = (f"{what} since I showed you this, so I've done nothing yet. Press ", Strong(again.label))
    return standing_item(view, said=(*said, " here if it still holds."))


def item(
    view: ItemView,
    *,
    lines: list[Fragments],
    number: int | None,
    buttons: tuple[Button, ...] = (),
    more: tuple[Button, ...] = (),
) -> Item:
    title = view.title if number is None else f"{number}. {view.title}"
    return Item(subject=subject(view.share.id), title=title, lines=tuple(lines), buttons=buttons, more=more)


def by_line(view: ItemView) -> str:
    asked_in_vain = view.share.state is ShareState.PROPOSED and view.due < view.today
    verb = "Was for" if view.has_passed or asked_in_vain else "By"
    return f"{verb} {near(view.due, today=view.today)}{_with_whom(view)}"


def _with_whom(view: ItemView) -> str:
    if view.commitment.all_partners:
        left = remaining(view.commitment)
        done = sum(share.state is ShareState.DONE for share in left)
        return f", with all partners: {done} of {len(left)} in" if done else ", with all partners"
    if len(view.others) > _WITH_AT_MOST:
        shown = view.others[: _WITH_AT_MOST - 1]
        rest = in_words(len(view.others) - len(shown))
        return f", with {', '.join(shown)} and {rest} others"
    return f", with {and_list(view.others)}" if view.others else ""


def _why(view: ItemView) -> list[Fragments]:
    """Return why in one short line: in full in a new group, and left out in hard times (F15)."""
    why, manners = view.commitment.wording.why, stage_manners(view.partnership.stage)
    if not why or manners.plain:
        return []
    return [(f"Why: {why}",) if manners.why_in_full else (_short(why),)]


def reasons(view: ItemView) -> list[Fragments]:
    wording = view.commitment.wording
    reasons: list[Fragments] = []
    if wording.why:
        reasons.append((f"Why: {wording.why}",))
    if wording.if_not:
        reasons.append((f"If it doesn't come: {wording.if_not}",))
    return reasons


def _waiting_lines(view: ItemView) -> list[Fragments]:
    """Name what waits for this one, while it is open."""
    if not view.waiting or not view.share.is_open:
        return []
    shown = view.waiting[:_WAITING_AT_MOST]
    more = len(view.waiting) - len(shown)
    rest = f" and {in_words(more)} more" if more else ""
    return [(f"Waiting for this: {', '.join(shown)}{rest}.",)]


def _short(text: str) -> str:
    """Return one short line: the first sentence, cut between words where even that is long."""
    sentence = text.split("\n", 1)[0]
    if len(sentence) <= _SHORT:
        return sentence
    return sentence[:_SHORT].rsplit(" ", 1)[0] + " …"


def holder_lines(view: ItemView) -> list[Fragments]:
    if view.is_readers:
        return []
    if not view.holder_name:
        return [(f"It's with {view.partner_name}.",)]
    return [(f"It's with {view.holder_name} at {view.partner_name}.",)]


def last_safe_lines(view: ItemView) -> list[Fragments]:
    """Say to the runner until when there is time to choose; nothing where no such date was named."""
    named = view.commitment.last_safe
    if named is None or not view.share.is_open:
        return []
    # A later date that was agreed on takes the last safe one along.
    last = max(named, view.due)
    if last == view.today:
        return [("Today is the last safe date.",)]
    return [(f"The last safe date {'was' if last < view.today else 'is'} {near(last, today=view.today)}.",)]


def standing_lines(view: ItemView) -> list[Fragments]:
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


def standing_buttons(view: ItemView) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    match view.share.state:
        case ShareState.PROPOSED:
            return asking_buttons(view), _changing_buttons(view)
        case ShareState.ACCEPTED:
            return _working_buttons(view)
        case ShareState.DONE if view.can_be_undone:
            return (button(view, "Undo", Intent.UNDO),), ()
        case ShareState.DROPPED if view.may_change:
            comes_round = view.commitment.series_id is not None
            return (button(view, "Put it back", Intent.RESTORE, opens=comes_round),), ()
        case _:
            return (), ()


def asking_buttons(view: ItemView) -> tuple[Button, ...]:
    return (
        button(view, "Accept", Intent.ACCEPT, primary=True),
        button(view, "Suggest another date", Intent.SUGGEST_DATE, opens=True),
        button(view, "Not for me", Intent.NOT_FOR_ME),
    )


def _working_buttons(view: ItemView) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """Before the date Done, On track, Need more time, and Stuck under More; on and after it without On track."""
    done = button(view, "Done", Intent.DONE, primary=True)
    more_time = button(view, "Need more time", Intent.MORE_TIME, opens=True)
    stuck = button(view, "Stuck", Intent.STUCK, opens=True)
    more = (button(view, "Hand over", Intent.HAND_OVER, opens=True), *_changing_buttons(view))
    if view.has_come:
        return (done, more_time, stuck), more
    return (done, button(view, "On track", Intent.ON_TRACK), more_time), (stuck, *more)


def _changing_buttons(view: ItemView) -> tuple[Button, ...]:
    """What stands under More for those who may change what an action says."""
    if not view.may_change:
        return ()
    again = button(view, "Make it come round again", Intent.SERIES, opens=True)
    return (
        button(view, "Change", Intent.CHANGE, opens=True),
        *((again,) if view.commitment.series_id is None else ()),
        button(view, "Drop", Intent.DROP, opens=True),
    )
