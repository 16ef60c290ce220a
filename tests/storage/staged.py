"""Stages as Riverside has them in the house: one in force with a step taken, and a card that Sam has pressed on."""

from bot.domain.evidence import Stage
from bot.domain.stage_decisions import Choice, Press
from bot.domain.stage_manners import Step
from storage import stages
from storage.database import Transaction
from tests.riverside import NOW, Riverside


def keep_stages(transaction: Transaction, group: Riverside) -> None:
    sam, today = group.viewer("sam"), NOW.date()
    stage_id = stages.put_in_force(transaction, viewer=sam, stage=Stage.FORMING, since=today, now=NOW)
    stages.keep_step(transaction, viewer=sam, stage_id=stage_id, step=Step.QUICK_WIN.value, now=NOW)
    card_id = stages.add_card(
        transaction,
        viewer=sam,
        on=today,
        in_force=Stage.FORMING,
        suggests=Stage.FUNCTIONING,
        evidence={},
        deciders=[sam.person_id],
        now=NOW,
    )
    assert card_id is not None
    pressed = Press(choice=Choice.KEEP, stage=Stage.FORMING)
    stages.press(transaction, viewer=sam, card_id=card_id, pressed=pressed, now=NOW)
