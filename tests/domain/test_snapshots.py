"""What changed between two snapshots."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commitments import ShareState
from bot.domain.importance import Importance
from bot.domain.snapshots import Change, ChangeKind, KeptAction, KeptShare, diff, kept_of
from tests.actions import COMMITMENT, DUE, SHARE

LATER = date(2026, 12, 4)
CASTLE = KeptShare(
    id=12,
    partner_id=1,
    partner="Castle College",
    person_id=7,
    person="Mina Iqbal",
    state=ShareState.ACCEPTED,
    own_due=None,
    version=3,
)
MEADOW = replace(CASTLE, id=13, partner_id=2, partner="Meadow College", person_id=8, person="Kwame Boateng")
ACTION = KeptAction(
    id=5,
    title="Send course data",
    heading="",
    done_when="",
    why="",
    due=DUE,
    last_safe=None,
    importance=Importance.NORMAL,
    all_partners=False,
    shares=(CASTLE, MEADOW),
)
CHANGE = Change(
    kind=ChangeKind.NEW,
    action_id=5,
    title="Send course data",
    partners=("Castle College", "Meadow College"),
    all_partners=False,
    share_ids=(12, 13),
    due=DUE,
)
OF_CASTLE = replace(CHANGE, partners=("Castle College",), share_ids=(12,))


def with_castle(**changes: object) -> KeptAction:
    changed: KeptShare = replace(CASTLE, **changes)  # type: ignore[arg-type]  # Names and values are the caller's.
    return replace(ACTION, shares=(changed, MEADOW))


def test_an_action_is_kept_with_its_names_and_with_whoever_is_out_of_it() -> None:
    role = replace(SHARE, id=13, partner_id=2, person_id=None, role_word="Principal")
    gone = replace(SHARE, id=14, partner_id=3, person_id=None, state=ShareState.DECLINED)

    kept = kept_of(
        replace(COMMITMENT, shares=(SHARE, role, gone)),
        partners={1: "Castle College", 2: "Meadow College"},
        people={7: "Mina Iqbal"},
    )

    assert (kept.id, kept.title, kept.due, kept.importance) == (
        5,
        "Send course data (all level 3)",
        DUE,
        Importance.CRITICAL,
    )
    assert [(one.partner, one.person, one.version) for one in kept.shares] == [
        ("Castle College", "Mina Iqbal", 3),
        ("Meadow College", "Principal", 3),
        ("", "", 3),
    ]
    assert [one.id for one in kept.remaining] == [12, 13]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        pytest.param((ACTION,), (ACTION,), [], id="nothing"),
        pytest.param((), (ACTION,), [CHANGE], id="new"),
        pytest.param((ACTION,), (), [replace(CHANGE, kind=ChangeKind.DROPPED)], id="gone"),
        pytest.param(
            (ACTION,),
            (
                replace(
                    ACTION,
                    shares=tuple(replace(one, state=ShareState.DROPPED) for one in (CASTLE, MEADOW)),
                ),
            ),
            [replace(CHANGE, kind=ChangeKind.DROPPED)],
            id="dropped",
        ),
        pytest.param((replace(ACTION, shares=()),), (), [], id="nobody was in it"),
        pytest.param((replace(ACTION, shares=()),), (ACTION,), [CHANGE], id="restored"),
        pytest.param(
            (ACTION,),
            (with_castle(state=ShareState.DONE),),
            [replace(OF_CASTLE, kind=ChangeKind.DONE)],
            id="done",
        ),
        pytest.param(
            (with_castle(state=ShareState.PROPOSED),),
            (with_castle(state=ShareState.DONE),),
            [replace(OF_CASTLE, kind=ChangeKind.DONE)],
            id="done without a yes",
        ),
        pytest.param(
            (with_castle(state=ShareState.DONE),),
            (ACTION,),
            [replace(OF_CASTLE, kind=ChangeKind.OPEN_AGAIN)],
            id="undone",
        ),
        pytest.param(
            (with_castle(state=ShareState.PROPOSED),),
            (ACTION,),
            [replace(OF_CASTLE, kind=ChangeKind.AGREED)],
            id="agreed",
        ),
        pytest.param(
            (ACTION,),
            (replace(ACTION, due=LATER),),
            [replace(CHANGE, kind=ChangeKind.MOVED, old_due=DUE, due=LATER)],
            id="moved for all",
        ),
        pytest.param(
            (ACTION,),
            (with_castle(own_due=LATER),),
            [replace(OF_CASTLE, kind=ChangeKind.MOVED, old_due=DUE, due=LATER)],
            id="moved for one",
        ),
        pytest.param(
            (ACTION,),
            (with_castle(person_id=9, person="Rob Stone"),),
            [replace(OF_CASTLE, kind=ChangeKind.HANDED_OVER, was="Mina Iqbal", now="Rob Stone")],
            id="handed over",
        ),
        pytest.param((with_castle(person=""),), (ACTION,), [], id="somebody was found for it"),
        pytest.param(
            (ACTION,),
            (replace(ACTION, title="Send all data"),),
            [
                replace(
                    CHANGE,
                    kind=ChangeKind.REWORDED,
                    title="Send all data",
                    was="Send course data",
                    now="Send all data",
                )
            ],
            id="reworded",
        ),
        pytest.param(
            (ACTION,),
            (with_castle(state=ShareState.DECLINED),),
            [replace(OF_CASTLE, kind=ChangeKind.DROPPED)],
            id="one partner is out",
        ),
        pytest.param(
            (replace(ACTION, shares=(MEADOW,)),), (ACTION,), [OF_CASTLE], id="one partner has joined"
        ),
        pytest.param(
            (ACTION,), (with_castle(version=9),), [], id="what nobody reads on the page is not told"
        ),
    ],
)
def test_what_changed(
    old: tuple[KeptAction, ...], new: tuple[KeptAction, ...], changes: list[Change]
) -> None:
    assert list(diff(old, new)) == changes


def test_all_partners_are_said_to_be_so_only_when_it_is_all_of_them() -> None:
    old = replace(ACTION, all_partners=True)
    done = tuple(replace(one, state=ShareState.DONE) for one in (CASTLE, MEADOW))

    [one] = diff([old], [replace(old, shares=(done[0], MEADOW))])
    [every] = diff([old], [replace(old, shares=done)])

    assert (one.all_partners, one.partners) == (False, ("Castle College",))
    assert every.all_partners


def test_changes_stand_by_kind_and_then_by_date() -> None:
    first, second, third = (replace(ACTION, id=number) for number in (1, 2, 3))
    old = [first, second, third]
    new = [
        replace(first, due=date(2027, 3, 1)),
        replace(second, due=LATER),
        replace(third, shares=(replace(CASTLE, state=ShareState.DONE), MEADOW)),
        replace(ACTION, id=4),
    ]

    assert [(one.kind, one.action_id) for one in diff(old, new)] == [
        (ChangeKind.NEW, 4),
        (ChangeKind.DONE, 3),
        (ChangeKind.MOVED, 2),
        (ChangeKind.MOVED, 1),
    ]


SHARES = st.builds(
    lambda number, state, own, person: replace(
        CASTLE, id=number, partner=f"Partner {number}", state=state, own_due=own, person=person
    ),
    st.integers(1, 4),
    st.sampled_from(ShareState),
    st.sampled_from([None, LATER]),
    st.sampled_from(["", "Mina Iqbal", "Rob Stone"]),
)
ACTIONS = st.lists(
    st.builds(
        lambda number, title, due, shares: replace(
            ACTION, id=number, title=title, due=due, shares=tuple(shares)
        ),
        st.integers(1, 5),
        st.sampled_from(["Send data", "Sign accord"]),
        st.sampled_from([DUE, LATER]),
        st.lists(SHARES, max_size=3, unique_by=lambda share: share.id),
    ),
    max_size=4,
    unique_by=lambda action: action.id,
)


@given(ACTIONS)
def test_nothing_changed_between_a_timetable_and_itself(actions: list[KeptAction]) -> None:
    assert diff(actions, list(reversed(actions))) == ()


@given(ACTIONS, ACTIONS)
def test_what_is_new_one_way_is_dropped_the_other_way(old: list[KeptAction], new: list[KeptAction]) -> None:
    def ids(changes: tuple[Change, ...], kind: ChangeKind) -> set[tuple[int, tuple[int, ...]]]:
        return {(one.action_id, one.share_ids) for one in changes if one.kind is kind}

    assert ids(diff(old, new), ChangeKind.NEW) == ids(diff(new, old), ChangeKind.DROPPED)
