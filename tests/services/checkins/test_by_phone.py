"""One question of an open round on the call sheet, answered by phone and read back first."""

from datetime import datetime

import pytest

from bot.domain.evidence import Stage
from bot.domain.questions import QuestionKind
from bot.domain.round_people import Invited
from bot.domain.rounds import Round, RoundState, Standing
from bot.errors import Refused
from bot.messages import call_sheet as wording
from bot.messages import plain
from bot.messages.call_sheet import Sheet
from bot.services import call_sheets
from bot.services.call_sheets import Kept, Talk
from storage import answers, rounds
from storage.database import Database
from tests.checked_in import CLOSED, TUESDAY, WEDNESDAY, open_round, texts, widen
from tests.riverside import Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    group = build(database, opened=True)
    widen(group)
    return group


def test_sheet_asks_the_question_of_the_open_round(riverside: Riverside) -> None:
    open_round(riverside)

    sheet = _look(riverside)

    assert sheet.question is not None
    assert "“Has anything changed where you work that we should plan around?”" in plain.text(
        wording.message(sheet)
    )


@pytest.mark.parametrize("now", [TUESDAY, CLOSED])
def test_while_none_is_open_it_asks_what_it_always_asks(riverside: Riverside, now: datetime) -> None:
    if now == CLOSED:
        open_round(riverside)

    assert "“Is anything in the way?”" in plain.text(wording.message(_look(riverside, now=now)))


def test_answer_is_kept_as_heard_by_phone_and_as_theirs(riverside: Riverside) -> None:
    opened = open_round(riverside)

    _keep(riverside, "Yes")

    with riverside.database.read() as transaction:
        sam = riverside.viewer("sam")
        [said] = answers.organisations_of(transaction, viewer=sam, round_id=opened.id)
    assert (said.by_phone, said.answer.value, said.partner_id) == (True, 2, riverside.brook_lane_id)
    assert said.person_id == riverside.person("dee").id
    assert _standing(riverside, opened) is Standing.ANSWERED
    assert _look(riverside).question is None


def test_question_that_was_not_asked_stays(riverside: Riverside) -> None:
    opened = open_round(riverside)

    _keep(riverside, "")

    assert _standing(riverside, opened) is Standing.ASKED
    assert _look(riverside).question is not None


def test_answer_is_read_back_before_it_is_kept(riverside: Riverside) -> None:
    open_round(riverside)
    talk = Talk(answers=(), check_in="No", shown=_look(riverside).shown)

    back = call_sheets.read_back(
        database=riverside.database,
        viewer=riverside.viewer("sam"),
        partner_id=riverside.brook_lane_id,
        talk=talk,
        now=WEDNESDAY,
    )

    form = wording.form(back.sheet, digest=back.talk.digest, read_back=back.said, check_in="No")
    assert [plain.line(one) for one in form.intro] == [
        "Please say this aloud before you send it.",
        "“Has anything changed where you work that we should plan around? I've put: No.”",
    ]


def test_what_nobody_could_have_answered_is_said_at_the_question(riverside: Riverside) -> None:
    open_round(riverside)

    with pytest.raises(Refused, match="answer_unknown") as refused:
        _keep(riverside, "Perhaps")

    assert refused.value.field == "check_in"


def test_nothing_secret_is_asked_on_the_telephone(riverside: Riverside) -> None:
    opened = open_round(riverside)

    with riverside.database.read() as transaction:
        sam, dee = riverside.viewer("sam"), riverside.person("dee").id
        found = rounds.participation(transaction, viewer=sam, round_id=opened.id, person_id=dee)
    assert found is not None
    assert found.by_telephone
    assert QuestionKind.NUMBERS_ONLY not in found.kinds


def test_partner_by_telephone_is_offered_for_the_question_alone(riverside: Riverside) -> None:
    open_round(riverside)

    with riverside.database.read() as transaction:
        [sheet] = call_sheets.offered(transaction, viewer=riverside.viewer("sam"), now=WEDNESDAY)

    assert (sheet.items, sheet.things) == ((), 1)
    assert "there is one thing to talk about" in plain.of_block(wording.notice(sheet).blocks[0])


def test_question_to_the_runner_is_told_by_name(riverside: Riverside) -> None:
    line = "Send the papers by post"
    _round_about_papers(riverside)

    _keep(riverside, line)

    with riverside.database.read() as transaction:
        [told] = answers.named_to(transaction, viewer=riverside.viewer("sam"))
    assert (told.by_phone, told.answer.line, told.person_id) == (True, line, riverside.person("dee").id)
    assert [name for name, text in texts(riverside).items() if line in text] == ["named_answers"]


def _round_about_papers(riverside: Riverside) -> None:
    """A round with one question that Dee answers in her own words."""
    sam, kinds = riverside.viewer("sam"), {"easier": QuestionKind.TO_RUNNER}
    dee = Invited(
        person_id=riverside.person("dee").id,
        partner_id=riverside.brook_lane_id,
        kinds=frozenset(kinds.values()),
        by_telephone=True,
    )
    with riverside.database.write() as transaction:
        planned = rounds.plan(
            transaction,
            viewer=sam,
            opens_on=TUESDAY.date(),
            closes_at=CLOSED,
            bank=1,
            kinds=kinds,
            stage=Stage.FORMING,
        )
        assert planned is not None
        since, to = {RoundState.PLANNED}, RoundState.OPEN
        rounds.change(transaction, viewer=sam, round_id=planned.id, since=since, state=to)
        rounds.ask_people(transaction, viewer=sam, round_id=planned.id, people=[dee], now=TUESDAY)


def _look(riverside: Riverside, *, now: datetime = WEDNESDAY) -> Sheet:
    return call_sheets.look(
        database=riverside.database,
        viewer=riverside.viewer("sam"),
        partner_id=riverside.brook_lane_id,
        now=now,
    )


def _keep(riverside: Riverside, said: str) -> Kept:
    return call_sheets.keep(
        database=riverside.database,
        viewer=riverside.viewer("sam"),
        partner_id=riverside.brook_lane_id,
        talk=Talk(answers=(), check_in=said, shown=_look(riverside).shown),
        now=WEDNESDAY,
    )


def _standing(riverside: Riverside, opened: Round) -> Standing:
    with riverside.database.read() as transaction:
        sam, dee = riverside.viewer("sam"), riverside.person("dee").id
        found = rounds.participation(transaction, viewer=sam, round_id=opened.id, person_id=dee)
    assert found is not None
    return found.standing
