"""Every form as people read it: labels in their order, what must be filled in, what is offered, how much fits."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from bot.domain.calendars import Span
from bot.domain.commitments import TITLE_LENGTH
from bot.domain.dates import read_date
from bot.domain.lines import Line
from bot.domain.people import Hour, Rhythm
from bot.domain.permissions import Intent
from bot.messages import add, doors, settings
from bot.messages.model import Field, FieldKind, Form
from bot.messages.plain import line
from tests.actions import TODAY
from tests.messages.cast import ROUGH, SAMPLE
from tests.messages.set_up_catalogue import all_forms, preview

FORMS: Final[Mapping[str, Form]] = all_forms(SAMPLE)

READ: Final = [
    ("hearing, help with what is stuck", "Ask somebody else", "Ask them", "Who could help? *"),
    (
        "start",
        "Start a partnership",
        "Start",
        (
            "Name *\nPurpose\nWho is it for\nYour organisation\nRunner *\nDeputy runner\nChair\n"
            "Does the chair work for one of the partners?\nDoes the runner?\nRunner's telephone\nTime zone *\n"
            "Country\nRegion\nHow long have you worked together?\nHow is it going?\nWhen does the money end?\n"
            "Have the partners agreed to use me?"
        ),
    ),
    (
        "partner",
        "Add a partner",
        "Add",
        "Organisation *\nCo-ordinator\nNot in the list?\nDeputy\nHow to reach them\nCountry\nRegion\nClosed dates\nBusy weeks",
    ),
    ("co-ordinator", "Add a co-ordinator", "Add", "Co-ordinator\nNot in the list?\nHow to reach them"),
    (
        "add",
        "Add to the timetable",
        "Add",
        (
            "What *\nPartner *\nPerson\nBy when *\nDone when\nWhy it matters\nIf it doesn't come\nImportance\n"
            "Last safe date\nMilestone\nWaits for\nRepeats\nUntil"
        ),
    ),
    ("more time", "Need more time", "Send", "New date *\nReason"),
    (
        "more time, asked",
        "Need more time",
        "Send",
        "New date *\nYes, keep this date\nYes, keep this date\nReason",
    ),
    ("suggest", "Suggest another date", "Send", "New date *\nReason"),
    ("stuck", "Stuck", "Ask for help", "What is in the way *\nIn your words"),
    ("colleague", "Somebody else here", "Ask them", "Person *"),
    ("put right", "Put it right", "Send", "How do you remember it? *"),
    ("doors", "Open the doors", "Open the doors", "For whom *"),
    (
        "settings",
        "Choose when I write to you",
        "Keep this",
        "Regular days *\nHour *\nWhat I write about\nFirst day away\nLast day away\nWhere I write to you",
    ),
    ("hopes", "What you hope to gain", "Keep this", "What do you hope to gain from this?"),
    ("import", "Import a timetable", "Read it", "Workbook *"),
    ("not this week", "Not this week", "Keep quiet until Monday", "Who *"),
    ("try it", "Try it on me", "Show me", "Whose *\nWhich message *"),
    ("hearing, which critical", "Which really are critical?", "Keep these", "Really critical"),
    (
        "hearing, who hears",
        "Who hears, and when",
        "Propose this",
        "Days until the runner is asked\nDays until somebody else helps\nAsk the chair on the last safe date",
    ),
    (
        "screens, log",
        "Log a talk",
        "Keep this",
        "Partner *\nDate *\nWith whom\nWhat was said *\nWhat they asked about",
    ),
    ("screens, away", "They're away", "Keep this", "Last day away *"),
    ("their link", "Their link", "Send a new one", "Whose link is it? *"),
    ("another address", "Another address", "Write there", "E-mail address *"),
]


def _asked(form: Form) -> str:
    """The form as one reads it down the page: a star where it must be filled in."""
    return "\n".join(f"{field.label}{' *' if field.required else ''}" for field in form.fields)


def _field(form: Form, name: str) -> Field:
    [found] = [field for field in form.fields if field.name == name]
    return found


@pytest.mark.parametrize(("name", "title", "submit", "asked"), READ)
def test_form_is_read_down_the_page(name: str, title: str, submit: str, asked: str) -> None:
    form = FORMS[name]

    assert (form.title, form.submit) == (title, submit)
    assert _asked(form) == asked


def test_every_form_of_the_catalogue_has_been_read() -> None:
    kinds = {(form.intent, form.title) for form in FORMS.values()}
    assert kinds - {(FORMS[name].intent, FORMS[name].title) for name, *_ in READ} == {
        (Intent.CALL_SHEET, "What you heard")  # Its questions are the actions of one call: see its own test.
    }
    assert all(isinstance(form.intent, Intent) for form in FORMS.values())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "start",
            "Name, Runner and Time zone are enough to begin. Nobody is told anything until you say so.",
        ),
        ("co-ordinator", "Who answers for Castle College?"),
        ("more time", "Send course data (all level 3), by Friday 27 November 2026"),
        ("suggest", "Send course data (all level 3), by Friday 27 November 2026"),
        ("stuck", "Send course data (all level 3), by Friday 27 November 2026"),
        ("put right", "Send course data (all level 3), by Friday 27 November 2026"),
        ("colleague", "Who at Castle College could do this? I'll ask them."),
        ("doors", "Each of these gets a hello first. You can open the doors for the others later."),
        ("hopes", "Yours to change whenever you like."),
        ("import", "I read it and show you what I understood. Nothing changes, and nobody is told."),
    ],
)
def test_form_says_what_it_is_about_before_it_asks(name: str, said: str) -> None:
    assert " ".join(line(one) for one in FORMS[name].intro) == said


@pytest.mark.parametrize(
    ("name", "field", "labels"),
    [
        ("start", "chair_works_for_partner", ["Yes", "No"]),
        ("start", "worked", ["We are new", "Less than a year", "A year or more"]),
        ("partner", "reach", ["Slack", "Teams", "E-mail", "Telephone", "Not yet"]),
        ("add", "partner", ["Castle College", "Northgate Sixth Form", "All partners"]),
        ("add", "person", ["Mina Iqbal"]),
        ("add", "importance", ["Normal", "Critical", "Critical, and a board must decide"]),
        ("colleague", "person", ["Rob Stone"]),
        ("doors", "people", ["Mina Iqbal (Castle College)"]),
        ("settings", "days", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]),
        ("settings", "hour", ["Start of the day, 8.30", "Lunch, 12.15", "End of the day, 3.45"]),
    ],
)
def test_form_offers_what_can_be_chosen(name: str, field: str, labels: list[str]) -> None:
    assert [option.label for option in _field(FORMS[name], field).options] == labels


def test_stages_are_offered_in_the_words_of_the_guide() -> None:
    offered = [option.label for option in _field(FORMS["start"], "going").options]

    assert [label.split(":")[0] for label in offered] == [
        "Forming",
        "Frustration",
        "Functioning",
        "Flying",
        "Failing",
    ]


@pytest.mark.parametrize(
    ("name", "field", "most"),
    [
        ("add", "what", TITLE_LENGTH),
        ("add", "why", 1000),
        ("more time", "reason", 300),
        ("stuck", "words", 300),
        ("put right", "words", 300),
        ("partner", "organisation", 150),
        ("partner", "closed_dates", 3000),
        ("start", "name", 150),
        ("hopes", "hopes", 1000),
    ],
)
def test_field_says_how_much_fits(name: str, field: str, most: int) -> None:
    assert _field(FORMS[name], field).max_length == most


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("start", "runner", ("slack:U-SAM",)),
        ("start", "zone", ("Europe/London",)),
        ("start", "country", ("United Kingdom",)),
        ("partner", "reach", ("not_yet",)),
        ("add", "importance", ("normal",)),
        ("add", "partner", ()),
        ("doors", "people", ("7",)),
        ("settings", "days", ("1", "3")),
        ("settings", "hour", ("START_OF_DAY",)),
        ("settings", "away_first", ()),
    ],
)
def test_field_holds_what_is_known_already(name: str, field: str, value: tuple[str, ...]) -> None:
    assert _field(FORMS[name], field).value == value


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("more time", [FieldKind.DATE, FieldKind.LINES]),
        ("stuck", [FieldKind.CHOICE, FieldKind.LINES]),
        ("settings", [FieldKind.CHOICES, *[FieldKind.CHOICE] * 2, *[FieldKind.DATE] * 2, FieldKind.CHOICE]),
        ("import", [FieldKind.FILE]),
        ("colleague", [FieldKind.PERSON]),
        ("doors", [FieldKind.CHOICES]),
    ],
)
def test_field_is_of_the_kind_that_fits_its_question(name: str, kinds: list[FieldKind]) -> None:
    assert [field.kind for field in FORMS[name].fields] == kinds


@pytest.mark.parametrize("name", ["more time", "suggest", "stuck", "colleague", "put right"])
def test_form_about_an_action_says_which_and_as_it_was_when(name: str) -> None:
    assert (FORMS[name].arg, FORMS[name].partnership_id) == ("12.3", 9)


@pytest.mark.parametrize("name", ["start", "settings", "hopes"])
def test_form_about_the_person_alone_names_no_partnership(name: str) -> None:
    assert FORMS[name].partnership_id is None


@pytest.mark.parametrize(
    ("name", "field", "hint"),
    [
        ("more time", "reason", "Sam reads this, and nobody else."),
        ("stuck", "words", "Sam reads this, and nobody else."),
        ("put right", "words", "Sam reads this, and nobody else."),
        ("add", "person", "Without one, their co-ordinator is asked."),
        ("add", "if_not", "Say what happens to the work, not to them."),
        ("add", "last_safe", "Until then a new date is agreed at once."),
        ("partner", "closed_dates", "One on each line: 26-30 Oct, or 19 Dec to 3 Jan: Christmas."),
        ("start", "partners_agreed", "If not yet, I give you a note that you can send them."),
        ("settings", "days", "One, two or three days of the week."),
        ("settings", "away_first", "I don't write while you are away."),
    ],
)
def test_hint_says_who_reads_it_or_what_to_write(name: str, field: str, hint: str) -> None:
    assert _field(FORMS[name], field).hint == hint


def test_without_a_runner_the_hint_says_the_runner() -> None:
    nobody = all_forms(replace(SAMPLE, runner=""))["more time"]

    assert _field(nobody, "reason").hint == "The runner reads this, and nobody else."


def test_names_stand_in_a_form_as_they_were_typed() -> None:
    rough = all_forms(ROUGH)

    assert line(rough["stuck"].intro[0]) == f"{ROUGH.title}, by Friday 27 November 2026"
    assert _field(rough["colleague"], "person").options[0].label == ROUGH.colleague
    assert [option.label for option in _field(rough["add"], "partner").options] == [
        ROUGH.partner,
        ROUGH.other,
        "All partners",
    ]
    assert _field(rough["doors"], "people").options[0].label == f"{ROUGH.reader} ({ROUGH.partner})"


def _typed(words: str, *, partner: str | None = None, everybody: bool = False) -> Form:
    return add.form(
        partnership_id=9,
        partners={1: "Castle College"},
        all_partners=True,
        people={},
        line=Line(
            what="Send course data",
            partner=partner,
            everybody=everybody,
            date=read_date(words, today=TODAY),
            today=TODAY,
        ),
    )


def test_date_that_was_read_stands_in_full_above_the_form() -> None:
    form = _typed("Friday fortnight", partner="Castle College")

    day = date.fromisoformat(_field(form, "by_when").value[0])
    assert day.weekday() == 4
    assert line(form.intro[0]) == f"I read the date as {day:%A} {day.day} {day:%B %Y}. Right?"
    assert _field(form, "partner").value == ("1",)


def test_date_that_could_not_be_read_is_asked_for_at_its_field() -> None:
    form = _typed("sometime", everybody=True)

    field = _field(form, "by_when")
    assert field.value == ()
    assert form.intro == ()
    assert _field(form, "partner").value == ("all",)


def test_form_that_comes_back_holds_what_was_typed_and_what_to_mend() -> None:
    typed: dict[str, tuple[str, ...]] = {"date": ("tomorow",), "reason": ("<!channel> two tutors are away",)}

    again = FORMS["more time"].having(values=typed, errors={"date": "Which day?"})

    assert [(field.value, field.error) for field in again.fields] == [
        (("tomorow",), "Which day?"),
        (("<!channel> two tutors are away",), ""),
    ]
    assert [field.error for field in again.having(values={}, errors={}).fields] == ["", ""]


def test_settings_show_what_was_chosen_before() -> None:
    away = Span(first=date(2026, 12, 19), last=date(2027, 1, 3), name="")
    form = settings.form(
        rhythm=Rhythm(regular_days=frozenset({4, 0}), hour=Hour.END_OF_DAY, leave=(away,)), away=away
    )

    assert [field.value for field in form.fields] == [
        ("0", "4"),
        ("END_OF_DAY",),
        ("mine",),
        ("2026-12-19",),
        ("2027-01-03",),
        (),
    ]


def test_only_who_waits_and_can_be_written_to_has_a_tick() -> None:
    form = doors.form(preview=preview(SAMPLE))

    assert [option.value for option in form.fields[0].options] == ["7"]
