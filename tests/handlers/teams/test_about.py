import asyncio
import re
from html import unescape

import httpx
import pytest
import textstat
from starlette.applications import Starlette

from bot.messages import about
from handlers.teams.about import ROUTE
from handlers.teams.manifest import manifest
from tests.handlers.teams.test_manifest import CLIENT, URL


def test_the_page_is_where_the_manifest_says() -> None:
    developer = manifest(client_id=CLIENT, public_url=URL)["developer"]

    for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl"):
        assert asked("GET", developer[name]).status_code == 200


def test_the_page_says_what_the_app_is_what_it_keeps_and_the_terms() -> None:
    shown = _words(asked("GET", ROUTE.path).text)

    for words in (about.NAME, about.LONG, *(part for pair in about.KEPT for part in pair)):
        assert words in shown


def test_the_page_loads_nothing_and_may_stand_in_no_frame() -> None:
    answer = asked("GET", ROUTE.path)

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "src=" not in answer.text


def test_the_page_is_for_looking_at_alone() -> None:
    assert asked("POST", ROUTE.path).status_code == 405


@pytest.mark.parametrize("words", [words for _, words in about.KEPT], ids=[name for name, _ in about.KEPT])
def test_what_it_keeps_can_be_read_with_ease(words: str) -> None:
    assert textstat.flesch_kincaid_grade(words) <= 12 - 5


def asked(method: str, address: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=[ROUTE]))
        async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
            return await client.request(method, address)

    return asyncio.run(ask())


def _words(page: str) -> str:
    return unescape(re.sub("<[^>]+>", "\n", page))
