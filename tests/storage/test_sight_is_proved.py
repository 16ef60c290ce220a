"""Every function of storage that takes a viewer is proved against outsiders, or it is said here why not."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import storage
from tests.storage import checking, joining, linking, posting_back
from tests.storage.reading import NOTHING, RAISING
from tests.storage.sweeping import SWEEPS_ALONE
from tests.storage.writing import REFUSED, UNDONE

_ABOUT_THE_VIEWER = {
    "audit.actors_of",
    "audit.last_acts",
    "audit.write",
    "concerns.add",
    "escalations.propose",
    "hopes.hopes_of",
    "hopes.set_hopes",
    "manners.be_quiet",
    "manners.choose_news",
    "manners.note_sign",
    "members.add",
    "members.runner_of",
    "members.runs_an_open_one",
    "milestones.add",
    "partners.add",
    "partners.all_of",
    "partnerships.create",
    "partnerships.get",
    "partnerships.memberships_of",
    "partnerships.open_doors",
    "partnerships.show_tomorrow",
    "people.set_rhythm",
    "reach.envelopes",
    "rhythms.rhythm_of",
    "rhythms.set_rhythm",
    "rooms.add",
    "rooms.meeting_in",
    "schedules.begin",
    "series.add",
    "snapshots.add",
    "stages.add_card",
    "stages.put_in_force",
    "thanks.add",
    "uploads.add",
    "commitments.add",
}
"""Named by nothing but the viewer's own person or partnership; what is theirs is proved with what it is about."""

_BY_A_PROVED_ADDRESS = {
    "directory.all_of",
    "people.behind_email",
    "people.create",
    "people.create_at",
    "people.from_directory",
    "people.give_address",
}
"""People are met before they belong to a partnership: whoever may add people may know an address."""

_OPERATING = {"copies.copy"}
"""For whoever operates the database, and proved in test_copies."""

_BUILDING = {"delivery_rows.seen", "delivery_rows.sight_of", "scope.seen_by", "scope.sees_everywhere"}
_BUILDING |= {"acquainted.require", "scope.sight", "shares.from_row"}
"""For storage itself: conditions and values, from which the functions that are proved are made."""


def _with_a_viewer() -> Iterator[str]:
    for module in pkgutil.iter_modules(storage.__path__):
        loaded = import_module(f"storage.{module.name}")
        for name, found in inspect.getmembers(loaded, inspect.isfunction):
            ours = found.__module__ == loaded.__name__ and not name.startswith("_")
            if ours and "viewer" in inspect.signature(found).parameters:
                yield f"{module.name}.{name}"


def test_every_function_with_a_viewer_is_proved_or_excused() -> None:
    proved = {*NOTHING, *RAISING, *UNDONE, *REFUSED, *SWEEPS_ALONE}
    excused = _ABOUT_THE_VIEWER | _BY_A_PROVED_ADDRESS | _OPERATING | _BUILDING
    excused |= (
        posting_back.ABOUT_THE_VIEWER
        | checking.ABOUT_THE_VIEWER
        | checking.BUILDING
        | joining.ABOUT_THE_VIEWER
        | linking.ABOUT_THE_VIEWER
    )

    assert sorted(_with_a_viewer()) == sorted(proved | excused), (
        "Say in tests/storage/reading.py or writing.py what somebody outside gets of this."
    )
