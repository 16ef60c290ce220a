"""An item that stands in no message any more is said anew, and why only where a message was pressed."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.permissions import Intent
from bot.messages import plain
from bot.services.answers import CONTENT
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage.tables import MessageRow
from tests import calls
from tests.riverside import NOW, Riverside
from tests.worried import ANSWER, raised


@pytest.mark.parametrize(("message", "says_why"), [(None, False), ("1700000000.000100", True)])
def test_answer_given_on_home_says_only_what_was_answered(
    group: Riverside, message: str | None, says_why: bool
) -> None:
    raised(group)
    filled = calls.submit(group.installation_id, "U-SAM", Intent.ANSWER_CONCERN, arg="1.1", answer=ANSWER)
    sent = replace(filled, message=message)

    Router(routes=ROUTES, database=group.database).answer(sent, now=NOW, rides=frozenset())

    with group.database.read() as transaction:
        [content] = transaction.connection.execute(select(MessageRow.content)).scalars()
    said = plain.text(CONTENT.validate_python(content))
    assert "Thank you for answering." in said
    assert ("I couldn't change the message that you pressed" in said) is says_why
