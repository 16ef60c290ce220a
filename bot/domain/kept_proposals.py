"""A proposal as it is kept: plain words and figures, so that a card reads next year as it read on its day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.evidence import (
    Direction,
    Evidence,
    Felt,
    Figure,
    Kind,
    Level,
    Share,
    Signal,
    Stage,
    Told,
    Window,
)
from bot.domain.small_numbers import Answered, Part
from bot.domain.stages import Proposal, Unseen, Verdict


def to_kept(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal in plain values."""
    return {
        "verdict": proposal.verdict.value,
        "in_force": proposal.in_force.value,
        "suggests": proposal.suggests.value if proposal.suggests else None,
        "evidence": [_plain(one) for one in proposal.evidence],
        "contrary": proposal.evidence.index(proposal.contrary) if proposal.contrary else None,
        "would_change": [one.value for one in proposal.what_would_change],
        "unseen": [one.value for one in proposal.unseen],
    }


def from_kept(kept: Mapping[str, Any]) -> Proposal:
    """Return what `to_kept` has made plain."""
    evidence = tuple(_evidence(one) for one in kept["evidence"])
    contrary = kept["contrary"]
    return Proposal(
        verdict=Verdict(kept["verdict"]),
        in_force=Stage(kept["in_force"]),
        suggests=Stage(kept["suggests"]) if kept["suggests"] else None,
        evidence=evidence,
        contrary=None if contrary is None else evidence[contrary],
        what_would_change=tuple(map(Signal, kept["would_change"])),
        unseen=tuple(map(Unseen, kept["unseen"])),
    )


def _plain(evidence: Evidence) -> dict[str, Any]:
    return {
        "signal": evidence.signal.value,
        "kind": evidence.kind.value,
        "window": evidence.window.value,
        "now": _figure(evidence.now),
        "before": None if evidence.before is None else _figure(evidence.before),
        "direction": evidence.direction.value if evidence.direction else None,
        "for": sorted(one.value for one in evidence.speaks_for),
        "against": sorted(one.value for one in evidence.speaks_against),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    if isinstance(figure, Share):
        return {"count": figure.count, "of": figure.of}
    if isinstance(figure, Told):
        return _told(figure)
    level = figure.level.value if figure.level else None
    return {"level": level, "people": figure.people, "on": figure.on.isoformat()}


def _evidence(plain: Mapping[str, Any]) -> Evidence:
    return Evidence(
        signal=Signal(plain["signal"]),
        kind=Kind(plain["kind"]),
        window=Window(plain["window"]),
        now=_read(plain["now"]),
        before=None if plain["before"] is None else _read(plain["before"]),
        direction=Direction(plain["direction"]) if plain["direction"] else None,
        speaks_for=frozenset(map(Stage, plain["for"])),
        speaks_against=frozenset(map(Stage, plain["against"])),
    )


def _read(figure: Mapping[str, Any]) -> Figure:
    if "count" in figure:
        return Share(count=figure["count"], of=figure["of"])
    if "part" in figure:
        return _read_told(figure)
    level = Level(figure["level"]) if figure["level"] else None
    return Felt(level=level, people=figure["people"], on=date.fromisoformat(figure["on"]))


def _told(figure: Told) -> dict[str, Any]:
    on = {} if figure.on is None else {"on": figure.on.isoformat()}
    if figure.said is None:
        return {"part": None, **on}
    return {"part": figure.said.part.value, "answers": figure.said.answers, **on}


def _read_told(figure: Mapping[str, Any]) -> Told:
    said = Answered(part=Part(figure["part"]), answers=figure["answers"]) if figure["part"] else None
    return Told(said=said, on=date.fromisoformat(figure["on"]) if "on" in figure else None)
