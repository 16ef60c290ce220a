"""`bywhen serve` as its own process, with pages as an operator serves them: Mina is written to by e-mail."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.messages.model import Message, Paragraph
from bot.services import answers
from bot.services.answers import Asker
from handlers.web.links import LIFE, Links
from storage import installations, people
from storage.database import Database
from storage.engine import migrate
from tests import riverside
from tests.e2e import ports
from tests.e2e.conftest import ROOT
from tests.e2e.slack import await_ready

_SECRET: Final = "the-secret-of-the-tests-in-a-browser"
_SAID: Final = Message(
    opening="Riverside Progression Group: nothing is due this week.",
    blocks=(Paragraph(text=("I'll write again on Thursday.",)),),
)


@dataclass(frozen=True, kw_only=True)
class Served:
    """Where it is, and the links that it signs."""

    url: str
    links: Links

    def link(self, *, is_over: bool = False) -> str:
        """Return the address that stands in a letter to Mina, of today or of long ago."""
        issued = datetime.now(UTC) - LIFE if is_over else datetime.now(UTC)
        return f"{self.url}/in/{self.links.token(reader='mina', now=issued)}"

    def pause(self) -> str:
        """Return the address in a letter to Mina that asks for a quiet week."""
        return f"{self.url}/pause/{self.links.pause_token(reader='mina', now=datetime.now(UTC))}"


@contextmanager
def pages_served(folder: Path) -> Iterator[Served]:
    """Serve the pages of Riverside from a database of their own."""
    port, nobody = ports.free(2)
    found = Served(url=f"http://127.0.0.1:{port}", links=Links(_SECRET))
    database_url = f"sqlite:///{folder / 'bywhen.db'}"
    _furnish(database_url)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "BYWHEN_DATABASE_URL": database_url,
        "BYWHEN_PUBLIC_URL": found.url,
        "BYWHEN_SECRET_KEY": _SECRET,
        # Nobody listens there: letters wait.
        "SMTP_URL": f"smtp://127.0.0.1:{nobody}",
        "MAIL_FROM": "Bywhen <bywhen@example.org>",
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "bot", "serve"]
    with (folder / "bywhen.log").open("a") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            await_ready(found.url, process)
            yield found
        finally:
            process.terminate()
            assert process.wait(timeout=20) == 0


def _furnish(database_url: str) -> None:
    migrate(database_url)
    database = Database.connect(database_url)
    group = riverside.build(database, opened=True)
    with database.write() as transaction:
        pages = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.WEB,
            external_id="pages",
            name="pages",
            bot_id="",
            now=riverside.NOW,
        )
        for kind, at in ((AddressKind.WEB, "mina"), (AddressKind.EMAIL, "mina@castle.example")):
            people.give_address(
                transaction,
                viewer=ENGINE,
                person_id=group.person("mina").id,
                kind=kind,
                installation_id=pages if kind is AddressKind.WEB else None,
                external_id=at,
            )
    mina = Asker(
        kind=AddressKind.WEB, installation_id=pages, external_id="mina", conversation=None, key="first"
    )
    answers.say(database=database, to=mina, content=_SAID, now=datetime.now(UTC))
    database.close()
