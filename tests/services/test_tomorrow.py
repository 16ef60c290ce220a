"""**Tomorrow's post**: what goes out next in the real words, and what the runner holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.deliveries import DeliveryKind, DeliveryState, Owed, Rule
from bot.domain.importance import Importance
from bot.domain.people import Hour, Rhythm
from bot.domain.permissions import ENGINE
from bot.errors import Refused
from bot.messages import plain
from bot.messages.tomorrow import Mail, Post
from bot.services import coming_post, doors, planning, quiet, readers, ringing, settings, tomorrow
from bot.services.settings import Chosen
from storage import deliveries
from storage.database import Database
from tests import planned, riverside
from tests.elsewhere import valley_link
from tests.office import Office, openings
from tests.planned import add, plan
from tests.riverside import Riverside
from tests.services.test_quiet import caller

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TUESDAY = MONDAY + DAY


def remind(group: Riverside, *, due: date = date(2026, 12, 1), holder: str = "mina") -> int:
    commitment = add(group, due=due, holders=(holder,))
    plan(group, planning.plan_reminders, commitment, now=MONDAY - 3 * DAY)
    return commitment.shares[0].id


def post(group: Riverside, now: datetime = MONDAY, who: str = "sam") -> Post:
    return tomorrow.post(database=group.database, viewer=group.viewer(who), now=now)


def ids(mail: Mail) -> list[int]:
    return [part.delivery_id for part in mail.parts]


def hold(group: Riverside, mail: Mail, now: datetime = MONDAY) -> Mail:
    return tomorrow.hold(
        database=group.database, viewer=group.viewer("sam"), person_id=mail.person_id, ids=ids(mail), now=now
    )


def let_go(group: Riverside, mail: Mail, now: datetime = MONDAY) -> Mail:
    return tomorrow.let_go(
        database=group.database, viewer=group.viewer("sam"), person_id=mail.person_id, ids=ids(mail), now=now
    )


def noticed(group: Riverside, now: datetime) -> list[str]:
    with group.database.write() as transaction:
        reader = readers.reader(transaction, viewer=group.viewer("sam"), person_id=group.person("sam").id)
        assert reader is not None
        notices = coming_post.source(transaction, reader, now)
    return [plain.of_block(notice.blocks[0]) for notice in notices]


def test_it_is_what_really_goes_out(group: Riverside, office: Office) -> None:
    remind(group)

    found = post(group)
    [(_, sent)] = [(at, one) for at, one in office.live(TUESDAY, TUESDAY) if openings([one])[0][0] == "mina"]

    assert (found.on, [mail.name for mail in found.mail]) == (date(2026, 11, 24), ["Mina Iqbal"])
    assert [plain.text(one) for one in found.mail[0].messages] == [plain.text(sent.content)]


def test_nothing_is_claimed_by_looking(group: Riverside, office: Office) -> None:
    remind(group)
    before = office.ledger()

    post(group)

    assert office.ledger() == before


def test_what_goes_on_another_day_is_not_shown(group: Riverside) -> None:
    remind(group, due=date(2026, 12, 3))

    assert post(group).mail == ()
    assert [mail.name for mail in post(group, TUESDAY + DAY).mail] == ["Mina Iqbal"]


def test_what_still_goes_today_is_not_shown_for_tomorrow(group: Riverside) -> None:
    remind(group)
    planned.choose(group, Rhythm(regular_days=frozenset({0, 1}), hour=Hour.END_OF_DAY))
    with group.database.write() as transaction:
        [first, *_] = deliveries.pending_of(transaction, viewer=ENGINE, person_id=group.person("mina").id)
        deliveries.postpone(transaction, viewer=ENGINE, ids=[first.id], due_on=MONDAY.date(), due_at=MONDAY)

    assert post(group).mail == ()


def test_list_is_by_name(group: Riverside) -> None:
    for holder in ("rob", "mina", "grace"):
        remind(group, holder=holder)

    assert [mail.name for mail in post(group).mail] == ["Grace Obi", "Mina Iqbal", "Rob Stone"]


@pytest.mark.parametrize("holder", ["dee", "sam"])
def test_who_has_no_address_or_a_list_has_no_post(group: Riverside, holder: str) -> None:
    remind(group, holder=holder)

    assert post(group).mail == ()


def test_who_would_rather_be_rung_or_is_quiet_has_none_either(group: Riverside) -> None:
    remind(group)
    remind(group, holder="rob")
    quiet.not_this_week(database=group.database, caller=caller(group), now=MONDAY)
    ringing.choose(
        database=group.database,
        caller=caller(group, "U-ROB"),
        partnership_id=group.partnership_id,
        rings=True,
        now=MONDAY,
    )

    assert post(group).mail == ()


def test_what_is_settled_already_is_not_shown(group: Riverside) -> None:
    commitment = add(group, due=date(2026, 12, 1))
    plan(group, planning.plan_reminders, commitment, now=MONDAY - 3 * DAY)
    planned.change(group, commitment.shares[0], person_id=group.person("rob").id)

    assert post(group).mail == ()


def test_other_partnership_is_never_shown(group: Riverside) -> None:
    valley = valley_link(group)
    with group.database.write() as transaction:
        owed = Owed(
            kind=DeliveryKind.AGREED,
            fact="elsewhere",
            step="told",
            partnership_id=valley.partnership_id,
            due_on=TUESDAY.date(),
            due_at=TUESDAY,
            person_id=group.person("mina").id,
        )
        deliveries.owe(transaction, viewer=ENGINE, owed=owed, now=MONDAY)

    assert post(group).mail == ()


def test_held_is_not_sent_and_nobody_is_told(group: Riverside, office: Office) -> None:
    share_id = remind(group)

    [mail] = post(group).mail
    held = hold(group, mail)

    assert office.run(TUESDAY) == []
    assert (held.name, [part.title for part in held.parts]) == ("Mina Iqbal", ["Send course data"])
    fates = [(one.state, one.rule) for one in office.ledger(share_id) if one.id in ids(mail)]
    assert fates == [(DeliveryState.WITHHELD, Rule.HELD)]
    assert [one.name for one in post(group).held] == ["Mina Iqbal"]


def test_nothing_else_goes_about_what_is_held(group: Riverside, office: Office) -> None:
    share_id = remind(group)
    with group.database.write() as transaction:
        ahead, last = deliveries.pending_of(transaction, viewer=ENGINE, person_id=group.person("mina").id)[:2]
        deliveries.postpone(
            transaction, viewer=ENGINE, ids=[last.id], due_on=ahead.owed.due_on, due_at=ahead.owed.due_at
        )

    [mail] = post(group).mail
    hold(group, mail)

    assert len(mail.parts) == 1, "each action is named once"
    assert office.run(TUESDAY) == []
    assert {one.id for one in office.ledger(share_id) if one.rule is Rule.HELD} >= {ahead.id, last.id}


def test_what_an_envelope_only_counts_is_held_with_it(group: Riverside, office: Office) -> None:
    for _ in range(7):
        remind(group)

    [mail] = post(group).mail
    hold(group, mail)

    assert len(mail.parts) == 7
    assert office.run(TUESDAY) == []


def test_second_press_shows_what_is_held(group: Riverside) -> None:
    remind(group)
    [mail] = post(group).mail

    assert hold(group, mail) == hold(group, mail)


def test_what_is_held_stays_held_when_their_days_change(group: Riverside, office: Office) -> None:
    remind(group)
    [mail] = post(group).mail
    hold(group, mail)

    settings.change(
        database=group.database,
        caller=caller(group),
        chosen=Chosen(days=["1", "3"], hour="LUNCH"),
        now=MONDAY,
    )

    assert office.run(TUESDAY + timedelta(hours=4)) == []


def test_let_go_it_goes_when_it_is_due(group: Riverside, office: Office) -> None:
    remind(group)
    [mail] = post(group).mail
    hold(group, mail)

    let_go(group, mail)

    assert [name for name, _ in openings(office.run(TUESDAY))] == ["mina"]


def test_what_has_gone_can_be_neither_held_nor_let_go(group: Riverside, office: Office) -> None:
    remind(group)
    [mail] = post(group).mail
    office.run(TUESDAY)

    with pytest.raises(Refused, match="post_gone"):
        hold(group, mail, TUESDAY)
    with pytest.raises(Refused, match="post_gone"):
        let_go(group, mail, TUESDAY)


@pytest.mark.parametrize("who", ["mina", "grace", "rob"])
def test_nobody_but_who_runs_it_may(group: Riverside, who: str) -> None:
    viewer = group.viewer(who)
    refused = pytest.raises(Refused, match="not_for_your_role")

    with refused:
        post(group, who=who)
    with refused:
        tomorrow.hold(database=group.database, viewer=viewer, person_id=1, ids=[1], now=MONDAY)
    with refused:
        tomorrow.let_go(database=group.database, viewer=viewer, person_id=1, ids=[1], now=MONDAY)
    with refused:
        tomorrow.show(database=group.database, viewer=viewer, shows=True, now=MONDAY)


def test_hello_that_waits_for_the_morning_is_shown(database: Database) -> None:
    group = riverside.build(database)
    evening = datetime(2026, 9, 10, 19, 0, tzinfo=UTC)
    everybody = [group.person(name).id for name in ("mina", "sam")]
    doors.open_doors(database=database, viewer=group.viewer("sam"), person_ids=everybody, now=evening)

    [mail] = tomorrow.post(database=database, viewer=group.viewer("sam"), now=evening).mail

    assert [part.title for part in mail.parts] == ["the hello"]


def test_late_in_the_evening_nothing_goes_any_more(group: Riverside) -> None:
    remind(group)
    planned.choose(group, Rhythm(regular_days=frozenset({1}), hour=Hour.END_OF_DAY))

    found = post(group, datetime(2026, 11, 24, 19, 0, tzinfo=UTC))

    assert found.mail == ()


def test_one_who_is_in_the_partnership_no_more_sees_no_post(group: Riverside) -> None:
    stranger = replace(group.viewer("sam"), person_id=4711)

    with pytest.raises(Refused, match="not_in_partnership"):
        tomorrow.post(database=group.database, viewer=stranger, now=MONDAY)


def test_list_tells_by_itself_for_two_weeks(group: Riverside) -> None:
    plan(
        group,
        planning.plan_reminders,
        add(group, due=date(2026, 9, 18), importance=Importance.NORMAL),
        now=riverside.NOW,
    )
    opened = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)

    assert noticed(group, opened) == ["On Tuesday 15 September something from me goes to Mina Iqbal."]
    assert noticed(group, opened - 2 * DAY) == noticed(group, opened + 20 * DAY) == []


def test_runner_chooses_whether_it_does(group: Riverside) -> None:
    remind(group)
    seen = []
    for shows in (True, False):
        tomorrow.show(database=group.database, viewer=group.viewer("sam"), shows=shows, now=MONDAY)
        seen.append((post(group).shows, bool(noticed(group, MONDAY))))

    assert seen == [(True, True), (False, False)]


def test_runner_away_for_good_has_no_next_day(group: Riverside) -> None:
    remind(group)
    planned.go_away(group)
    assert post(group).mail == ()
