"""The list of units that owe a report (`--units`), as people have it: CSV or any table that reports can stand in.

The heads may stand below a title; the names of parents may be short for names of the list (县人民政府).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from reportlint.app.inputs import read_file
from reportlint.model.batch import Unit
from reportlint.model.document import Cell, Document, Grid, Paragraph, Place
from reportlint.model.units import same_organ, settled
from reportlint.model.wording import Text, fold, visible
from reportlint.readers import read
from reportlint.readers.detection import format_of
from reportlint.readers.encoding import decode
from reportlint.readers.failure import ReadFailure

_HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "名称", "单位", "单位名称", "单位全称", "报送单位", "机构名称", "责任单位"),
    "kind": ("kind", "类别", "类型", "单位类别", "单位类型", "性质", "单位性质"),
    "parent": ("parent", "上级", "上级单位", "主管单位", "主管部门", "上级部门", "上级机关"),
}
_NUMBERS = ("", "序号", "编号", "no", "no.", "#")
"""Heads of columns that nobody misses."""
_DELIMITERS = (",", "\t", ";", "，", "；", "|")
_PLACES = "省市州盟县区旗"
_LARGEST = 20 << 20
_SHOWN = 5
"""So many lines are named in a remark; the others are counted."""


class ListingError(Exception):
    """A list of units that cannot be used; `words` is one sentence with file and line."""

    def __init__(self, place: str, words: Text) -> None:
        super().__init__(f"{place}: {words.en}")
        self.words = Text(f"{place}：{words.zh}", f"{place}: {words.en}")


class Listing(Struct, frozen=True):
    """The units, and what the user is to know of the list: columns without use, parents that are not on it."""

    units: tuple[Unit, ...]
    remarks: tuple[Text, ...] = ()


class _Line(Struct, frozen=True):
    """One row: its number in the file or in its sheet, and the texts of its cells by column."""

    number: int
    cells: Mapping[int, str]


def read_units(path: str) -> tuple[Unit, ...]:
    """The units of `read_listing` alone."""
    return read_listing(path).units


def read_listing(path: str) -> Listing:
    """The units listed in a file: text with separators in any usual encoding, Excel, or a table in a document.

    Raises ListingError.
    """
    try:
        lines = list(_lines(read_file(path, max_bytes=_LARGEST), PurePath(path).name))
    except ReadFailure as failure:
        raise ListingError(path, failure.words) from failure
    start, columns = _columns(path, lines)
    listed = list(_listed(path, lines[start:], columns))
    if not listed:
        raise ListingError(
            path, Text("里面没有单位，请一行写一个单位", "it lists no unit; write one on each line")
        )
    units = [unit for unit, _ in listed]
    above = {unit.name: _parent(unit, units) for unit in units if unit.parent}
    made = tuple(
        replace(unit, parent=above[unit.name] or unit.parent) if unit.parent else unit for unit in units
    )
    stray = [(unit, line) for unit, line in listed if unit.parent and above[unit.name] is None]
    return Listing(made, (*_unused(path, lines[start - 1], columns), *_strays(path, stray)))


def _lines(data: bytes, name: str) -> Iterator[_Line]:
    if format_of(data, name=name) == "text":
        yield from _lines_of_text(decode(data)[0])
    else:
        yield from _lines_of_document(read(data, name=name))


def _lines_of_text(text: str) -> Iterator[_Line]:
    """The lines, parted by the sign that parts the one with the heads into most columns."""
    written = text.splitlines()
    reader = csv.reader(written, delimiter=max(_DELIMITERS, key=lambda sign: _heads_parted(written, sign)))
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            words = Text(f"第{reader.line_num}行不是 CSV", f"line {reader.line_num} is no CSV")
            raise ReadFailure(words) from error
        if row is None:
            return
        yield _Line(reader.line_num, dict(enumerate(row)))


def _heads_parted(written: Iterable[str], sign: str) -> int:
    """How many columns a sign makes of the line with the heads; 0 where it leaves no line that has one."""
    rows = (row for line in written for row in csv.reader([line], delimiter=sign))
    return next((len(row) for row in rows if _heads_in(row)), 0)


def _lines_of_document(document: Document) -> Iterator[_Line]:
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from _lines_of_grid(block)
        elif isinstance(block, Paragraph):  # a single name without the border that others have
            cell = Cell(block.text, block.place)
            yield _Line(_number(cell.place), {_column(cell, 0): cell.text})


def _lines_of_grid(grid: Grid) -> Iterator[_Line]:
    """The rows of a grid; what stands in a cell over several rows counts for each of them."""
    held: dict[int, tuple[str, int]] = {}
    for row in grid.rows:
        cells: dict[int, str] = {}
        at = 0
        for cell in row:
            at = _column(cell, at)
            while at in held:  # only where cells have no address: there the counting stops at held ones
                at += 1
            cells[at] = cell.text
            if cell.row_span > 1:
                held[at] = (cell.text, cell.row_span)
            at += cell.column_span
        for column, (text, left) in list(held.items()):
            cells.setdefault(column, text)
            held[column] = (text, left - 1)
            if left <= 1:
                del held[column]
        if row:
            yield _Line(_number(row[0].place), cells)


def _column(cell: Cell, otherwise: int) -> int:
    """The column by the cell's address in a workbook (C5: 2), else as counted."""
    address = cell.place.spot.address if cell.place.spot else None
    found = re.match("[A-Z]+", address or "")
    if found is None:
        return otherwise
    number = 0
    for letter in found[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _number(place: Place) -> int:
    """The number of the row as a person counts: in a workbook that of the sheet, else the line."""
    address = place.spot.address if place.spot else None
    found = re.search(r"\d+", address or "")
    return int(found[0]) if found else place.line or 0


def _heads_in(texts: Iterable[str]) -> dict[str, int]:
    """Where each column stands, if these are heads: the best word for it where several fit."""
    told = [fold(text).lower() for text in texts]
    return {
        key: next(told.index(title) for title in titles if title in told)
        for key, titles in _HEADS.items()
        if any(title in told for title in titles)
    }


def _columns(path: str, lines: Sequence[_Line]) -> tuple[int, Mapping[str, int]]:
    """Behind which line the units stand, and in which columns."""
    for index, line in enumerate(lines):
        order = sorted(line.cells)
        found = _heads_in(line.cells[column] for column in order)
        if "name" in found:
            return index + 1, {key: order[position] for key, position in found.items()}
    raise ListingError(
        f"{path}:{lines[0].number if lines else 1}",
        Text(
            "第一行要写列名：name,kind,parent（或 单位,类别,上级），至少要有 name（单位）",
            "the first line must name the columns: name,kind,parent, at least name",
        ),
    )


def _listed(path: str, lines: Iterable[_Line], columns: Mapping[str, int]) -> Iterator[tuple[Unit, int]]:
    seen: dict[str, int] = {}
    for line in lines:
        cells = {key: visible(line.cells.get(column, "")).strip() for key, column in columns.items()}
        name = cells["name"]
        if not name:
            if any(cells.values()):
                raise ListingError(
                    f"{path}:{line.number}", Text("这一行没有写单位名称", "this line names no unit")
                )
            continue
        if "name" in _heads_in(line.cells.values()):  # the heads again, on a further page or sheet
            continue
        if name in seen:
            words = Text(
                f"“{name}”在第{seen[name]}行已经写过，请删掉一行",
                f"“{name}” stands on line {seen[name]} already; delete one",
            )
            raise ListingError(f"{path}:{line.number}", words)
        seen[name] = line.number
        yield Unit(name, cells.get("kind", ""), cells.get("parent") or None), line.number


def _parent(unit: Unit, units: Sequence[Unit]) -> str | None:
    """The listed name that a parent's name means; None where none does, or several may."""
    told = unit.parent or ""
    exact = [one.name for one in units if settled(one.name) == settled(told)]
    if exact:
        return exact[0]
    fitting = [one.name for one in units if same_organ(one.name, told) and one.name != unit.name]
    if settled(told) in _PLACES:  # 县人民政府: the one government of that rank
        fitting = [one.name for one in units if _is_of(one.name, settled(told))]
    if len(fitting) > 1:
        fitting = [name for name in fitting if fold(unit.name).startswith(settled(name))]
    return fitting[0] if len(fitting) == 1 else None


def _is_of(name: str, rank: str) -> bool:
    bare = settled(name)
    return bare.endswith(rank) and len(bare) > 1


def _unused(path: str, heads: _Line, columns: Mapping[str, int]) -> Iterator[Text]:
    """That columns are not used."""
    used = set(columns.values())
    rest = [visible(text) for column, text in sorted(heads.cells.items()) if column not in used]
    rest = [text for text in rest if fold(text).lower() not in _NUMBERS]
    if rest:
        yield Text(
            f"{path}:{heads.number}：这些列没有用到：{'、'.join(rest)}（用到的是单位、类别、上级）",
            f"{path}:{heads.number}: columns that are not used: {', '.join(rest)} (name, kind and parent are)",
        )


def _strays(path: str, stray: Sequence[tuple[Unit, int]]) -> Iterator[Text]:
    """That a parent is not on the list, each told once with its lines."""
    lines: dict[str, list[int]] = {}
    for unit, line in stray:
        lines.setdefault(unit.parent or "", []).append(line)
    for parent, numbers in lines.items():
        zh = "、".join(map(str, numbers[:_SHOWN])) + (f" 等 {len(numbers)} " if len(numbers) > _SHOWN else "")
        en = ", ".join(map(str, numbers[:_SHOWN])) + (f" … {len(numbers)}" if len(numbers) > _SHOWN else "")
        yield Text(
            f"{path}：第{zh}行的上级“{parent}”不在名单里（或者分不清是哪一个），上下级没有核对；请加上这个单位，或者写全称",
            f"{path}: “{parent}”, the parent on lines {en}, is not on the list or may be several units of it; "
            "add it, or write its full name",
        )
