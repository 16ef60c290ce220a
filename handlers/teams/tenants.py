"""The tenants in which we are: those we know from before, and each new one as it first writes to us."""

import asyncio
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from bot.domain.installations import Installation
from bot.domain.people import AddressKind
from bot.services import installations, rooms
from bot.services.ports import Database, Directory, FileSource, Messenger
from handlers.teams.connection import Connection, Connector
from handlers.teams.directory import TeamsDirectory
from handlers.teams.files import TeamsFiles
from handlers.teams.incoming import InstalledAt
from handlers.teams.messenger import FileLink, TeamsMessenger

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """One tenant, connected: Teams' names for it and for the bot, and our own number of the installation."""

    installation_id: int
    tenant_id: str
    service_url: str
    bot_id: str
    connector: Connector
    directory: TeamsDirectory
    files: TeamsFiles


class Tenants:
    """The registry. What the core needs of each tenant stands in three dicts, by the number of the installation."""

    def __init__(
        self, *, database: Database, connection: Connection, clock: Clock, file_link: FileLink | None
    ) -> None:
        self._database = database
        self._connection = connection
        self._clock = clock
        self._file_link = file_link
        self._known: dict[str, Tenant] = {}
        self.messengers: dict[int, Messenger] = {}
        self.directories: dict[int, Directory] = {}
        self.files: dict[int, FileSource] = {}

    async def connect_known(self) -> None:
        """Connect the tenants of before."""
        known = await asyncio.to_thread(
            installations.connected, database=self._database, kind=AddressKind.TEAMS
        )
        for installation in known:
            self._connect(installation)

    async def recognise(self, at: InstalledAt) -> Tenant:
        """Return the tenant on whose behalf something was sent, and keep what is new about it."""
        known = self._known.get(at.tenant_id)
        if known is not None and (known.service_url, known.bot_id) == (at.service_url, at.bot_id):
            return known
        installation_id = await asyncio.to_thread(
            installations.register,
            database=self._database,
            kind=AddressKind.TEAMS,
            external_id=at.tenant_id,
            name="",  # Teams tells a bot none. It is called by its people, those of before too.
            bot_id=at.bot_id,
            now=self._clock(),
            service_url=at.service_url,
        )
        await asyncio.to_thread(
            installations.name_after_people, database=self._database, installation_id=installation_id
        )
        log.info("teams_tenant_connected", installation_id=installation_id)
        return self._connect(
            Installation(
                id=installation_id,
                kind=AddressKind.TEAMS,
                external_id=at.tenant_id,
                name="",
                bot_id=at.bot_id,
                service_url=at.service_url,
            )
        )

    def disconnect(self, tenant: Tenant) -> None:
        """Forget a tenant that has taken us away. When it writes again, it is a new one."""
        self._known.pop(tenant.tenant_id, None)
        for ours in (self.messengers, self.directories, self.files):
            ours.pop(tenant.installation_id, None)
        log.info("teams_tenant_left", installation_id=tenant.installation_id)

    def _connect(self, installation: Installation) -> Tenant:
        number = installation.id
        connector = Connector(
            self._connection,
            service_url=installation.service_url,
            tenant_id=installation.external_id,
            bot_id=installation.bot_id,
        )
        tenant = Tenant(
            installation_id=number,
            tenant_id=installation.external_id,
            service_url=installation.service_url,
            bot_id=installation.bot_id,
            connector=connector,
            directory=TeamsDirectory(
                connector,
                tenant_id=installation.external_id,
                rooms=lambda: rooms.at_installation(
                    database=self._database, installation_id=number, usable=True
                ),
            ),
            files=TeamsFiles(connector),
        )
        self._known[tenant.tenant_id] = tenant
        self.messengers[number] = TeamsMessenger(connector, file_link=self._file_link)
        self.directories[number] = tenant.directory
        self.files[number] = tenant.files
        return tenant
