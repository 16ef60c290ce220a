"""A copy of ours that LibreOffice has opened and saved again comes back as ours, unchanged."""

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.excel.inbound import read_workbook
from storage.database import Database
from tests.edited import DATA, DECEMBER, edited, gather, say
from tests.workbooks import message_of, words_of

OFFICE = shutil.which("soffice")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def _saved_again(content: bytes, folder: Path) -> bytes:
    """Open and save a workbook in LibreOffice, with a profile of its own."""
    sent = folder / "sent.xlsx"
    sent.write_bytes(content)
    out = folder / "out"
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            str(sent),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (out / "sent.xlsx").read_bytes()


def test_a_copy_saved_in_libreoffice_is_ours_and_unchanged(database: Database, tmp_path: Path) -> None:
    group = gather(database)
    content = _saved_again(group.exported(), tmp_path)

    assert all(sheet.token for sheet in read_workbook(content))
    shown = group.send(content)
    assert "no new actions, three there already" in message_of(shown).opening


def test_an_edit_in_a_copy_saved_in_libreoffice_is_found(database: Database, tmp_path: Path) -> None:
    group = gather(database)
    content = _saved_again(edited(group.exported(), say(DATA, "By when", DECEMBER)), tmp_path)

    shown = group.send(content)
    assert "no new actions, one changed, two there already" in message_of(shown).opening
    assert "Friday 27 November 2026 to Thursday 3 December 2026" in words_of(shown)
