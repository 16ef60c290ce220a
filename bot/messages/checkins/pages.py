"""Check-ins in **My copy**: levels in words, and what organisations have answered; nothing that anybody wrote."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.domain.climate import Result, leading
from bot.domain.evidence import Level
from bot.domain.kept_answers import OrganisationAnswer
from bot.domain.questions import Question, Shape
from bot.domain.timetables import CheckInLine
from bot.messages.checkins import levels, results
from bot.messages.words import begin

ALL: Final = "All who answered"
_LEVELS: Final = {
    Level.MOST: "Most agree",
    Level.MIXED: "Views are mixed",
    Level.FEW: "Few agree",
    None: "Too few answered to show it",
}
_TICKED: Final = {Level.MOST: "ticked by most", Level.MIXED: "ticked by some"}


def of_all(*, on: date, question: Question, found: Sequence[Result]) -> CheckInLine:
    """Return what is left of the secret answers to one question of one check-in."""
    option = leading(found) if question.is_told_by_option and question.shape is not Shape.TICKS else None
    if option is not None:
        return CheckInLine(
            on=on, question=question.words, who=ALL, said=levels.chosen(option).removesuffix(".")
        )
    ticks = [
        f"{one.option}: {_TICKED[level]}"
        for level in _TICKED
        for one in found
        if one.option and one.level is level
    ]
    plain = [_LEVELS[one.level] for one in found if not one.option]
    said = "; ".join(ticks or plain) or _LEVELS[None]
    return CheckInLine(on=on, question=question.words, who=ALL, said=said)


def of_organisation(
    *, on: date, question: Question, said: OrganisationAnswer, partners: Mapping[int, str]
) -> CheckInLine:
    """Return what one organisation has answered."""
    words = begin(results.said(question, said.answer))
    return CheckInLine(on=on, question=question.words, who=partners.get(said.partner_id, ""), said=words)
