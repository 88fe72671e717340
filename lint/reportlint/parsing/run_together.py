"""Tables whose cells have run together into one text: they are found and told, and nothing is read from them."""

from __future__ import annotations

from collections.abc import Sequence

from reportlint.model.forms import load_form
from reportlint.model.report import Remark
from reportlint.model.wording import Text, bare
from reportlint.parsing.flow import Row
from reportlint.parsing.labels import labels_of

_SHORTEST = 4
"""In characters: shorter labels stand in any prose."""


def run_together(
    rows: Sequence[tuple[int, Row]], key: str, edition: str
) -> tuple[Remark, frozenset[int]] | None:
    """What to say of such a table among these rows (index, row), and its rows; None when there is none.

    All heads and columns that the form prints must stand in the text: prose names some of them at most.
    """
    form, labels = load_form(edition).tables[key], labels_of(edition, key)
    printed = set(labels.heads) | {bare(column.label) for block in form.blocks for column in block.columns}
    if form.layout == "strip":
        printed |= {bare(row.label) for row in form.rows}
    names = {name for name in printed | labels.rows.keys() | labels.groups.keys() if len(name) >= _SHORTEST}
    texts = [(index, row, bare(row.text)) for index, row in rows if row.grid is None]
    inside = [(index, row) for index, row, text in texts if any(name in text for name in names)]
    together = "".join(bare(row.text) for _, row in inside)
    if not all(name in together for name in printed):
        return None
    place = inside[0][1].place.until(inside[-1][1].place)
    said = Text(
        f"{form.name}的各格连成了一片，分不出哪个数在哪一格，没有读",
        f"the cells of {form.called.en} run together, so that no figure can be told from the next",
    )
    return Remark(key, said, place), frozenset(index for index, _ in inside)
