"""A milestone that was reached: the form in which it is looked over, the post in the rooms, and what goes on from there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.dates import full
from bot.domain.milestones import (
    Celebration,
    Contribution,
    Marking,
    Milestone,
    in_alphabetical_order,
    together,
)
from bot.domain.permissions import Intent
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
    Note,
    Option,
    Paragraph,
    Strong,
)
from bot.messages.words import and_list, begin, number

LINE: Final = 300
TEXT: Final = 1000
_NAMED: Final = 3

_MARKINGS: Final = {
    Marking.HERE: "Here, in this post",
    Marking.AT_MEETING: "At the next meeting",
    Marking.WITH_CAKE: "With cake",
}
_MARKED: Final = {
    Marking.AT_MEETING: "We'll mark it when we next meet.",
    Marking.WITH_CAKE: "There will be cake when we next meet.",
}
_YOURS: Final = (
    "Copy them, and change whatever you like before you send them to anybody. "
    "They are yours now, and nobody sees that you have asked for them."
)
_READ_FIRST: Final = (
    "This is what every room reads. Change below whatever you like; what you leave stands as it is."
)
_NOT_ALONE: Final = "None of us could have made it alone."


def form(*, milestone: Milestone, contributions: Sequence[Contribution], coming: Milestone | None) -> Form:
    """Return the form **Celebrate**: all partners, those with nothing recorded first."""
    return Form(
        intent=Intent.CELEBRATE,
        partnership_id=milestone.partnership_id,
        arg=str(milestone.id),
        title="Celebrate",
        submit="Post it",
        intro=(*_looked_over(contributions), *_read_first(milestone, contributions, coming)),
        fields=(
            Field(
                name="story",
                label="What was reached",
                kind=FieldKind.LINES,
                hint="A sentence or two, with a fact in it: how many, for whom, since when.",
                value=_standing(milestone.story),
                max_length=TEXT,
            ),
            *map(_did, contributions),
            *_questions(),
            *_after(milestone, coming),
        ),
    )


def post(told: Celebration) -> Message:
    """Return what every room reads."""
    milestone = told.milestone
    blocks: list[Block] = []
    first = " ".join(filter(None, (milestone.story, _alone(milestone))))
    if first:
        blocks.append(Paragraph(text=(first,)))
    if told.contributions:
        made = tuple(
            (Strong(f"{and_list(names)}:"), f" {words}") for names, words in together(told.contributions)
        )
        blocks += [Paragraph(text=(Strong("Made by"),)), Bullets(items=made)]
    blocks += _labelled("What it makes possible:", milestone.makes_possible)
    blocks += _labelled("What comes next:", milestone.what_next)
    marked = _MARKED.get(milestone.marking, "") if milestone.marking else ""
    last = " ".join(filter(None, (marked, milestone.own_words)))
    if last:
        blocks.append(Paragraph(text=(last,)))
    return Message(opening=sentence(milestone.title), blocks=(*blocks, share_buttons(milestone)))


def news(told: Celebration) -> tuple[Block, ...]:
    """Return the same for somebody who has no room, as it stands in their envelope."""
    said = post(told)
    return (Paragraph(text=(Strong("Some news."), f" {said.opening}")), *said.blocks)


def share_buttons(milestone: Milestone) -> Buttons:
    """Return what can be done with what was celebrated."""
    return Buttons(
        buttons=(
            _button(milestone, "Picture to share", Intent.WORDS_TO_SHARE, word="picture"),
            _button(milestone, "Words to pass on", Intent.WORDS_TO_SHARE),
            _button(milestone, "Say thank you", Intent.THANK, opens=True),
        )
    )


def words_to_pass_on(*, partnership: str, told: Celebration) -> Message:
    """Return three or four sentences for a newsletter or for governors."""
    return Message(
        opening=f"{partnership}: some words to pass on.",
        blocks=(
            Paragraph(text=(_YOURS,)),
            Paragraph(text=(_passage(partnership, told),)),
        ),
    )


def picture(*, partnership: str, told: Celebration) -> Message:
    """Return what goes with the picture: in words, all that it shows."""
    return Message(
        opening=f"{partnership}: a picture to share.",
        blocks=(
            Paragraph(text=("If you post it, put these words beside it for people who can't see it.",)),
            Note(text=(described(partnership=partnership, told=told),)),
        ),
    )


def described(*, partnership: str, told: Celebration) -> str:
    """Return in words what the picture shows."""
    milestone = told.milestone
    names = and_list([one.partner for one in told.contributions])
    parts = (
        f"The picture says: {sentence(milestone.title)}",
        f"What it makes possible: {sentence(milestone.makes_possible)}" if milestone.makes_possible else "",
        f"Made by: {sentence(names)}" if names else "",
        f"At the foot stands {partnership}.",
    )
    return " ".join(filter(None, parts))


def sentence(words: str) -> str:
    """Return what somebody typed as a sentence, with a full stop unless it ends with a mark of its own."""
    said = begin(words.strip())
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _looked_over(contributions: Sequence[Contribution]) -> tuple[Fragments, ...]:
    missing = [one.partner for one in contributions if not one.words and not one.is_office]
    if not missing:
        return ()
    named = missing[:_NAMED]
    if len(missing) > _NAMED:
        named = [*named, f"{number(len(missing) - _NAMED)} more"]
    verb = "isn't" if len(missing) == 1 else "aren't"
    asked = f"{and_list(named)} {verb} on the list. Did they help in a way the timetable doesn't show?"
    return ((asked,),)


def _read_first(
    milestone: Milestone, contributions: Sequence[Contribution], coming: Milestone | None
) -> tuple[Fragments, ...]:
    """Return the whole post as it would go out, to be read before anybody else does."""
    proposed = Celebration(
        milestone=replace(milestone, what_next=_next_words(milestone, coming)),
        contributions=in_alphabetical_order(contributions),
    )
    said = post(proposed)
    lines: list[Fragments] = [(_READ_FIRST,), (Strong(said.opening),)]
    for block in said.blocks:
        match block:
            case Paragraph():
                lines.append(block.text)
            case Bullets():
                lines += [("• ", *line) for line in block.items]
    return tuple(lines)


def _next_words(milestone: Milestone, coming: Milestone | None) -> str:
    return milestone.what_next or (f"{coming.title}, by {full(coming.due)}" if coming else "")


def _did(one: Contribution) -> Field:
    hint = "" if one.words else "Leave it empty if they had no part in this."
    return Field(
        name=f"did_{one.partner_id}",
        label=one.partner,
        kind=FieldKind.LINE,
        hint=hint,
        value=_standing(one.words[:LINE]),
        max_length=LINE,
    )


def _questions() -> tuple[Field, ...]:
    return (
        Field(
            name="alone",
            label="Could any one of us have done this alone?",
            kind=FieldKind.CHOICE,
            options=(Option(value="no", label="No"), Option(value="yes", label="Yes")),
        ),
        Field(
            name="marking",
            label="How shall we mark it?",
            kind=FieldKind.CHOICE,
            options=tuple(Option(value=one.value, label=label) for one, label in _MARKINGS.items()),
        ),
    )


def _after(milestone: Milestone, coming: Milestone | None) -> tuple[Field, ...]:
    return (
        Field(
            name="makes_possible",
            label="What it makes possible",
            kind=FieldKind.LINES,
            value=_standing(milestone.makes_possible),
            max_length=TEXT,
        ),
        Field(
            name="what_next",
            label="What comes next",
            kind=FieldKind.LINES,
            value=_standing(_next_words(milestone, coming)),
            max_length=TEXT,
        ),
        Field(
            name="own_words",
            label="A line of your own",
            kind=FieldKind.LINE,
            hint="A smile, if you have one. It may be left out.",
            value=_standing(milestone.own_words),
            max_length=LINE,
        ),
    )


def _passage(partnership: str, told: Celebration) -> str:
    milestone = told.milestone
    names = and_list([one.partner for one in told.contributions])
    made = f"It was made together by {names}" if names else "It was made together"
    possible = f"What it makes possible: {sentence(milestone.makes_possible)}"
    parts = (
        sentence(milestone.title),
        sentence(milestone.story) if milestone.story else "",
        f"{made}, in {partnership}." if names else f"{made} in {partnership}.",
        _alone(milestone),
        possible if milestone.makes_possible else "",
    )
    return " ".join(filter(None, parts))


def _alone(milestone: Milestone) -> str:
    return _NOT_ALONE if milestone.alone_possible is False else ""


def _labelled(label: str, words: str) -> list[Block]:
    return [Paragraph(text=(Strong(label), f" {words}"))] if words else []


def _button(
    milestone: Milestone, label: str, intent: Intent, *, word: str = "", opens: bool = False
) -> Button:
    return Button(
        label=label,
        intent=intent,
        partnership_id=milestone.partnership_id,
        arg=f"{milestone.id}.{word}" if word else str(milestone.id),
        opens=opens,
        spoken=f"{label}: {milestone.title}",
    )


def _standing(words: str) -> tuple[str, ...]:
    return (words,) if words else ()
