"""A call that is kept although something moved on while they spoke, and the same call kept twice."""

from bot.domain.call_sheets import Heard
from bot.domain.commitments import ShareState
from bot.domain.contacts import Contact
from bot.services import progress, promises
from bot.services.call_sheets import Answer
from bot.services.presses import Pressed
from storage import contacts
from tests.riverside import NOW, Riverside
from tests.services.test_call_sheets import dees, keep, stored


def lines(group: Riverside) -> tuple[Contact, ...]:
    with group.database.read() as transaction:
        return contacts.all_of(transaction, viewer=group.viewer("sam"))


def test_call_is_kept_where_one_of_them_was_agreed_to_meanwhile(group: Riverside) -> None:
    agreed, other = dees(group, state=ShareState.PROPOSED), dees(group)
    promises.accept(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=Pressed(share_id=agreed.share_id, version=1),
        now=NOW,
    )

    kept = keep(
        group,
        Answer(pressed=agreed, heard=Heard.NOT_FOR_THEM),
        Answer(pressed=other, heard=Heard.DONE),
        words="All is well",
    )

    assert ([one.heard for one in kept.said], len(kept.moved_on)) == ([Heard.DONE], 1)
    assert (stored(group, agreed)[0], stored(group, other)[0]) == (ShareState.ACCEPTED, ShareState.DONE)
    assert [line.words for line in lines(group)] == ["All is well"]


def test_of_two_that_are_called_the_same_only_what_moved_on_is_left_out(group: Riverside) -> None:
    first, second = dees(group), dees(group)
    progress.on_track(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=Pressed(share_id=first.share_id, version=1),
        now=NOW,
    )

    kept = keep(group, Answer(pressed=first, heard=Heard.DONE), Answer(pressed=second, heard=Heard.DONE))

    assert ([one.title for one in kept.said], len(kept.moved_on)) == (["Send course data"], 1)


def test_same_call_kept_twice_is_one_line_of_the_file(group: Riverside) -> None:
    answer = Answer(pressed=dees(group), heard=Heard.DONE)

    for _ in range(2):
        keep(group, answer, words="All is well")

    assert len(lines(group)) == 1
    keep(group, words="And another thing")
    assert len(lines(group)) == 2
