"""The import contracts of pyproject.toml, run with the tests so that `make test` alone tells of a broken one."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT


def test_imports_keep_their_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    report = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert report.returncode == 0, report.stdout + report.stderr
