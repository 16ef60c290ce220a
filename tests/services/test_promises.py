"""What somebody answers who was asked to take something on."""

from datetime import date

import pytest

from bot.domain.commitments import EventKind, NewCommitment, NewShare, ShareState, Wording
from bot.domain.deliveries import DeliveryKind
from bot.domain.permissions import Intent
from bot.domain.renegotiations import RenegotiationState
from bot.errors import Refused
from bot.services import commitments, moves, promises
from bot.services.moves import NewDate
from bot.services.presses import Outcome, Pressed
from bot.services.promises import NotForMe
from storage import renegotiations
from tests.promised import DUE, events, fresh, installed, looked, owed, proposed, stored
from tests.riverside import NOW, Riverside


def _accept(group: Riverside, pressed: Pressed, *, by: str = "mina") -> Outcome:
    return promises.accept(database=group.database, viewer=group.viewer(by), pressed=pressed, now=NOW)


def _not_for_me(group: Riverside, pressed: Pressed, answer: NotForMe) -> Outcome:
    return promises.not_for_me(
        database=group.database, viewer=group.viewer("mina"), pressed=pressed, answer=answer, now=NOW
    )


def _ask_colleague(group: Riverside, pressed: Pressed, colleague: str) -> Outcome:
    return promises.ask_colleague(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        colleague=colleague,
        installed=installed(group),
        now=NOW,
    )


def test_accepted_share_is_reminded_of_and_asked_no_more(group: Riverside) -> None:
    pressed = proposed(group)

    outcome = _accept(group, pressed)

    assert outcome.changed
    assert outcome.view.share.state is ShareState.ACCEPTED
    assert events(group, pressed) == [EventKind.PROPOSED, EventKind.ACCEPTED]
    assert owed(group, "mina") == [
        (DeliveryKind.REMINDER, "before-5", date(2026, 11, 24)),
        (DeliveryKind.REMINDER, "before-1", date(2026, 11, 26)),
        (DeliveryKind.AFTER, "after-2", date(2026, 12, 1)),
    ]


def test_second_press_changes_nothing_and_shows_how_things_stand(group: Riverside) -> None:
    pressed = proposed(group)
    _accept(group, pressed)

    again = _accept(group, pressed)

    assert (again.changed, again.view.share.state) == (False, ShareState.ACCEPTED)
    assert events(group, pressed) == [EventKind.PROPOSED, EventKind.ACCEPTED]


def test_colleague_may_accept_for_their_own_partner(group: Riverside) -> None:
    assert _accept(group, proposed(group), by="rob").changed


def test_whoever_is_answered_for_hears_of_it_in_their_next_envelope(group: Riverside) -> None:
    pressed = proposed(group)

    _accept(group, pressed, by="sam")

    kinds = [kind for kind, _, _ in owed(group, "mina")]
    assert kinds.count(DeliveryKind.AGREED) == 1
    assert DeliveryKind.ASK not in kinds
    assert _put_right(group, fresh(group, pressed), "It was Meadow").changed


def test_accept_of_another_partners_share_is_for_somebody_else(group: Riverside) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        _accept(group, proposed(group), by="dee")


def test_press_on_what_never_was_says_that_it_is_gone(group: Riverside) -> None:
    with pytest.raises(Refused, match="action_gone"):
        _accept(group, Pressed(share_id=999_999, version=1))


@pytest.mark.parametrize(
    ("answer", "state", "event"),
    [
        (NotForMe.ANOTHER_PARTNER, ShareState.DECLINED, EventKind.DECLINED),
        (NotForMe.WE_CANNOT, ShareState.DECLINED, EventKind.DECLINED),
        (NotForMe.LETS_TALK, ShareState.PROPOSED, EventKind.ASKED_TO_TALK),
    ],
)
def test_not_for_me_declines_or_keeps_it_open_for_a_talk(
    group: Riverside, answer: NotForMe, state: ShareState, event: EventKind
) -> None:
    pressed = proposed(group)

    first = _not_for_me(group, pressed, answer)
    second = _not_for_me(group, pressed, answer)

    assert (first.changed, second.changed) == (True, False)
    assert first.view.share.state is state
    assert events(group, pressed) == [EventKind.PROPOSED, event]
    assert owed(group, "mina") == []


def test_colleague_is_asked_instead(group: Riverside) -> None:
    pressed = proposed(group)

    outcome = _ask_colleague(group, pressed, "Rob Stone")

    assert outcome.changed
    assert outcome.view.holder_name == "Rob Stone"
    assert outcome.view.share.state is ShareState.PROPOSED
    assert owed(group, "mina") == []
    assert owed(group, "rob") == [(DeliveryKind.ASK, "ask-1", date(2026, 9, 15))]


def test_colleague_is_asked_once(group: Riverside) -> None:
    pressed = proposed(group)
    _ask_colleague(group, pressed, "Rob Stone")

    again = promises.ask_colleague(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        colleague="Mina Iqbal",
        installed=installed(group),
        now=NOW,
    )

    assert (again.changed, again.view.holder_name) == (False, "Rob Stone")


@pytest.mark.parametrize(
    ("colleague", "key"),
    [
        ("Mina Iqbal", "person_same"),
        ("Dee Frame", "person_elsewhere"),
        ("Zadie Nobody", "person_unknown"),
        ("slack:U-LEFT", "person_left"),
        ("", "person_needed"),
    ],
)
def test_colleague_who_cannot_be_asked_gets_a_sentence(group: Riverside, colleague: str, key: str) -> None:
    with pytest.raises(Refused) as raised:
        _ask_colleague(group, proposed(group), colleague)

    assert (raised.value.key, raised.value.field) == (key, "person")


def _agreed(group: Riverside) -> Pressed:
    new = NewCommitment(
        wording=Wording(title="Sign accord"),
        due=DUE,
        shares=(NewShare(partner_id=group.castle_id, person_id=group.person("mina").id),),
    )
    with group.database.write() as transaction:
        [made] = commitments.add_many(
            transaction,
            viewer=group.viewer("sam"),
            actions=[new],
            agreed_on=date(2026, 9, 9),
            now=NOW,
        )
    return Pressed(share_id=made.shares[0].id, version=made.shares[0].version)


def _put_right(group: Riverside, pressed: Pressed, words: str) -> Outcome:
    return promises.put_right(
        database=group.database, viewer=group.viewer("mina"), pressed=pressed, words=words, now=NOW
    )


def test_put_right_stays_and_keeps_the_words_for_the_runner(group: Riverside) -> None:
    pressed = _agreed(group)

    first = _put_right(group, pressed, " It was Meadow ")
    second = _put_right(group, pressed, "Really")

    assert (first.changed, second.changed) == (True, False)
    assert first.view.share.state is ShareState.ACCEPTED
    assert events(group, pressed) == [EventKind.AGREED_AT_MEETING, EventKind.DISPUTED]


@pytest.mark.parametrize(("words", "key"), [(" ", "words_needed"), ("x" * 301, "too_long")])
def test_put_right_needs_a_line_or_two(group: Riverside, words: str, key: str) -> None:
    with pytest.raises(Refused) as raised:
        _put_right(group, _agreed(group), words)

    assert (raised.value.key, raised.value.field) == (key, "words")


def test_what_nobody_has_agreed_to_is_not_put_right(group: Riverside) -> None:
    assert not _put_right(group, proposed(group), "It was Meadow").changed


def test_acceptance_withdraws_the_date_that_was_suggested(group: Riverside) -> None:
    pressed = proposed(group)
    moves.suggest(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        wanted=NewDate(day="4 December 2026"),
        now=NOW,
    )

    outcome = _accept(group, fresh(group, pressed))

    with group.database.read() as transaction:
        [move] = renegotiations.all_of(transaction, viewer=group.viewer("sam"))
    assert (outcome.changed, outcome.view.move) == (True, None)
    assert move.state is RenegotiationState.WITHDRAWN
    assert stored(group, pressed)[0].due == DUE


def test_look_says_whether_things_are_as_they_were_seen(group: Riverside) -> None:
    pressed = proposed(group)
    before = looked(group, "mina", Intent.NOT_FOR_ME, pressed)
    _accept(group, pressed)

    after = looked(group, "mina", Intent.NOT_FOR_ME, pressed)

    assert (before.changed, after.changed) == (True, False)
