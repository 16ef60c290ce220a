"""A proposal reads as it was written, out of what the database kept of it."""

import json
from datetime import date

import pytest

from bot.domain.evidence import Direction, Evidence, Felt, Kind, Level, Share, Signal, Stage, Told, Window
from bot.domain.kept_proposals import from_kept, to_kept
from bot.domain.small_numbers import Answered, Part
from bot.domain.stages import Proposal, Unseen, Verdict

COUNTED = Evidence(
    signal=Signal.KEPT,
    kind=Kind.COUNT,
    window=Window.SIX_WEEKS,
    now=Share(count=17, of=19),
    before=Share(count=10, of=18),
    direction=Direction.UP,
    speaks_for=frozenset({Stage.FUNCTIONING, Stage.FLYING}),
    speaks_against=frozenset({Stage.FAILING}),
)
FELT = Evidence(
    signal=Signal.TRUST,
    kind=Kind.FEELING,
    window=Window.CHECK_IN,
    now=Felt(level=Level.MIXED, people=9, on=date(2027, 2, 4)),
    before=Felt(level=None, people=4, on=date(2026, 11, 20)),
)
TOLD = Evidence(
    signal=Signal.WORTH,
    kind=Kind.FEELING,
    window=Window.CHECK_IN,
    now=Told(said=Answered(part=Part.MOST, answers=5), on=date(2027, 1, 26)),
    before=Told(),
)
SUGGESTS = Proposal(
    verdict=Verdict.SUGGESTS,
    in_force=Stage.FRUSTRATION,
    suggests=Stage.FUNCTIONING,
    evidence=(COUNTED, FELT, TOLD),
    contrary=FELT,
    what_would_change=(Signal.KEPT, Signal.TRUST),
    unseen=(Unseen.MEETING,),
)


@pytest.mark.parametrize("proposal", [SUGGESTS, Proposal(verdict=Verdict.NOT_ENOUGH, in_force=Stage.FORMING)])
def test_proposal_is_kept_whole(proposal: Proposal) -> None:
    kept = json.loads(json.dumps(to_kept(proposal)))

    assert from_kept(kept) == proposal
    assert to_kept(from_kept(kept)) == kept


def test_contrary_line_is_the_very_line_of_the_evidence() -> None:
    found = from_kept(to_kept(SUGGESTS))

    assert found.contrary is found.evidence[1]
