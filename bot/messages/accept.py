"""What is said when somebody answers whether they take something on."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.messages.items import button, standing_item, subject
from bot.messages.model import Field, FieldKind, Form, Fragments, Item, Option
from bot.messages.words import by, near

COLLEAGUE: Final = "colleague"
NO_NEED: Final = "no_need"
_DAY: Final = "day_"
_LINE: Final = 300


def accepted(view: ItemView, *, days: Sequence[date] = ()) -> Item:
    """After **Accept**, of one's own or for somebody else, who then hears of it.

    `days` are those on which its holder could be reminded besides; none are offered where there are none.
    """
    if view.is_readers and days:
        return _which_day(view, days)
    if view.is_readers or not view.holder_name:
        return standing_item(view, said=("Thank you. It's in.",))
    return standing_item(
        view, said=(f"Thank you. It's in. I'll tell {view.holder_name} that it was agreed.",)
    )


def _which_day(view: ItemView, days: Sequence[date]) -> Item:
    offered = [
        button(view, near(day, today=view.today), Intent.ACCEPT, word=f"{_DAY}{day:%Y%m%d}") for day in days
    ]
    return Item(
        subject=subject(view.share.id),
        title=view.title,
        lines=(("Thank you. It's in. Shall I pick a good day to remind you?",),),
        buttons=(*offered, button(view, "No need", Intent.ACCEPT, word=NO_NEED)),
    )


def reminder_chosen(view: ItemView, *, on: date) -> Item:
    """After a day was picked."""
    return standing_item(view, said=(f"Thank you. I'll remind you on {near(on, today=view.today)}.",))


def no_need(view: ItemView) -> Item:
    """After **No need**."""
    return standing_item(view, said=("That's fine. It's in.",))


def day_of(word: str) -> date | None:
    """Return the day that a button of `accepted` carries, None for any other word."""
    if not word.startswith(_DAY):
        return None
    try:
        return date.fromisoformat(word.removeprefix(_DAY))
    except ValueError:
        return None


def who_else(view: ItemView) -> Item:
    """**Not for me** asks one thing."""
    return Item(
        subject=subject(view.share.id),
        title=view.title,
        lines=(("Who should we ask?",),),
        buttons=(
            button(view, "Somebody else here", Intent.NOT_FOR_ME, word=COLLEAGUE, opens=True),
            button(view, "Another partner", Intent.NOT_FOR_ME, word="partner"),
            button(view, "We can't take this on", Intent.NOT_FOR_ME, word="cannot"),
        ),
        more=(button(view, "Let's talk", Intent.NOT_FOR_ME, word="talk"),),
    )


def declined(view: ItemView) -> Item:
    return standing_item(view, said=_runner_sees(view, "Thank you for saying."))


def will_talk(view: ItemView) -> Item:
    return standing_item(view, said=_runner_sees(view, "Good idea."))


def handed_on(view: ItemView) -> Item:
    name = view.holder_name or "your colleague"
    return standing_item(view, said=(f"Thank you. I'll ask {name} next.",))


def disputed(view: ItemView) -> Item:
    return standing_item(view, said=_runner_sees(view, "Thank you for saying."))


def suggested(view: ItemView) -> Item:
    return standing_item(
        view, said=(f"Thank you. Nothing is agreed until {view.runner_name or 'the runner'} has answered.",)
    )


def colleague_form(view: ItemView, *, people: dict[int, str]) -> Form:
    return Form(
        intent=Intent.NOT_FOR_ME,
        partnership_id=view.partnership.id,
        arg=f"{view.share.id}.{view.share.version}",
        title="Somebody else here",
        submit="Ask them",
        intro=((f"Who at {view.partner_name} could do this? I'll ask them.",),),
        fields=(
            Field(
                name="person",
                label="Person",
                kind=FieldKind.PERSON,
                options=tuple(Option(value=f"person:{key}", label=name) for key, name in people.items()),
                required=True,
            ),
        ),
    )


def put_right_form(view: ItemView) -> Form:
    return Form(
        intent=Intent.PUT_RIGHT,
        partnership_id=view.partnership.id,
        arg=f"{view.share.id}.{view.share.version}",
        title="Put it right",
        submit="Send",
        intro=(_as_written(view),),
        fields=(
            Field(
                name="words",
                label="How do you remember it?",
                kind=FieldKind.LINES,
                hint=f"{view.runner_name or 'The runner'} reads this, and nobody else.",
                required=True,
                max_length=_LINE,
            ),
        ),
    )


def _as_written(view: ItemView) -> Fragments:
    return (f"{view.title}, {by(view.due, today=view.today, in_full=True)}",)


def _runner_sees(view: ItemView, first: str) -> Fragments:
    return (f"{first} {view.runner_name or 'The runner'} will see it in the next morning list.",)
