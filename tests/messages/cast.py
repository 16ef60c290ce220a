"""Who stands in the messages of the catalogue, and one action as each of its states has it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.domain.calendars import PartnerCalendar
from bot.domain.commitments import ShareState
from bot.domain.items import ItemView
from bot.domain.partners import Partner, PartnerKind, Reach
from bot.domain.partnerships import Partnership
from bot.domain.people import Person, Rhythm
from bot.domain.timetables import TimetableRow
from tests.actions import COMMITMENT, DUE, LONDON, NOW, PARTNERSHIP, SHARE, move, view


@dataclass(frozen=True, kw_only=True)
class Cast:
    """The names that messages are made of. `reader` and `runner` are people in full."""

    partnership: str = "Riverside Progression Group"
    title: str = "Send course data (all level 3)"
    partner: str = "Castle College"
    other: str = "Northgate Sixth Form"
    reader: str = "Mina Iqbal"
    runner: str = "Sam Hallam"
    colleague: str = "Rob Stone"
    why: str = "the joint prospectus is made from it"
    words: str = "Neither of us wants to give it up."

    @property
    def group(self) -> Partnership:
        return replace(PARTNERSHIP, profile=replace(PARTNERSHIP.profile, name=self.partnership))

    @property
    def organisation(self) -> Partner:
        return Partner(
            id=1,
            partnership_id=9,
            name=self.partner,
            kind=PartnerKind.PARTNER,
            reach=Reach.SLACK,
            zone=LONDON,
            calendar=PartnerCalendar(),
        )

    @property
    def sam(self) -> Person:
        return Person(id=1, name=self.runner, zone=None, rhythm=Rhythm())

    @property
    def mina(self) -> Person:
        return Person(id=7, name=self.reader, zone=None, rhythm=Rhythm())

    def view(self, state: str = "open", **changes: object) -> ItemView:
        """The action in one of the STATES, as its holder sees it."""
        wording = replace(COMMITMENT.wording, title=self.title, why=self.why)
        seen: dict[str, object] = {
            "commitment": replace(COMMITMENT, wording=wording, all_partners=state == "of all partners"),
            "partnership": self.group,
            "partner_name": self.partner,
            "others": (self.other,),
            "holder_name": self.reader,
            "runner_name": self.sam.first_name,
            "adder_name": self.sam.first_name,
        }
        if state == "stuck":
            stuck = replace(SHARE, stuck_because="We can't agree between us", stuck_words=self.words)
            seen["share"] = stuck
        made: ItemView = replace(view(), **(seen | STATES[state] | changes))  # type: ignore[arg-type]  # Names and values are the caller's.
        return made

    def row(self, **changes: object) -> TimetableRow:
        shown = TimetableRow(
            what=self.title, partners=(self.other,), by=DUE, state="Agreed", people=(self.colleague,)
        )
        made: TimetableRow = replace(shown, **changes)  # type: ignore[arg-type]  # Names and values are the caller's.
        return made


STATES: Final[Mapping[str, dict[str, object]]] = {
    "open": {},
    "alone": {"others": ()},
    "on its day": {"today": DUE},
    "after its day": {"today": DUE + timedelta(days=4)},
    "proposed": {"share": replace(SHARE, state=ShareState.PROPOSED)},
    "agreed": {"share": replace(SHARE, agreed_on=date(2026, 9, 10))},
    "stuck": {},
    "suggested": {"move": move()},
    "done": {"share": replace(SHARE, state=ShareState.DONE, done_at=NOW)},
    "done before": {"share": replace(SHARE, state=ShareState.DONE, done_at=NOW - timedelta(hours=1))},
    "declined": {"share": replace(SHARE, state=ShareState.DECLINED)},
    "dropped": {"share": replace(SHARE, state=ShareState.DROPPED)},
    "of somebody else": {"reader_id": 99},
    "of nobody": {"holder_name": "", "share": replace(SHARE, person_id=None)},
    "without a runner": {"runner_name": "", "runner_id": None},
    "of all partners": {},
}
"""What differs from an accepted action in time, by the name of the state."""

SAMPLE: Final = Cast()
LONG: Final = Cast(title=("Agree which sectors each college shows " * 4)[:149] + "!", partnership="P" * 150)
ROUGH: Final = Cast(
    partnership="<!channel> & *Friends*",
    title="*Send* `data` <!here> {0} %s \\n",
    partner="Castle & <b>College</b>",
    other="_Northgate_ <@U123>",
    reader="Mi*na Iq<bal",
    runner="Sa&m Hallam",
    colleague="R`ob Stone",
    why="{why} <https://evil.example|here>",
    words="~no~ <!everyone> & 'so' “on”",
)
"""Names that a platform or a template would take for something else than a name."""
