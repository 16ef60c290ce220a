"""What is said after each press on an action, and the forms that presses open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.importance import Importance
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.messages import accept, moves, progress, stuck
from bot.messages.model import Field, FieldKind, Form, Item, Strong
from tests.actions import COMMITMENT, DUE, NOW, SHARE, move, view

PROPOSED = view(share=replace(SHARE, state=ShareState.PROPOSED))
DONE = replace(SHARE, state=ShareState.DONE, done_at=NOW)


def _first(item: Item) -> str:
    return "".join(one.text if isinstance(one, Strong) else one for one in item.lines[0])


def _labels(form: Form) -> list[tuple[str, FieldKind, bool]]:
    return [(one.label, one.kind, one.required) for one in form.fields]


def test_accepted_is_in() -> None:
    assert _first(accept.accepted(view())) == "Thank you. It's in."


@pytest.mark.parametrize(
    ("holder", "said"),
    [
        ("Mina Iqbal", "Thank you. It's in. I'll tell Mina Iqbal that it was agreed."),
        ("", "Thank you. It's in."),
    ],
)
def test_accepted_for_somebody_else_is_told_to_them(holder: str, said: str) -> None:
    assert _first(accept.accepted(view(reader_id=1, holder_name=holder))) == said


def test_not_for_me_asks_one_thing() -> None:
    item = accept.who_else(PROPOSED)

    assert _first(item) == "Who should we ask?"
    assert [(one.label, one.arg, one.opens) for one in (*item.buttons, *item.more)] == [
        ("Somebody else here", "12.3.colleague", True),
        ("Another partner", "12.3.partner", False),
        ("We can't take this on", "12.3.cannot", False),
        ("Let's talk", "12.3.talk", False),
    ]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (accept.declined(PROPOSED), "Thank you for saying. Sam will see it in the next morning list."),
        (accept.will_talk(PROPOSED), "Good idea. Sam will see it in the next morning list."),
        (accept.disputed(view()), "Thank you for saying. Sam will see it in the next morning list."),
        (
            accept.disputed(view(runner_name="")),
            "Thank you for saying. The runner will see it in the next morning list.",
        ),
        (accept.handed_on(view(holder_name="Rob Stone")), "Thank you. I'll ask Rob Stone next."),
        (accept.handed_on(view(holder_name="")), "Thank you. I'll ask your colleague next."),
        (accept.suggested(PROPOSED), "Thank you. Nothing is agreed until Sam has answered."),
        (progress.undone(view()), "It's open again. I haven't told anybody."),
        (stuck.told(view()), "Thank you for saying. Sam has your message now."),
        (
            stuck.will_ring(view(reader_id=1), tomorrow=False),
            "I'll let Mina Iqbal know that you'll ring today.",
        ),
        (
            stuck.will_ring(view(reader_id=1, holder_name=""), tomorrow=True),
            "I'll let Castle College know that you'll ring tomorrow.",
        ),
        (
            stuck.rung(view(reader_id=1, holder_is_reminded=True)),
            "Good. I'll remind Mina as usual again. Mina can press Stuck if anything is still in the way.",
        ),
        (stuck.rung(view(reader_id=1)), "Good. It takes its ordinary course again."),
        (stuck.rung(view(reader_id=1, holder_name="")), "Good. It takes its ordinary course again."),
        (
            stuck.rung(view(reader_id=1, holder_is_reminded=True, today=DUE)),
            "Good. It takes its ordinary course again.",
        ),
    ],
)
def test_answer_says_what_happens_next(item: Item, said: str) -> None:
    assert _first(item) == said


@pytest.mark.parametrize(
    ("today", "labels"),
    [(DUE, ["Write a line"]), (DUE + timedelta(days=1), ["New date", "Write a line"])],
)
def test_new_date_is_offered_after_the_ring_where_the_old_one_has_gone_by(
    today: date, labels: list[str]
) -> None:
    item = stuck.rung(view(reader_id=1, holder_is_reminded=True, today=today))

    assert [one.label for one in item.buttons] == labels
    assert [one.intent for one in (*item.buttons, *item.more)].count(Intent.MORE_TIME) == 1


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (view(share=DONE), "Thank you. It's done."),
        (view(share=DONE, others=("Northgate",)), "Thank you. I'll tell Northgate in ten minutes."),
        (
            view(share=DONE, others=("Northgate",), commitment=replace(COMMITMENT, all_partners=True)),
            "Thank you. It's done.",
        ),
    ],
)
def test_done_says_who_is_told_and_can_be_undone(done: ItemView, said: str) -> None:
    item = progress.done(done)

    assert _first(item) == said
    assert [(one.label, one.intent) for one in item.buttons] == [("Undo", Intent.UNDO)]


NORMAL = replace(COMMITMENT, importance=Importance.NORMAL)


@pytest.mark.parametrize(
    ("rested", "said"),
    [
        (
            view(commitment=NORMAL),
            "Good to know. I won't mention it again until the day before.",
        ),
        # Monday 30 November: its last reminder comes on the Thursday before.
        (
            view(commitment=replace(NORMAL, due=date(2026, 11, 30))),
            "Good to know. I won't mention it again until Thursday 26 November 2026.",
        ),
        # A critical one skips the next only: 17 November, then 24 November.
        (view(), "Good to know. I won't mention it again until Tuesday 24 November 2026."),
        (view(today=date(2026, 11, 26)), "Good to know."),
        (view(calendar=None), "Good to know."),
    ],
)
def test_on_track_says_until_when_it_rests(rested: ItemView, said: str) -> None:
    assert _first(progress.on_track(rested)) == said


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (
            view(),
            "That's fine. Thank you for telling me early. It's now by Friday 27 November 2026.",
        ),
        (
            view(today=date(2026, 11, 27)),
            "That's fine. Thank you for telling me. It's now by Friday 27 November 2026.",
        ),
        (
            view(move=move()),
            "Thank you for telling me. Sam will decide; until then it's still by Friday 27 November 2026.",
        ),
    ],
)
def test_more_time_says_which_date_holds(moved: ItemView, said: str) -> None:
    assert _first(moves.moved(moved)) == said


@pytest.mark.parametrize(
    ("agree", "said"),
    [
        (True, "It's now by Friday 27 November 2026. I'll let Mina Iqbal know."),
        (False, "It stays by Friday 27 November 2026. I'll let Mina Iqbal know."),
    ],
)
def test_decision_says_which_date_holds(agree: bool, said: str) -> None:
    assert _first(moves.decided(view(reader_id=1), agree=agree)) == said


@pytest.mark.parametrize(
    ("form", "title", "fields"),
    [
        (
            moves.more_time_form(view(), asked={"date_closed"}),
            "Need more time",
            [
                ("New date", FieldKind.DATE, True),
                ("Yes, keep this date", FieldKind.TICK, False),
                ("Reason", FieldKind.LINES, False),
            ],
        ),
        (
            moves.suggestion_form(PROPOSED),
            "Suggest another date",
            [("New date", FieldKind.DATE, True), ("Reason", FieldKind.LINES, False)],
        ),
        (
            stuck.form(view()),
            "Stuck",
            [
                ("What is in the way", FieldKind.CHOICE, True),
                ("In your words", FieldKind.LINES, False),
            ],
        ),
        (
            accept.colleague_form(PROPOSED, people={8: "Rob Stone"}),
            "Somebody else here",
            [("Person", FieldKind.PERSON, True)],
        ),
        (
            accept.put_right_form(view()),
            "Put it right",
            [("How do you remember it?", FieldKind.LINES, True)],
        ),
    ],
)
def test_form_asks_no_more_than_it_needs(
    form: Form, title: str, fields: list[tuple[str, FieldKind, bool]]
) -> None:
    assert (form.title, form.arg, form.partnership_id) == (title, "12.3", 9)
    assert _labels(form) == fields


def test_reason_is_read_by_the_runner_and_nobody_else() -> None:
    hints = [one.hint for form in (moves.more_time_form(view()), stuck.form(view())) for one in form.fields]

    assert hints.count("Sam reads this, and nobody else.") == 2


def test_colleagues_can_be_picked_from() -> None:
    [person] = accept.colleague_form(PROPOSED, people={8: "Rob Stone"}).fields

    assert isinstance(person, Field)
    assert [(one.value, one.label) for one in person.options] == [("person:8", "Rob Stone")]


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (view(reader_id=1), "It's now by Friday 27 November 2026. I'll let Mina Iqbal know."),
        (view(reader_id=1, holder_name=""), "It's now by Friday 27 November 2026."),
        (
            view(reader_id=1, move=move()),
            "It's in your list to agree. Until then it's still by Friday 27 November 2026.",
        ),
        (
            view(reader_id=2, move=move()),
            "Sam will decide. Until then it's still by Friday 27 November 2026.",
        ),
    ],
)
def test_whoever_moves_it_for_another_is_told_what_comes_of_it(moved: ItemView, said: str) -> None:
    assert _first(moves.moved(moved)) == said
