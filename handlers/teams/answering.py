"""How a reply goes back in the answer to a request: as a dialog, or as a word below the button that was pressed."""

from dataclasses import dataclass
from typing import Any, Final

from bot.messages import about, answers, plain, rooms, troubles
from bot.messages.model import Message
from handlers.conversations.incoming import Incoming, Press, Submit
from handlers.conversations.replies import FormErrors, OpenForm, Reply, Say
from handlers.teams import extension, forms
from handlers.teams.shape import Activity

INVOKE: Final = "invoke"
ACTION: Final = "adaptiveCard/action"
FETCH: Final = "task/fetch"
SUBMIT: Final = "task/submit"
DIALOGS: Final = (FETCH, SUBMIT, extension.FETCH, extension.SUBMIT)

_WORDS: Final = "application/vnd.microsoft.activity.message"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: the status, and the body where there is one."""

    status: int = 200
    body: dict[str, Any] | None = None


TAKEN: Final = Answer()
MALFORMED: Final = Answer(400)


def to_press(pressed: Incoming) -> Answer:
    """Return the answer to a button. Its presser alone reads it; without words Teams would say that something went wrong."""
    return _below(answers.received() if pressed.place.private else rooms.sent_privately())


def to_dialog(reply: Reply, asked: Incoming) -> Answer:
    """Return the answer to a dialog that was asked for or sent: another one, some words, or nothing more."""
    message = asked.message if isinstance(asked, Press | Submit) else None
    match reply:
        case OpenForm() | FormErrors():
            return Answer(body=forms.dialog(reply.form, message=message))
        case Say():
            return _alone(reply.message)
        case _:
            # What else there is to say stands in the conversation.
            return Answer(body=forms.closing(""))


def to_mistake(activity: Activity) -> Answer:
    """Return the answer where a mistake of ours stopped what somebody did; nothing was written.

    Who waits for an answer reads so. 500 stands for anything else: Teams sends it again.
    """
    match activity.get("name") if activity["type"] == INVOKE else None:
        case name if name == ACTION:
            return _below(troubles.ours())
        case name if name in DIALOGS:
            return _alone(troubles.ours(), title=troubles.TITLE)
        case _:
            return Answer(500)


def _below(said: Message) -> Answer:
    return Answer(body={"statusCode": 200, "type": _WORDS, "value": plain.text(said)})


def _alone(said: Message, *, title: str = about.NAME) -> Answer:
    return Answer(body=forms.notice(said, title=title))
