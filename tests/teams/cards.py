"""Whether Teams would take a card: its schema, its size, and what the schema does not say."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator

from handlers.teams import cards

_SCHEMA = Path(__file__).parents[1] / "data" / "teams" / "adaptive-card-1.5.json"
# Teams' own, of which the schema of cards knows nothing: people are looked up while one types.
_OF_TEAMS = "choices.data"
_SHOWN_IN_A_ROW = 6
# What may be any words at all: a card of the same shape is as good with others.
_WORDS = frozenset(
    {"altText", "errorMessage", "fallbackText", "label", "placeholder", "text", "title", "tooltip"}
)


@cache
def _validator() -> Draft6Validator:
    return Draft6Validator(json.loads(_SCHEMA.read_text()))


def faults(card: dict[str, Any]) -> list[str]:
    """Return what is wrong with a card."""
    shapes = dict.fromkeys(json.dumps(_shape(one)) for one in _alone(card))
    found = [fault for shape in shapes for fault in _faults_of(shape)]
    if cards.size(card) > cards.LARGEST:
        found.append("too large")
    for element in elements(card):
        if element.get("type") == "ActionSet":
            shown = [one for one in element["actions"] if one.get("mode") != "secondary"]
            found += ["more than six buttons in a row"] if len(shown) > _SHOWN_IN_A_ROW else []
            found += ["no button in a row"] if not element["actions"] else []
    names = [one["id"] for one in elements(card) if str(one.get("type")).startswith("Input.")]
    return found + (["two questions of one name"] if len(names) != len(set(names)) else [])


@cache
def _faults_of(shape: str) -> tuple[str, ...]:
    """What the schema has against a card; to ask it takes so long that each shape is asked about once."""
    return tuple(error.message[:300] for error in _validator().iter_errors(json.loads(shape)))


def _alone(card: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the card with each of its elements alone: many cards have one in common, and the schema asks nothing of two."""
    body = card.get("body", [])
    yield {**card, "body": body[:1]} if body else card
    yield from ({**card, "body": [one]} for one in body[1:])


def elements(card: Any) -> Iterator[dict[str, Any]]:
    """Return everything that stands in a card, at every depth."""
    if isinstance(card, dict):
        yield card
        for value in card.values():
            yield from elements(value)
    elif isinstance(card, list):
        for one in card:
            yield from elements(one)


def words(card: dict[str, Any]) -> str:
    """Return what can be read on a card, one line an element."""
    found = []
    for one in elements({key: value for key, value in card.items() if key != "fallbackText"}):
        if one.get("type") == "RichTextBlock":
            found.append("".join(run["text"] for run in one["inlines"]))
        elif "title" in one and one.get("type") != "Input.Toggle":
            found.append(one["title"])
        elif "label" in one:
            found.append(one["label"])
    return "\n".join(found)


def _shape(card: Any) -> Any:
    if isinstance(card, dict):
        return {
            key: "words" if key in _WORDS and isinstance(value, str) else _shape(value)
            for key, value in card.items()
            if key != _OF_TEAMS
        }
    return [_shape(one) for one in card] if isinstance(card, list) else card
