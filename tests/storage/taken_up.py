"""In the house: a summary that waits, Castle's leave to be shown, Brook Lane's taken back, and something that Sam would like to take up."""

from storage import answers, side_consents, summaries, take_ups
from storage.database import Transaction
from tests.riverside import NOW, Riverside
from tests.storage.checked import round_of


def keep_summary(transaction: Transaction, group: Riverside) -> None:
    """Keep them. It comes after the round."""
    sam, mina = group.viewer("sam"), group.viewer("mina")
    of = round_of(transaction, group)
    summaries.begin(transaction, viewer=sam, round_id=of.id, waits_since=of.closes_on)
    side_consents.agree(transaction, viewer=mina, partner_id=group.castle_id, now=NOW)
    brook_lane = group.brook_lane_id
    side_consents.agree(transaction, viewer=sam, partner_id=brook_lane, now=NOW)
    side_consents.take_back(transaction, viewer=sam, partner_id=brook_lane, now=NOW)
    [told] = [
        one
        for one in answers.named_to(transaction, viewer=sam, round_id=of.id)
        if one.person_id == mina.person_id
    ]
    take_ups.ask(
        transaction,
        viewer=sam,
        answer_id=told.id,
        for_organisation=False,
        person_id=mina.person_id,
        asked_on=NOW.date(),
    )
