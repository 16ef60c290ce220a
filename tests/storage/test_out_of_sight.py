"""Nobody reads what belongs to a partnership that they are not in; the private things inside it are private too."""

from collections.abc import Sequence

import pytest

from bot.domain.permissions import ENGINE, Role, Viewer
from storage import commitments, notes, partners, partnerships, renegotiations, uploads
from storage.database import Database
from tests.storage.house import NOTE, OUTSIDERS, REASON, WORDS, House, furnish
from tests.storage.reading import NOTHING, RAISING


@pytest.fixture
def house(database: Database) -> House:
    return furnish(database)


def _seen(house: House, viewer: Viewer) -> set[str]:
    with house.group.database.read() as transaction:
        return {name for name, read in NOTHING.items() if read(transaction, viewer, house)}


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_outsider_reads_nothing(house: House, outsider: str) -> None:
    assert _seen(house, house.outsiders[outsider]) == set()


@pytest.mark.parametrize("outsider", OUTSIDERS)
@pytest.mark.parametrize("name", RAISING)
def test_outsider_who_asks_by_number_finds_nothing_there(house: House, outsider: str, name: str) -> None:
    read, error = RAISING[name]

    with house.group.database.read() as transaction, pytest.raises(error):
        read(transaction, house.outsiders[outsider], house)


def test_house_is_full(house: House) -> None:
    """Else the tests above would find nothing in an empty house."""
    runner = house.group.viewer("sam")
    empty_by_nature = {
        "audit.actors_of",
        "audit.subjects_of",
        "directory.gone",
        "reach.asked",
        "reach.unaddressed",
        "deliveries.of_message",
        "feeds.posted",
        "reach.last_sent",
        "reach.ungreeted",
    }
    empty_by_nature |= {"follow_ups.told", "holding.held", "reach.unreached", "uploads.waiting"}
    empty_by_nature |= {"partnerships.hold_roles", "reach.last", "workbook_posts.unreached"}

    with house.group.database.read() as transaction:
        missing = {name for name, (read, _) in RAISING.items() if read(transaction, runner, house) is None}

    assert NOTHING.keys() - _seen(house, runner) <= empty_by_nature
    assert missing == {"stages.hold_card"}, "what only holds a row has nothing to say"


@pytest.mark.parametrize("outsider", ["runner of another", "guest of another", "sweep elsewhere"])
def test_neighbour_sees_their_own_house(house: House, outsider: str) -> None:
    viewer = house.outsiders[outsider]

    with house.group.database.read() as transaction:
        name = partnerships.get(transaction, viewer=viewer).name
        organisations = [one.name for one in partners.all_of(transaction, viewer=viewer)]

    assert (name, organisations) == ("Valley Link", ["Valley Trust"])


def test_words_about_what_is_in_the_way_are_for_the_runner_and_who_wrote_them(house: House) -> None:
    names = ("sam", "mina", "grace", "rob", "dee")

    with house.group.database.read() as transaction:
        read = {
            name: commitments.of_share(transaction, viewer=house.group.viewer(name), share_id=house.share.id)[
                1
            ].stuck_words
            for name in names
        }

    assert read == {"sam": WORDS, "mina": WORDS, "grace": "", "rob": "", "dee": ""}


@pytest.mark.parametrize("reader", ["get", "asked_of_share", "asked_in", "of_share", "all_of"])
def test_reason_of_a_move_is_for_the_runner_and_who_gave_it(house: House, reader: str) -> None:
    names = ("sam", "mina", "grace", "rob", "dee")

    found = {name: _reasons(house, house.group.viewer(name), reader) for name in names}

    assert found == {"sam": [REASON], "mina": [REASON], "grace": [""], "rob": [""], "dee": [""]}


def _reasons(house: House, viewer: Viewer, reader: str) -> list[str]:
    with house.group.database.read() as transaction:
        match reader:
            case "get":
                found = renegotiations.get(transaction, viewer=viewer, renegotiation_id=house.move.id)
                return [found.reason]
            case "asked_of_share":
                asked = renegotiations.asked_of_share(transaction, viewer=viewer, share_id=house.share.id)
                return [] if asked is None else [asked.reason]
            case "of_share":
                moves = renegotiations.of_share(transaction, viewer=viewer, share_id=house.share.id)
            case "asked_in":
                moves = renegotiations.asked_in(transaction, viewer=viewer)
            case _:
                moves = renegotiations.all_of(transaction, viewer=viewer)
    return [one.reason for one in moves]


@pytest.mark.parametrize(
    ("role", "read"),
    [
        (Role.RUNNER, (NOTE,)),
        (Role.DEPUTY_RUNNER, (NOTE,)),
        *((role, ()) for role in Role if role not in {Role.RUNNER, Role.DEPUTY_RUNNER}),
    ],
)
def test_notes_are_for_the_runner_and_their_deputy(house: House, role: Role, read: Sequence[str]) -> None:
    viewer = Viewer(person_id=house.mina_id, partnership_id=house.group.partnership_id, role=role)

    with house.group.database.read() as transaction:
        assert notes.of_commitment(transaction, viewer=viewer, commitment_id=house.commitment.id) == read


def test_workbook_is_for_who_sent_it_even_inside_the_partnership(house: House) -> None:
    with house.group.database.read() as transaction:
        found = {
            name: uploads.get(transaction, viewer=house.group.viewer(name), upload_id=house.upload.id)
            for name in ("sam", "grace", "mina")
        }
        swept = uploads.get(transaction, viewer=ENGINE, upload_id=house.upload.id)

    assert found == {"sam": house.upload, "grace": None, "mina": None}
    assert swept == house.upload
