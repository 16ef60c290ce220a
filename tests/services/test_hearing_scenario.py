"""A date goes by, and the days after it pass as the engine lives them: who hears, when, and in which order."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.escalations import FollowUpChoice
from bot.domain.follow_ups import HelpAnswer
from bot.domain.importance import Importance
from bot.messages.plain import text
from bot.services import follow_ups, help_out
from tests import riverside
from tests.dates import FRIDAY, Autumn, at
from tests.opened import connect
from tests.riverside import Riverside

TUESDAY = date(2026, 9, 29)
WEDNESDAY = date(2026, 9, 30)
FOLLOWING = date(2026, 10, 9)


@pytest.fixture
def autumn(sqlite_url: str) -> Iterator[Autumn]:
    """Weeks on SQLite alone: what is stored is proved on both databases where it is stored."""
    database = connect(sqlite_url)
    yield Autumn(riverside.build(database, opened=True))
    database.close()


def _sent(autumn: Autumn) -> list[tuple[DeliveryKind, str, date]]:
    """Return what was sent about dates and to whom, in order."""
    names = {one.person.id: name for name, one in autumn.group.members.items()}
    when = {outgoing.message_id: now for now, outgoing in autumn.office.sent}
    found = [
        (when[one.message_id], one.id, one.owed.kind, names[one.owed.person_id])
        for one in autumn.office.ledger()
        if one.state is DeliveryState.SENT and one.message_id in when and one.owed.person_id in names
    ]
    return [(kind, name, now.date()) for now, _, kind, name in sorted(found, key=lambda one: one[:2])]


def _of(autumn: Autumn, *kinds: DeliveryKind) -> list[tuple[DeliveryKind, str, date]]:
    return [one for one in _sent(autumn) if one[0] in kinds]


HEARD = (DeliveryKind.AFTER, DeliveryKind.FOREWARNED, DeliveryKind.HELP_OUT, DeliveryKind.WAIT_OR_GO)


def test_runner_who_does_nothing_is_followed_by_the_co_ordinator_and_the_person_hears_first(
    autumn: Autumn,
) -> None:
    autumn.agreed_by_all()
    commitment = autumn.promised()

    autumn.live(FRIDAY, FOLLOWING)

    follow_up = autumn.follow_up(commitment)
    assert follow_up is not None
    assert follow_up.asked_on == WEDNESDAY
    assert _of(autumn, *HEARD) == [
        (DeliveryKind.AFTER, "rob", TUESDAY),
        (DeliveryKind.FOREWARNED, "rob", date(2026, 10, 6)),
        (DeliveryKind.HELP_OUT, "mina", date(2026, 10, 6)),
    ]


def test_before_all_have_agreed_only_the_person_and_the_runner_hear(autumn: Autumn) -> None:
    commitment = autumn.promised()

    autumn.live(FRIDAY, FOLLOWING)

    assert _of(autumn, *HEARD) == [(DeliveryKind.AFTER, "rob", TUESDAY)]
    assert autumn.follow_up(commitment) is not None


def test_runner_is_asked_with_buttons_from_the_third_day(autumn: Autumn) -> None:
    autumn.agreed_by_all()
    autumn.promised()

    autumn.live(FRIDAY, WEDNESDAY)

    lists = {
        now.date(): text(outgoing.content)
        for now, outgoing in autumn.office.sent
        if outgoing.conversation.endswith("SAM")
    }
    assert "[I'll ring]" not in lists[TUESDAY]
    for label in ("I'll ring", "Ask the co-ordinator", "New date", "Leave it with me", "Go without it"):
        assert f"[{label}]" in lists[WEDNESDAY]
    assert lists[WEDNESDAY].count("Send course data") == 1


def test_co_ordinator_reads_the_model_of_tone(autumn: Autumn) -> None:
    autumn.agreed_by_all()
    commitment = autumn.promised()
    autumn.live(FRIDAY, WEDNESDAY)

    follow_ups.press(
        database=autumn.group.database,
        viewer=autumn.group.viewer("sam"),
        pressed=autumn.pressed(commitment),
        word=FollowUpChoice.ASK_CO_ORDINATOR.value,
        now=at(WEDNESDAY, 11),
    )
    autumn.live(date(2026, 10, 1), date(2026, 10, 1))

    [said] = [
        text(outgoing.content)
        for _, outgoing in autumn.office.sent
        if outgoing.conversation.endswith("MINA") and "glad of your help" in text(outgoing.content)
    ]
    assert "There is one thing at Castle College we'd be glad of your help with." in said
    assert "This was for Friday 25 September, and we haven't heard how it's going." in said
    assert "It's with Rob Stone. Rob knows that I'm asking you today." in said
    assert "Rob, Sam and you are the only people who see this." in said
    assert "[It's done] [I'll find out] [Set a new date] [Please ring me]" in said


@pytest.mark.parametrize(
    ("said", "words"),
    [(HelpAnswer.RING, "would be glad if you rang"), (HelpAnswer.FIND_OUT, "is finding out")],
)
def test_answer_of_the_helper_comes_back_to_the_runner(autumn: Autumn, said: HelpAnswer, words: str) -> None:
    autumn.agreed_by_all()
    commitment = autumn.promised()
    autumn.live(FRIDAY, date(2026, 10, 6))

    outcome = help_out.answer(
        database=autumn.group.database,
        viewer=autumn.group.viewer("mina"),
        pressed=autumn.pressed(commitment),
        said=said,
        now=at(date(2026, 10, 6), 12),
    )
    autumn.live(date(2026, 10, 7), date(2026, 10, 8))

    lists = [text(one.content) for _, one in autumn.office.sent if one.conversation.endswith("SAM")]
    assert outcome.changed
    assert any(words in one for one in lists[-2:]), "it rests in the list after one day"


def test_critical_date_without_a_word_is_asked_about_before_it(autumn: Autumn) -> None:
    commitment = autumn.promised(importance=Importance.CRITICAL)

    autumn.live(date(2026, 9, 21), date(2026, 9, 22))

    follow_up = autumn.follow_up(commitment)
    assert follow_up is not None
    assert follow_up.asked_on == date(2026, 9, 22)


def test_runner_and_chair_are_asked_once_on_the_last_safe_date(autumn: Autumn) -> None:
    autumn.agreed_by_all()
    autumn.promised(importance=Importance.CRITICAL, last_safe=WEDNESDAY)

    autumn.live(date(2026, 9, 21), date(2026, 10, 2))

    asked = _of(autumn, DeliveryKind.WAIT_OR_GO)
    assert asked == [(DeliveryKind.WAIT_OR_GO, "grace", WEDNESDAY)]
    runner = [
        text(one.content)
        for now, one in autumn.office.sent
        if one.conversation.endswith("SAM") and now.date() == WEDNESDAY
    ]
    assert "Today is the last safe date." in runner[0]
    assert "[Wait] [Go without it]" in runner[0]


def test_unreachable_person_keeps_everybody_else_from_hearing(autumn: Autumn) -> None:
    """Dee has only a telephone: nothing can be said first, so the runner rings."""
    autumn.agreed_by_all()
    group: Riverside = autumn.group
    autumn.promised(importance=Importance.CRITICAL, last_safe=WEDNESDAY, holders=(None, None, "dee"))

    autumn.live(date(2026, 9, 21), date(2026, 10, 8))

    assert group.person("dee")
    assert _of(autumn, DeliveryKind.HELP_OUT) == []
