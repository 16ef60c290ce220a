"""Actions as a copy was made of them, and rows as they come back in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.commitments import ShareState
from bot.domain.importance import Importance
from bot.domain.imports.headings import Meaning
from bot.domain.imports.readings import Problem
from bot.domain.imports.rows import Row
from bot.domain.imports.threeway import Copy, KnownRow, known
from bot.domain.snapshots import KeptAction, KeptShare
from tests.domain.imports.surrounded import OCTOBER, action

COLUMNS = {
    Meaning.BY: "A",
    Meaning.WHAT: "B",
    Meaning.ORGANISATION: "C",
    Meaning.PERSON: "D",
    Meaning.STATUS: "E",
    Meaning.HEADING: "F",
    Meaning.DONE_WHEN: "G",
    Meaning.WHY: "H",
}


def share(
    number: int,
    partner: str = "Castle College",
    person: str = "Mina Iqbal",
    *,
    person_id: int | None = 3,
    state: ShareState = ShareState.ACCEPTED,
    own_due: date | None = None,
) -> KeptShare:
    return KeptShare(
        id=number,
        partner_id=len(partner),
        partner=partner,
        person_id=person_id,
        person=person,
        state=state,
        own_due=own_due,
        version=1,
    )


def kept(
    number: int = 1,
    title: str = "Send course data",
    *shares: KeptShare,
    due: date = OCTOBER,
    all_partners: bool = False,
    **words: str,
) -> KeptAction:
    return KeptAction(
        id=number,
        title=title,
        heading=words.get("heading", ""),
        done_when=words.get("done_when", ""),
        why=words.get("why", ""),
        due=due,
        last_safe=None,
        importance=Importance.NORMAL,
        all_partners=all_partners,
        shares=shares or (share(number),),
    )


def rows(*actions: KeptAction) -> tuple[KnownRow, ...]:
    return tuple(row for one in actions for row in known(one))


def copy(*exported: KeptAction, now: tuple[KeptAction, ...] | None = None) -> Copy:
    return Copy(exported=rows(*exported), now=rows(*(exported if now is None else now)))


def come_back(
    one: KnownRow,
    number: int = 5,
    *,
    ref: str | None = None,
    problems: tuple[Problem, ...] = (),
    edits: Mapping[Meaning, str] | None = None,
) -> Row:
    """Return a row as it is read from a copy, with these cells edited."""
    written = {**one.values, **(edits or {})}
    day = date.fromisoformat(written[Meaning.BY]) if written[Meaning.BY][:4].isdecimal() else None
    read = replace(
        action(written[Meaning.WHAT], partners=(written[Meaning.ORGANISATION],), by=day, row=number),
        cells={meaning: f"{column}{number}" for meaning, column in COLUMNS.items()},
        ref=str(one.ref) if ref is None else ref,
        token="ours",
        written=written,
    )
    return Row(ref=f"1.{number}", action=read, problems=problems)
