"""**Hold** for an action or for a piece of news: neither takes the other along."""

from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.permissions import ENGINE
from bot.services import tomorrow
from storage import deliveries
from tests.office import Office
from tests.riverside import Riverside
from tests.services.test_tomorrow import MONDAY, TUESDAY, remind


def owe_news(group: Riverside) -> int:
    """Owe Mina a piece of news for Tuesday. Returns the identity of it."""
    owed = Owed(
        kind=DeliveryKind.NEWS,
        fact="news",
        step="told",
        partnership_id=group.partnership_id,
        due_on=TUESDAY.date(),
        due_at=TUESDAY,
        person_id=group.person("mina").id,
    )
    with group.database.write() as transaction:
        deliveries.owe(transaction, viewer=ENGINE, owed=owed, now=MONDAY)
        mine = deliveries.pending_of(transaction, viewer=ENGINE, person_id=group.person("mina").id)
        [news] = [one for one in mine if one.owed.kind is DeliveryKind.NEWS]
    return news.id


def test_what_is_no_action_is_held_alone(group: Riverside) -> None:
    remind(group)
    news_id = owe_news(group)
    mina = group.person("mina").id

    held = tomorrow.hold(
        database=group.database, viewer=group.viewer("sam"), person_id=mina, ids=[news_id], now=MONDAY
    )

    assert [part.delivery_id for part in held.parts] == [news_id]


def test_news_is_not_held_with_an_action(group: Riverside, office: Office) -> None:
    share_id = remind(group)
    news_id = owe_news(group)
    reminders = [one.id for one in office.ledger(share_id) if one.owed.due_on == TUESDAY.date()]

    tomorrow.hold(
        database=group.database,
        viewer=group.viewer("sam"),
        person_id=group.person("mina").id,
        ids=reminders,
        now=MONDAY,
    )

    with group.database.read() as transaction:
        open_still = deliveries.pending_of(transaction, viewer=ENGINE, person_id=group.person("mina").id)
    assert news_id in [one.id for one in open_still]
