"""Bolt, with one listener for each kind of request; which conversation answers is the router's."""

import logging
import re
from typing import Any, Final

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import JSONResponse

from bot.messages import troubles
from bot.messages.model import Message
from handlers.slack import answering, forms, ids
from handlers.slack.incoming import Malformed, Payload
from handlers.slack.listeners import Listeners
from handlers.slack.workspace import Workspace

log = structlog.get_logger()

_ANY: Final = re.compile(".*", re.DOTALL)


def bolt(listeners: Listeners, workspace: Workspace, client: AsyncWebClient) -> AsyncApp:
    """Return what answers the requests of one workspace. Slack is not asked again whose token it is."""

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=workspace.enterprise_id or None,
            team_id=workspace.team_id,
            bot_token=client.token,  # It may have been renewed since the last request.
            bot_id=workspace.bot_id or None,
            bot_user_id=workspace.bot_user_id,
        )

    app = AsyncApp(
        name="bywhen",  # Without one, Bolt looks through the sources of every module for who has called it.
        logger=logging.getLogger("slack_bolt"),  # Bolt would give a logger of its own the level of the root.
        authorize=authorize,
        process_before_response=True,  # The answer is the receipt of the commit.
        request_verification_enabled=False,  # Done ahead of Bolt, which would log the body and trip over a word.
    )
    app.command(_ANY)(listeners.command)
    app.action(_ANY)(listeners.press)
    app.shortcut(_ANY)(listeners.shortcut)
    app.view(ids.FORM)(listeners.submit)
    app.event(_ANY)(listeners.event)
    app.error(_failed)
    return app


def say(message: Message) -> BoltResponse:
    """Return the answer to a command by itself."""
    return _json(answering.to_asker(message))


async def _failed(error: Exception, body: Payload) -> BoltResponse:
    """Log a mistake of ours once, and tell the person where the answer can carry it.

    An event is answered with 500, so that Slack sends it again. What Slack does not send is no mistake of ours.
    """
    if isinstance(error, Malformed):
        log.warning("slack_request_malformed")
        return BoltResponse(status=400)
    kind = body.get("type") or ("command" if "command" in body else "unknown")
    log.error("slack_request_failed", kind=kind, exc_info=error)
    match kind:
        case "command":
            return say(troubles.ours())
        case "view_submission":
            notice = forms.notice(troubles.ours(), title=troubles.TITLE)
            return _json({"response_action": "update", "view": notice})
        case _:
            return BoltResponse(status=500)


def _json(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(
        status=200,
        body=bytes(JSONResponse(answer).body).decode(),
        headers={"content-type": "application/json"},
    )
