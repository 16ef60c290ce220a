"""The workbook to share, as it comes out of a printer: `bywhen export`, turned into PDF by LibreOffice."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.permissions import Intent
from storage.database import Database
from tests.workbooks import button_of, sit_down

_ROOT = Path(__file__).parents[2]
_SAMPLE = _ROOT / "handlers/web/sample/riverside-progression-group.xlsx"
_ARTEFACTS = Path(__file__).parent / "artefacts"


@pytest.fixture
def exported(sqlite_url: str, tmp_path: Path) -> Path:
    """The sample timetable, imported as Sam does it, and written by the command in a process of its own."""
    database = Database.connect(sqlite_url)
    try:
        desk = sit_down(database)
        shown = desk.matched(desk.send(_SAMPLE.read_bytes()), {})
        desk.press(button_of(shown, "Make these changes"), intent=Intent.IMPORT)
        assert len(desk.timetable()) == 24
    finally:
        database.close()
    copy = tmp_path / "copy.xlsx"
    command = [sys.executable, "-m", "bot", "export", "Riverside Progression Group", str(copy)]
    done = subprocess.run(
        command,
        cwd=_ROOT,
        env={**os.environ, "BYWHEN_DATABASE_URL": sqlite_url},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith("rows.\n")
    return copy


def test_each_of_the_two_pages_is_one_printed_page(exported: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office is not None
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(exported)], capture_output=True, check=True)
    printed = (tmp_path / "copy.pdf").read_bytes()
    _ARTEFACTS.mkdir(exist_ok=True)
    (_ARTEFACTS / "copy-to-share.pdf").write_bytes(printed)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
