"""The stage card in every situation, and what a stage asks of the runner."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.evidence import Signal, Stage
from bot.domain.stage_history import Since
from bot.domain.stage_manners import MANNERS, PUT_IN_TIMETABLE, Step
from bot.domain.stages import Verdict
from bot.messages import add
from bot.messages.model import Form, Message, Paragraph
from bot.messages.notices import Notice
from bot.messages.stages import card, choosing, steps, telling
from bot.messages.stages.card import Other, Settled, Shown, View
from bot.messages.stages.steps import Asked
from tests.messages.cast import Cast
from tests.messages.stage_catalogue import evidence, proposal

_PADDING = (
    "Good morning. Here is what would be good to know, the most pressing first. Only you get this list."
)
"""A notice stands in a list, after its greeting."""

_HELD = Since(stage=Stage.FRUSTRATION, since=date(2026, 12, 3))


def view(cast: Cast) -> View:
    """Return the card of the sample year (voice 10), as the runner sees it."""
    return View(
        partnership_id=9,
        partnership=cast.partnership,
        today=date(2027, 2, 9),
        in_force=Stage.FRUSTRATION,
        since=date(2026, 12, 3),
        proposal=proposal(evidence(Signal.KEPT), evidence(Signal.TRUST)),
        card=(4, 1),
        on=date(2027, 2, 9),
        other="Grace",
        history=(_HELD, replace(_HELD, because="We fell out over the stand")),
    )


def stage_cards(cast: Cast) -> Mapping[str, Message]:
    one = view(cast)
    mine = Shown(name=cast.sam.first_name, is_reader=True, stage=Stage.FUNCTIONING)
    hers = Shown(name="Grace", is_reader=False, stage=Stage.FLYING, because="It runs itself")
    still = replace(one, card=None, proposal=proposal(suggests=None, verdict=Verdict.NOT_ENOUGH))
    cards = {
        "open": one,
        "mine": replace(one, shown=(mine,)),
        "mine, the other is rung": replace(one, shown=(mine,), is_runner=True, other_is=Other.IS_RUNG),
        "mine, the other is not written to": replace(one, shown=(mine,), other_is=Other.NOT_WRITTEN_TO),
        "apart": replace(one, shown=(mine, hers)),
        "mine, with the signs again": replace(one, shown=(mine,), in_full=True),
        "apart, I kept it": replace(one, shown=(replace(mine, stage=Stage.FRUSTRATION), hers)),
        "agreed": replace(one, card=None, settled=Settled(stage=Stage.FUNCTIONING, is_kept=False)),
        "agreed alone": replace(
            one, card=None, other="", settled=Settled(stage=Stage.FAILING, is_kept=False)
        ),
        "kept": replace(one, card=None, settled=Settled(stage=Stage.FRUSTRATION, is_kept=True)),
        **{
            f"while it is {stage.value}": replace(one, card=None, in_force=stage, is_said=True)
            for stage in Stage
        },
        "alone": replace(one, other="", history=()),
        "deputy": replace(one, may_decide=False),
        "by hand": replace(one, proposal=replace(one.proposal, suggests=None)),
        "by hand, alone": replace(one, other="", proposal=replace(one.proposal, suggests=None)),
        "nothing to tell": still,
        "turning": replace(one, card=None),
        "a draft": replace(still, since=None, other=""),
    }
    return {
        **{f"stage card, {name}": card.message(found) for name, found in cards.items()},
        **_listed(one),
        **_steps(one),
    }


def stage_card_forms(cast: Cast) -> Mapping[str, Form]:
    return {
        "choose another": choosing.form(view(cast)),
        "step of a stage": steps.form(
            add.form(partnership_id=9, partners={1: cast.partner}, all_partners=True, people={}),
            arg=f"{steps.ADD}.{Step.RING_ALL.value}",
        ),
        "choose another, no card": choosing.form(replace(view(cast), card=None, other="")),
    }


def _listed(one: View) -> Mapping[str, Message]:
    notices: Mapping[str, Notice] = {
        "stage, to look at": telling.card_notice(one),
        "stage, one's turn": telling.card_notice(replace(one, other_has_pressed=True)),
        "stage, to look at alone": telling.card_notice(replace(one, other="")),
        "stage, apart": telling.apart_notice(one),
        "stage, agreed": telling.agreed_notice(one),
        **{f"stage, {stage.value}": steps.notice(_asked(stage), _asked(stage).steps) for stage in Stage},
    }
    home = telling.home(partnership_id=9, stage=Stage.FLYING, since=None, today=one.today)
    since = telling.home(partnership_id=9, stage=Stage.FLYING, since=one.since, today=one.today, waiting=one)
    return {
        **{
            name: Message(opening=f"{one.partnership}: good morning.", blocks=(_padding(), *found.blocks))
            for name, found in notices.items()
        },
        "stage, home": Message(opening=f"{one.partnership}.", blocks=(_padding(), *home, *since)),
    }


def _steps(one: View) -> Mapping[str, Message]:
    full = replace(_asked(Stage.FRUSTRATION), addable=frozenset())
    nothing = replace(full, steps=())
    return {
        "stage steps": card.message(one, next_steps=steps.blocks(_asked(Stage.FRUSTRATION))),
        "stage steps, enough": card.message(one, next_steps=steps.blocks(full)),
        "stage steps, none": card.message(one, next_steps=steps.blocks(nothing)),
        "stage step done": steps.done(full, Step.RING_ALL),
        "stage step done, the last": steps.done(nothing, Step.RING_ALL),
    }


def _asked(stage: Stage) -> Asked:
    return Asked(partnership_id=9, stage=stage, steps=MANNERS[stage].steps, addable=PUT_IN_TIMETABLE)


def _padding() -> Paragraph:
    return Paragraph(text=(_PADDING,))
