import asyncio
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from starlette.applications import Starlette

from bot import app as house
from bot.config import Settings
from bot.messages.page import NOT_HERE
from bot.services import rehearsals
from handlers.web.links import Links
from storage.database import Database
from tests.slack.sockets import APP_TOKEN, Sockets
from tests.slack.standin import TOKEN, WORKSPACE
from tests.teams import activities

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
KEY = "k" * 32


def _settings(url: str, **more: str) -> Settings:
    return Settings.model_validate({"BYWHEN_DATABASE_URL": url, "BYWHEN_SWEEP_SECONDS": 3600, **more})


def _while_up(app: Starlette, work: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
    async def visit() -> None:
        transport = httpx.ASGITransport(app=app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://testserver") as client,
        ):
            await work(client)

    asyncio.run(visit())


def _codes(app: Starlette, *paths: str) -> list[int]:
    codes: list[int] = []

    async def ask(client: httpx.AsyncClient) -> None:
        codes.extend([(await client.get(path)).status_code for path in paths])

    _while_up(app, ask)
    return codes


def test_house_with_nothing_configured_lives_and_is_ready(database_url: str) -> None:
    app = house.build(_settings(database_url), clock=lambda: NOW)

    assert _codes(app, "/healthz", "/readyz", "/slack/events", "/p/x") == [200, 200, 404, 404]


@pytest.mark.parametrize(
    "secret", [{"TEAMS_CLIENT_SECRET": "hush"}, {"TEAMS_UNAUTHENTICATED": "yes"}], ids=["secret", "own desk"]
)
def test_teams_is_served_where_it_is_configured(database_url: str, secret: dict[str, str]) -> None:
    settings = _settings(
        database_url,
        TEAMS_CLIENT_ID=str(UUID(int=7)),
        BYWHEN_PUBLIC_URL="http://127.0.0.1:3000",
        BYWHEN_SECRET_KEY=KEY,
        **secret,
    )
    app = house.build(settings, clock=lambda: NOW)

    assert _codes(app, "/readyz", "/api/messages", "/teams/about") == [200, 405, 200]


def test_what_others_keep_in_the_environment_changes_nothing_about_teams(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CLIENT_ID", "CLIENT_SECRET", "TENANT_ID", "CLOUD", "SERVICE_URL"):
        monkeypatch.setenv(name, "somebody else's")
    monkeypatch.setenv("DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS", "true")
    settings = _settings(database_url, TEAMS_CLIENT_ID=str(UUID(int=7)), TEAMS_CLIENT_SECRET="hush")
    app = house.build(settings, clock=lambda: NOW)
    said = {**activities.said("help"), "serviceUrl": "https://smba.example/uk/"}

    async def ask(client: httpx.AsyncClient) -> None:
        assert (await client.post("/api/messages", json=said)).status_code == 401

    _while_up(app, ask)


def test_pages_are_served_where_they_are_configured(database_url: str) -> None:
    settings = _settings(database_url, BYWHEN_PUBLIC_URL="https://bywhen.example.org", BYWHEN_SECRET_KEY=KEY)
    app = house.build(settings, clock=lambda: NOW)
    nobodys = Links(KEY).token(reader="mina", now=NOW)

    assert _codes(app, f"/p/{nobodys}", "/in/forged", "/f/forged", "/static/page.css") == [410, 410, 410, 200]


@pytest.mark.parametrize(("has_pages", "said"), [(True, NOT_HERE[0]), (False, "Not Found")])
def test_page_of_ours_says_where_there_is_nothing_where_there_are_pages(
    database_url: str, has_pages: bool, said: str
) -> None:
    pages = {"BYWHEN_PUBLIC_URL": "https://bywhen.example.org", "BYWHEN_SECRET_KEY": KEY}
    app = house.build(_settings(database_url, **(pages if has_pages else {})), clock=lambda: NOW)
    answers: list[httpx.Response] = []

    async def ask(client: httpx.AsyncClient) -> None:
        answers.append(await client.get("/nothing"))

    _while_up(app, ask)

    [answer] = answers
    assert answer.status_code == 404
    assert said in answer.text
    assert ("strict-transport-security" in answer.headers) is has_pages


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_letters_go_out_and_come_back_where_they_are_configured(sqlite_url: str) -> None:
    pages = {"BYWHEN_PUBLIC_URL": "https://bywhen.example.org", "BYWHEN_SECRET_KEY": KEY}
    mail = {
        "SMTP_URL": "smtp://127.0.0.1:1",
        "IMAP_URL": "imap://bywhen:x@127.0.0.1:1",
        "MAIL_FROM": "Bywhen <bywhen@office.example>",
    }

    without = _codes(house.build(_settings(sqlite_url, **pages), clock=lambda: NOW), "/readyz", "/pause/x")
    by_mail = _codes(
        house.build(_settings(sqlite_url, **pages, **mail), clock=lambda: NOW), "/readyz", "/pause/x", "/in/x"
    )

    assert without == [200, 404]
    assert by_mail == [200, 410, 410]


def test_slack_is_asked_at_its_one_address(database_url: str) -> None:
    settings = _settings(database_url, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="signed-by-the-tests")

    app = house.build(settings, clock=lambda: NOW)

    assert "/slack/events" in [getattr(route, "path", "") for route in app.routes]


def test_other_workspaces_may_install_us_where_that_is_set(database_url: str) -> None:
    settings = _settings(
        database_url,
        SLACK_CLIENT_ID="1.2",
        SLACK_CLIENT_SECRET="a-client-secret",
        SLACK_SIGNING_SECRET="signed-by-the-tests",
        BYWHEN_PUBLIC_URL="https://bywhen.example.org",
        BYWHEN_SECRET_KEY=KEY,
        BYWHEN_OLD_SECRET_KEYS=f"{'o' * 32}, {'p' * 32}",
    )
    app = house.build(settings, clock=lambda: NOW)

    assert _codes(app, "/readyz", "/slack/install", "/slack/oauth_redirect") == [200, 200, 400]


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_house_is_ready_once_slack_is_connected(sqlite_url: str) -> None:
    async def visit() -> list[int]:
        async with Sockets(workspace=WORKSPACE, greets=False).serving() as there:
            settings = _settings(
                sqlite_url,
                SLACK_BOT_TOKEN=TOKEN,
                SLACK_APP_TOKEN=APP_TOKEN,
                SLACK_API_URL=f"{there.url}/api/",
            )
            app = house.build(settings, clock=lambda: NOW)
            transport = httpx.ASGITransport(app=app)
            async with (
                app.router.lifespan_context(app),
                httpx.AsyncClient(transport=transport, base_url="http://testserver") as client,
            ):
                before = (await client.get("/readyz")).status_code
                there.greets = True
                async with asyncio.timeout(10):
                    while (after := (await client.get("/readyz")).status_code) == before:
                        await asyncio.sleep(0.05)
                return [before, after]

    assert asyncio.run(visit()) == [503, 200]


def test_manifest_without_an_address_is_for_socket_mode() -> None:
    assert house.slack_manifest(None)["settings"]["socket_mode_enabled"] is True


def test_manifest_names_where_slack_finds_us(database_url: str) -> None:
    settings = _settings(database_url, BYWHEN_PUBLIC_URL="https://bywhen.example.org")

    assert settings.public_url is not None
    manifest = house.slack_manifest(settings.public_url)

    assert "https://bywhen.example.org/slack/events" in str(manifest)


def test_demo_plays_from_the_beginning_with_everything_in_its_place(tmp_path: Path) -> None:
    ready: list[str] = []
    app = house.build_demo(folder=tmp_path, from_beginning=True, ready=lambda: ready.append("now"))
    words: list[str] = []

    async def play(client: httpx.AsyncClient) -> None:
        page = await client.get("/", follow_redirects=True)
        sample = re.search(r'action="(/demo/[^"]+/sample)"', page.text)
        clock = re.search(r'action="(/demo/[^"]+/clock)"', page.text)
        assert sample is not None
        assert clock is not None
        preview = await client.post(sample[1], follow_redirects=True)
        later = await client.post(clock[1], data={"step": "week"}, follow_redirects=True)
        words.extend([page.text, preview.text, later.text])

    _while_up(app, play)

    assert ready == ["now"]
    assert "Riverside Progression Group is ready to fill in." in words[0]
    assert "Make these changes" in words[1]
    assert "Nothing was sent." in words[2]
    assert [path.name for path in tmp_path.glob("*.db")] == ["demo-1.db"]


def test_demo_gives_a_page_to_whoever_gets_an_email_address(tmp_path: Path) -> None:
    app = house.build_demo(folder=tmp_path, from_beginning=True, ready=lambda: None)
    added: list[httpx.Response] = []

    async def add(client: httpx.AsyncClient) -> None:
        page = await client.get("/", follow_redirects=True)
        key = re.search(r'name="key"[^>]* value="([^"]+)"', page.text)
        button = re.search(r'value="(partner:[^"]+)"', page.text)
        assert key is not None
        assert button is not None
        form = {
            "key": key[1],
            "form": button[1],
            "message": "",
            "field-organisation": "Zoo Academy",
            "person-co_ordinator": "Zoe New <zoe@zoo.example>",
            "field-reach": "email",
        }
        added.append(await client.post(f"{page.url.path}/form", data=form, follow_redirects=True))

    _while_up(app, add)

    assert "Zoe New" in added[0].text
    database = Database.connect(f"sqlite:///{tmp_path / 'demo-1.db'}")
    found = rehearsals.readers(database=database, installation_id=1)
    database.close()
    assert found[-1].external_id == "zoe@zoo.example"


def test_demo_needs_no_library_of_a_platform() -> None:
    platforms = {"slack_bolt", "slack_sdk", "slackblocks", "aiohttp"}
    program = f"import sys, bot.__main__, handlers.web.demo.app; print({platforms!r} & set(sys.modules))"

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout == "set()\n"
