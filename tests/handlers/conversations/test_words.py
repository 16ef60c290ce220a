"""What each word gets: for somebody in no partnership, in one, in several; in private, in a room, mentioned in one."""

from dataclasses import replace
from typing import Final

import pytest
from sqlalchemy import select

from bot.domain.partnerships import Profile
from bot.domain.permissions import Intent, Role, Viewer, myself
from bot.messages.help import MORE
from bot.messages.model import Buttons, Message
from bot.messages.plain import text
from bot.services.answers import CONTENT
from handlers.conversations import commands
from handlers.conversations import help as helping
from handlers.conversations.incoming import Command, Place, Text
from handlers.conversations.replies import OpenForm, Reply, Say, SendFile
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage import members, partnerships
from storage.database import Database
from storage.tables import MessageRow
from tests import calls
from tests.pressing import answer
from tests.promised import accepted
from tests.riverside import LONDON, NOW, ROOM, Riverside, build, install

NONE_YET: Final = "You aren't in a partnership with me yet."
NOT_YOURS: Final = "That one is for somebody else in this partnership."
STRANGER: Final = "Hello. I'm Bywhen, and I help partnerships keep their dates."
BETWEEN_US: Final = "That's one for the two of us. I've opened it in our private chat."
WHICH: Final = "Which partnership is this about?"
IN_ROOM: Final = Place(conversation=ROOM, private=False, name="#riverside")
MENTIONED: Final = replace(IN_ROOM, overheard=True)
ELSEWHERE: Final = Place(conversation="C-CANTEEN", private=False, name="#canteen")
WORDS: Final = tuple(word for word in commands.WORDS if word)


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


@pytest.fixture
def several(riverside: Riverside) -> Riverside:
    """Mina runs Valley Link as well."""
    mina = riverside.person("mina").id
    with riverside.database.write() as transaction:
        made = partnerships.create(
            transaction, viewer=myself(mina), profile=Profile(name="Valley Link", zone=LONDON), now=NOW
        )
        viewer = Viewer(person_id=mina, partnership_id=made.id, role=Role.RUNNER)
        members.add(transaction, viewer=viewer, person_id=mina, role=Role.RUNNER, partner_id=None)
    return riverside


def _typed(group: Riverside, who: str, words: str, place: Place = calls.PRIVATE) -> Reply:
    reply: Reply = answer(group, calls.command(group.installation_id, who, words, place=place))
    return reply


def _heard(reply: Reply) -> str:
    """The first thing that is read: a message's first sentence, or a form's title."""
    if isinstance(reply, OpenForm):
        return f"[{reply.form.title}]"
    assert isinstance(reply, Say | SendFile), reply
    return reply.message.opening


def _labels(message: Message) -> list[str]:
    return [
        button.label for block in message.blocks if isinstance(block, Buttons) for button in block.buttons
    ]


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("", STRANGER),
        ("help", STRANGER),
        ("start", "[Start a partnership]"),
        ("partner", NONE_YET),
        ("add", NONE_YET),
        ("add Castle to send data by Friday", NONE_YET),
        ("timetable", NONE_YET),
        ("import", NONE_YET),
        ("export", NONE_YET),
        ("dance", STRANGER),
    ],
)
def test_somebody_in_no_partnership_hears(database: Database, words: str, heard: str) -> None:
    sent = calls.command(install(database), "U-NOBODY", words)

    reply = Router(routes=ROUTES, database=database).answer(sent, now=NOW, rides=frozenset({Say, OpenForm}))

    assert _heard(reply) == heard


@pytest.mark.parametrize(
    ("words", "runner", "co_ordinator", "by_heart"),
    [
        ("", "what waits for you stands on Home.", "nothing is waiting for you.", True),
        ("partner", "[Add a partner]", NOT_YOURS, False),
        ("add", "[Add to the timetable]", "[Add to the timetable]", False),
        ("timetable", "the next eight weeks.", "the next eight weeks.", True),
        ("timetable everything", "the whole timetable.", "the whole timetable.", True),
        ("mine", "nothing is yours at the moment.", "nothing is yours at the moment.", True),
        ("import", "[Import a timetable]", NOT_YOURS, False),
        (
            "export",
            "the timetable as an Excel workbook.",
            "here is your copy to share.",
            True,
        ),
        ("settings", "[Choose when I write to you]", "[Choose when I write to you]", False),
        ("start", "[Start a partnership]", "[Start a partnership]", False),
    ],
)
def test_somebody_in_one_partnership_hears(
    riverside: Riverside, words: str, runner: str, co_ordinator: str, by_heart: bool
) -> None:
    name = "Riverside Progression Group: " if by_heart else ""

    assert _heard(_typed(riverside, "U-SAM", words)) == name + runner
    told = co_ordinator if co_ordinator == NOT_YOURS else name + co_ordinator
    assert _heard(_typed(riverside, "U-MINA", words)) == told


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("", "Here is what is yours."),
        ("partner", WHICH),
        ("add", WHICH),
        ("timetable", WHICH),
        ("import", WHICH),
        ("export", WHICH),
        ("mine", "Nothing is yours at the moment."),
        ("settings", "[Choose when I write to you]"),
        ("start", "[Start a partnership]"),
    ],
)
def test_somebody_in_several_partnerships_is_asked_only_where_it_matters(
    several: Riverside, words: str, heard: str
) -> None:
    reply = _typed(several, "U-MINA", words)

    assert _heard(reply) == heard
    if heard == WHICH:
        assert isinstance(reply, Say)
        assert _labels(reply.message) == ["Riverside Progression Group", "Valley Link"]


@pytest.mark.parametrize("word", ["partner", "add", "timetable", "import", "export"])
def test_answer_to_which_partnership_asks_for_the_same_thing_again(several: Riverside, word: str) -> None:
    asked = _typed(several, "U-MINA", word)
    assert isinstance(asked, Say)
    [row] = [block for block in asked.message.blocks if isinstance(block, Buttons)]

    valley = row.buttons[1]
    pressed = calls.press(
        several.installation_id,
        "U-MINA",
        valley.intent,
        arg=valley.arg,
        partnership_id=valley.partnership_id,
    )
    reply = answer(several, pressed)

    assert valley.intent is commands.WORDS[word]
    assert _heard(reply).startswith(("Valley Link: ", "[", "There is no partner"))
    assert valley.opens is (word in ("partner", "add", "import"))


def test_mine_says_nothing_about_a_partnership_in_which_there_is_nothing(several: Riverside) -> None:
    accepted(several)

    reply = _typed(several, "U-MINA", "mine")

    assert isinstance(reply, Say)
    assert reply.message.opening == "One thing is yours at the moment."
    assert "Valley Link" not in text(reply.message)


def test_room_says_which_partnership_is_meant(several: Riverside) -> None:
    reply = _typed(several, "U-MINA", "timetable", IN_ROOM)

    assert _heard(reply) == "Riverside Progression Group: the next eight weeks."


def test_room_of_no_partnership_says_nothing_about_which(several: Riverside) -> None:
    assert _heard(_typed(several, "U-MINA", "timetable", ELSEWHERE)) == WHICH
    assert _heard(_typed(several, "U-SAM", "timetable", ELSEWHERE)) == (
        "Riverside Progression Group: the next eight weeks."
    )


def test_room_of_a_partnership_is_closed_to_who_is_not_in_it(riverside: Riverside) -> None:
    reply = _typed(riverside, "U-NOBODY", "timetable", IN_ROOM)

    assert _heard(reply) == "You aren't on the list of this partnership."


@pytest.mark.parametrize("words", ["HELP", "/help", "  Help  ", "?", "Hello!", "thank you"])
def test_words_that_ask_for_nothing_get_help(riverside: Riverside, words: str) -> None:
    reply = _typed(riverside, "U-MINA", words)

    assert reply == _typed(riverside, "U-MINA", "help")


@pytest.mark.parametrize("words", ["flibble", "what's on?", "<!channel>"])
def test_words_that_nobody_knows_are_not_understood(riverside: Riverside, words: str) -> None:
    reply, helped = _typed(riverside, "U-MINA", words), _typed(riverside, "U-MINA", "help")

    assert _heard(reply) == "I didn't understand that."
    assert isinstance(reply, Say)
    assert isinstance(helped, Say)
    assert text(helped.message) in text(reply.message)


@pytest.mark.parametrize("words", ["I'm stuck", "is this the fair on 4 March?"])
def test_text_that_is_no_command_gets_help_and_is_not_kept(riverside: Riverside, words: str) -> None:
    command = calls.command(riverside.installation_id, "U-MINA", words)
    said = Text(sender=command.sender, place=command.place, key="text", words=words)

    reply = answer(riverside, said)

    assert _heard(reply) == "I didn't understand that."
    assert words not in text(reply.message)


@pytest.mark.parametrize("word", WORDS)
def test_word_is_known_however_it_is_written(word: str) -> None:
    written = (word.upper(), word.title(), f"/{word}", f"  {word}  ", f"{word} and more", f"{word}\nand more")

    assert [commands.first_word(one) for one in written] == [word] * 6
    assert all(commands.is_known(one) for one in written)


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("add Castle to send data", "Castle to send data"),
        ("  ADD   Castle  to send ", "Castle  to send"),
        ("add", ""),
        ("", ""),
        ("timetable\nDate passed", "Date passed"),
    ],
)
def test_what_stands_after_the_word_stays_as_it_was_typed(words: str, rest: str) -> None:
    assert commands.rest(words) == rest


def test_help_names_every_word_that_can_be_typed(riverside: Riverside) -> None:
    pressed = calls.press(riverside.installation_id, "U-SAM", Intent.HELP, arg=MORE)

    said: Say = helping.say(calls.call(riverside.database, pressed))
    [*_, note] = text(said.message).split("\n\n")
    named = note.removeprefix("You can type these too: ").removesuffix(".").split(", ")
    assert sorted(named) == sorted(WORDS)


@pytest.mark.parametrize("who", ["U-MINA", "U-GRACE", "U-ROB"])
def test_help_names_only_words_that_its_reader_may_type(riverside: Riverside, who: str) -> None:
    pressed = calls.press(riverside.installation_id, who, Intent.HELP, arg=MORE)
    said: Say = helping.say(calls.call(riverside.database, pressed))
    [*_, note] = text(said.message).split("\n\n")
    router = Router(routes=ROUTES, database=riverside.database)

    for word in note.removeprefix("You can type these too: ").removesuffix(".").split(", "):
        reply = router.answer(
            calls.command(riverside.installation_id, who, word), now=NOW, rides=frozenset({Say, OpenForm})
        )
        assert not isinstance(reply, Say) or "for somebody else" not in text(reply.message), word


def _mention(group: Riverside, who: str, words: str) -> Command:
    sent = calls.command(group.installation_id, who, words, place=MENTIONED)
    return replace(sent, key=f"mention:{who}:{words}")


def _posted(group: Riverside) -> list[tuple[bool, str]]:
    """What was queued, in order: whether into the room, and its first sentence."""
    with group.database.read() as transaction:
        rows = transaction.connection.execute(
            select(MessageRow.recipient, MessageRow.content).order_by(MessageRow.id)
        ).all()
    return [(ROOM in row.recipient, CONTENT.validate_python(row.content).opening) for row in rows]


@pytest.mark.parametrize(
    ("words", "posted"),
    [
        ("timetable", [(True, "Riverside Progression Group: the next eight weeks.")]),
        (
            "mine",
            [(True, BETWEEN_US), (False, "Riverside Progression Group: nothing is yours at the moment.")],
        ),
        ("partner", [(True, BETWEEN_US), (False, "I have a short form for that.")]),
        ("settings", [(True, BETWEEN_US), (False, "I have a short form for that.")]),
        (
            "timetable date passed",
            [(True, BETWEEN_US), (False, "Riverside Progression Group: where a new date would help.")],
        ),
    ],
)
def test_mention_in_a_room_is_answered_there_only_with_what_everybody_may_read(
    riverside: Riverside, words: str, posted: list[tuple[bool, str]]
) -> None:
    Router(routes=ROUTES, database=riverside.database).answer(
        _mention(riverside, "U-SAM", words), now=NOW, rides=frozenset()
    )

    assert sorted(_posted(riverside)) == sorted(posted)


@pytest.mark.parametrize("intent", [Intent.HELP, Intent.MINE, Intent.TIMETABLE, Intent.EXPORT])
def test_word_and_button_of_the_menu_get_the_same_answer(riverside: Riverside, intent: Intent) -> None:
    pressed = calls.press(riverside.installation_id, "U-SAM", intent, partnership_id=riverside.partnership_id)

    by_button = answer(riverside, pressed)
    by_word = _typed(riverside, "U-SAM", intent.value)

    assert isinstance(by_word, Say)
    assert by_button.message == by_word.message


@pytest.mark.parametrize(
    ("typed", "word", "others"),
    [
        ("/bywhen timetable all", "timetable", "all"),
        ("Bywhen add Castle to sing by Friday", "add", "Castle to sing by Friday"),
        ("@bywhen", "", ""),
        ("bywhen /bywhen mine", "mine", ""),
        ("  /mine  ", "mine", ""),
        ("bywhens timetable", "bywhens", "timetable"),
    ],
)
def test_our_own_name_before_a_word_is_no_word(typed: str, word: str, others: str) -> None:
    assert (commands.first_word(typed), commands.rest(typed)) == (word, others)
