"""What takes long to make and disturbs nobody: made once a run by the first process that asks, and read by all others."""

import fcntl
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

Made = TypeVar("Made")


def once(name: str, make: Callable[[Path], Made], *, folders: pytest.TempPathFactory, worker_id: str) -> Made:
    """Return what `make` returns, which it may keep files beside, in the folder that it is given."""
    here = folders.getbasetemp()
    folder = (here if worker_id == "master" else here.parent) / name
    kept = folder / "made"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            folder.mkdir(exist_ok=True)
            kept.write_bytes(pickle.dumps(make(folder)))
    found: Made = pickle.loads(kept.read_bytes())
    return found
