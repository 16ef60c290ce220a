"""Ways to the stage card as tests take them."""

from datetime import timedelta

from sqlalchemy import update

from bot.domain.evidence import Evidence, Kind, Share, Signal, Stage, Window
from bot.domain.kept_proposals import to_kept
from bot.domain.permissions import Role
from bot.domain.stages import Proposal, Unseen, Verdict
from storage import members, stages
from storage.tables import PartnershipRow
from tests.riverside import NOW, Riverside

LATER = NOW + timedelta(days=70)
COUNTED = Evidence(
    signal=Signal.KEPT,
    kind=Kind.COUNT,
    window=Window.SIX_WEEKS,
    now=Share(count=17, of=19),
    speaks_for=frozenset({Stage.FUNCTIONING}),
)
SUGGESTS = Proposal(
    verdict=Verdict.SUGGESTS,
    in_force=Stage.FORMING,
    suggests=Stage.FUNCTIONING,
    evidence=(COUNTED,),
    what_would_change=(Signal.KEPT,),
    unseen=(Unseen.MEETING,),
)


def add_card(group: Riverside) -> tuple[int, int]:
    """Write a card that suggests Functioning. Returns its number and version."""
    with group.database.write() as transaction:
        card_id = stages.add_card(
            transaction,
            viewer=group.engine,
            on=LATER.date(),
            in_force=Stage.FORMING,
            suggests=Stage.FUNCTIONING,
            evidence=to_kept(SUGGESTS),
            deciders=[
                one.person.id
                for one in members.all_of(transaction, viewer=group.engine)
                if one.role in (Role.RUNNER, Role.CHAIR)
            ],
            now=LATER,
        )
    assert card_id is not None
    return card_id, 1


def put_in_force(group: Riverside, stage: Stage) -> int:
    with group.database.write() as transaction:
        return stages.put_in_force(
            transaction, viewer=group.viewer("sam"), stage=stage, since=NOW.date(), now=NOW
        )


def told(group: Riverside, going: Stage) -> None:
    """Let `start` have been told how it goes."""
    with group.database.write() as transaction:
        one = PartnershipRow.id == group.partnership_id
        transaction.connection.execute(update(PartnershipRow).where(one).values(going=going))
