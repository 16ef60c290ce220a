"""The stage in force: what was agreed on last, else what `start` was told."""

from sqlalchemy import update

from bot.domain.evidence import Stage
from bot.domain.stage_manners import AS_SET, MANNERS
from bot.services import in_force
from bot.services.in_force import InForce
from storage import stages
from storage.database import Database
from storage.tables import PartnershipRow
from tests import riverside
from tests.riverside import NOW, Riverside


def told(group: Riverside, going: Stage) -> None:
    with group.database.write() as transaction:
        one = PartnershipRow.id == group.partnership_id
        transaction.connection.execute(update(PartnershipRow).where(one).values(going=going))


def agree(group: Riverside, stage: Stage, because: str = "") -> int:
    with group.database.write() as transaction:
        return stages.put_in_force(
            transaction,
            viewer=group.viewer("sam"),
            stage=stage,
            since=NOW.date(),
            because=because,
            now=NOW,
        )


def test_where_nobody_has_said_anything_nothing_changes(group: Riverside) -> None:
    with group.database.read() as transaction:
        stage = in_force.stage_of(transaction, viewer=group.engine)
        manners = in_force.manners_of(transaction, viewer=group.engine)
        begins = in_force.of_partnership(transaction, viewer=group.engine)

    assert (stage, manners) == (None, AS_SET)
    assert begins == InForce(stage=Stage.FORMING, since=NOW.date())


def test_what_start_was_told_holds_until_two_people_agree(group: Riverside) -> None:
    told(group, Stage.FRUSTRATION)
    with group.database.read() as transaction:
        before = in_force.of_partnership(transaction, viewer=group.engine)
        manners = in_force.manners_of(transaction, viewer=group.engine)
    stage_id = agree(group, Stage.FUNCTIONING, because="It works")
    with group.database.read() as transaction:
        after = in_force.of_partnership(transaction, viewer=group.engine)
        stage = in_force.stage_of(transaction, viewer=group.engine)

    assert before == InForce(stage=Stage.FRUSTRATION, since=NOW.date())
    assert manners == MANNERS[Stage.FRUSTRATION]
    assert after == InForce(stage=Stage.FUNCTIONING, since=NOW.date(), id=stage_id, because="It works")
    assert stage is Stage.FUNCTIONING


def test_draft_has_a_stage_since_no_day(database: Database) -> None:
    draft = riverside.build(database)
    with database.read() as transaction:
        assert in_force.of_partnership(transaction, viewer=draft.engine).since is None
