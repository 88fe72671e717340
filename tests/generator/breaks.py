"""What happens to table 三 on its way into a text: cut by a page, a column too many, labels over several lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from reportlint.draft.drawing import Drawing, Drawn

Pieces: TypeAlias = Callable[[Drawing], list[Drawing | str]]
"""Turns a table into the pieces that stand one after the other; a string is a line between two of them."""

HEADS = 3
"""Header rows of table 三."""


ORGANISATIONS = ("commercial", "research", "public_welfare", "legal_service", "other_org")


def whole(drawing: Drawing) -> list[Drawing | str]:
    """The table as it is."""
    return [drawing]


def cut(at: int, *, page: str, heads: bool, below: str) -> Pieces:
    """The table cut before row `at` (counted from 0, with the header rows) by a page number.

    `heads`: the second part repeats the header rows. `below` is what becomes of the labels that
    reach over the cut: "blank", "repeated", or "lost" (the left columns are gone altogether).
    """

    def pieces(drawing: Drawing) -> list[Drawing | str]:
        first, second = divided(drawing, at, below)
        return [first, page, (*drawing[:HEADS], *second) if heads else second]

    return pieces


def label_cut(page: str) -> Pieces:
    """The table cut inside a group, whose label goes on behind the cut: （四）无 / 法提供."""

    def pieces(drawing: Drawing) -> list[Drawing | str]:
        at = next(line for line, row in enumerate(drawing) for cell in row if "无法提供" in cell.text) + 1
        first, second = divided(drawing, at, "repeated")
        halves = [
            tuple(
                tuple(
                    cell._replace(text=cell.text[part]) if "无法提供" in cell.text else cell for cell in row
                )
                for row in half
            )
            for half, part in ((first, slice(0, 4)), (second, slice(4, None)))
        ]
        return [halves[0], page, halves[1]]

    return pieces


def divided(drawing: Drawing, at: int, below: str) -> tuple[Drawing, Drawing]:
    """The rows before and from `at` on, with the spans cut."""
    first = tuple(
        tuple(cell._replace(row_span=min(cell.row_span, at - line)) for cell in row)
        for line, row in enumerate(drawing[:at])
    )
    if below == "lost":
        return first, tuple(_without_groups(row) for row in drawing[at:])
    over = [
        cell._replace(row_span=line + cell.row_span - at, text=cell.text if below == "repeated" else "")
        for line, row in enumerate(drawing[:at])
        for cell in row
        if line + cell.row_span > at
    ]
    return first, ((*over, *drawing[at]), *drawing[at + 1 :])


def _without_groups(row: tuple[Drawn, ...]) -> tuple[Drawn, ...]:
    """The row's own label and its figures."""
    first = next(index for index, cell in enumerate(row) if cell.key)
    return (row[first - 1]._replace(row_span=1, column_span=1), *row[first:])


def empty_eighth(drawing: Drawing) -> list[Drawing | str]:
    """A blank cell behind the total of every row."""
    return [tuple((*row, Drawn("")) if row[-1].key else row for row in _wider(drawing, "申请人情况"))]


def subtotal(drawing: Drawing) -> list[Drawing | str]:
    """A column 小计 for the five kinds of organisations, behind the last of them."""
    rows = []
    for row in _wider(_wider(drawing, "申请人情况"), "法人或其他组织"):
        figures = [cell.text for cell in row if cell.key and cell.key.column in ORGANISATIONS]
        if row[-1].text == "其他" and row[-1].key is None:
            row = (*row, Drawn("小计"))
        elif figures:
            at = 1 + max(i for i, cell in enumerate(row) if cell.key and cell.key.column in ORGANISATIONS)
            added = sum(int(figure) for figure in figures if figure.isdigit())
            row = (*row[:at], Drawn(str(added)), *row[at:])
        rows.append(row)
    return [tuple(rows)]


def _wider(drawing: Drawing, label: str) -> Drawing:
    return tuple(
        tuple(cell._replace(column_span=cell.column_span + 1) if cell.text == label else cell for cell in row)
        for row in drawing
    )


def wrapped(label: str) -> str:
    """A long label over two lines."""
    middle = (len(label) + 1) // 2
    return f"{label[:middle]}\n{label[middle:]}" if len(label) > 3 else label


def narrow(label: str) -> str:
    """A label in a column three characters wide: 商业企 / 业."""
    return "\n".join(label[start : start + 3] for start in range(0, len(label), 3))


def vertical(label: str) -> str:
    """A group's label with one character on each line."""
    return "\n".join(label) if "办理结果" in label or label in _GROUPS else label


_GROUPS = ("（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理")
