"""The words of a celebration: beside the model, and with whatever may be left out."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.milestones import Celebration, Contribution, Marking, Milestone, MilestoneState
from bot.domain.permissions import Intent
from bot.messages import celebration, plain, quick_wins, thanks
from bot.messages.model import Buttons, Message

MILESTONE = Milestone(
    id=3,
    partnership_id=9,
    title="The joint prospectus is out",
    due=date(2027, 2, 5),
    state=MilestoneState.CELEBRATED,
    version=2,
    story=(
        "On Friday 12,000 copies left the printer. For the first time, every Year 11 student in the county "
        "can see every course in one place."
    ),
    alone_possible=False,
    makes_possible=(
        "students can choose a course before they come to the fair, so on 4 March they can ask better questions."
    ),
    what_next="20 student helpers for the fair, by the end of January.",
    own_words="There was only one argument about commas.",
    marking=Marking.WITH_CAKE,
)
DID = {
    "Brook Lane Training": "course details, and the plainest English in the book",
    "Castle College": "140 courses, and the first proof-read",
    "County Council": "a list of 39 schools that really is up to date",
    "Meadow College": "the cover photos, and the last proof-read",
    "Northgate Sixth Form": "the page for parents",
    "Partnership office": "printing, boxes and tape",
    "Riverside University": "the pages on studying for a degree at college",
}
TOLD = Celebration(
    milestone=MILESTONE,
    contributions=tuple(
        Contribution(partner_id=number, partner=partner, words=words)
        for number, (partner, words) in enumerate(DID.items(), start=1)
    ),
)
BARE = Celebration(
    milestone=replace(
        MILESTONE,
        title="the fair is over!",
        story="",
        alone_possible=None,
        makes_possible="",
        what_next="",
        own_words="",
        marking=None,
    ),
    contributions=(),
)

# The model, but for the date of the next meeting, which nobody has told us.
MODEL = """The joint prospectus is out.

On Friday 12,000 copies left the printer. For the first time, every Year 11 student in the county can see every course in one place. None of us could have made it alone.

Made by

• Brook Lane Training: course details, and the plainest English in the book
• Castle College: 140 courses, and the first proof-read
• County Council: a list of 39 schools that really is up to date
• Meadow College: the cover photos, and the last proof-read
• Northgate Sixth Form: the page for parents
• Partnership office: printing, boxes and tape
• Riverside University: the pages on studying for a degree at college

What it makes possible: students can choose a course before they come to the fair, so on 4 March they can ask better questions.

What comes next: 20 student helpers for the fair, by the end of January.

There will be cake when we next meet. There was only one argument about commas.

[Picture to share] [Words to pass on] [Say thank you]"""


def blocks_of(*blocks: object) -> str:
    return plain.text(Message(opening="", blocks=blocks)).strip()  # type: ignore[arg-type]  # Blocks of any kind.


def test_celebration_reads_as_its_model() -> None:
    assert plain.text(celebration.post(TOLD)) == MODEL


def test_what_is_empty_leaves_no_line() -> None:
    assert plain.text(celebration.post(BARE)) == (
        "The fair is over!\n\n[Picture to share] [Words to pass on] [Say thank you]"
    )


@pytest.mark.parametrize(
    ("marking", "last"),
    [
        (Marking.HERE, ""),
        (Marking.AT_MEETING, "We'll mark it when we next meet."),
        (Marking.WITH_CAKE, "There will be cake when we next meet."),
    ],
)
def test_how_it_is_marked_is_said(marking: Marking, last: str) -> None:
    told = replace(BARE, milestone=replace(BARE.milestone, marking=marking))

    said = plain.text(celebration.post(told)).split("\n\n")

    assert said[1:-1] == ([last] if last else [])


@pytest.mark.parametrize("alone", [True, None])
def test_only_what_nobody_could_have_made_alone_is_called_so(alone: bool | None) -> None:
    told = replace(TOLD, milestone=replace(MILESTONE, alone_possible=alone))

    assert "None of us" not in plain.text(celebration.post(told))


def test_buttons_carry_the_milestone_and_its_name() -> None:
    row = celebration.post(TOLD).blocks[-1]

    assert isinstance(row, Buttons)
    assert [(one.intent, one.arg, one.opens) for one in row.buttons] == [
        (Intent.WORDS_TO_SHARE, "3.picture", False),
        (Intent.WORDS_TO_SHARE, "3", False),
        (Intent.THANK, "3", True),
    ]
    assert all(one.spoken == f"{one.label}: The joint prospectus is out" for one in row.buttons)


def test_words_to_pass_on_are_a_few_sentences() -> None:
    said = celebration.words_to_pass_on(partnership="Riverside Progression Group", told=TOLD)

    assert plain.text(said).split("\n\n")[-1] == (
        "The joint prospectus is out. On Friday 12,000 copies left the printer. For the first time, every "
        "Year 11 student in the county can see every course in one place. It was made together by "
        "Brook Lane Training, Castle College, County Council, Meadow College, Northgate Sixth Form, "
        "Partnership office and Riverside University, in Riverside Progression Group. "
        "None of us could have made it alone. What it makes possible: Students can choose a course before "
        "they come to the fair, so on 4 March they can ask better questions."
    )


def test_words_to_pass_on_of_what_has_only_a_title() -> None:
    said = celebration.words_to_pass_on(partnership="Valley Link", told=BARE)

    assert plain.text(said).split("\n\n")[-1] == "The fair is over! It was made together in Valley Link."


def test_picture_is_described_in_words() -> None:
    assert celebration.described(partnership="Valley Link", told=BARE) == (
        "The picture says: The fair is over! At the foot stands Valley Link."
    )
    full = celebration.described(partnership="Riverside", told=TOLD)
    assert "What it makes possible: Students can choose" in full
    assert "Made by: Brook Lane Training, Castle College" in full


def names(*words: str) -> list[Contribution]:
    return [
        Contribution(partner_id=number, partner=f"Partner {number}", words=one)
        for number, one in enumerate(words, start=1)
    ]


@pytest.mark.parametrize(
    ("did", "asked"),
    [
        (("",), "Partner 1 isn't on the list."),
        (("", ""), "Partner 1 and Partner 2 aren't on the list."),
        (("", "", "", "", ""), "Partner 1, Partner 2, Partner 3 and two more aren't on the list."),
        (("tables",), ""),
    ],
)
def test_form_asks_about_whoever_is_not_on_the_list(did: tuple[str, ...], asked: str) -> None:
    form = celebration.form(milestone=MILESTONE, contributions=names(*did), coming=None)

    said = [plain.line(line) for line in form.intro]

    help_asked = f"{asked} Did they help in a way the timetable doesn't show?"
    assert (help_asked in said) is bool(asked)


def test_form_does_not_ask_about_the_office() -> None:
    office = Contribution(partner_id=1, partner="Partnership office", is_office=True)

    form = celebration.form(milestone=MILESTONE, contributions=[office], coming=None)

    assert not any("on the list" in plain.line(line) for line in form.intro)
    assert "Partnership office" in [field.label for field in form.fields]


def test_form_shows_the_whole_post_as_it_goes_out_unless_it_is_changed() -> None:
    coming = replace(MILESTONE, title="The fair", what_next="")
    made = replace(MILESTONE, what_next="", marking=None)

    form = celebration.form(milestone=made, contributions=TOLD.contributions, coming=coming)

    filled = replace(TOLD, milestone=replace(made, what_next="The fair, by Friday 5 February 2027"))
    assert form.intro[0][0] == (
        "This is what every room reads. Change below whatever you like; what you leave stands as it is."
    )
    shown = [plain.line(line) for line in form.intro[1:]]
    posted = [line for line in plain.text(celebration.post(filled)).split("\n") if line]
    assert shown == posted[:-1]


def test_what_several_did_in_the_same_words_stands_once() -> None:
    did = ("Sign accord", "Sign accord; photos", "Sign accord", "tables")

    said = plain.text(celebration.post(replace(BARE, contributions=tuple(names(*did)))))

    assert said.split("\n\n")[2] == (
        "• Partner 1, Partner 2 and Partner 3: Sign accord\n• Partner 2: photos\n• Partner 4: tables"
    )


def test_form_has_every_partner_and_the_questions() -> None:
    form = celebration.form(milestone=MILESTONE, contributions=names("", "tables"), coming=None)

    labels = [field.label for field in form.fields]
    assert labels == [
        "What was reached",
        "Partner 1",
        "Partner 2",
        "Could any one of us have done this alone?",
        "How shall we mark it?",
        "What it makes possible",
        "What comes next",
        "A line of your own",
    ]
    assert [field.value for field in form.fields[1:3]] == [(), ("tables",)]
    assert not any(field.required for field in form.fields)


@pytest.mark.parametrize(
    ("what_next", "coming", "value"),
    [
        ("the fair", None, ("the fair",)),
        (
            "",
            replace(MILESTONE, title="The fair", due=date(2027, 3, 4)),
            ("The fair, by Thursday 4 March 2027",),
        ),
        ("", None, ()),
    ],
)
def test_what_comes_next_is_there_already(
    what_next: str, coming: Milestone | None, value: tuple[str, ...]
) -> None:
    milestone = replace(MILESTONE, what_next=what_next)

    form = celebration.form(milestone=milestone, contributions=[], coming=coming)

    assert next(field.value for field in form.fields if field.name == "what_next") == value


def test_quick_wins_take_one_line() -> None:
    assert plain.text(quick_wins.post(["We have a logo"])) == "A quick win this week: We have a logo."


def test_thanks_are_said_in_the_senders_words() -> None:
    assert blocks_of(*thanks.told(sender="Sam Hallam", words="Thank you!")) == (
        "Sam Hallam asked me to pass this on: “Thank you!”"
    )


@pytest.mark.parametrize(
    ("by_runner", "how"),
    [
        ("", "Mina will read it in the next message from me."),
        ("Sam", "Mina can't be written to, so it is on Sam's list, to be read out."),
    ],
)
def test_sender_hears_how_it_gets_there(by_runner: str, how: str) -> None:
    said = thanks.passed_on(partnership="Riverside", to="Mina", by_runner=by_runner)

    assert (said.opening, plain.text(said).split("\n\n")[-1]) == ("Riverside: I'll pass it on.", how)


def test_several_who_have_a_telephone_only_are_named_together() -> None:
    said = blocks_of(*thanks.photo_to_post(title="It is out.", who="Dee and Jo", is_one=False))

    assert said.startswith("Dee and Jo have a telephone only, and haven't seen this: It is out.")
