"""Every message and form about joining, and about somebody's two addresses, by the situation in which people read it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.invitations import Code, InvitationState, Unused, Waiting, Whereabouts
from bot.domain.partnerships import PartnershipState
from bot.domain.people import AddressKind
from bot.domain.permissions import Role
from bot.messages import elsewhere, joining, refusals
from bot.messages.model import Form, Message
from tests.messages.cast import Cast

_CODE = Code(id=3, code="7KQ2-MW4D", until=date(2026, 11, 17))


def waiting(cast: Cast) -> Waiting:
    """Return a room that waits."""
    return Waiting(
        id=3, room="county-fair", kind=AddressKind.TEAMS, organisation=cast.other, who=cast.colleague
    )


def places(cast: Cast) -> tuple[Whereabouts, ...]:
    """Return where somebody is reached: in a workspace, by letter, and on a page."""
    return (
        Whereabouts(address_id=1, kind=AddressKind.SLACK, name=cast.partner, is_here=True, is_preferred=True),
        Whereabouts(
            address_id=2, kind=AddressKind.EMAIL, name="m@example.org", is_here=False, is_preferred=False
        ),
        Whereabouts(address_id=4, kind=AddressKind.WEB, name="pages", is_here=False, is_preferred=False),
    )


def joining_messages(cast: Cast) -> Mapping[str, Message]:
    """Return what the two sides read."""
    unused = Unused(id=4, maker=cast.runner, made_on=date(2026, 11, 9), until=date(2026, 11, 16))
    room, nameless = waiting(cast), replace(waiting(cast), room="", organisation="")
    asked: dict[str, Any] = {"partnership_id": 9, "partnership": cast.partnership}
    return {
        "invited": joining.invited(**asked, new=_CODE, unused=(), waiting=()),
        "invited before": joining.invited(**asked, new=None, unused=(unused,), waiting=(room, nameless)),
        "code taken back": joining.taken_back(partnership=cast.partnership, left=0),
        "code taken back, one left": joining.taken_back(partnership=cast.partnership, left=1),
        "knocks": joining.knocks(**asked, waiting=room, maker=""),
        "knocks, for another": joining.knocks(**asked, waiting=nameless, maker=cast.runner),
        "room, waits": joining.waits(),
        "code wrong": refusals.message(joining.wrong(left=4)),
        "code wrong, one left": refusals.message(joining.wrong(left=1)),
        "code wrong, the last": refusals.message(joining.wrong(left=0)),
        "not let in": joining.not_let_in(partnership_id=9),
        "code not good": joining.not_good(),
        **{
            f"settled, {state.value}": joining.settled(state=state)
            for state in (InvitationState.CONFIRMED, InvitationState.REFUSED)
        },
        **_let_in(cast),
        "code for another place": elsewhere.code(_CODE),
        "one person": elsewhere.one_person(places=places(cast)[:2]),
        "one person, told": elsewhere.one_person(places=places(cast), told_of=3),
        "that wasn't me": elsewhere.not_mine(places=places(cast)[:2], is_told=True),
        "that wasn't me, nobody told": elsewhere.not_mine(places=places(cast)[1:2], is_told=False),
        "that wasn't them": elsewhere.not_theirs(person=cast.colleague, places=places(cast)[:1]),
        "place preferred": elsewhere.preferred(places(cast)[1]),
    }


def _let_in(cast: Cast) -> Mapping[str, Message]:
    """What the runner reads once a room is in, and what whoever typed the code does."""
    room = waiting(cast)
    draft = replace(cast.group, state=PartnershipState.DRAFT)
    is_in = {
        "co-ordinator": (Role.CO_ORDINATOR, ""),
        "deputy": (Role.DEPUTY, cast.reader),
        "runner": (Role.RUNNER, ""),
        "nobody": (None, ""),
    }
    shown = {
        f"let in, {name}": joining.is_in(
            partnership=draft if name == "nobody" else cast.group,
            partner=cast.other,
            waiting=room,
            person=cast.colleague if role else "",
            role=role,
            before=before,
        )
        for name, (role, before) in is_in.items()
    }
    told = {
        f"your room is in, {name}": joining.you_are_in(
            partnership=group, runner=runner, partner=cast.other, role=role
        )
        for name, group, runner, role in (
            ("co-ordinator", cast.group, cast.runner, Role.CO_ORDINATOR),
            ("draft", draft, cast.runner, Role.MEMBER),
            ("nobody", cast.group, "", None),
        )
    }
    return shown | told


def joining_forms(cast: Cast) -> Mapping[str, Form]:
    """Return the forms."""
    partners = ((7, cast.partner), (8, cast.other))
    return {
        "code": joining.join_form(),
        "let them in": joining.let_in_form(
            partnership_id=9, waiting=waiting(cast), partners=partners, likely=8
        ),
        "let them in, nobody known": joining.let_in_form(
            partnership_id=9, waiting=replace(waiting(cast), organisation=""), partners=(), likely=None
        ),
    }
