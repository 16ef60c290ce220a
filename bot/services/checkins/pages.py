"""The page **Check-ins** of **My copy**, as each may see it: levels for runner and chair, organisations for the neutral."""

from bot.domain.permissions import Intent, Viewer, allowed
from bot.domain.questions import QuestionKind
from bot.domain.rounds import Round
from bot.domain.timetables import CheckInLine, FeltLine
from bot.messages.bank import CURRENT
from bot.messages.checkins import pages as wording
from bot.messages.checkins.levels import IN_SHORT
from bot.services.checkins import feeling, findings, grounds, reach
from bot.services.ports import Transaction
from storage import answers as stored_answers
from storage import partners as stored_partners


def lines(transaction: Transaction, *, viewer: Viewer) -> tuple[CheckInLine, ...]:
    """Return every check-in that is in, the newest first; nothing for who may not see it."""
    if not allowed(intent=Intent.CHECK_IN_RESULTS, viewer=viewer):
        return ()
    found = findings.closed(transaction, viewer=viewer)
    return tuple(line for of in reversed(found) for line in _of_round(transaction, viewer, of))


def felt(transaction: Transaction, *, viewer: Viewer) -> tuple[FeltLine, ...]:
    """Return how it feels over time, for the picture of the page: the lines of which anything was shown."""
    if not allowed(intent=Intent.CHECK_IN_RESULTS, viewer=viewer):
        return ()
    rounds = findings.closed(transaction, viewer=viewer)
    lines = {
        key: feeling.line(transaction, viewer=viewer, rounds=rounds, key=key) for key in CURRENT.turns.lines
    }
    return tuple(
        FeltLine(name=IN_SHORT[key], points=tuple((one.on, one.level) for one in points))
        for key, points in lines.items()
        if any(one.level for one in points)
    )


def _of_round(transaction: Transaction, viewer: Viewer, of: Round) -> list[CheckInLine]:
    questions = grounds.questions_of(transaction, viewer=viewer, of_round=of)
    results = stored_answers.results_of(transaction, viewer=viewer, round_id=of.id)
    secret = [
        wording.of_all(on=of.opens_on, question=question, found=[one for one in results if one.key == key])
        for key, question in questions.items()
        if of.kinds[key] is QuestionKind.NUMBERS_ONLY
    ]
    partners = stored_partners.names(transaction, viewer=viewer)
    every = stored_answers.organisations_of(transaction, viewer=viewer, round_id=of.id)
    sides = reach.readable(transaction, viewer=viewer, said=every)
    return secret + [
        wording.of_organisation(on=of.opens_on, question=questions[one.key], said=one, partners=partners)
        for one in sides
    ]
