"""What the ledger tells, and what it leaves out."""

import pytest

from bot.domain import ledger
from bot.domain.deliveries import DeliveryKind, Rule


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("m.iqbal@castle.example", "m…@castle.example"),
        ("550 5.1.1 <mina@castle.example>: nobody here", "550 5.1.1 <m…@castle.example>: nobody here"),
        ("a@b.example, mina+work@castle.example", "a…@b.example, m…@castle.example"),
        ("@castle", "…@castle"),
        ("U-MINA", "U-MINA"),
        ("", ""),
    ],
)
def test_no_mail_address_stands_there_in_full(text: str, said: str) -> None:
    assert ledger.masked(text) == said


@pytest.mark.parametrize(
    ("part", "number"),
    [
        ("second:12:", 12),
        ("second:12:second", 12),
        ("receipt:7", 7),
        ("second:", None),
        ("", None),
        ("press:second:12", None),
    ],
)
def test_message_names_the_one_that_it_stands_for(part: str, number: int | None) -> None:
    assert ledger.stands_for(part) == number


def test_kinds_stand_in_the_order_of_an_envelope() -> None:
    kinds = frozenset({DeliveryKind.THANKS, DeliveryKind.REMINDER, DeliveryKind.WHO_HEARS})

    assert ledger.kinds_to_tell(kinds) == ("reminder", "who hears", "thanks")


@pytest.mark.parametrize("kind", [DeliveryKind.CONCERN, DeliveryKind.TAKE_UP])
def test_what_is_told_in_confidence_has_no_name(kind: DeliveryKind) -> None:
    assert ledger.kinds_to_tell({kind, DeliveryKind.ASK}) == ("ask", "in confidence")


def test_nothing_carried_is_nothing_to_tell() -> None:
    assert ledger.kinds_to_tell(()) == ()


@pytest.mark.parametrize("kind", [DeliveryKind.CHECKIN, DeliveryKind.LOOK_BACK, DeliveryKind.CONCERN])
def test_rule_does_not_tell_who_has_answered(kind: DeliveryKind) -> None:
    assert ledger.rule_to_tell(kind, Rule.ANSWERED) is None


def test_rule_is_told_of_anything_else() -> None:
    assert ledger.rule_to_tell(DeliveryKind.REMINDER, Rule.ANSWERED) is Rule.ANSWERED
    assert ledger.rule_to_tell(DeliveryKind.REMINDER, None) is None
