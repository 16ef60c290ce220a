"""The two pages by which a workspace installs us: what comes back is believed once, soon, and from one browser."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from itsdangerous import URLSafeSerializer

from bot.domain.permissions import ENGINE
from bot.errors import Busy
from bot.services import credentials as credential_services
from handlers.slack.manifest import OPTIONAL_SCOPES, SCOPES
from storage import credentials, directory
from storage.database import Database
from tests.slack.granting import CLIENT_ID
from tests.slack.installing import KEY, URL, County, play
from tests.slack.standin import StandIn, failing, refusing, throttling

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def heading(page: httpx.Response) -> str:
    return page.text.partition("<h1>")[2].partition("</h1>")[0]


def test_the_page_leads_to_slack_and_changes_nothing(database: Database) -> None:
    async def story(there: County) -> None:
        page = await there.client.get("/slack/install")

        assert page.status_code == 200
        assert page.text.count("<a ") == 1
        assert "Add to Slack" in page.text
        assert f"{there.server.url}/oauth/v2/authorize?client_id={CLIENT_ID}" in page.text
        assert "redirect_uri=https%3A%2F%2Fbywhen.test%2Fslack%2Foauth_redirect" in page.text
        assert "%2C".join((*SCOPES, *OPTIONAL_SCOPES)).replace(":", "%3A") in page.text
        cookie = page.headers["set-cookie"]
        assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/slack"))
        assert there.numbers() == {}

    play(database, story)


def test_the_pages_let_nothing_in(database: Database) -> None:
    async def story(there: County) -> None:
        for path in ("/slack/install", "/slack/oauth_redirect?state=%3Cscript%3E&error=%3Cscript%3E"):
            page = await there.client.get(path)

            policy = page.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert page.headers["referrer-policy"] == "no-referrer"
            assert page.headers["cache-control"] == "no-store"
            assert "<script" not in page.text

    play(database, story)


def test_a_workspace_is_connected_as_soon_as_it_has_installed_us(database: Database) -> None:
    mina = {"id": "UMINA", "profile": {"real_name": "Mina Iqbal"}}

    async def story(there: County) -> None:
        number = await there.install("T2", name="Castle <College>")

        assert there.numbers() == {"T2": number}
        assert {*there.slack.messengers} == {*there.slack.directories} == {*there.slack.files} == {number}
        with database.read() as transaction:
            [listed] = directory.all_of(transaction, viewer=ENGINE, installation_id=number)
        assert listed.name == "Mina Iqbal"
        assert there.callers("auth.test") == []

    play(database, story, server=StandIn(members=[mina]))


def test_whoever_has_installed_us_reads_where(database: Database) -> None:
    async def story(there: County) -> None:
        code = there.server.grants.allow("T2", name="Castle <College>")
        page = await there.come_back(code=code, state=await there.state())

        assert heading(page) == "Bywhen is in Castle &lt;College&gt; now."
        assert "type /invite @Bywhen there" in page.text

    play(database, story)


def test_a_directory_that_slack_does_not_give_now_comes_later(database: Database) -> None:
    server = StandIn()
    server.will("users.list", refusing("fatal_error"))

    async def story(there: County) -> None:
        number = await there.install("T2")

        assert there.numbers() == {"T2": number}

    play(database, story, server=server)


def test_a_state_works_once(database: Database) -> None:
    async def story(there: County) -> None:
        state = await there.state()
        codes = [there.server.grants.allow(team) for team in ("T2", "T3")]
        pages = [await there.come_back(code=code, state=state) for code in codes]

        assert [page.status_code for page in pages] == [200, 400]
        assert heading(pages[1]) == "This page has done its work, or came from elsewhere."
        assert {*there.numbers()} == {"T2"}

    play(database, story)


def test_of_two_who_come_back_at_once_one_is_let_in(database: Database) -> None:
    async def story(there: County) -> None:
        state = await there.state()
        codes = [there.server.grants.allow(team) for team in ("T2", "T3")]
        pages = await asyncio.gather(*(there.come_back(code=code, state=state) for code in codes))

        assert sorted(page.status_code for page in pages) == [200, 400]
        assert len(there.numbers()) == 1

    play(database, story)


def test_a_state_is_of_one_browser(database: Database) -> None:
    async def story(there: County) -> None:
        transport = there.client._transport
        async with httpx.AsyncClient(transport=transport, base_url=URL) as other:
            state = await there.state(other)
        without = await there.come_back(code=there.server.grants.allow("T2"), state=state)
        await there.state()
        with_its_own = await there.come_back(code=there.server.grants.allow("T2"), state=state)

        assert (without.status_code, with_its_own.status_code) == (400, 400)
        assert there.server.asked("oauth.v2.access") == []

    play(database, story)


def test_a_state_lives_ten_minutes(database: Database) -> None:
    async def story(there: County) -> None:
        state = await there.state()
        there.clock.now += timedelta(minutes=10)

        assert (await there.come_back(code="code", state=state)).status_code == 400

    play(database, story)


@pytest.mark.parametrize(
    "state",
    [
        "",
        "forged",
        "é",
        URLSafeSerializer("another key", salt="slack install").dumps(["o", "n", 0]),
        URLSafeSerializer(KEY, salt="page").dumps(["o", "n"]),
        URLSafeSerializer(KEY, salt="slack install").dumps(["o"]),
        URLSafeSerializer(KEY, salt="slack install").dumps(7),
        URLSafeSerializer(KEY, salt="slack install").dumps(["o", "n", "x"]),
    ],
)
def test_what_we_have_not_sent_out_is_not_taken_back(database: Database, state: str) -> None:
    async def story(there: County) -> None:
        await there.state()

        assert (await there.come_back(code="code", state=state)).status_code == 400
        assert there.server.asked("oauth.v2.access") == []

    play(database, story)


def test_whoever_says_no_hears_that_nothing_was_added(database: Database) -> None:
    async def story(there: County) -> None:
        page = await there.come_back(error="access_denied", state=await there.state())

        assert (page.status_code, heading(page)) == (403, "Nothing was added.")
        assert there.server.asked("oauth.v2.access") == []

    play(database, story)


@pytest.mark.parametrize("code", ["", "never given"])
def test_a_code_that_slack_does_not_know_lets_nobody_in(database: Database, code: str) -> None:
    async def story(there: County) -> None:
        page = await there.come_back(code=code, state=await there.state())

        assert (page.status_code, heading(page)) == (400, "Slack didn&#x27;t let me in.")
        assert there.numbers() == {}

    play(database, story)


@pytest.mark.parametrize(
    "misbehaviour",
    [failing(503), throttling("30"), refusing("internal_error")],
    ids=["failing", "throttling", "refusing"],
)
def test_slack_that_does_not_answer_is_asked_another_time(database: Database, misbehaviour: object) -> None:
    server = StandIn()
    server.will("oauth.v2.access", misbehaviour)  # type: ignore[arg-type] # one of the three above

    async def story(there: County) -> None:
        code = there.server.grants.allow("T2")
        page = await there.come_back(code=code, state=await there.state())

        assert (page.status_code, heading(page)) == (503, "I can&#x27;t reach Slack just now.")
        assert there.numbers() == {}

    play(database, story, server=server)


def test_whoever_comes_while_nobody_can_write_is_asked_to_try_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def install(**_: object) -> int:
        raise Busy("somebody else writes all the time")

    async def story(there: County) -> None:
        monkeypatch.setattr(credential_services, "install", install)
        page = await there.come_back(code=there.server.grants.allow("T2"), state=await there.state())

        assert (page.status_code, heading(page)) == (503, "Something went wrong on my side.")

    play(database, story)


@pytest.mark.parametrize("missing", ["bot_user_id", "team"])
def test_a_grant_without_a_bot_is_none(database: Database, missing: str) -> None:
    async def story(there: County) -> None:
        code = there.server.grants.allow("T2")
        there.server.grants.codes[code][missing] = None
        if missing == "team":
            there.server.grants.codes[code]["enterprise"] = {"id": "", "name": ""}
        page = await there.come_back(code=code, state=await there.state())

        assert page.status_code == 400
        assert there.numbers() == {}

    play(database, story)


def test_what_lets_us_in_stands_nowhere_in_the_open(database: Database) -> None:
    async def story(there: County) -> None:
        await there.install("T2", rotates=True)

        with database.read() as transaction:
            [one] = credentials.all_of(transaction, viewer=ENGINE)
        assert b"xox" not in one.secret
        assert one.expires_at == there.clock.now + timedelta(hours=12)

    play(database, story)
