"""The sample year, played whole by the real engine: what stands on everybody's page on 9 February 2027."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from bot.domain.evidence import Stage
from bot.domain.kept_proposals import from_kept
from bot.domain.permissions import engine_in
from bot.domain.stage_history import KeptCard
from bot.messages import stage_evidence
from bot.messages.plain import line, text
from bot.services import pages
from bot.services.pages import Shown
from handlers.web.demo.opening import SAMPLE_DAY
from handlers.web.demo.story.year import YEAR
from storage import stages
from storage.database import Database
from tests.contracts import sample
from tests.once import once
from tests.opened import connect

_INSTALLATION = 1
_RISKS = "Risk assessment for the What Next fair"

SAID_IN_PRIVATE = (
    "off sick",
    "Bus fares",
    "Neither of us wants to give it up",
    "Mornings are best",
    "haven't heard",
    "Risk assessment",
)
FEBRUARY = """\
Dates kept, or moved in good time: 22 of 25 in the last six weeks. In the six weeks before it was 13 of 17. \
Going up.
Partners who finished something: five of six in the last six weeks. In the six weeks before it was five of six. \
Steady.
I could tell you now what we have promised next: most agree, in January. In November views were mixed. Nine people. \
Going up.
Organisations that gain more than they give: most of the five that answered in January. In November it was half of the \
six. Going up.
“If something bothers me, I can bring it up here”: views are mixed, in January. In November views were mixed. \
Nine people. No change. This one points the other way."""


@dataclass(frozen=True)
class Year:
    """What the year has left behind. `feeds` has everybody's messages, oldest first; `room` those of the room.

    `cards` are those of the stage. `months` are those that were told of while it was played, and `date.max` when it could be looked at.
    """

    feeds: Mapping[str, tuple[Shown, ...]]
    room: tuple[Shown, ...]
    cards: tuple[KeptCard, ...]
    months: tuple[date, ...]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Year]:
    """What is left of it. It is played once a run, for whoever asks."""
    played = once("year", sample.play, folders=tmp_path_factory, worker_id=worker_id)
    database = connect(f"sqlite:///{played.file}")
    people = ("sam", "grace", "mina", "joana", "tom", "kwame", "jo", "priya")
    sam = pages.read(database=database, installation_id=_INSTALLATION, reader="sam")
    [room] = sam.belongings[0].rooms
    with database.read() as transaction:
        cards = stages.cards(transaction, viewer=engine_in(sam.belongings[0].partnership.id))
    yield Year(
        feeds={who: _feed(database, who) for who in people},
        room=_feed(database, "sam", room=room.id),
        cards=tuple(cards),
        months=played.months,
    )
    database.close()


def _feed(database: Database, who: str, *, room: int | None = None) -> tuple[Shown, ...]:
    found: tuple[Shown, ...] = ()
    before: int | None = None
    while True:
        page = pages.read(
            database=database, installation_id=_INSTALLATION, reader=who, room=room, before=before
        )
        found = (*page.shown, *found)
        if not page.earlier:
            return found
        before = page.shown[0].id


def _about(feed: tuple[Shown, ...], words: str, *, on: date) -> Shown:
    """Return the one message of a day in which these words stand."""
    [found] = [one for one in feed if one.at.date() == on and words in text(one.message)]
    return found


def test_scenes_stand_in_the_order_in_which_they_happen() -> None:
    instants = [scene.instant for scene in YEAR]

    assert instants == sorted(instants)
    assert instants[-1] < SAMPLE_DAY


def test_each_month_is_told_of_once_before_the_demo_can_be_looked_at(year: Year) -> None:
    autumn = [date(2026, month, 1) for month in range(9, 13)]

    assert year.months == (*autumn, date(2027, 1, 1), date(2027, 2, 1), date.max)


def test_what_somebody_typed_in_the_year_stands_above_its_answer(year: Year) -> None:
    assert "closed" in {one.message.answering for one in year.feeds["sam"]}


def test_room_gets_no_more_than_two_posts_a_week(year: Year) -> None:
    weeks = Counter(post.at.isocalendar()[:2] for post in year.room)

    assert len(year.room) >= 5
    assert max(weeks.values()) <= 2


def test_prospectus_is_celebrated_in_the_room_on_the_nineteenth_of_january(year: Year) -> None:
    said = text(_about(year.room, "The joint prospectus is out.", on=date(2027, 1, 19)).message)

    partners = (
        "Brook Lane",
        "Castle",
        "County",
        "Meadow",
        "Northgate",
        "Partnership office",
        "Riverside Uni",
    )
    places = [said.index(f"{partner}") for partner in partners]
    assert places == sorted(places)
    assert "12,000 copies" in said
    assert "20 student helpers for the fair" in said


@pytest.mark.parametrize("words", SAID_IN_PRIVATE)
def test_what_was_said_in_private_never_stands_in_the_room(year: Year, words: str) -> None:
    assert not [post for post in year.room if words in text(post.message)]


def test_jo_has_fair_warning_before_anybody_else_hears_of_the_date(year: Year) -> None:
    warned = _about(year.feeds["jo"], "If I've heard nothing by Tuesday", on=date(2027, 2, 4))
    told = _about(year.feeds["jo"], "I'd like you to know first", on=date(2027, 2, 9))
    asked = _about(year.feeds["kwame"], _RISKS, on=date(2027, 2, 9))

    assert warned.id < told.id < asked.id
    assert not [
        one
        for one in year.feeds["kwame"]
        if _RISKS in text(one.message) and one.at.date() > date(2027, 1, 11) and one.id < told.id
    ]


def test_kwame_is_asked_for_help_in_kind_words(year: Year) -> None:
    asked = _about(year.feeds["kwame"], _RISKS, on=date(2027, 2, 9))
    said = " ".join(text(asked.message).split())

    assert asked.message.opening.startswith("Riverside Progression Group: ")
    for words in (
        "There is one thing at Meadow College we'd be glad of your help with.",
        "and we haven't heard how it's going. It may be done already.",
        "Why it matters: City Hall needs it by Friday 12 February to keep our booking.",
        "It's with Jo Blake",
        "Jo knows that I'm asking you today.",
        "Jo, Sam and you are the only people who see this.",
    ):
        assert words in said


def test_runner_has_the_call_to_dee_in_this_mornings_list(year: Year) -> None:
    mornings = [one for one in year.feeds["sam"] if one.at.date() == date(2027, 2, 9)]

    assert len(mornings) == 1
    assert "Brook Lane Training" in text(mornings[0].message)
    assert "They are reached by telephone" in text(mornings[0].message)


def test_nobody_wonders_who_looks_after_the_timetable(year: Year) -> None:
    wondering = [one.at for one in year.feeds["grace"] if "Nobody has looked after" in text(one.message)]

    assert wondering == []


@pytest.mark.parametrize("who", ["sam", "mina", "joana", "tom", "kwame", "priya"])
def test_nobody_hears_anything_while_they_are_closed(year: Year, who: str) -> None:
    half_term = {date(2026, 10, day) for day in range(24, 32)}
    christmas = {date(2026, 12, day) for day in range(19, 32)} | {date(2027, 1, day) for day in (1, 2, 3)}

    assert not [one.at for one in year.feeds[who] if one.at.date() in half_term | christmas]


def test_room_is_told_when_everybody_is_back(year: Year) -> None:
    assert _about(year.room, "Back on Monday 2 November", on=date(2026, 10, 23))


def test_in_frustration_the_room_hears_of_nothing_but_good_news_and_what_we_do(year: Year) -> None:
    since = [post for post in year.room if post.at.date() > date(2026, 12, 3)]

    openings = [" ".join(post.message.opening.split()) for post in since]
    assert not [one for one in openings if "Back on" in one]
    assert any("What you told us in the check-in" in one for one in openings)
    assert any("The joint prospectus is out" in one for one in openings)


@pytest.mark.parametrize("day", [date(2026, 10, 6), date(2026, 11, 17), date(2027, 1, 26)])
@pytest.mark.parametrize("who", ["grace", "mina", "joana", "tom", "kwame", "priya"])
def test_check_in_comes_in_the_envelope_of_its_tuesday(year: Year, who: str, day: date) -> None:
    [asked] = [
        one for one in year.feeds[who] if one.at.date() == day and "half-term check-in" in text(one.message)
    ]

    assert asked.at.strftime("%H:%M") == "08:30"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 10, 16), "before half-term"),
        (date(2026, 12, 3), "Sam will ring every partner before Thursday 17 December, just to listen."),
        (date(2027, 2, 5), "one thing each, and nobody answers back"),
    ],
)
def test_each_check_in_is_told_in_the_room_with_what_is_done_about_it(
    year: Year, day: date, words: str
) -> None:
    said = text(_about(year.room, words, on=day).message)

    assert "Nine people answered" in said or "Ten people answered" in said
    assert "What we'll do" in said


def test_summary_of_november_says_what_people_felt(year: Year) -> None:
    said = " ".join(text(_about(year.room, "What we'll do", on=date(2026, 12, 3)).message).split())

    assert (
        "Knowing what we've promised, and by when: views are mixed. In October most of you were clear."
        in said
    )
    assert "For half of our organisations, clearly yes. For the other half it's about even." in said


@pytest.mark.parametrize("words", ["mostly about ourselves", "Whoever gives way", "forty pages"])
def test_words_of_a_concern_stand_on_nobodys_page(year: Year, words: str) -> None:
    """They are read in a form, which keeps nothing in the chat."""
    feeds = (year.room, *year.feeds.values())

    assert not [one for feed in feeds for one in feed if words in text(one.message)]


def test_card_of_february_waits_for_two_people(year: Year) -> None:
    for who in ("sam", "grace"):
        card = _about(year.feeds[who], "where do things stand?", on=date(2027, 2, 9))
        assert "Functioning" not in text(card.message)


def test_card_of_february_says_what_the_year_says_on_its_tuesday(year: Year) -> None:
    [first, card] = year.cards

    assert (first.on, first.suggests) == (date(2026, 12, 1), Stage.FRUSTRATION)
    assert (card.on, card.in_force, card.suggests) == (date(2027, 2, 9), Stage.FRUSTRATION, Stage.FUNCTIONING)
    shown = [line(one) for one in stage_evidence.lines(from_kept(card.evidence))]
    assert "\n".join(shown) == FEBRUARY
