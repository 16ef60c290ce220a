"""A button on a page whose item has changed since: answered with how things stand now, where it stands."""

from html import unescape

import pytest

from tests.handlers.web.drawn import tree
from tests.handlers.web.test_home import Site, site  # noqa: F401 - the fixture is theirs


def _buttons(html: str) -> dict[str, str]:
    found = tree(html).all("button")
    return {one.text.strip(): unescape(one.get("value")) for one in found if one.get("name") == "press"}


def _key(html: str) -> str:
    return next(one.get("value") for one in tree(html).all("input") if one.get("name") == "key")


@pytest.mark.parametrize("label", ["Done", "On track", "Need more time"])
def test_button_of_an_item_that_changed_since_shows_how_it_stands(site: Site, label: str) -> None:  # noqa: F811 - a fixture
    page = site.browser.get(f"{site.base}").text
    mine = {"key": _key(page), "words": "mine"}
    seen = site.browser.post(f"{site.base}/say", data=mine).text
    buttons, message = _buttons(seen), tree(seen).all("article")[-1].get("id")
    first = {"key": _key(seen), "press": buttons["Done"], "message": message}
    site.browser.post(f"{site.base}/press", data=first)

    again = {"key": f"{_key(site.browser.get(site.base).text)}", "press": buttons[label], "message": message}
    answer = site.browser.post(f"{site.base}/press", data=again).text

    shown = tree(answer)
    assert [one.get("id") for one in shown.all("article")] == [message]
    assert not [one for one in shown.all("section") if one.get("class") == "sheet"]
    assert "It&#39;s done." in answer
    assert "Need more time" not in _buttons(answer)
