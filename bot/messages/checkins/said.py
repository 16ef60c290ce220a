"""What follows a press on a check-in. Nothing of an answer is ever repeated."""

from datetime import date

from bot.domain.dates import full
from bot.domain.questions import Question
from bot.domain.rounds import Standing, thursday
from bot.messages.checkins.ask import Asked, settled
from bot.messages.model import Item, Message, Paragraph

_MOVED_ON = "You have answered from somewhere else already. I've kept that, and changed nothing."


def kept(asked: Asked, *, standing: Standing, changed: bool, again: bool = False) -> Item:
    """Return the check-in as it stands after a press, with the way back. `again`: other answers stood there before."""
    said = _said(asked, standing, changed=changed)
    if again and changed and standing is Standing.ANSWERED:
        said = f"Thank you. I've changed your answers. You can do so again until {asked.until}."
    return settled(asked, said=said, answered=standing is Standing.ANSWERED)


def added(*, partnership: str, question: Question, as_before: bool = False) -> Message:
    """After **Add a question**. `as_before`: it was asked before, with these answers, and seen by these people."""
    where = "I ask it once, in the next check-in that has a place for it."
    if as_before:
        where = f"You've asked that before, so it goes out just as it did then. {where}"
    return Message(
        opening=f"{partnership}: your question is in.",
        blocks=(Paragraph(text=(f"“{question.words}” {where}",)),),
    )


def retired(*, question_key: str, words: str, changed: bool, out_until: date | None = None) -> Item:
    """After **Ask it no more**. `out_until` is the last day of the open check-in that has it."""
    said = "I ask it no more. What was answered stays." if changed else "It was taken out already."
    if out_until is not None:
        said = (
            "I ask it no more from the next check-in on. In the one that is out now it stays until "
            f"{full(out_until)}, so that everybody is asked the same."
        )
    return Item(subject=f"question:{question_key}", title=words, lines=((said,),))


def _said(asked: Asked, standing: Standing, *, changed: bool) -> str:
    until = f"You can change your answers until {asked.until}."
    match standing:
        case Standing.ANSWERED:
            return f"Thank you. {until}" if changed else f"{_MOVED_ON} {until}"
        case Standing.ASKED | Standing.LATER if thursday(today=asked.today, closing=asked.closes_on) is None:
            return "Today is the last day to answer, so I can't bring it again."
        case Standing.LATER:
            return f"All right. I'll bring it again on Thursday. It stays open until {asked.until}."
        case Standing.ASKED:
            return f"I can't write to you just now. It stays open until {asked.until}."
        case Standing.NOT_THIS_TIME:
            return f"That's fine. Should you think again, it stays open until {asked.until}."
