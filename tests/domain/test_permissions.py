"""The table of permissions, cell by cell, and the page of the docs that prints it."""

from pathlib import Path

import pytest

from bot.domain.permissions import (
    ENGINE,
    Intent,
    Permission,
    Role,
    Viewer,
    allowed,
    engine_in,
    myself,
    permission,
)

_ROLES = (
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
# A: for all partners, o: for one's own, -: not at all. One letter for each role, in the order above.
_TABLE = {
    Intent.HELP: "AAAAAAAAAA-",
    Intent.START: "AAAAAAAAAA-",
    Intent.ADD_PARTNER: "AAA--------",
    Intent.INVITE: "AAA--------",
    Intent.JOIN: "AAAAAAAAAA-",
    Intent.LET_IN: "AAA--------",
    Intent.NOT_ME: "AAAAAAAAAA-",
    Intent.ADD_PERSON: "AAAo-------",
    Intent.ADD: "AAAooo-----",
    Intent.TIMETABLE: "AAAAAAAAA-A",
    Intent.OPEN_ACTION: "AAAooo-----",
    Intent.MINE: "AAAAAAAAAA-",
    Intent.IMPORT: "AAA--------",
    Intent.EXPORT: "AAAAAAAAA--",
    Intent.SETTINGS: "AAAAAAAAAA-",
    Intent.OPEN_DOORS: "AA---------",
    Intent.ACCEPT: "AAAooo-----",
    Intent.SUGGEST_DATE: "AAAooo-----",
    Intent.DECIDE_DATE: "AA---------",
    Intent.NOT_FOR_ME: "AAAooo-----",
    Intent.DONE: "AAAooo-----",
    Intent.UNDO: "AAAooo-----",
    Intent.ON_TRACK: "AAAooo-----",
    Intent.MORE_TIME: "AAAooo-----",
    Intent.STUCK: "AAAooo-----",
    Intent.HELP_STUCK: "AA---------",
    Intent.LEND_A_HAND: "AAAAAA-----",
    Intent.PUT_RIGHT: "AAAooo-----",
    Intent.NOT_TODAY: "AAAAAAAAAA-",
    Intent.NOT_THIS_WEEK: "AAAAAAAAAA-",
    Intent.TRY_IT: "AA---------",
    Intent.TOMORROWS_POST: "AA---------",
    Intent.REACHED: "AA---------",
    Intent.HOLD: "AA---------",
    Intent.WHO_HEARS: "AAA--------",
    Intent.FINE_WITH_US: "AA-o-------",
    Intent.FOLLOW_UP: "AA---------",
    Intent.HELP_OUT: "AA-ooo-----",
    Intent.WAIT_OR_GO: "AAA--------",
    Intent.CANNOT_WAIT: "AAA--------",
    Intent.WHICH_CRITICAL: "AAA--------",
    Intent.HAND_OVER: "AAAooo-----",
    Intent.ANSWER_HAND_OVER: "AAAooo-----",
    Intent.ANSWER_EFFECT: "AAAooo-----",
    Intent.ANSWER_CHANGE: "AAAooo-----",
    Intent.CHANGE: "AAAo-------",
    Intent.SERIES: "AAAo-------",
    Intent.DROP: "AAAo-------",
    Intent.RESTORE: "AAAo-------",
    Intent.MILESTONE: "AAA--------",
    Intent.CELEBRATE: "AAA--------",
    Intent.THANK: "AAAAAAA----",
    Intent.WORDS_TO_SHARE: "AAAAAAAA---",
    Intent.CALLS: "AA---------",
    Intent.CALL_SHEET: "AA---------",
    Intent.LOG: "AA-o-------",
    Intent.BRIEF: "AAA--------",
    Intent.HOME: "AAAAAAAAAA-",
    Intent.MY_COPY: "AAA--------",
    Intent.WORKBOOK_RHYTHM: "AAA--------",
    Intent.PUT_BACK: "AAA--------",
    Intent.CLOSED_DATES: "AAAoo------",
    Intent.TRACK: "AAAooo-----",
    Intent.WHO_RUNS: "-AA--------",
    Intent.ASK_FIRST: "AA---------",
    Intent.NEW_LINK: "AA---------",
    Intent.NEW_EMAIL: "AA---------",
    Intent.CHECK_IN: "AAA--------",
    Intent.ANSWER_CHECK_IN: "AAAAAA-----",
    Intent.ADD_QUESTION: "AAA--------",
    Intent.CHECK_IN_RESULTS: "AAA--------",
    Intent.TELL_SUMMARY: "AA---------",
    Intent.SIDE_BY_SIDE: "AAAAAA-----",
    Intent.SHOW_SIDE: "A--o-------",
    Intent.TAKE_UP: "A----------",
    Intent.ANSWER_TAKE_UP: "AAAAAA-----",
    Intent.CONCERN: "AAAAAAAAA--",
    Intent.ANSWER_CONCERN: "AAAAAA-----",
    Intent.FOLLOW_CONCERN: "AAAAAAAAA--",
    Intent.STAGE: "A-A--------",
    Intent.DECIDE_STAGE: "A-A--------",
    Intent.STAGE_STEP: "A-A--------",
    Intent.LOOK_BACK: "AAAAAA-----",
}
_LETTERS = {"A": Permission.ALL, "o": Permission.OWN_PARTNER, "-": Permission.REFUSED}
_WORDS = {Permission.ALL: "yes", Permission.OWN_PARTNER: "own partner", Permission.REFUSED: "–"}
_PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
_HEAD = """# Who may do what

Runner, deputy runner and chair act for all partners; co-ordinator, deputy and member for their own; sponsor,
observer and guest read. *Self* is a person who asks about their own affairs only, *engine* is the clockwork
that sends what is due. `bot/domain/permissions.py` holds this table, and nothing else decides.

"""


@pytest.mark.parametrize("intent", Intent)
@pytest.mark.parametrize("role", Role)
def test_cell_of_the_table(intent: Intent, role: Role) -> None:
    letter = _TABLE[intent][_ROLES.index(role)]

    assert permission(intent=intent, role=role) is _LETTERS[letter]


@pytest.mark.parametrize("intent", Intent)
@pytest.mark.parametrize("role", Role)
def test_allowed_follows_the_table(intent: Intent, role: Role) -> None:
    viewer = Viewer(person_id=1, partnership_id=2, role=role, partner_id=3)
    cell = permission(intent=intent, role=role)

    asked = (None, 3, 4)
    answers = tuple(allowed(intent=intent, viewer=viewer, partner_id=partner_id) for partner_id in asked)

    expected = {
        Permission.ALL: (True, True, True),
        Permission.OWN_PARTNER: (False, True, False),
        Permission.REFUSED: (False, False, False),
    }
    assert answers == expected[cell]


def test_own_partner_needs_a_partner() -> None:
    nobody = Viewer(person_id=1, partnership_id=2, role=Role.MEMBER)

    assert not allowed(intent=Intent.DONE, viewer=nobody, partner_id=None)


def test_viewers_without_a_partnership_of_their_own() -> None:
    assert engine_in(4) == Viewer(person_id=0, partnership_id=4, role=Role.ENGINE)
    assert myself(7) == Viewer(person_id=7, partnership_id=None, role=Role.SELF)
    assert ENGINE.partnership_id is None


def test_docs_print_the_table() -> None:
    assert _PAGE.read_text(encoding="utf-8") == _page()


def _page() -> str:
    names = [role.value.replace("_", " ").replace("co ordinator", "co-ordinator") for role in _ROLES]
    lines = [f"| | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    for intent in Intent:
        cells = (_WORDS[permission(intent=intent, role=role)] for role in _ROLES)
        lines.append(f"| {intent.value.replace('_', ' ')} | {' | '.join(cells)} |")
    return _HEAD + "\n".join(lines) + "\n"
