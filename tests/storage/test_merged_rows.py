"""What is kept of two people who are one: deliveries once, answers once, and numbers inside what is kept by name."""

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain.concerns import About, MayKnow
from bot.domain.deliveries import DeliveryKind, DeliveryState, Owed, Rule
from bot.domain.escalations import Terms
from bot.domain.permissions import ENGINE, myself
from bot.domain.question_answers import Answer
from bot.domain.rounds import Standing
from storage import answers, concerns, deliveries, escalations, merging, rounds, take_ups
from storage.concerns import NewConcern
from storage.database import Database
from storage.tables import Base, DeliveryRow, MembershipRow, ParticipationRow, TakeUpRow
from tests.riverside import NOW, Riverside
from tests.storage.checked import round_of
from tests.storage.house import House, furnish

PENDING, CLAIMED, SENT = DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENT
WITHHELD, LOST = DeliveryState.WITHHELD, DeliveryState.UNDELIVERABLE


@pytest.fixture
def house(database: Database) -> House:
    return furnish(database)


def _owe(group: Riverside, who: str, state: DeliveryState, *, step: str = "one") -> int:
    owed = Owed(
        kind=DeliveryKind.NEWS,
        fact="news:1",
        step=step,
        partnership_id=group.partnership_id,
        due_on=NOW.date(),
        due_at=NOW,
        person_id=group.person(who).id,
    )
    with group.database.write() as transaction:
        deliveries.owe(transaction, viewer=ENGINE, owed=owed, now=NOW)
        recipient = DeliveryRow.recipient == f"person:{group.person(who).id}"
        found = select(DeliveryRow.id).where(DeliveryRow.fact == "news:1", recipient)
        delivery_id: int = transaction.connection.execute(found).scalar_one()
        change = update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(state=state)
        transaction.connection.execute(change)
    return delivery_id


def _merge(group: Riverside, *, keep: str = "mina", gone: str = "rob") -> int:
    keep_id = group.person(keep).id
    with group.database.write() as transaction:
        merging.merge(transaction, viewer=myself(keep_id), keep_id=keep_id, gone_id=group.person(gone).id)
    return keep_id


def _states(group: Riverside) -> dict[int, tuple[DeliveryState, Rule | None, int | None]]:
    with group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=ENGINE)
    return {one.id: (one.state, one.rule, one.owed.person_id) for one in found}


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        (PENDING, PENDING, (PENDING, WITHHELD)),
        (CLAIMED, PENDING, (CLAIMED, WITHHELD)),
        (SENT, PENDING, (SENT, WITHHELD)),
        (SENT, CLAIMED, (SENT, WITHHELD)),
        (PENDING, SENT, (WITHHELD, SENT)),
        (CLAIMED, SENT, (WITHHELD, SENT)),
        (SENT, SENT, (SENT, SENT)),
        (WITHHELD, PENDING, (WITHHELD, PENDING)),
        (LOST, PENDING, (LOST, PENDING)),
        (LOST, SENT, (LOST, SENT)),
        (PENDING, LOST, (PENDING, LOST)),
        (WITHHELD, LOST, (WITHHELD, LOST)),
    ],
)
def test_what_was_owed_to_both_comes_once(
    group: Riverside,
    first: DeliveryState,
    second: DeliveryState,
    left: tuple[DeliveryState, DeliveryState],
) -> None:
    ids = _owe(group, "mina", first), _owe(group, "rob", second)

    keep_id = _merge(group)

    found = _states(group)
    assert tuple(found[one][0] for one in ids) == left
    assert {found[one][2] for one in ids} == {keep_id}
    withheld = [one for one, before in zip(ids, (first, second), strict=True) if found[one][0] != before]
    assert [found[one][1] for one in withheld] == [Rule.MERGED] * len(withheld)


def test_what_was_owed_to_the_second_alone_is_owed_to_the_first(group: Riverside) -> None:
    delivery_id = _owe(group, "rob", PENDING)

    keep_id = _merge(group)
    again = _owe(group, "mina", PENDING)

    assert again == delivery_id
    assert _states(group)[delivery_id] == (PENDING, None, keep_id)


@pytest.mark.parametrize("second", [PENDING, WITHHELD])
def test_the_same_is_not_owed_twice_afterwards(group: Riverside, second: DeliveryState) -> None:
    _owe(group, "mina", LOST)
    _owe(group, "rob", second)
    _merge(group)

    _owe(group, "mina", PENDING)

    assert [state for state, *_ in _states(group).values()].count(PENDING) == 1


def _nobodys(house: House, *names: str) -> None:
    ids = [house.group.person(name).id for name in names]
    with house.group.database.write() as transaction:
        nobody = update(MembershipRow).where(MembershipRow.person_id.in_(ids)).values(partner_id=None)
        transaction.connection.execute(nobody)


def _rows(house: House, table: str) -> list[Any]:
    with house.group.database.read() as transaction:
        return list(transaction.connection.execute(select(Base.metadata.tables[table])))


@pytest.mark.parametrize(
    ("first", "second", "stays"),
    [
        (Standing.ASKED, Standing.ANSWERED, Standing.ANSWERED),
        (Standing.ANSWERED, Standing.ASKED, Standing.ANSWERED),
        (Standing.LATER, Standing.ASKED, Standing.LATER),
    ],
)
def test_of_two_who_were_asked_the_one_who_has_answered_stays(
    house: House, first: Standing, second: Standing, stays: Standing
) -> None:
    _nobodys(house, "sam", "mina")
    with house.group.database.write() as transaction:
        for who, standing in (("sam", first), ("mina", second)):
            theirs = ParticipationRow.person_id == house.group.person(who).id
            transaction.connection.execute(update(ParticipationRow).where(theirs).values(standing=standing))

    _merge(house.group, keep="sam", gone="mina")

    assert [one.standing for one in _rows(house, "participations")] == [stays]
    secrets = len(_rows(house, "secret_answers"))
    assert secrets == (0 if second is Standing.ANSWERED else 1)


def test_of_two_answers_to_the_runner_the_later_one_stays(house: House) -> None:
    _nobodys(house, "sam", "mina")
    group = house.group
    with group.database.write() as transaction:
        answers.keep_named(
            transaction,
            viewer=group.viewer("sam"),
            round_id=round_of(transaction, group).id,
            person_id=group.person("sam").id,
            to_id=group.person("sam").id,
            answers={"easier": Answer(line="Said later")},
            now=NOW.replace(hour=9),
        )

    _merge(group, keep="mina", gone="sam")

    [kept] = [one for one in _rows(house, "named_answers") if one.round_id and one.key == "easier"]
    assert kept.answer["line"] == "Said later"


def test_answers_to_the_same_question_after_two_milestones_both_stay(house: House) -> None:
    _nobodys(house, "sam", "mina")
    group, table = house.group, Base.metadata.tables["named_answers"]
    with group.database.write() as transaction:
        for who, milestone_id in (("sam", None), ("mina", house.milestone_id)):
            transaction.connection.execute(
                table.insert().values(
                    partnership_id=group.partnership_id,
                    milestone_id=milestone_id,
                    key="surprise",
                    person_id=group.person(who).id,
                    to_id=group.person("grace").id,
                    answer={},
                    by_phone=False,
                    at=NOW,
                )
            )

    _merge(group, keep="sam", gone="mina")

    kept = [one for one in _rows(house, "named_answers") if one.key == "surprise"]
    assert {one.milestone_id for one in kept} == {None, house.milestone_id}


@pytest.mark.parametrize("both", [False, True])
def test_question_about_an_answer_that_goes_is_about_the_one_that_stays(house: House, *, both: bool) -> None:
    _nobodys(house, "sam", "mina")
    group = house.group
    ids = {
        one.person_id: one.id for one in _rows(house, "named_answers") if one.round_id and one.key == "easier"
    }
    with group.database.write() as transaction:
        for who in ("mina", "sam") if both else ("mina",):
            take_ups.ask(
                transaction,
                viewer=group.viewer("sam"),
                answer_id=ids[group.person(who).id],
                for_organisation=False,
                person_id=group.person(who).id,
                asked_on=NOW.date(),
            )

    _merge(group, keep="sam", gone="mina")

    with group.database.read() as transaction:
        found = transaction.connection.execute(
            select(TakeUpRow.named_answer_id).where(TakeUpRow.organisation_answer_id.is_(None))
        ).scalars()
        assert sorted(found, key=str) == sorted(
            [ids[group.person("sam").id], *([None] if both else [])], key=str
        )


def test_concern_stays_hidden_from_whom_it_is_about(group: Riverside) -> None:
    sam, mina, rob = (group.person(name).id for name in ("sam", "mina", "rob"))
    new = NewConcern(
        raiser_id=group.person("grace").id,
        partner_id=group.office_id,
        words="About Rob",
        would_help="",
        may_know=MayKnow.ONLY_RUNNER,
        about=About.OTHERS,
        owner_id=sam,
        told=frozenset({sam, rob, mina}),
        since=NOW.date(),
        about_ids=frozenset({rob}),
    )
    with group.database.write() as transaction:
        concern_id = concerns.add(transaction, viewer=group.viewer("grace"), new=new, now=NOW)

    _merge(group)

    with group.database.read() as transaction:
        kept = concerns.get(transaction, viewer=group.viewer("sam"), concern_id=concern_id)
    assert (kept.about_ids, kept.told) == (frozenset({mina}), frozenset({sam, mina}))


def test_terms_name_whom_they_named(group: Riverside) -> None:
    sam = group.viewer("sam")
    terms = Terms(third_id=group.person("rob").id)
    with group.database.write() as transaction:
        escalations.propose(transaction, viewer=sam, terms=terms, now=NOW)

    keep_id = _merge(group)

    with group.database.read() as transaction:
        kept = transaction.connection.exec_driver_sql("select terms from escalation_policies").scalar_one()
    assert f'"third_id": {keep_id}' in str(kept).replace("'", '"')


def test_holders_and_what_has_happened_name_whom_they_named(house: House) -> None:
    """Mina holds the series in the house, and what was handed on says from whom to whom."""
    group = house.group
    mina = group.person("mina").id
    held = {"holders": [{"partner_id": group.castle_id, "person_id": mina, "role_word": ""}]}
    with group.database.write() as transaction:
        transaction.connection.execute(update(Base.metadata.tables["series"]).values(holders=held))
        transaction.connection.execute(
            update(Base.metadata.tables["share_events"]).values(
                details={"from": mina, "to": group.person("rob").id, "count": mina, "list": [{"to": mina}]}
            )
        )

    keep_id = _merge(group, keep="rob", gone="mina")

    [series] = _rows(house, "series")
    assert [one["person_id"] for one in series.holders["holders"]] == [keep_id]
    assert _rows(house, "share_events")[0].details == {
        "from": keep_id,
        "to": keep_id,
        "count": mina,
        "list": [{"to": keep_id}],
    }


def test_rounds_of_one_alone_go_with_them(house: House) -> None:
    keep_id = _merge(house.group, keep="rob", gone="mina")

    with house.group.database.read() as transaction:
        found = rounds.participations_of(
            transaction,
            viewer=house.group.viewer("sam"),
            round_id=round_of(transaction, house.group).id,
        )
    assert keep_id in [one.person_id for one in found]
