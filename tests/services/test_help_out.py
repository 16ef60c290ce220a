"""Somebody else is asked to help: never before its holder has been told, and not where it has settled meanwhile."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.commitments import Commitment
from bot.domain.deliveries import Delivery, DeliveryKind, Rule
from bot.domain.follow_ups import HelpAnswer
from bot.domain.permissions import ENGINE, Role
from bot.errors import Refused
from bot.messages import plain
from bot.messages.model import Item
from bot.messages.notices import Notice
from bot.services import cases, follow_ups, help_out, items, last_safe, notices, progress, readers
from bot.services.presses import Pressed
from storage import deliveries, members
from storage import follow_ups as stored_follow_ups
from storage.database import Database
from tests import riverside
from tests.dates import Autumn, at
from tests.planned import add, change, go_away, pending

WEDNESDAY = date(2026, 9, 30)
THURSDAY = date(2026, 10, 1)
FRIDAY = date(2026, 10, 2)


@pytest.fixture
def autumn(database: Database) -> Autumn:
    made = Autumn(riverside.build(database, opened=True))
    made.agreed_by_all()
    return made


@pytest.fixture
def commitment(autumn: Autumn) -> Commitment:
    """Rob's; the runner was asked, and has asked the co-ordinator."""
    made = autumn.promised()
    autumn.work(WEDNESDAY)
    autumn.look(WEDNESDAY)
    _press(autumn, autumn.pressed(made), "ask_co_ordinator")
    return made


def _press(autumn: Autumn, pressed: Pressed, word: str) -> bool:
    return follow_ups.press(
        database=autumn.group.database,
        viewer=autumn.group.viewer("sam"),
        pressed=pressed,
        word=word,
        now=at(WEDNESDAY),
    ).changed


def _delivery(autumn: Autumn, kind: DeliveryKind) -> Delivery:
    with autumn.group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=ENGINE)
    return next(one for one in found if one.owed.kind is kind)


def _words(autumn: Autumn, delivery: Delivery, name: str, *, on: date = THURSDAY) -> Notice | None:
    viewer = autumn.group.viewer(name)
    with autumn.group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
        assert reader is not None
        return notices.write(transaction, reader=reader, delivery=delivery, now=at(on))


def _after(autumn: Autumn, delivery: Delivery) -> None:
    with autumn.group.database.write() as transaction:
        help_out.after_warning(transaction, delivery=delivery, now=at(THURSDAY))


def _sent(autumn: Autumn, delivery: Delivery, *, on: date) -> None:
    with autumn.group.database.write() as transaction:
        help_out.after_request(transaction, delivery=delivery, now=at(on))


def _give_up(autumn: Autumn, commitment: Commitment) -> bool:
    seen = autumn.follow_up(commitment)
    assert seen is not None
    with autumn.group.database.write() as transaction:
        return help_out.give_up(
            transaction,
            viewer=autumn.group.viewer("sam"),
            share=commitment.shares[0],
            follow_up=seen,
            now=at(FRIDAY),
        )


def _help_owed(autumn: Autumn) -> int:
    return sum(one.kind is DeliveryKind.HELP_OUT for one in pending(autumn.group, "mina"))


def test_helper_is_asked_when_the_holder_has_been_told(autumn: Autumn, commitment: Commitment) -> None:
    assert _help_owed(autumn) == 0

    _after(autumn, _delivery(autumn, DeliveryKind.FOREWARNED))

    follow_up = autumn.follow_up(commitment)
    assert follow_up is not None
    assert (_help_owed(autumn), follow_up.helper_asked_on) == (1, None)


def test_silence_counts_from_the_day_on_which_the_question_was_sent(
    autumn: Autumn, commitment: Commitment
) -> None:
    _after(autumn, _delivery(autumn, DeliveryKind.FOREWARNED))
    request = _delivery(autumn, DeliveryKind.HELP_OUT)

    _sent(autumn, request, on=FRIDAY)

    follow_up = autumn.follow_up(commitment)
    assert follow_up is not None
    assert follow_up.helper_asked_on == FRIDAY
    assert not _give_up(autumn, commitment)


def test_question_to_somebody_who_is_not_asked_any_more_counts_for_nobody(
    autumn: Autumn, commitment: Commitment
) -> None:
    _after(autumn, _delivery(autumn, DeliveryKind.FOREWARNED))
    request = _delivery(autumn, DeliveryKind.HELP_OUT)
    other = replace(request, owed=replace(request.owed, person_id=autumn.group.person("grace").id))
    _sent(autumn, other, on=FRIDAY)
    change(autumn.group, commitment.shares[0], own_due=date(2026, 10, 20))
    _sent(autumn, request, on=FRIDAY)

    follow_up = autumn.follow_up(commitment)
    assert follow_up is not None
    assert follow_up.helper_asked_on is None


@pytest.mark.parametrize(("rule", "is_free"), [(Rule.NO_ADDRESS, True), (Rule.HELD, False)])
def test_question_that_never_goes_lets_the_runner_choose_again(
    autumn: Autumn, commitment: Commitment, rule: Rule, is_free: bool
) -> None:
    _after(autumn, _delivery(autumn, DeliveryKind.FOREWARNED))
    with autumn.group.database.write() as transaction:
        forewarned = _delivery(autumn, DeliveryKind.FOREWARNED)
        deliveries.withhold(transaction, viewer=ENGINE, ids=[forewarned.id], rule=Rule.HELD)
    assert not _give_up(autumn, commitment)
    with autumn.group.database.write() as transaction:
        request = _delivery(autumn, DeliveryKind.HELP_OUT)
        deliveries.withhold(transaction, viewer=ENGINE, ids=[request.id], rule=rule)

    assert _give_up(autumn, commitment) is is_free
    follow_up = autumn.follow_up(commitment)
    assert follow_up is not None
    assert (follow_up.helper_id is None, follow_up.choice is None) == (is_free, is_free)


@pytest.mark.parametrize(("on", "words"), [(THURSDAY, "asking you today."), (FRIDAY, "asking you.")])
def test_helper_reads_whether_its_holder_was_told_today(
    autumn: Autumn, commitment: Commitment, on: date, words: str
) -> None:
    _after(autumn, _delivery(autumn, DeliveryKind.FOREWARNED))

    notice = _words(autumn, _delivery(autumn, DeliveryKind.HELP_OUT), "mina", on=on)

    assert notice is not None
    [item] = [block for block in notice.blocks if isinstance(block, Item)]
    assert any(f"knows that I'm {words}" in plain.line(line) for line in item.lines)
    assert item.title == commitment.wording.title


def test_nothing_is_said_of_what_is_done_meanwhile(autumn: Autumn, commitment: Commitment) -> None:
    forewarning = _delivery(autumn, DeliveryKind.FOREWARNED)
    assert _words(autumn, forewarning, "rob") is not None
    progress.done(
        database=autumn.group.database,
        viewer=autumn.group.viewer("rob"),
        pressed=autumn.pressed(commitment),
        now=at(WEDNESDAY, 10),
    )

    _after(autumn, forewarning)

    assert _words(autumn, forewarning, "rob") is None
    assert _help_owed(autumn) == 0


def test_forewarning_is_for_who_holds_it_now(autumn: Autumn, commitment: Commitment) -> None:
    forewarning = _delivery(autumn, DeliveryKind.FOREWARNED)
    change(autumn.group, commitment.shares[0], person_id=autumn.group.person("grace").id)

    assert _words(autumn, forewarning, "rob") is None


def test_forewarning_names_nobody_who_is_not_asked_any_more(autumn: Autumn, commitment: Commitment) -> None:
    forewarning = _delivery(autumn, DeliveryKind.FOREWARNED)
    seen = autumn.follow_up(commitment)
    assert seen is not None
    with autumn.group.database.write() as transaction:
        stored_follow_ups.change(transaction, viewer=autumn.group.viewer("sam"), seen=seen, helper_id=None)

    assert _words(autumn, forewarning, "rob") is None


def test_helper_who_has_answered_is_not_asked_again(autumn: Autumn, commitment: Commitment) -> None:
    _after(autumn, _delivery(autumn, DeliveryKind.FOREWARNED))
    request = _delivery(autumn, DeliveryKind.HELP_OUT)
    assert _words(autumn, request, "mina") is not None

    assert _answer(autumn, autumn.pressed(commitment), by="mina")

    assert _words(autumn, request, "mina") is None


def test_helper_who_went_away_is_not_asked(autumn: Autumn, commitment: Commitment) -> None:
    go_away(autumn.group)

    _after(autumn, _delivery(autumn, DeliveryKind.FOREWARNED))

    follow_up = autumn.follow_up(commitment)
    assert follow_up is not None
    assert (_help_owed(autumn), follow_up.helper_asked_on) == (0, None)


@pytest.mark.parametrize("name", ["rob", "sam"])
def test_only_who_was_asked_answers(autumn: Autumn, commitment: Commitment, name: str) -> None:
    assert not _answer(autumn, autumn.pressed(commitment), by=name)


def test_chair_is_nobody_to_help(autumn: Autumn, commitment: Commitment) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        _answer(autumn, autumn.pressed(commitment), by="grace")


def test_forewarning_that_was_held_is_told_when_the_runner_asks_again(
    autumn: Autumn, commitment: Commitment
) -> None:
    held = _delivery(autumn, DeliveryKind.FOREWARNED)
    with autumn.group.database.write() as transaction:
        deliveries.withhold(transaction, viewer=ENGINE, ids=[held.id], rule=Rule.HELD)
    autumn.work(THURSDAY)
    autumn.look(THURSDAY)
    freed = autumn.follow_up(commitment)

    again = follow_ups.press(
        database=autumn.group.database,
        viewer=autumn.group.viewer("sam"),
        pressed=autumn.pressed(commitment),
        word="ask_co_ordinator",
        now=at(THURSDAY, 17),
    )

    assert freed is not None
    assert (freed.helper_id, again.changed, again.helper) == (None, True, "Mina Iqbal")
    told = [one.step for one in pending(autumn.group, "rob") if one.kind is DeliveryKind.FOREWARNED]
    assert len(told) == 1
    assert told[0] != held.owed.step


def test_holder_whose_doors_are_shut_cannot_be_told(autumn: Autumn) -> None:
    """The forewarning goes nowhere, and so nothing else does."""
    commitment = autumn.promised()
    autumn.work(WEDNESDAY)
    autumn.look(WEDNESDAY)
    sam, seen = autumn.group.viewer("sam"), autumn.follow_up(commitment)
    assert seen is not None
    with autumn.group.database.write() as transaction:
        followed = cases.of_share(
            transaction, viewer=sam, commitment=commitment, share=commitment.shares[0], now=at(WEDNESDAY)
        )
        gone = replace(followed, share=replace(followed.share, person_id=999))
        assert not help_out.begin(transaction, viewer=sam, followed=gone, seen=seen, now=at(WEDNESDAY))
    assert DeliveryKind.FOREWARNED not in {one.kind for one in pending(autumn.group, "rob")}


def test_somebody_has_to_be_there_to_help(autumn: Autumn, commitment: Commitment) -> None:
    sam, seen = autumn.group.viewer("sam"), autumn.follow_up(commitment)
    assert seen is not None
    with autumn.group.database.write() as transaction:
        followed = cases.of_share(
            transaction, viewer=sam, commitment=commitment, share=commitment.shares[0], now=at(WEDNESDAY)
        )
        with pytest.raises(LookupError):
            help_out.begin(
                transaction, viewer=sam, followed=replace(followed, helper=None), seen=seen, now=at(WEDNESDAY)
            )


def test_whoever_was_slower_changes_nothing(autumn: Autumn, monkeypatch: pytest.MonkeyPatch) -> None:
    commitment = autumn.promised()
    autumn.work(WEDNESDAY)
    autumn.look(WEDNESDAY)
    seen = autumn.follow_up(commitment)
    assert seen is not None

    monkeypatch.setattr(stored_follow_ups, "change", lambda *_, **__: False)

    assert not _press(autumn, autumn.pressed(commitment), "ring")
    assert not last_safe.decide(
        database=autumn.group.database,
        viewer=autumn.group.viewer("sam"),
        pressed=autumn.pressed(commitment),
        go=True,
        now=at(WEDNESDAY),
    ).changed
    with autumn.group.database.write() as transaction:
        sam = autumn.group.viewer("sam")
        followed = cases.of_share(
            transaction, viewer=sam, commitment=commitment, share=commitment.shares[0], now=at(WEDNESDAY)
        )
        assert not help_out.begin(transaction, viewer=sam, followed=followed, seen=seen, now=at(WEDNESDAY))


def test_at_accept_it_is_said_who_would_be_asked(autumn: Autumn) -> None:
    commitment = add(autumn.group, holders=("rob", None, "dee"))
    sam = autumn.group.viewer("sam")
    with autumn.group.database.write() as transaction:
        names = [
            cases.helper_name(transaction, viewer=sam, share=share, now=at(WEDNESDAY))
            for share in commitment.shares[:2]
        ]
        mina = autumn.group.viewer("mina")
        members.ring(transaction, viewer=mina, person_id=mina.person_id, rings=True)
        names.append(
            cases.helper_name(transaction, viewer=mina, share=commitment.shares[0], now=at(WEDNESDAY))
        )
        assert items.view(transaction, viewer=mina, share_id=commitment.shares[0].id, now=at(WEDNESDAY))

    assert names == ["Mina Iqbal", "", ""]
    assert Role.CO_ORDINATOR is autumn.group.viewer("mina").role


def _answer(autumn: Autumn, pressed: Pressed, *, by: str) -> bool:
    return help_out.answer(
        database=autumn.group.database,
        viewer=autumn.group.viewer(by),
        pressed=pressed,
        said=HelpAnswer.FIND_OUT,
        now=at(THURSDAY, 12),
    ).changed
