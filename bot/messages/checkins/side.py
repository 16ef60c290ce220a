"""**Side by side**: what each organisation said, for the runner, and for all once all have agreed; and **Is it worth it?**"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.domain.question_answers import Answer
from bot.domain.questions import Question
from bot.domain.sides import Pick, Row
from bot.domain.small_numbers import Part
from bot.messages.checkins import levels, reach
from bot.messages.checkins.reach import Seen
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Fragments,
    Heading,
    Message,
    Note,
    Paragraph,
    Strong,
    Table,
)
from bot.messages.notices import Notice
from bot.messages.words import THE_RUNNER, and_list, number

TITLE: Final = "Side by side"
ASK: Final = "ask"
BACK: Final = "back"
FINE: Final = "Fine with us"
NOTHING: Final = "Not said"
_BY_HAND: Final = 5
_IN_A_LINE: Final = 3
_ORDER: Final = {Part.MOST: 0, Part.HALF: 1, Part.FEWER: 2}
_OF_THOSE: Final = "Of the organisations that answered. What only one or two ticked is not shown."
_WHAT: Final = "It has what each partner has said for its organisation. It has no words that anybody wrote."
_WILL: Final = (
    "It will have what each partner has said for its organisation, and no words that anybody wrote."
)
_TICKS: Final = (
    "It will also have what at least three have ticked, once five have answered, without saying who."
)
_ALL: Final = "Once all partners have agreed, each can see what the others have said for their organisations."
_AGREED: Final = "All partners have agreed, so all of them can see this."
_ONCE: Final = "All can see it once every partner has agreed."
_HIDES: Final = "What partners said before they were told that you read it isn't shown to you."
_NOT_ALL: Final = "Not all have agreed."

_COLUMNS: Final[Mapping[str, str]] = {
    "worth_it": "What it does for them",
    "changed": "Anything changed",
    "backing": "The decision",
    "in_plans": "In their own plan",
    "differently": "Done differently now",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What stands side by side, and who has agreed to that. `rows` is None while the reader may not see it.

    `partners` are all partners by name, in their order; `waits_for` those that have still to agree, of which `by_hand` can't
    be asked: by name they are told to the runner alone (`may_ask`). `own_id` is the partner for which the reader speaks, None
    where they speak for none. `is_taken_back`: one has agreed and thought again. `hides`: some of it is not for the reader. `own` is the row of the reader's partner while that has still to agree.
    """

    partnership_id: int
    partnership: str
    partners: Mapping[int, str]
    questions: Mapping[str, Question]
    rows: Sequence[Row] | None
    picks: Sequence[Pick]
    waits_for: Sequence[int]
    by_hand: Sequence[int]
    own_id: int | None
    may_ask: bool
    seen: Seen
    is_taken_back: bool = False
    hides: bool = False
    own: Sequence[Row] = ()


def message(side: Side) -> Message:
    """Return the screen."""
    if side.rows is None:
        shown: tuple[Block, ...] = ()
    elif not side.rows:
        shown = (Paragraph(text=("Nothing has been said yet.",)),)
    else:
        shown = (table(side), *worth(side.picks, side.questions))
    hidden = (Note(text=(_HIDES,)),) if side.hides else ()
    return Message(
        opening=f"{side.partnership}: side by side.",
        blocks=(
            Paragraph(text=(_WILL if side.rows is None else _WHAT,)),
            *shown,
            *hidden,
            *_own(side),
            *_consent_of(side),
            *_buttons(side),
        ),
    )


def table(side: Side) -> Table:
    """Return the answers of all, a partner a line."""
    rows = side.rows or ()
    said = {(row.key, partner_id): answer for row in rows for partner_id, answer in row.answers}
    earlier = {(row.key, partner_id): on for row in rows for partner_id, on in row.earlier}
    return Table(
        caption="What each partner has said for its organisation",
        columns=("Partner", *(f"{_column(row.key, side.questions)}{_when(row.on)}" for row in rows)),
        rows=tuple(
            (
                name,
                *(
                    f"{_cell(side.questions[row.key], said[row.key, partner_id])}{_when(earlier.get((row.key, partner_id)))}"
                    for row in rows
                ),
            )
            for partner_id, name in side.partners.items()
        ),
    )


def worth(picks: Sequence[Pick], questions: Mapping[str, Question]) -> tuple[Block, ...]:
    """Return what is gained, paid and feared by several, each with how many of those who answered, in words."""
    found: list[Block] = []
    for one in (one for question in questions.values() for one in question.lists):
        lines: list[Fragments] = [
            (Strong(pick.words), f": {levels.PARTS[pick.part]}")
            for pick in by_part(picks)
            if pick.list_key == one.key
        ]
        if lines:
            found += [Heading(text=levels.heading(one)), Bullets(items=tuple(lines))]
    return (*found, Note(text=(_OF_THOSE,))) if found else ()


def by_part(picks: Iterable[Pick]) -> list[Pick]:
    """Return the picks of most first; among equals in the order of the lists."""
    return sorted(picks, key=lambda pick: _ORDER[pick.part])


def asked(*, partnership: str, whom: Sequence[str], by_hand: Sequence[str]) -> Message:
    """After **Ask the partners**."""
    blocks: list[Block] = [Paragraph(text=(_ALL if whom or by_hand else _AGREED,))]
    if whom:
        blocks.append(Paragraph(text=(f"I ask in the next message to each: {and_list(list(whom))}.",)))
    if by_hand:
        words = f"I can't ask {and_list(list(by_hand))}. Say it for them here, once you've rung."
        blocks.append(Paragraph(text=(words,)))
    return Message(opening=f"{partnership}: that's noted.", blocks=tuple(blocks))


def question(
    *,
    partnership_id: int,
    partner_id: int,
    partner: str,
    seen: Seen,
    own: Sequence[Row],
    questions: Mapping[str, Question],
) -> Notice:
    """Ask a co-ordinator whether their organisation's answers may be shown beside those of the others: their `own` row."""
    intro = f"{seen.runner or THE_RUNNER} would like all partners to see side by side what each of them has answered."
    held = f"It is shown once every partner has agreed. Until then {reach.only(seen)} it."
    return Notice(
        blocks=(
            Paragraph(text=(Strong(TITLE),)),
            Paragraph(text=(intro,)),
            Paragraph(text=(f"{_WILL} {held}",)),
            *_own_row(own, questions, partner),
            Paragraph(text=(f"Is that fine with {partner}? You can take it back at any time.",)),
            Buttons(buttons=(_fine(partnership_id, partner_id, FINE, partner),)),
        ),
        rank=Rank.CAN_WAIT,
    )


def settled(side: Side, *, partner: str, agrees: bool) -> Message:
    """After **Fine with us**, or **Take it back**."""
    if not agrees:
        words = f"What {partner} has answered is shown to no other partner."
        back = (
            f"From now on {reach.only(side.seen)} what partners have answered. "
            "It can be agreed again at any time."
        )
        return Message(
            opening=f"{side.partnership}: that's taken back.",
            blocks=(Paragraph(text=(back,)), Paragraph(text=(words,))),
        )
    thanks = f"Thank you. I've noted that this is fine with {partner}."
    return Message(
        opening=f"{side.partnership}: that's noted.",
        blocks=(
            Paragraph(text=(_ALL,)),
            Paragraph(text=(thanks,)),
            *_consent_of(side),
            *_buttons(side),
        ),
    )


def _own(side: Side) -> tuple[Block, ...]:
    if side.own_id is None or side.own_id not in side.waits_for or side.rows is not None:
        return ()
    return _own_row(side.own, side.questions, side.partners[side.own_id])


def _own_row(own: Sequence[Row], questions: Mapping[str, Question], partner: str) -> tuple[Block, ...]:
    """Say what would stand beside the name of this partner of what the reader has answered for it."""
    if not own:
        return (Paragraph(text=(f"You have answered nothing yet that would stand beside {partner}.",)),)
    lines: list[Fragments] = [
        (Strong(f"{_column(row.key, questions)}:"), f" {_cell(questions[row.key], answer)}{_when(said_on)}")
        for row in own
        for partner_id, answer in row.answers
        for said_on in (dict(row.earlier).get(partner_id, row.on),)
    ]
    return (
        Paragraph(text=(f"Of what you have answered, this would stand beside {partner}:",)),
        Bullets(items=tuple(lines)),
        Note(text=(_TICKS,)),
    )


def _consent(side: Side) -> str:
    if not side.waits_for:
        return _AGREED
    if not side.may_ask:
        return f"{_ONCE} {_how_many(side)}"
    names = [side.partners[one] for one in side.waits_for]
    return f"{_ONCE} Still to say so: {and_list(names)}."


def _consent_of(side: Side) -> tuple[Block, ...]:
    """The same, with the name of every partner that has still to say so, for the runner alone."""
    if not side.may_ask or len(side.waits_for) <= _IN_A_LINE:
        return (Paragraph(text=(_consent(side),)),)
    names: list[Fragments] = [(side.partners[one],) for one in side.waits_for]
    return (Paragraph(text=(f"{_ONCE} Still to say so:",)), Bullets(items=tuple(names)))


def _how_many(side: Side) -> str:
    """How many have agreed, and nothing that points at one: after one took it back not even that."""
    if side.is_taken_back:
        return _NOT_ALL
    count, every = len(side.partners) - len(side.waits_for), len(side.partners)
    if not count:
        return "So far no partner has agreed."
    return f"So far {number(count)} of {number(every)} {'has' if count == 1 else 'have'} agreed."


def _buttons(side: Side) -> tuple[Block, ...]:
    found = []
    if side.own_id is not None and side.own_id in side.partners:
        name = side.partners[side.own_id]
        if side.own_id in side.waits_for:
            found.append(_fine(side.partnership_id, side.own_id, FINE, name))
        else:
            found.append(_back(side.partnership_id, side.own_id, name))
    if side.may_ask and side.waits_for:
        found.append(_ask(side.partnership_id))
        found += [
            _fine(side.partnership_id, one, f"Fine with {side.partners[one]}", side.partners[one])
            for one in side.by_hand[:_BY_HAND]
        ]
    notes = ("If you've rung them, you can say it for those I can't write to.",)
    more = (Note(text=notes),) if side.may_ask and side.by_hand else ()
    return (Buttons(buttons=tuple(found)), *more) if found else ()


def _column(key: str, questions: Mapping[str, Question]) -> str:
    return _COLUMNS.get(key) or questions[key].words


def _cell(question: Question, answer: Answer | None) -> str:
    if answer is None or answer.value is None:
        return NOTHING
    return question.options[answer.value - 1]


def _when(on: date | None) -> str:
    """The month and the year: an answer may be older than a year."""
    return f" ({levels.month(on.month)} {on.year})" if on else ""


def _ask(partnership_id: int) -> Button:
    return Button(label="Ask the partners", intent=Intent.SHOW_SIDE, partnership_id=partnership_id, arg=ASK)


def _fine(partnership_id: int, partner_id: int, label: str, partner: str) -> Button:
    return Button(
        label=label,
        intent=Intent.SHOW_SIDE,
        partnership_id=partnership_id,
        arg=str(partner_id),
        spoken=f"{label}: side by side, {partner}",
    )


def _back(partnership_id: int, partner_id: int, partner: str) -> Button:
    return Button(
        label="Take it back",
        intent=Intent.SHOW_SIDE,
        partnership_id=partnership_id,
        arg=f"{partner_id}.{BACK}",
        spoken=f"Take it back: side by side, {partner}",
    )
