"""A commitment as everybody may read it: in words that blame nobody, and never who is late."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.domain.commitments import Commitment, Share, ShareState, due_of, has_passed, remaining
from bot.domain.timetables import ALL_PARTNERS, TimetableRow

TO_CONFIRM: Final = "To confirm"
AGREED: Final = "Agreed"
DONE: Final = "Done"
NEW_DATE_TO_AGREE: Final = "New date to agree"


def rows_of(
    commitment: Commitment, *, partners: Mapping[int, str], people: Mapping[int, str], today: date
) -> tuple[TimetableRow, ...]:
    """Return the rows of a commitment: one for each date that holds, none when nobody is left in it.

    An action of all partners is one row, which says how many are in and not which. `partners` and `people`
    are names by id; `today` is a date of the partnership's calendar.
    """
    left = remaining(commitment)
    if not left:
        return ()
    if commitment.all_partners:
        return (_of_all(commitment, left, today),)
    by_date: dict[date, list[Share]] = {}
    for share in left:
        by_date.setdefault(due_of(commitment=commitment, share=share), []).append(share)
    return tuple(
        _row(commitment, shares, due, partners=partners, people=people, today=today)
        for due, shares in sorted(by_date.items())
    )


def state_of(*, commitment: Commitment, shares: Sequence[Share], today: date) -> str:
    """Return the one word for shares that stand in one row."""
    if all(share.state is ShareState.DONE for share in shares):
        return DONE
    if any(has_passed(commitment=commitment, share=share, today=today) for share in shares):
        return NEW_DATE_TO_AGREE
    if any(share.state is ShareState.PROPOSED for share in shares):
        return TO_CONFIRM
    return AGREED


def _of_all(commitment: Commitment, left: Sequence[Share], today: date) -> TimetableRow:
    done = sum(share.state is ShareState.DONE for share in left)
    return TimetableRow(
        what=commitment.wording.title,
        partners=(ALL_PARTNERS,),
        by=commitment.due,
        state=state_of(commitment=commitment, shares=left, today=today),
        heading=commitment.wording.heading,
        done_when=commitment.wording.done_when,
        why=commitment.wording.why,
        progress=f"{done} of {len(left)} in",
        ref=commitment.id,
    )


def _row(
    commitment: Commitment,
    shares: list[Share],
    due: date,
    *,
    partners: Mapping[int, str],
    people: Mapping[int, str],
    today: date,
) -> TimetableRow:
    names = {partners[share.partner_id] for share in shares}
    return TimetableRow(
        what=commitment.wording.title,
        partners=tuple(sorted(names, key=str.casefold)),
        by=due,
        state=state_of(commitment=commitment, shares=shares, today=today),
        heading=commitment.wording.heading,
        people=tuple(dict.fromkeys(_holder(share, people) for share in shares if _holder(share, people))),
        done_when=commitment.wording.done_when,
        why=commitment.wording.why,
        ref=commitment.id,
    )


def _holder(share: Share, people: Mapping[int, str]) -> str:
    """A role keeps its word until a person is matched."""
    return share.role_word or people.get(share.person_id or 0, "")
