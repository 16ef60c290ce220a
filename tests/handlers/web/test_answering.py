"""Where on the page an answer goes."""

from tests.handlers.web.conftest import Site


def test_page_says_where_an_answer_goes_before_the_button_could_be_gone(site: Site) -> None:
    form = {"key": site.key(), "words": "help"}

    answer = site.client.post(f"{site.address()}/say", data=form, headers={"HX-Request": "true"})

    assert '<body hx-target="#feed">' in site.client.get(site.address()).text
    assert answer.status_code == 200
    assert "hx-retarget" not in answer.headers
