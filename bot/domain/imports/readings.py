"""What a table was read as: actions, contacts, what is not clear, and what was not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.imports.headings import Meaning
from bot.domain.imports.owners import Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAction:
    """One row of a table of actions.

    `cells` gives the reference of each column of the row ("D7"). `partners` are named as first written;
    with `all_partners` they are empty. `by` is None only in a row that is not clear. `done` is a row to be
    taken as done; `done_ahead` is one written as done though its date lies ahead, which comes in open unless
    ticked. `other_status` and `notes` are for the runner alone. `ref` says which action of ours it is, "" where
    nothing says so; `token` is the mark of the workbook of ours in which it stands, and `written` then has what each
    of its cells says, a date as an ISO date and the state as "done" or "".
    """

    sheet: str
    row: int
    cells: Mapping[Meaning, str]
    heading: str
    what: str
    partners: tuple[str, ...] = ()
    all_partners: bool = False
    people: tuple[Owner, ...] = ()
    by: date | None = None
    done: bool = False
    done_ahead: bool = False
    other_status: str = ""
    notes: str = ""
    done_when: str = ""
    why: str = ""
    ref: str = ""
    token: str = ""
    written: Mapping[Meaning, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedContact:
    """One row of a table of contacts. The e-mail address and the telephone are the co-ordinator's."""

    sheet: str
    row: int
    cells: Mapping[Meaning, str]
    organisation: str
    coordinator: Owner | None = None
    deputy: Owner | None = None
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One cell that a person has to look at: what is written there, and why, as the key of a sentence."""

    cell: str
    written: str
    reason: str
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A row that cannot be taken as it stands, with everything that was read of it."""

    sheet: str
    action: ImportedAction | None = None
    contact: ImportedContact | None = None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """Something that stands in the workbook and is no action, with the key of the reason."""

    sheet: str
    cell: str
    written: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole workbook, read. `meeting_guess` is the date on which its title says that it was agreed."""

    title: str
    meeting_guess: date | None
    actions: tuple[ImportedAction, ...]
    contacts: tuple[ImportedContact, ...]
    unclear: tuple[Unclear, ...]
    not_taken: tuple[NotTaken, ...]
