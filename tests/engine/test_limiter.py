"""The limiter: what may go when, in given seconds."""

from bot.domain.people import AddressKind
from bot.engine.limiter import PACES as PACES_OF_PLATFORMS
from bot.engine.limiter import Limiter, Pace

SLACK = AddressKind.SLACK
PACES = {SLACK: Pace(conversation=1.0, installation=0.25)}


def slots(limiter: Limiter, *conversations: str, at: float = 10.0) -> list[float]:
    return [
        limiter.reserve(kind=SLACK, installation_id=1, conversation=conversation, at=at)
        for conversation in conversations
    ]


def test_first_message_goes_at_once() -> None:
    assert slots(Limiter(paces=PACES), "D1") == [10.0]


def test_one_conversation_gets_one_message_a_second() -> None:
    assert slots(Limiter(paces=PACES), "D1", "D1", "D1") == [10.0, 11.0, 12.0]


def test_many_conversations_share_the_rate_of_the_workspace() -> None:
    assert slots(Limiter(paces=PACES), "D1", "D2", "D3", "D4") == [10.0, 10.25, 10.5, 10.75]


def test_another_workspace_has_its_own_rate() -> None:
    limiter = Limiter(paces=PACES)
    slots(limiter, "D1")

    assert limiter.reserve(kind=SLACK, installation_id=2, conversation="D1", at=10.0) == 10.0


def test_our_own_pages_set_no_pace() -> None:
    limiter = Limiter(paces=PACES)
    reserved = [
        limiter.reserve(kind=AddressKind.WEB, installation_id=1, conversation="7", at=10.0) for _ in range(3)
    ]

    assert reserved == [10.0, 10.0, 10.0]


def test_a_pause_holds_back_every_conversation_of_the_workspace() -> None:
    limiter = Limiter(paces=PACES)
    limiter.pause(kind=SLACK, installation_id=1, until=40.0)

    assert slots(limiter, "D1", "D2") == [40.0, 40.25]


def test_a_pause_is_known_until_it_is_over_also_where_no_pace_is_set() -> None:
    limiter = Limiter(paces={})
    limiter.pause(kind=SLACK, installation_id=1, until=40.0)

    assert [limiter.is_paused((SLACK, 1), at=at) for at in (39.9, 40.0)] == [True, False]
    assert not limiter.is_paused((SLACK, 2), at=0.0)


def test_a_shorter_pause_does_not_shorten_a_longer_one() -> None:
    limiter = Limiter(paces=PACES)
    limiter.pause(kind=SLACK, installation_id=1, until=40.0)
    limiter.pause(kind=SLACK, installation_id=1, until=20.0)

    assert slots(limiter, "D1") == [40.0]


def test_conversations_long_silent_are_forgotten() -> None:
    limiter = Limiter(paces={SLACK: Pace(conversation=1.0, installation=0.0)})
    for number in range(10_000):
        slots(limiter, f"D{number}", at=0.0)
    slots(limiter, "D1", at=100.0)

    assert len(limiter._free) == 2


def test_no_hour_holds_more_than_a_conversation_takes() -> None:
    limiter = Limiter(paces={SLACK: Pace(conversation=1.0, installation=0.0, hourly=1_800)})
    went = [*slots(limiter, *["D1"] * 4_000, at=0.0)]

    busiest = max(sum(start <= one < start + 3_600 for one in went) for start in went[:2_000:50])
    assert (went[:3], busiest) == ([0.0, 1.0, 2.0], 1_799)


def test_silence_pays_an_hours_messages_back() -> None:
    limiter = Limiter(paces={SLACK: Pace(conversation=1.0, installation=0.0, hourly=9)})
    slots(limiter, *["D1"] * 9, at=0.0)

    assert slots(limiter, *["D1"] * 4, at=10_000.0) == [10_000.0, 10_001.0, 10_002.0, 10_600.0]


def test_the_hours_of_conversations_long_silent_are_forgotten() -> None:
    limiter = Limiter(paces={SLACK: Pace(conversation=1.0, installation=0.0, hourly=1_800)})
    for number in range(10_000):
        slots(limiter, f"D{number}", at=0.0)
    slots(limiter, "D1", at=100.0)

    assert len(limiter._spent) == 1


def test_teams_gets_a_message_a_second_a_conversation_and_keeps_well_below_its_limit() -> None:
    pace = PACES_OF_PLATFORMS[AddressKind.TEAMS]

    # 60 in half a minute a conversation; 50 calls a second a tenant, of which a first message needs two.
    assert (1 / pace.conversation) * 30 <= 60
    assert 2 / pace.installation <= 50
    assert pace.hourly == 1_800
