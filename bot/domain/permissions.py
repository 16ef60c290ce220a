"""Who may do what: one table of intent and role, and the viewer that every use of the data needs."""

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Role(Enum):
    """What a person is in one partnership. The last two are never given to a member."""

    RUNNER = "runner"
    DEPUTY_RUNNER = "deputy_runner"
    CHAIR = "chair"
    CO_ORDINATOR = "co_ordinator"
    DEPUTY = "deputy"
    MEMBER = "member"
    SPONSOR = "sponsor"
    OBSERVER = "observer"
    GUEST = "guest"
    SELF = "self"
    ENGINE = "engine"


class Intent(Enum):
    """What somebody asks the bot to do. A button carries one, a typed command is one."""

    HELP = "help"
    START = "start"
    ADD_PARTNER = "partner"
    INVITE = "invite"
    JOIN = "join"
    LET_IN = "let_in"
    NOT_ME = "not_me"
    ADD = "add"
    TIMETABLE = "timetable"
    OPEN_ACTION = "open_action"
    MINE = "mine"
    IMPORT = "import"
    EXPORT = "export"
    SETTINGS = "settings"
    OPEN_DOORS = "open_doors"
    ACCEPT = "accept"
    SUGGEST_DATE = "suggest_date"
    DECIDE_DATE = "decide_date"
    NOT_FOR_ME = "not_for_me"
    DONE = "done"
    UNDO = "undo"
    ON_TRACK = "on_track"
    MORE_TIME = "more_time"
    STUCK = "stuck"
    HELP_STUCK = "help_stuck"
    LEND_A_HAND = "lend_a_hand"
    PUT_RIGHT = "put_right"
    ADD_PERSON = "person"
    NOT_TODAY = "not_today"
    NOT_THIS_WEEK = "not_this_week"
    TRY_IT = "try_it"
    TOMORROWS_POST = "tomorrows_post"
    REACHED = "reached"
    HOLD = "hold"
    WHO_HEARS = "who_hears"
    FINE_WITH_US = "fine_with_us"
    FOLLOW_UP = "follow_up"
    HELP_OUT = "help_out"
    WAIT_OR_GO = "wait_or_go"
    CANNOT_WAIT = "cannot_wait"
    WHICH_CRITICAL = "which_critical"
    HAND_OVER = "hand_over"
    ANSWER_HAND_OVER = "answer_hand_over"
    ANSWER_EFFECT = "answer_effect"
    ANSWER_CHANGE = "answer_change"
    CHANGE = "change"
    SERIES = "series"
    DROP = "drop"
    RESTORE = "restore"
    MILESTONE = "milestone"
    CELEBRATE = "celebrate"
    THANK = "thank"
    WORDS_TO_SHARE = "words_to_share"
    CALLS = "calls"
    CALL_SHEET = "call_sheet"
    LOG = "log"
    BRIEF = "brief"
    HOME = "home"
    MY_COPY = "my_copy"
    WORKBOOK_RHYTHM = "workbook_rhythm"
    PUT_BACK = "put_back"
    CLOSED_DATES = "closed_dates"
    TRACK = "track"
    WHO_RUNS = "who_runs"
    ASK_FIRST = "ask_first"
    NEW_LINK = "new_link"
    NEW_EMAIL = "new_email"
    CHECK_IN = "check_in"
    ANSWER_CHECK_IN = "answer_check_in"
    ADD_QUESTION = "add_question"
    CHECK_IN_RESULTS = "check_in_results"
    TELL_SUMMARY = "tell_summary"
    SIDE_BY_SIDE = "side_by_side"
    SHOW_SIDE = "show_side"
    TAKE_UP = "take_up"
    ANSWER_TAKE_UP = "answer_take_up"
    CONCERN = "concern"
    ANSWER_CONCERN = "answer_concern"
    FOLLOW_CONCERN = "follow_concern"
    STAGE = "stage"
    DECIDE_STAGE = "decide_stage"
    STAGE_STEP = "stage_step"
    LOOK_BACK = "look_back"


class Permission(Enum):
    """The answer of the table: for all partners, for one's own partner only, or not at all."""

    ALL = "all"
    OWN_PARTNER = "own_partner"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who is asking: one person in one role of one partnership, for one partner (or none)."""

    person_id: int
    partnership_id: int | None
    role: Role
    partner_id: int | None = None


ENGINE: Final = Viewer(person_id=0, partnership_id=None, role=Role.ENGINE)
"""The scheduled sweeps: they see what is due in every partnership and act for nobody."""


def engine_in(partnership_id: int) -> Viewer:
    """Return the viewer of a sweep at work in one partnership."""
    return Viewer(person_id=0, partnership_id=partnership_id, role=Role.ENGINE)


def myself(person_id: int) -> Viewer:
    """Return the viewer of a person who asks about nothing but their own affairs."""
    return Viewer(person_id=person_id, partnership_id=None, role=Role.SELF)


_A, _O, _R = Permission.ALL, Permission.OWN_PARTNER, Permission.REFUSED
_COLUMNS: Final = (
    Role.RUNNER,
    Role.DEPUTY_RUNNER,
    Role.CHAIR,
    Role.CO_ORDINATOR,
    Role.DEPUTY,
    Role.MEMBER,
    Role.SPONSOR,
    Role.OBSERVER,
    Role.GUEST,
    Role.SELF,
    Role.ENGINE,
)
# Runner, deputy runner and chair act for all partners; co-ordinator, deputy and member for their own;
# sponsor, observer and guest read. The docs print this table and the tests read it cell by cell.
_ROWS: Final = {
    Intent.HELP: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _A, _R),
    Intent.START: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _A, _R),
    Intent.ADD_PARTNER: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.INVITE: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.JOIN: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _A, _R),
    Intent.LET_IN: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.NOT_ME: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _A, _R),
    Intent.ADD_PERSON: (_A, _A, _A, _O, _R, _R, _R, _R, _R, _R, _R),
    Intent.ADD: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.TIMETABLE: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _R, _A),
    Intent.OPEN_ACTION: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.MINE: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _A, _R),
    Intent.IMPORT: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.EXPORT: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _R, _R),
    Intent.SETTINGS: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _A, _R),
    Intent.OPEN_DOORS: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.ACCEPT: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.SUGGEST_DATE: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.DECIDE_DATE: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.NOT_FOR_ME: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.DONE: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.UNDO: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.ON_TRACK: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.MORE_TIME: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.STUCK: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.HELP_STUCK: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.LEND_A_HAND: (_A, _A, _A, _A, _A, _A, _R, _R, _R, _R, _R),
    Intent.PUT_RIGHT: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.NOT_TODAY: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _A, _R),
    Intent.NOT_THIS_WEEK: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _A, _R),
    Intent.TRY_IT: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.TOMORROWS_POST: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.REACHED: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.HOLD: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.WHO_HEARS: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.FINE_WITH_US: (_A, _A, _R, _O, _R, _R, _R, _R, _R, _R, _R),
    Intent.FOLLOW_UP: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.HELP_OUT: (_A, _A, _R, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.WAIT_OR_GO: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.CANNOT_WAIT: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.WHICH_CRITICAL: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.HAND_OVER: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.ANSWER_HAND_OVER: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.ANSWER_EFFECT: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.ANSWER_CHANGE: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.CHANGE: (_A, _A, _A, _O, _R, _R, _R, _R, _R, _R, _R),
    Intent.SERIES: (_A, _A, _A, _O, _R, _R, _R, _R, _R, _R, _R),
    Intent.DROP: (_A, _A, _A, _O, _R, _R, _R, _R, _R, _R, _R),
    Intent.RESTORE: (_A, _A, _A, _O, _R, _R, _R, _R, _R, _R, _R),
    Intent.MILESTONE: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.CELEBRATE: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.THANK: (_A, _A, _A, _A, _A, _A, _A, _R, _R, _R, _R),
    Intent.WORDS_TO_SHARE: (_A, _A, _A, _A, _A, _A, _A, _A, _R, _R, _R),
    Intent.CALLS: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.CALL_SHEET: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.LOG: (_A, _A, _R, _O, _R, _R, _R, _R, _R, _R, _R),
    Intent.BRIEF: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.HOME: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _A, _R),
    Intent.MY_COPY: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.WORKBOOK_RHYTHM: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.PUT_BACK: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.CLOSED_DATES: (_A, _A, _A, _O, _O, _R, _R, _R, _R, _R, _R),
    Intent.TRACK: (_A, _A, _A, _O, _O, _O, _R, _R, _R, _R, _R),
    Intent.WHO_RUNS: (_R, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.ASK_FIRST: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.NEW_LINK: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.NEW_EMAIL: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.CHECK_IN: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.ANSWER_CHECK_IN: (_A, _A, _A, _A, _A, _A, _R, _R, _R, _R, _R),
    Intent.ADD_QUESTION: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.CHECK_IN_RESULTS: (_A, _A, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.TELL_SUMMARY: (_A, _A, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.SIDE_BY_SIDE: (_A, _A, _A, _A, _A, _A, _R, _R, _R, _R, _R),
    Intent.SHOW_SIDE: (_A, _R, _R, _O, _R, _R, _R, _R, _R, _R, _R),
    Intent.TAKE_UP: (_A, _R, _R, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.ANSWER_TAKE_UP: (_A, _A, _A, _A, _A, _A, _R, _R, _R, _R, _R),
    Intent.CONCERN: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _R, _R),
    Intent.ANSWER_CONCERN: (_A, _A, _A, _A, _A, _A, _R, _R, _R, _R, _R),
    Intent.FOLLOW_CONCERN: (_A, _A, _A, _A, _A, _A, _A, _A, _A, _R, _R),
    Intent.STAGE: (_A, _R, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.DECIDE_STAGE: (_A, _R, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.STAGE_STEP: (_A, _R, _A, _R, _R, _R, _R, _R, _R, _R, _R),
    Intent.LOOK_BACK: (_A, _A, _A, _A, _A, _A, _R, _R, _R, _R, _R),
}


def permission(*, intent: Intent, role: Role) -> Permission:
    """Return the cell of the table for this intent and this role."""
    return _ROWS[intent][_COLUMNS.index(role)]


def allowed(*, intent: Intent, viewer: Viewer, partner_id: int | None = None) -> bool:
    """Say whether the viewer may do this, for `partner_id` where it concerns one partner."""
    cell = permission(intent=intent, role=viewer.role)
    if cell is Permission.OWN_PARTNER:
        return partner_id is not None and partner_id == viewer.partner_id
    return cell is Permission.ALL
