"""Tables 二 and 三 (and any table with a row for each label): rows of the flow → Table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportlint.model.document import Cell, Place
from reportlint.model.forms import Block, Heading
from reportlint.model.numbers import is_figure, read_value
from reportlint.model.report import Blank, Flaw, Label, Number, Table, Unreadable, Value
from reportlint.model.wording import bare
from reportlint.parsing.entries import entries
from reportlint.parsing.entry import Entry
from reportlint.parsing.flow import Row
from reportlint.parsing.heads import Columns, columns
from reportlint.parsing.labels import Labels, all_labels
from reportlint.parsing.windows import Stretch, Votes, choose, starts


class Reading(Struct, frozen=True):
    """A table as read, and the rows of the flow that it takes."""

    table: Table
    rows: frozenset[int]


def read_table(rows: Sequence[tuple[int, Row]], labels: Labels, *, edition: str) -> Reading | None:
    """The table among these rows (index, row), or None when none of its row labels is found."""
    found = list(entries(rows, labels))
    known = [entry for entry in found if entry.match is not None]
    if not known:
        return None
    first, repeated = _first_of_each(known)
    heads = _columns_by_block(found, first, labels)
    values, missing_columns, column_labels = _all_values(first, heads, labels)
    last = first[-1].stretch.cells[-1] if first[-1].stretch.cells else first[-1].label
    numbered = dict(rows)
    top = numbered[min(index for entry in known for index in entry.rows)]
    start = next(cell for cell in top.cells if cell.text)
    table = Table(
        key=labels.form.key,
        edition=edition,
        place=start.place.until(last.place),
        rows={
            entry.match.heading.key: _label(entry) for entry in _in_form_order(first, labels) if entry.match
        },
        columns=tuple(column_labels),
        values=values,
        missing_rows=tuple(row.key for row in labels.form.rows if row.key not in values),
        missing_columns=missing_columns,
        unknown_labels=tuple(_label(entry) for entry in found if _unknown(entry, edition)),
        repeated_rows=tuple(_label(entry) for entry in repeated),
        obsolete_heads=(),
    )
    taken = {index for entry in found if entry.match or _unknown(entry, edition) for index in entry.rows}
    return Reading(table, frozenset(taken))


def _unknown(entry: Entry, edition: str) -> bool:
    """Whether an entry's label is none of the form's, in any of its tables."""
    return (
        entry.match is None and bool(entry.label.text) and bare(entry.label.text) not in all_labels(edition)
    )


def _first_of_each(known: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The first entry with cells for each row, and those that come again with other figures."""
    first: dict[str, Entry] = {}
    repeated = []
    for entry in known:
        assert entry.match is not None
        key = entry.match.heading.key
        if key not in first or not _filled(first[key]):
            first[key] = entry
        elif _filled(entry) and _texts(entry) != _texts(first[key]):
            repeated.append(entry)
    return list(first.values()), repeated


def _texts(entry: Entry) -> list[str]:
    return [bare(cell.text) for cell in entry.stretch.cells]


def _filled(entry: Entry) -> bool:
    return any(cell.text for cell in entry.stretch.cells)


def _in_form_order(found: Iterable[Entry], labels: Labels) -> list[Entry]:
    index = labels.form.row_index
    return sorted(found, key=lambda entry: index[entry.match.heading.key] if entry.match else -1)


def _label(entry: Entry) -> Label:
    if entry.match is None:
        return Label("", entry.label.text, entry.label.place, "")
    heading = entry.match.heading
    return Label(heading.key, entry.label.text, entry.label.place, heading.label, entry.match.altered)


def _columns_by_block(found: Sequence[Entry], first: Sequence[Entry], labels: Labels) -> dict[str, Columns]:
    """The columns of each block that has a row, by the block's head; heads stand above the block's rows."""
    form = labels.form
    single = len(form.blocks) == 1
    gathered: dict[str, list[Sequence[Cell]]] = {}
    texts: dict[str, Sequence[Cell]] = {}
    current: list[Sequence[Cell]] = []
    for entry in found:
        if entry.heads:
            current = [*current, *entry.heads] if single else list(entry.heads)
        if entry.match is not None:
            gathered.setdefault(form.block_of(entry.match.heading.key).head, current)
            texts.setdefault(form.block_of(entry.match.heading.key).head, entry.texts)
    resolved = {}
    for entry in _in_form_order(first, labels):
        assert entry.match is not None
        block = form.block_of(entry.match.heading.key)
        if block.head not in resolved:
            heads = gathered.get(block.head, ())
            resolved[block.head] = columns(heads, block, labels, flowing=entry.stretch.flowing)
            if resolved[block.head].missing and texts.get(block.head):
                broken = columns([texts[block.head]], block, labels, flowing=True)
                resolved[block.head] = min(resolved[block.head], broken, key=lambda cols: len(cols.missing))
    usual = _usual_figures(first, labels)
    return {head: _with_implied(cols, head, usual, labels) for head, cols in resolved.items()}


def _usual_figures(first: Iterable[Entry], labels: Labels) -> dict[str, int]:
    """How many figures the rows of each block mostly have."""
    counts: dict[str, Counter[int]] = {}
    for entry in first:
        assert entry.match is not None
        figures = sum(is_figure(cell.text) for cell in entry.stretch.cells)
        counts.setdefault(labels.form.block_of(entry.match.heading.key).head, Counter())[figures] += 1
    return {head: counter.most_common(1)[0][0] for head, counter in counts.items()}


def _with_implied(cols: Columns, head: str, usual: dict[str, int], labels: Labels) -> Columns:
    """Columns whose head is lost while their figures stand: the form's order holds, the head stays missing."""
    block = next(block for block in labels.form.blocks if block.head == head)
    if not cols.missing:
        return cols
    nothing_known = not any(cols.order)
    if nothing_known or usual.get(head) == len(cols.order) + len(cols.missing):
        return replace(cols, order=block.columns)
    return cols


def _all_values(
    first: Sequence[Entry], heads: dict[str, Columns], labels: Labels
) -> tuple[dict[str, dict[str, Value]], tuple[tuple[str | None, str], ...], list[Label]]:
    """The values of all rows, the missing columns and the column labels."""
    form = labels.form
    sized = []
    votes = Votes(packed=_packed(first))
    for entry in _in_form_order(first, labels):
        assert entry.match is not None
        block = form.block_of(entry.match.heading.key)
        order = _order_for(entry.stretch, heads[block.head].order)
        stretch = _fitted(replace(entry.stretch, size=len(order)))
        sized.append((entry.match.heading.key, block, stretch, order, entry.label))
        possible = starts(stretch)
        if len(possible) == 1:
            votes.add(stretch, possible[0])
    values = {key: _values(stretch, order, votes, label) for key, _, stretch, order, label in sized}
    missing: list[tuple[str | None, str]] = []
    labels_found: dict[tuple[str, str], Label] = {}
    for _, block, *_ in sized:
        for heading in heads[block.head].missing:
            owner = None if len(form.blocks) == 1 else _first_row(block, values)
            if (owner, heading.key) not in missing:
                missing.append((owner, heading.key))
        for label in heads[block.head].labels:
            labels_found.setdefault((block.head, label.key), label)
    return values, tuple(missing), list(labels_found.values())


def _packed(found: Iterable[Entry]) -> bool:
    """Whether no head has an empty cell between two texts, though some heads have fewer texts than cells."""
    spanned = False
    for head in (head for entry in found for head in entry.heads):
        filled = [index for index, cell in enumerate(head) if cell.text]
        if filled and filled[-1] - filled[0] >= len(filled):
            return False
        spanned = spanned or 1 < len(filled) < len(head)
    return spanned


def _first_row(block: Block, values: dict[str, dict[str, Value]]) -> str:
    return next(row.key for row in block.rows if row.key in values)


def _order_for(stretch: Stretch, order: Sequence[Heading | None]) -> Sequence[Heading | None]:
    """The columns without the repetitions over spans, where the row itself has no cells for these."""
    once = tuple(dict.fromkeys(order)) if None not in order else tuple(order)
    return once if len(stretch.cells) < len(order) or stretch.flowing else order


def _fitted(stretch: Stretch) -> Stretch:
    """The cells without what cannot be figures: pieces of labels around them, one figure told for each span."""
    cells = list(stretch.cells)
    if stretch.flowing:
        while sum(bool(cell.text) for cell in cells) > stretch.size and cells:
            if not _figure_or_blank(cells[-1]):
                cells.pop()
            elif not _figure_or_blank(cells[0]):
                cells.pop(0)
            else:
                break
    filled = [cell for cell in cells if cell.text]
    if stretch.size == 1 and len(filled) > 1 and len({bare(cell.text) for cell in filled}) == 1:
        cells = [filled[0]]
    fitted = replace(stretch, cells=tuple(cells))
    if len(filled) == stretch.size and not starts(fitted):
        return replace(fitted, cells=tuple(filled))  # all figures are there: gaps between them are no cells
    return fitted


def _figure_or_blank(cell: Cell) -> bool:
    return not cell.text or is_figure(cell.text)


def _values(stretch: Stretch, order: Sequence[Heading | None], votes: Votes, label: Cell) -> dict[str, Value]:
    """The row's values by column key."""
    place = stretch.cells[0].place.until(stretch.cells[-1].place) if stretch.cells else label.place
    start = choose(stretch, votes)
    if start is None and not any(cell.text for cell in stretch.cells):
        start = 0
    if start is not None and start + stretch.size > len(stretch.cells) and not _lost_at_end(stretch, order):
        start = None
    if start is None:
        raw = " ".join(cell.text for cell in stretch.cells if cell.text)
        flaw = _flaw(stretch)
        return {heading.key: Unreadable(raw, place, flaw) for heading in order if heading is not None}
    values: dict[str, Value] = {}
    for index, heading in enumerate(order, start=start):
        if heading is None or isinstance(values.get(heading.key), Number):
            continue
        if index < len(stretch.cells):
            cell = stretch.cells[index]
            values[heading.key] = read_value(cell.text, cell.place, kind=heading.kind)
        else:
            values[heading.key] = Blank("", _end_of(place))
    return values


def _lost_at_end(stretch: Stretch, order: Sequence[Heading | None]) -> bool:
    """Whether a row that is too short can only lack its last cell.

    Where a cell further left was dropped, all figures behind it moved by one and the last of them
    is the total. So the row is believed only when its last figure cannot be the others' total, or
    when it is all zeros and nothing can be misread.
    """
    values = [read_value(cell.text, cell.place) for cell in stretch.cells if cell.text]
    figures = [value.value for value in values if isinstance(value, Number)]
    if not any(figures):
        return True
    has_total = order[-1] is not None and order[-1].key == "total"
    return has_total and len(figures) == len(values) and figures[-1] < sum(figures[:-1])


def _flaw(stretch: Stretch) -> Flaw:
    filled = sum(bool(cell.text) for cell in stretch.cells)
    if filled > stretch.size:
        return "row_too_long"
    return "row_too_short" if len(stretch.cells) < stretch.size else "unplaced_blank"


def _end_of(place: Place) -> Place:
    return place._replace(line=place.end_line, column=place.end_column)
