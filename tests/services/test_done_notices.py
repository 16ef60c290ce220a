"""Whoever holds what somebody else has finished reads so, once **Undo** has had its time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.commitments import ShareState
from bot.domain.permissions import ENGINE
from bot.messages.plain import text
from bot.services import done_notices, handovers, items, progress, readers
from bot.services.handovers import Wish
from bot.services.presses import Outcome, Pressed
from storage import people, shares
from tests.coursing import words
from tests.office import Office, said
from tests.promised import accepted, fresh
from tests.riverside import NOW, Riverside

LATER = NOW + timedelta(days=8)

Act = Callable[..., Outcome]


def finish(group: Riverside, *titles: str, by: str, now: datetime = NOW) -> list[int]:
    """Somebody says that these actions, which Mina holds, are done."""
    found = []
    for title in titles:
        pressed = accepted(group, what=title)
        viewer = group.viewer(by)
        assert progress.done(database=group.database, viewer=viewer, pressed=pressed, now=now).changed
        found.append(pressed.share_id)
    return found


def told(group: Riverside, share_ids: list[int]) -> list[str]:
    with group.database.read() as transaction:
        mina = readers.reader(transaction, viewer=group.engine, person_id=group.person("mina").id)
        assert mina is not None
        viewer = mina.membership.viewer
        views = [items.view(transaction, viewer=viewer, share_id=one, now=NOW) for one in share_ids]
        return [words(one) for one in done_notices.of_envelope(transaction, reader=mina, views=views)]


def test_one_that_somebody_else_finished(group: Riverside) -> None:
    assert told(group, finish(group, "Send the course data", by="rob")) == [
        "Send the course data: Rob Stone says that it's done. Thank you."
    ]


def test_each_who_finished_some_is_named_once(group: Riverside) -> None:
    ids = finish(group, "Send the data", "Book a room", by="sam") + finish(group, "Sign", by="rob")

    first, second = told(group, ids)

    assert first.splitlines()[0] == "Sam Hallam says that these are done. Thank you."
    assert ("Send the data" in first, "Book a room" in first) == (True, True)
    assert second == "Sign: Rob Stone says that it's done. Thank you."


def test_nothing_finished_is_nothing_told(group: Riverside) -> None:
    assert told(group, []) == []


def test_it_comes_in_the_next_envelope_and_once(group: Riverside, office: Office) -> None:
    finish(group, "Send the course data", by="rob")

    sent = [one for _, one in office.live(NOW, LATER) if "says that it's done" in said([one], "mina")]

    assert len(sent) == 1


def test_what_is_taken_back_in_time_is_not_told(group: Riverside, office: Office) -> None:
    pressed = accepted(group, what="Send the course data")
    rob = group.viewer("rob")
    progress.done(database=group.database, viewer=rob, pressed=pressed, now=NOW)
    progress.undo(
        database=group.database,
        viewer=rob,
        pressed=fresh(group, pressed),
        now=NOW + timedelta(minutes=5),
    )

    assert not [one for _, one in office.live(NOW, LATER) if "done. Thank you" in str(one.content)]


def press(group: Riverside, share_id: int, act: Act, *, by: str, now: datetime) -> bool:
    """Somebody presses on the card as it is now."""
    pressed = fresh(group, Pressed(share_id=share_id, version=0))
    return act(database=group.database, viewer=group.viewer(by), pressed=pressed, now=now).changed


def lines(group: Riverside, office: Office, name: str = "mina") -> list[str]:
    """Return every line that says to somebody that theirs is done, until a week later."""
    sent = [
        text(one.content) for _, one in office.live(NOW, LATER) if one.conversation.endswith(name.upper())
    ]
    return [line for words in sent for line in words.splitlines() if "says that it's done" in line]


def test_after_ten_minutes_undo_changes_nothing_and_the_holder_is_told_once(
    group: Riverside, office: Office
) -> None:
    [share_id] = finish(group, "Send the data", by="rob")

    assert not press(group, share_id, progress.undo, by="rob", now=NOW + timedelta(minutes=10))
    assert lines(group, office) == ["Send the data: Rob Stone says that it's done. Thank you."]


def test_done_and_undo_and_done_again_is_told_once_and_of_the_last(group: Riverside, office: Office) -> None:
    [share_id] = finish(group, "Send the data", by="rob")
    assert press(group, share_id, progress.undo, by="rob", now=NOW + timedelta(minutes=2))
    assert press(group, share_id, progress.done, by="sam", now=NOW + timedelta(minutes=4))

    assert lines(group, office) == ["Send the data: Sam Hallam says that it's done. Thank you."]


def test_holder_who_finishes_it_themselves_after_an_undo_is_not_told(
    group: Riverside, office: Office
) -> None:
    [share_id] = finish(group, "Send the data", by="rob")
    assert press(group, share_id, progress.undo, by="mina", now=NOW + timedelta(minutes=2))
    assert press(group, share_id, progress.done, by="mina", now=NOW + timedelta(minutes=4))

    assert lines(group, office) == []


def test_what_was_taken_back_otherwise_is_not_told_when_its_holder_finishes_it(
    group: Riverside, office: Office
) -> None:
    """A workbook that is put back opens it again, without an **Undo**."""
    [share_id] = finish(group, "Send the data", by="sam")
    with group.database.write() as transaction:
        version = fresh(group, Pressed(share_id=share_id, version=0)).version
        back = {"state": ShareState.ACCEPTED, "done_at": None}
        shares.change(transaction, viewer=group.viewer("sam"), share_id=share_id, version=version, **back)
    assert press(group, share_id, progress.done, by="mina", now=NOW + timedelta(hours=1))

    assert lines(group, office) == []


def test_after_a_hand_over_whoever_holds_it_then_is_told_and_nobody_else(
    group: Riverside, office: Office
) -> None:
    [share_id] = finish(group, "Send the data", by="sam")
    assert press(group, share_id, progress.undo, by="sam", now=NOW + timedelta(minutes=2))
    pressed = fresh(group, Pressed(share_id=share_id, version=0))
    wish = Wish(to=f"person:{group.person('rob').id}", words="")
    handovers.ask(database=group.database, viewer=group.viewer("mina"), pressed=pressed, wish=wish, now=NOW)
    rob = group.viewer("rob")
    handovers.answer(database=group.database, viewer=rob, handover_id=1, accept=True, now=NOW)
    assert press(group, share_id, progress.done, by="sam", now=NOW + timedelta(minutes=4))

    sent = office.live(NOW, LATER)

    told_of = [one.conversation for _, one in sent if "says that it's done" in text(one.content)]
    assert told_of == ["U-ROB"]


def test_holder_who_has_left_is_not_told_and_nothing_stands_still(group: Riverside, office: Office) -> None:
    finish(group, "Send the data", by="rob")
    leave(group, "U-MINA")

    assert lines(group, office) == []


def test_whoever_has_finished_it_is_named_after_they_have_left(group: Riverside, office: Office) -> None:
    finish(group, "Send the data", by="rob")
    leave(group, "U-ROB")

    assert lines(group, office) == ["Send the data: Rob Stone says that it's done. Thank you."]


def leave(group: Riverside, external_id: str) -> None:
    with group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_ids=[external_id],
            usable=False,
        )
