"""From a neutral form to a view. Pure: data in, data out, and always within Slack's limits."""

from datetime import date
from typing import Any, Final, assert_never

from slackblocks import (
    CheckboxGroup,
    DatePicker,
    Element,
    FileInput,
    InputBlock,
    Option,
    OptionGroup,
    PlainTextInput,
    RadioButtonGroup,
    StaticMultiSelectMenu,
    StaticSelectMenu,
    Text,
    UserSelectMenu,
)
from slackblocks.objects import TextType

from bot.domain import dates
from bot.messages import forms as wording
from bot.messages.model import Field, FieldKind, Form, Message
from bot.messages.model import Option as Choice
from handlers.slack import blockkit, blocks, ids
from handlers.slack.blocks import Rendered
from handlers.slack.escaping import shorten

View = dict[str, Any]

_TITLE: Final = 24
_LABEL: Final = 2000
_OPTION: Final = 75
_VALUE: Final = 150
_INPUT: Final = 3000
_BOXES: Final = 10
_RADIOS: Final = 5
_OPTIONS: Final = 100
_SLACK: Final = "slack:"
_TICKED: Final = "yes"


def view(form: Form, *, origin: ids.Origin) -> View:
    """Return the view of a form, with what stands in it already and what needs mending above its question."""
    drawn: Rendered = []
    if len(form.title) > _TITLE:
        drawn.append(blockkit.header(shorten(form.title, 150)))
    drawn += blocks.of_lines(form.intro)
    for one in form.fields:
        if one.error:
            drawn += blocks.of_lines(((one.error,),))
        drawn += _question(one)
    return {
        **_modal(form.title, drawn[: blocks.VIEW_BLOCKS]),
        "submit": blockkit.words(shorten(form.submit, _TITLE)),
        "callback_id": ids.FORM,
        "private_metadata": ids.of_form(form, origin),
    }


def notice(message: Message, *, title: str) -> View:
    """Return a view that only says something."""
    return _modal(title, blocks.of_message(message))


def errors(form: Form) -> dict[str, str]:
    """Return the sentences of the fields that need mending, by the names of their blocks."""
    return {one.name: shorten(one.error, _LABEL) for one in form.fields if one.error}


def asks_what(form: Form, shown: View) -> bool:
    """Say whether the view that somebody sees asks just what this form asks, and of the same people and things."""
    asked = [block["block_id"] for block in shown.get("blocks", ()) if block["type"] == "input"]
    carried, _ = ids.read_form(shown["private_metadata"])
    return carried.arg == form.arg and asked == [one.name for one in form.fields if _is_asked(one)]


def _modal(title: str, drawn: Rendered) -> View:
    return {
        "type": "modal",
        "title": blockkit.words(shorten(title, _TITLE)),
        "close": blockkit.words(wording.CLOSE),
        "blocks": drawn,
    }


def _question(asked: Field) -> Rendered:
    if not _is_asked(asked):
        return blocks.of_lines(((asked.label,), (asked.hint,)))
    label, hint = asked.label, asked.hint
    if asked.kind is FieldKind.TICK:
        # The words stand beside the box, so what stands above it is the hint.
        label, hint = asked.hint.strip() or asked.label, ""
    elif asked.kind is FieldKind.DATE and (day := _day(asked)) and dates.full(day) not in hint:
        hint = f"{dates.full(day)}. {hint}".strip()
    block = InputBlock(
        label=_words(shorten(label, _LABEL)),
        element=_element(asked),
        block_id=asked.name,
        hint=_words(shorten(hint, _LABEL)) if hint.strip() else None,
        optional=not asked.required,
    )
    return [block._resolve()]


def _is_asked(asked: Field) -> bool:
    """Say whether Slack can ask this: it takes no list without anything to choose."""
    return bool(_options(asked)) or asked.kind not in (FieldKind.CHOICE, FieldKind.CHOICES)


def _element(asked: Field) -> Element:
    match asked.kind:
        case FieldKind.LINE | FieldKind.LINES:
            # No length is set: what is too long gets a sentence of ours, and nothing that was typed is lost.
            typed = "\n".join(asked.value)[:_INPUT]
            return PlainTextInput(ids.INPUT, typed or None, multiline=asked.kind is FieldKind.LINES)
        case FieldKind.DATE:
            day = _day(asked)
            return DatePicker(ids.INPUT, day.isoformat() if day else None)
        case FieldKind.PERSON if not _options(asked):
            return UserSelectMenu(ids.INPUT, _slack_user(asked))
        case FieldKind.CHOICE | FieldKind.CHOICES | FieldKind.PERSON:
            return _choices(asked) if asked.kind is FieldKind.CHOICES else _choice(asked)
        case FieldKind.FILE:
            return FileInput(ids.INPUT, max_files=1)
        case FieldKind.TICK:
            return _tick(asked)
        case _:
            assert_never(asked.kind)


def _tick(asked: Field) -> Element:
    box = _option(asked.options[0] if asked.options else Choice(value=_TICKED, label=asked.label))
    return CheckboxGroup(ids.INPUT, [box], [box] if box.value in asked.value else None)


def _choice(asked: Field) -> Element:
    options = _options(asked)
    chosen = next((one for one in options if one.value in asked.value), None)
    if asked.required and len(options) <= _RADIOS:
        return RadioButtonGroup(ids.INPUT, options, chosen)
    if len(options) <= _OPTIONS:
        return StaticSelectMenu(ids.INPUT, options=options, initial_option=chosen)
    menu = StaticSelectMenu(ids.INPUT, option_groups=_groups(options))
    # Set afterwards, for the library would take nothing but a whole group here; Slack takes one of its options.
    menu.initial_option = chosen
    return menu


def _choices(asked: Field) -> Element:
    options = _options(asked)
    chosen = [one for one in options if one.value in asked.value] or None
    if len(options) <= _BOXES:
        return CheckboxGroup(ids.INPUT, options, chosen)
    if len(options) <= _OPTIONS:
        return StaticMultiSelectMenu(ids.INPUT, options=options, initial_options=chosen)
    menu = StaticMultiSelectMenu(ids.INPUT, options=None, option_groups=_groups(options))  # type: ignore[arg-type]  # its own check asks for None beside groups
    # Set afterwards, as in `_choice`.
    menu.initial_options = [*chosen] if chosen else None
    return menu


def _slack_user(asked: Field) -> str | None:
    return next((value.removeprefix(_SLACK) for value in asked.value if value.startswith(_SLACK)), None)


def _groups(options: list[Option]) -> list[OptionGroup]:
    """Cut a long list into groups that Slack takes, each named by its first and last choice."""
    parts = [options[start : start + _OPTIONS] for start in range(0, len(options), _OPTIONS)]
    return [
        OptionGroup(_words(shorten(f"{part[0].text.text[:34]} – {part[-1].text.text[:34]}", _OPTION)), part)
        for part in parts
    ]


def _options(asked: Field) -> list[Option]:
    """Return what can be chosen; a value that is longer than Slack carries cannot."""
    return [_option(one) for one in asked.options if len(one.value) <= _VALUE]


def _option(choice: Choice) -> Option:
    return Option(_words(blocks.label(choice.label)), choice.value)


def _words(text: str) -> Text:
    return Text(text, type_=TextType.PLAINTEXT)


def _day(asked: Field) -> date | None:
    try:
        return date.fromisoformat(asked.value[0]) if asked.value else None
    except ValueError:
        return None
