"""Whatever people type stands on the pages as text, in every place where it can stand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.permissions import Intent
from bot.messages import page as wording
from bot.messages.model import (
    Bullets,
    Button,
    Buttons,
    Field,
    FieldKind,
    Heading,
    Item,
    Message,
    Note,
    Option,
    Paragraph,
    Strong,
    Table,
)
from handlers.web import views
from handlers.web.incoming import About
from tests.every import of_each
from tests.handlers.web.drawn import Element, form_with, page, room, tree, view
from tests.messages.cast import ROUGH
from tests.messages.catalogue import messages

_PIECES: Final = (
    "<script>alert(1)</script>",
    "</form>",
    "</textarea>",
    '"',
    "'",
    ">",
    "<",
    "&",
    "&amp;",
    "&lt;",
    "<!--",
    "-->",
    "]]>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "javascript:",
    " onload=x",
    "<!channel>",
    "`",
    "=",
    "/",
    "\\",
    "\n",
    "ü",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "a",
    " ",
)
TYPED: Final = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=12).map("".join)
"""Words as somebody types them who means harm, or who only likes signs."""

WIDGETS: Final = [kind for kind in FieldKind if kind is not FieldKind.FILE]
HARMLESS: Final = "Words"
ALL: Final[Mapping[str, Message]] = messages(ROUGH)
FEW: Final = settings(max_examples=settings().max_examples // 4)


def _message(words: str) -> Message:
    button = Button(label=words, intent=Intent.DONE, partnership_id=4, arg=words, spoken=words)
    blocks = (
        Paragraph(text=(words, Strong(words))),
        Heading(text=words),
        Bullets(items=((words,), (Strong(words),))),
        Note(text=(words,)),
        Table(caption=words, columns=(words, words), rows=((words, words),)),
        Item(subject="share:1", title=words, lines=((words,),), buttons=(button,), more=(button,)),
        Buttons(buttons=(button,)),
    )
    return Message(opening=words, blocks=blocks)


def _whole(words: str) -> Element:
    place = room(words)
    shown = page(_message(words), name=words, belongs_to=words, rooms=(place,), room=place, file_name=words)
    return tree(views.whole(view(shown)))


def _asked(kind: FieldKind, words: str) -> Field:
    return Field(
        name="it",
        label=words,
        kind=kind,
        value=(words,),
        options=(Option(value=words, label=words), Option(value="2", label=words)),
        hint=words,
        error=words,
        required=True,
    )


def _shape(root: Element) -> list[tuple[str, tuple[str, ...]]]:
    """The elements and the names of their attributes: what a word must never change."""
    return [(one.tag, tuple(one.attributes)) for one in root.all()]


def _read(element: Element) -> str:
    return " ".join(element.text.split())


@FEW
@given(words=TYPED)
def test_words_never_change_the_shape_of_a_page(words: str) -> None:
    assert _shape(_whole(words)) == _shape(_whole(HARMLESS))


@FEW
@given(words=TYPED)
def test_words_are_read_as_they_were_typed(words: str) -> None:
    root = _whole(words)

    typed = " ".join(words.split())
    [article] = root.all("article")
    assert _read(article.by_id("m1-opening")) == typed
    assert [_read(one) for one in article.all("li", "caption", "th", "td")] == [typed] * 7
    assert [one.get("aria-label") for one in article.all("button")] == [words] * 3
    assert _read(root.all("h1")[0]) == typed


@FEW
@given(words=TYPED)
def test_button_comes_back_with_what_it_was_given(words: str) -> None:
    pressed = tree(views.feed(view(page(_message(words))))).all("button")[0].get("value")

    assert About.read(pressed) == About(intent=Intent.DONE, partnership_id=4, arg=words)


@pytest.mark.parametrize("kind", WIDGETS)
@FEW
@given(words=TYPED)
def test_words_never_change_the_shape_of_a_form(kind: FieldKind, words: str) -> None:
    people = {"web:mina": words}
    drawn = [
        tree(views.form(view(form=form_with(_asked(kind, one), title=one), people=people)))
        for one in (words, HARMLESS)
    ]

    assert _shape(drawn[0]) == _shape(drawn[1])


@pytest.mark.parametrize("kind", [FieldKind.LINE, FieldKind.PERSON, FieldKind.DATE])
@FEW
@given(words=TYPED)
def test_what_was_typed_stands_in_its_field_again(kind: FieldKind, words: str) -> None:
    root = tree(views.form(view(form=form_with(_asked(kind, words)))))

    assert root.by_id("f-it").get("value") == words


@FEW
@given(words=TYPED)
def test_lines_that_were_typed_stand_in_their_box_again(words: str) -> None:
    root = tree(views.form(view(form=form_with(_asked(FieldKind.LINES, words)))))

    # A browser leaves out a line break right after the tag.
    assert root.by_id("f-it").text.removeprefix("\n") == words.removeprefix("\n")


@FEW
@given(words=TYPED)
def test_people_are_offered_by_their_names_as_they_are(words: str) -> None:
    asked = Field(name="who", label="Who", kind=FieldKind.PERSON, value=("web:1",))

    root = tree(views.form(view(form=form_with(asked), people={"web:1": words})))

    assert [one.get("value") for one in root.all("option")] == [words]
    assert root.by_id("f-who").get("value") == words


@of_each(ALL)
def test_every_message_with_rough_names_is_drawn_as_text(name: str) -> None:
    root = tree(views.feed(view(page(ALL[name]))))

    assert root.all("b", "a", "script", "here") == []
    assert "&amp;" not in root.text
    assert "&lt;" not in root.text


def test_answer_that_cannot_be_given_is_drawn_as_text() -> None:
    root = tree(views.problem(("<b>It</b> broke & fell.", "Try '<again>'.")))

    assert [one.said for one in root.all("h1")] == ["<b>It</b> broke & fell."]
    assert root.all("b", "again") == []


@pytest.mark.parametrize(
    "problem",
    [
        wording.GONE,
        wording.NOT_HERE,
        wording.NOT_TO_OPEN,
        wording.TOO_BIG,
        wording.NOT_FROM_HERE,
        wording.WENT_WRONG,
    ],
)
def test_every_problem_says_what_happened_and_what_to_do(problem: tuple[str, str]) -> None:
    root = tree(views.problem(problem))

    [heading] = root.all("h1")
    assert heading.said == problem[0]
    assert problem[1] in " ".join(root.text.split())
    assert len(root.all("main")) == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-11-27", "Friday 27 November 2026"),
        ("2026-02-30", ""),
        ("Friday", ""),
        ("", ""),
        ("<b>2026</b>", ""),
    ],
)
def test_date_is_said_in_full_beside_its_field(written: str, said: str) -> None:
    asked = Field(name="due", label="By when", kind=FieldKind.DATE, value=(written,) if written else ())

    [output] = tree(views.form(view(form=form_with(asked)))).all("output")

    assert (output.said, output.get("for")) == (said, "f-due")


def test_page_of_somebody_without_a_name_is_a_page_all_the_same() -> None:
    shown = replace(page(), name="", belongings=())

    root = tree(views.whole(view(shown)))

    assert [one.said for one in root.all("h1")] == [""]
    assert root.by_id("feed").said == "Messages"
