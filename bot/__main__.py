"""The `bywhen` command."""

import gc

# All that a module makes as it is loaded stays: to look for what could be let go took a fifth of the start.
gc.disable()

import errno
import json
import logging
import signal
import socket
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Final

import typer
import uvicorn
from starlette.types import ASGIApp

from bot import app as house
from bot import config, log
from bot.clock import system_clock
from bot.config import Mistakes, Settings
from bot.later import later
from bot.messages import ledger as ledger_words
from bot.services.ledger.lines import Line, Wanted
from storage.engine import migrate as bring_up_to_date
from storage.readiness import Readiness, address, look_at

if TYPE_CHECKING:
    from rich import console as consoles
    from rich import table as tables
else:
    consoles = later("rich.console")
    tables = later("rich.table")

gc.freeze()
gc.enable()

_WRONG_SETTINGS: Final = 2
_LOCAL: Final = "127.0.0.1"
_OF_DATABASE: Final = {
    Readiness.READY: "The database at {where} is up to date.",
    Readiness.OLDER: "The database at {where} is of an older version. It is brought up to date when Bywhen starts.",
    Readiness.NOT_YET: "There is no database at {where} yet. It is made when Bywhen starts.",
    Readiness.NOWHERE: "I can't make a database at {where}: there is no such folder, or I may not write in it.",
    Readiness.UNREACHABLE: "I can't reach the database at {where}. Is it running, and is the address right?",
}
_UNUSABLE: Final = (Readiness.NOWHERE, Readiness.UNREACHABLE)
_WITHOUT_TABLES: Final = (*_UNUSABLE, Readiness.NOT_YET, Readiness.OLDER)

cli = typer.Typer(
    name="bywhen",
    help="A chat bot that keeps partnerships between organisations going: who does what, by when.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
manifests = typer.Typer(no_args_is_help=True)
cli.add_typer(manifests, name="manifest", help="Print what a chat platform wants to know about Bywhen.")


@cli.callback(invoke_without_command=True)
def explain(context: typer.Context) -> None:
    """Show what there is, where nothing was asked for."""
    if context.invoked_subcommand is None:
        print(context.get_help())


Port = Annotated[int, typer.Option(min=1, max=65535, help="The port; another one if it is taken.")]


Beginning = Annotated[
    bool, typer.Option("--from-beginning", help="Open on the first day, with nothing in the timetable yet.")
]


@cli.command()
def demo(port: Port = 3000, from_beginning: Beginning = False) -> None:
    """Try Bywhen in a browser, with people to switch between and a clock to move."""
    log.configure(level=logging.WARNING)
    listener = _listen(port)
    address = f"http://{_LOCAL}:{listener.getsockname()[1]}/"

    def tell() -> None:
        print(f"The demo is at {address}\nPress Ctrl-C to end it.", flush=True)

    if not from_beginning:
        print(
            "I'm playing five months of the sample year, month by month. That takes up to half a minute.",
            flush=True,
        )
    with tempfile.TemporaryDirectory(prefix="bywhen-demo-") as folder:
        built = house.build_demo(
            folder=Path(folder), from_beginning=from_beginning, ready=tell, playing=_tell_month
        )
        _run(built, listener)


def _tell_month(month: date) -> None:
    print(f"  {month:%B %Y}", flush=True)


@cli.command()
def serve() -> None:
    """Serve all that is configured. The database is brought up to date first."""
    settings = _settings()
    if not (settings.has_slack or settings.has_teams or settings.has_pages):
        print(
            "Nothing is configured yet: no Slack, no Teams, no pages. docs/operators.md has every setting.",
            file=sys.stderr,
        )
    log.configure()
    # The port comes first: a second process that finds it taken leaves the database alone.
    with _listen_as_set(settings) as listener:
        _bring_up_to_date(settings)
        _run(house.build(settings, clock=system_clock), listener)


@cli.command()
def check() -> None:
    """Name every mistake in the settings at once, and try the database."""
    settings = _settings()
    readiness = _look_at_database(settings, refused=_UNUSABLE)
    lacking = config.lacking(settings)
    print(*lacking or ["The settings are in order."], sep="\n")
    print(_OF_DATABASE[readiness].format(where=address(settings.database_url)))
    print(*config.standing(settings), sep="\n")


@cli.command()
def migrate() -> None:
    """Bring the database up to date."""
    _bring_up_to_date(_settings())
    print("The database is up to date.")


@cli.command()
def export(
    partnership: Annotated[str, typer.Argument(help="The name of the partnership.")],
    file: Annotated[
        Path | None, typer.Argument(help="Where to write it; else under its own name, here.")
    ] = None,
) -> None:
    """Write the timetable of a partnership as a workbook that may be shared."""
    settings = _settings()
    _look_at_database(settings, refused=_WITHOUT_TABLES)
    try:
        copy = house.export(settings, partnership=partnership, clock=system_clock)
    except LookupError as error:
        print(f"I can't choose a partnership: {error}.", file=sys.stderr)
        raise typer.Exit(_WRONG_SETTINGS) from None
    path = file or Path(copy.name)
    _write(path, copy.content)
    print(f"Written to {path}, with {copy.actions} rows.")


@cli.command()
def ledger(
    partnership: Annotated[str, typer.Option(help="Only what is about the partnership of this name.")] = "",
    person: Annotated[str, typer.Option(help="Only what was for the person of this name.")] = "",
    since: Annotated[str, typer.Option(metavar="DAY", help="Only this day (UTC) and later.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for another program to read.")] = False,
) -> None:
    """Print where each message went, what failed, and what was tried next. What it said stays out of it."""
    wanted = Wanted(partnership=partnership, person=person, since=_day(since) if since else None)
    settings = _settings()
    _look_at_database(settings, refused=_WITHOUT_TABLES)
    try:
        found = house.ledger(settings, wanted=wanted, clock=system_clock)
    except LookupError as error:
        print(f"I can't look that up: {error}.", file=sys.stderr)
        raise typer.Exit(_WRONG_SETTINGS) from None
    if as_json:
        print(json.dumps([asdict(one) for one in found], indent=2, default=datetime.isoformat))
    elif not found:
        print(ledger_words.NOTHING)
    else:
        _print_lines(found)


def _print_lines(found: Sequence[Line]) -> None:
    """Print a table on a terminal, and lines with tabs between the cells for whatever else reads them."""
    if not sys.stdout.isatty():
        print(*("\t".join(one.cells) for one in found), sep="\n")
        return
    shown = tables.Table(*ledger_words.HEADINGS)
    for one in found:
        shown.add_row(*one.cells)
    consoles.Console(markup=False, emoji=False, highlight=False).print(shown)


@manifests.command()
def slack(
    socket_mode: Annotated[
        bool, typer.Option("--socket", help="Bywhen opens the connection, so Slack needs no address of it.")
    ] = False,
) -> None:
    """Print the manifest of the Slack app, to paste where Slack asks for one."""
    settings = _settings(whole=False)
    if settings.public_url is None and not socket_mode:
        print(
            "Set BYWHEN_PUBLIC_URL first: Slack must know where to find Bywhen. Without one, add --socket.",
            file=sys.stderr,
        )
        raise typer.Exit(_WRONG_SETTINGS)
    public_url = None if socket_mode else settings.public_url
    manifest = house.slack_manifest(public_url, installs=settings.has_slack_installs)
    print(json.dumps(manifest, indent=2))


@manifests.command()
def teams(
    file: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("bywhen-teams.zip"),
) -> None:
    """Write the package of the Teams app, to upload where Teams keeps an organisation's apps."""
    settings = _settings(whole=False)
    if settings.teams_client_id is None:
        print("Set TEAMS_CLIENT_ID first: it is the app's id, as Azure shows it.", file=sys.stderr)
        raise typer.Exit(_WRONG_SETTINGS)
    if settings.public_url is None:
        print("Set BYWHEN_PUBLIC_URL first: Teams must know where to find Bywhen.", file=sys.stderr)
        raise typer.Exit(_WRONG_SETTINGS)
    _write(file, house.teams_package(settings.teams_client_id, settings.public_url))
    if settings.is_found_here_alone:
        next_ = f"Teams can't reach {settings.public_url}: set BYWHEN_PUBLIC_URL to an address with https:// before you upload it"
    else:
        next_ = "Upload it in the Teams admin centre, under Manage apps"
    print(f"Written to {file}. {next_}.")


def main() -> None:
    """Run the command that was typed. To be told to stop is no failure."""
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, _stop)
    cli()


def _stop(_: int, __: FrameType | None) -> None:
    sys.exit(0)


def _settings(*, whole: bool = True) -> Settings:
    try:
        return config.read(whole=whole)
    except Mistakes as mistakes:
        print(*mistakes.sentences, sep="\n", file=sys.stderr)
        raise typer.Exit(_WRONG_SETTINGS) from None


def _look_at_database(settings: Settings, *, refused: Sequence[Readiness]) -> Readiness:
    """Return how the database stands. Leaves with a sentence where nothing can be done with it."""
    readiness = look_at(settings.database_url)
    if readiness in refused:
        print(_OF_DATABASE[readiness].format(where=address(settings.database_url)), file=sys.stderr)
        raise typer.Exit(_WRONG_SETTINGS)
    return readiness


def _bring_up_to_date(settings: Settings) -> None:
    if _look_at_database(settings, refused=_UNUSABLE) is not Readiness.READY:
        bring_up_to_date(settings.database_url)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        print(f"{written!r} is no day that I know. Write it like 2026-11-24.", file=sys.stderr)
        raise typer.Exit(_WRONG_SETTINGS) from None


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        print(f"I can't write {file}: {error.strerror}.", file=sys.stderr)
        raise typer.Exit(_WRONG_SETTINGS) from None


def _listen(port: int) -> socket.socket:
    """Listen on this computer alone, at the port, or at any that is free."""
    try:
        return socket.create_server((_LOCAL, port))
    except OSError:
        return socket.create_server((_LOCAL, 0))


def _listen_as_set(settings: Settings) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        print(f"I can't listen at {settings.host}, port {settings.port}: {_why(error)}", file=sys.stderr)
        raise typer.Exit(_WRONG_SETTINGS) from None


def _why(error: OSError) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return "another program is using it. Stop that one, or set PORT to another number."
        case errno.EACCES:
            return "this port is kept for the system. Set PORT to a number above 1023."
        case _:
            return f"{error.strerror}. Set HOST to an address of this computer, such as 127.0.0.1 or 0.0.0.0."


def _run(app: ASGIApp, listener: socket.socket) -> None:
    # An answer leaves in two pieces; the second would wait forty milliseconds for word of the first.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # What stands by now stays; the collector would else look through all of it again and hold up an answer.
    gc.collect()
    gc.freeze()
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, server_header=False, lifespan="on")
    )
    server.run(sockets=[listener])
    if not server.started:
        raise typer.Exit(1)


if __name__ == "__main__":
    main()
