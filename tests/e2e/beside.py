"""One page with three columns: the guide's message, ours on our own page, and ours as Slack's blocks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.messages.model import Message
from bot.services.pages import Page, Shown
from handlers.slack import blocks
from handlers.web import views
from handlers.web.views import Around, View
from tests.messages.of_the_guide import MODELS

_LONDON: Final = ZoneInfo("Europe/London")
_AT: Final = datetime(2026, 12, 1, 8, 30, tzinfo=_LONDON)
_CSS: Final = Path(views.PAGES / "static/page.css")
_LOOK: Final = """
  body { padding: 1rem; }
  .beside { display: grid; grid-template-columns: 1fr 1.3fr 1.2fr; gap: 1.2rem; margin-bottom: 2rem; }
  .beside > h2 { grid-column: 1 / -1; font-size: 1.1rem; border-top: 2px solid #999; padding-top: .6rem; }
  .guide-text { white-space: pre-wrap; background: #fff; padding: 1rem; border-left: 4px solid #ccc; }
  .slack { background: #fff; color: #1d1c1d; padding: 1rem; font: 15px/1.46 Lato, "Noto Sans", sans-serif; }
  .slack p, .slack h5 { margin: .35rem 0; white-space: pre-wrap; }
  .slack small { color: #616061; }
  .slack .row span { display: inline-block; border: 1px solid #bbb; border-radius: 4px; padding: .2rem .7rem; margin: .2rem; }
  .slack .row .primary { background: #007a5a; color: #fff; }
"""


def page(built: Mapping[str, Message]) -> str:
    """Return the page."""
    rows = "".join(_row(name, message) for name, message in built.items())
    style = _CSS.read_text(encoding="utf-8") + _LOOK
    return f"<!doctype html><meta charset=utf-8><title>Beside</title><style>{style}</style>{rows}"


def _row(name: str, message: Message) -> str:
    guide = (MODELS / f"{name}.txt").read_text(encoding="utf-8")
    return (
        f'<section class="beside"><h2>{name}</h2><div class="guide-text">{_bold(guide, "**")}</div>'
        f'<div class="ours">{_ours(message)}</div><div class="slack">{_slack(message)}</div></section>'
    )


def _bold(text: str, mark: str) -> str:
    parts = escape(text).split(mark)
    return "".join(f"<b>{part}</b>" if number % 2 else part for number, part in enumerate(parts))


def _ours(message: Message) -> str:
    shown = (Shown(id=1, at=_AT, message=message, file_name=None),)
    intents: frozenset[Any] = frozenset()
    read = Page(
        name="Mina Iqbal",
        zone=_LONDON,
        belongings=(),
        intents=intents,
        room=None,
        shown=shown,
        earlier=False,
    )
    return views.feed(View(page=read, base="/p/t", here="/p/t", key="k", around=Around()))


def _slack(message: Message) -> str:
    return "".join(map(_block, blocks.of_message(message)))


def _block(block: Mapping[str, Any]) -> str:
    match block["type"]:
        case "header":
            return f"<h5>{escape(block['text']['text'])}</h5>"
        case "section":
            text = block["text"]
            marked = text["text"].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
            return f"<p>{_bold(marked, '*') if text['type'] == 'mrkdwn' else escape(text['text'])}</p>"
        case "context":
            return "".join(f"<p><small>{escape(one['text'])}</small></p>" for one in block["elements"])
        case "actions":
            return f'<p class="row">{"".join(_elements(block["elements"]))}</p>'
        case other:
            return f"<p>[{other}]</p>"


def _elements(elements: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for one in elements:
        if one["type"] == "overflow":
            inside = ", ".join(option["text"]["text"] for option in one["options"])
            yield f"<span>⋯ <small>{escape(inside)}</small></span>"
        else:
            look = ' class="primary"' if one.get("style") == "primary" else ""
            yield f"<span{look}>{escape(one['text']['text'])}</span>"
