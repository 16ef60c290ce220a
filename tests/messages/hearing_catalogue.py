"""Every message about who hears, and when, and about dates that have gone by, by its situation."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from bot.domain.commitments import Commitment
from bot.domain.escalations import FollowUpChoice, PolicyState, Terms
from bot.domain.follow_ups import FollowUp, HelpAnswer
from bot.domain.mornings import Ring
from bot.domain.policies import Policy
from bot.messages import (
    answers,
    criticals,
    follow_up,
    gathered,
    help_out,
    keepers,
    morning,
    stuck_help,
    who_hears,
)
from bot.messages.envelope import Section
from bot.messages.follow_up import May
from bot.messages.model import Form, Item, Message
from bot.messages.notices import Notice
from tests.actions import COMMITMENT, DUE, TODAY
from tests.messages.cast import Cast
from tests.messages.succession_catalogue import succession_messages, succession_notices

_NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)
_ASKED = FollowUp(id=1, share_id=12, due=DUE, asked_on=date(2026, 12, 2))
POLICY = Policy(
    id=4,
    state=PolicyState.PROPOSED,
    terms=Terms(),
    proposed_by=1,
    proposed_at=_NOW,
    in_force_at=None,
    agreed={},
)


def hearing(cast: Cast) -> Mapping[str, Message]:
    """Return them, notices as they stand in a list."""
    in_lists = {name: _in_a_list(cast, notice) for name, notice in notices(cast).items()}
    presses = {name: answers.alone(item) for name, item in _pressed(cast).items()}
    alone = gathered.shown(gathered.one(_asked(cast)).blocks, partnership=cast.partnership)
    return {**in_lists, **presses, "what now, for one partner alone": alone, **_said(cast)}


def notices(cast: Cast) -> Mapping[str, Notice]:
    passed = cast.view("after its day", reader_id=1)
    safe = replace(passed.commitment, last_safe=passed.today)
    gone_by = replace(passed.commitment, last_safe=DUE)
    may = May(helper=cast.colleague, ask_chair=True, ask_first=True)
    helped = replace(_ASKED, helper_id=3, helper_asked_on=date(2026, 12, 1))
    return {
        "what now": follow_up.asked(passed, follow_up=_ASKED, may=may),
        "what now, before": follow_up.asked(cast.view(reader_id=1), follow_up=_ASKED, may=May()),
        "what now, of nobody": follow_up.asked(cast.view("of nobody"), follow_up=_ASKED, may=May()),
        **{
            f"what now, {choice.value}": follow_up.asked(
                passed, follow_up=replace(_ASKED, choice=choice), may=may
            )
            for choice in FollowUpChoice
        },
        **{
            f"what now, helper {said.value}": follow_up.asked(
                passed, follow_up=replace(helped, helper_answer=said), may=may, helper=cast.colleague
            )
            for said in HelpAnswer
        },
        **_with_helper(cast),
        **_gathered(cast),
        "what now, waited": follow_up.asked(passed, follow_up=replace(_ASKED, goes_without=False), may=may),
        "wait or go": follow_up.wait_or_go(
            replace(passed, commitment=safe), more=follow_up.still_open(passed, may=may)
        ),
        "wait or go, later": follow_up.wait_or_go(replace(passed, commitment=gone_by)),
        "wait or go, short": follow_up.wait_or_go(
            replace(passed, commitment=replace(COMMITMENT, wording=replace(safe.wording, if_not="")))
        ),
        "went": follow_up.told(passed, go=True),
        "went, own": follow_up.told(cast.view("dropped"), go=True),
        "waited": follow_up.told(passed, go=False),
        **_other_notices(cast),
    }


def _with_helper(cast: Cast) -> Mapping[str, Notice]:
    """A date about which somebody else was asked, as the runner reads of it."""
    passed = cast.view("after its day", reader_id=1)
    may = May(helper=cast.colleague, ask_chair=True, ask_first=True)
    helped = replace(_ASKED, helper_id=3, helper_asked_on=passed.today - timedelta(days=1))
    return {
        "what now, helper asked": follow_up.asked(passed, follow_up=helped, may=may, helper=cast.colleague),
        "what now, helper silent": follow_up.asked(
            passed, follow_up=helped, may=may, helper=cast.colleague, is_silent=True
        ),
        "what now, helper today": follow_up.asked(
            passed,
            follow_up=replace(helped, helper_asked_on=passed.today),
            may=may,
            helper=cast.colleague,
        ),
        "what now, helper next": follow_up.asked(
            passed, follow_up=replace(helped, helper_asked_on=None), may=may, helper=cast.colleague
        ),
        "what now, helper of nobody": follow_up.asked(
            replace(passed, holder_name=""),
            follow_up=replace(helped, helper_asked_on=None),
            may=may,
            helper=cast.colleague,
        ),
    }


def _asked(cast: Cast) -> gathered.Asked:
    passed = cast.view("after its day", reader_id=1)
    return gathered.Asked(view=passed, follow_up=_ASKED, may=May(ask_chair=True), since=_NOW)


def _gathered(cast: Cast) -> Mapping[str, Notice]:
    """One action whose date several partners have let go by."""
    asked = _asked(cast)
    view = asked.view
    other = replace(
        view, partner_name=cast.other, holder_name=cast.colleague, share=replace(view.share, id=13)
    )
    safe = replace(view, commitment=replace(view.commitment, last_safe=view.today))
    rung = replace(_ASKED, choice=FollowUpChoice.RING)
    return {
        "what now, one of several": gathered.one(asked),
        "wait or go, one of several": gathered.one(replace(asked, view=safe, on_last_safe=True)),
        "what now, several": gathered.together([asked], unasked=(other,)),
        "what now, several and rung": gathered.together(
            [replace(asked, follow_up=rung), replace(asked, view=other, on_last_safe=True)]
        ),
    }


def _other_notices(cast: Cast) -> Mapping[str, Notice]:
    passed = cast.view("after its day", reader_id=1)
    runner = cast.sam.first_name
    ask = partial(who_hears.question, partnership_id=9, partner_id=1, partner=cast.partner, runner=runner)
    by_hand = partial(who_hears.by_hand, policy=POLICY, partnership_id=9, partner_id=1, partner=cast.partner)
    in_force = replace(POLICY, state=PolicyState.IN_FORCE, terms=Terms(chair_on_last_safe=False))
    return {
        "forewarned": help_out.forewarning(cast.view("after its day"), helper=cast.colleague),
        "help asked with what is stuck": stuck_help.request(cast.view("stuck")),
        "help asked with what is stuck, of nobody": stuck_help.request(
            replace(cast.view("of nobody"), share=replace(cast.view("stuck").share, person_id=None))
        ),
        "help given": stuck_help.heard(cast.view("stuck"), helper=cast.colleague, can_help=True),
        "no help asked": stuck_help.not_asked(cast.view("stuck"), helper=""),
        "no help given": stuck_help.heard(cast.view("stuck"), helper="", can_help=False),
        "help asked of another": help_out.request(passed, is_same_day=True),
        "help asked later": help_out.request(passed, is_same_day=False),
        "help asked, of nobody": help_out.request(
            replace(cast.view("of nobody", runner_name=""), commitment=_plain(cast)), is_same_day=True
        ),
        "who hears": ask(policy=POLICY),
        "who hears, with a third": ask(policy=POLICY, third=cast.colleague),
        "who hears, joined later": ask(policy=in_force),
        "who hears, silent": by_hand(who=cast.colleague, ring=None),
        "who hears, rung": by_hand(who=cast.colleague, ring=Ring(chosen=False, number="01632 960 118")),
        "who hears, nobody": by_hand(who="", ring=None),
        "too many critical": criticals.question(partnership_id=9, critical=6, open_actions=25),
        "critical, one": criticals.question(partnership_id=9, critical=2, open_actions=4),
        "who runs": keepers.question(partnership_id=9, since=TODAY, is_chair=False),
        "who runs, to the chair": keepers.question(partnership_id=9, since=TODAY, is_chair=True),
        **succession_notices(cast),
    }


def forms(cast: Cast) -> Mapping[str, Form]:
    """Return the forms."""
    runner = cast.sam.first_name
    return {
        "help with what is stuck": stuck_help.form(
            cast.view("stuck", reader_id=1), people={3: cast.colleague}
        ),
        "who hears": who_hears.form(partnership_id=9, policy=None, waits_for=(), runner=runner),
        "who hears, proposed": who_hears.form(
            partnership_id=9,
            policy=replace(POLICY, terms=Terms(chair_on_last_safe=False)),
            waits_for=(cast.partner,),
            runner=runner,
        ),
        "who hears, in force": who_hears.form(
            partnership_id=9, policy=replace(POLICY, state=PolicyState.IN_FORCE), waits_for=(), runner=runner
        ),
        "who hears, many": who_hears.form(
            partnership_id=9,
            policy=replace(POLICY, state=PolicyState.IN_FORCE),
            waits_for=(cast.partner, cast.other, "Meadow College", "Brook Lane Training"),
            runner=runner,
        ),
        "who hears, with thirds": who_hears.form(
            partnership_id=9,
            policy=replace(POLICY, terms=Terms(third_id=3)),
            waits_for=(),
            runner=runner,
            thirds={3: cast.colleague, 7: cast.reader},
        ),
        "which critical": criticals.form(partnership_id=9, critical=[_plain(cast)]),
    }


def _plain(cast: Cast) -> Commitment:
    wording = replace(COMMITMENT.wording, title=cast.title, why="", if_not="")
    return replace(COMMITMENT, wording=wording)


def _pressed(cast: Cast) -> Mapping[str, Item]:
    seen = cast.view("after its day", reader_id=1)
    words = [*(choice.value for choice in FollowUpChoice), follow_up.ASK_FIRST]
    return {
        **{
            f"followed up, {word}": follow_up.chosen(seen, word=word, helper=cast.colleague) for word in words
        },
        "followed up, of nobody": follow_up.chosen(
            cast.view("of nobody"), word=FollowUpChoice.ASK_CO_ORDINATOR.value, helper=cast.colleague
        ),
        "will wait": follow_up.decided(seen, go=False),
        "will go": follow_up.decided(seen, go=True),
        **_stuck_help(cast),
        **{f"helps, {said.value}": help_out.answered(seen, said=said) for said in HelpAnswer},
    }


def _stuck_help(cast: Cast) -> Mapping[str, Item]:
    seen, nobodys = cast.view("stuck", reader_id=1), cast.view("of nobody", reader_id=1)
    return {
        "help with what is stuck, asking": stuck_help.asking(seen, helper=cast.colleague),
        "help with what is stuck, of nobody": stuck_help.asking(nobodys, helper=cast.colleague),
        "help with what is stuck, before": stuck_help.asked_before(seen, helper=cast.colleague, on=DUE),
        "help with what is stuck, none": stuck_help.nobody(seen),
        "help with what is stuck, can": stuck_help.answered(seen, can_help=True),
        "help with what is stuck, cannot": stuck_help.answered(seen, can_help=False),
        "help with what is stuck, settled": stuck_help.settled(seen),
    }


def _said(cast: Cast) -> Mapping[str, Message]:
    group = cast.partnership
    return {
        "proposed": who_hears.proposed(partnership=group, asked=(cast.partner,), by_hand=(cast.other,)),
        "proposed, to nobody": who_hears.proposed(partnership=group, asked=(), by_hand=()),
        "fine": who_hears.agreed(partnership=group, partner=cast.partner, in_force=False, waits=2),
        "fine, one left": who_hears.agreed(partnership=group, partner=cast.partner, in_force=False, waits=1),
        "fine with all": who_hears.agreed(partnership=group, partner=cast.partner, in_force=True, waits=0),
        "fine, replaced": who_hears.replaced(partnership=group),
        "critical kept": criticals.kept(partnership=group, critical=2, changed=4),
        "critical kept, one": criticals.kept(partnership=group, critical=1, changed=1),
        **succession_messages(cast),
    }


def _in_a_list(cast: Cast, notice: Notice) -> Message:
    part = morning.Part(
        partnership_id=9,
        partnership=cast.partnership,
        today=TODAY,
        lines=(),
        own=Section(partnership_id=9, partnership=cast.partnership),
        notices=(notice,),
    )
    return morning.message(parts=[part], first_name=cast.sam.first_name, is_morning=True)
