"""The command `new`: the blank form of one unit and one year as a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from reportlint.cli import streams
from reportlint.model.wording import Text

_SLOT = "____"
"""What stands in the cells of a plain text, where an empty one could not be seen."""


class NewError(Exception):
    """The form cannot be written; `words` is one sentence."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def new(unit: str, year: int, output: str, *, force: bool) -> None:
    """Writes the form to the file `output`, whose suffix tells the format. Raises NewError, OutputError."""
    suffix = os.path.splitext(output)[1].lower()
    write = _WRITERS.get(suffix)
    if write is None:
        raise NewError(
            Text(
                f"-o {output} 的后缀只能是 {'、'.join(_WRITERS)}",
                f"-o {output}: the suffix must be one of {', '.join(_WRITERS)}",
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
    streams.write_file(write(unit.strip(), year), output)
    told = Text(
        f"{year}年度的空白年报已写入 {output}，填好以后运行 reportlint {output} 检查",
        f"the blank form for {year} is in {output}; fill it in, then run reportlint {output}",
    )
    print(f"{told.zh}\n{told.en}", file=sys.stderr)


def _docx(unit: str, year: int) -> bytes:
    from reportlint.draft.blank import blank
    from reportlint.draft.docx import docx

    return docx(blank(unit, year))


def _text(unit: str, year: int) -> bytes:
    from reportlint.draft import text
    from reportlint.draft.blank import blank

    return text(blank(unit, year, cell=_SLOT)).encode("utf-8-sig")


def _html(unit: str, year: int) -> bytes:
    from reportlint.draft.blank import blank
    from reportlint.draft.html import html

    return html(blank(unit, year)).encode("utf-8")


_WRITERS: dict[str, Callable[[str, int], bytes]] = {".docx": _docx, ".txt": _text, ".html": _html}
