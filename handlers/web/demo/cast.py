"""The twelve people of the demo, and the directory that lists those who can be reached on a page."""

from dataclasses import dataclass
from typing import Final

from bot.domain.zones import HOME
from bot.services.ports import Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Somebody to look at the partnership as. `email` is empty for who has a telephone only."""

    id: str
    name: str
    organisation: str
    email: str = ""
    telephone: str = ""


RUNNER: Final = Player(
    id="sam",
    name="Sam Hallam",
    organisation="Partnership office",
    email="s.hallam@office.example",
    telephone="01632 960 100",
)
CHAIR: Final = Player(id="grace", name="Grace Obi", organisation="Chair", email="grace.obi@home.example")
CAST: Final = (
    RUNNER,
    CHAIR,
    Player(id="mina", name="Mina Iqbal", organisation="Castle College", email="m.iqbal@castle.example"),
    Player(id="rob", name="Rob Stone", organisation="Castle College", email="r.stone@castle.example"),
    Player(
        id="joana",
        name="Joana Pereira",
        organisation="Northgate Sixth Form",
        email="j.pereira@northgate.example",
    ),
    Player(id="tom", name="Tom Lund", organisation="Riverside University", email="t.lund@riverside.example"),
    Player(
        id="aoife", name="Aoife Byrne", organisation="Riverside University", email="a.byrne@riverside.example"
    ),
    Player(id="kwame", name="Kwame Osei", organisation="Meadow College", email="k.osei@meadow.example"),
    Player(id="jo", name="Jo Blake", organisation="Meadow College", email="j.blake@meadow.example"),
    Player(id="dee", name="Dee Frame", organisation="Brook Lane Training", telephone="01632 960 118"),
    Player(id="priya", name="Priya Anand", organisation="County council", email="p.anand@county.example"),
    Player(id="lee", name="Lee West", organisation="County council", email="l.west@county.example"),
)


class DemoDirectory:
    """Implements `bot.services.ports.Directory`: who has a page, which a telephone alone does not give."""

    async def people(self) -> tuple[Listed, ...]:
        return tuple(
            Listed(
                external_id=player.id,
                name=player.name,
                email=player.email,
                zone=HOME,
                left=False,
                is_bot=False,
            )
            for player in CAST
            if player.email
        )
