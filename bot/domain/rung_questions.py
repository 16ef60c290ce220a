"""The question of a check-in on a call sheet: what was shown, of whom it is asked, and what was promised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One question as a call sheet has shown it. What is heard is kept only while this still holds.

    `person_id` is whom it is asked of, `version` that of their participation; `runner_id` and `chair_id` are
    those who were named as reading it, 0 for nobody.
    """

    round_id: int
    person_id: int
    version: int
    runner_id: int
    chair_id: int
    key: str

    @property
    def place(self) -> tuple[int, str, int, int]:
        """Which question, of whom, and how they stood: another one as soon as somebody has answered."""
        return self.round_id, self.key, self.person_id, self.version
