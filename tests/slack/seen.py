"""What somebody in Slack looks at: a message, or a form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Data = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A message as somebody sees it. `ts` is None for one that they alone see and Slack does not keep."""

    text: str
    blocks: list[Data]
    channel: str
    ts: str | None = None

    def element(self, label: str, about: str = "") -> Data:
        """Return the button or the line of a menu with this label, below a section that says `about`."""
        for found, section in self._elements():
            if found["label"] == label and about in section:
                return found
        raise AssertionError(f"no {label!r} about {about!r} in {self.text!r}")

    def has(self, label: str, about: str = "") -> bool:
        return any(found["label"] == label and about in section for found, section in self._elements())

    def _elements(self) -> Iterator[tuple[Data, str]]:
        section = ""
        for block in self.blocks:
            if block["type"] == "section":
                section = block["text"]["text"]
            for element in block.get("elements", []) if block["type"] == "actions" else []:
                if element["type"] == "button":
                    yield {**element, "label": element["text"]["text"]}, section
                for option in element.get("options", []):
                    yield {**element, "label": option["text"]["text"], "selected_option": option}, section


@dataclass(frozen=True)
class Opened:
    """A form as somebody sees it."""

    view: Data

    @property
    def title(self) -> str:
        return str(self.view["title"]["text"])

    @property
    def labels(self) -> list[str]:
        return [block["label"]["text"] for block in self.view["blocks"] if block["type"] == "input"]

    def state(self, answers: dict[str, Any]) -> Data:
        """Return the state of the form with these answers, by label; what is not answered stays as it stands."""
        unknown = answers.keys() - set(self.labels)
        assert not unknown, (unknown, self.labels)
        return {
            block["block_id"]: _state(block["element"], answers.get(block["label"]["text"]))
            for block in self.view["blocks"]
            if block["type"] == "input"
        }


def _state(element: Data, answer: Any) -> Data:
    """Return the state of one element, with what was chosen by its label."""
    options = [
        *element.get("options", []),
        *(one for g in element.get("option_groups", []) for one in g["options"]),
    ]

    def option(label: str) -> Data:
        return next(one for one in options if one["text"]["text"] == label)

    kind = element["type"]
    match kind:
        case "plain_text_input":
            found: Data = {"value": answer if answer is not None else element.get("initial_value")}
        case "datepicker":
            found = {"selected_date": answer or element.get("initial_date")}
        case "users_select":
            found = {"selected_user": answer or element.get("initial_user")}
        case "static_select" | "radio_buttons":
            found = {"selected_option": option(answer) if answer else element.get("initial_option")}
        case "checkboxes" | "multi_static_select":
            chosen = (
                [option(one) for one in answer] if answer is not None else element.get("initial_options", [])
            )
            found = {"selected_options": chosen}
        case _:
            raise AssertionError(f"nobody can fill in {kind}")
    return {"type": kind, **found}
