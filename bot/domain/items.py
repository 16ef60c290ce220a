"""One share as one person sees it: everything that a line about it needs, and nothing to look up."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendars import PersonCalendar
from bot.domain.commitments import Commitment, Share, ShareState, due_of, has_passed
from bot.domain.partnerships import Partnership
from bot.domain.renegotiations import Renegotiation

UNDO_WITHIN: Final = timedelta(minutes=10)
"""How long **Done** can be taken back before anybody is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """A share with its surroundings.

    `others` are the names of the other partners in it, in alphabetical order. `holder_name` is in full, empty
    where nobody holds it; `runner_name` and `adder_name` are first names, as sentences have them. `move` is
    the move of its date that waits for the runner. `today` is the date of the partnership's calendar at `now`
    (aware, UTC). `calendar` is the holder's, given where one item alone is viewed. `reader_id` is who reads it; `may_change` says whether they may change
    what it says, or drop it. `waiting` are the titles of the open actions that wait for this one,
    `waiting_partners` whose those are. `helper_name` is who would be asked to help, where all have agreed on that.
    `holder_is_reminded` is looked up where a reminder is promised: one is on its way to them.
    """

    partnership: Partnership
    commitment: Commitment
    share: Share
    partner_name: str
    others: tuple[str, ...]
    holder_name: str
    runner_name: str
    runner_id: int | None
    adder_name: str
    reader_id: int
    move: Renegotiation | None
    today: date
    now: datetime
    calendar: PersonCalendar | None = None
    helper_name: str = ""
    holder_is_reminded: bool = False
    waiting: tuple[str, ...] = ()
    waiting_partners: tuple[str, ...] = ()
    may_change: bool = False

    @property
    def title(self) -> str:
        return self.commitment.wording.title

    @property
    def due(self) -> date:
        """The date that holds for this share."""
        return due_of(commitment=self.commitment, share=self.share)

    @property
    def has_come(self) -> bool:
        """Whether its date is today or has gone by."""
        return self.due <= self.today

    @property
    def has_passed(self) -> bool:
        return has_passed(commitment=self.commitment, share=self.share, today=self.today)

    @property
    def is_readers(self) -> bool:
        return self.share.person_id == self.reader_id

    @property
    def reader_runs(self) -> bool:
        return self.reader_id == self.runner_id

    @property
    def can_be_undone(self) -> bool:
        """Whether it was marked done less than ten minutes ago."""
        done_at = self.share.done_at
        return (
            self.share.state is ShareState.DONE and done_at is not None and self.now < done_at + UNDO_WITHIN
        )
