"""The app package that Teams takes: the manifest, and our icon in two sizes."""

import json
from importlib.metadata import version
from io import BytesIO
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.messages import about, icon
from handlers.teams import extension

PATH: Final = "/api/messages"
ABOUT_PATH: Final = "/teams/about"
SCOPES: Final = ("personal", "team", "groupChat")
COLOUR_ICON: Final = "color.png"
OUTLINE_ICON: Final = "outline.png"

_VERSION: Final = "1.29"
_SCHEMA: Final = f"https://developer.microsoft.com/json-schemas/teams/v{_VERSION}/MicrosoftTeams.schema.json"
_LARGE: Final = 192
_SMALL: Final = 32
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file of the package, so that the same package is the same bytes."""


def package(*, client_id: UUID, public_url: str) -> bytes:
    """Return the package as a zip file, to be uploaded where Teams keeps an organisation's apps."""
    described = manifest(client_id=client_id, public_url=public_url)
    files = {
        "manifest.json": json.dumps(described, indent=2, ensure_ascii=False).encode(),
        COLOUR_ICON: icon.coloured(_LARGE),
        OUTLINE_ICON: icon.outline(_SMALL),
    }
    content = BytesIO()
    with ZipFile(content, "w") as packed:
        for name, data in files.items():
            packed.writestr(ZipInfo(name, date_time=_LONG_AGO), data, compress_type=ZIP_DEFLATED)
    return content.getvalue()


def manifest(*, client_id: UUID, public_url: str) -> dict[str, Any]:
    """Return the manifest of the app whose bot is `client_id` and whose server answers at `public_url`."""
    described_at = public_url.rstrip("/") + ABOUT_PATH
    return {
        "$schema": _SCHEMA,
        "manifestVersion": _VERSION,
        "version": version("bywhen"),
        "id": str(client_id),
        "localizationInfo": {"defaultLanguageTag": "en-gb"},
        "developer": {
            "name": about.NAME,
            "websiteUrl": described_at,
            "privacyUrl": described_at,
            "termsOfUseUrl": described_at,
        },
        "name": {"short": about.NAME, "full": about.FULL_NAME},
        "description": {"short": about.SHORT, "full": about.LONG},
        "icons": {"color": COLOUR_ICON, "outline": OUTLINE_ICON},
        "accentColor": icon.COLOUR,
        "bots": [_bot(client_id)],
        "composeExtensions": [_extension(client_id)],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(public_url).hostname],
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "supportsChannelFeatures": "tier1",  # Private and shared channels; without it no bot gets into a team.
    }


def _bot(client_id: UUID) -> dict[str, Any]:
    return {
        "botId": str(client_id),
        "scopes": [*SCOPES],
        "supportsFiles": True,
        "isNotificationOnly": False,
        "commandLists": [
            {"scopes": ["personal"], "commands": _commands(about.OWN_COMMANDS)},
            {"scopes": ["team", "groupChat"], "commands": _commands(about.ROOM_COMMANDS)},
        ],
    }


def _extension(client_id: UUID) -> dict[str, Any]:
    """What stands in the menu of what somebody wrote."""
    shown = ((extension.TRACK_THIS, about.TRACK_THIS), (extension.LOG_THIS, about.LOG_THIS))
    return {
        "botId": str(client_id),
        "commands": [
            {
                "id": name,
                "type": "action",
                "title": title,
                "description": description,
                "context": ["message"],
                "fetchTask": True,
            }
            for name, (title, description) in shown
        ],
    }


def _commands(words: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"title": word, "description": about.COMMANDS[word]} for word in words]
