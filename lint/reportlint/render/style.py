"""Terminal colours: a handful of names for ANSI codes."""

from __future__ import annotations

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "good": "1;32",
    "heading": "1",
    "mark": "1;31",
    "faint": "2",
}


class Painter:
    """Puts a style around harmless text, or nothing when colours are off."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, style: str, text: str) -> str:
        """The text in this style; the text itself when colours are off or nothing is left to colour."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self._colour and text else text
