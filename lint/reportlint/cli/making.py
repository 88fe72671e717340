"""The command `new`: the blank form of one unit and one year as a file."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeAlias

from reportlint.cli import streams
from reportlint.model.report import CellKey
from reportlint.model.wording import Text

Known: TypeAlias = Mapping[CellKey, str]
"""The raw texts of cells that are filled in already."""
_SLOT = "____"
"""What stands in the cells of a plain text, where an empty one could not be seen."""


class NewError(Exception):
    """The form cannot be written; `words` is one sentence."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def new(unit: str | None, year: int | None, output: str, *, prior: str | None = None, force: bool) -> None:
    """Writes the form to the file `output`, whose suffix tells the format. Raises NewError, OutputError.

    From last year's report, the file `prior`, it takes unit and year where they are not given, and the figures
    that go on.
    """
    suffix = os.path.splitext(output)[1].lower()
    write = _WRITERS.get(suffix)
    if write is None:
        raise NewError(
            Text(
                f"-o {output} 的后缀只能是 {'、'.join(_WRITERS)}",
                f"-o {output}: the suffix must be one of {', '.join(_WRITERS)}",
            )
        )
    known: dict[CellKey, str] = {}
    if prior is not None:
        unit, year, known = _from_last_year(prior, unit, year)
    if year is None or unit is None:
        raise NewError(
            Text(
                "请用 --unit 写单位、--year 写年度，或者用 --from 给出上年的报告",
                "give --unit and --year, or last year's report with --from",
            )
        )
    if not unit.strip():
        raise NewError(
            Text("--unit 不能是空的，请写单位的全称", "--unit is empty; give the unit's full name")
        )
    if os.path.lexists(output) and not force:
        raise NewError(
            Text(
                f"{output} 已经存在，没有改动它；换一个文件名，或者加 --force 覆盖",
                f"{output} exists and was left as it is; choose another name, or add --force",
            )
        )
    streams.write_file(write(unit.strip(), year, known), output)
    told = Text(
        f"{year}年度的空白年报已写入 {output}，填好以后运行 reportlint {output} 检查",
        f"the blank form for {year} is in {output}; fill it in, then run reportlint {output}",
    )
    print(f"{told.zh}\n{told.en}", file=sys.stderr)
    if prior is not None:
        rows = Counter(key.table for key in known)
        taken = Text(
            f"照 {prior} 填了“上年结转” {rows['applications']} 格、“现行有效件数” {rows['disclosure']} 格；"
            "今年制发或者废止了文件的，现行有效件数还要改",
            f"from {prior}: {rows['applications']} cells carried in, {rows['disclosure']} documents in force; "
            "change the latter where documents were issued or repealed",
        )
        print(f"{taken.zh}\n{taken.en}", file=sys.stderr)


def _from_last_year(
    path: str, unit: str | None, year: int | None
) -> tuple[str | None, int, dict[CellKey, str]]:
    """Unit, year and the figures that go on from last year's report. Raises NewError where it cannot be used."""
    from reportlint.app.prior import PriorError, parse_prior
    from reportlint.draft.blank import carried_from

    try:
        report = parse_prior(path)
    except PriorError as error:
        words = (told.replace("--prior", "--from", 1) for told in error.words)
        raise NewError(Text(*words)) from error
    if report.year is None:
        raise NewError(
            Text(f"--from {path}：看不出是哪一年的报告", f"--from {path}: it does not tell its year")
        )
    if year is not None and year != report.year + 1:
        raise NewError(
            Text(
                f"--from {path} 是 {report.year} 年度的报告，写 {year} 年度的年报要用 {year - 1} 年度的",
                f"--from {path} is the report on {report.year}; one on {year} needs that on {year - 1}",
            )
        )
    return unit or report.unit, report.year + 1, carried_from(report)


def _docx(unit: str, year: int, known: Known) -> bytes:
    from reportlint.draft.blank import blank
    from reportlint.draft.docx import docx

    return docx(blank(unit, year, known=known))


def _text(unit: str, year: int, known: Known) -> bytes:
    from reportlint.draft import text
    from reportlint.draft.blank import blank

    return text(blank(unit, year, cell=_SLOT, known=known)).encode("utf-8-sig")


def _html(unit: str, year: int, known: Known) -> bytes:
    from reportlint.draft.blank import blank
    from reportlint.draft.html import html

    return html(blank(unit, year, known=known)).encode("utf-8")


_WRITERS: dict[str, Callable[[str, int, Known], bytes]] = {".docx": _docx, ".txt": _text, ".html": _html}
