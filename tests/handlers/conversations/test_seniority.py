"""**Ask me first**: chosen and taken back in one form, by those who run it."""

from typing import Any

from bot.domain.permissions import Intent
from bot.messages import plain
from handlers.conversations.replies import OpenForm, Say
from storage import audit, seniority
from tests import calls
from tests.pressing import answer
from tests.riverside import NOW, Riverside


def _keep(group: Riverside, *names: str) -> Any:
    chosen = tuple(str(group.person(name).id) for name in names)
    sent = calls.submit(group.installation_id, "U-SAM", Intent.ASK_FIRST, people=chosen)
    return answer(group, sent)


def _chosen(group: Riverside) -> frozenset[int]:
    with group.database.read() as transaction:
        return seniority.asks_first(transaction, viewer=group.viewer("sam"))


def test_form_has_everybody_but_those_who_run_it(group: Riverside) -> None:
    _keep(group, "rob")

    reply = answer(group, calls.press(group.installation_id, "U-SAM", Intent.ASK_FIRST))

    assert isinstance(reply, OpenForm)
    [field] = reply.form.fields
    assert [one.label for one in field.options] == ["Dee Frame", "Grace Obi", "Mina Iqbal", "Rob Stone"]
    assert field.value == (str(group.person("rob").id),)


def test_who_is_chosen_is_kept_and_can_be_taken_back(group: Riverside) -> None:
    kept = _keep(group, "mina", "rob")

    assert isinstance(kept, Say)
    assert "About Mina Iqbal and Rob Stone I ask you first." in plain.text(kept.message)
    assert _chosen(group) == {group.person("mina").id, group.person("rob").id}

    back = _keep(group)

    assert "I ask you first about nobody now." in plain.text(back.message)
    assert _chosen(group) == set()


def test_each_change_is_in_the_audit_trail_once(group: Riverside) -> None:
    _keep(group, "mina")
    _keep(group, "mina", "rob")
    _keep(group, "rob")

    with group.database.read() as transaction:
        viewer = group.viewer("sam")
        chosen = audit.times_of(transaction, viewer=viewer, acts=["ask_first_chosen"], since=NOW)
        back = audit.times_of(transaction, viewer=viewer, acts=["ask_first_taken_back"], since=NOW)
    assert (len(chosen), len(back)) == (2, 1)


def test_somebody_who_is_not_there_is_nobody(group: Riverside) -> None:
    sent = calls.submit(group.installation_id, "U-SAM", Intent.ASK_FIRST, people=("999", "x"))

    assert isinstance(answer(group, sent), Say)
    assert _chosen(group) == set()
