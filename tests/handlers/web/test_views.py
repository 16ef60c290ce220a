import re
from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from bot.domain.partnerships import Partnership, PartnershipState, Profile
from bot.domain.permissions import Intent, Role
from bot.messages import menu
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Heading,
    Item,
    Message,
    Note,
    Option,
    Paragraph,
    Strong,
    Table,
)
from bot.services.pages import Belonging, Page, Shown
from handlers.web import views
from handlers.web.views import Around, View

LONDON = ZoneInfo("Europe/London")
NASTY = "<script>alert(1)</script> <!channel> \"quoted\" 'x' &amp;"
TUESDAY = datetime(2026, 12, 1, 8, 30, tzinfo=LONDON)
PARTNERSHIP = Partnership(
    id=4,
    profile=Profile(name="Riverside Progression Group", zone=LONDON),
    state=PartnershipState.OPEN,
    maker_id=1,
    opened_at=TUESDAY,
)


def _page(*messages: Message, intents: frozenset[Intent] = frozenset()) -> Page:
    shown = tuple(
        Shown(id=number, at=TUESDAY, message=message, file_name=None)
        for number, message in enumerate(messages, start=1)
    )
    belonging = Belonging(partnership=PARTNERSHIP, role=Role.CO_ORDINATOR, rooms=())
    return Page(
        name="Mina Iqbal",
        zone=LONDON,
        belongings=(belonging,),
        intents=intents,
        room=None,
        shown=shown,
        earlier=False,
    )


def _view(page: Page, *, form: Form | None = None) -> View:
    return View(
        page=page,
        base="/p/t",
        here="/p/t",
        key="k",
        form=form,
        people={"web:mina": "Mina Iqbal", "web:rob": "Rob Stone"},
        around=Around(),
    )


def _message(*blocks: Block) -> Message:
    return Message(opening="Riverside Progression Group: one thing for this week.", blocks=blocks)


def _form(*fields: Field) -> Form:
    return Form(intent=Intent.ADD, partnership_id=4, title="Add", submit="Put it in", fields=fields)


class _Elements(HTMLParser):
    """The elements of a page, with their attributes and their text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _elements(html: str, tag: str) -> list[dict[str, str | None]]:
    parser = _Elements()
    parser.feed(html)
    return [attributes for name, attributes in parser.found if name == tag]


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


DONE = Button(
    label="Done", intent=Intent.DONE, partnership_id=4, arg="12.3", spoken="Done: course data", primary=True
)
TIME = Button(label="Need more time", intent=Intent.MORE_TIME, partnership_id=4, arg="12.3", opens=True)
STUCK = Button(label="Stuck", intent=Intent.STUCK, partnership_id=4, arg="12.3", opens=True)


def test_feed_shows_the_day_the_hour_and_the_words() -> None:
    html = views.feed(_view(_page(_message(Paragraph(text=("Good morning, ", Strong("Mina"), "."))))))

    assert _words(html) == (
        "Tuesday 1 December 2026 Bywhen 8.30 am Riverside Progression Group: one thing for this week. "
        "Good morning, Mina ."
    )
    assert "<strong>Mina</strong>" in html


def test_empty_feed_says_so() -> None:
    assert _words(views.feed(_view(_page()))) == "Nothing has been written to you yet."


def test_item_carries_its_buttons_and_the_rest_under_more() -> None:
    item = Item(
        subject="share:12",
        title="Send course data",
        lines=(("By Friday 27 November",),),
        buttons=(DONE, TIME),
        more=(STUCK,),
    )

    html = views.feed(_view(_page(_message(item))))

    assert _elements(html, "button") == [
        {
            "name": "press",
            "value": "done:4:12.3",
            "class": "primary",
            "aria-label": "Done: course data",
        },
        {"name": "press", "value": "more_time:4:12.3", "aria-haspopup": "dialog"},
        {"name": "press", "value": "stuck:4:12.3", "aria-haspopup": "dialog"},
    ]
    assert _elements(html, "summary") == [{"aria-label": "More: Send course data"}]


def test_press_carries_the_message_and_the_key() -> None:
    html = views.feed(_view(_page(_message(Buttons(buttons=(DONE,))))))

    assert _elements(html, "form")[0]["action"] == "/p/t/press"
    assert _elements(html, "input") == [
        {"type": "hidden", "name": "key", "value": "k"},
        {"type": "hidden", "name": "message", "value": "m1"},
    ]


def test_table_has_a_caption_and_headings_for_columns_and_rows() -> None:
    table = Table(caption="Coming up", columns=("By when", "What"), rows=(("Friday", "Course data"),))

    html = views.feed(_view(_page(_message(table))))

    assert _words(html).endswith("Coming up By when What Friday Course data")
    assert [one["scope"] for one in _elements(html, "th")] == ["col", "col", "row"]


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(text=(NASTY, Strong(NASTY))),
        Heading(text=NASTY),
        Bullets(items=((NASTY,),)),
        Note(text=(NASTY,)),
        Table(caption=NASTY, columns=(NASTY,), rows=((NASTY,),)),
        Item(subject="share:1", title=NASTY, lines=((NASTY,),), buttons=(DONE,), more=(STUCK,)),
        Buttons(buttons=(Button(label=NASTY, intent=Intent.HELP, arg=NASTY, spoken=NASTY),)),
    ],
    ids=lambda block: block.kind,
)
def test_what_people_typed_is_text_wherever_it_stands(block: Block) -> None:
    html = views.feed(_view(_page(Message(opening=NASTY, blocks=(block,)))))

    assert "<script>" not in html
    assert "<!channel>" not in html
    assert "&amp;amp;" in html


def test_menu_holds_what_the_role_may_ask_for() -> None:
    html = views.whole(_view(_page(intents=frozenset({Intent.MINE, Intent.EXPORT, Intent.DONE}))))

    asked = [one["value"] for one in _elements(html, "button") if one.get("name") == "words"]
    assert asked == ["help", "mine", "export"]


def test_menu_shows_what_there_is_before_it_offers_something_new() -> None:
    html = views.whole(_view(_page(intents=frozenset({Intent.MILESTONE}))))

    asked = [one["value"] for one in _elements(html, "button") if one.get("name") == "words"]
    assert asked == ["help", "milestone list"]


def test_what_has_no_word_is_pressed_in_the_menu() -> None:
    html = views.whole(_view(_page(intents=frozenset({Intent.CHECK_IN_RESULTS, Intent.SIDE_BY_SIDE}))))

    pressed = [one for one in _elements(html, "button") if one.get("name") == "press"]
    assert [one["value"] for one in pressed] == ["check_in_results::", "side_by_side::"]
    assert {one["formaction"] for one in pressed} == {"/p/t/press"}


def test_menu_stands_under_headings_and_home_is_a_place_of_its_own() -> None:
    everything = frozenset(menu.LABELS)

    html = views.whole(_view(_page(intents=everything)))

    assert re.findall(r'<p class="group">(.*?)</p>', html) == list(menu.GROUPS)
    asked = [one["value"] for one in _elements(html, "button") if one.get("name") == "words"]
    assert asked[:4] == ["help", "mine", "timetable", "add"]
    assert "home" not in asked


def test_page_runs_nothing_that_its_policy_forbids() -> None:
    html = views.whole(_view(_page(_message(Buttons(buttons=(DONE,))))))

    assert re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", html) is None
    assert [one["src"] for one in _elements(html, "script")] == ["/static/htmx.min.js", "/static/page.js"]


@pytest.mark.parametrize(
    ("field", "tag", "attributes"),
    [
        (
            Field(name="what", label="What", kind=FieldKind.LINE, value=("Send",), required=True),
            "input",
            {"type": "text", "id": "f-what", "name": "field-what", "value": "Send", "autocomplete": "off"},
        ),
        (
            Field(name="due", label="By when", kind=FieldKind.DATE, value=("2026-11-27",), hint="Friday"),
            "input",
            {
                "type": "date",
                "id": "f-due",
                "name": "field-due",
                "value": "2026-11-27",
                "autocomplete": "off",
                "aria-describedby": "f-due-hint",
            },
        ),
        (
            Field(name="why", label="Why", kind=FieldKind.LINES, error="That is long."),
            "textarea",
            {
                "id": "f-why",
                "name": "field-why",
                "rows": "3",
                "aria-describedby": "f-why-error",
                "aria-invalid": "true",
            },
        ),
        (
            Field(name="who", label="Who", kind=FieldKind.PERSON, value=("web:rob",)),
            "input",
            {
                "type": "text",
                "id": "f-who",
                "name": "person-who",
                "value": "Rob Stone",
                "list": "people",
                "autocomplete": "off",
            },
        ),
        (
            Field(name="book", label="Workbook", kind=FieldKind.FILE),
            "input",
            {
                "type": "file",
                "id": "f-book",
                "name": "file",
                "accept": ".xlsx,.ics,text/calendar,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            },
        ),
        (
            Field(name="keep", label="Yes, keep this date", kind=FieldKind.TICK, value=("yes",)),
            "input",
            {"type": "checkbox", "id": "f-keep", "name": "field-keep", "value": "yes", "checked": None},
        ),
    ],
    ids=lambda one: one.kind.value if isinstance(one, Field) else "",
)
def test_each_kind_of_field_has_its_element(
    field: Field, tag: str, attributes: dict[str, str | None]
) -> None:
    html = views.form(_view(_page(), form=_form(field)))

    hidden = ("key", "form", "message", "said")
    assert [one for one in _elements(html, tag) if one.get("name") not in hidden] == [attributes]


@pytest.mark.parametrize(
    ("kind", "count", "types"),
    [
        (FieldKind.CHOICE, 3, ["radio"] * 3),
        (FieldKind.CHOICES, 7, ["checkbox"] * 7),
        (FieldKind.CHOICE, 7, []),
    ],
)
def test_few_choices_are_seen_at_once_and_many_in_a_list(
    kind: FieldKind, count: int, types: list[str]
) -> None:
    options = tuple(Option(value=str(number), label=f"Number {number}") for number in range(count))
    field = Field(name="which", label="Which", kind=kind, options=options, value=("1",))

    html = views.form(_view(_page(), form=_form(field)))

    ticks = [one for one in _elements(html, "input") if one["name"] == "field-which"]
    assert [one["type"] for one in ticks] == types
    assert len([one for one in ticks if "checked" in one]) == (1 if types else 0)
    assert len(_elements(html, "option")) == (2 if types else 2 + 1 + count)


def test_form_says_what_it_is_and_where_it_was_opened() -> None:
    html = views.form(_view(_page(), form=_form()))

    assert {"type": "hidden", "name": "form", "value": "add:4:"} in _elements(html, "input")
    assert [one["value"] for one in _elements(html, "option")] == ["Mina Iqbal", "Rob Stone"]


def test_state_changes_with_what_is_shown() -> None:
    one, other = _page(_message()), _page(_message(Note(text=("Changed.",))))

    assert views.state(one) == views.state(_page(_message()))
    assert views.state(one) != views.state(other)


def test_problem_says_what_can_be_done() -> None:
    assert _words(views.problem(("It broke.", "Try again."))) == "Bywhen B It broke. Try again."


def test_problem_leads_back_where_there_is_a_way() -> None:
    drawn = views.problem(("It broke.", "Try again."), back=views.Back(address="/p/token"))

    assert '<a class="download" href="/p/token">Back to your page</a>' in drawn
