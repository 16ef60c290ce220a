"""**May I take it up?** as Sam asks it in Riverside, and what people say to it."""

from bot.domain.concerns import MayKnow
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.rounds import Round
from bot.domain.taking_up import TakeUp, becomes_concern
from bot.messages import plain
from bot.messages.model import Message
from bot.messages.notices import Notice
from bot.services import notices, readers
from bot.services.checkins import take_up_notices, taking_up
from bot.services.checkins.taking_up import Asked, Heard
from bot.services.concerns import raising
from storage import concerns, deliveries
from tests.riverside import Riverside
from tests.summed import AFTER

WORDS = "Fewer forms in the first week"


def ask(group: Riverside, of: Round, *chosen: str) -> Asked:
    return taking_up.ask(
        database=group.database, viewer=group.viewer("sam"), round_id=of.id, chosen=chosen, now=AFTER
    )


def args(group: Riverside, of: Round) -> dict[str, str]:
    _, told = taking_up.told(database=group.database, viewer=group.viewer("sam"), round_id=of.id)
    return {one.words: one.arg for one in told}


def all_owed(group: Riverside) -> list[Delivery]:
    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.engine)
    return [one for one in ledger if one.owed.kind is DeliveryKind.TAKE_UP]


def asked_of(group: Riverside, of: Round, words: str = WORDS) -> int:
    ask(group, of, args(group, of)[words])
    [owed] = all_owed(group)
    return int(owed.owed.fact.removeprefix(taking_up.FACT))


def answer(
    group: Riverside, number: int, said: TakeUp, *, by: str = "rob", shown: frozenset[int] | None = None
) -> Heard:
    """What somebody presses under the question; `shown` are those whom it named, None for those of now."""
    return taking_up.answer(
        database=group.database,
        viewer=group.viewer(by),
        take_up_id=number,
        said=said,
        shown=hearers(group, said) if shown is None else shown,
        now=AFTER,
    )


def hearers(group: Riverside, said: TakeUp, *, by: str = "rob") -> frozenset[int]:
    may_know = becomes_concern(said)
    if may_know is None:
        return frozenset()
    with group.database.read() as transaction:
        return raising.hearers_from_answer(
            transaction, viewer=group.engine, person_id=group.person(by).id, may_know=may_know
        )


def notice(group: Riverside, name: str = "rob") -> Notice | None:
    [owed] = all_owed(group)
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=group.engine, person_id=group.person(name).id)
        assert reader is not None
        return notices.write(transaction, reader=reader, delivery=owed, now=AFTER)


def taken(group: Riverside) -> list[tuple[str, MayKnow]]:
    with group.database.read() as transaction:
        kept = concerns.kept_by(transaction, viewer=group.engine, person_id=group.person("sam").id)
    return [(one.words, one.may_know) for one in kept]


def heard(group: Riverside) -> list[str]:
    with group.database.read() as transaction:
        sam = readers.reader(transaction, viewer=group.engine, person_id=group.person("sam").id)
        assert sam is not None
        return [text(one) for one in take_up_notices.of_morning(transaction, sam, AFTER)]


def text(notice: Notice | None) -> str:
    assert notice is not None
    return plain.text(Message(opening="", blocks=notice.blocks))
