"""What a calendar file says, as its sender is shown it before anything is kept."""

from dataclasses import dataclass

from bot.domain.calendar_files import CalendarFile
from bot.domain.partners import Partner
from bot.domain.partnerships import Partnership


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPreview:
    """`partners` are those whose days the sender may enter; `partner_id` is the one it was sent for, None where it is asked."""

    upload_id: int
    partnership: Partnership
    partners: tuple[Partner, ...]
    partner_id: int | None
    found: CalendarFile
