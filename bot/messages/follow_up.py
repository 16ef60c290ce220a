"""What the runner is asked about a date that has gone by, *wait, or go without it?*, and what stands after a press."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.escalations import FollowUpChoice
from bot.domain.follow_ups import FollowUp, HelpAnswer
from bot.domain.items import ItemView
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.messages.items import button, last_safe_lines, standing_item, subject
from bot.messages.model import Button, Fragments, Item, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.words import near

ASK_FIRST: Final = "ask_first"
WAIT: Final = "wait"
GO: Final = "go"


@dataclass(frozen=True, slots=True, kw_only=True)
class May:
    """What a runner may press about one date. `helper` is who would be asked to help, "" where nobody."""

    helper: str = ""
    ask_chair: bool = False
    ask_first: bool = False


def asked(
    view: ItemView, *, follow_up: FollowUp, may: May, helper: str = "", is_silent: bool = False
) -> Notice:
    """Ask the runner to choose. `helper` is who has been asked already, `is_silent` when they said nothing since."""
    done = what_was_done(view, follow_up, helper, is_silent=is_silent)
    lines: list[Fragments] = [(_stands(view),), *last_safe_lines(view), *done, (_holder(view),)]
    chosen = _choices(view, may)
    item = Item(
        subject=subject(view.share.id),
        title=view.title,
        lines=tuple(lines),
        buttons=tuple(chosen[:3]),
        more=tuple(chosen[3:]),
    )
    return Notice(blocks=(item,), rank=Rank.AT_RISK)


def wait_or_go(view: ItemView, *, more: Sequence[Button] = ()) -> Notice:
    """*Wait, or go without it?* It names the choice, not the culprit."""
    last = view.commitment.last_safe
    lines: list[Fragments] = []
    if last is not None:
        day = near(last, today=view.today)
        is_today = last == view.today
        lines.append((f"{'Today' if is_today else day} {'is' if is_today else 'was'} the last safe date.",))
    lines.append(("Shall we wait, or go without it? The first of you to press decides.",))
    if view.commitment.wording.if_not:
        lines.append((f"If it doesn't come: {view.commitment.wording.if_not}",))
    item = Item(
        subject=subject(view.share.id),
        title=view.title,
        lines=tuple(lines),
        buttons=(
            button(view, "Wait", Intent.WAIT_OR_GO, word=WAIT),
            button(view, "Go without it", Intent.WAIT_OR_GO, word=GO),
        ),
        more=tuple(more),
    )
    return Notice(blocks=(item,), rank=Rank.AT_RISK)


def still_open(view: ItemView, *, may: May) -> tuple[Button, ...]:
    """Return what a runner may press besides, on the last safe date."""
    return tuple(one for one in _choices(view, may) if one.label not in ("Go without it", "Ask the chair"))


def chosen(view: ItemView, *, word: str, helper: str) -> Item:
    """After a press of the runner."""
    return standing_item(view, said=(_after(view, word, helper),))


def decided(view: ItemView, *, go: bool) -> Item:
    """After **Wait** or **Go without it**."""
    said = (
        "I'll tell everybody who is waiting for it."
        if go
        else "Good. We wait, and I'll say so to the others."
    )
    return standing_item(view, said=(said,))


def told(view: ItemView, *, go: bool) -> Notice:
    """Tell what was decided: the effect, and never whose fault."""
    if not go:
        words: Fragments = (
            "It was decided to wait for ",
            Strong(view.title),
            ". The work goes on as planned.",
        )
    elif view.is_readers:
        words = (
            "The work goes on without ",
            Strong(view.title),
            ", so there is nothing more to do about it.",
        )
    else:
        words = ("The work goes on without ", Strong(view.title), ". There is nothing you need to wait for.")
    return Notice(blocks=(Paragraph(text=words),), rank=Rank.CAN_WAIT, asks=False)


def _choices(view: ItemView, may: May) -> list[Button]:
    """Everything the runner may press, the first three as buttons."""
    ring = _button(view, "I'll ring", FollowUpChoice.RING.value)
    ask = _button(view, "Ask the co-ordinator", FollowUpChoice.ASK_CO_ORDINATOR.value)
    new_date = button(view, "New date", Intent.MORE_TIME, opens=True)
    leave = _button(view, "Leave it with me", FollowUpChoice.LEAVE.value)
    rest = [
        _button(view, "Go without it", FollowUpChoice.GO_WITHOUT.value),
        *([_button(view, "Ask the chair", FollowUpChoice.ASK_CHAIR.value)] if may.ask_chair else []),
        button(view, "Done", Intent.DONE),
        *([_button(view, "Ask me first", ASK_FIRST)] if may.ask_first else []),
    ]
    return [ring, ask, new_date, leave, *rest] if may.helper else [ring, new_date, leave, *rest]


def _button(view: ItemView, label: str, word: str) -> Button:
    return button(view, label, Intent.FOLLOW_UP, word=word)


def _stands(view: ItemView) -> str:
    day = near(view.due, today=view.today)
    if view.due < view.today:
        return f"This was for {day}, and I haven't heard how it's going. It may be done already."
    return f"Much hangs on this. It's for {day}, and I haven't heard how it's going."


def what_was_done(view: ItemView, follow_up: FollowUp, helper: str, *, is_silent: bool) -> list[Fragments]:
    """Say what has been done about a date so far; nothing where nothing was."""
    if follow_up.helper_id is not None and follow_up.goes_without is None:
        said: list[Fragments] = [(_helped(view, follow_up, helper),)]
        return [*said, ("What would you like to do now?",)] if is_silent else said
    if follow_up.goes_without is False:
        return [("It was decided to wait for it.",)]
    # What was left comes back as if it were asked for the first time.
    chosen_before = {
        FollowUpChoice.RING: "You said that you'd ring.",
        FollowUpChoice.ASK_CHAIR: "The chair has been asked, and hasn't answered yet.",
    }
    return [(chosen_before[follow_up.choice],)] if follow_up.choice in chosen_before else []


def _helped(view: ItemView, follow_up: FollowUp, helper: str) -> str:
    """How it stands with whoever was asked to help."""
    if follow_up.helper_answer is HelpAnswer.RING:
        return f"{helper} would be glad if you rang about it."
    if follow_up.helper_answer is HelpAnswer.FIND_OUT:
        return f"{helper} is finding out."
    asked_on, first = follow_up.helper_asked_on, view.holder_name.split(" ", 1)[0]
    if asked_on is None:
        return f"I'm asking {helper} for help{f', and {first} hears of it first' if first else ''}."
    if asked_on < view.today:
        return f"{helper} was asked for help on {near(asked_on, today=view.today)}. No word yet."
    return f"{helper} was asked for help today{f', and {first} was told first' if first else ''}."


def _holder(view: ItemView) -> str:
    return (
        f"It's with {view.holder_name} at {view.partner_name}."
        if view.holder_name
        else f"It's with {view.partner_name}."
    )


def _after(view: ItemView, word: str, helper: str) -> str:
    first = view.holder_name.split(" ", 1)[0]
    match word:
        case FollowUpChoice.RING.value:
            return "Good. It comes back on your next working day, until it's settled."
        case FollowUpChoice.ASK_CO_ORDINATOR.value:
            return (
                f"I tell {first} first, and then I ask {helper} for help."
                if first
                else f"I ask {helper} for help."
            )
        case FollowUpChoice.ASK_CHAIR.value:
            return "I'll ask the chair: wait, or go without it?"
        case FollowUpChoice.GO_WITHOUT.value:
            return "I'll tell those who are waiting for it what that means for them."
        case FollowUpChoice.LEAVE.value:
            return "It's with you. I won't mention it for five working days."
        case _:
            return f"From now on I ask you first before I ask anybody for help with what is {first}'s."
