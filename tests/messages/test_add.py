"""The form Add to the timetable, and what is said when something was put in."""

from datetime import date

import pytest

from bot.domain.asking import AskPlan
from bot.domain.lines import Named, read_line
from bot.messages import add, plain
from bot.messages.model import Field, FieldKind, Form
from tests.actions import DUE, TODAY

PARTNERS = {1: "Castle College", 2: "Meadow College"}
PEOPLE = {7: "Mina Iqbal"}
NAMED = (
    Named(id=7, name="Mina Iqbal", partner="Castle College"),
    Named(id=8, name="Grace Obi", partner=None),
)


def _form(words: str = "", *, all_partners: bool = True) -> Form:
    line = None
    if words:
        line = read_line(words, partners=tuple(PARTNERS.values()), people=NAMED, today=TODAY)
    return add.form(partnership_id=9, partners=PARTNERS, all_partners=all_partners, people=PEOPLE, line=line)


def _fields(form: Form) -> dict[str, Field]:
    return {field.name: field for field in form.fields}


def test_form_has_its_labels_in_order() -> None:
    assert [(one.label, one.required) for one in _form().fields] == [
        ("What", True),
        ("Partner", True),
        ("Person", False),
        ("By when", True),
        ("Done when", False),
        ("Why it matters", False),
        ("If it doesn't come", False),
        ("Importance", False),
        ("Last safe date", False),
        ("Milestone", False),
        ("Waits for", False),
        ("Repeats", False),
        ("Until", False),
    ]


@pytest.mark.parametrize(
    ("line", "field", "said"),
    [
        (
            "Castle to send course data by Blursday",
            "by_when",
            "I couldn't read “Blursday” as a date. Try 20/11/2026, 20 November or “Friday week”.",
        ),
        (
            "Castle to send course data by 31 February",
            "by_when",
            "There is no such day as “31 February”. Did you mean Sunday 28 February 2027?",
        ),
        (
            "Meadow Farm to send data by 27 November",
            "partner",
            "I know no partner called “Meadow Farm”. Which one is it?",
        ),
        (
            "Grace to open the fair by 27 November",
            "partner",
            "Grace Obi works for none of the partners. Which one is it for?",
        ),
        (
            "Zed at Castle to send data by 27 November",
            "person",
            "At Castle College nobody is called “Zed”. Leave it empty, or pick somebody.",
        ),
        ("Mina to send data by 27 November", "person", ""),
        ("Mina to send data by 27 November", "partner", ""),
        ("Castle to send data by 27 November", "partner", ""),
        ("Book the hall by 27 November", "partner", ""),
        ("Castle to send data", "by_when", ""),
    ],
)
def test_what_could_not_be_read_of_a_line_is_said_at_its_field(line: str, field: str, said: str) -> None:
    fields = _fields(_form(line))

    assert fields[field].error == said
    assert fields["what"].value


def test_name_that_fits_two_partners_is_asked_about() -> None:
    names = ("Castle College", "Castle Trust")
    read = read_line("Castle to sign by 27 Nov", partners=names, today=date(2026, 11, 10))

    form = add.form(
        partnership_id=9, partners=dict(enumerate(names)), all_partners=True, people={}, line=read
    )

    assert (
        _fields(form)["partner"].error == "“Castle” could be Castle College or Castle Trust. Which one is it?"
    )


def _filled(words: str, *people: tuple[str, str]) -> dict[str, Field]:
    """The fields, filled from a line, where these people are known by number, from 1 on."""
    named = [Named(id=key, name=name, partner=home) for key, (name, home) in enumerate(people, start=1)]
    read = read_line(words, partners=tuple(PARTNERS.values()), people=named, today=TODAY)
    names = {one.id: one.name for one in named}
    return _fields(add.form(partnership_id=9, partners=PARTNERS, all_partners=True, people=names, line=read))


@pytest.mark.parametrize(
    ("words", "people", "said"),
    [
        (
            "Jo at Castle to sign",
            (("Jo Blake", "Castle College"), ("Jo Hart", "Castle College")),
            "“Jo” could be Jo Blake or Jo Hart. Who is it?",
        ),
        (
            "Jo at Castle to sign",
            (("Jo Hart", "Castle College"), ("Jo Hart", "Castle College")),
            "More than one person at Castle College is called Jo Hart. Who is it?",
        ),
    ],
)
def test_name_that_two_people_have_at_one_partner_is_asked_about(
    words: str, people: tuple[tuple[str, str], ...], said: str
) -> None:
    assert _filled(words, *people)["person"].error == said


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (
            "Meadow College",
            "“Jo Hart” could be Jo Hart at Castle College or Jo Hart at Meadow College. Which one is it?",
        ),
        ("Castle College", "More than one person is called Jo Hart. Which partner is it for?"),
    ],
)
def test_partner_of_two_with_one_name_is_asked_for(second: str, said: str) -> None:
    fields = _filled("Jo Hart to sign", ("Jo Hart", "Castle College"), ("Jo Hart", second))

    assert fields["partner"].error == said
    assert (fields["partner"].value, fields["person"].value) == ((), ())


@pytest.mark.parametrize(("words", "chosen"), [("Jo at Castle to sign", 1), ("Jo at Meadow to sign", 2)])
def test_right_one_of_two_with_one_name_is_chosen(words: str, chosen: int) -> None:
    fields = _filled(words, ("Jo Hart", "Castle College"), ("Jo Hart", "Meadow College"))

    assert fields["partner"].value == (str(chosen),)
    assert fields["person"].value == (f"person:{chosen}",)
    assert (fields["partner"].error, fields["person"].error) == ("", "")


@pytest.mark.parametrize(
    "words", ["Invite everyone at Castle to come to the fair", "Ask the head of Meadow to come"]
)
def test_ordinary_sentence_is_asked_about_nowhere(words: str) -> None:
    fields = _fields(_form(words))

    assert fields["what"].value == (words,)
    assert (fields["partner"].error, fields["person"].error) == ("", "")


def test_person_who_is_named_is_filled_in_with_their_partner() -> None:
    fields = _fields(_form("Mina to send course data by 27 November"))

    assert fields["partner"].value == ("1",)
    assert fields["person"].value == ("person:7",)
    assert fields["what"].value == ("Send course data",)


def test_partner_for_whom_the_reader_may_not_add_is_not_taken_for_their_own() -> None:
    read = read_line("Meadow to sign", partners=tuple(PARTNERS.values()), today=TODAY)

    form = add.form(
        partnership_id=9, partners={1: "Castle College"}, all_partners=False, people={}, line=read
    )

    partner = _fields(form)["partner"]
    assert partner.value == ("1",)
    assert partner.error == "I can put it in for Castle College only. Is it theirs?"


def test_what_comes_round_again_is_said_when_it_is_put_in() -> None:
    rounds = ((date(2026, 12, 24), date(2026, 12, 27)), (date(2027, 1, 27), date(2027, 1, 27)))
    told = add.added(
        title="Send the numbers", due=DUE, waits=(), own=True, without=(), ringer="", rounds=rounds
    )

    assert (
        "It comes round again by Thursday 24 December 2026 and Wednesday 27 January 2027. "
        "Sunday 27 December 2026 is closed, so it comes before."
    ) in plain.text(told)


def test_series_with_nothing_ahead_yet_says_so() -> None:
    told = add.added(title="Report", due=DUE, waits=(), own=True, without=(), ringer="", rounds=())

    assert "It comes round again. I'll put the next ones in when their time comes." in plain.text(told)


def test_form_is_filled_from_a_line_with_the_date_in_full() -> None:
    form = _form("Castle to send course data by Friday fortnight")
    fields = _fields(form)

    assert form.intro[0][1].text == "Friday 27 November 2026"  # type: ignore[union-attr]  # The date is Strong.
    assert fields["what"].value == ("Send course data",)
    assert fields["partner"].value == ("1",)
    assert fields["by_when"].value == ("2026-11-27",)


def test_form_offers_all_partners_last() -> None:
    assert [one.label for one in _fields(_form())["partner"].options] == [
        "Castle College",
        "Meadow College",
        "All partners",
    ]
    assert _fields(_form("all partners to sign by 27 Nov"))["partner"].value == ("all",)


def test_form_of_a_co_ordinator_offers_no_others() -> None:
    form = add.form(partnership_id=9, partners={1: "Castle College"}, all_partners=False, people={})
    line = _form("all partners to sign by 27 Nov", all_partners=False)

    assert _fields(form)["partner"].value == ("1",)
    assert _fields(line)["partner"].value == ()


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("Castle to sign", ""),
        ("Castle to sign by asap", "I need a day for this, such as Friday 20 November or “Friday week”."),
    ],
)
def test_day_that_is_missing_is_asked_and_never_made_up(words: str, error: str) -> None:
    by_when = _fields(_form(words))["by_when"]

    assert (by_when.value, by_when.error) == ((), error)


def test_question_about_the_date_is_answered_by_a_tick() -> None:
    form = add.form(partnership_id=9, partners=PARTNERS, all_partners=True, people={}, asked=("date_passed",))

    tick = _fields(form)["date_passed"]
    assert (tick.label, tick.kind) == ("Yes, keep this date", FieldKind.TICK)


ON_THURSDAY = AskPlan(on=date(2026, 11, 12), late=False)


@pytest.mark.parametrize(
    ("waits", "own", "without", "said"),
    [
        (
            [("Mina Iqbal", "Castle College", ON_THURSDAY)],
            False,
            (),
            (
                "I'll ask Mina Iqbal at Castle College on Thursday 12 November 2026. "
                "It isn't agreed until they say so."
            ),
        ),
        (
            [("Mina Iqbal", "Castle College", AskPlan(on=date(2026, 11, 11), late=True))],
            False,
            (),
            (
                "I'll ask Mina Iqbal at Castle College on Wednesday 11 November 2026. "
                "It's close, so a ring would help."
            ),
        ),
        (
            [("Mina Iqbal", "Castle College", AskPlan(on=None, late=True))],
            False,
            (),
            (
                "A message wouldn't reach Mina Iqbal at Castle College in time. "
                "Please ring them; I'll tell Sam too."
            ),
        ),
        ([("Mina Iqbal", "Castle College", None)], False, (), "Nobody has been told."),
        (
            [
                ("Mina Iqbal", "Castle College", AskPlan(on=None, late=True)),
                ("Kwame Boateng", "Meadow College", None),
            ],
            False,
            (),
            (
                "• A message wouldn't reach Mina Iqbal at Castle College in time. "
                "Please ring them; I'll tell Sam too.\n"
                "• Kwame Boateng at Meadow College hasn't been told: I don't write to them yet."
            ),
        ),
        ([], True, (), "It's yours, so nobody needs to be asked. I'll remind you."),
        (
            [("Mina Iqbal", "Castle College", ON_THURSDAY), ("Kwame Boateng", "Meadow College", None)],
            False,
            (),
            (
                "• I'll ask Mina Iqbal at Castle College on Thursday 12 November 2026.\n"
                "• Kwame Boateng at Meadow College hasn't been told: I don't write to them yet.\n\n"
                "It isn't agreed until they say so."
            ),
        ),
        (
            [],
            False,
            ("Brook Lane Training", "Northgate"),
            "There is nobody I can ask at Brook Lane Training and Northgate yet.",
        ),
    ],
)
def test_added_says_who_is_asked_and_when(
    waits: list[tuple[str, str, AskPlan | None]], own: bool, without: tuple[str, ...], said: str
) -> None:
    message = add.added(
        title="Send course data", due=DUE, waits=waits, own=own, without=without, ringer="Sam"
    )

    assert plain.text(message) == "\n\n".join(
        (
            "It's in the timetable.",
            (
                "Here is what I wrote down, so that you can check it. "
                "Right under it you can read what happens next."
            ),
            "Send course data, by Friday 27 November 2026.",
            said,
        )
    )


def test_runner_who_adds_is_not_told_that_the_runner_hears() -> None:
    too_late = AskPlan(on=None, late=True)
    waits = [("Mina Iqbal", "Castle College", too_late)]

    message = add.added(title="Sign accord", due=DUE, waits=waits, own=False, without=(), ringer="")

    assert plain.text(message).endswith("in time. Please ring them.")
