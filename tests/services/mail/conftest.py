"""Riverside where letters are sent: Dee and Mina are written to by e-mail, Mina in Slack first."""

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.services.mail import connecting
from storage import installations, people
from storage.database import Database
from tests import riverside
from tests.riverside import NOW, Riverside
from tests.services.mail.letters import DEE, MINA


def give(group: Riverside, name: str, email: str) -> None:
    with group.database.write() as transaction:
        people.give_address(
            transaction,
            viewer=ENGINE,
            person_id=group.person(name).id,
            kind=AddressKind.EMAIL,
            installation_id=None,
            external_id=email,
        )


@pytest.fixture
def mailed(database: Database) -> Riverside:
    group = riverside.build(database, opened=True)
    with database.write() as transaction:
        installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.WEB,
            external_id="pages",
            name="pages",
            bot_id="",
            now=NOW,
        )
    connecting.begin(database=database, sender="bywhen@office.example", now=NOW)
    give(group, "dee", DEE)
    give(group, "mina", MINA)
    return group
