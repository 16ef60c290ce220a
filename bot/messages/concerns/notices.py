"""What is said unasked about a concern: that there is one, that there is an answer, that there is none yet. Never what it is."""

from bot.domain.concerns import ConcernState, Step
from bot.domain.dates import full
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent, Role
from bot.messages.concerns.seen import (
    ELSE,
    HAND_ON,
    KEPT,
    RAISED,
    Next,
    Seen,
    button,
    read_button,
    sorted_button,
    still_button,
)
from bot.messages.model import Button, Fragments, Item
from bot.messages.notices import Notice


def to_answer(seen: Seen, *, step: Step | None) -> Notice:
    """To whoever has it. `step` says how long it has waited, None for less than three days."""
    lines: list[Fragments] = [("Somebody has told you in confidence what worries them.",)]
    if seen.concern.answer:
        lines = [("This was answered before, and they say that it's still there.",)]
    lines.append((f"I said that you would answer by {full(seen.by)}.",))
    if step is not None:
        lines.append(("They are waiting for a word from you. A short one helps too.",))
    arg = f"{seen.concern.id}.{seen.concern.version}"
    answer = button(
        seen, "Read and answer", Intent.ANSWER_CONCERN, arg=arg, title=KEPT, opens=True, primary=True
    )
    return _notice(seen, KEPT, lines, answer)


def to_know(seen: Seen) -> Notice:
    """To who was told as well, or is told once it has been answered."""
    answers = f"{seen.keeper} answers it."
    if seen.concern.state is not ConcernState.OPEN:
        answers = f"{seen.replied} has answered it. Whoever raised it hasn't said yet whether it's sorted."
    lines: list[Fragments] = [(f"Somebody would like you to know what worries them. {answers}",)]
    return _notice(seen, KEPT, lines, read_button(seen, title=KEPT))


def answered(seen: Seen) -> Notice:
    """To whoever raised it: there is an answer."""
    lines: list[Fragments] = [
        (f"{seen.replied} has answered what you raised.",),
        ("Press Read it to see the answer. Is it sorted now?",),
    ]
    return _notice(seen, RAISED, lines, read_button(seen), sorted_button(seen), still_button(seen))


def not_yet(seen: Seen) -> Notice:
    """To whoever raised it, on the sixth day: there is no answer yet, and somebody else could hear it."""
    first = "hasn't answered again yet" if seen.is_back else "hasn't been able to answer yet"
    lines: list[Fragments] = [
        (f"{seen.keeper} {first}.",),
        ("Would you like to tell somebody else? You choose who.",),
    ]
    arg = f"{ELSE}.{seen.concern.id}"
    other = button(seen, "Somebody else", Intent.CONCERN, arg=arg, opens=True)
    return _notice(seen, RAISED, lines, other, sorted_button(seen))


def pass_on(seen: Seen, *, to: Next) -> Notice:
    """To whoever raised it with the runner or chair before: it stays there unless they pass it on (F17)."""
    return Notice(blocks=(passing(seen, to=to),), rank=Rank.WAITING)


def passing(seen: Seen, *, to: Next) -> Item:
    """Say who hears such things now, with **Pass it on** to them and to nobody else."""
    does = "runs the timetable" if to.role is Role.RUNNER else "hears such things"
    first = f"{to.name} {does} now."
    if to.knows:
        lines = (
            f"{first} {seen.keeper} was to answer what you raised.",
            f"Shall {to.name} answer it? Then pass it on.",
        )
    else:
        told = f"What you told {seen.keeper} isn't shown to {to.name}."
        lines = (f"{first} {told}", "If you'd like it to be, pass it on.")
    arg = f"{seen.concern.id}.{HAND_ON}.{to.person_id}"
    hand = button(seen, "Pass it on", Intent.FOLLOW_CONCERN, arg=arg)
    return Item(
        subject=seen.subject,
        title=RAISED,
        lines=tuple((line,) for line in lines),
        buttons=(hand, sorted_button(seen)),
    )


def _notice(seen: Seen, title: str, lines: list[Fragments], *buttons: Button) -> Notice:
    item = Item(subject=seen.subject, title=title, lines=tuple(lines), buttons=buttons)
    return Notice(blocks=(item,), rank=Rank.WAITING)
