"""Who hears, and when: the form, the question to each co-ordinator, and the sentence at **Accept**."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.escalations import Terms
from bot.domain.mornings import Rank, Ring
from bot.domain.permissions import Intent
from bot.domain.policies import Policy
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Fragments,
    Message,
    Option,
    Paragraph,
    Strong,
)
from bot.messages.notices import Notice
from bot.messages.words import and_list, begin, number

LABEL: Final = "Who hears, and when"
_MOST: Final = "For most actions:"
_FEW: Final = "For the few on which much hangs:"
_YES_NO: Final = (Option(value="yes", label="Yes"), Option(value="no", label="No"))


def sentence(*, runner: str, helper: str = "") -> str:
    """Say what follows at **Accept** when nothing is heard, as it is in force now.

    `runner` is "" where the reader runs it. `helper` is who would be asked, "" where nobody would be.
    """
    said = "If the date goes by and I've heard nothing, I'd ask you again."
    if runner:
        said += f" Then {runner} would ring."
    if helper:
        said += f" If we still couldn't reach you, we'd ask {helper} to help, and we'd tell you first."
    return said


def form(
    *,
    partnership_id: int,
    policy: Policy | None,
    waits_for: Sequence[str],
    runner: str,
    thirds: Mapping[int, str] | None = None,
) -> Form:
    """Return the form **Who hears, and when**, with what holds or is proposed. `thirds` as for `_third`."""
    terms = policy.terms if policy else Terms()
    return Form(
        intent=Intent.WHO_HEARS,
        partnership_id=partnership_id,
        title=LABEL,
        submit="Propose this",
        intro=((stands(policy, waits_for),), *_intro(terms, runner)),
        fields=(
            _days("runner_asked_after", "Days until the runner is asked", terms.runner_asked_after),
            _days("co_ordinator_after", "Days until somebody else helps", terms.co_ordinator_after),
            Field(
                name="chair_on_last_safe",
                label="Ask the chair on the last safe date",
                kind=FieldKind.CHOICE,
                options=_YES_NO,
                value=("yes" if terms.chair_on_last_safe else "no",),
            ),
            *_third(terms, runner, thirds or {}),
        ),
    )


def stands(policy: Policy | None, waits_for: Sequence[str]) -> str:
    """Say what holds now."""
    if policy is None:
        return "Nothing is agreed yet, so only the person and the runner hear of a date that has gone by."
    if not waits_for:
        return "All partners have said that this is fine with them, and it holds."
    shown = and_list(list(waits_for)) if len(waits_for) <= 3 else f"{number(len(waits_for))} partners"
    held = "This isn't agreed yet" if policy.is_open else "This holds"
    return f"{held}. Still to say so: {shown}."


def proposed(*, partnership: str, asked: Sequence[str], by_hand: Sequence[str]) -> Message:
    """After **Propose this**: who is asked, and whom the runner would ask."""
    blocks: list[Block] = [
        Paragraph(text=("Until all partners have agreed, only the person and the runner hear of a date.",))
    ]
    if asked:
        blocks.append(Paragraph(text=(f"I ask in the next message to each: {and_list(list(asked))}.",)))
    if by_hand:
        words = f"I can't ask {and_list(list(by_hand))}. Your next list lets you say it for them, once you've rung."
        blocks.append(Paragraph(text=(words,)))
    return Message(opening=f"{partnership}: that's proposed now.", blocks=tuple(blocks))


def agreed(*, partnership: str, partner: str, in_force: bool, waits: int) -> Message:
    """After **Fine with us**."""
    thanks = f"Thank you. I've noted that this is fine with {partner}."
    if in_force:
        now = "All partners have agreed, so it holds from now on. It's the same for everybody."
    else:
        now = (
            "Until all partners have agreed, only the person and the runner hear of a date that has gone by."
        )
        thanks += (
            f" {begin(number(waits))} more {'partner is' if waits == 1 else 'partners are'} still to say so."
        )
    return Message(
        opening=f"{partnership}: that's noted.", blocks=(Paragraph(text=(now,)), Paragraph(text=(thanks,)))
    )


def replaced(*, partnership: str) -> Message:
    """Answer a press on a proposal that another has replaced."""
    words = "Another proposal has taken its place, and I'll ask you about that one in your next message."
    return Message(opening=f"{partnership}: that one has changed.", blocks=(Paragraph(text=(words,)),))


def question(
    *, policy: Policy, partnership_id: int, partner_id: int, partner: str, runner: str, third: str = ""
) -> Notice:
    """Ask a co-ordinator whether it is fine with their organisation; both columns, and who is the `third`."""
    by = f"{runner} proposes" if policy.is_open else "All the others have agreed"
    intro = f"{by} what happens if a date goes by and I've heard nothing. It's the same for all partners."
    ask = f"Is that fine with {partner}?"
    button = _fine(policy, partnership_id, partner_id, partner)
    return Notice(
        blocks=(
            Paragraph(text=(Strong(LABEL),)),
            Paragraph(text=(intro,)),
            *columns(policy.terms, runner),
            *([Paragraph(text=(_hears_both(runner, third),))] if third else []),
            Paragraph(text=(ask,)),
            Buttons(buttons=(button,)),
        ),
        rank=Rank.CAN_WAIT,
    )


def by_hand(
    *, policy: Policy, partnership_id: int, partner_id: int, partner: str, who: str, ring: Ring | None
) -> Notice:
    """Name to the runner a partner that cannot be asked, or has not answered; a call is worth making."""
    whom = f"{who} at {partner}" if who else partner
    at = f" on {ring.number}" if ring and ring.number else ""
    if who and ring is None:
        words = f"{whom} hasn't said yet: is who hears, and when, fine with them? A call may be worth making."
    elif who:
        words = f"{whom} is rung{at}. Who hears, and when: is it fine with them?"
    else:
        words = f"{partner} has nobody I can ask. Who hears, and when: is it fine with them?"
    button = _fine(policy, partnership_id, partner_id, partner)
    return Notice(
        blocks=(Paragraph(text=(words,)), Buttons(buttons=(button,))), rank=Rank.CAN_WAIT, asks=True
    )


def columns(terms: Terms, runner: str) -> tuple[Block, ...]:
    """Return both columns of the table, in words."""
    return (
        Paragraph(text=(_MOST,)),
        Bullets(items=_lines(_normal(terms, runner))),
        Paragraph(text=(_FEW,)),
        Bullets(items=_lines(_critical(terms, runner))),
    )


def _normal(terms: Terms, runner: str) -> list[str]:
    asked, helped = _days_of(terms.runner_asked_after), _days_of(terms.co_ordinator_after)
    return [
        "I remind the person one week before, on the last day that suits, and once, two working days after.",
        f"{runner} sees it from the day after, and is asked what to do after {asked}.",
        f"If {runner} does nothing for {helped}, I ask the co-ordinator to help. The person hears first.",
        f"The chair hears nothing unless {runner} asks.",
    ]


def _critical(terms: Terms, runner: str) -> list[str]:
    chair = (
        f"On the last safe date {runner} and the chair get one question: wait, or go without it?"
        if terms.chair_on_last_safe
        else f"The chair hears nothing unless {runner} asks."
    )
    return [
        "I remind the person four weeks, two weeks, one week and one day before, and once, the day after.",
        f"If there is no word, {runner} is asked {_days_of(terms.asked_before)} before the date.",
        chair,
    ]


def _intro(terms: Terms, runner: str) -> tuple[Fragments, ...]:
    return (
        (_MOST,),
        *((f"• {line}",) for line in _normal(terms, runner)),
        (_FEW,),
        *((f"• {line}",) for line in _critical(terms, runner)),
        ("It holds once each partner has pressed Fine with us.",),
    )


def _third(terms: Terms, runner: str, thirds: Mapping[int, str]) -> tuple[Field, ...]:
    """Ask who hears a concern about both runner and chair. `thirds` has by id who could."""
    if not thirds:
        return ()
    held = terms.third_id in thirds
    options = tuple(Option(value=str(key), label=name) for key, name in thirds.items())
    field = Field(
        name="third",
        label=f"Who hears about {runner} and the chair",
        kind=FieldKind.CHOICE,
        options=options,
        value=(str(terms.third_id),) if held else (),
        hint=f"When somebody is worried about both {runner} and the chair. Ask them before you choose them.",
    )
    return (field,)


def _hears_both(runner: str, third: str) -> str:
    return f"If somebody is worried about both {runner} and the chair, {third} hears it."


def _lines(lines: Sequence[str]) -> tuple[Fragments, ...]:
    return tuple((line,) for line in lines)


def _days(name: str, label: str, value: int) -> Field:
    return Field(
        name=name, label=label, kind=FieldKind.LINE, value=(str(value),), hint="Working days, from 1 to 10."
    )


def _days_of(count: int) -> str:
    return f"{number(count)} working {'day' if count == 1 else 'days'}"


def _fine(policy: Policy, partnership_id: int, partner_id: int, partner: str) -> Button:
    return Button(
        label="Fine with us",
        intent=Intent.FINE_WITH_US,
        partnership_id=partnership_id,
        arg=f"{policy.id}.{partner_id}",
        spoken=f"Fine with us: {partner}",
    )
