"""Celebrating: all partners are looked over, the first press decides, and every room hears it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from bot.domain.deliveries import DeliveryKind
from bot.domain.milestones import Marking, MilestoneState
from bot.domain.permissions import ENGINE
from bot.errors import Refused
from bot.messages import plain
from bot.services import celebrations, milestones, posts
from bot.services.milestones import Outcome
from storage import deliveries, rooms
from storage.database import Database
from storage.tables import PersonRow
from tests import marked, riverside
from tests.marked import LATER
from tests.riverside import Riverside


def owed(group: Riverside, kind: DeliveryKind) -> list[tuple[int | None, int | None]]:
    """Return to which person or room something of a kind is owed."""
    with group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=group.engine)
    return [(one.owed.person_id, one.owed.room_id) for one in found if one.owed.kind is kind]


def posted(group: Riverside) -> list[str]:
    """Return what the rooms would read."""
    with group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=group.engine)
        return [
            plain.text(posts.write(transaction, delivery=one, now=LATER))
            for one in found
            if one.owed.kind is DeliveryKind.CELEBRATION
        ]


def want_news(group: Riverside, name: str) -> None:
    with group.database.write() as transaction:
        one = PersonRow.id == group.person(name).id
        transaction.connection.execute(update(PersonRow).where(one).values(news=True))


def test_everybody_is_looked_over_first(group: Riverside) -> None:
    made = marked.reached(group)
    later = marked.planned(group, title="The fair", by_when="4 March 2027")

    found = celebrations.prepare(
        database=group.database, viewer=group.viewer("grace"), milestone_id=made.id, now=LATER
    )

    assert [(one.partner, one.words) for one in found.contributions] == [
        ("Brook Lane Training", ""),
        ("Partnership office", ""),
        ("Castle College", "Send course data"),
    ]
    assert (found.view.milestone, found.next) == (made, later)


def test_every_usable_room_hears_of_it_once(group: Riverside) -> None:
    with group.database.write() as transaction:
        for name in ("C-OTHER", "C-ARCHIVED"):
            rooms.add(
                transaction,
                viewer=group.viewer("sam"),
                installation_id=group.installation_id,
                external_id=name,
                name=name,
            )
        rooms.note_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_id="C-ARCHIVED",
            usable=False,
        )
        usable = [one.id for one in rooms.all_of(transaction, viewer=group.engine) if one.usable]

    marked.celebrated(group)

    assert owed(group, DeliveryKind.CELEBRATION) == [(None, room_id) for room_id in usable]


def test_post_says_what_each_partner_did_and_how_it_is_marked(group: Riverside) -> None:
    made = marked.celebrated(
        group,
        did={
            group.castle_id: " 140 courses ",
            group.brook_lane_id: "the hall",
            group.office_id: " ",
            999: "x",
        },
        story="12,000 copies left the printer.",
        alone_possible=False,
        marking=Marking.WITH_CAKE,
        makes_possible="choosing early.",
        what_next="20 helpers for the fair.",
        own_words="One argument about commas.",
    )

    assert posted(group) == [
        """The joint prospectus is out.

12,000 copies left the printer. None of us could have made it alone.

Made by

• Brook Lane Training: the hall
• Castle College: 140 courses

What it makes possible: choosing early.

What comes next: 20 helpers for the fair.

There will be cake when we next meet. One argument about commas.

[Picture to share] [Words to pass on] [Say thank you]"""
    ]
    assert (made.state, made.marked_by) == (MilestoneState.CELEBRATED, group.person("sam").id)


def test_first_press_wins_and_the_other_sees_how_it_stands(group: Riverside) -> None:
    made = marked.reached(group)

    first = marked.celebrate(group, made, by="grace", story="Hers")
    second = marked.celebrate(group, made, by="sam", story="His", did={})
    quietly = celebrations.mark_quietly(
        database=group.database, viewer=group.viewer("sam"), milestone_id=made.id, now=LATER
    )

    assert [first.changed, second.changed, quietly.changed] == [True, False, False]
    assert (second.view.marked_by, second.view.milestone.story) == ("Grace Obi", "Hers")
    assert "140 courses" in posted(group)[0]


Act = Callable[..., Outcome]


@pytest.mark.parametrize("act", [celebrations.mark_quietly, celebrations.put_off])
def test_what_is_marked_quietly_or_put_off_is_said_to_nobody(group: Riverside, act: Act) -> None:
    want_news(group, "dee")
    made = marked.reached(group)

    outcome = act(database=group.database, viewer=group.viewer("sam"), milestone_id=made.id, now=LATER)

    found = outcome.view.milestone
    assert outcome.changed
    assert (found.state, found.put_off_on) in [
        (MilestoneState.QUIET, None),
        (MilestoneState.REACHED, LATER.date()),
    ]
    assert owed(group, DeliveryKind.CELEBRATION) == owed(group, DeliveryKind.NEWS) == []


def test_what_is_not_reached_yet_cannot_be_celebrated(group: Riverside) -> None:
    made = marked.planned(group)

    assert not marked.celebrate(group, made).changed
    assert owed(group, DeliveryKind.CELEBRATION) == []


def test_news_go_to_who_would_like_them_and_has_no_room(group: Riverside) -> None:
    for name in ("mina", "dee"):
        want_news(group, name)

    marked.celebrated(group)

    # Mina reads it in the room.
    assert owed(group, DeliveryKind.NEWS) == [(group.person("dee").id, None)]


def test_before_the_doors_open_no_room_hears_anything(database: Database) -> None:
    group = riverside.build(database)
    want_news(group, "dee")
    made = marked.planned(group)
    milestones.reach_by_hand(database=database, viewer=group.viewer("sam"), milestone_id=made.id, now=LATER)

    assert marked.celebrate(group, made).changed
    assert owed(group, DeliveryKind.CELEBRATION) == owed(group, DeliveryKind.NEWS) == []


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"story": "x" * 1001}, "story"),
        ({"makes_possible": "x" * 1001}, "makes_possible"),
        ({"what_next": "x" * 1001}, "what_next"),
        ({"own_words": "x" * 301}, "own_words"),
    ],
)
def test_too_many_words_are_handed_back(group: Riverside, told: dict[str, Any], field: str) -> None:
    made = marked.reached(group)

    with pytest.raises(Refused) as refused:
        marked.celebrate(group, made, **told)

    assert (refused.value.key, refused.value.field) == ("too_long", field)
    assert marked.stored(group, made).state is MilestoneState.REACHED


def test_too_many_words_about_a_partner_are_handed_back(group: Riverside) -> None:
    made = marked.reached(group)

    with pytest.raises(Refused) as refused:
        marked.celebrate(group, made, did={group.castle_id: "x" * 301})

    assert refused.value.field == f"did_{group.castle_id}"


@pytest.mark.parametrize("name", ["mina", "rob"])
def test_only_runner_and_chair_mark_a_milestone(group: Riverside, name: str) -> None:
    made = marked.reached(group)

    for act in (celebrations.mark_quietly, celebrations.put_off, celebrations.prepare):
        with pytest.raises(Refused) as refused:
            act(database=group.database, viewer=group.viewer(name), milestone_id=made.id, now=LATER)
        assert refused.value.key == "not_for_your_role"


def test_words_are_passed_on_by_everybody_once_it_is_celebrated(group: Riverside) -> None:
    made = marked.reached(group)
    with pytest.raises(Refused) as refused:
        celebrations.told(database=group.database, viewer=group.viewer("mina"), milestone_id=made.id)
    marked.celebrate(group, made)

    name, told = celebrations.told(database=group.database, viewer=group.viewer("mina"), milestone_id=made.id)

    assert refused.value.key == "milestone_gone"
    assert (name, told.contributions[0].words) == ("Riverside Progression Group", "140 courses")
