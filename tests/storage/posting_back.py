"""What somebody outside gets of e-mail addresses and of what comes back by mail."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.permissions import Viewer
from storage import mailing, messages, replies, sent_back
from storage.database import Transaction
from tests.riverside import NOW
from tests.storage.house import House

Act = Callable[[Transaction, Viewer, House], object]

EMAIL: Final = "m.iqbal@castle.example"

NOTHING: Final[Mapping[str, Act]] = {
    "mailing.refused": lambda t, v, h: mailing.refused(t, viewer=v),
}

REFUSED: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "mailing.put_right": (
        lambda t, v, h: mailing.put_right(t, viewer=v, person_id=h.mina_id, email=EMAIL),
        PermissionError,
    ),
}

SWEEPS: Final[Mapping[str, Act]] = {
    "mailing.begin": lambda t, v, _: mailing.begin(t, viewer=v),
    "mailing.end": lambda t, v, _: mailing.end(t, viewer=v, now=NOW),
    "mailing.page_of": lambda t, v, _: mailing.page_of(t, viewer=v, email=EMAIL),
    "mailing.refuse": lambda t, v, _: mailing.refuse(t, viewer=v, email=EMAIL, said="No", now=NOW),
    "messages.behind_key": lambda t, v, _: messages.behind_key(t, viewer=v, key="k"),
    "replies.add": lambda t, v, h: replies.add(
        t, viewer=v, partnership_id=h.group.partnership_id, person_id=h.mina_id, words="", now=NOW
    ),
    "replies.forget": lambda t, v, _: replies.forget(t, viewer=v, before=NOW),
    "sent_back.take_back": lambda t, v, h: sent_back.take_back(t, viewer=v, message_id=h.message_id),
}

ABOUT_THE_VIEWER: Final = {"replies.since"}
"""Named by nothing but the viewer's own partnership, and proved in test_replies."""
