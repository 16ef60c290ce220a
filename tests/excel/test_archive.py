import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from bot.errors import Refused
from bot.excel import archive
from bot.excel.archive import LARGEST_UNPACKED, LARGEST_UPLOAD, MOST_ENTRIES, MOST_MARKS, Archive
from tests.excel.made_workbooks import zipped

TYPES = {"[Content_Types].xml": "<Types/>"}


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as error:
        Archive(content)
    return error.value.key


def refused_in_reading(content: bytes, name: str) -> str:
    opened = Archive(content)
    with pytest.raises(Refused) as error:
        list(opened.chunks(name))
    return error.value.key


def test_parts_are_found_and_read_whole() -> None:
    content = Archive(zipped({**TYPES, "xl/a.xml": b"x" * 200_000}))

    assert "xl/a.xml" in content
    assert "xl/b.xml" not in content
    assert b"".join(content.chunks("xl/a.xml")) == b"x" * 200_000


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "workbook_not_one"),
        (b"What,Who,By when\n", "workbook_not_one"),
        (b"PK\x03\x04 and then nothing", "workbook_not_one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", "workbook_old"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "workbook_locked",
        ),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "workbook_other_kind"),
        (zipped({**TYPES, "word/document.xml": "", "xl/workbook.bin": ""}), "workbook_other_kind"),
        (zipped({**TYPES, "xl/vbaProject.bin": "Sub Auto_Open()"}), "workbook_macros"),
        (zipped({**TYPES, "xl/macrosheets/sheet1.xml": ""}), "workbook_macros"),
        (zipped({**TYPES, **{f"xl/{n}.xml": "" for n in range(MOST_ENTRIES)}}), "workbook_unpacks_too_large"),
        (zipped({**TYPES, "xl/a.xml": b" " * (1024 * 1024 + 1)}), "workbook_unpacks_too_large"),
        (zipped({**TYPES, "xl/a.xml": b" " * (LARGEST_UNPACKED + 1)}), "workbook_unpacks_too_large"),
    ],
)
def test_what_is_no_workbook_of_ours_is_not_opened(content: bytes, key: str) -> None:
    assert refused(content) == key


def test_a_large_upload_is_not_even_looked_at() -> None:
    assert refused(b"\xd0\xcf\x11\xe0" + b"x" * LARGEST_UPLOAD) == "workbook_too_large"


def test_a_small_workbook_may_be_packed_tightly() -> None:
    content = Archive(zipped({**TYPES, "xl/a.xml": b" " * (1024 * 1024 - 100)}))

    assert "xl/a.xml" in content


def test_a_workbook_that_is_encrypted_entry_by_entry_is_locked() -> None:
    content = bytearray(zipped(TYPES))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert refused(bytes(content)) == "workbook_locked"


@pytest.mark.parametrize("name", ["xl/missing.xml", "xl/a.xml"])
def test_a_part_that_does_not_come_out_is_damage(name: str) -> None:
    content = bytearray(zipped({**TYPES, "xl/a.xml": b"nothing special" * 50}))
    packed = content.index(b"xl/a.xml") + len(b"xl/a.xml")
    content[packed : packed + 4] = b"\xff\xff\xff\xff"

    assert refused_in_reading(bytes(content), name) == "workbook_damaged"


def test_bytes_are_counted_as_they_come_out_over_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 1_000)
    content = Archive(zipped({**TYPES, "xl/a.xml": b"a" * 600}))
    list(content.chunks("xl/a.xml"))

    with pytest.raises(Refused) as error:
        list(content.chunks("xl/a.xml"))

    assert error.value.key == "workbook_unpacks_too_large"


def test_a_size_that_is_declared_too_small_lets_nothing_more_out() -> None:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/a.xml", b"a" * 5_000_000)
    lying = bytearray(content.getvalue())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        entry = lying.rindex(signature)
        lying[entry + offset : entry + offset + 4] = struct.pack("<I", 10)

    assert refused_in_reading(bytes(lying), "xl/a.xml") == "workbook_damaged"


def test_more_elements_than_the_largest_table_has_are_not_read() -> None:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/a.xml", b"<c/>" * (MOST_MARKS + 1))

    assert refused_in_reading(content.getvalue(), "xl/a.xml") == "workbook_unpacks_too_large"
