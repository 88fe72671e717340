"""How a text becomes bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def _crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def _cr(text: str) -> bytes:
    return text.replace("\n", "\r").encode()


CODINGS: Mapping[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8-bom": lambda text: text.encode("utf-8-sig"),
    "utf-8-crlf": _crlf,
    "utf-8-cr": _cr,
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be": lambda text: ("\ufeff" + text).encode("utf-16-be"),
    "utf-16-no-mark": lambda text: text.encode("utf-16-le"),
    "gb18030": lambda text: text.encode("gb18030"),
    "gb18030-crlf": lambda text: text.replace("\n", "\r\n").encode("gb18030"),
}
