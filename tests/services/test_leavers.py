"""People who have left the platform on which they were reached."""

from datetime import timedelta

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.messages import plain
from bot.messages.model import Message
from bot.services import directory, leavers, readers
from bot.services.ports import Listed
from storage import installations, people
from tests import planned
from tests.riverside import NOW, Riverside


def _mina(*, left: bool) -> Listed:
    return Listed(external_id="U-MINA", name="Mina Iqbal", email=None, zone=None, left=left, is_bot=False)


def _list(group: Riverside, *, left: bool, days: int = 0) -> None:
    directory.sync(
        database=group.database,
        installation_id=group.installation_id,
        listed=[_mina(left=left)],
        now=NOW + timedelta(days=days),
    )


def _told(group: Riverside) -> list[str]:
    with group.database.read() as transaction:
        sam = readers.runners(transaction, viewer=group.viewer("sam"))[0]
        notices = leavers.of_morning(transaction, sam, NOW)
    return [plain.text(Message(opening="Riverside.", blocks=one.blocks)) for one in notices]


def test_runner_reads_who_has_gone_and_what_is_still_theirs(group: Riverside) -> None:
    planned.add(group)

    _list(group, left=True)

    [told] = _told(group)
    assert "Mina Iqbal, Castle College, has left the chat where I wrote to them" in told
    assert "One action is still theirs." in told
    assert "Timetable" in told


def test_nobody_is_named_while_everybody_is_there(group: Riverside) -> None:
    planned.add(group)

    assert _told(group) == []


def test_who_has_gone_with_nothing_left_is_not_named(group: Riverside) -> None:
    _list(group, left=True)

    assert _told(group) == []


def test_only_who_has_gone_is_named(group: Riverside) -> None:
    planned.add(group, holders=("rob",))

    _list(group, left=True)

    assert _told(group) == []


def test_who_comes_back_is_reached_again(group: Riverside) -> None:
    planned.add(group)

    _list(group, left=True)
    _list(group, left=False, days=1)

    assert _told(group) == []


def test_who_is_reached_elsewhere_is_not_gone(group: Riverside) -> None:
    planned.add(group)
    with group.database.write() as transaction:
        pages = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.WEB,
            external_id="pages",
            name="Pages",
            bot_id="",
            now=NOW,
        )
        people.give_address(
            transaction,
            viewer=group.viewer("sam"),
            person_id=group.person("mina").id,
            kind=AddressKind.WEB,
            installation_id=pages,
            external_id="mina",
        )

    _list(group, left=True)

    assert _told(group) == []
