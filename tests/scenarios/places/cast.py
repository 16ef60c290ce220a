"""Who takes part, where each of them is, and what they do there."""

from dataclasses import dataclass
from typing import Any, Final, Protocol

from tests.scenarios.places.pages import ByMail
from tests.scenarios.places.slack import InSlack
from tests.scenarios.places.teams import InTeams
from tests.scenarios.places.town import HERE, THERE, Town
from tests.slack.installing import County
from tests.teams import activities

Data = dict[str, Any]

ROOM, FAIR = ("CHERE", "riverside"), ("CTHERE", "fair")
"""The two rooms in Slack: what Slack calls each, and its name."""

CHANNEL: Final = activities.IN_CHANNEL["channel"]["id"]
MAX: Final = "0b1e5a3c-0000-4000-8000-0000000000a1"
BEAS_OTHER: Final = "bea.lund@lund.example"
"""The address at which Bea is really read."""

_WORKSPACES: Final = {
    HERE: {"USAM": "Sam Hallam", "UGRACE": "Grace Obi", "UMINA": "Mina Iqbal", "UROB": "Rob Stone"},
    THERE: {"UPRIYA": "Priya Anand", "UKIT": "Kit Moss", "UIVY": "Ivy Cole"},
}


class Actor(Protocol):
    """Somebody who uses the bot in their own tool."""

    name: str

    async def types(self, words: str, /) -> Any: ...
    async def presses(self, label: str, /, *, about: str = "") -> Any: ...
    async def sends(self, form: Any, answers: Data, /) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Everybody. Sam runs it and Grace has the chair; Dee has a telephone; nobody is at Fay's address."""

    sam: InSlack
    grace: InSlack
    mina: InSlack
    rob: InSlack
    priya: InSlack
    ivy: InSlack
    max: InTeams
    ivys_page: ByMail
    nia: ByMail
    hal: ByMail
    bea: ByMail

    @property
    def holders(self) -> tuple[Actor, ...]:
        """Those who are asked for something, each where they are asked."""
        return (self.mina, self.priya, self.ivy, self.max, self.nia, self.hal, self.bea)

    @property
    def in_december(self) -> tuple[Actor, ...]:
        """The same, after Slack has lost Ivy."""
        return tuple(self.ivys_page if one is self.ivy else one for one in self.holders)


BY_MAIL: Final = {
    "Northgate School": ("Nia Rees", "nia@northgate.example"),
    "Harbour Trust": ("Hal Dunn", "hal@harbour.example"),
    "Ivy House": ("Ivy Cole", "ivy@ivyhouse.example"),
    "Lund Trust": ("Bea Lund", "bea@lund.example"),
    "Fenland Farm": ("Fay Moor", "fay@fenland.example"),
}
BY_TELEPHONE: Final = {"Dale Workshop": ("Dee Frame", "01632 960 118")}
ORGANISATIONS: Final = {
    "Mina Iqbal": "Castle College",
    "Priya Anand": "County Council",
    "Max Hill": "Meadow Academy",
    **{name: organisation for organisation, (name, _) in (BY_MAIL | BY_TELEPHONE).items()},
}
"""For whom each co-ordinator speaks."""


async def gather(town: Town) -> Cast:
    """Let everybody be where they are: in the first workspace, in the one that installs us, in the tenant, at home."""
    town.workspaces.people = {
        team: [_listed(*one) for one in found.items()] for team, found in _WORKSPACES.items()
    }
    town.workspaces.members = [one for found in town.workspaces.people.values() for one in found]
    town.workspaces.rooms = {ROOM[0]: True, FAIR[0]: True}
    there = {"id": f"29:{MAX}", "aadObjectId": MAX, "name": "Max Hill"}
    town.tenant.members = {CHANNEL: [there], f"a:{MAX}": [there]}
    town.tenant.channels[activities.IN_CHANNEL["team"]["id"]] = [CHANNEL]
    await town.list_people()
    county = County(
        slack=town.slack,
        server=town.workspaces,
        database=town.database,
        client=town.client,
        clock=town.clock,  # type: ignore[arg-type]  # It has a time, and that is asked.
    )
    await county.install(THERE, name="County Council")
    mail = {name.split()[0].lower(): ByMail(town, name, email) for name, email in BY_MAIL.values()}
    return Cast(
        sam=InSlack(town, "Sam Hallam", "USAM"),
        grace=InSlack(town, "Grace Obi", "UGRACE"),
        mina=InSlack(town, "Mina Iqbal", "UMINA"),
        rob=InSlack(town, "Rob Stone", "UROB"),
        priya=InSlack(town, "Priya Anand", "UPRIYA", team=THERE),
        ivy=InSlack(town, "Ivy Cole", "UIVY", team=THERE),
        max=InTeams(town, "Max Hill", MAX),
        ivys_page=mail["ivy"],
        nia=mail["nia"],
        hal=mail["hal"],
        bea=mail["bea"],
    )


def _listed(user: str, name: str) -> Data:
    return {"id": user, "profile": {"real_name": name}, "tz": "Europe/London"}
