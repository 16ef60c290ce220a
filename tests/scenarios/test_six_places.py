"""One autumn term in six places: two Slack workspaces, a Teams tenant, letters, and a telephone.

It is told three times over: by what was owed, by the messages that were queued for it, and by what stands in Slack, in Teams and
in letterboxes. All three have to say the same. Print who got what where with `make places`.
"""

import asyncio
import fcntl
import os
import pickle
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from bot.domain.deliveries import DeliveryKind, DeliveryState, MessageState
from bot.domain.people import AddressKind
from tests.opened import connect
from tests.scenarios.places import post, table, term
from tests.scenarios.places.cast import BEAS_OTHER, BY_MAIL, CHANNEL, FAIR, MAX, ORGANISATIONS, ROOM
from tests.scenarios.places.post import Arrived, Owed, Queued
from tests.scenarios.places.setting_up import DATA, NUMBERS, own
from tests.scenarios.places.term import Lived
from tests.scenarios.places.town import town

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    # aiosmtpd says of itself what it will change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd"),
]

SAM: Final = ("slack", "D-USAM")
IN_SLACK, IN_LETTERS = ("slack", "D-UIVY"), ("email", "ivy@ivyhouse.example")
"""Ivy's two places."""

PLACES: Final = {
    "Sam Hallam": {SAM},
    "Grace Obi": {("slack", "D-UGRACE")},
    "Mina Iqbal": {("slack", "D-UMINA")},
    "Rob Stone": {("slack", "D-UROB")},
    "Priya Anand": {("slack", "D-UPRIYA")},
    "Ivy Cole": {IN_SLACK, IN_LETTERS},
    "Max Hill": {("teams", f"a:{MAX}")},
    "Nia Rees": {("email", "nia@northgate.example")},
    "Hal Dunn": {("email", "hal@harbour.example")},
    "Bea Lund": {("email", BEAS_OTHER)},
    "Fay Moor": set(),
    "Dee Frame": set(),
}
"""Where each of them may be written to, and nowhere else."""

ROOMS: Final = {ROOM[0], FAIR[0], CHANNEL}
ABOUT_ACTIONS: Final = {DeliveryKind.ASK, DeliveryKind.REMINDER, DeliveryKind.AFTER}


@dataclass(frozen=True, kw_only=True)
class Term:
    """What was owed, what we sent for it, and what stands where it went."""

    lived: Lived
    owed: list[Owed]
    queued: list[Queued]
    arrived: list[Arrived]

    def to(self, name: str) -> list[Arrived]:
        """Return what stands in the private places of somebody."""
        return [one for one in self.arrived if (one.tool, one.place) in PLACES[name]]

    def sent(self, name: str) -> list[Queued]:
        """Return what went to somebody, but for edits and what stands on a page alone."""
        return [one for one in self.queued if one.person == name and one.stands]


@pytest.fixture(scope="module")
def played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Term:
    """The term: played by the first process that asks, and read by the others."""
    here = tmp_path_factory.getbasetemp()
    kept = (here if worker_id == "master" else here.parent) / "six-places"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(_play(sqlite_template)))
    found: Term = pickle.loads(kept.read_bytes())
    return found


def _play(template: Path) -> Term:
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with TemporaryDirectory(dir=memory) as directory:
        path = Path(directory) / "bywhen.db"
        path.write_bytes(template.read_bytes())
        database = connect(f"sqlite:///{path}")

        async def play() -> tuple[Lived, list[Arrived]]:
            async with town(database) as there:
                return await term.live(there), post.arrived(there)

        lived, arrived = asyncio.run(play())
        found = Term(lived=lived, owed=post.owed(database), queued=post.queued(database), arrived=arrived)
        database.close()
        return found


def test_what_we_sent_is_what_stands_there(played: Term) -> None:
    """Each message stands once where we think it does, but for the letter that its server took and sent back."""
    sent = Counter((one.tool.value, one.place, one.name) for one in played.queued if one.stands)
    there = Counter((one.tool, one.place, one.name) for one in played.arrived)

    assert sent - there == Counter()
    assert [(tool, place) for tool, place, _ in (there - sent).elements()] == [("email", "bea@lund.example")]


def test_nothing_is_left_unsent(played: Term) -> None:
    waiting = [one for one in played.queued if one.state not in (MessageState.SENT, MessageState.DEAD)]
    due = [one for one in played.owed if one.state is DeliveryState.PENDING and one.due_at <= term.END]
    lost = {one.person for one in played.owed if one.state is DeliveryState.UNDELIVERABLE}

    assert waiting == []
    assert due == []
    assert lost == {"Fay Moor"}


def test_everybody_is_written_to_in_their_own_place_alone(played: Term) -> None:
    for name, places in PLACES.items():
        assert {(one.tool.value, one.place) for one in played.sent(name)} == places, name


def test_each_fact_goes_to_each_person_once(played: Term) -> None:
    told = [one for one in played.owed if one.state is DeliveryState.SENT]
    facts = Counter((one.person or one.room, one.kind, one.fact, one.step) for one in told)
    by_id = {one.id: one for one in played.queued}

    assert [fact for fact, times in facts.items() if times > 1] == []
    for one in told:
        assert one.message is not None
        message = by_id[one.message]
        assert message.state is MessageState.SENT
        assert (message.person, message.room) == (one.person, one.room)


@pytest.mark.parametrize(
    "name", [name for name, places in PLACES.items() if places and name in ORGANISATIONS]
)
def test_what_somebody_is_asked_stands_in_front_of_them_once_each_time_it_was_owed(
    played: Term, name: str
) -> None:
    """It is in each message that was sent for it; another that lists it as well was sent for something else."""
    sent = {(one.tool.value, one.place, one.name): one.id for one in played.sent(name)}
    told = [one for one in played.owed if one.person == name and one.state is DeliveryState.SENT]
    for title in (DATA, NUMBERS, own(name)):
        owed = {one.message for one in told if one.title == title and one.kind in ABOUT_ACTIONS}
        read = Counter(
            sent.get((one.tool, one.place, one.name)) for one in played.to(name) if title in one.words
        )

        assert len(owed) > 1
        assert owed <= read.keys() <= {one.message for one in told}, title
        assert set(read.values()) == {1}, title


@pytest.mark.parametrize("kind", [DeliveryKind.WELCOME, DeliveryKind.CELEBRATION, DeliveryKind.SUMMARY])
def test_each_room_hears_it_once(played: Term, kind: DeliveryKind) -> None:
    heard = {one.message for one in played.owed if one.kind is kind}
    places = Counter(one.place for one in played.queued if one.id in heard)

    assert places == dict.fromkeys(ROOMS, 1)


def test_rooms_hear_nothing_else(played: Term) -> None:
    for place in ROOMS:
        welcome, celebration, summary = (one.words for one in played.arrived if one.place == place)
        assert "I'm here to help Riverside keep its dates." in welcome
        assert term.STORY in celebration
        assert term.WELL_DO in summary


def test_nobody_reads_what_is_anothers(played: Term) -> None:
    """What is somebody's own is read by them and by Sam; why a date moved, too; nobody's address by anybody but Sam."""
    secrets = {own(name): PLACES[name] for name in ORGANISATIONS}
    secrets |= {term.REASON: PLACES["Max Hill"]}
    secrets |= {email: PLACES[name] for name, email in BY_MAIL.values()}
    for words, places in secrets.items():
        read = {(one.tool, one.place) for one in played.arrived if words in one.words}
        on_pages = [name for name, page in played.lived.pages.items() if words in page]
        assert read <= places | {SAM}, words
        assert [name for name in on_pages if not PLACES[name] <= places] == [], words


def test_who_has_two_places_is_written_to_in_one_until_that_fails(played: Term) -> None:
    """On the day on which Slack refuses one, it goes by mail, as does each after it: nothing is refused twice."""
    joined = min(one.sent_at for one in played.sent("Ivy Cole") if one.place == IN_SLACK[1] and one.sent_at)
    refused = [one for one in played.queued if one.person == "Ivy Cole" and one.state is MessageState.DEAD]
    letters = [
        one
        for one in played.sent("Ivy Cole")
        if one.tool is AddressKind.EMAIL and one.sent_at is not None and one.sent_at > joined
    ]
    after = [
        one
        for one in played.sent("Ivy Cole")
        if one.tool is AddressKind.SLACK and one.sent_at is not None and one.sent_at > term.LOST
    ]

    assert after == []
    assert [one.error for one in refused] == ["user_disabled"]
    assert len(letters) > 2


def test_runner_is_told_of_an_address_that_does_not_exist(played: Term) -> None:
    said = "\n".join(one.words for one in played.to("Sam Hallam"))

    assert "My letters to Fay Moor at Fenland Farm come back." in said
    assert "550 5.1.1 No such user" in said
    assert [one for one in played.arrived if "fay@" in one.place] == []


def test_runner_is_told_once_of_one_lost_letter_in_one_list(played: Term) -> None:
    """Where a list says that letters come back, and what to do about it, it does not say so of the hello again."""
    lists = [one.words for one in played.to("Sam Hallam")]

    assert [one for one in lists if "come back" in one and "My hello found no way" in one] == []


def test_letter_that_came_back_goes_to_another_address_once(played: Term) -> None:
    hellos = [one for one in played.arrived if "hello from Bywhen" in one.words and "Hello Bea" in one.words]

    assert [one.place for one in hellos if one.tool == "email"] == [
        "bea.lund@lund.example",
        "bea@lund.example",
    ]
    assert "My letters to Bea Lund at Lund Trust come back." in "".join(
        one.words for one in played.to("Sam Hallam")
    )


def test_colleague_with_a_link_of_another_learns_whose_it_is(played: Term) -> None:
    read = played.lived.colleague_read

    assert "Nia Rees" in read
    assert "Riverside" not in read
    assert DATA not in read
    assert not played.lived.colleague_changed


def test_print_who_got_what_where(played: Term) -> None:
    rows = [*table.rows(PLACES, played.owed, played.queued)]
    print(f"\n{table.drawn(rows)}")

    by_name = {one.name: one for one in rows}
    asked = [one for one in PLACES if PLACES[one] and one in ORGANISATIONS]
    assert {one.told["hello"] for one in rows if one.messages} == {0, 1}
    assert {by_name[one].told["hello"] for one in asked} == {1}
    assert by_name["Hal Dunn"].told["celebration"] == 1
    assert (by_name["Fay Moor"].messages, by_name["Dee Frame"].messages) == (0, 0)
    letters = 1  # The one that came back.
    outside = sum(one.place.endswith(";messageid=1700") for one in played.arrived)
    assert sum(one.messages for one in rows) == len(played.arrived) - letters - outside
