"""What buttons and forms about a share carry in their `arg`: "12.3", or "12.3.agree"."""

import re
from typing import Final

from bot.errors import Refused
from bot.services.presses import Pressed

_ARG: Final = re.compile(
    r"(?P<share>\d{1,15})\.(?P<version>\d{1,9})(?:\.(?P<word>[a-z0-9_]{1,20}))?", re.ASCII
)


def read(arg: str) -> tuple[Pressed, str]:
    """Return the share as it was seen, and the word that says which answer it is ("" for the only one).

    Raises `Refused` (action_gone) for anything that no button of ours carries.
    """
    match = _ARG.fullmatch(arg)
    if match is None:
        raise Refused("action_gone")
    pressed = Pressed(share_id=int(match["share"]), version=int(match["version"]))
    return pressed, match["word"] or ""
