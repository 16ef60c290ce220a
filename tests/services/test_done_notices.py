"""Whoever holds what somebody else has finished reads so, once **Undo** has had its time."""

from datetime import datetime, timedelta

from bot.services import done_notices, items, progress, readers
from tests.coursing import words
from tests.office import Office, said
from tests.promised import accepted, fresh
from tests.riverside import NOW, Riverside

LATER = NOW + timedelta(days=8)


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
