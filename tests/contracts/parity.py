"""The table of parity: every conversation, and how each platform shows what it answers. `make parity` writes it."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.domain.permissions import Intent
from bot.messages import menu
from handlers.conversations.incoming import Change, Command, File, Incoming, Press, Submit, Text
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Reply, Say, SendFile
from handlers.conversations.routes import ROUTES
from storage.database import Database
from storage.engine import migrate
from tests.contracts import sample, scenes
from tests.contracts.platforms import PLATFORMS, Platform
from tests.contracts.recorder import Recorder
from tests.contracts.sample import Sample

PAGE: Final = Path(__file__).parents[2] / "docs" / "parity.md"

_HEAD: Final = """# Every conversation, on every platform

Written by `make parity` from the table of conversations and from what each of them answers while the sample year
is played and everything on its pages is pressed; the tests draw each of these answers on each platform. A letter can't be
pressed or filled in: its link leads to its reader's own page, on which everything can.

"""
_ROOMS: Final = "what changes on the platform"
_COMES: Final[Mapping[type[Incoming], str]] = {
    Command: "typed",
    Text: "said",
    Press: "pressed",
    Submit: "form",
    File: "file",
    Change: "by itself",
}
_ORDER: Final[tuple[type[Reply], ...]] = (Say, Replace, OpenForm, FormErrors, SendFile, Nothing)
_NOTHING: Final = "nothing to say"


def record(year: Sample) -> Recorder:
    """Return what every conversation answers, in the sample year and in the scenes that it never comes to."""
    recorder = year.recorder
    routes = recorder.listening(ROUTES)
    sample.press_everything(year)
    with tempfile.TemporaryDirectory() as folder:
        for number, scene in enumerate((*scenes.SCENES.values(), None)):
            with _empty(Path(folder), number) as database:
                if scene is None:
                    scenes.edited_workbook(database, routes)
                else:
                    scenes.act(scene, database, routes)
    return recorder


def intents() -> tuple[Intent | None, ...]:
    """Return what can be asked for, each once; None for what changes by itself."""
    asked = {route.intent for route in ROUTES}
    return (*(one for one in Intent if one in asked), *((None,) if None in asked else ()))


def kinds(recorder: Recorder, intent: Intent | None) -> tuple[type[Reply], ...]:
    """Return what kinds of reply a conversation gives."""
    found = {type(reply) for reply in recorder.of(intent)}
    return tuple(one for one in _ORDER if one in found)


def written(recorder: Recorder) -> str:
    """Return the page of the docs."""
    heads = ("Conversation", "Comes", *(one.title for one in PLATFORMS))
    rows = [heads, ("---",) * len(heads), *(_row(recorder, intent) for intent in intents())]
    return _HEAD + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _row(recorder: Recorder, intent: Intent | None) -> tuple[str, ...]:
    here = {route.kind for route in ROUTES if route.intent is intent}
    comes = ", ".join(word for kind, word in _COMES.items() if kind in here)
    replies = [
        next(one for one in recorder.of(intent) if type(one) is kind) for kind in kinds(recorder, intent)
    ]
    return (_name(intent), comes, *(_cell(platform, replies) for platform in PLATFORMS))


def _cell(platform: Platform, replies: list[Reply]) -> str:
    return ", ".join(dict.fromkeys(word for one in replies if (word := platform.cell(one)))) or _NOTHING


def _name(intent: Intent | None) -> str:
    if intent is None:
        return _ROOMS
    return menu.LABELS.get(intent) or intent.value.replace("_", " ")


def _empty(folder: Path, number: int) -> "_Opened":
    file, template = folder / f"scene-{number}.db", folder / "empty.db"
    if not template.exists():
        migrate(f"sqlite:///{template}")
    shutil.copyfile(template, file)
    return _Opened(file)


class _Opened:
    """A database for as long as it is needed."""

    def __init__(self, file: Path) -> None:
        self._database = Database.connect(f"sqlite:///{file}")

    def __enter__(self) -> Database:
        return self._database

    def __exit__(self, *_: object) -> None:
        self._database.close()


def unheard(recorder: Recorder) -> Iterator[str]:
    """Yield the routes that nobody has heard an answer of, but of a form that had to be mended."""
    for route in ROUTES:
        found = recorder.replies.get((route.kind, route.intent), {})
        if not found.keys() - {FormErrors}:
            yield f"{route.kind.__name__} {route.intent.value if route.intent else None}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as played:
        PAGE.write_text(written(record(sample.play(Path(played)))), encoding="utf-8")
    print(f"Written to {PAGE}.")
