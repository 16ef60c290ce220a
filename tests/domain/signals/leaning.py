"""What a piece of evidence speaks for and against, as short as a table has room for."""

from bot.domain.evidence import Evidence, Share, Stage

_LETTERS = {
    Stage.FORMING: "Fo",
    Stage.FRUSTRATION: "Fr",
    Stage.FUNCTIONING: "Fu",
    Stage.FLYING: "Fl",
    Stage.FAILING: "Fa",
}


def leans(evidence: Evidence | None) -> str:
    """Return "+Fu -Fr": for Functioning, against Frustration; nothing where there is no evidence."""
    if evidence is None:
        return ""
    signs = [f"+{_LETTERS[one]}" for one in Stage if one in evidence.speaks_for]
    return " ".join([*signs, *(f"-{_LETTERS[one]}" for one in Stage if one in evidence.speaks_against)])


def figure(evidence: Evidence | None) -> tuple[int, int | None]:
    """Return how many of how many."""
    assert evidence is not None
    assert isinstance(evidence.now, Share)
    return evidence.now.count, evidence.now.of
