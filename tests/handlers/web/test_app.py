import re

import httpx
import pytest

from bot.errors import Busy
from handlers.conversations.incoming import File, Press, Submit
from tests.handlers.web.conftest import Site

HTMX = {"HX-Request": "true"}


def _words(response: httpx.Response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.text).split())


def _say(site: Site, words: str, **more: str) -> httpx.Response:
    form = {"key": site.key(), "words": words, **more}
    return site.client.post(f"{site.address()}/say", data=form)


def _press(site: Site, button: str, *, message: str = "", key: str = "") -> httpx.Response:
    form = {"key": key or site.key(), "press": button, "message": message}
    return site.client.post(f"{site.address()}/press", data=form, headers=HTMX)


def test_page_is_its_readers(site: Site) -> None:
    page = site.client.get(site.address("mina"))

    assert page.status_code == 200
    assert "<h1>Mina Iqbal</h1>" in page.text
    assert "Nothing has been written to you yet." in page.text


def test_page_is_kept_by_nobody_and_runs_only_what_is_ours(site: Site) -> None:
    headers = site.client.get(site.address()).headers

    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "set-cookie" not in headers


@pytest.mark.parametrize("name", ["page.css", "page.js", "htmx.min.js", "icon.svg"])
def test_what_a_page_needs_is_served(site: Site, name: str) -> None:
    assert site.client.get(f"/static/{name}").status_code == 200


def test_words_are_answered_on_the_page_without_a_script(site: Site) -> None:
    answer = _say(site, "help")

    assert [one.status_code for one in answer.history] == [303]
    assert "Hello, this is yours." in _words(answer)


def test_words_are_answered_in_the_feed_with_one(site: Site) -> None:
    form = {"key": site.key(), "words": "help"}

    answer = site.client.post(f"{site.address()}/say", data=form, headers=HTMX)

    assert (answer.status_code, answer.headers["hx-trigger-after-swap"]) == (200, "answered")
    assert "Hello, this is yours." in _words(answer)
    assert "<html" not in answer.text


def test_button_changes_its_item_where_it_stands(site: Site) -> None:
    _say(site, "help")

    answer = _press(site, "done::1.1", message="m1")

    assert _words(answer).count("Bywhen") == 1
    assert "It is done." in _words(answer)
    press = site.log.came[-1]
    assert isinstance(press, Press)
    assert (press.arg, press.message, press.place.private) == ("1.1", "m1", True)


def test_second_press_of_one_rendering_changes_nothing_twice(site: Site) -> None:
    _say(site, "help")
    key = site.key()

    answers = [_press(site, "done::1.1", message="m1", key=key) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len([one for one in site.log.came if isinstance(one, Press)]) == 1


def test_button_opens_a_form_in_a_dialog(site: Site) -> None:
    answer = _press(site, "add::")

    assert (answer.headers["hx-retarget"], answer.headers["hx-trigger-after-swap"]) == ("#dialog", "asked")
    assert "Add to the timetable" in _words(answer)
    assert "<html" not in answer.text


def test_button_opens_a_form_on_the_page_without_a_script(site: Site) -> None:
    form = {"key": site.key(), "press": "add::", "message": ""}

    answer = site.client.post(f"{site.address()}/press", data=form)

    assert answer.status_code == 200
    assert 'class="sheet"' in answer.text
    assert "<h1>Sam Hallam</h1>" in answer.text


def test_form_comes_back_with_a_sentence_and_what_was_typed(site: Site) -> None:
    form = {"key": site.key(), "form": "add::", "message": "", "field-what": " ", "person-who": "Mina Iqbal"}

    answer = site.client.post(f"{site.address()}/form", data=form, headers=HTMX)

    assert answer.headers["hx-retarget"] == "#dialog"
    assert "It needs a name." in _words(answer)
    assert 'aria-invalid="true"' in answer.text
    assert 'value="Mina Iqbal"' in answer.text


def test_form_is_sent_with_people_as_they_were_picked(site: Site) -> None:
    _say(site, "help")
    key = site.key(page=_press(site, "add::").text)
    form = {"key": key, "form": "add::", "message": "m1", "field-what": "Send data", "person-who": "Ann"}

    answer = site.client.post(f"{site.address()}/form", data=form, headers=HTMX)

    assert "It is in." in _words(answer)
    sent = site.log.came[-1]
    assert isinstance(sent, Submit)
    assert sent.values == {"what": ("Send data",), "who": ("Ann",)}
    assert sent.message == "m1"


@pytest.mark.parametrize("path", ["say", "form"])
def test_file_is_handed_over_whole(site: Site, path: str) -> None:
    form = {"key": site.key(), "form": "import::", "message": "", "words": ""}
    upload = {"file": ("timetable.xlsx", b"PK-12345")}

    answer = site.client.post(f"{site.address()}/{path}", data=form, files=upload)

    assert "Thank you for timetable.xlsx." in _words(answer)
    file = site.log.came[-1]
    assert isinstance(file, File)
    assert (file.name, file.content) == ("timetable.xlsx", b"PK-12345")


def test_file_that_is_too_big_gets_a_sentence(site: Site) -> None:
    upload = {"file": ("timetable.xlsx", bytes(11 * 1024 * 1024))}

    answer = site.client.post(f"{site.address()}/say", data={"key": site.key()}, files=upload)

    assert answer.status_code == 413
    assert "too big for me" in _words(answer)
    assert site.log.came == []


def test_body_of_unknown_length_is_not_read(site: Site) -> None:
    answer = site.client.stream(f"{site.address()}/say", headers={"Content-Type": "multipart/form-data"})

    assert answer.status_code == 413


def test_body_that_is_no_form_is_told_so(site: Site) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}

    answer = site.client.post(f"{site.address()}/say", data={"words": "help"}, headers=headers)

    assert answer.status_code == 400
    assert "Nothing was changed." in _words(answer)


def test_workbook_downloads_for_who_asked(site: Site) -> None:
    page = _say(site, "export")
    link = re.search(r'href="([^"]+/files/\d+)"', page.text)
    assert link is not None

    file = site.client.get(link[1])
    others = site.client.get(link[1].replace(site.address("sam"), site.address("mina")))

    assert file.content == b"PK-workbook"
    assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''Riverside%20to%20share.xlsx"
    assert others.status_code == 404


def test_feed_is_sent_again_only_when_it_has_changed(site: Site) -> None:
    _say(site, "help")
    page = site.client.get(site.address()).text
    poll = re.search(r'hx-get="([^"]+)"', page)
    assert poll is not None

    unchanged = site.client.get(poll[1], headers=HTMX)
    _press(site, "done::1.1", message="m1")
    changed = site.client.get(poll[1], headers=HTMX)

    assert (unchanged.status_code, unchanged.text) == (204, "")
    assert "It is done." in _words(changed)


def test_earlier_messages_stay_while_they_are_read(site: Site) -> None:
    for _ in range(42):
        _say(site, "help")
    newest = site.client.get(site.address()).text
    link = re.search(r'href="([^"]+\?before=\d+)"', newest)
    assert link is not None

    earlier = site.client.get(link[1]).text

    assert (newest.count("<article"), earlier.count("<article")) == (40, 2)
    assert "hx-get" in newest
    assert "hx-get" not in earlier
    assert "Latest messages" in earlier


def test_form_sent_again_with_other_words_counts_again(site: Site) -> None:
    form = {"key": site.key(), "form": "add::", "message": "", "field-what": "Send data"}
    typed = ("Send data", "Send data", "Send other data")

    for what in typed:
        site.client.post(f"{site.address()}/form", data={**form, "field-what": what}, headers=HTMX)

    sent = [one.values["what"] for one in site.log.came if isinstance(one, Submit)]
    assert sent == [("Send data",), ("Send other data",)]


@pytest.mark.parametrize("path", ["say", "press"])
def test_signs_that_cannot_be_kept_are_kept_out(site: Site, path: str) -> None:
    form = {"key": site.key(), "words": "help \x00", "press": "done::1.1\x00", "message": ""}

    answer = site.client.post(f"{site.address()}/{path}", data=form, headers=HTMX)

    assert answer.status_code == 200
    assert "\x00" not in str(site.log.came)


@pytest.mark.parametrize("message", ["m", "1", f"m{'9' * 30}", "m1 "])
def test_message_that_is_on_no_page_is_told_so(site: Site, message: str) -> None:
    assert _press(site, "done::1.1", message=message).status_code == 400


@pytest.mark.parametrize("form", ["done::1.1", "help::"])
def test_form_that_there_is_not_is_told_so(site: Site, form: str) -> None:
    sent = {"key": site.key(), "form": form, "message": ""}

    answer = site.client.post(f"{site.address()}/form", data=sent, headers=HTMX)

    assert answer.status_code == 400
    assert "Nothing was changed." in _words(answer)


def test_who_presses_while_nothing_can_be_written_is_told_so(site: Site) -> None:
    site.log.fails = Busy("always")

    answer = _say(site, "help")

    assert answer.status_code == 503
    assert "Please try again in a minute." in _words(answer)


@pytest.mark.parametrize("button", ["dance::", "done:four:1", f"done:{'9' * 30}:1"])
def test_button_that_is_on_no_page_is_told_so(site: Site, button: str) -> None:
    answer = _press(site, button)

    assert answer.status_code == 400
    assert answer.headers["hx-retarget"] == "body"


def test_file_where_words_should_be_is_told_so(site: Site) -> None:
    form = {"key": site.key(), "message": ""}

    answer = site.client.post(f"{site.address()}/press", data=form, files={"press": ("x", b"x")})

    assert answer.status_code == 400


def test_mistake_of_ours_gets_a_sentence(site: Site) -> None:
    site.log.fails = RuntimeError("a bug of ours")

    answer = _say(site, "help")

    assert answer.status_code == 500
    assert "Something went wrong on my side." in _words(answer)
    assert "RuntimeError" not in answer.text
