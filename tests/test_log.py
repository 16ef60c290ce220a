import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import log


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    stream = io.StringIO()
    log.configure(stream=stream)
    yield stream
    structlog.reset_defaults()
    root.handlers[:], root.level = before[0], before[1]


def _line(stream: io.StringIO) -> dict[str, object]:
    line: dict[str, object] = json.loads(stream.getvalue())
    del line["timestamp"]
    return line


def test_event_is_one_line_of_json(stream: io.StringIO) -> None:
    structlog.get_logger("bot.engine").info("message_sent", message_id=7)

    assert _line(stream) == {
        "event": "message_sent",
        "level": "info",
        "logger": "bot.engine",
        "message_id": 7,
    }


def test_private_fields_are_dropped(stream: io.StringIO) -> None:
    structlog.get_logger("bot").warning("came", body="b", name="Mina", text="t", token="t", share_id=3)

    assert _line(stream) == {"event": "came", "level": "warning", "logger": "bot", "share_id": 3}


def test_what_libraries_say_is_json_too(stream: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").warning("Started %s", "here")

    assert _line(stream) == {"event": "Started here", "level": "warning", "logger": "uvicorn.error"}


@pytest.mark.parametrize("library", ["httpx", "uvicorn.access"])
def test_addresses_that_libraries_ask_for_are_not_told(stream: io.StringIO, library: str) -> None:
    logging.getLogger(library).info("PUT https://files.example/up?permission=hush 201")

    assert stream.getvalue() == ""


def test_traceback_holds_no_local_variables(stream: io.StringIO) -> None:
    secret = "hush" + "-hush"
    try:
        raise ValueError(f"{len(secret)} letters")
    except ValueError:
        structlog.get_logger("bot").exception("failed")

    line = _line(stream)

    assert str(line["exception"]).endswith("ValueError: 9 letters")
    assert "hush-hush" not in str(line)


def test_terminal_gets_words_in_place_of_json() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    stream = Terminal()
    log.configure(stream=stream)

    structlog.get_logger("bot").info("ready")

    structlog.reset_defaults()
    root.handlers[:], root.level = before[0], before[1]
    assert "ready" in stream.getvalue()
    assert not stream.getvalue().startswith("{")
