"""Choosing days, hours and absence in a conversation."""

from typing import Any

import pytest

from bot.domain.invitations import Whereabouts
from bot.domain.people import AddressKind, Hour, Rhythm
from bot.domain.permissions import Intent
from bot.errors import Refused
from bot.messages import plain
from bot.messages import settings as wording
from handlers.conversations import settings
from handlers.conversations.replies import OpenForm, Say
from storage import people
from storage.database import Database
from tests import calls
from tests.riverside import Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def _press(riverside: Riverside, arg: str = "") -> OpenForm | Say:
    pressed = calls.press(riverside.installation_id, "U-MINA", Intent.SETTINGS, arg=arg)
    return settings.press(calls.call(riverside.database, pressed))


def _submit(riverside: Riverside, *, arg: str = "", **values: Any) -> Say:
    sent = calls.submit(riverside.installation_id, "U-MINA", Intent.SETTINGS, arg=arg, **values)
    return settings.submit(calls.call(riverside.database, sent))


def _places(riverside: Riverside) -> tuple[Whereabouts, ...]:
    """Where Mina is written to: in the office's workspace alone."""
    mina = riverside.person("mina")
    with riverside.database.read() as transaction:
        [address] = people.addresses_of(transaction, viewer=riverside.viewer("mina"), person_id=mina.id)
    return (
        Whereabouts(
            address_id=address.id,
            kind=AddressKind.SLACK,
            name="Partnership office",
            is_here=True,
            is_preferred=True,
        ),
    )


def test_form_opens_by_word_and_by_button(riverside: Riverside) -> None:
    typed = calls.command(riverside.installation_id, "U-MINA", "settings")

    opened = settings.open_form(calls.call(riverside.database, typed))

    assert opened == OpenForm(form=wording.form(rhythm=Rhythm(), away=None, places=_places(riverside)))
    assert _press(riverside) == opened


def test_hour_is_chosen_by_a_button_of_the_hello(riverside: Riverside) -> None:
    assert _press(riverside, "hour:LUNCH") == Say(
        message=wording.changed(rhythm=Rhythm(hour=Hour.LUNCH), away=None, runs=False)
    )


def test_what_was_chosen_is_said_back_and_shown_again(riverside: Riverside) -> None:
    said = _submit(
        riverside, days=("0", "4"), hour="END_OF_DAY", away_first="2026-09-21", away_last="2026-09-25"
    )

    opened = _press(riverside)

    assert said.message.opening == "I'll write to you on Mondays and Fridays at the end of the day, 3.45."
    assert isinstance(opened, OpenForm)
    assert [field.value for field in opened.form.fields] == [
        ("0", "4"),
        ("END_OF_DAY",),
        ("mine",),
        ("2026-09-21",),
        ("2026-09-25",),
        (str(_places(riverside)[0].address_id),),
    ]


def test_hopes_are_asked_and_kept(riverside: Riverside) -> None:
    before = _press(riverside, "hopes")
    said = _submit(riverside, arg="hopes", hopes="Fewer empty places")
    after = _press(riverside, "hopes")

    assert before == OpenForm(form=wording.hopes_form(hopes=""))
    assert said == Say(message=wording.hoped())
    assert after == OpenForm(form=wording.hopes_form(hopes="Fewer empty places"))


@pytest.mark.parametrize(
    ("arg", "fields"),
    [("", ["days", "hour", "news", "away_first", "away_last", "where"]), ("hopes", ["hopes"])],
)
def test_form_comes_back_for_mending(riverside: Riverside, arg: str, fields: list[str]) -> None:
    sent = calls.submit(riverside.installation_id, "U-MINA", Intent.SETTINGS, arg=arg)

    form = settings.form(calls.call(riverside.database, sent), "too_long")

    assert [field.name for field in form.fields] == fields


def test_who_would_rather_be_rung_says_so_and_takes_it_back(riverside: Riverside) -> None:
    rung = _press(riverside, f"ring:{riverside.partnership_id}")
    written = _press(riverside, f"write:{riverside.partnership_id}")

    group = "Riverside Progression Group"
    assert rung == Say(
        message=wording.rung_instead(partnership_id=riverside.partnership_id, partnership=group, runner="Sam")
    )
    assert written == Say(message=wording.written_to_again(partnership=group))


@pytest.mark.parametrize("arg", ["ring:999999", "ring:", "write:x"])
def test_being_rung_is_chosen_where_one_belongs(riverside: Riverside, arg: str) -> None:
    with pytest.raises(Refused, match="not_in_partnership"):
        _press(riverside, arg)


@pytest.mark.parametrize(("chosen", "kept"), [("news", "news"), ("mine", "mine"), ("", "mine")])
def test_news_come_to_who_would_like_them(riverside: Riverside, chosen: str, kept: str) -> None:
    said = _submit(riverside, days=("1",), hour="LUNCH", news=chosen)
    opened = _press(riverside)

    assert isinstance(opened, OpenForm)
    assert opened.form.fields[2].value == (kept,)
    assert ("The news comes along with it." in plain.text(said.message)) is (chosen == "news")


def test_news_stay_chosen_where_nothing_is_said_about_them(riverside: Riverside) -> None:
    _submit(riverside, days=("1",), hour="LUNCH", news="news")
    _submit(riverside, days=("2",), hour="LUNCH")

    opened = _press(riverside)

    assert isinstance(opened, OpenForm)
    assert opened.form.fields[2].value == ("news",)
