"""The page **Stage** of **My copy**: history with reasons and evidence, for runner and chair."""

from bot.domain.evidence import Stage
from bot.domain.stage_decisions import Choice
from bot.domain.timetables import StageLine
from bot.services.stages import cards, pages
from bot.services.stages.cards import Chosen
from storage.database import Database
from tests import riverside
from tests.riverside import NOW, Riverside
from tests.services.stages.staged import LATER, add_card, put_in_force, told


def lines(group: Riverside, who: str = "sam") -> tuple[StageLine, ...]:
    with group.database.read() as transaction:
        return pages.lines(transaction, viewer=group.viewer(who))


def test_where_nobody_has_said_anything_there_is_no_page(group: Riverside) -> None:
    assert lines(group) == ()


def test_it_begins_with_what_start_was_told_and_ends_with_what_is_to_be_settled(group: Riverside) -> None:
    told(group, Stage.FORMING)
    add_card(group)

    first, last = lines(group)

    assert first == StageLine(stage="Forming", since=NOW.date())
    assert (last.stage, last.since) == ("Functioning, to be settled", LATER.date())
    assert last.evidence.startswith("Dates kept, or moved in good time: 17 of 19")


def test_what_was_agreed_on_stands_with_its_reason_and_evidence(group: Riverside) -> None:
    told(group, Stage.FORMING)
    card_id, version = add_card(group)
    flying = Chosen(choice=Choice.ANOTHER, stage=Stage.FLYING, because="It runs itself")
    for step, who in enumerate(("sam", "grace")):
        cards.press(
            database=group.database,
            viewer=group.viewer(who),
            seen=(card_id, version + step),
            chosen=flying,
            now=LATER,
        )

    _, agreed = lines(group, "grace")

    assert (agreed.stage, agreed.since, agreed.because) == ("Flying", LATER.date(), "It runs itself")
    assert "17 of 19" in agreed.evidence


def test_what_start_was_told_is_not_said_twice(group: Riverside) -> None:
    told(group, Stage.FORMING)
    put_in_force(group, Stage.FORMING)

    assert [one.stage for one in lines(group)] == ["Forming"]


def test_draft_has_no_page(database: Database) -> None:
    draft = riverside.build(database)
    told(draft, Stage.FORMING)

    assert lines(draft) == ()


def test_partners_get_no_such_page(group: Riverside) -> None:
    put_in_force(group, Stage.FAILING)

    assert lines(group, "mina") == ()
