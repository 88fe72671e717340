"""The list of units that owe a report (`--units`): a CSV file with name, kind and the unit above."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportlint.app.inputs import read_file
from reportlint.model.batch import Unit
from reportlint.model.wording import Text, visible
from reportlint.readers.encoding import decode
from reportlint.readers.failure import ReadFailure

_HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "名称", "单位", "单位名称"),
    "kind": ("kind", "类别", "类型", "单位类别", "单位类型"),
    "parent": ("parent", "上级", "上级单位", "主管单位"),
}
_LARGEST = 20 << 20


class ListingError(Exception):
    """A list of units that cannot be used; `words` is one sentence with file and line."""

    def __init__(self, place: str, words: Text) -> None:
        super().__init__(f"{place}: {words.en}")
        self.words = Text(f"{place}：{words.zh}", f"{place}: {words.en}")


def read_units(path: str) -> tuple[Unit, ...]:
    """The units listed in a CSV file in UTF-8 or GB18030; its first line names the columns. Raises ListingError."""
    try:
        text, _ = decode(read_file(path, max_bytes=_LARGEST))
    except ReadFailure as failure:
        raise ListingError(path, failure.words) from failure
    reader = csv.reader(text.splitlines())
    try:
        columns = _columns(path, next(reader, []))
        units = tuple(_units(path, reader, columns))
    except csv.Error as error:
        raise ListingError(f"{path}:{reader.line_num}", Text("这一行不是 CSV", "this is no CSV")) from error
    if not units:
        raise ListingError(
            path, Text("里面没有单位，请一行写一个单位", "it lists no unit; write one on each line")
        )
    return units


def _columns(path: str, head: list[str]) -> Mapping[str, int]:
    """Where each column stands."""
    told = [title.strip().lower() for title in head]
    found = {
        key: told.index(title) for key, titles in _HEADS.items() for title in titles[::-1] if title in told
    }
    if "name" not in found:
        raise ListingError(
            f"{Path(path)}:1",
            Text(
                "第一行要写列名：name,kind,parent（或 单位,类别,上级），至少要有 name（单位）",
                "the first line must name the columns: name,kind,parent, at least name",
            ),
        )
    return found


def _units(path: str, reader: Iterator[list[str]], columns: Mapping[str, int]) -> Iterator[Unit]:
    seen: dict[str, int] = {}
    for number, row in enumerate(reader, start=2):
        cells = {key: row[index].strip() if index < len(row) else "" for key, index in columns.items()}
        name = cells["name"]
        if not name:
            if any(cells.values()):
                raise ListingError(
                    f"{path}:{number}", Text("这一行没有写单位名称", "this line names no unit")
                )
            continue
        if name in seen:
            words = Text(
                f"“{visible(name)}”在第{seen[name]}行已经写过，请删掉一行",
                f"“{visible(name)}” stands on line {seen[name]} already; delete one",
            )
            raise ListingError(f"{path}:{number}", words)
        seen[name] = number
        yield Unit(name, cells.get("kind", ""), cells.get("parent") or None)
