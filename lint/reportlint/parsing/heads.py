"""The columns of a table, by the labels in its head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from reportlint.model.document import Cell
from reportlint.model.forms import Block, Heading
from reportlint.model.report import Label
from reportlint.model.wording import bare
from reportlint.parsing.labels import Labels

_SUBTOTAL = ("小计", "合计")
"""Heads of columns that some print besides the form's own."""


class Columns(Struct, frozen=True):
    """The columns of a block in the order of the file.

    None stands for a column that is none of the form's. A column stands twice in a row where its
    head is repeated over a span.
    """

    order: tuple[Heading | None, ...]
    labels: tuple[Label, ...]
    missing: tuple[Heading, ...]


def columns(
    heads: Sequence[Sequence[Cell]], block: Block, labels: Labels, *, flowing: bool = False
) -> Columns:
    """The columns that the head rows name.

    The kinds of applicants stand on one row, 自然人 and 总计 often on the rows above, so that with
    spans lost only the row with most labels gives an order; what stands elsewhere goes where the
    form has it. In `flowing` heads the rows are lost as well: only the order within a group holds.
    """
    rows = [_named(row, block, labels) for row in _rejoined(heads, labels)]
    main = max(rows, key=lambda row: sum(heading is not None for _, heading in row), default=[])
    if flowing and any(heading is not None and heading.group for _, heading in main):
        main = [(cell, heading) for cell, heading in main if heading is None or heading.group]
    found: dict[str, Label] = {}
    order: list[Heading | None] = []
    for text, heading in main:
        if heading is None and order and bare(text.text) in _SUBTOTAL:
            order.append(None)
        elif heading is not None and (heading.key not in found or heading is order[-1]):
            order.append(heading)
            found.setdefault(heading.key, _label(text, heading))
    for row in rows:
        for text, heading in row:
            if heading is not None and heading.key not in found:
                found[heading.key] = _label(text, heading)
                _insert(order, heading, block)
            elif (
                heading is None
                and (flowing or row is not main)
                and bare(text.text) in _SUBTOTAL
                and None not in order
            ):
                order.insert(max(len(order) - 1, 0), None)
    _add_altered(order, found, rows, (block, labels))
    doubtful = len(found) < len(block.columns) or any(label.altered for label in found.values())
    if doubtful and _are_in_order(order, block) and _are_spelled(heads, block, labels):
        first = next(cell for row in heads for cell in row)
        order = list(block.columns)
        found = {column.key: _label(first._replace(text=column.label), column) for column in block.columns}
    missing = tuple(heading for heading in block.columns if heading.key not in found)
    return Columns(tuple(order), tuple(found.values()), missing)


def _are_in_order(order: Sequence[Heading | None], block: Block) -> bool:
    """Whether the columns that were found stand as the form has them."""
    ranks = [block.columns.index(heading) for heading in order if heading is not None]
    return ranks == sorted(ranks)


def _are_spelled(heads: Sequence[Sequence[Cell]], block: Block, labels: Labels) -> bool:
    """Whether pieces in any order spell the names of all columns and of their groups, and nothing strange."""
    told = Counter(bare("".join(cell.text for row in heads for cell in row)))
    within = {column.group for column in block.columns}
    names = [*block.columns, *(group for group in labels.form.groups if group.key in within)]
    wanted = Counter(bare("".join(name.label for name in names)))
    known = wanted.keys() | set(bare(f"{block.stub}{block.head}"))
    return not (wanted - told) and told.keys() <= known


def completed(upper: Sequence[Cell], lower: Sequence[Cell], labels: Labels) -> dict[int, int]:
    """The cells of a head row whose labels go on in the row below (商业 / 企业): by index, the index below."""
    pairs: dict[int, int] = {}
    for index, cell in enumerate(upper):
        for below, more in enumerate(lower):
            cut = cell.text and more.text and below not in pairs.values() and not labels.known(cell.text)
            if cut and bare(cell.text + more.text) in labels.columns:
                pairs[index] = below
                break
    return pairs


def _rejoined(heads: Sequence[Sequence[Cell]], labels: Labels) -> list[list[Cell]]:
    """The head rows with the labels whole that go on in the row below."""
    rows = [list(row) for row in heads]
    for upper, lower in pairwise(rows):
        for index, below in completed(upper, lower, labels).items():
            upper[index] = upper[index]._replace(text=upper[index].text + lower[below].text)
            lower[below] = lower[below]._replace(text="")
    return rows


def _named(row: Sequence[Cell], block: Block, labels: Labels) -> list[tuple[Cell, Heading | None]]:
    """The texts of a head row with the columns they name; a label cut into cells is put together."""
    by_key = {heading.key: heading for heading in block.columns}
    texts = [cell for cell in row if cell.text]
    named: list[tuple[Cell, Heading | None]] = []
    index = 0
    while index < len(texts):
        for count in (4, 3, 2, 1):
            heading = labels.columns.get(bare("".join(cell.text for cell in texts[index : index + count])))
            if heading is not None and heading.key in by_key:
                named.append((texts[index], by_key[heading.key]))
                index += count
                break
        else:
            if not labels.known(texts[index].text):
                named.append((texts[index], None))
            index += 1
    return _without_second_total(named)


def _without_second_total(named: list[tuple[Cell, Heading | None]]) -> list[tuple[Cell, Heading | None]]:
    """Where a row has both 合计 and 总计, the former is a subtotal."""
    if not any(heading and bare(cell.text) == "总计" for cell, heading in named):
        return named
    return [(cell, None if bare(cell.text) == "合计" else heading) for cell, heading in named]


def _insert(order: list[Heading | None], heading: Heading, block: Block) -> None:
    """Put a column where the form has it, among those already there."""
    ranks = {column.key: rank for rank, column in enumerate(block.columns)}
    at = 0
    for index, other in enumerate(order):
        if other is not None and ranks[other.key] < ranks[heading.key]:
            at = index + 1
    while 0 < at < len(order) and order[at] is None:
        at += 1
    order.insert(at, heading)


def _add_altered(
    order: list[Heading | None],
    found: dict[str, Label],
    rows: Sequence[Sequence[tuple[Cell, Heading | None]]],
    form: tuple[Block, Labels],
) -> None:
    """Give the columns that are still missing the unknown texts that resemble them."""
    block, labels = form
    for text in _unknown(rows):
        left = [heading for heading in block.columns if heading.key not in found]
        match = labels.similar_column(text.text, left) if left else None
        if match is not None:
            found[match.heading.key] = _label(text, match.heading, altered=True)
            _insert(order, match.heading, block)


def _unknown(rows: Sequence[Sequence[tuple[Cell, Heading | None]]]) -> Iterator[Cell]:
    return (cell for row in rows for cell, heading in row if heading is None)


def _label(cell: Cell, heading: Heading, *, altered: bool = False) -> Label:
    return Label(heading.key, cell.text, cell.place, heading.label, altered)
