"""**Who hears, and when**: proposed by runner or chair, and **Fine with us** of each partner; which are critical."""

from bot.domain.ids import id_of
from bot.messages import criticals as critical_wording
from bot.messages import who_hears as wording
from bot.messages.model import Form
from bot.services import criticals, escalations
from bot.services.escalations import Proposed
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Incoming, Press, Submit
from handlers.conversations.replies import OpenForm, Say


def open_form(call: Call[Press]) -> OpenForm:
    """Open the form **Who hears, and when**."""
    return OpenForm(form=_form(call))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def propose(call: Call[Submit]) -> Say:
    """Propose it."""
    proposed = Proposed(
        runner_asked_after=values.line(call.incoming, "runner_asked_after"),
        co_ordinator_after=values.line(call.incoming, "co_ordinator_after"),
        chair_on_last_safe=values.yes(call.incoming, "chair_on_last_safe") is not False,
        third=values.line(call.incoming, "third"),
    )
    found = escalations.propose(database=call.database, viewer=call.viewer, proposed=proposed, now=call.now)
    said = wording.proposed(partnership=found.partnership, asked=found.asked, by_hand=found.by_hand)
    return Say(message=said)


def agree(call: Call[Press]) -> Say:
    """**Fine with us**."""
    policy, _, partner = call.incoming.arg.partition(".")
    agreed = escalations.agree(
        database=call.database,
        viewer=call.viewer,
        policy_id=id_of(policy) or 0,
        partner_id=id_of(partner) or 0,
        now=call.now,
    )
    standing = agreed.standing
    if agreed.is_replaced:
        return Say(message=wording.replaced(partnership=standing.partnership))
    said = wording.agreed(
        partnership=standing.partnership,
        partner=agreed.partner,
        in_force=agreed.in_force,
        waits=len(standing.waits_for),
    )
    return Say(message=said)


def open_critical(call: Call[Press]) -> OpenForm:
    """Ask which really are critical."""
    return OpenForm(form=_critical(call))


def critical_form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _critical(call)


def choose_critical(call: Call[Submit]) -> Say:
    """Keep what is ticked critical."""
    ticked = [id_of(value) or 0 for value in call.incoming.values.get("critical", ())]
    kept = criticals.choose(database=call.database, viewer=call.viewer, ticked=ticked, now=call.now)
    said = critical_wording.kept(partnership=kept.partnership, critical=kept.critical, changed=kept.changed)
    return Say(message=said)


def _form(call: Call[Incoming]) -> Form:
    found = escalations.of_partnership(database=call.database, viewer=call.viewer)
    return wording.form(
        partnership_id=call.partnership_id,
        policy=found.policy,
        waits_for=found.waits_for,
        runner=found.runner,
        thirds=found.thirds,
    )


def _critical(call: Call[Incoming]) -> Form:
    found = criticals.to_choose_from(database=call.database, viewer=call.viewer)
    return critical_wording.form(partnership_id=call.partnership_id, critical=found)
