"""Opening the doors in a conversation."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.doors import Greeting, Guest, Opened, Preview, Reached
from bot.domain.people import Membership, Person, Rhythm
from bot.domain.permissions import Intent, Role
from bot.errors import Refused
from bot.messages import doors as wording
from bot.messages import hello
from bot.messages.model import Bullets, Buttons, Form, Heading, Message, Note, Paragraph
from bot.services import doors as service
from handlers.conversations import doors
from handlers.conversations.replies import OpenForm, Say
from storage.database import Database
from tests import calls
from tests.riverside import Riverside, build

_AFTER = Paragraph(
    text=(
        "You get one list each working morning from me. The others get a hello, and nothing else before it.",
    )
)


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


def _screen(riverside: Riverside) -> Message:
    pressed = calls.press(riverside.installation_id, "U-SAM", Intent.OPEN_DOORS)
    reply = doors.press(calls.call(riverside.database, pressed))
    assert isinstance(reply, Say)
    return reply.message


def _form(riverside: Riverside) -> Form:
    pressed = calls.press(riverside.installation_id, "U-SAM", Intent.OPEN_DOORS, arg="who")
    reply = doors.press(calls.call(riverside.database, pressed))
    assert isinstance(reply, OpenForm)
    return reply.form


def _open(riverside: Riverside, *names: str) -> Message:
    ticked = tuple(str(riverside.person(name).id) for name in names)
    sent = calls.submit(riverside.installation_id, "U-SAM", Intent.OPEN_DOORS, people=ticked)
    return doors.open_doors(calls.call(riverside.database, sent)).message


def test_screen_shows_who_will_get_what(riverside: Riverside) -> None:
    screen = _screen(riverside)

    assert screen.opening == "Riverside Progression Group: who will get what."
    assert screen.blocks[1] == Bullets(
        items=(
            ("Dee Frame (Brook Lane Training): by telephone only; I'll tell you what is due.",),
            ("Grace Obi (Partnership office): a hello",),
            ("Mina Iqbal (Castle College): a hello",),
            ("Rob Stone (Castle College): a hello",),
        )
    )
    assert screen.blocks[2] == Paragraph(text=("A welcome goes into the room “#riverside”.",))


def test_screen_shows_the_hello_in_its_real_words(riverside: Riverside) -> None:
    blocks = _screen(riverside).blocks
    preview = service.preview(database=riverside.database, viewer=riverside.viewer("sam"))

    real = hello.message(
        partnership=preview.partnership, reader=riverside.person("grace"), runner=riverside.person("sam")
    )
    start = blocks.index(Heading(text="The hello, as Grace Obi will read it"))
    assert blocks[start + 1] == Paragraph(text=(real.opening,))
    shown = [block for block in real.blocks if not isinstance(block, Buttons)]
    assert [block for block in blocks[start + 2 :] if block in shown] == shown
    assert Note(text=("[Start of the day] [Lunch] [End of the day]",)) in blocks


def test_buttons_of_the_screen_open_forms(riverside: Riverside) -> None:
    [buttons] = [block for block in _screen(riverside).blocks if isinstance(block, Buttons)]

    button, try_it = buttons.buttons
    assert (try_it.label, try_it.opens) == ("Try it on me", True)
    assert (button.label, button.intent, button.arg, button.opens, button.partnership_id) == (
        "Open the doors",
        Intent.OPEN_DOORS,
        "who",
        True,
        riverside.partnership_id,
    )


def test_form_has_a_tick_for_each_person_who_can_be_written_to(riverside: Riverside) -> None:
    form = _form(riverside)

    [field] = form.fields
    assert (form.title, form.submit, field.label) == ("Open the doors", "Open the doors", "For whom")
    assert [option.label for option in field.options] == [
        "Grace Obi (Partnership office)",
        "Mina Iqbal (Castle College)",
        "Rob Stone (Castle College)",
    ]
    assert field.value == tuple(option.value for option in field.options)


def test_opened_doors_say_who_gets_a_hello(riverside: Riverside) -> None:
    told = _open(riverside, "mina", "grace")

    assert told == Message(
        opening="Riverside Progression Group: the doors are open.",
        blocks=(
            _AFTER,
            Paragraph(text=("I'm saying hello to Grace Obi and Mina Iqbal now.",)),
            Paragraph(text=("A welcome goes into the room “#riverside”.",)),
        ),
    )


def test_people_who_hear_from_me_already(riverside: Riverside) -> None:
    _open(riverside, "mina")

    bullets = _screen(riverside).blocks[1]
    assert isinstance(bullets, Bullets)
    assert ("Mina Iqbal (Castle College): hears from me already",) in bullets.items


def test_form_comes_back_when_nobody_is_ticked(riverside: Riverside) -> None:
    sent = calls.submit(riverside.installation_id, "U-SAM", Intent.OPEN_DOORS, people=("x",))
    call = calls.call(riverside.database, sent)

    with pytest.raises(Refused, match="doors_nobody_ticked"):
        doors.open_doors(call)

    assert doors.form(call, "doors_nobody_ticked") == _form(riverside)


def _guest(number: int = 1, *, partner: str = "", asked: int = 0, told: int = 0, reached: Reached) -> Guest:
    membership = Membership(
        id=number,
        partnership_id=1,
        person=Person(id=number, name=f"Guest {number}", zone=None, rhythm=Rhythm()),
        role=Role.MEMBER,
        partner_id=None,
        doors_open=False,
        greeted_at=None,
        rings=False,
    )
    return Guest(membership=membership, partner=partner, reached=reached, asked=asked, told=told)


def _preview(riverside: Riverside, *guests: Guest) -> Preview:
    found = service.preview(database=riverside.database, viewer=riverside.viewer("sam"))
    return Preview(partnership=found.partnership, runner=found.runner, guests=guests, rooms=())


@pytest.mark.parametrize(
    ("asked", "told", "reached", "line"),
    [
        (2, 0, Reached.BY_MESSAGE, "Guest 1: a hello and two things to accept"),
        (
            1,
            4,
            Reached.BY_MESSAGE,
            "Guest 1: a hello, one thing to accept and four things agreed at the meeting",
        ),
        (0, 0, Reached.NOT_YET, "Guest 1: I have no way to write to them yet."),
        (
            1,
            0,
            Reached.NOT_YET,
            "Guest 1: I have no way to write to them yet. Waiting for them: one thing to accept.",
        ),
        (
            0,
            2,
            Reached.BY_TELEPHONE,
            "Guest 1: by telephone only; I'll tell you what is due. Waiting for them: two things agreed at the meeting.",
        ),
    ],
)
def test_line_of_each_person(
    riverside: Riverside, asked: int, told: int, reached: Reached, line: str
) -> None:
    guest = _guest(asked=asked, told=told, reached=reached)

    assert wording.screen(preview=_preview(riverside, guest)).blocks[1] == Bullets(items=((line,),))


def test_long_list_is_cut(riverside: Riverside) -> None:
    guests = [_guest(number, reached=Reached.NOT_YET) for number in range(1, 25)]

    bullets = wording.screen(preview=_preview(riverside, *guests)).blocks[1]

    assert isinstance(bullets, Bullets)
    assert (len(bullets.items), bullets.items[-1]) == (21, ("and four more",))


def test_hellos_at_one_moment_stand_together(riverside: Riverside) -> None:
    monday = datetime(2026, 9, 14, 8, 30, tzinfo=UTC)
    names = (("Mina", monday), ("Rob", monday), ("Kwame", monday + timedelta(days=1)))
    opened = Opened(
        partnership=_preview(riverside).partnership,
        greetings=tuple(Greeting(name=name, at=at) for name, at in names),
        rooms=(),
    )

    assert wording.opened(opened=opened).blocks == (
        _AFTER,
        Paragraph(text=("Mina and Rob: a hello on Monday 14 September 2026 at 8.30, by their clock.",)),
        Paragraph(text=("Kwame: a hello on Tuesday 15 September 2026 at 8.30, by their clock.",)),
    )
