"""The ledger, which is for who runs the server."""

from collections.abc import Mapping
from typing import Final

from storage import ledger
from tests.riverside import NOW
from tests.storage.writing import Act

SWEEPS: Final[Mapping[str, Act]] = {
    "ledger.installations": lambda t, v, _: ledger.installations(t, viewer=v),
    "ledger.people_named": lambda t, v, _: ledger.people_named(t, viewer=v, name="Mina Iqbal"),
    "ledger.sends": lambda t, v, _: ledger.sends(t, viewer=v, people=None, since=None),
    "ledger.unsent": lambda t, v, _: ledger.unsent(t, viewer=v, people=None, since=None, now=NOW),
}
