"""The app manifest, with the scopes and the events that what is built needs, and no more."""

from typing import Any, Final

from bot.messages import about
from handlers.slack import ids
from handlers.slack.installs import RETURN_PATH

PATH: Final = "/slack/events"
EVENTS: Final = (
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_deleted",
    "channel_id_changed",
    "channel_left",
    "channel_rename",
    "channel_unarchive",
    "channel_unshared",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "team_join",
    "user_change",
)
REMOVALS: Final = ("app_uninstalled", "tokens_revoked")
"""What is told as well where other workspaces may install us. With a token of the operator's own it is theirs to see."""

SCOPES: Final = (
    "app_mentions:read",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",  # A workbook dropped in the private chat.
    "files:write",  # The workbook that goes out.
    "groups:read",
    "im:history",  # What people say in the private chat, and whether our own message arrived there.
    "im:write",
    "users:read",
)
OPTIONAL_SCOPES: Final = (
    "channels:history",  # Whether our own post arrived in a room.
    "groups:history",
    "users:read.email",  # Matches the people of a workbook.
)


def manifest(public_url: str | None, *, installs: bool = False) -> dict[str, Any]:
    """Return the manifest of an app whose server answers at `public_url` (https, without a path); None: by Socket Mode.

    `installs`: other workspaces may install it, and whole organisations.
    """
    address = public_url.rstrip("/") + PATH if public_url else ""
    returns = {"redirect_urls": [public_url.rstrip("/") + RETURN_PATH]} if public_url and installs else {}
    told = REMOVALS if returns else ()
    at, by = ({"url": address}, {"request_url": address}) if address else ({}, {})
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": about.NAME,
            "description": about.SHORT,
            "long_description": about.LONG,
            "background_color": "#1f4d4a",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": about.NAME, "always_online": True},
            "shortcuts": [
                _shortcut(ids.NEW_ACTION, "global", about.NEW_ACTION),
                _shortcut(ids.TRACK_THIS, "message", about.TRACK_THIS),
                _shortcut(ids.LOG_THIS, "message", about.LOG_THIS),
            ],
            "slash_commands": [
                {
                    "command": ids.SLASH_COMMAND,
                    **at,
                    "description": about.SHORT,
                    "usage_hint": about.HINT,
                    "should_escape": False,
                }
            ],
        },
        "oauth_config": {**returns, "scopes": {"bot": [*SCOPES], "bot_optional": [*OPTIONAL_SCOPES]}},
        "settings": {
            "event_subscriptions": {**by, "bot_events": [*EVENTS, *told]},
            "interactivity": {"is_enabled": True, **by},
            "org_deploy_enabled": bool(returns),
            "socket_mode_enabled": not address,
            "token_rotation_enabled": False,
        },
    }


def _shortcut(callback_id: str, kind: str, words: tuple[str, str]) -> dict[str, str]:
    name, description = words
    return {"name": name, "type": kind, "callback_id": callback_id, "description": description}
