"""What the parts of the text output are written on: language, colours, width, and blocks of wrapped text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.render import RenderOptions
from reportlint.render.plain import width, wrap
from reportlint.render.style import Painter

_COLOUR = re.compile(r"\x1b\[[\d;]*m")


class Paper:
    """Language, painter and width of one output."""

    def __init__(self, options: RenderOptions) -> None:
        self.lang = options.lang
        self.paint = Painter(options.colour)
        self.columns = options.width

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
