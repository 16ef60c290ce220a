"""Why a line of a workbook isn't clear, or wasn't taken: one sentence each, with its cell and what to do."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.domain.dates import full
from bot.domain.imports.readings import NotTaken, Problem

_AGAIN: Final = "mend it in the workbook and send it again."

_UNCLEAR: Final[Mapping[str, str]] = {
    "ambiguous": "I couldn't read {cell}: is “{written}” {options}?",
    "far_away": "{Cell} says “{written}”. That is a long way off: is the year right?",
    "formula": "{Cell} holds a formula, so I can't tell what it says.",
    "missing_day": "{Cell} says “{written}”. By when is that?",
    "no_organisation": "{Cell} names no organisation. Please " + _AGAIN,
    "no_owner": "{Cell} names nobody. Whose is it?",
    "no_such_day": "{Cell} says “{written}”, and there is no such day. By when is it?",
    "no_what": "{Cell} doesn't say what is to be done. Please " + _AGAIN,
    "one_person": "{Cell} names more than one person. Please " + _AGAIN,
    "too_long": "{Cell} has {length} characters, and there is room for {most}. Please " + _AGAIN,
    "unreadable": "I couldn't read {cell} as a date: “{written}”. By when is it?",
    "unreadable_email": "I couldn't read {cell} as an e-mail address: “{written}”. Please " + _AGAIN,
    "weekday_differs": "{Cell} says “{written}”, and that isn't a {weekday}. Is it {options}?",
    "what_too_long": "{Cell} has {length} characters, and there is room for {most}. Please " + _AGAIN,
    "which_partners": "{Cell} says “{written}”. Which partners are they?",
    "whose_person": "{Cell} names {name}, and I don't know for whom they work. Whose is it?",
    "whose_role": "{Cell} says “{name}”, which is a role. Whose is it?",
}
_EMPTY_DAY: Final = "{Cell} is empty. By when is it?"

_NOT_TAKEN: Final[Mapping[str, str]] = {
    "beyond_reach": "{Cell} lies further out than I read.",
    "day_gone": "{Cell} says “{written}”, and that day has gone by. Please choose another in the timetable.",
    "done_since": "{Cell} was changed, and nothing of that action is open any more.",
    "gone_since": "{Cell} was changed, and “{written}” isn't in the timetable any more.",
    "other_partner": "{Cell} gives it to another partner: “{written}”. Please speak to both, and change it in the timetable.",
    "other_person": "{Cell} says “{written}”. I only hand it to somebody I know at the same partner.",
    "column_unknown": "I don't know what the column under {cell} is for: “{written}”.",
    "headings_again": "{Cell} says the headings again.",
    "hidden_sheet": "The sheet “{written}” is hidden.",
    "no_table": "I found no table in the sheet “{written}”.",
    "note": "{Cell} is a note: “{written}”.",
    "own_page": "I read the first page alone. What was changed in the sheet “{written}” isn't taken.",
    "repeated": "{Cell} says the same a second time: “{written}”.",
    "second_page": "The sheet “{written}” says the same again.",
}
_LONGEST_QUOTE: Final = 80


def unclear(problem: Problem, *, sheet: str = "") -> str:
    """Return what isn't clear about a cell, and what is asked. `sheet` is named where there are several."""
    template = _UNCLEAR[problem.reason]
    if problem.reason == "missing_day" and not problem.written:
        template = _EMPTY_DAY
    shown = {name: _shown(value) for name, value in problem.parameters.items()}
    return template.format(**_cell(problem.cell, sheet), written=quoted(problem.written), **shown)


def not_taken(line: NotTaken, *, sheet: str = "") -> str:
    """Return why a line wasn't taken."""
    template = _NOT_TAKEN[line.reason]
    return template.format(**_cell(line.cell, sheet), written=quoted(line.written))


def quoted(text: str) -> str:
    """Return a cell's words on one line, cut where they are long."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _cell(cell: str, sheet: str) -> dict[str, str]:
    where = f"ell {cell} of “{quoted(sheet)}”" if sheet else f"ell {cell}"
    return {"cell": f"c{where}", "Cell": f"C{where}"}


def _shown(value: object) -> str:
    match value:
        case date():
            return full(value)
        case tuple():
            return " or ".join(_shown(one) for one in value)
        case _:
            return str(value)
