"""What Teams sends back when somebody leaves a dialog as it was opened."""

from typing import Any

from tests.teams.cards import elements


def untouched(card: dict[str, Any]) -> dict[str, Any]:
    """Return the data of the one button with what stands in each question, as Teams puts them side by side."""
    [button] = [one for one in elements(card["body"]) if one.get("type") == "Action.Submit"]
    asked = [one for one in elements(card["body"]) if str(one.get("type")).startswith("Input.")]
    return {**button["data"], **{one["id"]: one["value"] for one in asked}}
