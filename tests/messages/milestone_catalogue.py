"""Every message about milestones, celebrations and thanks, by the situation in which people read it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.milestones import Asking, Celebration, Contribution, Marking, Milestone, MilestoneState
from bot.messages import celebration, milestone, quick_wins, thanks
from bot.messages.model import Block, Form, Item, Message, Paragraph
from tests.actions import COMMITMENT
from tests.messages.cast import Cast

_TODAY = date(2026, 11, 10)


def of(cast: Cast, state: MilestoneState = MilestoneState.PLANNED, *, title: str = "") -> Milestone:
    return Milestone(
        id=3,
        partnership_id=9,
        title=title or cast.title,
        due=date(2027, 2, 5),
        state=state,
        version=1,
        story="12,000 copies left the printer on Friday.",
        makes_possible="students can choose a course before they come to the fair.",
        what_next="20 student helpers for the fair.",
        own_words="There was only one argument about commas.",
        alone_possible=False,
        marking=Marking.WITH_CAKE,
    )


def told(cast: Cast) -> Celebration:
    """A celebration. Its title ends without a mark, whoever stands in the cast."""
    return Celebration(
        milestone=of(cast, MilestoneState.CELEBRATED, title=f"Now done: {cast.title} (all of it)"),
        contributions=tuple(
            Contribution(partner_id=number, partner=name, words=words)
            for number, (name, words) in enumerate(
                ((cast.partner, "140 courses"), (cast.other, "the page for parents")), start=1
            )
        ),
    )


def items(cast: Cast) -> Mapping[str, Item]:
    """One milestone in every state in which it can be shown."""
    planned = {
        f"milestone, {done} of {actions}": milestone.item(
            of(cast), done=done, actions=actions, marked_by="", today=_TODAY
        )
        for done, actions in ((0, 0), (0, 2), (1, 3), (2, 3), (2, 2))
    }
    states = {
        f"milestone, {state.value}{' by somebody' if who else ''}": milestone.item(
            of(cast, state), done=1, actions=1, marked_by=who, today=_TODAY
        )
        for state in MilestoneState
        for who in ("", cast.runner)
    }
    reached = of(cast, MilestoneState.REACHED)
    asked = {
        f"milestone, asked {asking.value}": milestone.item(
            reached, done=1, actions=1, marked_by="", today=_TODAY, asking=asking
        )
        for asking in Asking
    }
    asked["milestone, reached by hand"] = milestone.item(
        reached, done=0, actions=0, marked_by="", today=_TODAY, asking=Asking.REACHED
    )
    quick = milestone.item(
        replace(reached, is_quick_win=True),
        done=1,
        actions=1,
        marked_by="",
        today=_TODAY,
        asking=Asking.REACHED,
    )
    pressed = {
        f"milestone, pressed {number}": milestone.item(
            of(cast), done=0, actions=0, marked_by="", today=_TODAY, said=said
        )
        for number, said in enumerate(
            (
                milestone.CHANGED,
                milestone.CHOSEN,
                milestone.REACHED_BY_HAND,
                milestone.PUT_OFF,
                milestone.MARKED_QUIETLY,
                milestone.CELEBRATED,
            )
        )
    }
    return {**planned, **states, **asked, "milestone, quick win": quick, **pressed}


def milestones(cast: Cast) -> Mapping[str, Message]:
    """Return the messages; those for rooms begin with "room"."""
    found = [(MilestoneState.REACHED, item) for item in items(cast).values()]
    name = cast.partnership
    sender = cast.mina.name
    return {
        **{situation: milestone.alone(name, item) for situation, item in items(cast).items()},
        "milestones, none": milestone.overview(partnership_id=9, partnership=name, items=[]),
        "milestones": milestone.overview(partnership_id=9, partnership=name, items=found[:3]),
        "milestones, many": milestone.overview(partnership_id=9, partnership=name, items=found),
        "room, celebration": celebration.post(told(cast)),
        "room, quick win": quick_wins.post([f"{cast.title} (all of it)"]),
        "room, quick wins": quick_wins.post([f"{cast.title} (all of it)", "We have a logo"]),
        "words to pass on": celebration.words_to_pass_on(partnership=name, told=told(cast)),
        "picture to share": celebration.picture(partnership=name, told=told(cast)),
        "news": _inside(cast, *celebration.news(told(cast))),
        "no quick win": _inside(cast, *quick_wins.none_in_sight(partnership_id=9, weeks=6)),
        "thanks": _inside(cast, *thanks.told(sender=sender, words=cast.words)),
        "thanks to read out": _inside(
            cast, *thanks.to_read_out(sender=sender, to=cast.partner, words=cast.words, is_own=False)
        ),
        "own thanks to read out": _inside(
            cast, *thanks.to_read_out(sender=sender, to=cast.partner, words=cast.words, is_own=True)
        ),
        "photo to post": _inside(
            cast, *thanks.photo_to_post(title="It is out.", who=cast.colleague, is_one=True)
        ),
        "thanks passed on": thanks.passed_on(partnership=name, to=cast.colleague, by_runner=""),
        "thanks, read out": thanks.passed_on(
            partnership=name, to=cast.colleague, by_runner=cast.sam.first_name
        ),
    }


def milestone_forms(cast: Cast) -> Mapping[str, Form]:
    """Return the forms about milestones."""
    one = of(cast, MilestoneState.REACHED)
    contributions = [Contribution(partner_id=1, partner=cast.partner), *told(cast).contributions[1:]]
    return {
        "milestone": milestone.form(partnership_id=9),
        "milestone, asked": milestone.form(partnership_id=9, asked=("date_closed_for_some",)),
        "milestone, changed": milestone.form(partnership_id=9, milestone=replace(one, is_quick_win=True)),
        "actions": milestone.choose_form(milestone=one, chosen=[COMMITMENT], others=[]),
        "actions, none": milestone.choose_form(milestone=one, chosen=[], others=[]),
        "celebrate": celebration.form(milestone=one, contributions=contributions, coming=None),
        "thank you": thanks.form(partnership_id=9, arg="3", whom=[("partner:1", cast.partner)]),
    }


def _inside(cast: Cast, *blocks: Block) -> Message:
    """A notice as it stands in a letter: behind its first sentence and its greeting."""
    greeting = f"Good morning, {cast.mina.first_name}. Here is what would be good to know, the most pressing first. Only you get this list."
    return Message(
        opening=f"{cast.partnership}: one thing for today.",
        blocks=(Paragraph(text=(greeting,)), *blocks),
    )
