"""**Open an action**: what can be opened, by whom, and how it then stands."""

from datetime import timedelta

import pytest

from bot.domain import findable
from bot.domain.items import ItemView
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from bot.services import drops, lookup, progress
from bot.services.lookup import Choices
from tests.promised import accepted, add, proposed, stored
from tests.riverside import NOW, Riverside


def _choices(group: Riverside, name: str = "sam", words: str = "") -> Choices:
    return lookup.choices(database=group.database, viewer=group.viewer(name), words=words, now=NOW)


def _titles(found: Choices) -> list[str]:
    return [one.commitment.wording.title for one in found.open]


def _open(group: Riverside, name: str, chosen: int, *, days: int = 0) -> tuple[ItemView, ...]:
    now = NOW + timedelta(days=days)
    viewer = group.viewer(name)
    return lookup.look(database=group.database, viewer=viewer, chosen=str(chosen), now=now).items


def test_runner_can_open_everything_that_is_open_soonest_first(group: Riverside) -> None:
    add(group, what="November", by_when="27 November 2026")
    add(group, what="October", by_when="16 October 2026", partner=str(group.brook_lane_id))
    add(group, what="All", by_when="30 October 2026", partner="all")
    done = accepted(group, what="Done")
    progress.done(database=group.database, viewer=group.viewer("mina"), pressed=done, now=NOW)

    found = _choices(group)

    assert [(one.commitment.wording.title, one.partners) for one in found.open] == [
        ("October", ("Brook Lane Training",)),
        ("All", ()),
        ("November", ("Castle College",)),
    ]
    assert (found.dropped, found.more, found.partnership_id) == ((), 0, group.partnership_id)


@pytest.mark.parametrize(
    ("name", "titles"),
    [("grace", ["Theirs", "All", "Ours"]), ("mina", ["All", "Ours"]), ("dee", ["Theirs", "All"])],
)
def test_others_can_open_what_is_theirs_to_act_for(group: Riverside, name: str, titles: list[str]) -> None:
    add(group, what="Theirs", by_when="16 October 2026", partner=str(group.brook_lane_id))
    add(group, what="All", by_when="30 October 2026", partner="all")
    add(group, what="Ours")

    assert _titles(_choices(group, name)) == titles


@pytest.mark.parametrize("key", ["nothing_to_open", "nothing_so_named"])
def test_nothing_to_choose_is_said(group: Riverside, key: str) -> None:
    if key == "nothing_so_named":
        add(group)

    with pytest.raises(Refused) as refused:
        _choices(group, words="map" if key == "nothing_so_named" else "")

    assert refused.value.key == key


def test_an_action_is_found_by_words_of_its_title(group: Riverside) -> None:
    add(group, what="Send course data")
    add(group, what="Draw the map")

    assert _titles(_choices(group, words="MAP draw")) == ["Draw the map"]


def test_a_list_holds_so_many_and_no_more(group: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    for what in ("One", "Two", "Three"):
        add(group, what=what)
    monkeypatch.setattr(lookup, "MOST", 2)

    found = _choices(group)

    assert (_titles(found), found.more) == (["One", "Two"], 1)
    assert findable.MOST == 100


def test_runner_reads_each_share_with_all_its_buttons(group: Riverside) -> None:
    added = add(group, partner="all")

    runners = _open(group, "sam", added.commitment.id)
    minas = _open(group, "mina", added.commitment.id)

    assert {view.partner_name for view in runners} == {"Brook Lane Training", "Castle College"}
    assert [view.partner_name for view in minas] == ["Castle College"]
    assert (runners[0].may_change, minas[0].may_change) == (True, True)


def _dropped(group: Riverside, what: str = "Gone") -> int:
    pressed = proposed(group, what=what)
    viewer = group.viewer("sam")
    drops.drop(database=group.database, viewer=viewer, pressed=pressed, reason="", later=False, now=NOW)
    return stored(group, pressed)[0].id


def test_what_was_dropped_can_be_opened_for_a_year(group: Riverside) -> None:
    _dropped(group, "First")
    chosen = _dropped(group, "Second")

    found = _choices(group)

    assert [one.commitment.wording.title for one in found.dropped] == ["Second", "First"]
    [view] = _open(group, "sam", chosen, days=364)
    assert (view.share.state.value, view.may_change) == ("dropped", True)
    with pytest.raises(Refused, match="action_gone"):
        _open(group, "sam", chosen, days=366)


def test_nobody_opens_what_is_not_theirs(group: Riverside) -> None:
    theirs = add(group, partner=str(group.brook_lane_id)).commitment.id

    with pytest.raises(Refused, match="action_gone"):
        _open(group, "mina", theirs)


def test_who_only_reads_opens_nothing(group: Riverside) -> None:
    observer = Viewer(
        person_id=group.person("rob").id,
        partnership_id=group.partnership_id,
        role=Role.OBSERVER,
        partner_id=group.castle_id,
    )

    with pytest.raises(Refused, match="not_for_your_role"):
        lookup.look(database=group.database, viewer=observer, chosen="1", now=NOW)
    with pytest.raises(Refused, match="not_for_your_role"):
        lookup.choices(database=group.database, viewer=observer, words="", now=NOW)


@pytest.mark.parametrize("chosen", ["99999", "", "nonsense"])
def test_what_no_list_offers_is_gone(group: Riverside, chosen: str) -> None:
    with pytest.raises(Refused, match="action_gone"):
        lookup.look(database=group.database, viewer=group.viewer("sam"), chosen=chosen, now=NOW)
