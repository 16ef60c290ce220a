"""From a neutral form to the card of a dialog, and back to what was typed. Pure: data in, data out."""

from collections.abc import Mapping
from typing import Any, Final, assert_never

from bot.messages import forms as wording
from bot.messages.checkins.form import SKIP
from bot.messages.model import Field, FieldKind, Form, Message, Option, Strong
from handlers.teams import cards, elements, ids
from handlers.teams.elements import Data

Values = dict[str, tuple[str, ...]]

_TEAMS: Final = "teams:"
_TICKED: Final = "yes"
_EXPANDED: Final = 6
_DAY: Final = 10
_MOST: Final = 4_000
_COMMA: Final = ","
_NONE: Final = "bywhen.none"
"""The value of what takes back a choice: a card lets nobody do so by pressing it again."""
_KINDS: Final = "bywhen.kinds"
_OURS: Final = (ids.KEY, _KINDS, "msteams")
_COLLEAGUES: Final = {"choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}}
"""With this Teams looks people up by itself; a client that does not know it shows an empty list."""


def dialog(form: Form, *, message: str | None) -> Data:
    """Return the dialog of a form, as the answer to what asked for it."""
    card = elements.attachment(of_form(form, message=message))
    shown = {"title": form.title, "height": "large", "width": "medium", "card": card}
    return {"task": {"type": "continue", "value": shown}}


def closing(said: str) -> Data:
    """Return the answer that shuts a dialog; `said` is shown for a moment, where there is something to say."""
    return {"task": {"type": "message", "value": said}} if said else {}


def notice(message: Message, *, title: str) -> Data:
    """Return a dialog that only says something."""
    card = elements.attachment(cards.of_message(message))
    return {"task": {"type": "continue", "value": {"title": title, "card": card}}}


def of_form(form: Form, *, message: str | None) -> Data:
    """Return the card of a form, with what stands in it already and what needs mending above its question."""
    body = cards.of_lines(form.intro)
    for asked in form.fields:
        body += _question(asked)
    submit = {
        "type": "Action.Submit",
        "title": form.submit,
        "style": "positive",
        "data": {**ids.of_form(form, message=message), _KINDS: _kinds(form)},
    }
    return elements.card([*body, elements.actions([submit])], spoken=form.title)


def values(data: Mapping[str, Any]) -> Values:
    """Return what was typed and chosen, by field: it stands beside what is ours, which says how to read it."""
    kinds = data.get(_KINDS)
    kinds = kinds if isinstance(kinds, dict) else {}
    return {
        name: _typed(value, kinds.get(name, ""))
        for name, value in data.items()
        if name not in _OURS and isinstance(value, str)
    }


def picked(found: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what Teams calls the people who were picked in a form."""
    values = (one for several in found.values() for one in several)
    return tuple(one.removeprefix(_TEAMS) for one in values if one.startswith(_TEAMS))


def _typed(value: str, kind: str) -> tuple[str, ...]:
    if not value:
        return ()
    if kind == FieldKind.CHOICES.value:
        return tuple(_read(one) for one in value.split(_COMMA))
    if kind == FieldKind.CHOICE.value:
        return () if value == _NONE else (_read(value),)
    return (f"{_TEAMS}{value}",) if kind == FieldKind.PERSON.value else (value,)


def _kinds(form: Form) -> dict[str, str]:
    """Say by field how to read what comes back, of those that a card gives back in its own way."""
    found = {}
    for asked in form.fields:
        if asked.options and asked.kind in (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.PERSON):
            several = asked.kind is FieldKind.CHOICES
            found[asked.name] = (FieldKind.CHOICES if several else FieldKind.CHOICE).value
        elif asked.kind is FieldKind.PERSON:
            found[asked.name] = asked.kind.value
    return found


def _written(value: str) -> str:
    """Return a value without commas, which a card puts between what was chosen."""
    return value.replace("%", "%25").replace(_COMMA, "%2C")


def _read(value: str) -> str:
    return value.replace("%2C", _COMMA).replace("%25", "%")


def _question(asked: Field) -> list[Data]:
    above = [elements.line((Strong(asked.error),), color="Attention")] if asked.error else []
    if not _is_asked(asked):
        # Where there is nothing to choose and nothing to say, the question would stand there for nothing.
        said = cards.of_lines(((asked.label,), (asked.hint,))) if asked.hint.strip() or above else []
        return [*above, *said]
    hint = [elements.line((asked.hint,), size="Small", isSubtle=True)] if asked.hint.strip() else []
    parts = [*above, _input(asked), *hint]
    return [elements.far(parts[0]), *(elements.close(one) for one in parts[1:])]


def _is_asked(asked: Field) -> bool:
    """Say whether a card can ask this: a list needs something to choose, and a file goes with a message."""
    if asked.kind is FieldKind.FILE:
        return False
    return bool(asked.options) or asked.kind not in (FieldKind.CHOICE, FieldKind.CHOICES)


def _input(asked: Field) -> Data:
    named: Data = {"id": asked.name, "label": asked.label}
    if asked.required and asked.kind is not FieldKind.TICK:
        named |= {"isRequired": True, "errorMessage": wording.NEEDED}
    match asked.kind:
        case FieldKind.LINE | FieldKind.LINES:
            # No length is set: what is too long gets a sentence of ours, and nothing that was typed is lost.
            several = asked.kind is FieldKind.LINES
            typed = "\n".join(asked.value)[:_MOST]
            return {"type": "Input.Text", **named, "isMultiline": several, "value": typed}
        case FieldKind.DATE:
            return {"type": "Input.Date", **named, "value": "".join(asked.value)[:_DAY]}
        case FieldKind.PERSON if not asked.options:
            chosen = [one.removeprefix(_TEAMS) for one in asked.value if one.startswith(_TEAMS)]
            return {**_choices(named, (), chosen, several=False), **_COLLEAGUES}
        case FieldKind.CHOICE | FieldKind.PERSON:
            return _choice(named, asked)
        case FieldKind.CHOICES:
            return _choices(named, asked.options, list(asked.value), several=True)
        case FieldKind.TICK:
            return _tick(named, asked)
        case FieldKind.FILE:
            raise TypeError("a dialog takes no file")
        case _:
            assert_never(asked.kind)


def _choice(named: Data, asked: Field) -> Data:
    """Return a question with one answer. One that need not be answered can be left open, and left open again."""
    chosen = list(asked.value)
    if asked.required or any(one.value == SKIP for one in asked.options):
        return _choices(named, asked.options, chosen, several=False)
    offered = (*asked.options, Option(value=_NONE, label=wording.NONE))
    return _choices(named, offered, chosen or [_NONE], several=False)


def _choices(named: Data, options: tuple[Option, ...], chosen: list[str], *, several: bool) -> Data:
    expanded = several or 0 < len(options) <= _EXPANDED
    return {
        "type": "Input.ChoiceSet",
        **named,
        "isMultiSelect": several,
        "style": "expanded" if expanded else "compact",
        "wrap": True,
        "choices": [{"title": one.label or one.value, "value": _written(one.value)} for one in options],
        "value": _COMMA.join(_written(one) for one in chosen),
    }


def _tick(named: Data, asked: Field) -> Data:
    box = asked.options[0] if asked.options else Option(value=_TICKED, label=asked.label)
    return {
        "type": "Input.Toggle",
        **named,
        "title": box.label,
        "valueOn": box.value,
        "valueOff": "",
        "value": box.value if box.value in asked.value else "",
        "wrap": True,
    }
