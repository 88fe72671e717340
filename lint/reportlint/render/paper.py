"""What the parts of the text output are written on: language, colours, width, and blocks of wrapped text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.render import RenderOptions
from reportlint.render.plain import width, wrap

_COLOUR = re.compile(r"\x1b\[[\d;]*m")
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


class TextPaper:
    """Language, painter and width of one output."""

    def __init__(self, options: RenderOptions) -> None:
        self.lang = options.lang
        self.paint = Painter(options.colour)
        self.columns = options.width
        self.everything = options.everything

    def block(
        self, text: str, *, indent: int = 0, hang: int = 0, lead: str = "", style: str = ""
    ) -> Iterator[str]:
        """The (harmless) text wrapped: `lead`, which may carry colours, stands before it.

        Lines after the first are `hang` deeper than `indent`. A line end in the text begins a new line.
        """
        begin = " " * indent + lead
        room = self.columns - indent - width(_COLOUR.sub("", lead))
        for part in text.split("\n"):
            for line in wrap(part, self.columns - indent - hang, first=room):
                yield begin + (self.paint(style, line) if style else line)
                begin = " " * (indent + hang)
            room = self.columns - indent - hang
