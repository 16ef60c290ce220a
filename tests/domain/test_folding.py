"""One message says each action once, and at most five of them."""

from datetime import date, timedelta

from bot.domain.deliveries import DeliveryKind
from bot.domain.folding import fold
from bot.domain.pending import Pending
from tests.posting import TUESDAY, pending, reminder


def _numbers(found: tuple[Pending, ...]) -> list[int]:
    return [one.delivery.id for one in found]


def test_order_is_due_first_then_acceptance_then_the_rest() -> None:
    kinds = [
        DeliveryKind.EFFECT,
        DeliveryKind.AGREED,
        DeliveryKind.ASK,
        DeliveryKind.REMINDER,
        DeliveryKind.AFTER,
    ]
    going = [pending(kind, TUESDAY, number=at, share=at) for at, kind in enumerate(kinds, start=1)]

    assert _numbers(fold(going).kept) == [5, 4, 3, 2, 1]


def test_reminders_stand_soonest_first() -> None:
    going = [reminder(TUESDAY, number=1, due=date(2026, 12, 9)), reminder(TUESDAY, number=2)]

    assert _numbers(fold(going).kept) == [2, 1]


def test_two_reminders_of_one_share_are_one_and_the_later_lead_stays() -> None:
    early = pending(DeliveryKind.REMINDER, TUESDAY - timedelta(days=5), number=1, share=4)
    late = pending(DeliveryKind.REMINDER, TUESDAY, number=2, share=4, step="before-1")

    folded = fold([early, late])

    assert (_numbers(folded.kept), _numbers(folded.merged)) == ([2], [1])


def test_what_was_agreed_is_told_before_it_is_reminded_of() -> None:
    told = pending(DeliveryKind.AGREED, TUESDAY, number=1, share=4, step="told")
    lead = pending(DeliveryKind.REMINDER, TUESDAY, number=2, share=4, step="before-10")

    folded = fold([lead, told])

    assert (_numbers(folded.kept), _numbers(folded.merged)) == ([1], [2])


def test_last_reminder_says_more_than_what_was_agreed() -> None:
    told = pending(DeliveryKind.AGREED, TUESDAY, number=1, share=4, step="told")
    last = pending(DeliveryKind.REMINDER, TUESDAY, number=2, share=4, step="before-1")

    folded = fold([told, last])

    assert (_numbers(folded.kept), _numbers(folded.merged)) == ([2], [1])


def test_beyond_five_acceptance_waits_and_the_rest_is_in_the_list() -> None:
    reminders = [reminder(TUESDAY, number=at) for at in range(1, 7)]
    ask = pending(DeliveryKind.ASK, TUESDAY, number=7, share=7)
    effect = pending(DeliveryKind.EFFECT, TUESDAY, number=8, share=8)

    folded = fold([*reminders, ask, effect])

    assert _numbers(folded.kept) == [1, 2, 3, 4, 5, 8]
    assert (_numbers(folded.merged), _numbers(folded.held_back)) == ([6], [7])


def test_what_others_finished_is_no_item_of_its_share() -> None:
    effects = [pending(DeliveryKind.EFFECT, TUESDAY, number=at, share=4) for at in (1, 2)]

    assert _numbers(fold(effects).kept) == [1, 2]
