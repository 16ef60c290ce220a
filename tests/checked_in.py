"""Check-ins as Riverside has them: enough people of enough partners, a round that is open, and what they answer."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.domain.partners import Reach
from bot.domain.people import AddressKind, Membership
from bot.domain.permissions import Role
from bot.domain.question_answers import Typed
from bot.domain.questions import Question
from bot.domain.rounds import Round, RoundState
from bot.services.checkins import answering, closing, planning
from bot.services.checkins.answering import Kept
from storage import audit, members, partners, people, rounds
from storage.tables import Base
from tests.riverside import NOW, Riverside

TUESDAY = datetime(2026, 9, 15, 6, 30, tzinfo=UTC)
"""Tuesday 15 September 2026, half past seven in London: the first day on which a round may go out."""

WEDNESDAY = TUESDAY + timedelta(days=1)
CLOSED = datetime(2026, 9, 24, 23, 0, tzinfo=UTC)
"""The end of Thursday 24 September in London."""

_MORE = (
    ("Northgate School", "Nia Rees", Role.CO_ORDINATOR),
    ("Northgate School", "Ned Shaw", Role.MEMBER),
    ("Meadow Academy", "Max Hill", Role.CO_ORDINATOR),
    ("Meadow Academy", "Meg Wood", Role.MEMBER),
)


def widen(group: Riverside) -> Mapping[str, Membership]:
    """Let two more partners join, with two people each: then there are enough for secret answers. By first name."""
    with group.database.write() as transaction:
        sam = group.viewer("sam")
        ids: dict[str, int] = {}
        for organisation, name, role in _MORE:
            if organisation not in ids:
                added = partners.add(transaction, viewer=sam, name=organisation, reach=Reach.SLACK)
                ids[organisation] = added.id
            person = people.create(transaction, viewer=sam, name=name, zone=None, now=NOW)
            people.give_address(
                transaction,
                viewer=sam,
                person_id=person.id,
                kind=AddressKind.SLACK,
                installation_id=group.installation_id,
                external_id=f"U-{name.split()[0].upper()}",
            )
            members.add(transaction, viewer=sam, person_id=person.id, role=role, partner_id=ids[organisation])
            members.open_door(transaction, viewer=sam, person_ids=[person.id])
            members.greeted(transaction, viewer=sam, person_id=person.id, now=NOW)
        everybody = members.all_of(transaction, viewer=sam)
    return {one.person.first_name.lower(): one for one in everybody}


def open_round(group: Riverside, *, now: datetime = TUESDAY, because: str = "") -> Round:
    """Let Sam press **Ask now** on a Tuesday."""
    press_something(group, now=now)
    planning.ask_now(database=group.database, viewer=group.viewer("sam"), because=because, now=now)
    with group.database.read() as transaction:
        found = rounds.all_of(transaction, viewer=group.viewer("sam"))
    [opened] = [one for one in found if one.state is RoundState.OPEN]
    return opened


def press_something(group: Riverside, *, now: datetime) -> None:
    """Let Sam have looked after the partnership."""
    with group.database.write() as transaction:
        audit.write(transaction, viewer=group.viewer("sam"), act="looked", subject="partnership", now=now)


def answer(
    group: Riverside,
    member: Membership,
    of_round: Round,
    *,
    now: datetime = WEDNESDAY,
    version: int | None = None,
    shown_id: int | None = None,
    chair_id: int | None = None,
    **said: Typed,
) -> Kept:
    """Let somebody send the form, with what they typed to each question by its key.

    `version`, `shown_id` and `chair_id` are those of a form that has been open for a while.
    """
    sheet = answering.look(database=group.database, viewer=member.viewer, round_id=of_round.id, now=now)
    return answering.save(
        database=group.database,
        viewer=member.viewer,
        round_id=of_round.id,
        version=sheet.asked.version if version is None else version,
        shown_id=sheet.asked.runner_id if shown_id is None else shown_id,
        typed=typed(said),
        now=now,
        chair_id=sheet.asked.seen.chair_id if chair_id is None else chair_id,
    )


def typed(said: Mapping[str, Typed]) -> Callable[[Question], Typed]:
    """Return what gives the answer to each question; nothing was typed to the others."""
    return lambda question: said.get(question.key, Typed())


def close(group: Riverside, *, now: datetime = CLOSED) -> int:
    return closing.close_due(database=group.database, now=now)


def agree(word: str = "Mostly") -> Typed:
    return Typed(option=word)


def texts(group: Riverside) -> dict[str, str]:
    """Return everything that stands in each table, as text."""
    with group.database.read() as transaction:
        return {
            table.name: repr(transaction.connection.execute(select(table)).all())
            for table in Base.metadata.sorted_tables
        }
