"""**May I take it up?**: what people wrote to the runner, read where it isn't kept, and what they say to that (F10)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.domain.question_answers import Answer
from bot.domain.questions import Passing, Question
from bot.domain.taking_up import TakeUp
from bot.messages.model import (
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Fragments,
    Message,
    Note,
    Option,
    Paragraph,
    Strong,
)
from bot.messages.notices import Notice
from bot.messages.words import and_list

ASK: Final = "May I take it up?"
LABELS: Final = {
    TakeUp.WITH_MY_NAME: "Yes, with my name",
    TakeUp.WITHOUT_MY_NAME: "Yes, without my name",
    TakeUp.JUST_US: "Just you and me",
    TakeUp.RING_ME: "Please ring me",
}
MOST: Final = 40
"""So much is read in one form; there is room for it on every platform."""

_LONGEST_LABEL: Final = 70
_SAID: Final = {
    TakeUp.WITH_MY_NAME: "They said yes, with their name.",
    TakeUp.WITHOUT_MY_NAME: "They said yes, without their name.",
    TakeUp.JUST_US: "They said: just the two of you.",
    TakeUp.RING_ME: "They asked you to ring.",
}
_PASSING: Final = {
    Passing.WITH_NAME: "You may pass it on with their name.",
    Passing.WITHOUT_NAME: "You may pass it on without their name.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that somebody told the runner. `arg` names it, `who` says who it was, `of` for which organisation ("" for none).

    `asked` is whether they have been asked, `reply` what they said.
    """

    arg: str
    who: str
    question: str
    words: str
    of: str = ""
    may_pass: Passing | None = None
    asked: bool = False
    reply: TakeUp | None = None


def in_words(question: Question, answer: Answer) -> str:
    """Return an answer in words: what was chosen, whom it names, and what was written."""
    chosen = "" if answer.value is None else question.options[answer.value - 1]
    return ". ".join(filter(None, (chosen, answer.person, answer.line)))


def form(*, partnership_id: int, round_id: int, told: Sequence[Told]) -> Form:
    """Return what was told to the reader, with **May I take it up?** for each that has not been asked.

    It is a form because a form leaves nothing behind: what stands in a chat is kept and searched.
    """
    return Form(
        intent=Intent.TAKE_UP,
        partnership_id=partnership_id,
        arg=str(round_id),
        title="What they told you",
        submit="Ask them",
        intro=(
            ("Only you can read this. It stays out of the chat, where it would be kept.",),
            *(_line(one) for one in told[:MOST]),
        ),
        fields=_fields([one for one in told[:MOST] if not one.asked]),
    )


def asked(
    *, partnership: str, whom: Sequence[str], by_hand: Sequence[str], before: Sequence[str] = ()
) -> Message:
    """After **Ask them**. `by_hand` can't be written to, `before` have been asked already."""
    if not whom and not by_hand and not before:
        return Message(opening=f"{partnership}: nobody is asked. What they told you stays with you.")
    blocks = []
    if whom:
        words = (
            f"I ask {and_list(list(whom))} in their next message. Until they say so, it stays between you."
        )
        blocks.append(Paragraph(text=(words,)))
    if by_hand:
        blocks.append(
            Paragraph(text=(f"I can't write to {and_list(list(by_hand))}. Ask when you next ring.",))
        )
    if before:
        words = f"I have asked {and_list(list(before))} before, so I don't ask again."
        blocks.append(Paragraph(text=(words,)))
    return Message(opening=f"{partnership}: that's noted.", blocks=tuple(blocks))


def question(
    *,
    partnership_id: int,
    take_up_id: int,
    runner: str,
    words: str,
    partner: str,
    chair: str,
    hearers: Mapping[TakeUp, Collection[int]],
) -> Notice:
    """Ask somebody about what they wrote, without repeating it. `words` are those of the question.

    `partner` is the organisation for which they wrote it, "" for none; `chair` who else would know, "" for nobody.
    `hearers` are those who would hear it after each answer: the buttons carry them.
    """
    for_whom = f" for {partner}" if partner else ""
    who = f"{runner} and {chair}" if chair else runner
    return Notice(
        blocks=(
            Paragraph(
                text=(
                    f"In the check-in you wrote something to {runner}{for_whom}. It was about this question: “{words}”",
                )
            ),
            Paragraph(text=(f"{runner} asks you: ", Strong(ASK))),
            Note(
                text=(
                    (
                        f"With your name, {who} will know it is yours. Without it, {runner} may raise it "
                        "and not say whose it is. No answer means: just the two of you."
                    ),
                )
            ),
            Buttons(
                buttons=tuple(_answer(partnership_id, take_up_id, said, hearers[said]) for said in TakeUp)
            ),
        ),
        rank=Rank.CAN_WAIT,
    )


def asked_again(*, partnership: str, notice: Notice) -> Message:
    """Others would hear it now than they had read: ask once more, before anything is said."""
    words = "Roles have changed here since I asked, so nothing is said yet. Here is who would know now."
    return Message(
        opening=f"{partnership}: please look at this once more.",
        blocks=(Paragraph(text=(words,)), *notice.blocks),
    )


def answered(*, partnership: str, runner: str, said: TakeUp, is_first: bool) -> Message:
    """Say what follows from what somebody has pressed. `is_first`: by this press."""
    opening = "thank you." if is_first else "you've answered that already."
    return Message(opening=f"{partnership}: {opening}", blocks=(Paragraph(text=(_follows(said, runner),)),))


def heard(*, name: str, said: TakeUp, number: str) -> Notice | None:
    """Tell the runner what somebody said; what became a concern speaks for itself."""
    if said is TakeUp.RING_ME:
        on = f" on {number}" if number else ""
        words = f"{name} asks you to ring{on}, about what they wrote in the check-in."
        return Notice(blocks=(Paragraph(text=(words,)),), rank=Rank.CALL)
    if said is TakeUp.JUST_US:
        words = f"{name} would rather keep what they wrote in the check-in between the two of you."
        return Notice(blocks=(Paragraph(text=(words,)),), rank=Rank.CAN_WAIT, asks=False)
    return None


def taken_back(*, name: str) -> Notice:
    """Tell the runner that there is nothing left to ask about: it was skipped, or somebody else answered."""
    words = f"{name} has taken back what you asked to take up, so your question about it is closed."
    return Notice(blocks=(Paragraph(text=(words,)),), rank=Rank.CAN_WAIT, asks=False)


def _line(one: Told) -> Fragments:
    of = f", for {one.of}" if one.of else ""
    passing = f" {_PASSING[one.may_pass]}" if one.may_pass else ""
    return (Strong(f"{one.who}{of}."), f"{passing}{_reply(one)} To “{one.question}”: “{one.words}”")


def _reply(one: Told) -> str:
    if not one.asked:
        return ""
    return (
        f" {_SAID[one.reply]}"
        if one.reply
        else " You've asked them. No answer yet means: just the two of you."
    )


def _fields(told: Sequence[Told]) -> tuple[Field, ...]:
    if not told:
        return ()
    return (
        Field(
            name="answers",
            label=ASK,
            kind=FieldKind.CHOICES,
            options=tuple(Option(value=one.arg, label=_label(one)) for one in told),
            hint="Tick whom I should ask. It becomes a concern only if they say yes.",
        ),
    )


def _label(one: Told) -> str:
    label = f"{one.who}: {one.question}"
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"


def _follows(said: TakeUp, runner: str) -> str:
    return {
        TakeUp.WITH_MY_NAME: f"{runner} will take it up, with your name, and you'll hear what comes of it.",
        TakeUp.WITHOUT_MY_NAME: f"{runner} will take it up without your name, and you'll hear what comes of it.",
        TakeUp.JUST_US: f"It stays between you and {runner}.",
        TakeUp.RING_ME: f"I've put it on {runner}'s list to ring you. It stays between you until then.",
    }[said]


def _answer(partnership_id: int, take_up_id: int, said: TakeUp, hearers: Collection[int]) -> Button:
    return Button(
        label=LABELS[said],
        intent=Intent.ANSWER_TAKE_UP,
        partnership_id=partnership_id,
        arg=".".join((str(take_up_id), said.value, *map(str, sorted(hearers)))),
        spoken=f"{LABELS[said]}: what you wrote in the check-in",
    )
