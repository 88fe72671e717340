"""The shapes: layout × what happens to table 三 × wording × coding, each with a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

from reportlint.draft import Draft, text
from reportlint.draft.drawing import Drawing
from tests.generator import breaks, layouts
from tests.generator.codings import CODINGS
from tests.generator.layouts import Join, Rows, Spans
from tests.generator.wordings import DRAFTS, LABELS, Redraft, Relabel, relabelled

Redraw = Callable[[str, Drawing], Drawing]
"""A change in a table as drawn, by the table's key."""


@dataclass(frozen=True)
class Shape:
    """One way in which a correct report may lie in a file.

    `traceless`: a blank cell leaves no trace in it, or none that differs from what is left of a span. `spaced`: a
    space parts cells, so two figures in one cell look like two cells.
    """

    name: str
    spans: Spans
    join: Join
    pieces: breaks.Pieces = breaks.whole
    relabel: Relabel = str
    redraft: Redraft = lambda draft: draft
    encode: Callable[[str], bytes] = CODINGS["utf-8"]
    traceless: bool = False
    spaced: bool = False

    @property
    def family(self) -> str:
        """The kind of its layout: by tabs, bars, lines, spaces and so on."""
        first, *more = self.name.partition("/")[0].split("-")
        return "spaces" if "spaces" in more else first

    @property
    def variation(self) -> str:
        """What its pages, words or coding make of it, if anything: the kind of that."""
        return "".join(self.name.split("/")[2:]).partition("-")[0]

    def file(self, draft: Draft, *, seed: int = 0, redraw: Redraw | None = None) -> bytes:
        """The file of the draft in this shape; `redraw` changes the tables before they are written."""
        return self.encode(self.text(draft, seed=seed, redraw=redraw))

    def text(self, draft: Draft, *, seed: int = 0, redraw: Redraw | None = None) -> str:
        """The file's characters."""
        rng = Random(seed)

        def write(key: str, drawing: Drawing) -> str:
            drawing = relabelled(redraw(key, drawing) if redraw else drawing, self.relabel)
            pieces = self.pieces(drawing) if key == "applications" else [drawing]
            rows: list[Rows | str] = [
                piece if isinstance(piece, str) else self.spans(piece, rng) for piece in pieces
            ]
            return "\n\n".join(piece if isinstance(piece, str) else self.join(piece) for piece in rows)

        return text(self.redraft(draft), write=write)


_SPANS = {
    "blanks": layouts.blanks,
    "lost": layouts.lost,
    "lost-padded": layouts.lost_padded,
    "down-only": layouts.down_only,
    "irregular": layouts.irregular,
    "repeated": layouts.repeated,
    "heads-cut": layouts.heads_cut,
}

_LAYOUTS: tuple[tuple[str, Join, tuple[str, ...]], ...] = (
    ("tabs", layouts.tabs, ("blanks", "lost", "lost-padded", "down-only", "irregular", "repeated")),
    ("tabs-apart", layouts.tabs_apart, ("blanks", "lost-padded")),
    ("tabs-stripped", layouts.tabs_stripped, ("blanks", "lost-padded", "irregular")),
    ("bars", layouts.bars, ("blanks", "lost", "lost-padded", "down-only", "irregular", "repeated")),
    ("bars-around", layouts.bars_around, ("blanks", "lost", "lost-padded", "repeated")),
    ("bars-tight", layouts.bars_tight, ("blanks", "lost")),
    ("bars-bare", layouts.bars_bare, ("lost", "down-only")),
    ("bars-closed", layouts.bars_closed, ("lost", "down-only", "heads-cut")),
    ("bars-filled-up", layouts.bars_filled_up, ("lost", "heads-cut")),
    ("bars-broken", layouts.bars_broken, ("lost",)),
    ("markdown", layouts.markdown, ("blanks", "lost", "down-only", "repeated")),
    ("markdown-padded", layouts.markdown_padded, ("blanks", "lost")),
    ("one-line-tabs", layouts.one_line("\t"), ("blanks", "lost")),
    ("one-line-bars", layouts.one_line(" | "), ("blanks", "lost")),
    ("one-line-two-spaces", layouts.one_line("  "), ("lost",)),
    ("one-line-spaces", layouts.one_line(" "), ("lost",)),
    ("cell-lines", layouts.cell_lines, ("lost",)),
    ("cell-lines-apart", layouts.cell_lines_apart, ("lost",)),
    ("cell-lines-barred", layouts.cell_lines_barred, ("lost", "blanks")),
    ("cell-lines-closed", layouts.cell_lines_closed, ("lost",)),
    ("cell-lines-filled-up", layouts.cell_lines_filled_up, ("lost", "heads-cut")),
    ("cell-lines-opened", layouts.cell_lines_opened, ("lost",)),
    ("cell-lines-bar-below", layouts.cell_lines_bar_below, ("lost",)),
    ("cell-lines-tabbed", layouts.cell_lines_tabbed, ("lost",)),
    ("two-spaces", layouts.wide_gaps("  "), ("lost", "down-only")),
    ("four-spaces", layouts.wide_gaps("    "), ("lost",)),
    ("aligned", layouts.aligned(len), ("blanks", "lost")),
    ("aligned-right", layouts.aligned(len, right=True), ("blanks",)),
    ("aligned-screen", layouts.aligned(layouts.screen_width), ("blanks", "lost")),
    ("aligned-screen-right", layouts.aligned(layouts.screen_width, right=True), ("blanks",)),
)

_BLURRED = {
    ("one-line-tabs", "blanks"),
    ("one-line-bars", "blanks"),
    ("cell-lines-barred", "blanks"),
    ("aligned", "lost"),
    ("aligned-screen", "lost"),
}
"""Layouts in which a blank cell looks like what is left of a span: no row breaks, or shifted rows padded anew."""

_BREAKS: dict[str, breaks.Pieces] = {
    "page-heads-blank": breaks.cut(14, page="- 4 -", heads=True, below="blank"),
    "page-heads-repeated": breaks.cut(12, page="— 5 —", heads=True, below="repeated"),
    "page-blank": breaks.cut(17, page="- 4 -", heads=False, below="blank"),
    "page-repeated": breaks.cut(9, page="— 5 —", heads=False, below="repeated"),
    "page-lost": breaks.cut(14, page="- 12 -", heads=False, below="lost"),
    "page-label-cut": breaks.label_cut("- 4 -"),
    "empty-eighth": breaks.empty_eighth,
    "subtotal": breaks.subtotal,
}

_WRAPS: dict[str, Relabel] = {"wrapped": breaks.wrapped, "narrow": breaks.narrow, "vertical": breaks.vertical}


def shapes() -> Iterator[Shape]:
    """All shapes."""
    plain = {shape.name: shape for shape in _plain()}
    yield from plain.values()
    for name, pieces in _BREAKS.items():
        for base in ("tabs/blanks", "tabs/lost-padded", "bars-around/blanks", "cell-lines/lost"):
            if not (base == "cell-lines/lost" and name == "page-label-cut"):
                blurred = (base, name) == ("cell-lines/lost", "empty-eighth")
                yield _varied(plain[base], name, pieces=pieces, traceless=blurred)
    for name, relabel in LABELS.items():
        for base in ("tabs/lost-padded", "bars/lost", "cell-lines/lost"):
            yield _varied(plain[base], name, relabel=relabel)
    for name, relabel in _WRAPS.items():
        for base in ("tabs/blanks", "cell-lines/lost", "cell-lines-apart/lost"):
            if not (base == "tabs/blanks" and name == "narrow"):
                yield _varied(plain[base], name, relabel=relabel)
    for name, redraft in DRAFTS.items():
        for base in ("tabs/blanks", "cell-lines/lost"):
            yield _varied(plain[base], name, redraft=redraft)
    for name, encode in CODINGS.items():
        for base in ("tabs/blanks", "cell-lines/lost"):
            if name != "utf-8":
                yield _varied(plain[base], name, encode=encode)


def _plain() -> Iterator[Shape]:
    for name, join, kinds in _LAYOUTS:
        for kind in kinds:
            spaced = "space" in name or "aligned" in name
            traceless = name == "one-line-spaces" or (name, kind) in _BLURRED
            yield Shape(f"{name}/{kind}", _SPANS[kind], join, traceless=traceless, spaced=spaced)


def _varied(base: Shape, name: str, **changes: object) -> Shape:
    vary = partial(Shape, f"{base.name}/{name}", base.spans, base.join)
    return vary(**{"traceless": base.traceless, "spaced": base.spaced, **changes})  # type: ignore[arg-type]
