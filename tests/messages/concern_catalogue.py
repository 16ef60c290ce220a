"""Every message and form about a concern, by the situation in which people read it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from bot.domain.concerns import About, Concern, ConcernState, Keepers, MayKnow, Step
from bot.domain.permissions import Role
from bot.messages import answers, envelope
from bot.messages.concerns import forms, notices, replies
from bot.messages.concerns.forms import Choices, Subject
from bot.messages.concerns.seen import LEFT, Next, Seen
from bot.messages.envelope import Section
from bot.messages.model import Form, Message
from bot.messages.notices import Notice
from tests.actions import TODAY
from tests.messages.cast import Cast

ANSWER = "We'll talk about it on Tuesday."
_THURSDAY = date(2026, 11, 12)


def seen(
    cast: Cast, state: ConcernState = ConcernState.OPEN, *, answer: str = "", without: bool = False
) -> Seen:
    """A concern as whoever hears it sees it."""
    concern = Concern(
        id=5,
        partnership_id=9,
        raiser_id=7,
        partner_id=1,
        words=cast.words,
        would_help=cast.why,
        may_know=MayKnow.WITHOUT_MY_NAME if without else MayKnow.RUNNER_AND_CHAIR,
        about=About.OTHERS,
        owner_id=1,
        told=frozenset({1}),
        since=TODAY,
        state=state,
        version=2,
        answer=answer,
        answered_by=1 if answer else None,
    )
    return Seen(
        concern=concern,
        partnership=cast.partnership,
        owner=cast.sam.first_name,
        answerer=cast.sam.first_name if answer else "",
        raiser="" if without else cast.reader,
        partner="" if without else cast.partner,
        by=date(2026, 11, 17),
    )


def concerns(cast: Cast) -> Mapping[str, Message]:
    """Return what is said, pressed and told."""
    kept = {state: seen(cast, state, answer=ANSWER) for state in ConcernState}
    said = {
        "raised": replies.raised(seen(cast)),
        "raised, the chair too": replies.raised(replace(seen(cast), others=("Grace",))),
        "answered": answers.alone(replies.answered(kept[ConcernState.ASKED], is_passed=True)),
        "answered, to be rung": answers.alone(replies.answered(kept[ConcernState.ASKED], is_passed=False)),
        **{f"standing, {state.value}": answers.alone(replies.standing(one)) for state, one in kept.items()},
        **{
            f"meanwhile, {state.value}": answers.alone(replies.settled_meanwhile(one))
            for state, one in kept.items()
        },
        "waiting": answers.alone(replies.waiting(kept[ConcernState.ASKED])),
        **{f"told, {name}": _letter(cast, notice) for name, notice in _notices(cast)},
    }
    return {f"concern, {name}": message for name, message in said.items()}


def _notices(cast: Cast) -> Iterator[tuple[str, Notice]]:
    here, asked = seen(cast), seen(cast, ConcernState.ASKED, answer=ANSWER)
    yield "to answer", notices.to_answer(here, step=None)
    yield "to answer, on the third day", notices.to_answer(here, step=Step.OWNER_REMINDED)
    yield "to answer again", notices.to_answer(seen(cast, answer=ANSWER), step=None)
    yield "to know", notices.to_know(here)
    yield "answered", notices.answered(asked)
    yield "answered by somebody gone", notices.answered(replace(asked, owner=""))
    yield "not yet", notices.not_yet(here)
    yield "not yet again", notices.not_yet(seen(cast, answer=ANSWER))
    for role in (Role.RUNNER, Role.CHAIR):
        to = Next(person_id=3, name=cast.mina.first_name, role=role, knows=False)
        yield f"a new {role.value}", notices.pass_on(here, to=to)
        yield f"a new {role.value} who knows", notices.pass_on(here, to=replace(to, knows=True))


def _letter(cast: Cast, notice: Notice) -> Message:
    section = Section(partnership_id=9, partnership=cast.partnership, notices=(notice,))
    return envelope.message(
        sections=(section,),
        first_name=cast.mina.first_name,
        is_morning=True,
        today=TODAY,
        until=_THURSDAY,
    )


def concern_forms(cast: Cast) -> Mapping[str, Form]:
    """Return the forms."""
    sam, grace = cast.sam.first_name, "Grace"
    runner = Subject(about=About.RUNNER, names=(sam,), hearer=grace)
    chair = Subject(about=About.CHAIR, names=(grace,), hearer=sam)
    both = Subject(about=About.BOTH, names=(sam, grace), hearer="")
    names = Choices(
        hearer=sam,
        chair_too=grace,
        keepers=Keepers(runner_id=1, chair_id=3, chair_is_neutral=True),
        subjects=(runner, chair, both),
    )
    without = replace(names, chair_too="", subjects=())
    third = tuple(replace(one, hearer="Dee") for one in (runner, chair, both))
    alone = replace(names, hearer=grace, chair_too="", subjects=(replace(chair, hearer=""),))
    told = replace(seen(cast), others=(grace,), knowing=(grace,))
    asked = seen(cast, ConcernState.ASKED, answer=ANSWER)
    return {
        "concern": forms.raising(partnership_id=9, choices=names),
        "concern, nobody it could be about": forms.raising(partnership_id=9, choices=without),
        "concern, with a third": forms.raising(partnership_id=9, choices=replace(names, subjects=third)),
        "concern, of the runner": forms.raising(partnership_id=9, choices=alone),
        "concern, about the runner": forms.raising(
            partnership_id=9, choices=replace(names, hearer=grace, chair_too="", about=About.RUNNER)
        ),
        "concern, to answer": forms.answering(told),
        "concern, to answer about somebody": forms.answering(replace(told, about=(sam, LEFT))),
        "concern, to answer again": forms.answering(replace(seen(cast, answer=ANSWER), theme="Money")),
        "concern, without a name": forms.answering(seen(cast, without=True)),
        "concern, the answer": forms.reading(asked, is_raiser=True),
        "concern, no answer yet": forms.reading(seen(cast), is_raiser=True),
        "concern, sorted": forms.reading(seen(cast, ConcernState.SORTED), is_raiser=True),
        "concern, to know": forms.reading(seen(cast), is_raiser=False),
        "concern, somebody else": forms.somebody_else(seen(cast), people=[("3", cast.colleague)]),
    }
