"""Pages for paper: one sheet of A4 each, in large type, that says everything by itself."""

from collections.abc import Sequence
from html import escape
from typing import Final

from bot.domain.commitments import ShareState
from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.messages import brief as brief_wording
from bot.messages.brief import Brief
from bot.messages.call_sheet import Sheet
from bot.messages.words import begin, by

_STYLE: Final = """
@page {{ size: A4; margin: 16mm 18mm; }}
html {{ font: {size}pt/1.3 Verdana, "DejaVu Sans", sans-serif; color: #000; background: #fff; }}
body {{ margin: 0 auto; max-width: 174mm; }}
h1 {{ font-size: 1.25em; line-height: 1.2; margin: 0 0 2mm; }}
h2 {{ font-size: 1em; margin: 0 0 1mm; }}
p {{ margin: 0 0 1mm; }}
section {{ border-top: 0.5mm solid #000; padding: 2.5mm 0 1.5mm; break-inside: avoid; }}
"""
_SIZES: Final = (18, 16, 14, 12, 11, 10, 9)
"""In points, the largest first: eighteen is large print."""

_READABLE: Final = 12
"""Rather than in smaller type than this, what is theirs stands there without its reasons."""

_WIDTH, _HEIGHT = 493, 720
"""What is left of A4 between its margins, in points, with a little to spare."""

_LETTER: Final = 0.66
"""How wide a letter is, in ems: wider than it mostly is, so that nothing runs on to a second page."""

_SHORT: Final = 160


def their_page(sheet: Sheet, *, runner: str, telephone: str) -> bytes:
    """Return the page that is posted to a partner: what is theirs, and how to say how it stands."""
    sections = [_action(view) for view in sheet.items]
    if _size([], sections) < _READABLE:
        sections = [_action(view, reasons=False) for view in sheet.items]
    if not sections:
        sections = [("Nothing is due", ["There is nothing you need to do just now."])]
    ring = f"Ring {runner} on {telephone}" if telephone else f"Ring {runner}"
    return _page(
        title=sheet.partnership,
        intro=[f"For {_for_whom(sheet)}. {full(sheet.today)}.", "Here is what is yours, soonest first."],
        sections=sections,
        foot=[
            f"Done, or in need of more time? {ring}."
            if runner
            else "Done, or in need of more time? Give us a ring.",
            "If a date won't work, say so before it comes and we'll find another.",
        ],
    )


def brief_page(brief: Brief) -> bytes:
    """Return the brief for paper: only what may lie about on a table."""
    shown = brief_wording.lines(brief_wording.printed(brief))
    return _page(
        title=brief.partnership,
        intro=[f"Brief for {brief.first_name}, {full(brief.today)}."],
        sections=[(name, [words]) for name, words in shown]
        or [("Nothing to do or decide", ["All is quiet."])],
        foot=[],
    )


def _for_whom(sheet: Sheet) -> str:
    return f"{sheet.name} at {sheet.partner}" if sheet.name else sheet.partner


def _action(view: ItemView, *, reasons: bool = True) -> tuple[str, list[str]]:
    wording = view.commitment.wording
    lines = [begin(by(view.due, today=view.today, in_full=True))]
    if reasons and wording.done_when:
        lines.append(f"Done when: {_short(wording.done_when)}")
    if reasons and wording.why:
        lines.append(f"Why: {_short(wording.why)}")
    if view.share.state is ShareState.PROPOSED:
        lines.append("It isn't agreed until you say so.")
    return _short(wording.title), lines


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"


def _page(
    *, title: str, intro: Sequence[str], sections: Sequence[tuple[str, Sequence[str]]], foot: Sequence[str]
) -> bytes:
    size = _size([title, *intro, *foot], sections)
    parts = [
        "<!doctype html>",
        '<html lang="en-GB"><head><meta charset="utf-8">',
        f"<title>{escape(title)}</title><style>{_STYLE.format(size=size)}</style></head>",
        f"<body><h1>{escape(title)}</h1>",
        *(f"<p>{escape(line)}</p>" for line in intro),
    ]
    for heading, lines in sections:
        body = "".join(f"<p>{escape(line)}</p>" for line in lines)
        parts.append(f"<section><h2>{escape(heading)}</h2>{body}</section>")
    if foot:
        parts.append(f"<section>{''.join(f'<p>{escape(line)}</p>' for line in foot)}</section>")
    parts.append("</body></html>\n")
    return "\n".join(parts).encode()


def _size(alone: Sequence[str], sections: Sequence[tuple[str, Sequence[str]]]) -> int:
    """Return the largest type in which everything stays on one page."""
    lines = [*alone, *(line for heading, inside in sections for line in (heading, *inside))]
    fitting = (size for size in _SIZES if _height(lines, len(sections), size) <= _HEIGHT)
    return next(fitting, _SIZES[-1])


def _height(lines: Sequence[str], sections: int, size: int) -> float:
    letters = int(_WIDTH / (size * _LETTER))
    rows = sum(-(-len(line) // letters) for line in lines)
    return rows * size * 1.3 + len(lines) * 3 + (sections + 1) * 14
