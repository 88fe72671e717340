"""Text for a terminal: made harmless, measured in columns, wrapped as Chinese is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LATIN = r"[A-Za-z0-9\u00c0-\u024f]+"
_TOKEN = re.compile(rf"-{{0,2}}{_LATIN}(?:[-_.,'’/:+]{_LATIN})*%?|\s+|.", re.DOTALL)
_NOT_AT_START = frozenset("，。、；：？！）》〉」』】〕”’…—,.;:?!)]}%·")
_NOT_AT_END = frozenset("（《〈「『【〔“‘([{")


def harmless(text: str) -> str:
    """The text on one line, without anything that a terminal would act upon or that cannot be seen.

    Line ends and tabs become spaces, other control characters are spelled out (\\x1b), bidirectional
    and zero-width characters are left out, halves of characters are spelled out (\\udc80).
    """
    return _UNSAFE.sub(lambda match: harmless_character(match[0]), text)


def harmless_character(character: str) -> str:
    """What is shown for one character; itself where it is harmless."""
    if not _UNSAFE.match(character):
        return character
    if character in "\t\n\v\f\r\x85\u2028\u2029":
        return " "
    code = ord(character)
    if code < 0xA0 and code != 0xAD:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if 0xD800 <= code <= 0xDFFF else ""


def width(text: str) -> int:
    """How many columns of a terminal the (harmless) text takes; characters of ambiguous width take one."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1


def clip(text: str, columns: int) -> str:
    """The text cut to so many columns, with … in place of what is cut off."""
    return text if width(text) <= columns else _head(text, columns - 1) + "…"


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled with blanks to so many columns; `right` puts it at the right edge."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def wrap(text: str, columns: int, *, first: int | None = None) -> Iterator[str]:
    """The (harmless) text in lines of at most so many columns; `first` is the room on the first line.

    No line begins with a closing mark (，。） and the like) or ends with an opening one; Latin words
    and figures stay whole unless they are longer than a line.
    """
    line: list[str] = []
    used = 0
    room = columns if first is None else first
    for token in _tokens(text, min(columns, room)):
        size = width(token)
        if used + size <= room:
            line.append(token)
            used += size
        elif token.isspace():
            continue
        else:
            carried = _carry(line, token)
            yield "".join(line).rstrip()
            room = columns
            line = [*carried, token]
            used = sum(map(width, line))
    if line:
        yield "".join(line).rstrip()


def _tokens(text: str, columns: int) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        token = match[0]
        while width(token) > columns:
            head = _head(token, columns)
            yield head
            token = token[len(head) :]
        if token:
            yield token


def _carry(line: list[str], token: str) -> list[str]:
    """Takes from the end of a full line what must go with `token` to the next one."""
    carried: list[str] = []
    while len(line) > 1 and (line[-1] in _NOT_AT_END or (carried or [token])[0] in _NOT_AT_START):
        carried.insert(0, line.pop())
    if len(line) == 1 and carried and (carried[0] in _NOT_AT_START or line[0] in _NOT_AT_END):
        line.extend(carried)  # nothing to break at: better a mark at the edge than an endless line
        carried = []
    return carried


def _head(text: str, columns: int) -> str:
    """The beginning of the text that fits; at least one character."""
    used = 0
    for index, character in enumerate(text):
        used += _character_width(character)
        if used > columns:
            return text[: max(index, 1)]
    return text
