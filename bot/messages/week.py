"""Looking back, now, ahead: the lines that a runner's list carries once a week."""

from datetime import date
from typing import Final

from bot.domain.initiative import Initiative, Weight
from bot.domain.mornings import Week
from bot.domain.permissions import Intent
from bot.domain.runners_week import Around, LooseEnds
from bot.messages import menu
from bot.messages.checkins import levels
from bot.messages.checkins.levels import IN_SHORT
from bot.messages.model import Block, Bullets, Buttons, Fragments, Strong
from bot.messages.stage_evidence import STAGES
from bot.messages.words import and_list, near, number

FELT: Final = tuple(IN_SHORT)
"""Which questions of the last check-in a week tells of."""

_DONE: Final = {
    Weight.NEARLY_ALL: "Your own organisation did nearly all that was done in the last 90 days.",
    Weight.MORE: "Your own organisation did more than half of what was done in the last 90 days.",
    Weight.SHARED: "The others did at least half of what was done in the last 90 days. That's a good sign.",
}
_BEGUN: Final = {
    Weight.NEARLY_ALL: "Nearly every action was put in by your own people. It goes better when the others put some in too.",
    Weight.MORE: "More than half of the actions were put in by your own people.",
    Weight.SHARED: "At least half of the actions were put in by the others. That's a good sign.",
}
_REMEDIES: Final = (
    "Three things help: say more clearly who does what, ask what would make it worth their while, "
    "or look for other partners."
)


def lines(week: Week, *, today: date) -> list[Block]:
    """Return the week as a short list. Who starts things stands there for the runner alone."""
    around = week.around or Around()
    found: list[Fragments] = [
        (Strong("Looking back: "), " ".join([_back(week), *_said(around)])),
        (Strong("Now: "), " ".join([_now(week), *_standing(around)])),
        (Strong("Ahead: "), " ".join([_ahead(week, today), *_coming(around, today)])),
    ]
    pushing = _pushing(around.initiative)
    if pushing:
        found.append((Strong("Whose work it is: "), pushing))
    return [Bullets(items=tuple(found)), *_way(around.loose)]


def _way(loose: LooseEnds) -> list[Block]:
    """Return the way to what was said in confidence, which no list shows once it has an answer."""
    return [Buttons(buttons=(menu.button(Intent.HOME),))] if loose.concerns else []


def _back(week: Week) -> str:
    partners = "one partner" if week.done_partners == 1 else f"{number(week.done_partners)} partners"
    return f"{number(week.done)} done last week, by {partners}." if week.done else "a quiet week."


def _said(around: Around) -> list[str]:
    found = []
    if around.felt:
        found.append(f"In the last check-in {levels.felt(around.felt)}.")
    if around.became:
        found.append(f"What came of the time before: “{around.became}”.")
    if around.well_do:
        found.append(f"What we'll do: {and_list([f'“{one}”' for one in around.well_do])}.")
    return found


def _now(week: Week) -> str:
    return f"{number(week.now)} {'date' if week.now == 1 else 'dates'} this week."


def _standing(around: Around) -> list[str]:
    found = [] if around.stage is None else [f"Where things stand: {STAGES[around.stage]}."]
    loose = _loose(around.loose)
    way = ["What was said in confidence stands on your Home."] if around.loose.concerns else []
    return [*found, f"Loose ends: {loose}.", *way] if loose else found


def _loose(loose: LooseEnds) -> str:
    parts = (
        (loose.nobody, "action without a person", "actions without a person"),
        (
            loose.no_done_when,
            "action that doesn't say when it is done",
            "actions that don't say when they are done",
        ),
        (loose.concerns, "concern open", "concerns open"),
        (loose.thanks, "thank-you not passed on", "thank-yous not passed on"),
    )
    return and_list([f"{number(count)} {one if count == 1 else many}" for count, one, many in parts if count])


def _ahead(week: Week, today: date) -> str:
    count = (
        f"{number(week.ahead)} in the two weeks after" if week.ahead else "no dates in the two weeks after"
    )
    if week.ahead_first is None:
        return f"{count}."
    return f"{count}, the first by {near(week.ahead_first[1], today=today)}."


def _coming(around: Around, today: date) -> list[str]:
    found = []
    if around.round_until is not None:
        found.append(f"A check-in is open until {near(around.round_until, today=today)}.")
    elif around.round_opens is not None:
        found.append(f"The next check-in: {near(around.round_opens, today=today)}.")
    if around.milestones:
        named = and_list([f"{title} ({near(day, today=today)})" for title, day in around.milestones])
        found.append(f"{'Milestone' if len(around.milestones) == 1 else 'Milestones'}: {named}.")
    return found


def _pushing(initiative: Initiative | None) -> str:
    if initiative is None:
        return ""
    said = [
        _DONE[initiative.done] if initiative.done else "",
        _BEGUN[initiative.begun] if initiative.begun else "",
        _REMEDIES if initiative.is_one_sided else "",
    ]
    return " ".join(one for one in said if one)
