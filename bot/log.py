"""How the program logs: one line an event, as JSON, or in colour on a terminal. No bodies and no names."""

import logging
import sys
from typing import Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_PRIVATE: Final = frozenset(
    {
        "body",
        "content",
        "email",
        "name",
        "password",
        "secret",
        "text",
        "title",
        "token",
        "url",
        "values",
        "words",
    }
)


def _without_private(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Drop what a line must not hold, whoever wrote it."""
    return {key: value for key, value in event.items() if key not in _PRIVATE}


_SHARED: Final[tuple[Processor, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _without_private,
)


def configure(*, stream: TextIO = sys.stderr, level: int = logging.INFO) -> None:
    """Log to `stream` from now on, also what libraries say. Call it once, first thing."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_SHARED, processors=_last(stream.isatty()))
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # These tell every step they take; httpx and uvicorn's access log would hold addresses that are their own permission.
    for name in ("alembic", "apscheduler", "httpx", "slack_sdk", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # It would warn at each start that it leaves a token alone, which is meant.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)


def _last(terminal: bool) -> list[Processor]:
    # Tracebacks without local variables: those may hold what people wrote.
    formatter = structlog.stdlib.ProcessorFormatter
    if terminal:
        console = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        return [formatter.remove_processors_meta, console]
    return [
        formatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(),
    ]
