"""What the runner hears of those who looked back, and what is kept for next time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.mornings import Rank
from bot.domain.permissions import Intent, Role
from bot.domain.question_answers import Typed
from bot.errors import Refused
from bot.messages import plain
from bot.messages.looking_back import told
from bot.messages.model import Item
from bot.messages.notices import Notice
from bot.services import readers
from bot.services.looking_back import reading
from storage import members
from storage.tables import MembershipRow
from tests import looked_back, marked
from tests.checked_in import widen
from tests.looked_back import LESSON, SECRET
from tests.marked import LATER
from tests.riverside import Riverside

NEXT_DAY = LATER + timedelta(days=1)
SHARED = Typed(line=LESSON, passing="without_name")
NOTHING = "Nothing was said to you about this yet."
ONCE_THREE = "You may share it, without their name, once three people have agreed to that."


def morning(group: Riverside, name: str = "sam") -> list[Notice]:
    with group.database.read() as transaction:
        to = readers.reader(transaction, viewer=group.engine, person_id=group.person(name).id)
        assert to is not None
        return list(reading.of_morning(transaction, to, NEXT_DAY))


def shown(notice: Notice) -> tuple[str, list[str], list[str]]:
    [item] = notice.blocks
    assert isinstance(item, Item)
    return item.title, [plain.line(one) for one in item.lines], [one.label for one in item.buttons]


def read(group: Riverside, milestone_id: int | None, *, by: str = "sam") -> list[str]:
    found = reading.look(database=group.database, viewer=group.viewer(by), milestone_id=milestone_id)
    if not found.found:
        return plain.text(told.nothing()).split("\n\n")
    return [plain.line(one) for one in told.reading(found).intro]


def new_runner(group: Riverside, name: str) -> None:
    with group.database.write() as transaction:
        for who, role in (("sam", Role.DEPUTY_RUNNER), (name, Role.RUNNER)):
            one = MembershipRow.person_id == group.person(who).id
            transaction.connection.execute(update(MembershipRow).where(one).values(role=role))


def test_runner_hears_who_has_looked_back_and_reads_it_elsewhere(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    looked_back.say(group, made, surprise=Typed(line=SECRET), thanks=Typed(person="Ada", line="the photos"))
    looked_back.say(group, made, by="rob", surprise=SHARED)

    [notice] = morning(group)

    assert shown(notice) == (
        "The joint prospectus is out",
        ["Mina Iqbal and Rob Stone have looked back on it."],
        ["Read it", "Say thank you"],
    )
    assert (notice.rank, notice.asks) == (Rank.CELEBRATE, False)
    assert notice.once, "However full the list is, there is room for it"
    assert SECRET not in str(notice)


def test_where_nobody_is_to_be_thanked_thanks_are_not_offered(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    looked_back.say(group, made, surprise=SHARED)

    assert shown(morning(group)[0])[1:] == (["Mina Iqbal has looked back on it."], ["Read it"])


def test_somebody_new_is_told_of_apart_and_can_wait(group: Riverside) -> None:
    looked_back.say(group, None, by="rob", lost=Typed(option="Often", line="A list of who is who"))

    [notice] = morning(group)

    assert shown(notice) == ("New to the group", ["Rob Stone has told you about it."], ["Read it"])
    assert notice.rank is Rank.CAN_WAIT
    assert read(group, None) == [
        "New to the group",
        "How often do you feel lost when the group talks?",
        "Rob Stone: Often. “A list of who is who”",
        "Nobody else is shown this. Please keep to what each has said about passing it on.",
    ]


def test_what_was_told_before_the_last_list_is_not_told_again_nor_to_anybody_else(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    looked_back.say(group, made, now=LATER - timedelta(days=8), surprise=SHARED)

    assert morning(group) == []
    looked_back.say(group, made, surprise=SHARED)
    assert morning(group, "grace") == []


def test_runner_reads_each_answer_with_what_may_become_of_it(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    looked_back.say(
        group,
        made,
        thanks=Typed(person="Ada", line="the photos", passing="with_name"),
        surprise=Typed(line=SECRET),
    )
    looked_back.say(group, made, by="rob", thanks=Typed(person="Ben"), surprise=SHARED)

    assert read(group, made.id) == [
        "The joint prospectus is out",
        "Has somebody helped you lately whom we should thank?",
        "Mina Iqbal: Ada, for “the photos”. You may pass it on with their name.",
        "Rob Stone: Ben. Please keep it to yourself.",
        "What has surprised you in a good way?",
        f"Mina Iqbal: “{SECRET}” Please keep it to yourself.",
        f"Rob Stone: “{LESSON}” {ONCE_THREE}",
        "Nobody else is shown this. Please keep to what each has said about passing it on.",
    ]


@pytest.mark.parametrize("name", ["grace", "mina"])
def test_chair_and_next_runner_read_only_what_may_be_shared_and_no_names(group: Riverside, name: str) -> None:
    made = looked_back.celebrated(group)
    group = with_more(group)
    looked_back.say(group, made, surprise=Typed(line=SECRET), thanks=Typed(person="Ada"))
    for who in ("rob", "nia", "max"):
        looked_back.say(group, made, by=who, surprise=SHARED)
    if name == "mina":
        new_runner(group, name)
        # Whose role has changed is read anew.
        group = riverside_again(group)

    assert read(group, made.id, by=name)[1:-1] == [
        "What has surprised you in a good way?",
        *[f"“{LESSON}”"] * 3,
    ]


def with_more(group: Riverside) -> Riverside:
    return replace(group, members=widen(group))


def test_of_two_people_the_chair_reads_nothing(group: Riverside) -> None:
    """As the form has promised: with their name to the runner, and else only where three have said so."""
    made = looked_back.celebrated(group)
    for who in ("mina", "rob"):
        looked_back.say(group, made, by=who, surprise=SHARED, again=SHARED)

    assert read(group, made.id, by="grace")[0] == NOTHING
    assert lessons(group)[1:] == []
    assert f"Rob Stone: “{LESSON}” {ONCE_THREE}" in read(group, made.id)


def test_once_a_third_has_said_so_the_runner_may_share_it(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    group = with_more(group)
    for who in ("mina", "rob", "nia"):
        looked_back.say(group, made, by=who, surprise=SHARED)

    assert f"Rob Stone: “{LESSON}” You may share it, without their name." in read(group, made.id)


def riverside_again(group: Riverside) -> Riverside:
    with group.database.read() as transaction:
        everybody = members.all_of(transaction, viewer=group.engine)
    return replace(group, members={one.person.first_name.lower(): one for one in everybody})


def test_where_nothing_was_said_it_says_so(group: Riverside) -> None:
    made = looked_back.celebrated(group)

    assert read(group, made.id) == [
        NOTHING,
        "When somebody has, it stands in your next morning list.",
    ]


@pytest.mark.parametrize("name", ["mina", "rob"])
def test_nobody_reads_what_colleagues_have_told_the_runner(group: Riverside, name: str) -> None:
    made = looked_back.celebrated(group)

    with pytest.raises(Refused, match="not_for_your_role"):
        read(group, made.id, by=name)
    with pytest.raises(Refused, match="not_for_your_role"):
        reading.for_next_time(database=group.database, viewer=group.viewer(name))


def lessons(group: Riverside) -> list[str]:
    number, found = reading.for_next_time(database=group.database, viewer=group.viewer("grace"))
    form = told.next_time(partnership_id=number, lessons=found)
    assert form.intent is Intent.LOOK_BACK
    return [plain.line(one) for one in form.intro]


def test_lessons_are_those_that_may_be_shared_without_names_and_in_no_telling_order(group: Riverside) -> None:
    first = looked_back.celebrated(group)
    second = looked_back.celebrated(group, now=LATER + timedelta(days=1))
    assert first.id < second.id
    group = with_more(group)
    looked_back.say(group, second, by="nia", again=Typed(line="Cake", passing="without_name"))
    looked_back.say(group, first, by="nia", again=Typed(line="alone", passing="without_name"))
    looked_back.say(group, second, again=Typed(line="zebras last", passing="without_name"))
    looked_back.say(group, second, by="rob", again=Typed(line="Photos first", passing="without_name"))
    looked_back.say(group, second, by="grace", again=Typed(line=SECRET))

    assert lessons(group) == [
        "Said by people who took part, who agreed that it may be shared without their names.",
        "The joint prospectus is out",
        "“Cake”",
        "“Photos first”",
        "“zebras last”",
    ]


def test_without_any_lessons_it_says_how_they_come_about(group: Riverside) -> None:
    marked.planned(group)

    assert len(lessons(group)) == 1
    assert plain.text(told.nothing_for_next_time()) == (
        "There is nothing for next time yet.\n\n"
        "After a milestone I ask those who took part what they would do differently. "
        "Their words stand here once three of them have agreed to that."
    )
