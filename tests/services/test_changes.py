"""Changing what an action says, how much hangs on it, and what it waits for."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.commitments import EventKind, ShareState
from bot.domain.deliveries import DeliveryKind
from bot.domain.importance import Importance
from bot.errors import Refused
from bot.messages import refusals
from bot.services import change_notices, changes, readers
from bot.services.changes import Changes
from bot.services.presses import Outcome, Pressed
from storage import deliveries, milestones, shares
from tests.coursing import own, told, words
from tests.promised import accepted, add, events, fresh, owed, proposed, stored
from tests.riverside import NOW, Riverside

SAME = Changes(what="Send course data", importance="normal")


def _change(
    group: Riverside, pressed: Pressed, new: Changes = SAME, *, by: str = "sam", **values: object
) -> Outcome:
    changed: Changes = replace(new, **values)  # type: ignore[arg-type]  # Names and values are the caller's.
    return changes.change(
        database=group.database, viewer=group.viewer(by), pressed=pressed, new=changed, now=NOW
    )


def test_words_change_at_once_and_the_holder_reads_how_it_stands_now(group: Riverside) -> None:
    pressed = accepted(group, why="The prospectus is made from it")

    outcome = _change(group, pressed, done_when="every course is in", why="", last_safe="4 December 2026")

    assert outcome.changed
    assert stored(group, pressed)[0].wording.done_when == "every course is in"
    assert (DeliveryKind.CHANGED, f"changed:{NOW.isoformat()}", date(2026, 9, 10)) in owed(group, "mina")
    assert words(told(group, "mina")[0]).splitlines() == [
        "Sam Hallam has changed this one: Send course data",
        "",
        "• Done when: every course is in",
        "• Why it matters: taken out",
        "• Last safe date: Friday 4 December 2026",
    ]


def test_event_remembers_how_it_stood(group: Riverside) -> None:
    pressed = accepted(group)
    _change(group, pressed, what="Send all the course data")

    with group.database.read() as transaction:
        found = shares.events_of(transaction, viewer=group.viewer("sam"), share_id=pressed.share_id)

    assert found[-1].kind is EventKind.CHANGED
    assert found[-1].details == {
        "old": {"title": "Send course data"},
        "new": {"title": "Send all the course data"},
    }


def test_another_milestone_alone_is_no_news_to_the_holder(group: Riverside) -> None:
    pressed = accepted(group)
    with group.database.write() as transaction:
        milestone = milestones.add(
            transaction, viewer=group.viewer("sam"), title="Out", due=date(2027, 2, 5), now=NOW
        )

    assert _change(group, pressed, milestone=str(milestone.id)).changed
    assert told(group, "mina") == []


def test_own_change_is_told_to_nobody(group: Riverside) -> None:
    pressed = accepted(group)

    assert _change(group, pressed, by="mina", why="It's ours").changed
    assert told(group, "mina") == []


def test_nothing_changed_is_told_to_nobody(group: Riverside) -> None:
    pressed = accepted(group)

    assert _change(group, pressed).changed
    assert told(group, "mina") == []


def test_whoever_is_still_to_be_asked_is_asked_as_it_reads_then(group: Riverside) -> None:
    pressed = proposed(group)

    _change(group, pressed, what="Send all the course data")

    assert [kind for kind, _, _ in owed(group, "mina")] == [DeliveryKind.ASK]


def test_more_important_is_reminded_of_earlier(group: Riverside) -> None:
    pressed = accepted(group)

    _change(group, pressed, importance="board")

    assert stored(group, pressed)[0].importance is Importance.BOARD
    steps = [step for kind, step, _ in owed(group, "mina") if kind is DeliveryKind.REMINDER]
    assert steps == ["before-30", "before-20", "before-10", "before-5", "before-1"]
    assert words(told(group, "mina")[-1]).endswith("Importance: Critical, and a board must decide")


def test_second_change_of_the_same_form_shows_how_things_stand(group: Riverside) -> None:
    pressed = accepted(group)
    _change(group, pressed, why="Once")

    again = _change(group, pressed, why="Twice")

    assert not again.changed
    assert stored(group, pressed)[0].wording.why == "Once"


def test_what_is_done_is_not_changed_any_more(group: Riverside) -> None:
    pressed = accepted(group)
    with group.database.write() as transaction:
        shares.change(
            transaction,
            viewer=group.viewer("sam"),
            share_id=pressed.share_id,
            version=pressed.version,
            state=ShareState.DONE,
            done_at=NOW,
        )

    assert not _change(group, fresh(group, pressed)).changed


def test_all_partners_hear_of_a_change_and_one_partner_cannot_make_it(group: Riverside) -> None:
    first, *_ = add(group, partner="all").commitment.shares
    pressed = Pressed(share_id=first.id, version=first.version)

    with pytest.raises(Refused, match="not_for_your_role"):
        _change(group, pressed, by="mina")
    _change(group, pressed, why="For everybody")

    assert events(group, pressed) == [EventKind.PROPOSED, EventKind.CHANGED]


@pytest.mark.parametrize("by", ["rob", "dee"])
def test_deputies_and_others_do_not_change_it(group: Riverside, by: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        _change(group, accepted(group), by=by)


@pytest.mark.parametrize(
    ("values", "key", "field"),
    [
        ({"what": " "}, "title_needed", "what"),
        ({"importance": "huge"}, "importance_unknown", "importance"),
        ({"last_safe": "1 November 2026"}, "last_safe_before_due", "last_safe"),
        ({"starts_on": "1 December 2026"}, "starts_after_due", "starts_on"),
        ({"starts_on": "soon"}, "date_missing_day", "starts_on"),
        ({"milestone": "99"}, "milestone_gone", "milestone"),
        ({"needs": ("99",)}, "needs_gone", "needs"),
        ({"why": "x" * 1001}, "too_long", "why"),
    ],
)
def test_what_needs_mending_is_said_at_its_field(
    group: Riverside, values: dict[str, object], key: str, field: str
) -> None:
    pressed = accepted(group)

    new: Changes = replace(SAME, **values)  # type: ignore[arg-type]  # Names and values are the caller's.
    with pytest.raises(Refused, match=key) as refused:
        _change(group, pressed, new)

    assert refused.value.field == field
    assert events(group, pressed) == [EventKind.PROPOSED, EventKind.ACCEPTED]


def test_last_safe_date_that_stands_there_already_needs_no_mending(group: Riverside) -> None:
    pressed = accepted(group, last_safe="4 December 2026")

    assert _change(group, pressed, last_safe="2026-12-04").changed


def test_start_and_milestone_are_kept(group: Riverside) -> None:
    pressed = accepted(group)
    with group.database.write() as transaction:
        milestone = milestones.add(
            transaction, viewer=group.viewer("sam"), title="The prospectus", due=date(2026, 12, 11), now=NOW
        )

    _change(group, pressed, starts_on="16 November 2026", milestone=str(milestone.id))

    found = stored(group, pressed)[0]
    assert (found.starts_on, found.milestone_id) == (date(2026, 11, 16), milestone.id)


def test_what_it_waits_for_is_kept_and_shown_to_both(group: Riverside) -> None:
    pressed = accepted(group)
    proof = own(group, "dee", what="Proof-read it", by_when="11 December 2026")
    needed = str(stored(group, pressed)[0].id)

    _change(group, proof, what="Proof-read it", needs=(needed,))
    look = changes.look(
        database=group.database, viewer=group.viewer("sam"), pressed=fresh(group, proof), now=NOW
    )

    assert look.changed
    assert look.needs == (int(needed),)
    assert [one.wording.title for one in look.open_actions] == ["Send course data"]
    seen = changes.look(database=group.database, viewer=group.viewer("sam"), pressed=pressed, now=NOW)
    assert seen.view.waiting == ("Proof-read it",)


def test_nothing_waits_for_itself_or_in_a_circle(group: Riverside) -> None:
    pressed = accepted(group)
    proof = own(group, "dee", what="Proof-read it", by_when="11 December 2026")
    data_id, proof_id = (str(stored(group, one)[0].id) for one in (pressed, proof))
    _change(group, proof, what="Proof-read it", needs=(data_id,))

    with pytest.raises(Refused, match="needs_itself"):
        _change(group, pressed, needs=(data_id,))
    with pytest.raises(Refused, match="needs_circle") as refused:
        _change(group, pressed, needs=(proof_id,))

    assert refusals.sentence(refused.value) == (
        "These would wait for one another in a circle: Send course data, then Proof-read it, "
        "then Send course data. Which one comes first?"
    )


def test_notice_about_a_change_nobody_remembers_is_not_said(group: Riverside) -> None:
    pressed = accepted(group)
    _change(group, pressed, why="Once")
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=group.engine, person_id=group.person("mina").id)
        pending = deliveries.pending_of(transaction, viewer=group.engine, person_id=group.person("mina").id)
        [delivery] = [one for one in pending if one.owed.kind is DeliveryKind.CHANGED]
        assert reader is not None
        another_day = replace(delivery.owed, step="changed:2020-01-01T00:00:00+00:00")
        of_nothing = replace(delivery.owed, share_id=999)

        for gone in (another_day, of_nothing):
            assert change_notices.write_notice(transaction, reader, replace(delivery, owed=gone), NOW) is None
