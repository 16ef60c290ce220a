"""Letters from end to end: what is due is handed to a mail server, leads to its reader's page, and is answered there."""

import re

import pytest

from bot.domain.commitments import ShareState
from bot.domain.deliveries import MessageState
from storage import commitments, mailing
from tests.handlers.web.drawn import tree
from tests.handlers.web.post import MINA, SERVER, Post, post

__all__ = ["post"]

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd"),
]


def _links(post: Post) -> tuple[str, str]:
    """The way to the page, and to the pause, as they stand in the last letter."""
    body = post.letters()[-1].get_body(("plain",))
    assert body is not None
    page, pause = (re.search(rf"{SERVER}(/{way}/\S+)", body.get_content()) for way in ("in", "pause"))
    assert page is not None
    assert pause is not None
    return page[1], pause[1]


def _open(post: Post) -> str:
    """Follow the link of the last letter, and press the button; return the page."""
    page, _ = _links(post)
    entrance = post.browser.get(page).text
    key = re.search(r'name="key"[^>]* value="([^"]+)"', entrance)
    assert key is not None
    return post.browser.post(page, data={"key": key[1]}).text


def _state(post: Post) -> ShareState:
    with post.group.database.read() as transaction:
        [commitment] = commitments.all_of(transaction, viewer=post.group.viewer("sam"))
    return commitment.shares[0].state


def _message_states(post: Post) -> list[tuple[str, str]]:
    with post.group.database.read() as transaction:
        rows = transaction.connection.exec_driver_sql("SELECT kind, state FROM messages ORDER BY id")
        return [(str(kind), str(state)) for kind, state in rows]


def test_envelope_goes_as_one_letter_and_stands_on_the_page(post: Post) -> None:
    post.owe_envelope()

    post.send()
    post.send()

    [letter] = post.letters()
    assert letter["Subject"] == "Riverside Progression Group: one thing for this week"
    page = _open(post)
    assert "Send course data" in page
    assert "Mina Iqbal" in page


def test_button_on_the_page_finds_the_message_that_went_by_mail(post: Post) -> None:
    post.owe_envelope()
    post.send()
    page = _open(post)
    [message] = tree(page).all("article")
    [form] = message.all("form")
    values = {one.get("name"): one.get("value") for one in form.all("input")}
    [done] = [one for one in form.all("button") if one.text == "Done"]

    post.browser.post(form.get("action"), data={**values, "press": done.get("value")})
    post.send()

    assert _state(post) is ShareState.DONE
    assert len(post.letters()) == 1
    assert _message_states(post) == [("envelope", "sent"), ("edit", "sent")]
    assert "Undo" in post.browser.get(_links(post)[0]).text


def test_reader_who_is_refused_has_an_address_that_reaches_nobody(post: Post) -> None:
    post.owe_envelope()
    post.postbox.refuses[MINA] = "550 5.1.1 No such user"

    post.send()

    assert _message_states(post) == [("envelope", MessageState.DEAD.value)]
    with post.group.database.read() as transaction:
        [refusal] = mailing.refused(transaction, viewer=post.group.viewer("sam"))
    assert (refusal.email, refusal.said) == (MINA, "550 5.1.1 No such user")


def test_greylisted_letter_goes_a_little_later(post: Post) -> None:
    post.owe_envelope()
    post.postbox.puts_off[MINA] = "451 4.7.1 Greylisted"

    post.send()
    before = len(post.letters())
    post.pass_by(minutes=5)
    post.send()

    assert (before, len(post.letters())) == (0, 1)


def test_program_that_follows_every_link_of_a_letter_changes_nothing(post: Post) -> None:
    post.owe_envelope()
    post.send()
    letter = post.letters()[0]
    before = post.everything()

    found = set()
    for kind in ("plain", "html"):
        body = letter.get_body((kind,))
        assert body is not None
        found |= set(re.findall(rf'{SERVER}(/[^\s"<]+)', body.get_content()))
    codes = [post.browser.get(one).status_code for one in sorted(found) for _ in range(2)]

    assert codes == [200] * 4
    assert post.everything() == before
    assert "Send course data" not in post.browser.get(_links(post)[0]).text


def test_pause_asks_first_and_then_keeps_quiet_until_monday(post: Post) -> None:
    post.owe_envelope()
    post.send()
    _, pause = _links(post)

    asked = post.browser.get(pause)
    before = _quiet_until(post)
    answered = post.browser.post(pause, data={"key": ""})

    assert "Would you like a quiet week?" in asked.text
    assert before is None
    assert "before Monday 30 November" in answered.text
    assert str(_quiet_until(post)) == "2026-11-30"


def test_pause_that_was_a_mistake_ends_where_it_began(post: Post) -> None:
    post.owe_envelope()
    post.send()
    _, pause = _links(post)

    paused = tree(post.browser.post(pause, data={}).text)
    [form] = paused.all("form")
    [button] = form.all("button")
    ended = post.browser.post(form.get("action"), data={})
    until = _quiet_until(post)
    post.pass_by(seconds=10)
    post.browser.post(pause, data={})

    assert button.said == "Write to me again"
    assert [one.said for one in tree(ended.text).all("h1")] == ["I'll write to you again."]
    assert until is None
    # Pressed once more within the minute, it is quiet again.
    assert str(_quiet_until(post)) == "2026-11-30"
    assert post.browser.get(f"{pause}/again").status_code == 405
    assert post.browser.post("/pause/made-up/again", data={}).status_code == 410


@pytest.mark.parametrize(("runs", "offers"), [(False, True), (True, False)])
def test_pause_is_offered_to_all_but_those_who_run_it(post: Post, runs: bool, offers: bool) -> None:
    post.owe_envelope()
    if runs:
        with post.group.database.write() as transaction:
            transaction.connection.exec_driver_sql(
                f"UPDATE memberships SET role = 'deputy_runner' WHERE person_id = {post.group.person('mina').id}"
            )

    post.send()

    [letter] = post.letters()
    bodies = [str(part.get_content()) for kind in ("plain", "html") if (part := letter.get_body((kind,)))]
    assert ["Too much just now?" in one for one in bodies] == [offers] * 2
    assert ["/pause/" in one for one in bodies] == [offers] * 2
    assert ["List-Unsubscribe" in letter, "List-Unsubscribe-Post" in letter] == [offers] * 2


def test_mail_program_unsubscribes_by_itself(post: Post) -> None:
    post.owe_envelope()
    post.send()
    header = str(post.letters()[0]["List-Unsubscribe"])
    assert post.letters()[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = header.strip("<>").removeprefix(SERVER)

    for _ in range(2):
        answered = post.browser.post(address, data={"List-Unsubscribe": "One-Click"})
        assert answered.status_code == 200

    assert str(_quiet_until(post)) == "2026-11-30"


def test_pause_of_long_ago_or_made_up_changes_nothing(post: Post) -> None:
    post.owe_envelope()
    post.send()
    _, pause = _links(post)
    page_token = _links(post)[0].rsplit("/", 1)[1]
    post.pass_by(days=61)
    before = post.everything()

    codes = [
        post.browser.post(one, data={}).status_code for one in (pause, "/pause/x", f"/pause/{page_token}")
    ]
    codes += [post.browser.get(pause).status_code]

    assert codes == [410] * 4
    assert post.everything() == before


def test_pause_of_somebody_who_runs_it_says_why_not(post: Post) -> None:
    with post.group.database.write() as transaction:
        mailing.give_page(transaction, person_id=post.group.person("sam").id)
        reader = transaction.connection.exec_driver_sql(
            f"SELECT external_id FROM addresses WHERE kind = 'web' AND person_id = {post.group.person('sam').id}"
        ).scalar_one()
    token = post.pages.links.pause_token(reader=reader, now=post.now)

    answered = post.browser.post(f"/pause/{token}", data={})

    assert "You run a partnership" in answered.text


def test_letter_to_an_address_that_is_nobodys_any_more_is_given_up(post: Post) -> None:
    post.owe_envelope()
    with post.group.database.write() as transaction:
        transaction.connection.exec_driver_sql("DELETE FROM addresses WHERE kind = 'web'")

    post.send()

    assert post.letters() == []
    assert _message_states(post)[0] == ("envelope", "dead")


def _quiet_until(post: Post) -> object:
    with post.group.database.read() as transaction:
        row = transaction.connection.exec_driver_sql(
            f"SELECT quiet_until FROM people WHERE id = {post.group.person('mina').id}"
        )
        return row.scalar_one()
