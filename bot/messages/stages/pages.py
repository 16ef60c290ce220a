"""The stages of a partnership in **My copy**: what was agreed on, why, and by what it was seen."""

from datetime import date

from bot.domain.evidence import Stage
from bot.domain.stages import Proposal
from bot.domain.timetables import StageLine
from bot.messages import plain, stage_evidence
from bot.messages.stage_evidence import STAGES


def agreed(*, stage: Stage, since: date, because: str, proposal: Proposal | None) -> StageLine:
    """Return a stage that was agreed on."""
    return StageLine(stage=STAGES[stage], since=since, because=because, evidence=_evidence(proposal))


def suggested(*, on: date, proposal: Proposal) -> StageLine:
    """Return what a card suggests that is still to be settled."""
    towards = proposal.suggests or proposal.in_force
    return StageLine(stage=f"{STAGES[towards]}, to be settled", since=on, evidence=_evidence(proposal))


def _evidence(proposal: Proposal | None) -> str:
    if proposal is None:
        return ""
    return "\n".join(plain.line(one) for one in stage_evidence.lines(proposal))
