"""The evidence for a stage as it stands on a card: of the sample year, and of every sign once, in each of its shapes."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.domain.evidence import Direction, Evidence, Felt, Level, Share, Signal, Stage, Window
from bot.domain.stage_weights import WEIGHTS
from bot.domain.stages import Proposal, Unseen, Verdict
from bot.messages import stage_evidence
from bot.messages.model import Bullets, Message, Note, Paragraph
from bot.messages.stage_signs import QUESTIONS
from tests.messages.cast import Cast

_PADDING: Final = "It's private to the two of you, and it will keep until you have a quiet moment."
FEBRUARY: Final = date(2027, 2, 4)
_NOVEMBER: Final = date(2026, 11, 26)
GOES: Final[Mapping[str, Direction | None]] = {
    "up": Direction.UP,
    "down": Direction.DOWN,
    "steady": Direction.STEADY,
    "nowhere": None,
}


def evidence(signal: Signal, *, direction: Direction | None = Direction.UP) -> Evidence:
    """Return what a sign of the sample year saw, and before it where it has gone anywhere."""
    felt = signal in QUESTIONS
    before = Felt(level=Level.MIXED, people=9, on=_NOVEMBER) if felt else Share(count=10, of=18)
    return Evidence(
        signal=signal,
        kind=WEIGHTS[signal].kind,
        window=Window.CHECK_IN if felt else Window.SIX_WEEKS,
        now=Felt(level=Level.MOST, people=9, on=FEBRUARY) if felt else Share(count=17, of=19),
        before=before if direction else None,
        direction=direction,
    )


def proposal(
    *lines: Evidence, suggests: Stage | None = Stage.FUNCTIONING, verdict: Verdict = Verdict.SUGGESTS
) -> Proposal:
    """Return a card with these lines, the last of which points the other way."""
    return Proposal(
        verdict=verdict,
        in_force=Stage.FRUSTRATION,
        suggests=suggests,
        evidence=lines,
        contrary=lines[-1] if lines else None,
        what_would_change=tuple(one.signal for one in lines[:2]),
        unseen=tuple(Unseen),
    )


def stages(cast: Cast) -> Mapping[str, Message]:
    """Return a card for each sign, for each way that a figure goes, and for each verdict."""
    signs = {signal.value: proposal(evidence(signal)) for signal in Signal}
    worse = {
        f"{signal.value}, worse": proposal(evidence(signal), suggests=Stage.FRUSTRATION) for signal in Signal
    }
    ways = {
        f"going {name}": proposal(evidence(Signal.KEPT, direction=way), evidence(Signal.TRUST, direction=way))
        for name, way in GOES.items()
    }
    verdicts = {
        verdict.value: proposal(suggests=None, verdict=verdict)
        for verdict in Verdict
        if verdict is not Verdict.SUGGESTS
    }
    cards = {**signs, **worse, **ways, **verdicts}
    return {f"stage, {name}": _shown(cast, card) for name, card in cards.items()}


def _shown(cast: Cast, card: Proposal) -> Message:
    """A card without its buttons, which belong to the conversation."""
    lines = stage_evidence.lines(card)
    return Message(
        opening=f"{cast.partnership}: one for the two of you to look at.",
        blocks=(
            Paragraph(text=(_PADDING,)),
            *((Bullets(items=lines),) if lines else ()),
            Paragraph(text=("What would change my mind: ", stage_evidence.would_change(card))),
            *(Paragraph(text=("What I can't see: ", one)) for one in stage_evidence.unseen(card)),
            Note(text=(stage_evidence.NOT_A_MARK,)),
        ),
    )
