"""What no file of the repository may say: where it was made, or where its packages came from."""

import re
import subprocess
from pathlib import Path

from tests.architecture.source import ROOT

_TRACES = re.compile(
    r"(?<![\w.$}{-])/(work|root|home|Users|opt|mnt)/"  # A folder of somebody's machine.
    r"|pypi\.org|pythonhosted\.org|registry\.(npmjs\.org|yarnpkg\.com)|/simple/"
    r"|--(extra-)?index-url|--find-links|--trusted-host"
    r"|co-authored-by|generated with",
    re.IGNORECASE,
)


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file() and path != Path(__file__)]


def _traces(path: Path) -> list[str]:
    content = path.read_bytes()
    if b"\0" in content:
        return []
    lines = content.decode("utf-8").splitlines()
    name = path.relative_to(ROOT).as_posix()
    return [f"{name}:{number}: {line}" for number, line in enumerate(lines, start=1) if _TRACES.search(line)]


def test_files_name_no_machine_and_no_registry() -> None:
    traces = [trace for path in _tracked() for trace in _traces(path)]

    assert traces == [], "Leave out where this was made: paths of a machine, hosts of packages."


def test_lock_files_hold_a_hash_for_every_package() -> None:
    unhashed = [
        f"{path.name}: {entry.splitlines()[0]}"
        for path in sorted(ROOT.glob("requirements*.lock"))
        for entry in re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
        if "--hash=sha256:" not in entry
    ]

    assert unhashed == [], "Run `make lock`."
