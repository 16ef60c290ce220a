"""Answers that are given again are written in place: what was asked about them still finds them."""

from collections.abc import Collection, Mapping

import pytest

from bot.domain.question_answers import Answer
from bot.domain.taking_up import TakeUp
from storage import answers, take_ups
from storage.database import Database, Transaction
from tests import riverside, summed
from tests.riverside import NOW, Riverside

FEW = Answer(value=1)
MANY = Answer(value=5)


@pytest.fixture
def group(database: Database) -> Riverside:
    made = riverside.build(database, opened=True)
    summed.round_in(
        made,
        sides={made.castle_id: {"worth_it": FEW, "changed": FEW}},
        told={"rob": {"easier": FEW, "first": FEW}},
        answered=(),
    )
    return made


@pytest.mark.parametrize("for_organisation", [True, False])
def test_an_answer_given_again_is_the_same_one_with_new_words(
    group: Riverside, for_organisation: bool
) -> None:
    key = "worth_it" if for_organisation else "easier"
    with group.database.write() as transaction:
        before = _kept(transaction, group, for_organisation)
        _asked_about(transaction, group, before[key][0], for_organisation)
        _keep(transaction, group, for_organisation, {key: MANY, "new": FEW})
        after = _kept(transaction, group, for_organisation)

    assert after[key] == (before[key][0], MANY)
    assert {one: said for one, (_, said) in after.items()} == {key: MANY, "new": FEW}


@pytest.mark.parametrize("for_organisation", [True, False])
def test_what_is_skipped_now_goes_and_what_was_asked_about_it_asks_of_nothing(
    group: Riverside, for_organisation: bool
) -> None:
    key = "worth_it" if for_organisation else "easier"
    with group.database.write() as transaction:
        before = _kept(transaction, group, for_organisation)
        _asked_about(transaction, group, before[key][0], for_organisation)
        _keep(transaction, group, for_organisation, {})
        after = _kept(transaction, group, for_organisation)
        [request] = take_ups.asked_by(transaction, viewer=group.viewer("sam"))
        writer = group.viewer("mina" if for_organisation else "rob")
        said = take_ups.reply(
            transaction, viewer=writer, take_up_id=request.id, said=TakeUp.WITH_MY_NAME, now=NOW
        )

    assert after == {}
    assert (request.answer_id, request.taken_back_at) == (None, NOW)
    assert not said


def test_what_somebody_else_says_for_an_organisation_was_never_asked_about(group: Riverside) -> None:
    with group.database.write() as transaction:
        before = _kept(transaction, group, True)
        _asked_about(transaction, group, before["worth_it"][0], True)
        answers.keep_for_organisation(
            transaction,
            viewer=group.engine,
            round_id=1,
            partner_id=group.castle_id,
            person_id=group.person("rob").id,
            answers={"worth_it": MANY, "changed": FEW},
            now=NOW,
        )
        [request] = take_ups.asked_by(transaction, viewer=group.viewer("sam"))
        after = _kept(transaction, group, True)

    assert (request.answer_id, request.taken_back_at) == (None, NOW)
    assert after["worth_it"][1] == MANY


def test_what_was_told_to_one_runner_never_becomes_what_was_told_to_the_next(group: Riverside) -> None:
    rob, sam, grace = (group.viewer(name) for name in ("rob", "sam", "grace"))
    with group.database.write() as transaction:
        before = answers.named_to(transaction, viewer=sam)
        for said in ({"easier": MANY}, {}, {"first": MANY}):
            answers.keep_named(
                transaction,
                viewer=rob,
                round_id=1,
                person_id=rob.person_id,
                to_id=grace.person_id,
                answers=said,
                now=NOW,
            )
        assert answers.named_to(transaction, viewer=sam) == before
        assert {one.key: one.answer for one in answers.named_to(transaction, viewer=grace)} == {"first": MANY}


@pytest.mark.parametrize("for_organisation", [True, False])
def test_only_what_was_asked_is_answered_anew(group: Riverside, for_organisation: bool) -> None:
    key, other = ("worth_it", "changed") if for_organisation else ("easier", "first")
    with group.database.write() as transaction:
        before = _kept(transaction, group, for_organisation)
        _keep(transaction, group, for_organisation, {key: MANY}, only=[key])
        again = _kept(transaction, group, for_organisation)
        _keep(transaction, group, for_organisation, {}, only=[key])
        skipped = _kept(transaction, group, for_organisation)

    assert again == {key: (before[key][0], MANY), other: before[other]}
    assert skipped == {other: before[other]}


def _keep(
    transaction: Transaction,
    group: Riverside,
    for_organisation: bool,
    said: Mapping[str, Answer],
    only: Collection[str] | None = None,
) -> None:
    if for_organisation:
        answers.keep_for_organisation(
            transaction,
            viewer=group.engine,
            round_id=1,
            partner_id=group.castle_id,
            person_id=group.person("mina").id,
            runner_id=group.person("sam").id,
            answers=said,
            now=NOW,
            only=only,
        )
    else:
        answers.keep_named(
            transaction,
            viewer=group.viewer("rob"),
            round_id=1,
            person_id=group.person("rob").id,
            to_id=group.person("sam").id,
            answers=said,
            now=NOW,
            only=only,
        )


def _kept(
    transaction: Transaction, group: Riverside, for_organisation: bool
) -> dict[str, tuple[int, Answer]]:
    if for_organisation:
        sides = answers.organisations_of(transaction, viewer=group.viewer("sam"), round_id=1)
        return {one.key: (one.id, one.answer) for one in sides}
    told = answers.named_to(transaction, viewer=group.viewer("sam"), round_id=1)
    return {one.key: (one.id, one.answer) for one in told}


def _asked_about(transaction: Transaction, group: Riverside, answer_id: int, for_organisation: bool) -> None:
    asked = take_ups.ask(
        transaction,
        viewer=group.viewer("sam"),
        answer_id=answer_id,
        for_organisation=for_organisation,
        person_id=group.person("mina" if for_organisation else "rob").id,
        asked_on=NOW.date(),
    )
    assert asked is not None
