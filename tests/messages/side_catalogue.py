"""Every message about answers side by side: shown, held back, asked for, agreed to and taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.question_answers import Answer
from bot.domain.sides import Pick, Row
from bot.domain.small_numbers import Part
from bot.messages import envelope
from bot.messages.bank import CURRENT
from bot.messages.checkins import side
from bot.messages.checkins.reach import Seen
from bot.messages.envelope import Section
from bot.messages.model import Message
from bot.messages.notices import Notice
from tests.actions import TODAY
from tests.messages.cast import Cast

WORTH_IT = CURRENT.questions["worth_it"]
EVEN = Answer(value=2, ticks=("Our own people learn", "Meetings and paperwork"))
PICKS = (
    Pick(list_key="gains", words="Our own people learn", part=Part.MOST),
    Pick(list_key="gains", words="New ideas and courses", part=Part.FEWER),
    Pick(list_key="costs", words="Meetings and paperwork", part=Part.HALF),
)


def beside(cast: Cast, **changes: object) -> side.Side:
    """Two partners side by side, as the runner sees them."""
    found = side.Side(
        partnership_id=9,
        partnership=cast.partnership,
        partners={1: cast.partner, 2: cast.other},
        questions={"worth_it": WORTH_IT, "own_1": replace(WORTH_IT, key="own_1", lists=())},
        rows=(
            Row(key="worth_it", answers=((1, EVEN), (2, None)), on=date(2027, 1, 19)),
            Row(
                key="own_1",
                answers=((1, EVEN), (2, EVEN)),
                on=date(2027, 1, 19),
                earlier=((2, date(2026, 11, 17)),),
            ),
        ),
        picks=PICKS,
        waits_for=(1, 2),
        by_hand=(2,),
        own_id=None,
        may_ask=True,
        seen=Seen(runner=cast.sam.first_name, reader=cast.sam.first_name),
    )
    return replace(found, **changes)  # type: ignore[arg-type]  # Names and values are the caller's.


def side_by_side(cast: Cast) -> Mapping[str, Message]:
    """Return what is shown of it, asked and settled."""
    group = cast.partnership
    named = Seen(runner=cast.sam.first_name, chair=cast.reader)
    own = beside(cast, rows=None, picks=(), own_id=1, by_hand=(), may_ask=False, seen=named)
    row = (
        Row(key="worth_it", answers=((1, EVEN),), on=date(2027, 1, 19)),
        Row(key="own_1", answers=((1, None),)),
    )
    ask = side.question(
        partnership_id=9,
        partner_id=1,
        partner=cast.partner,
        seen=Seen(runner=cast.sam.first_name),
        own=row,
        questions=beside(cast).questions,
    )
    return {
        "side by side": side.message(beside(cast)),
        "side by side, nothing yet": side.message(beside(cast, rows=(), waits_for=(1,), by_hand=())),
        "side by side, hidden": side.message(own),
        "side by side, hidden, own row": side.message(replace(own, own=row)),
        "side by side, hidden, one has agreed": side.message(replace(own, waits_for=(2,))),
        "side by side, hidden, taken back": side.message(replace(own, is_taken_back=True)),
        "side by side, to the chair": side.message(replace(own, rows=beside(cast).rows, hides=True)),
        "side by side, agreed": side.message(beside(cast, waits_for=(), own_id=1, may_ask=False)),
        "side by side, fine": side.settled(own, partner=cast.partner, agrees=True),
        "side by side, taken back": side.settled(own, partner=cast.partner, agrees=False),
        "side by side, asked": side.asked(partnership=group, whom=(cast.partner,), by_hand=(cast.other,)),
        "side by side, all agreed": side.asked(partnership=group, whom=(), by_hand=()),
        "side by side, to a co-ordinator": _in_envelope(cast, ask),
        "side by side, many": side.message(
            beside(
                cast,
                partners={number: f"{cast.partner} {number}" for number in range(1, 6)},
                rows=None,
                waits_for=(1, 2, 3, 4),
            )
        ),
    }


def _in_envelope(cast: Cast, notice: Notice) -> Message:
    section = Section(partnership_id=9, partnership=cast.partnership, notices=(notice,))
    return envelope.message(
        sections=[section], first_name=cast.mina.first_name, is_morning=True, today=TODAY, until=None
    )
