"""Bytes of a web page → UTF-8: by byte order mark, by what the bytes are, then by what the page declares."""

from __future__ import annotations

import codecs
import re

from reportlint.model.wording import Text
from reportlint.readers.encoding import decode

_LOOK = 8192
"""How many bytes a declaration may stand behind; browsers look at 1024, some pages put scripts first."""

_DECLARED = re.compile(
    rb"""<meta[^>]+?charset\s*=\s*["']?\s*([\w:.-]+)|^\s*<\?xml[^>]+?encoding\s*=\s*["']([\w:.-]+)""",
    re.IGNORECASE,
)
_GB = frozenset({"gb2312", "gbk", "gb18030", "hz", "cp936", "x-gbk", "gb_2312-80"})
"""Names under which GB18030 goes, which holds all the others' characters."""

_HAN = re.compile("[\u4e00-\u9fff]")
_SPOILT = 2000
"""One unreadable byte in so many characters is passed over by browsers and here; it is told."""


def to_utf8(data: bytes, *, declared: str | None = None) -> tuple[bytes, str, tuple[Text, ...]]:
    """The page in UTF-8 without a mark, the encoding it was in, and what to tell the user about it.

    Valid UTF-8 is UTF-8 whatever the page says, because nothing else looks like it; then the
    declaration counts (`declared` is one from outside of the page), then what fits. Raises
    ReadFailure when nothing does.
    """
    told = declared or declaration(data)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data[:_LOOK]:
        text, name = decode(data)
        return text.encode("utf-8", "replace"), name, ()
    plain = data.removeprefix(codecs.BOM_UTF8)
    if plain.isascii():
        return plain, "UTF-8", ()
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        text, name, notes = _other(plain, told)
        return text.encode("utf-8", "replace"), name, notes
    return plain, "UTF-8", _contradicted(told, "UTF-8")


def declaration(data: bytes) -> str | None:
    """The encoding that the page says it is in."""
    found = _DECLARED.search(data[:_LOOK])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _other(data: bytes, told: str | None) -> tuple[str, str, tuple[Text, ...]]:
    """A page that is not valid UTF-8."""
    codec = _codec(told)
    if codec not in (None, "utf-8", "gb18030") and (text := _strictly(data, codec)) and _HAN.search(text):
        return text, codec.upper(), ()
    text = _strictly(data, "gb18030")
    if text is not None:
        return text, "GB18030", _contradicted(told, "GB18030")
    for candidate in ("utf-8", "gb18030"):
        text = data.decode(candidate, "replace")
        spoilt = text.count("\ufffd")
        if spoilt * _SPOILT < len(text) and _HAN.search(text):
            return text, candidate.upper(), (*_contradicted(told, candidate.upper()), _damage(spoilt))
    text, name = decode(data)
    return text, name, _contradicted(told, name)


def _strictly(data: bytes, codec: str | None) -> str | None:
    try:
        return data.decode(codec or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return None


def _codec(told: str | None) -> str | None:
    """Python's name for what the page declares; None for nothing, or nothing known."""
    if told is None:
        return None
    if told.lower() in _GB:
        return "gb18030"
    try:
        return codecs.lookup(told).name
    except LookupError:
        return None


def _contradicted(told: str | None, name: str) -> tuple[Text, ...]:
    """What to tell when the page declares another encoding than it is in."""
    if told is None or _codec(told) == name.lower():
        return ()
    return (
        Text(
            f"网页声明的编码是 {told}，内容其实是 {name}",
            f"the page declares {told} but is in {name}",
        ),
    )


def _damage(spoilt: int) -> Text:
    return Text(
        f"网页有 {spoilt} 处字节读不通，原样留作“\ufffd”",
        f"{spoilt} places of the page cannot be decoded and are left as “\ufffd”",
    )
