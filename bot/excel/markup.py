"""Walking through the XML of a workbook without ever building a tree of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from bot.errors import Refused

LONGEST_TEXT: Final = 32_767
"""The most characters that Excel itself puts into a cell."""

Attributes = Mapping[str, str]


def _passes(tag: str, said: object) -> None:
    """What is done where nothing is to be done."""


class Walk:
    """Calls `opened` and `closed` for each element of a part, by its name without namespace.

    `text` is what was written since the last element began or ended. A part that is not XML, that
    declares entities, or that has a longer text than Excel allows raises `Refused`.
    """

    def __init__(
        self,
        *,
        opened: Callable[[str, Attributes], None] = _passes,
        closed: Callable[[str, str], None] = _passes,
    ) -> None:
        self._opened = opened
        self._closed = closed
        self._pieces: list[str] = []
        self._length = 0
        self.finished = False

    def through(self, chunks: Iterable[bytes]) -> None:
        """Walk until the part ends, or until `finished` is set by one of the two that are called."""
        parser = DefusedXMLParser(target=self, forbid_dtd=True)
        try:
            for chunk in chunks:
                parser.feed(chunk)
                if self.finished:
                    return
            parser.close()
        except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
            raise Refused("workbook_damaged") from error

    def start(self, tag: str, attributes: Attributes) -> None:
        self._pieces.clear()
        self._length = 0
        if not self.finished:
            self._opened(_local(tag), attributes)

    def data(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise Refused("workbook_damaged")
        self._pieces.append(text)

    def end(self, tag: str) -> None:
        if not self.finished:
            self._closed(_local(tag), "".join(self._pieces))
        self._pieces.clear()
        self._length = 0

    def close(self) -> None:
        """The parser asks this of whatever it reports to."""


def attribute(attributes: Attributes, name: str) -> str:
    """Return an attribute by its name without namespace, "" if there is none."""
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
