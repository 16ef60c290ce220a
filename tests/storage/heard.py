"""Who hears, and when, as Riverside has it in the house: something in force, a proposal, and a date that was asked about."""

from bot.domain.commitments import Share
from bot.domain.escalations import Terms
from storage import audit, escalations, follow_ups, seniority
from storage.database import Transaction
from tests.planned import DUE
from tests.riverside import NOW, Riverside


def keep_hearing(transaction: Transaction, group: Riverside, share: Share) -> None:
    sam = group.viewer("sam")
    held = escalations.propose(transaction, viewer=sam, terms=Terms(), now=NOW)
    escalations.put_in_force(transaction, viewer=sam, policy_id=held.id, now=NOW)
    escalations.propose(transaction, viewer=sam, terms=Terms(runner_asked_after=4), now=NOW)
    follow_ups.ask(transaction, viewer=sam, share_id=share.id, due=DUE, asked_on=DUE)
    seniority.ask_first(transaction, viewer=sam, person_id=group.person("mina").id, asks=True)
    audit.write(transaction, viewer=sam, act="followed_up", subject=f"share:{share.id}", now=NOW)
