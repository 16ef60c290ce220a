"""Who hears a concern about both runner and chair: proposed with who hears, and when, and agreed on by all partners."""

import pytest

from bot.domain.concerns import About
from bot.domain.permissions import Intent, Role
from bot.errors import Refused
from bot.messages import who_hears
from bot.services import escalations
from bot.services.escalations import Proposed, Standing
from handlers.conversations.replies import OpenForm, Say
from storage import members
from tests import calls
from tests.coursing import told, words
from tests.pressing import answer, errors
from tests.riverside import NOW, Riverside
from tests.worried import raised


def _propose(group: Riverside, third: str) -> Standing:
    return escalations.propose(
        database=group.database,
        viewer=group.viewer("sam"),
        proposed=Proposed(runner_asked_after="3", co_ordinator_after="2", third=third),
        now=NOW,
    )


def _agree(group: Riverside, standing: Standing, partner_id: int) -> None:
    assert standing.policy is not None
    escalations.agree(
        database=group.database,
        viewer=group.viewer("sam"),
        policy_id=standing.policy.id,
        partner_id=partner_id,
        now=NOW,
    )


def test_anybody_but_runner_and_chair_and_those_who_only_read_could_hear_it(group: Riverside) -> None:
    with group.database.write() as transaction:
        members.take_role(
            transaction, viewer=group.engine, person_id=group.person("dee").id, role=Role.OBSERVER
        )

    found = escalations.of_partnership(database=group.database, viewer=group.viewer("sam"))

    assert list(found.thirds.values()) == ["Mina Iqbal", "Rob Stone"]


@pytest.mark.parametrize("chosen", ["x", "999", "sam", "grace"])
def test_nobody_else_is_proposed(group: Riverside, chosen: str) -> None:
    member = group.members.get(chosen)

    with pytest.raises(Refused) as caught:
        _propose(group, str(member.person.id) if member else chosen)

    assert (caught.value.key, caught.value.field) == ("concern_who", "third")
    standing = escalations.of_partnership(database=group.database, viewer=group.viewer("sam"))
    assert standing.policy is None


def test_nobody_needs_to_be_chosen(group: Riverside) -> None:
    standing = _propose(group, "")

    assert standing.policy is not None
    assert standing.policy.terms.third_id is None


def test_each_co_ordinator_reads_who_it_would_be(group: Riverside) -> None:
    _propose(group, str(group.person("rob").id))

    [notice] = told(group, "mina")

    assert "If somebody is worried about both Sam and the chair, Rob Stone hears it." in words(notice)


def test_it_holds_once_all_partners_have_agreed(group: Riverside) -> None:
    standing = _propose(group, str(group.person("rob").id))
    _agree(group, standing, group.castle_id)
    with pytest.raises(Refused):
        raised(group, about=About.BOTH)

    _agree(group, standing, group.brook_lane_id)

    assert raised(group, about=About.BOTH).owner == "Rob"


def test_form_asks_for_them_and_keeps_who_was_chosen(group: Riverside) -> None:
    rob = str(group.person("rob").id)
    sent = calls.submit(
        group.installation_id,
        "U-SAM",
        Intent.WHO_HEARS,
        runner_asked_after="3",
        co_ordinator_after="2",
        third=rob,
    )
    assert isinstance(answer(group, sent), Say)

    reply = answer(group, calls.press(group.installation_id, "U-SAM", Intent.WHO_HEARS))

    assert isinstance(reply, OpenForm)
    field = reply.form.fields[-1]
    assert (field.label, field.value) == ("Who hears about Sam and the chair", (rob,))


def test_somebody_who_is_gone_is_asked_for_again(group: Riverside) -> None:
    sent = calls.submit(
        group.installation_id,
        "U-SAM",
        Intent.WHO_HEARS,
        runner_asked_after="3",
        co_ordinator_after="2",
        third="999",
    )

    assert errors(answer(group, sent)) == {"third": "Choose who hears it now."}


def test_form_leaves_the_question_out_where_there_is_nobody() -> None:
    form = who_hears.form(partnership_id=9, policy=None, waits_for=(), runner="Sam")

    assert "third" not in [one.name for one in form.fields]
