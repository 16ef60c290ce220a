"""The hello: the first message that anybody gets (conversations, Manners 2)."""

from bot.domain.date_words import WEEKDAYS
from bot.domain.partnerships import Partnership
from bot.domain.people import Person
from bot.domain.permissions import Intent
from bot.messages.model import Block, Bullets, Button, Buttons, Message, Paragraph, Strong
from bot.messages.settings import HOURS, RING, clock
from bot.messages.words import and_list


def message(*, partnership: Partnership, reader: Person, runner: Person | None) -> Message:
    """Return the hello as `reader` gets it: who asked me, what I do, when I write, how to stop me."""
    return Message(
        opening=f"{partnership.name}: hello from Bywhen.",
        blocks=blocks(partnership=partnership, reader=reader, runner=runner),
    )


def blocks(*, partnership: Partnership, reader: Person, runner: Person | None) -> tuple[Block, ...]:
    """Return what stands below the first sentence."""
    return (
        Paragraph(text=(_who_asked_me(partnership, reader, runner),)),
        Paragraph(text=(Strong("What I do"),)),
        Bullets(
            items=(
                (_when_i_write(reader),),
                (
                    "I write on another day only if something can't wait, and never more than three times a week.",
                ),
                ("I don't take silence for a yes.",),
                ("I send just what's yours, and the news too if you choose it below.",),
            )
        ),
        Paragraph(
            text=(
                Strong("If a date won't work,"),
                " tell me before it comes and we'll find another. That is never counted as late.",
            )
        ),
        *_ring_instead(partnership, reader, runner),
        Paragraph(text=(Strong("When does it suit you?"),)),
        Buttons(buttons=_hours()),
        Paragraph(
            text=(Strong("What do you hope to gain from this?"), " A line is enough, and you may skip it.")
        ),
        Buttons(
            buttons=(
                Button(label="Say what you hope to gain", intent=Intent.SETTINGS, arg="hopes", opens=True),
                Button(label="Choose when I write to you", intent=Intent.SETTINGS, opens=True),
            )
        ),
    )


def _who_asked_me(partnership: Partnership, reader: Person, runner: Person | None) -> str:
    hello = f"Hello {reader.first_name}. I'm Bywhen, and I'm a bot."
    look_after = "asked me to look after the timetable: who does what, by when."
    if runner is None or runner.id == reader.id:
        return f"{hello} {partnership.name} {look_after}"
    return f"{hello} {runner.name} runs {partnership.name} day to day, and {look_after}"


def _when_i_write(reader: Person) -> str:
    days = and_list([f"{WEEKDAYS[day]}s" for day in sorted(reader.rhythm.regular_days)])
    hour = clock(reader.rhythm.hour.value)
    return f"On {days}, at {hour}, I send you a short private list of what is yours."


def _ring_instead(partnership: Partnership, reader: Person, runner: Person | None) -> tuple[Block, ...]:
    if runner is None or runner.id == reader.id:
        return ()
    number = partnership.profile.runner_telephone
    ring = f"Ring {runner.first_name} on {number} and say so." if number else f"Tell {runner.first_name}."
    instead = Button(label="Ring me instead", intent=Intent.SETTINGS, arg=f"{RING}{partnership.id}")
    return (
        Paragraph(text=(f"Would you rather have a phone call than a message? {ring}",)),
        Buttons(buttons=(instead,)),
    )


def _hours() -> tuple[Button, ...]:
    return tuple(
        Button(
            label=label,
            intent=Intent.SETTINGS,
            arg=f"hour:{hour.name}",
            spoken=f"{label}, {clock(hour.value)}",
        )
        for hour, label in HOURS.items()
    )
