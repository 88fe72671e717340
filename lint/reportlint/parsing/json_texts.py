"""What the data of a parsed report hold besides sections and tables: the lines shown, the text before section 一,
asides, remarks, pictures and the day of publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct, field

from reportlint.model.document import NOWHERE, Paragraph, Place, Publication, Spot
from reportlint.model.report import Remark
from reportlint.model.wording import Text
from reportlint.parsing import identity
from reportlint.readers.failure import ReadFailure


class Lines(Struct):
    """The lines that the findings show: one for each paragraph and each row of a table."""

    lines: list[str] = field(default_factory=list)

    def add(self, text: str, told: Mapping[str, Any] | None = None) -> Place:
        """A line of its own, and the place that stands for it."""
        self.lines.append(text)
        number = len(self.lines)
        known = told or {}
        return Place(number, 1, number, len(text) + 1, known.get("page"), Spot(line=known.get("line")))


def opening(data: Mapping[str, Any], lines: Lines) -> tuple[Paragraph | None, tuple[Paragraph, ...]]:
    """The title, and what stands before the first section; the title alone where the data hold no more."""
    preamble = tuple(paragraph(told, lines) for told in data.get("preamble", ()))
    words = data["title"]
    if not words:
        return None, preamble
    title = identity.find_title(preamble)
    if title is None or title.text != words:
        title = Paragraph(words, lines.add(words))
    return title, preamble or (title,)


def asides(data: Mapping[str, Any], lines: Lines) -> Iterator[tuple[int | None, Paragraph]]:
    """The texts beside the figures of tables, each with the number of its section."""
    for told in data.get("asides", ()):
        yield told["section"], paragraph(told, lines)


def remarks(data: Mapping[str, Any]) -> Iterator[Remark]:
    """What was left out when the report was read, and the texts that the data do not hold."""
    for told in data.get("remarks", ()):
        yield Remark(told["subject"], Text(told["text"]["zh"], told["text"]["en"]), _seen(told["location"]))
    if "preamble" not in data:
        yield _without(Text("第一部分以前的文字（preamble）", "the text before section 一 (preamble)"))
    if "asides" not in data:
        yield _without(
            Text("表格里格式以外的文字（asides）", "texts in tables besides labels and figures (asides)")
        )


def pictures(data: Mapping[str, Any]) -> Iterator[tuple[int | None, Place]]:
    """The large pictures, each with the number of its section."""
    for told in data.get("pictures", ()):
        yield told["section"], _seen(told["location"])


def publication(data: Mapping[str, Any]) -> Publication | None:
    """What the page said of its publication. Raises ReadFailure for a day that does not exist."""
    told = data.get("published")
    if told is None:
        return None
    return Publication(day(told["day"], "published"), _seen(told["location"]))


def day(told: str | None, key: str) -> date | None:
    """A date of the data, or None; `key` is where it stands. Raises ReadFailure for one that does not exist."""
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise ReadFailure(
            Text(f"{key} 里的日期不存在（{error}）", f"{key} holds a date that does not exist ({error})")
        ) from error


def paragraph(told: Mapping[str, Any], lines: Lines) -> Paragraph:
    """A text with its place, as a line of its own."""
    return Paragraph(told["text"], lines.add(told["text"], told["location"]))


def _without(what: Text) -> Remark:
    words = Text(f"JSON 数据里没有{what.zh}，没有检查", f"the JSON data do not hold {what.en}")
    return Remark("report", words, NOWHERE)


def _seen(where: Mapping[str, Any]) -> Place:
    """A place in the file that was parsed, where no line is shown."""
    return Place(page=where["page"], spot=Spot(line=where["line"]))
