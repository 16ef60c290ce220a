"""Every conversation on every platform: each answer is drawn, nothing of it is lost, and the page of the docs says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from bot.domain.people import CARRIERS
from bot.domain.permissions import Intent
from bot.messages.model import Field, FieldKind, Form, Message
from handlers.conversations.replies import FormErrors, OpenForm, Replace, Reply, Say, SendFile
from tests.contracts import parity, sample
from tests.contracts.platforms import PLATFORMS, Platform, labels, plainly, replaced
from tests.contracts.recorder import Recorder
from tests.once import once

_SHOWN: Final = 24
"""So much of any words is shown on every platform, however little room there is."""


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Recorder:
    """What every conversation answers. The year is the one that `test_story` looks at."""

    def make(_: Path) -> Recorder:
        year = once("year", sample.play, folders=tmp_path_factory, worker_id=worker_id)
        return parity.record(year)

    return once("parity", make, folders=tmp_path_factory, worker_id=worker_id)


@pytest.fixture(params=PLATFORMS, ids=lambda one: one.title)
def platform(request: pytest.FixtureRequest) -> Platform:
    found: Platform = request.param
    return found


def test_every_platform_that_carries_messages_has_its_column() -> None:
    """Where this fails, a platform was added: give it its column in `tests.contracts.platforms`."""
    assert {one.kind for one in PLATFORMS} == CARRIERS


def test_every_route_was_heard(recorder: Recorder) -> None:
    """Where this fails, a route was added that the sample year never comes to: give it a scene in `tests.contracts.scenes`."""
    assert list(parity.unheard(recorder)) == []


def test_every_answer_of_every_conversation_is_drawn(recorder: Recorder, platform: Platform) -> None:
    faults = [
        f"{intent.value if intent else None}: {fault}"
        for intent in parity.intents()
        for reply in recorder.of(intent)
        for fault in _faults(platform, reply)
    ]

    assert faults == []


def test_every_conversation_shows_something_on_every_platform(recorder: Recorder, platform: Platform) -> None:
    for intent in parity.intents():
        cells = [platform.cell(reply) for reply in recorder.of(intent)]
        assert any(cells) or intent is None, intent


def test_page_of_the_docs_is_what_the_code_says(recorder: Recorder) -> None:
    """Where this fails, run `make parity`."""
    assert parity.PAGE.read_text(encoding="utf-8") == parity.written(recorder)


def test_each_conversation_has_its_row(recorder: Recorder) -> None:
    rows = parity.written(recorder).splitlines()

    assert sum(row.startswith("| ") for row in rows) == len(parity.intents()) + 2
    assert all(row.count("|") == len(PLATFORMS) + 3 for row in rows if row.startswith("|"))
    assert {one for one in parity.intents() if one is not None} <= set(Intent)


def _faults(platform: Platform, reply: Reply) -> Iterator[str]:
    """Yield what a platform would not take, and what of an answer cannot be read on it."""
    found = list(platform.draw(reply))
    yield from (problem for one in found for problem in one.problems)
    said = plainly(" ".join(one.words for one in found))
    yield from (f"{words!r} is lost" for words in _words(platform, reply) if words[:_SHOWN] not in said)


def _words(platform: Platform, reply: Reply) -> Iterator[str]:
    """Yield what has to be read wherever it is shown: the first sentence, what can be pressed, what is asked."""
    match reply:
        case Say() | SendFile():
            yield from _of_message(platform, reply.message)
        case Replace():
            for message in replaced(reply):
                yield from _of_message(platform, message)
        case OpenForm() | FormErrors():
            yield from _of_form(platform, reply.form)
    if isinstance(reply, SendFile):
        yield plainly(reply.name)


def _of_message(platform: Platform, message: Message) -> Iterator[str]:
    yield plainly(message.opening)
    if platform.asks:
        yield from map(plainly, labels(message))


def _of_form(platform: Platform, form: Form) -> Iterator[str]:
    yield plainly(form.title)
    if platform.asks:
        yield plainly(form.submit)
        for one in filter(_is_asked, form.fields):
            yield plainly(one.label)
            # People are picked from whom the platform lists, by their names.
            offered = () if one.kind is FieldKind.PERSON else one.options
            yield from (plainly(option.label) for option in offered)
    yield from (plainly(one.error) for one in form.fields if one.error)


def _is_asked(asked: Field) -> bool:
    """Say whether there is anything to choose: a question without an answer is left out."""
    return asked.kind not in (FieldKind.CHOICE, FieldKind.CHOICES) or bool(asked.options)
