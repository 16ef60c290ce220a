"""Adding a partner, and the co-ordinator of one that has none."""

from bot.domain.ids import id_of
from bot.domain.partners import Reach
from bot.errors import Refused
from bot.messages import partner as wording
from bot.messages.model import Form
from bot.services import partners
from bot.services.partners import NewPartner
from bot.services.people import Installed
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Incoming, Press, Submit
from handlers.conversations.replies import OpenForm, Say


def open_form(call: Call[Command | Press]) -> OpenForm:
    """Open the form **Add a partner**."""
    return OpenForm(form=wording.form(partnership_id=call.partnership_id))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return wording.form(partnership_id=call.partnership_id)


def add(call: Call[Submit]) -> Say:
    """Add the partner, and say what is known of it."""
    added = partners.add(
        database=call.database,
        viewer=call.viewer,
        new=_new(call.incoming),
        installed=_installed(call.incoming),
        now=call.now,
    )
    return Say(
        message=wording.added(
            partnership=added.partnership,
            partner=added.partner,
            co_ordinator_name=added.co_ordinator.name if added.co_ordinator else None,
            deputy_name=added.deputy.name if added.deputy else None,
            reachable=added.reachable,
        )
    )


def open_co_ordinator_form(call: Call[Press]) -> OpenForm:
    """Open the form that gives a partner its co-ordinator."""
    return OpenForm(form=_co_ordinator_form(call))


def co_ordinator_form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _co_ordinator_form(call)


def add_co_ordinator(call: Call[Submit]) -> Say:
    """Make somebody the co-ordinator of a partner."""
    answering = partners.add_co_ordinator(
        database=call.database,
        viewer=call.viewer,
        partner_id=_partner_id(call.incoming.arg),
        co_ordinator=_co_ordinator(call.incoming),
        reach=_reach(call.incoming),
        installed=_installed(call.incoming),
        now=call.now,
    )
    return Say(
        message=wording.co_ordinated(
            partnership=answering.partnership,
            partner=answering.partner,
            co_ordinator_name=answering.co_ordinator.name,
            reachable=answering.reachable,
        )
    )


def _co_ordinator_form(call: Call[Press] | Call[Submit]) -> Form:
    partner_id = _partner_id(call.incoming.arg)
    partner = partners.named(database=call.database, viewer=call.viewer, partner_id=partner_id)
    return wording.co_ordinator_form(partner=partner)


def _partner_id(arg: str) -> int:
    partner_id = id_of(arg)
    if partner_id is None:
        raise Refused("partner_gone")
    return partner_id


def _installed(incoming: Incoming) -> Installed:
    return Installed(kind=incoming.sender.kind, id=incoming.sender.installation_id)


def _new(submit: Submit) -> NewPartner:
    return NewPartner(
        organisation=values.line(submit, "organisation"),
        co_ordinator=_co_ordinator(submit),
        deputy=values.line(submit, "deputy"),
        reach=_reach(submit),
        country=values.line(submit, "country"),
        region=values.line(submit, "region"),
        closed_dates=values.line(submit, "closed_dates"),
        busy_weeks=values.line(submit, "busy_weeks"),
    )


def _co_ordinator(submit: Submit) -> str:
    """Who was picked, else who was typed."""
    return values.line(submit, "co_ordinator") or values.line(submit, "co_ordinator_typed")


def _reach(submit: Submit) -> Reach:
    return values.chosen(submit, "reach", Reach) or Reach.NOT_YET
