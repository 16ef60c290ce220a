from typing import Any

import pytest

from bot.errors import DeliveryFailed
from bot.services.ports import Listed
from handlers.slack import directory as slack_directory
from handlers.slack.directory import SlackDirectory, listed
from tests.slack.connected import using
from tests.slack.standin import StandIn, refusing, throttling

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def member(number: int, **more: Any) -> dict[str, Any]:
    return {"id": f"U{number}", "name": f"name{number}", **more}


def people(server: StandIn) -> tuple[Listed, ...]:
    return using(server, lambda client: SlackDirectory(client).people())


def test_everybody_is_listed_page_by_page() -> None:
    server = StandIn(members=[member(number) for number in range(5)], page=2)

    assert [one.external_id for one in people(server)] == ["U0", "U1", "U2", "U3", "U4"]
    assert [asked.get("cursor") for asked in server.asked("users.list")] == [None, "2", "4"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            member(1, tz="Europe/Dublin", profile={"real_name": "Mina Iqbal", "email": "mina@castle.test"}),
            Listed(
                external_id="U1",
                name="Mina Iqbal",
                email="mina@castle.test",
                zone="Europe/Dublin",
                left=False,
                is_bot=False,
            ),
        ),
        (
            member(2, real_name="Jo", deleted=True),
            Listed(external_id="U2", name="Jo", email=None, zone=None, left=True, is_bot=False),
        ),
        (
            member(3, is_bot=True, profile={}),
            Listed(external_id="U3", name="name3", email=None, zone=None, left=False, is_bot=True),
        ),
        (
            {"id": "USLACKBOT", "is_bot": False},
            Listed(external_id="USLACKBOT", name="USLACKBOT", email=None, zone=None, left=False, is_bot=True),
        ),
    ],
)
def test_a_person_is_listed_as_slack_knows_them(found: dict[str, Any], expected: Listed) -> None:
    assert listed(found) == expected


def test_a_large_directory_waits_as_long_as_slack_says() -> None:
    server = StandIn(members=[member(1)])
    server.will("users.list", throttling("0"))

    assert len(people(server)) == 1
    assert len(server.asked("users.list")) == 2


@pytest.mark.parametrize(
    ("misbehaviour", "wait"), [((refusing("missing_scope"),), 600.0), ((throttling("500"),), 500.0)]
)
def test_a_directory_that_is_not_given_says_why(misbehaviour: Any, wait: float | None) -> None:
    server = StandIn()
    server.will("users.list", *misbehaviour)

    with pytest.raises(DeliveryFailed) as caught:
        people(server)

    assert caught.value.retry_after == wait


def test_a_directory_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_directory, "_LONGEST_WAIT", 1.0)
    server = StandIn()
    server.will("users.list", throttling("0"), throttling("0"))

    with pytest.raises(DeliveryFailed):
        people(server)
