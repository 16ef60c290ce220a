"""What the runner chooses about a date that has gone by."""

from datetime import date, timedelta

import pytest

from bot.domain.commitments import Commitment, EventKind, ShareState
from bot.domain.deliveries import DeliveryKind
from bot.domain.escalations import FollowUpChoice
from bot.domain.importance import Importance
from bot.domain.permissions import Role
from bot.errors import Refused
from bot.messages import follow_up as wording
from bot.services import follow_ups, readers
from bot.services.follow_ups import Chosen
from bot.services.presses import Pressed
from storage import audit, members, seniority
from storage.database import Database
from tests import riverside
from tests.dates import FRIDAY, Autumn, at
from tests.planned import choose, pending
from tests.promised import events

WEDNESDAY = date(2026, 9, 30)
ALL = list(FollowUpChoice)


@pytest.fixture
def autumn(database: Database) -> Autumn:
    made = Autumn(riverside.build(database, opened=True))
    made.agreed_by_all()
    return made


@pytest.fixture
def commitment(autumn: Autumn) -> Commitment:
    return _asked(autumn)


def _asked(autumn: Autumn, **how: object) -> Commitment:
    """Put something in, and let the runner be asked on the third day after it."""
    made = autumn.promised(**how)
    autumn.work(WEDNESDAY)
    autumn.look(WEDNESDAY)
    return made


def _press(autumn: Autumn, pressed: Pressed, word: str, *, by: str = "sam", hour: int = 9) -> Chosen:
    return follow_ups.press(
        database=autumn.group.database,
        viewer=autumn.group.viewer(by),
        pressed=pressed,
        word=word,
        now=at(WEDNESDAY, hour),
    )


def _list(autumn: Autumn, day: date = WEDNESDAY, *, by: str = "sam") -> int:
    viewer = autumn.group.viewer(by)
    with autumn.group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
        assert reader is not None
        return len(follow_ups.of_morning(transaction, reader, at(day)))


def test_it_stands_in_the_list_until_something_is_chosen(autumn: Autumn, commitment: Commitment) -> None:
    assert _list(autumn) == 1
    assert commitment.due == FRIDAY


@pytest.mark.parametrize(
    ("word", "rests_for"), [(FollowUpChoice.RING.value, 1), (FollowUpChoice.LEAVE.value, 7)]
)
def test_ringing_and_leaving_keep_it_off_the_list_for_a_while(
    autumn: Autumn, commitment: Commitment, word: str, rests_for: int
) -> None:
    chosen = _press(autumn, autumn.pressed(commitment), word)

    follow_up = autumn.follow_up(commitment)
    assert chosen.changed
    assert follow_up is not None
    assert (follow_up.choice, follow_up.chosen_by) == (
        FollowUpChoice(word),
        autumn.group.person("sam").id,
    )
    back = WEDNESDAY + timedelta(days=rests_for)
    assert (_list(autumn), _list(autumn, back - timedelta(days=1)), _list(autumn, back)) == (0, 0, 1)
    with autumn.group.database.read() as transaction:
        acts = audit.subjects_of(
            transaction, viewer=autumn.group.viewer("sam"), act="followed_up", since=at(WEDNESDAY, 0)
        )
    assert acts == {f"share:{commitment.shares[0].id}"}


def test_asking_the_co_ordinator_tells_the_person_first(autumn: Autumn, commitment: Commitment) -> None:
    chosen = _press(autumn, autumn.pressed(commitment), "ask_co_ordinator")

    kinds = {one.kind: one.due_on for one in pending(autumn.group, "rob")}
    assert (chosen.changed, chosen.helper) == (True, "Mina Iqbal")
    assert kinds[DeliveryKind.FOREWARNED] == date(2026, 10, 1)
    assert DeliveryKind.HELP_OUT not in {one.kind for one in pending(autumn.group, "mina")}
    assert not _press(autumn, autumn.pressed(commitment), "ask_co_ordinator").changed


def test_what_somebody_is_asked_to_help_with_stands_in_the_list_until_it_is_left(
    autumn: Autumn, commitment: Commitment
) -> None:
    _press(autumn, autumn.pressed(commitment), "ask_co_ordinator")
    thursday, week_on = date(2026, 10, 1), date(2026, 10, 7)

    assert (_list(autumn), _list(autumn, thursday), _list(autumn, week_on)) == (1, 1, 1)

    assert _press(autumn, autumn.pressed(commitment), "leave", hour=10).changed
    assert (_list(autumn, thursday), _list(autumn, week_on)) == (0, 1)


def test_going_without_it_drops_the_share_and_tells_its_holder(
    autumn: Autumn, commitment: Commitment
) -> None:
    pressed = autumn.pressed(commitment)

    chosen = _press(autumn, pressed, "go_without")

    assert chosen.changed
    assert chosen.view.share.state is ShareState.DROPPED
    assert events(autumn.group, pressed)[-1] is EventKind.DROPPED
    assert [(one.kind, one.step) for one in pending(autumn.group, "rob")] == [(DeliveryKind.WAIT_OR_GO, "go")]
    assert _list(autumn) == 0


@pytest.mark.parametrize("word", [*(choice.value for choice in ALL), "ask_first", "nonsense"])
def test_press_on_what_has_changed_meanwhile_only_shows_it(
    autumn: Autumn, commitment: Commitment, word: str
) -> None:
    old = autumn.pressed(commitment)
    _press(autumn, old, "go_without")

    chosen = _press(autumn, old, word)

    assert not chosen.changed
    assert chosen.view.share.state is ShareState.DROPPED


def test_press_about_what_nobody_was_asked_does_nothing(autumn: Autumn) -> None:
    commitment = autumn.promised()

    assert not _press(autumn, autumn.pressed(commitment), "ring").changed


def test_from_ask_me_first_on_nobody_else_is_asked_by_itself(autumn: Autumn, commitment: Commitment) -> None:
    assert _press(autumn, autumn.pressed(commitment), wording.ASK_FIRST).changed

    autumn.live(date(2026, 10, 1), date(2026, 10, 8))
    with autumn.group.database.read() as transaction:
        spared = seniority.asks_first(transaction, viewer=autumn.group.viewer("sam"))
    follow_up = autumn.follow_up(commitment)
    assert spared == {autumn.group.person("rob").id}
    assert follow_up is not None
    assert follow_up.helper_id is None


def test_there_is_nobody_to_be_asked_first_about_what_nobody_holds(autumn: Autumn) -> None:
    commitment = _asked(autumn, holders=(None,))

    assert not _press(autumn, autumn.pressed(commitment), wording.ASK_FIRST).changed


def test_what_nobody_holds_needs_no_forewarning(autumn: Autumn) -> None:
    commitment = _asked(autumn, holders=(None,))

    assert _press(autumn, autumn.pressed(commitment), "ask_co_ordinator").changed
    assert [one.kind for one in pending(autumn.group, "mina")][-1] is DeliveryKind.HELP_OUT


@pytest.mark.parametrize(
    ("holders", "key"),
    [
        ((None, "sam"), "help_own"),
        ((None, "grace"), "help_nobody"),
        ((None, None, "dee"), "help_same_person"),
    ],
)
def test_nobody_can_be_asked_is_said_kindly(
    autumn: Autumn, holders: tuple[str | None, ...], key: str
) -> None:
    commitment = _asked(autumn, holders=holders)
    share = next(one for one in commitment.shares if one.person_id is not None)

    autumn.look(date(2026, 10, 1))
    with pytest.raises(Refused, match=key):
        _press(autumn, Pressed(share_id=share.id, version=share.version), "ask_co_ordinator")


def test_deputy_is_asked_about_what_the_co_ordinator_holds(autumn: Autumn) -> None:
    commitment = _asked(autumn, holders=("mina",))

    assert _press(autumn, autumn.pressed(commitment), "ask_co_ordinator").helper == "Rob Stone"


def test_deputy_is_asked_in_the_place_of_a_co_ordinator_who_is_away(autumn: Autumn) -> None:
    commitment = _asked(autumn, holders=(None,))
    choose(autumn.group, autumn.away)

    assert _press(autumn, autumn.pressed(commitment), "ask_co_ordinator").helper == "Rob Stone"


def test_helper_who_is_away_is_not_asked(autumn: Autumn, commitment: Commitment) -> None:
    choose(autumn.group, autumn.away)

    with pytest.raises(Refused, match="help_away"):
        _press(autumn, autumn.pressed(commitment), "ask_co_ordinator")


def test_until_all_have_agreed_nobody_else_is_asked(database: Database) -> None:
    autumn = Autumn(riverside.build(database, opened=True))
    commitment = _asked(autumn, importance=Importance.CRITICAL)

    for word in ("ask_co_ordinator", "ask_chair"):
        with pytest.raises(Refused, match="help_not_agreed"):
            _press(autumn, autumn.pressed(commitment), word)


def test_whoever_cannot_be_told_first_is_rung_first(autumn: Autumn, commitment: Commitment) -> None:
    with autumn.group.database.write() as transaction:
        rob = autumn.group.viewer("rob")
        members.ring(transaction, viewer=rob, person_id=rob.person_id, rings=True)

    with pytest.raises(Refused, match="help_ring_first"):
        _press(autumn, autumn.pressed(commitment), "ask_co_ordinator")


def test_chair_is_asked_by_press_only_after_the_person_has_heard(autumn: Autumn) -> None:
    commitment = _asked(autumn, importance=Importance.CRITICAL)
    with pytest.raises(Refused, match="chair_not_yet"):
        _press(autumn, autumn.pressed(commitment), "ask_chair")

    autumn.live(date(2026, 9, 29), WEDNESDAY)
    chosen = _press(autumn, autumn.pressed(commitment), "ask_chair", hour=19)

    assert chosen.changed
    assert [(one.kind, one.step) for one in pending(autumn.group, "grace")] == [
        (DeliveryKind.WAIT_OR_GO, "ask")
    ]


def test_chair_who_has_the_question_already_is_named_with_its_day(autumn: Autumn) -> None:
    commitment = _asked(autumn, importance=Importance.CRITICAL)
    autumn.office.run(at(date(2026, 9, 29)))
    assert _press(autumn, autumn.pressed(commitment), "ask_chair").changed

    with pytest.raises(Refused, match="chair_asked") as refused:
        _press(autumn, autumn.pressed(commitment), "ask_chair")

    [asked] = [one for one in pending(autumn.group, "grace") if one.kind is DeliveryKind.WAIT_OR_GO]
    assert refused.value.parameters == {"day": asked.due_on}


def test_without_a_chair_to_write_to_a_call_is_quicker(autumn: Autumn) -> None:
    commitment = _asked(autumn, importance=Importance.CRITICAL)
    autumn.live(date(2026, 9, 29), WEDNESDAY)
    with autumn.group.database.write() as transaction:
        grace = autumn.group.viewer("grace")
        members.take_role(transaction, viewer=grace, person_id=grace.person_id, role=Role.OBSERVER)

    with pytest.raises(Refused, match="chair_nobody"):
        _press(autumn, autumn.pressed(commitment), "ask_chair", hour=19)


@pytest.mark.parametrize("name", ["grace", "mina"])
def test_others_may_not_choose_for_the_runner(autumn: Autumn, commitment: Commitment, name: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        _press(autumn, autumn.pressed(commitment), "ring", by=name)
