"""The zip file that a workbook is, with guards: nothing is unpacked that is too large or not ours to open."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from bot.errors import Refused

LARGEST_UPLOAD: Final = 10 * 1024 * 1024
LARGEST_UNPACKED: Final = 50 * 1024 * 1024
MOST_ENTRIES: Final = 200
MOST_MARKS: Final = 2_000_000
"""How many "<" may be read in all, which bounds the time. A table of 5,000 rows and 60 columns has 1,800,000."""

STEEPEST_RATIO: Final = 100
_RATIO_MATTERS_FROM: Final = 1024 * 1024
_CHUNK: Final = 64 * 1024
_ENCRYPTED: Final = 0x1

_OLD_CONTAINER: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_INSIDE: Final = "EncryptedPackage".encode("utf-16-le")


class Archive:
    """The parts of a workbook, read in pieces, never beyond `LARGEST_UNPACKED` bytes and `MOST_MARKS` in all.

    Raises `Refused`, when made or read from, with one of "workbook_too_large", "workbook_not_one",
    "workbook_old", "workbook_locked", "workbook_unpacks_too_large", "workbook_macros", "workbook_other_kind"
    and "workbook_damaged".
    """

    def __init__(self, content: bytes) -> None:
        _check_container(content)
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise Refused("workbook_not_one") from error
        self._bytes_left = LARGEST_UNPACKED
        self._marks_left = MOST_MARKS
        self._check_entries(uploaded=len(content))
        self._check_kind()

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part piece by piece, counting what really comes out of it, whatever the archive declares."""
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    self._bytes_left -= len(chunk)
                    self._marks_left -= chunk.count(b"<")
                    if self._bytes_left < 0 or self._marks_left < 0:
                        raise Refused("workbook_unpacks_too_large")
                    yield chunk
        except (
            BadZipFile,
            EOFError,
            KeyError,
            NotImplementedError,
            OSError,
            RuntimeError,
            zlib.error,
        ) as error:
            raise Refused("workbook_damaged") from error

    def _check_entries(self, *, uploaded: int) -> None:
        entries = self._zip.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        steep = unpacked > _RATIO_MATTERS_FROM and unpacked > STEEPEST_RATIO * uploaded
        if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or steep:
            raise Refused("workbook_unpacks_too_large")
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise Refused("workbook_locked")

    def _check_kind(self) -> None:
        names = [name.casefold() for name in self._zip.namelist()]
        if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
            raise Refused("workbook_macros")
        if "[content_types].xml" not in names or any(name.endswith("/workbook.bin") for name in names):
            raise Refused("workbook_other_kind")


def _check_container(content: bytes) -> None:
    if len(content) > LARGEST_UPLOAD:
        raise Refused("workbook_too_large", most="10 MB")
    if content.startswith(_OLD_CONTAINER):
        raise Refused("workbook_locked" if _LOCKED_INSIDE in content else "workbook_old")
