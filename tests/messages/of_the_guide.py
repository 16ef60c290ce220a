"""The messages of the guide to our tone that are built, made of the names and dates that stand in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from bot.domain.commitments import Commitment, ShareState, Wording
from bot.domain.escalations import Next, Who
from bot.domain.items import ItemView
from bot.domain.milestones import Celebration, Contribution, Marking, Milestone, MilestoneState
from bot.messages import calls, celebration, envelope, help_out, morning, urgent, welcome
from bot.messages.calls import Call
from bot.messages.envelope import Section
from bot.messages.model import Message
from tests.actions import COMMITMENT, PARTNERSHIP, SHARE, view
from tests.reading import SAM

GROUP: Final = "Riverside Progression Group"
MODELS: Final = Path(__file__).parents[1] / "data/voice"
_TUESDAY: Final = date(2026, 12, 1)
_THURSDAY: Final = date(2026, 12, 3)
_DID: Final = (
    ("Brook Lane Training", "course details, and the plainest English in the book"),
    ("Castle College", "140 courses, and the first proof-read"),
    ("County Council", "a list of 39 schools that really is up to date"),
    ("Meadow College", "the cover photos, and the last proof-read"),
    ("Northgate Sixth Form", "the page for parents"),
    ("Partnership office", "printing, boxes and tape"),
    ("Riverside University", "the pages on studying for a degree at college"),
)


def model(name: str) -> str:
    """Return what the guide has, without the marks of what stands out."""
    return (MODELS / f"{name}.txt").read_text(encoding="utf-8").replace("**", "")


def built() -> Mapping[str, Message]:
    """Return what we say, by the name of the model."""
    return {
        "welcome": _welcome(),
        "ask": _ask(),
        "nudge": _nudge(),
        "fair-warning": _fair_warning(),
        "co-ordinator": _co_ordinator(),
        "help": _help(),
        "not-heard-from": _not_heard_from(),
        "milestone": _milestone(),
    }


def _action(number: int, title: str, due: date, *, why: str = "") -> Commitment:
    wording = Wording(title=title, done_when="", why=why, if_not="")
    return replace(COMMITMENT, id=number, wording=wording, due=due)


def _seen(commitment: Commitment, *, others: tuple[str, ...] = (), today: date = _TUESDAY) -> ItemView:
    return view(share=replace(SHARE, id=commitment.id), commitment=commitment, others=others, today=today)


def _section(**parts: object) -> Section:
    made: Section = replace(Section(partnership_id=9, partnership=GROUP), **parts)  # type: ignore[arg-type]  # Names and values are the caller's.
    return made


def _letter(section: Section, first_name: str, today: date, until: date) -> Message:
    return envelope.message(
        sections=[section], first_name=first_name, is_morning=True, today=today, until=until
    )


def _welcome() -> Message:
    profile = replace(PARTNERSHIP.profile, runner_telephone="01632 960 100")
    return welcome.message(partnership=replace(PARTNERSHIP, profile=profile), runner=SAM, looks=True)


def _ask() -> Message:
    day = date(2026, 9, 15)
    asked = view(share=replace(SHARE, state=ShareState.PROPOSED), today=day, helper_name="Rob Stone")
    return _letter(_section(asked=(asked,)), "Mina", day, date(2026, 9, 17))


def _nudge() -> Message:
    three = (
        _seen(
            _action(
                1,
                "Agree which sectors each college shows at the fair",
                date(2026, 12, 4),
                why="Invitations to 39 schools are waiting for this.",
            ),
            others=("Meadow College", "Northgate"),
        ),
        _seen(_action(2, "Proof-read the joint prospectus", date(2026, 12, 11)), others=("Northgate",)),
        _seen(_action(3, "Bring one idea for the apprentice evening", date(2026, 12, 15))),
    )
    return _letter(_section(reminded=three), "Mina", _TUESDAY, _THURSDAY)


def _fair_warning() -> Message:
    passed = _seen(_action(1, "Send course data", date(2026, 11, 27)))
    asked_next = {passed.share.id: Next(who=Who.RUNNER, by=_THURSDAY, name="Sam")}
    return _letter(_section(warned=(passed,), asked_next=asked_next), "Mina", _TUESDAY, _THURSDAY)


def _co_ordinator() -> Message:
    why = "City Hall needs it by Friday 12 February to keep our booking."
    action = _action(1, "Risk assessment for the What Next fair", date(2027, 2, 1), why=why)
    day = date(2027, 2, 9)
    asked = replace(_seen(action, today=day), partner_name="Meadow College", holder_name="Jo Blake")
    notice = help_out.request(asked, is_same_day=True)
    return _letter(_section(notices=(notice,)), "Kwame", day, date(2027, 2, 11))


def _help() -> Message:
    action = _action(1, "Agree which sectors each college shows at the fair", date(2026, 12, 4))
    share = replace(
        SHARE,
        stuck_because="We can't agree between us",
        stuck_words="Construction is big for us and for Meadow. Neither of us wants to give it up.",
    )
    stuck = view(share=share, commitment=action, today=_TUESDAY, others=("County Council",), reader_id=1)
    return urgent.stuck(views=[stuck])


def _not_heard_from() -> Message:
    day = date(2027, 2, 9)
    brook = Call(
        partnership_id=9,
        partner_id=3,
        partner="Brook Lane Training",
        name="Dee Frame",
        number="01632 960 118",
        today=day,
        spoken_on=date(2026, 12, 8),
        asked="bus fares",
        rings=True,
        unrung=True,
        mention=(("Sign accord", date(2027, 2, 26)),),
    )
    council = Call(
        partnership_id=9,
        partner_id=6,
        partner="County Council",
        name="Priya Anand",
        number="01632 960 140",
        today=day,
        rounds=2,
        in_time=2,
        thank_for=("the 39 school invitations",),
    )
    part = morning.Part(
        partnership_id=9,
        partnership=GROUP,
        today=day,
        lines=(),
        own=_section(),
        notices=calls.notices((brook, council)),
    )
    return morning.message(parts=[part], first_name="Sam", is_morning=True)


def _milestone() -> Message:
    reached = Milestone(
        id=3,
        partnership_id=9,
        title="The joint prospectus is out",
        due=date(2027, 1, 15),
        state=MilestoneState.CELEBRATED,
        version=1,
        story=(
            "On Friday 12,000 copies left the printer. For the first time, every Year 11 student in the county "
            "can see every course in one place."
        ),
        makes_possible=(
            "students can choose a course before they come to the fair, so on 4 March they can ask better questions."
        ),
        what_next="20 student helpers for the fair, by the end of January.",
        own_words="There will be cake on 16 March. There was only one argument about commas.",
        alone_possible=False,
        marking=Marking.HERE,
    )
    did = tuple(
        Contribution(partner_id=number, partner=partner, words=words)
        for number, (partner, words) in enumerate(_DID, start=1)
    )
    return celebration.post(Celebration(milestone=reached, contributions=did))
