"""Every sentence about who hears a concern is true: no chair, a neutral one, one of a partner's, a deputy, one person as both."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from sqlalchemy import update

from bot.domain.concerns import About, Keepers, MayKnow, whom
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from bot.messages import plain, refusals
from bot.messages.concerns import forms, replies
from bot.messages.concerns.seen import Seen
from bot.messages.model import Form
from bot.services.concerns import answering, following, raising
from bot.services.concerns.raising import Typed
from storage import members
from storage.tables import PartnershipRow
from tests.riverside import NOW, Riverside
from tests.worried import keepers, typed

_HEARER = re.compile(r"(?P<about>.+) \((?P<name>\w+) would hear it\)")
_ASKED = re.compile(r"It is about (?P<about>.+), so (?P<names>.+) would hear it\. Send it to (?P<again>.+)\?")
_OPTION = re.compile(r"(Only )?(?P<names>[\w ]+?)(, who may raise it without my name)?")


def _as_it_is(_: Riverside) -> None:
    """Grace, who belongs to no partner, has the chair."""


def _no_chair(group: Riverside) -> None:
    _role(group, "grace", Role.OBSERVER)


def _chair_of_a_partner(group: Riverside) -> None:
    with group.database.write() as transaction:
        transaction.connection.execute(update(PartnershipRow).values(chair_works_for_partner=True))


def _chair_stands_with_a_partner(group: Riverside) -> None:
    grace = group.person("grace").id
    with group.database.write() as transaction:
        members.work_for(transaction, viewer=group.engine, person_id=grace, partner_id=group.castle_id)


def _deputy(group: Riverside) -> None:
    _role(group, "rob", Role.DEPUTY_RUNNER)


def _chair_runs_it(group: Riverside) -> None:
    """Grace runs it herself, and nobody else has the chair."""
    _role(group, "sam", Role.MEMBER)
    _role(group, "grace", Role.RUNNER)


SET_UPS = (_as_it_is, _no_chair, _chair_of_a_partner, _chair_stands_with_a_partner, _deputy, _chair_runs_it)


def _role(group: Riverside, name: str, role: Role) -> None:
    with group.database.write() as transaction:
        members.take_role(transaction, viewer=group.engine, person_id=group.person(name).id, role=role)


def _now(group: Riverside, name: str) -> Viewer:
    with group.database.read() as transaction:
        member = members.member(transaction, viewer=group.engine, person_id=group.person(name).id)
    assert member is not None
    return member.viewer


def _form(group: Riverside, by: str, about: About = About.OTHERS) -> Form | None:
    try:
        choices = raising.choices(database=group.database, viewer=_now(group, by), about=about)
    except Refused:
        return None
    return forms.raising(partnership_id=group.partnership_id, choices=choices)


@pytest.mark.parametrize("set_up", SET_UPS)
def test_form_opens_for_all_but_a_runner_who_has_nobody_above_them(
    group: Riverside, set_up: Callable[[Riverside], None]
) -> None:
    set_up(group)

    here = keepers(group)
    alone = {name for name in group.members if _form(group, name) is None}
    runner = {name for name in group.members if group.person(name).id == here.runner_id}
    assert alone == (set() if here.neutral_chair_id else runner)


def _send(group: Riverside, by: str, said: Typed) -> Seen:
    return raising.raise_concern(
        database=group.database, viewer=_now(group, by), typed=said, shown=keepers(group), now=NOW
    )


def _readers(group: Riverside, concern_id: int, by: str) -> dict[str, str]:
    """Who can read it but its raiser, by first name, and the last line that they read."""
    found = {}
    for name in set(group.members) - {by}:
        viewer = _now(group, name)
        try:
            seen = following.read(database=group.database, viewer=viewer, concern_id=concern_id)
        except Refused:
            with pytest.raises(Refused):
                answering.read(database=group.database, viewer=viewer, concern_id=concern_id)
        else:
            found[group.person(name).first_name] = plain.line(forms.reading(seen, is_raiser=False).intro[-1])
    return found


def _promised(group: Riverside, by: str, said: Typed, label: str) -> tuple[str, Seen]:
    """Send it as the form stands; where it asks, send it once more. Returns who was named last, and what was raised."""
    try:
        seen = _send(group, by, said)
    except Refused as refused:
        asked = _ASKED.search(refusals.sentence(refused))
        assert asked is not None
        assert asked["names"] == asked["again"]
        again = _form(group, by, said.about or About.OTHERS)
        assert again is not None
        first = again.fields[-1].options[0].label
        assert first == f"Only {asked['names']}"
        return asked["names"], _send(
            group,
            by,
            typed(
                about=said.about or About.OTHERS,
                about_ids=said.about_ids,
                may_know=said.may_know,
                named_for=said.about or About.OTHERS,
            ),
        )
    option = _OPTION.fullmatch(label)
    assert option is not None
    return option["names"], seen


@pytest.mark.parametrize("by", ["mina", "rob", "sam", "grace"])
@pytest.mark.parametrize("set_up", SET_UPS)
def test_those_who_were_named_hear_it_and_nobody_else(
    group: Riverside, set_up: Callable[[Riverside], None], by: str
) -> None:
    set_up(group)
    form = _form(group, by)
    if form is None:
        return

    about_field, may_know_field = form.fields[0], form.fields[-1]
    for chosen, may_know in product(about_field.options, may_know_field.options):
        word, *people = chosen.value.split(".")
        about_ids = frozenset(map(int, people))
        said = typed(about=About(word), about_ids=about_ids, may_know=MayKnow(may_know.value))
        names, seen = _promised(group, by, said, may_know.label)

        heard = _readers(group, seen.concern.id, by)
        assert set(names.split(" and ")) == set(heard)
        beside = _HEARER.fullmatch(chosen.label)
        assert beside is None or {beside["name"]} == set(heard)
        assert not about_ids & seen.concern.told
        _is_true(seen, heard)


def _is_true(seen: Seen, heard: dict[str, str]) -> None:
    """What its raiser and those who hear it read names exactly these."""
    thanks = plain.text(replies.raised(seen))
    [owner] = set(heard) - set(seen.others)
    assert f"{owner} has this and will answer by" in thanks
    assert ("can read it too" in thanks) is (len(heard) > 1)
    for name, last in heard.items():
        others = sorted(set(heard) - {name})
        if seen.concern.may_know is MayKnow.WITHOUT_MY_NAME:
            assert last == "You may raise it with others, and never say who told you."
        else:
            but = f" but {' and '.join(others)}" if others else ""
            assert last == f"Nobody else knows of it{but}. Please keep it so."


@pytest.mark.parametrize("by", ["mina", "sam", "grace"])
@pytest.mark.parametrize("set_up", SET_UPS)
def test_what_is_no_choice_nobody_could_hear(
    group: Riverside, set_up: Callable[[Riverside], None], by: str
) -> None:
    set_up(group)
    form, here = _form(group, by), keepers(group)
    if form is None:
        return

    offered = {one.value.split(".")[0] for one in form.fields[0].options}
    said_beside = form.fields[0].hint.count("about ") - 1
    unheard = [one for one in (About.RUNNER, About.CHAIR, About.BOTH) if one.value not in offered]
    named = [one for one in unheard if _is_somebody(group, one, here, by)]
    assert said_beside == len(named)
    for about in named:
        with pytest.raises(Refused) as caught:
            _send(group, by, typed(about=about, about_ids=whom(about, keepers=here), named_for=about))
        assert caught.value.key == "concern_nobody"


def _is_somebody(group: Riverside, about: About, here: Keepers, by: str) -> bool:
    """Whether that names people whom the others don't, and not its raiser."""
    people = whom(about, keepers=here)
    expected = 2 if about is About.BOTH else 1
    return len(people) == expected and group.person(by).id not in people
