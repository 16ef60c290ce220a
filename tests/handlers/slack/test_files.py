import pytest
from aiohttp import web

from bot.errors import DeliveryFailed, Refused
from handlers.slack.files import SlackFiles
from tests.slack.connected import using
from tests.slack.standin import TOKEN, StandIn

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def fetch(server: StandIn, reference: str | None = None, *, limit: int = 100) -> bytes:
    return using(
        server,
        lambda client: SlackFiles(client).fetch(reference=reference or f"{server.url}/files/F1", limit=limit),
    )


@pytest.mark.parametrize("content", [b"", b"workbook", b"x" * 100])
def test_a_file_is_fetched_with_our_token(content: bytes) -> None:
    server = StandIn(files={"F1": content})

    assert fetch(server) == content
    assert server.tokens == [f"Bearer {TOKEN}"]


def test_a_file_that_is_too_large_is_not_read_to_its_end() -> None:
    with pytest.raises(Refused, match="workbook_too_large"):
        fetch(StandIn(files={"F1": b"x" * 500_000}))


@pytest.mark.parametrize(
    "reference",
    [
        "https://files.slack.com.evil.test/F1",
        "https://evil.test/files.slack.com",
        "https://notslack.com/F1",
        "http://files.slack.com/F1",
        "https://files.slack.com@evil.test/F1",
        "file:///etc/passwd",
        "",
    ],
)
def test_our_token_goes_nowhere_but_to_slack(reference: str) -> None:
    server = StandIn()

    with pytest.raises(DeliveryFailed, match="not_slacks_file"):
        using(server, lambda client: SlackFiles(client).fetch(reference=reference, limit=100))

    assert server.tokens == []


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        (web.Response(status=404), True),
        (web.Response(status=302, headers={"Location": "http://127.0.0.1:1/"}), True),
        (web.Response(text="<html>Sign in", content_type="text/html"), True),
        (web.Response(status=429), False),
        (web.Response(status=503), False),
    ],
    ids=["gone", "elsewhere", "a page for people", "too often", "busy"],
)
def test_what_is_not_the_file_is_not_taken_for_it(answer: web.Response, permanent: bool) -> None:
    with pytest.raises(DeliveryFailed) as caught:
        fetch(StandIn(files={"F1": answer}))

    assert caught.value.permanent is permanent


def test_slacks_own_addresses_are_slacks() -> None:
    async def work(client: object) -> list[bool]:
        files = SlackFiles(client)  # type: ignore[arg-type]  # the one that `using` gives
        addresses = ("https://files.slack.com/F1", "https://slack.com/F1", "https://county.slack.com/F1")
        return [files._is_slacks(address) for address in addresses]

    assert using(StandIn(), work) == [True, True, True]
