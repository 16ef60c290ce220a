"""The hello and the welcome, word for word."""

from dataclasses import replace

from bot.domain.people import Hour, Rhythm
from bot.domain.permissions import Intent
from bot.messages import hello, welcome
from bot.messages.model import Buttons
from bot.messages.plain import text
from tests.actions import PARTNERSHIP
from tests.reading import MINA, SAM

WITH_TELEPHONE = replace(PARTNERSHIP, profile=replace(PARTNERSHIP.profile, runner_telephone="01632 960 100"))


def test_welcome_says_who_asked_and_what_follows() -> None:
    assert text(welcome.message(partnership=WITH_TELEPHONE, runner=SAM, looks=True)) == (
        "Hello. I'm Bywhen, and I'm here to help Riverside Progression Group keep its dates.\n\n"
        "I'm a bot. Sam Hallam runs this group day to day, and asked me to look after the timetable: who does what, "
        "by when.\n\n"
        "What I do\n\n"
        "• On Tuesdays and Thursdays I send you a short private list of what is yours. I write on another day only "
        "if something can't wait.\n"
        "• When we get something done together, I say so here.\n\n"
        "What I don't do\n\n"
        "• I don't read your chat. I see what you send me and what you press. I look in this room only to check "
        "that my own posts arrived.\n"
        "• I don't chase anybody in this room.\n"
        "• I don't take silence for a yes.\n\n"
        "If a date won't work, tell me before it comes and we'll find another. That is never counted as late. If a "
        "date goes by and I've heard nothing, I ask you once more. Then Sam gives you a ring.\n\n"
        "Would you rather have a phone call than a message? Ring Sam on 01632 960 100 and say so.\n\n"
        "[See the timetable] [Choose when I write to you]"
    )


def test_welcome_does_without_a_runner_and_a_telephone() -> None:
    said = text(welcome.message(partnership=PARTNERSHIP, runner=None, looks=True))

    assert "I'm a bot. I was asked to look after the timetable: who does what, by when." in said
    assert said.endswith("I ask you once more.\n\n[See the timetable] [Choose when I write to you]")


def test_welcome_says_that_i_look_in_the_room_only_where_i_can() -> None:
    said = text(welcome.message(partnership=PARTNERSHIP, runner=SAM, looks=False)).splitlines()

    assert "• I don't read your chat. I see what you send me and what you press." in said


def test_hello_says_who_asked_me_what_i_do_and_when_i_write() -> None:
    assert text(hello.message(partnership=PARTNERSHIP, reader=MINA, runner=SAM)) == (
        "Riverside Progression Group: hello from Bywhen.\n\n"
        "Hello Mina. I'm Bywhen, and I'm a bot. Sam Hallam runs Riverside Progression Group day to day, and asked "
        "me to look after the timetable: who does what, by when.\n\n"
        "What I do\n\n"
        "• On Tuesdays and Thursdays, at 8.30, I send you a short private list of what is yours.\n"
        "• I write on another day only if something can't wait, and never more than three times a week.\n"
        "• I don't take silence for a yes.\n"
        "• I send just what's yours, and the news too if you choose it below.\n\n"
        "If a date won't work, tell me before it comes and we'll find another. That is never counted as late.\n\n"
        "Would you rather have a phone call than a message? Tell Sam.\n\n"
        "[Ring me instead]\n\n"
        "When does it suit you?\n\n"
        "[Start of the day] [Lunch] [End of the day]\n\n"
        "What do you hope to gain from this? A line is enough, and you may skip it.\n\n"
        "[Say what you hope to gain] [Choose when I write to you]"
    )


def test_hello_names_the_days_and_the_hour_that_were_chosen() -> None:
    rhythm = Rhythm(regular_days=frozenset({0, 2, 4}), hour=Hour.END_OF_DAY)

    said = text(hello.message(partnership=PARTNERSHIP, reader=replace(MINA, rhythm=rhythm), runner=SAM))

    assert "On Mondays, Wednesdays and Fridays, at 3.45, I send you" in said


def test_hello_names_the_telephone_if_there_is_one() -> None:
    said = text(hello.message(partnership=WITH_TELEPHONE, reader=MINA, runner=SAM))

    assert "Ring Sam on 01632 960 100 and say so." in said


def test_hello_to_the_runner_or_without_one_names_the_partnership() -> None:
    to_sam = text(hello.message(partnership=PARTNERSHIP, reader=SAM, runner=SAM))
    without = text(hello.message(partnership=PARTNERSHIP, reader=MINA, runner=None))

    assert "I'm a bot. Riverside Progression Group asked me to look after the timetable" in to_sam
    assert "phone call" not in without


def test_hello_lets_the_runner_ring_instead() -> None:
    [instead, *_] = [
        block.buttons
        for block in hello.message(partnership=PARTNERSHIP, reader=MINA, runner=SAM).blocks
        if isinstance(block, Buttons)
    ]

    assert [(one.label, one.intent, one.arg, one.opens) for one in instead] == [
        ("Ring me instead", Intent.SETTINGS, "ring:9", False)
    ]


def test_hello_lets_an_hour_be_chosen_with_one_tap() -> None:
    blocks = hello.message(partnership=PARTNERSHIP, reader=MINA, runner=SAM).blocks
    [_, hours, forms] = [block.buttons for block in blocks if isinstance(block, Buttons)]

    assert [(one.label, one.arg, one.opens) for one in hours] == [
        ("Start of the day", "hour:START_OF_DAY", False),
        ("Lunch", "hour:LUNCH", False),
        ("End of the day", "hour:END_OF_DAY", False),
    ]
    assert [(one.arg, one.opens) for one in forms] == [("hopes", True), ("", True)]
    assert {one.intent for one in (*hours, *forms)} == {Intent.SETTINGS}
