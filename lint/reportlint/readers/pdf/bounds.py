"""What the reading of one PDF file may use up, wherever the library would unpack or build without end."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from typing import Any

from msgspec import Struct
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, list_value, resolve1

from reportlint.readers.pdf import failures

MOST_UNPACKED = 128 << 20
"""Bytes in all streams that are read; embedded Chinese fonts have ten to twenty million each."""
MOST_GLYPHS = 150_000
"""Characters in the whole file; a long city report has thirty thousand."""
MOST_PATHS = 30_000
"""Lines and shapes on one page."""
MOST_FORMS = 2_000
"""Drawings within drawings in the whole file."""
WIDEST_RANGE = 1 << 16
"""Codes in one range of a font's tables: there are no more in the planes that fonts use."""

_RANGES = re.compile(rb"begin(?:bf|cid|notdef)range(.*?)end", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<[^>]*>|\[[^\]]*\]|\d+)")


class Spent(Struct):
    """What the reading of one file has used up so far."""

    unpacked: int = 0
    glyphs: int = 0
    paths: int = 0
    forms: int = 0

    def add(self, *, unpacked: int = 0, glyphs: int = 0, paths: int = 0, forms: int = 0) -> None:
        """Counts something; raises ReadFailure when it is too much."""
        self.unpacked += unpacked
        self.glyphs += glyphs
        self.paths += paths
        self.forms += forms
        if (
            self.unpacked > MOST_UNPACKED
            or self.glyphs > MOST_GLYPHS
            or self.paths > MOST_PATHS
            or self.forms > MOST_FORMS
        ):
            raise failures.too_large()


class Parser(PDFParser):
    """Gives streams that count what they unpack to."""

    def __init__(self, file: BytesIO, spent: Spent) -> None:
        super().__init__(file)
        self._spent = spent

    def push(self, *objects: Any) -> None:
        """Takes parsed objects; see pdfminer."""
        super().push(*((position, self._counted(item)) for position, item in objects))

    def _counted(self, item: Any) -> Any:
        if not isinstance(item, PDFStream):
            return item
        return _Stream(item.attrs, item.rawdata or b"", item.decipher, self._spent)


class _Stream(PDFStream):
    """A stream that refuses to unpack to more than is left."""

    def __init__(self, attrs: dict[str, Any], raw: bytes, decipher: Any, spent: Spent) -> None:
        super().__init__(attrs, raw, decipher)
        self._spent = spent

    def decode(self) -> None:
        """Unpacks the stream; see pdfminer. Each filter is applied on its own, so that each is counted."""
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for name, parameters in self.get_filters():
            if name in LITERALS_FLATE_DECODE:
                _measured(data, MOST_UNPACKED - self._spent.unpacked)
            data = PDFStream({"Filter": name, "DecodeParms": parameters}, data).get_data()
            self._spent.add(unpacked=len(data))
        self.data = data
        self.rawdata = None


def _measured(data: bytes, room: int) -> None:
    """Raises ReadFailure when packed data has more bytes than there is room for."""
    inflate = zlib.decompressobj()
    size = 0
    while data and size <= room:
        try:
            size += len(inflate.decompress(data, 1 << 20))
        except zlib.error:
            return
        data = inflate.unconsumed_tail
    if size > room:
        raise failures.too_large()


class Resources(PDFResourceManager):
    """Gives fonts after a look at the ranges in their tables."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> Any:
        """A font; see pdfminer. Raises ReadFailure for one that is made to fill the memory."""
        if not (objid and objid in self._cached_fonts):
            _refuse_endless(spec)
        return super().get_font(objid, spec)


def _refuse_endless(spec: Mapping[str, object]) -> None:
    for key in ("W", "W2"):
        if key in spec:
            numbers = [resolve1(item) for item in list_value(spec[key])]
            whole = [item if isinstance(item, int) else None for item in numbers]
            for first, last in pairwise(whole):
                if first is not None and last is not None and last - first > WIDEST_RANGE:
                    raise failures.too_large()
    for key in ("ToUnicode", "Encoding"):
        table = resolve1(spec.get(key))
        if isinstance(table, PDFStream):
            for block in _RANGES.findall(table.get_data()):
                for first, last in _RANGE.findall(block):
                    if int(b"".join(last.split()), 16) - int(b"".join(first.split()), 16) > WIDEST_RANGE:
                        raise failures.too_large()
