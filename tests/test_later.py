import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.later import later

SOME = "a_module_that_tells"


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module that writes a line each time it is loaded, and takes its time."""
    lines = tmp_path / "told.txt"
    source = (
        f"import time\nfrom pathlib import Path\n"
        f"with Path({str(lines)!r}).open('a') as told:\n    told.write('loaded\\n')\n"
        "time.sleep(0.05)\nANSWER = 42\n"
    )
    (tmp_path / f"{SOME}.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, SOME, raising=False)
    return lines


def test_a_module_is_loaded_when_something_of_it_is_used(told: Path) -> None:
    stands_in = later(SOME)
    before = told.exists()

    answers = (stands_in.ANSWER, stands_in.ANSWER)

    assert (before, answers) == (False, (42, 42))
    assert told.read_text() == "loaded\n"


def test_two_who_use_it_first_at_once_both_get_all_of_it(told: Path) -> None:
    stands_in = later(SOME)
    found: list[int] = []
    users = [threading.Thread(target=lambda: found.append(stands_in.ANSWER)) for _ in range(8)]
    for user in users:
        user.start()
    for user in users:
        user.join()

    assert found == [42] * 8
    assert told.read_text() == "loaded\n"


def test_what_a_module_does_not_have_is_missing_as_ever(told: Path) -> None:
    with pytest.raises(AttributeError, match="QUESTION"):
        _ = later(SOME).QUESTION


def test_a_module_that_is_not_there_is_missed_when_it_is_used() -> None:
    stands_in = later("no_such_module_of_ours")

    with pytest.raises(ModuleNotFoundError, match="no_such_module_of_ours"):
        _ = stands_in.anything


def test_what_only_some_requests_need_is_not_loaded_at_the_start() -> None:
    program = (
        "import json, sys, bot.__main__, handlers.slack.app\n"
        "wanted = ('alembic', 'openpyxl', 'icalendar', 'dateparser', 'defusedxml')\n"
        "print(json.dumps([name for name in wanted if name in sys.modules]))"
    )

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert json.loads(ran.stdout) == []


def test_the_collector_works_again_once_the_program_is_loaded() -> None:
    program = "import gc, bot.__main__\nprint(gc.isenabled(), gc.get_freeze_count() > 0)"

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ran.stdout == "True True\n"
