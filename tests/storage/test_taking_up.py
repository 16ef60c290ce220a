"""Summaries, consents and what may be taken up, as they stand in the database: once, and as they were seen."""

from dataclasses import replace

import pytest

from bot.domain.permissions import Viewer
from bot.domain.summaries import SummaryState
from bot.domain.taking_up import TakeUp
from bot.errors import Refused
from storage import answers, side_consents, summaries, take_ups
from storage.database import Database, Transaction
from tests import riverside, summed
from tests.riverside import NOW, Riverside
from tests.summed import EVEN


@pytest.fixture
def group(database: Database) -> Riverside:
    made = riverside.build(database, opened=True)
    summed.round_in(
        made, sides={made.castle_id: {"worth_it": EVEN}}, told={"rob": {"easier": EVEN}}, answered=()
    )
    return made


def test_a_summary_is_begun_once_and_kept_as_it_was_seen(group: Riverside) -> None:
    with group.database.write() as transaction:
        sam = group.viewer("sam")
        first = summaries.begin(transaction, viewer=sam, round_id=1, waits_since=NOW.date())
        assert summaries.begin(transaction, viewer=sam, round_id=1, waits_since=summed.WINTER) == first
        then = replace(first, well_do=("One", "Two"), became="Both done", state=SummaryState.POSTED)
        assert summaries.change(transaction, viewer=sam, seen=first, to=then, now=NOW)
        assert not summaries.change(transaction, viewer=sam, seen=first, to=replace(then, well_do=()))
        assert summaries.all_of(transaction, viewer=sam) == (replace(then, version=2),)


def test_leave_to_be_shown_is_given_once_and_can_be_taken_back(group: Riverside) -> None:
    with group.database.write() as transaction:
        mina = group.viewer("mina")
        castle = group.castle_id
        assert side_consents.agree(transaction, viewer=mina, partner_id=castle, now=NOW)
        assert not side_consents.agree(transaction, viewer=mina, partner_id=castle, now=NOW)
        assert side_consents.agreed(transaction, viewer=mina) == {castle: mina.person_id}
        assert side_consents.take_back(transaction, viewer=mina, partner_id=castle, now=NOW)
        assert not side_consents.take_back(transaction, viewer=mina, partner_id=castle, now=NOW)
        assert side_consents.agreed(transaction, viewer=mina) == {}
        assert side_consents.is_taken_back(transaction, viewer=mina)
        assert side_consents.agree(transaction, viewer=mina, partner_id=castle, now=NOW)
        assert side_consents.agreed(transaction, viewer=mina) == {castle: mina.person_id}
        assert not side_consents.is_taken_back(transaction, viewer=mina)


@pytest.mark.parametrize("for_organisation", [True, False])
def test_one_question_about_one_answer_and_one_reply(group: Riverside, for_organisation: bool) -> None:
    name = "mina" if for_organisation else "rob"
    with group.database.write() as transaction:
        sam, writer = group.viewer("sam"), group.viewer(name)
        asked = [
            take_ups.ask(
                transaction,
                viewer=sam,
                answer_id=1,
                for_organisation=for_organisation,
                person_id=writer.person_id,
                asked_on=NOW.date(),
            )
            for _ in range(2)
        ]
        assert asked[0] is not None
        assert asked[1] is None
        assert not _reply(transaction, asked[0], by=sam, said=TakeUp.WITH_MY_NAME)
        assert _reply(transaction, asked[0], by=writer, said=TakeUp.JUST_US)
        assert not _reply(transaction, asked[0], by=writer, said=TakeUp.WITH_MY_NAME)
        [request] = take_ups.asked_by(transaction, viewer=sam)
        assert (request.reply, request.replied_at, request.for_organisation, request.asked_by) == (
            TakeUp.JUST_US,
            NOW,
            for_organisation,
            sam.person_id,
        )


def test_nobody_asks_about_what_was_told_to_somebody_else(group: Riverside) -> None:
    with group.database.write() as transaction:
        assert answers.named_to(transaction, viewer=group.viewer("grace")) == ()
        with pytest.raises(Refused) as refused:
            take_ups.ask(
                transaction,
                viewer=group.viewer("grace"),
                answer_id=1,
                for_organisation=False,
                person_id=group.person("rob").id,
                asked_on=NOW.date(),
            )
    assert refused.value.key == "answer_gone"


def _reply(transaction: Transaction, take_up_id: int, *, by: Viewer, said: TakeUp) -> bool:
    return take_ups.reply(transaction, viewer=by, take_up_id=take_up_id, said=said, now=NOW)
