"""What a workbook changes about somebody's action, as they hear of it, and what they can answer."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.domain.revisions import DONE, HOLDER, RevisionState
from bot.domain.suggestions import SuggestionView
from bot.messages.model import Block, Bullets, Button, Fragments, Item, Note, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.words import and_list, begin, near, number

FINE: Final = "fine"
KEEP: Final = "keep"
"""The words that the two answers carry."""

_ASKED: Final = 5
_TOLD: Final = 8
_WORDS: Final = {
    "title": "its title",
    "heading": "the part it belongs to",
    "done_when": "when it is done",
    "why": "why it matters",
}


def changed(views: Sequence[SuggestionView]) -> Notice | None:
    """Return all that one workbook changes for its reader; None where nothing is left to say."""
    asked = [view for view in views if view.is_open]
    told = [view for view in views if view.is_told]
    if not asked and not told:
        return None
    blocks: list[Block] = []
    if asked:
        blocks += [_request(asked), *(item(view) for view in asked[:_ASKED])]
        blocks += _more(asked[_ASKED:])
    if told:
        blocks.append(Paragraph(text=(Strong("Changed in the timetable"),)))
        blocks.append(Bullets(items=tuple(_told(view) for view in told[:_TOLD])))
        rest = len(told) - _TOLD
        blocks += [Note(text=(f"and {number(rest)} more",))] if rest > 0 else []
    return Notice(blocks=tuple(blocks), rank=Rank.WAITING, asks=bool(asked))


def item(view: SuggestionView, *, said: str = "") -> Item:
    """Return one suggestion as it stands: with its two answers as long as it waits for one."""
    lines: list[Fragments] = [(said,)] if said else []
    if view.is_open:
        lines += [(line,) for line in _suggested(view)]
        lines.append(("It stays as it is until you say so.",))
        if not view.is_readers:
            lines.append((f"You would be answering for {_first(view.answerer) or view.partner_name}.",))
    else:
        lines.append((_stands(view),))
    return Item(
        subject=f"revision:{view.revision.id}",
        title=view.title,
        lines=tuple(lines),
        buttons=_buttons(view) if view.is_open else (),
    )


def settled(view: SuggestionView, *, fine: bool, is_new: bool) -> Item:
    """Return a suggestion after an answer; `is_new` is False where it changed nothing."""
    if not is_new:
        return item(view)
    asker = _first(view.asker) or "whoever sent it"
    if not fine:
        return item(view, said=f"That's fine. It stays as it was, and I'll let {asker} know.")
    holds = f"Thank you. I'll let {asker} know."
    if view.new_holder:
        holds = f"Thank you. I'll ask {view.new_holder}, and let {asker} know."
    return item(view, said=holds)


def answered(view: SuggestionView) -> Notice:
    """Tell whoever sent the workbook what became of a suggestion."""
    who = _first(view.answerer) or view.partner_name
    if view.revision.state is RevisionState.KEPT:
        said = f": {who} at {view.partner_name} would rather keep it. {_stands(view)}"
    else:
        said = f": {who} at {view.partner_name} is fine with it. {_stands(view)}"
    return Notice(blocks=(Bullets(items=((Strong(view.title), said),)),), asks=False)


def put_back(views: Sequence[SuggestionView]) -> Notice | None:
    """Tell somebody who had heard of it that a workbook's changes were put back; None where they heard nothing."""
    if not views:
        return None
    asker = _first(views[0].asker) or "The person who runs this"
    lines = [_back(view) for view in views[:_TOLD]]
    rest = len(views) - _TOLD
    blocks: list[Block] = [
        Paragraph(
            text=(f"{asker} has put back what a workbook had changed. There is nothing you need to do.",)
        ),
        Bullets(items=tuple(lines)),
        *([Note(text=(f"and {number(rest)} more",))] if rest > 0 else []),
    ]
    return Notice(blocks=tuple(blocks), asks=False)


def _request(asked: Sequence[SuggestionView]) -> Paragraph:
    asker = _first(asked[0].asker) or "The person who runs this"
    what = (
        "something else for this" if len(asked) == 1 else f"something else for {number(len(asked))} of yours"
    )
    return Paragraph(text=(f"{asker} suggests {what}. You decide.",))


def _more(rest: Sequence[SuggestionView]) -> list[Block]:
    """Those for which there is no room are asked about by the person who sent the workbook."""
    if not rest:
        return []
    titles = [(Strong(view.title), f": {' '.join(_suggested(view))}") for view in rest[:_TOLD]]
    more = len(rest) - _TOLD
    return [
        Note(text=("There are more. They stay as they are; please talk about them.",)),
        Bullets(items=tuple(titles)),
        *([Note(text=(f"and {number(more)} more",))] if more > 0 else []),
    ]


def _suggested(view: SuggestionView) -> Iterator[str]:
    old, new = view.revision.old_due, view.revision.new_due
    if new is not None and old is not None:
        yield f"By {near(new, today=view.today)} instead of {near(old, today=view.today)}."
    if view.new_holder:
        yield f"{view.new_holder} would take it over."
    for name, words in view.revision.words.items():
        yield (
            f"{begin(_WORDS[name])} would be “{words}”."
            if words
            else f"{begin(_WORDS[name])} would be left out."
        )


def _stands(view: SuggestionView) -> str:
    verb = "It was for" if view.due < view.today else "It's by"
    return f"{verb} {near(view.due, today=view.today)}."


def _told(view: SuggestionView) -> Fragments:
    new = view.revision.new
    parts = []
    if new.get(DONE):
        parts.append("It's marked as done.")
    if view.revision.new_due is not None:
        parts.append(f"It's by {near(view.due, today=view.today)} now.")
    if HOLDER in new:
        parts.append(f"It's with {view.holder_name or view.partner_name} now.")
    words = [_WORDS[name] for name in view.revision.words]
    if words:
        parts.append(f"New words: {and_list(words)}.")
    return (Strong(view.title), f": {' '.join(parts)}")


def _back(view: SuggestionView) -> Fragments:
    if view.revision.is_new:
        return (Strong(view.title), ": it's no longer in the timetable.")
    return (Strong(view.title), f": it's by {near(view.due, today=view.today)}, as it was before.")


def _buttons(view: SuggestionView) -> tuple[Button, ...]:
    return (
        _button(view, "That's fine", FINE, primary=True),
        _button(view, "Keep it as it was", KEEP),
    )


def _button(view: SuggestionView, label: str, word: str, *, primary: bool = False) -> Button:
    return Button(
        label=label,
        intent=Intent.ANSWER_CHANGE,
        partnership_id=view.partnership_id,
        arg=f"{view.revision.id}.{word}",
        spoken=f"{label}: {view.title}",
        primary=primary,
    )


def _first(name: str) -> str:
    return name.split(" ", 1)[0]
