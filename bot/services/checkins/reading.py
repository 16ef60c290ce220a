"""**The check-in** on a screen: whole-group levels for runner and chair, and organisations' answers for who belongs to none of them."""

from bot.domain.climate import Result
from bot.domain.kept_answers import NamedAnswer, OrganisationAnswer
from bot.domain.permissions import Intent, Viewer, allowed
from bot.messages.checkins.results import Screen
from bot.services import guard
from bot.services.checkins import findings, reach
from bot.services.checkins.findings import Known
from bot.services.ports import Transaction, Transactions
from storage import answers as stored_answers
from storage import partners as stored_partners


def screen(*, database: Transactions, viewer: Viewer, round_id: int | None) -> Screen:
    """Return a round that is in, the last one where none is named. Raises `Refused` (not_for_your_role, no_check_in_yet)."""
    guard.require(viewer=viewer, intent=Intent.CHECK_IN_RESULTS)
    with database.read() as transaction:
        of = findings.one(transaction, viewer=viewer, round_id=round_id)
        known = findings.known(transaction, viewer=viewer, of=of)
        summary = findings.summary_of(transaction, viewer=viewer, of=of)
        return Screen(
            told=findings.told(transaction, viewer=viewer, known=known, summary=summary),
            round=of,
            questions=known.questions,
            history=_history(transaction, viewer, known),
            sides=reach.readable(transaction, viewer=viewer, said=known.sides)
            if reach.reads_sides(transaction, viewer=viewer)
            else None,
            partners=stored_partners.names(transaction, viewer=viewer),
            notes=len(told_in_words(transaction, viewer=viewer, known=known)),
            tells=allowed(intent=Intent.TELL_SUMMARY, viewer=viewer),
        )


def told_in_words(
    transaction: Transaction, *, viewer: Viewer, known: Known
) -> tuple[NamedAnswer | OrganisationAnswer, ...]:
    """Return what was told to this runner: by name, to nobody else; and for an organisation, where it has words.

    Words said to a runner of before are not read by the next, whoever was asked whether they may be taken up.
    """
    if not allowed(intent=Intent.TAKE_UP, viewer=viewer):
        return ()
    named = stored_answers.named_to(transaction, viewer=viewer, round_id=known.round.id)
    return (*named, *(one for one in known.sides if one.answer.line and one.runner_id == viewer.person_id))


def _history(transaction: Transaction, viewer: Viewer, known: Known) -> dict[str, list[Result]]:
    ids = {known.round.id, *(one.id for one in known.earlier)}
    found: dict[str, list[Result]] = {}
    for one in stored_answers.results_of(transaction, viewer=viewer):
        if one.round_id in ids:
            found.setdefault(one.key, []).append(one)
    return found
