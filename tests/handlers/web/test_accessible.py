"""What somebody hears who cannot see the pages: every message and every form of the catalogue, drawn."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import pytest

from bot.domain.permissions import Intent
from bot.messages.model import Buttons, Field, FieldKind, Form, Item, Message, Option
from handlers.web import views
from tests.every import of_each
from tests.handlers.web.drawn import Element, form_with, page, room, tree, view
from tests.messages.cast import SAMPLE
from tests.messages.catalogue import messages
from tests.messages.set_up_catalogue import all_forms

ALL: Final[Mapping[str, Message]] = {
    name: one for name, one in messages(SAMPLE).items() if not name.startswith("refusal")
}
FORMS: Final[Mapping[str, Form]] = all_forms(SAMPLE)
_PAGEFUL: Final = 12
TOGETHER: Final[Mapping[str, Sequence[Message]]] = {
    ", ".join(names): [ALL[name] for name in names]
    for names in (tuple(ALL)[start : start + _PAGEFUL] for start in range(0, len(ALL), _PAGEFUL))
}
"""The messages a pageful at a time: to draw what stands around them takes longer than to draw them."""
_TYPED: Final = ("text", "date", "file")


def _whole(*shown: Message, form: Form | None = None) -> Element:
    intents = frozenset({Intent.MINE, Intent.ADD})
    riverside = room()
    return tree(views.whole(view(page(*shown, rooms=(riverside,), intents=intents), form=form)))


def _form(form: Form) -> Element:
    return tree(views.form(view(form=form, people={"web:rob": "Rob Stone"})))


def _levels(root: Element) -> list[int]:
    return [int(one.tag[1]) for one in root.all("h1", "h2", "h3", "h4", "h5", "h6")]


@of_each(TOGETHER)
def test_headings_go_down_one_step_at_a_time(name: str) -> None:
    root = _whole(*TOGETHER[name])
    levels = _levels(root)

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(above, below) for above, below in pairwise(levels) if below > above + 1] == []
    assert {_levels(article)[0] for article in root.all("article")} == {3}


@of_each(TOGETHER)
def test_names_and_labels_lead_to_one_element_each(name: str) -> None:
    root = _whole(*TOGETHER[name], TOGETHER[name][0], form=FORMS["add"])
    ids = [one.get("id") for one in root.all() if one.has("id")]

    named = [
        reference
        for one in root.all()
        for attribute in ("aria-labelledby", "aria-describedby", "for")
        for reference in one.get(attribute).split()
    ]
    assert sorted(ids) == sorted(set(ids))
    assert [reference for reference in named if reference not in ids] == []


@of_each(ALL)
def test_buttons_of_a_message_say_what_the_message_says_they_say(name: str) -> None:
    drawn = [one.said for one in tree(views.feed(view(page(ALL[name])))).all("button")]

    meant = []
    for block in ALL[name].blocks:
        if isinstance(block, Buttons):
            meant += [one.spoken or one.label for one in block.buttons]
        if isinstance(block, Item):
            meant += [one.spoken or one.label for one in (*block.buttons, *block.more)]
    assert drawn == meant


def test_buttons_by_ear_carry_the_name_of_their_action() -> None:
    html = views.feed(view(page(ALL["envelope, reminded"])))

    dones = [one.said for one in tree(html).all("button") if one.text == "Done"]
    assert dones == [f"Done: {SAMPLE.title}"] * 2
    assert [one.said for one in tree(html).all("summary")] == [
        f"More: 1. {SAMPLE.title}",
        f"More: 2. {SAMPLE.title}",
    ]


def test_message_is_an_article_named_by_its_first_sentence() -> None:
    [article] = tree(views.feed(view(page(ALL["hello"])))).all("article")

    label = article.by_id(article.get("aria-labelledby"))
    assert (label.tag, label.said) == ("h3", ALL["hello"].opening)
    assert article.get("tabindex") == "-1"


def test_time_of_a_message_can_be_read_by_a_machine_too() -> None:
    [time] = tree(views.feed(view(page(ALL["hello"])))).all("time")

    assert (time.said, time.get("datetime")) == ("8.30 am", "2026-12-01T08:30:00+00:00")


def test_page_says_what_its_parts_are() -> None:
    root = _whole(ALL["hello"])

    assert [one.get("lang") for one in root.all("html")] == ["en-GB"]
    assert [one.said for one in root.all("title")] == ["Mina Iqbal · Bywhen"]
    assert [one.said for one in root.all("nav")] == ["Where you can look"]
    assert len(root.all("main")) == 1
    assert root.by_id("feed").get("aria-label") == "Messages"
    assert [one.get("aria-label") for one in root.all("form") if one.get("class") == "menu"] == [
        "What you can do"
    ]


def test_first_link_leads_past_everything_to_the_messages() -> None:
    first = _whole(ALL["hello"]).all("a")[0]

    assert (first.said, first.get("href")) == ("Go to your messages", "#feed")


def test_what_is_new_is_announced_politely() -> None:
    news = _whole(ALL["hello"]).by_id("news")

    assert (news.get("role"), news.get("aria-live"), news.text) == ("status", "polite", "")


def test_place_that_is_shown_is_marked_among_the_rooms() -> None:
    here = room()
    shown = page(rooms=(here,), room=here)

    links = tree(views.whole(view(shown))).all("nav")[0].all("a")

    assert [(one.said, one.get("aria-current")) for one in links] == [
        ("Home", ""),
        ("Your messages", ""),
        ("# riverside", "page"),
    ]


def test_line_to_type_into_and_the_file_have_names() -> None:
    root = _whole()

    labels = {one.get("for"): one.said for one in root.all("label") if one.has("for")}
    assert labels["words"] == "Write to Bywhen"
    [attach] = [one for one in root.all("label") if one.get("class") == "attach"]
    assert attach.said == "Attach a workbook"
    assert [one.get("type") for one in attach.all("input")] == ["file"]


@of_each(FORMS)
def test_every_question_of_a_form_has_its_name(name: str) -> None:
    form, root = FORMS[name], _form(FORMS[name])

    names = [one.said.removesuffix(" *") for one in root.all("label", "legend") if one.get("class") != "tick"]
    ticks = [field.label for field in form.fields if field.kind is FieldKind.TICK]
    assert names == [field.label for field in form.fields if field.label not in ticks]
    labelled = {one.get("for") for one in root.all("label")}
    free = [one for one in root.all("input", "textarea", "select") if one.get("type") in (*_TYPED, "")]
    assert [one.get("id") for one in free if one.get("id") not in labelled] == []


@of_each(FORMS)
def test_what_must_be_filled_in_says_so_in_a_word(name: str) -> None:
    stars = [one.get("title") for one in _form(FORMS[name]).all("abbr")]

    assert stars == ["needed"] * sum(field.required for field in FORMS[name].fields)


@of_each(FORMS)
def test_hints_are_read_with_their_fields(name: str) -> None:
    root = _form(FORMS[name])

    for field in FORMS[name].fields:
        if field.hint:
            hint = root.by_id(f"f-{field.name}-hint")
            described = [one for one in root.all() if hint.get("id") in one.get("aria-describedby").split()]
            assert (hint.said, len(described)) == (" ".join(field.hint.split()), 1)


@pytest.mark.parametrize("kind", FieldKind)
def test_error_stands_at_its_field_and_is_read_with_it(kind: FieldKind) -> None:
    options = (Option(value="1", label="One"), Option(value="2", label="Two"))
    asked = Field(name="it", label="It", kind=kind, options=options, error="Which one?", hint="One will do.")

    root = _form(form_with(asked, Field(name="other", label="Other", kind=FieldKind.LINE)))

    error = root.by_id("f-it-error")
    [invalid] = [one for one in root.all() if one.has("aria-invalid")]
    assert error.said == "Which one?"
    assert invalid.get("aria-describedby").split() == ["f-it-error", "f-it-hint"]
    fields = [one for one in root.all("div", "fieldset") if one.get("class") == "field"]
    assert [error in one.all() for one in fields] == [True, False]


def test_many_choices_with_an_error_are_a_list_that_says_so() -> None:
    options = tuple(Option(value=str(number), label=f"Number {number}") for number in range(9))
    asked = Field(name="it", label="It", kind=FieldKind.CHOICE, options=options, error="Which one?")

    [choice] = _form(form_with(asked)).all("select")

    assert (choice.get("aria-invalid"), choice.get("aria-describedby")) == ("true", "f-it-error")


def test_form_has_a_heading_that_names_the_dialog_it_opens_in() -> None:
    root = _whole(ALL["hello"], form=FORMS["stuck"])

    assert root.by_id("form-title").said == "Stuck"
    assert root.by_id("dialog").get("aria-labelledby") == "form-title"
    assert [one.said for one in root.all("a") if one.get("class") == "close"] == ["Close"]


def test_pictures_say_nothing_and_stand_beside_words() -> None:
    root = _whole(ALL["hello"])

    assert root.all("img") == []
    assert [one.get("aria-hidden") for one in root.all("svg")] == ["true"]
    marks = [one for one in root.all("p") if one.get("class") == "mark"]
    assert [one.get("aria-hidden") for one in marks] == ["true"]


def test_picture_to_share_is_shown_with_its_words() -> None:
    html = views.feed(view(page(ALL["picture to share"], file_name="picture-to-share.png")))

    [shown] = tree(html).all("img")
    assert shown.get("src") == "/p/t/files/1"
    assert (shown.get("alt") or "").startswith("The picture says: ")


def test_download_says_what_comes() -> None:
    html = views.feed(view(page(ALL["copy"], file_name="Riverside to share.xlsx")))

    [link] = [one for one in tree(html).all("a") if one.has("download")]
    assert (link.said, link.get("href")) == ("Download Riverside to share.xlsx", "/p/t/files/1")
