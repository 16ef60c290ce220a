"""**Track this**, from the press on a message to an action in the timetable."""

from dataclasses import replace

import pytest

from bot.domain.permissions import Intent
from bot.messages.model import Form
from bot.messages.tracking import NO, YES
from handlers.conversations import tracking
from handlers.conversations.replies import FormErrors, OpenForm, Replace, Reply, Say
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage import commitments
from tests import calls
from tests.riverside import NOW, Riverside

_ALL: frozenset[type[Reply]] = frozenset({Say, OpenForm, FormErrors, Replace})
WORDS = "I'll send the course data by Friday week"


def _presses(group: Riverside, who: str, arg: str) -> Reply:
    pressed = calls.press(
        group.installation_id, who, Intent.TRACK, partnership_id=group.partnership_id, arg=arg
    )
    return Router(routes=ROUTES, database=group.database).answer(pressed, now=NOW, rides=_ALL)


def _values(form: Form) -> dict[str, tuple[str, ...]]:
    return {one.name: one.value for one in form.fields}


def _sends(group: Riverside, form: Form, **values: str) -> Reply:
    sent = {name: value for name, value in _values(form).items() if value}
    sent |= {name: (value,) for name, value in values.items()}
    plain = calls.submit(group.installation_id, "U-MINA", Intent.TRACK)
    submit = replace(plain, values=sent, partnership_id=group.partnership_id)
    return Router(routes=ROUTES, database=group.database).answer(submit, now=NOW, rides=_ALL)


def _written(words: str = WORDS) -> str:
    return tracking.written(writer="U-MINA", reference="C1.2", words=words)


def test_presser_hears_that_the_writer_was_asked(group: Riverside) -> None:
    reply = _presses(group, "U-SAM", _written())

    assert isinstance(reply, Say)
    assert "I've asked Mina in private" in str(reply.message)


@pytest.mark.parametrize("arg", [_written(), f"{YES}:{WORDS}"], ids=["own message", "says yes"])
def test_writer_gets_the_form_with_words_and_date(group: Riverside, arg: str) -> None:
    reply = _presses(group, "U-MINA", arg)

    assert isinstance(reply, OpenForm)
    values = _values(reply.form)
    assert reply.form.intent is Intent.TRACK
    assert values["what"] == ("I'll send the course data",)
    assert values["by_when"] == ("2026-09-18",)
    assert values["partner"] == (str(group.castle_id),)
    assert values["person"] == (f"person:{group.person('mina').id}",)


def test_runner_finds_their_own_partner_chosen(group: Riverside) -> None:
    reply = _presses(group, "U-SAM", f"{YES}:{WORDS}")

    assert isinstance(reply, OpenForm)
    assert _values(reply.form)["partner"] == (str(group.office_id),)


def test_words_and_all_go_into_the_timetable(group: Riverside) -> None:
    opened = _presses(group, "U-MINA", f"{YES}:{WORDS}")
    assert isinstance(opened, OpenForm)

    reply = _sends(group, opened.form, what="Send the course data")

    assert isinstance(reply, Replace)
    assert reply.message is not None
    assert reply.message.opening == "It's in the timetable."
    with group.database.read() as transaction:
        [kept] = commitments.all_of(transaction, viewer=group.viewer("mina"))
    assert (kept.wording.title, kept.due.isoformat()) == ("Send the course data", "2026-09-18")
    assert [share.person_id for share in kept.shares] == [group.person("mina").id]


def test_form_comes_back_with_what_needs_mending(group: Riverside) -> None:
    opened = _presses(group, "U-MINA", f"{YES}:{WORDS}")
    assert isinstance(opened, OpenForm)

    reply = _sends(group, opened.form, by_when="soonish")

    assert isinstance(reply, FormErrors)
    assert reply.form.intent is Intent.TRACK
    assert _values(reply.form)["what"] == ("I'll send the course data",)


def test_long_words_make_a_short_title_and_are_kept_whole(group: Riverside) -> None:
    reply = _presses(group, "U-MINA", f"{YES}:{'word ' * 80}")

    assert isinstance(reply, OpenForm)
    values = _values(reply.form)
    assert len(values["what"][0]) == 150
    assert len(values["why"][0]) >= 399


def test_words_that_say_no_day_open_the_form_without_one(group: Riverside) -> None:
    reply = _presses(group, "U-MINA", f"{YES}:Course data")

    assert isinstance(reply, OpenForm)
    assert _values(reply.form)["by_when"] == ()


def test_writer_says_no(group: Riverside) -> None:
    reply = _presses(group, "U-MINA", NO)

    assert isinstance(reply, Replace)
    assert reply.message is not None
    assert reply.message.opening == "All right, I've put nothing in the timetable."


def test_a_press_that_no_message_of_ours_carries_is_answered(group: Riverside) -> None:
    reply = _presses(group, "U-SAM", "ask")

    assert isinstance(reply, Say)
    assert "There are no words in that message" in str(reply.message)


def _logs(group: Riverside, who: str, arg: str) -> dict[str, tuple[str, ...]]:
    pressed = calls.press(
        group.installation_id, who, Intent.LOG, partnership_id=group.partnership_id, arg=arg
    )
    reply = Router(routes=ROUTES, database=group.database).answer(pressed, now=NOW, rides=_ALL)
    assert isinstance(reply, OpenForm)
    return _values(reply.form)


def test_log_opens_with_who_wrote_and_when_and_no_word(group: Riverside) -> None:
    values = _logs(group, "U-SAM", tracking.logged(writer="U-MINA", at="1788900000.123"))

    assert values["partner"] == (str(group.castle_id),)
    assert values["who"] == (str(group.person("mina").id),)
    assert values["day"] == ("2026-09-08",)
    assert (values["words"], values["asked"]) == ((), ())


@pytest.mark.parametrize("stamp", ["", "soon", "9" * 10, "9" * 40])
def test_log_of_who_is_not_known_opens_with_today(group: Riverside, stamp: str) -> None:
    values = _logs(group, "U-SAM", tracking.logged(writer="U-NOBODY", at=stamp))

    assert (values["partner"], values["who"], values["day"]) == ((), (), ("2026-09-10",))


def test_log_of_another_partner_is_not_a_co_ordinators(group: Riverside) -> None:
    values = _logs(group, "U-MINA", tracking.logged(writer="U-SAM", at="1788900000.123"))

    assert values["partner"] == (str(group.castle_id),)
    assert values["who"] == ()
