"""Radicals in place of the characters that look the same: browsers and PDF programs write and copy them."""

from __future__ import annotations

import re
import unicodedata

_RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | dict(
    zip(
        "⼾⺟⺠⺎⺝⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "户母民兀月虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
WRITTEN = str.maketrans(_RADICALS)
"""Each radical and the character that is meant: one for one, so that places stay what they are."""
_ANY = re.compile("[\u2e80-\u2fdf]")
_ANY_IN_UTF8 = re.compile(rb"\xe2[\xba-\xbf]")


def without_radicals(text: str) -> str:
    """The text as it is meant."""
    return text.translate(WRITTEN) if _ANY.search(text) else text


def without_radicals_in_utf8(page: bytes) -> bytes:
    """The same of bytes in UTF-8, which do not grow by it."""
    return page.decode("utf-8", "replace").translate(WRITTEN).encode() if _ANY_IN_UTF8.search(page) else page
