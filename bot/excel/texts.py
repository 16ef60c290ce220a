"""Text as a workbook can hold it, and back: control characters, line ends, and Excel's own escapes."""

import re
from typing import Final

_NOT_TEXT: Final = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS: Final = re.compile(r"\r\n?")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_READS_AS_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def clean(text: str) -> str:
    """Return the text without control characters and with plain line ends; all else stays as typed."""
    if text.isprintable():
        return text
    return _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))


def write_out(text: str) -> str:
    """Return the text as a cell has to hold it, so that "_x0041_" is not shown as "A"."""
    return _READS_AS_ESCAPE.sub("_x005F_", clean(text)) if "_x" in text else clean(text)


def read_back(text: str) -> str:
    """Return the text that a cell shows."""
    return clean(_ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text)
