"""Marks in a report's own file: what was found, written where it stands.

`annotate_bytes` checks a report in memory and gives it back with its marks; `annotate_file` does so
for a file.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from msgspec import Struct

from reportlint.app.api import DEFAULTS, Settings, rules_in_force
from reportlint.app.archives import content, reports_in
from reportlint.app.inputs import Found, archive_of
from reportlint.marking.checked import checked
from reportlint.marking.failure import MarkFailure
from reportlint.model.diagnostic import Result
from reportlint.model.report import Report
from reportlint.model.wording import Language, Text
from reportlint.readers.detection import Format, format_of
from reportlint.readers.failure import ReadFailure

__all__ = ["MEMBER", "Annotated", "MarkFailure", "annotate_bytes", "annotate_file", "own_content"]

_OFFICE: frozenset[Format] = frozenset(("ole", "rtf", "odt"))


class Annotated(Struct, frozen=True):
    """A report with marks: the bytes of the file, the suffix that its name should end with, and what was found."""

    content: bytes
    suffix: str
    result: Result


_PICTURE = Text(
    "这是图片，批注写不进去；标出问题的网页用 reportlint check --format html -o 检查结果.html",
    "this is a picture, which takes no notes: "
    "reportlint check --format html -o result.html marks the findings on a page",
)


def annotate_bytes(
    data: bytes,
    *,
    name: str,
    path: str | None = None,
    settings: Settings = DEFAULTS,
    lang: Language = "zh",
    prior: Report | None = None,
    waive: Callable[[Result], Result] = lambda result: result,
) -> Annotated:
    """A report in memory with a mark for each finding, and one at its title that sums up.

    A Word file gets comments; so does the Word file that LibreOffice makes of .doc, .wps, .rtf and .odt. A PDF file
    gets highlights with notes. For any other file the marks are on the page that `check --format html` writes.
    Parameters as for `check_bytes`; `waive` moves the findings that the user accepts out of the way. Raises
    MarkFailure for a file that is no readable report or that cannot be written into, ReadFailure like a reader, and
    RuleError.
    """
    format = format_of(data, name=name)
    if format == "image":
        raise MarkFailure(_PICTURE)
    if format in _OFFICE:
        from reportlint.readers.office import as_word

        data, format = as_word(data), "docx"
    result = waive(checked(data, name=name, path=path, settings=settings, prior=prior))
    rules = rules_in_force(settings)
    if format == "docx":
        from reportlint.marking.notes import notes
        from reportlint.marking.word_comments import with_comments

        content = with_comments(data, notes(result, lang=lang, rules_version=rules.version))
        return Annotated(content, ".docx", result)
    if format == "pdf":
        from reportlint.marking.notes import notes
        from reportlint.marking.pdf_notes import with_highlights
        from reportlint.readers.pdf.worker import areas_within_bounds

        lines = result.content.lines if result.content is not None else ()
        areas = areas_within_bounds(data)
        told = notes(result, lang=lang, rules_version=rules.version)
        return Annotated(with_highlights(data, told, lines=lines, areas=areas), ".pdf", result)
    from reportlint.render import RenderOptions, renderer

    options = RenderOptions(lang=lang, rules=tuple(rules), rules_version=rules.version)
    page = "".join(renderer("html")([result], options))
    return Annotated(page.encode("utf-8"), ".html", result)


def annotate_file(
    path: str,
    *,
    settings: Settings = DEFAULTS,
    lang: Language = "zh",
    prior: Report | None = None,
    waive: Callable[[Result], Result] = lambda result: result,
) -> Annotated:
    """`annotate_bytes` for one file, or for standard input when the path is `-`. What it raises names the file."""
    try:
        data = own_content(path, max_bytes=settings.max_bytes)
        name = os.path.basename(path)
        return annotate_bytes(
            data, name=name, path=path, settings=settings, lang=lang, prior=prior, waive=waive
        )
    except (ReadFailure, MarkFailure) as failure:
        words = failure.words
        raise MarkFailure(Text(f"{path}：{words.zh}", f"{path}: {words.en}")) from failure


def own_content(path: str, *, max_bytes: int) -> bytes:
    """The bytes of a file that is to be marked or mended.

    Raises MarkFailure for what is no file of its own (a member of an archive, a workbook of several reports), and
    ReadFailure.
    """
    if archive_of(path) is not None:
        raise MarkFailure(MEMBER)
    data = content(path, max_bytes=max_bytes)
    sheets = [one.path for one in reports_in(data, Found(path), left_out=[])]
    if len(sheets) > 1:
        raise MarkFailure(
            Text(
                f"工作簿里有 {len(sheets)} 份报告，请写明是哪一张工作表，如 {sheets[0]}",
                f"the workbook holds {len(sheets)} reports: name one of its sheets, as in {sheets[0]}",
            )
        )
    return data


MEMBER = Text(
    "压缩包里的文件不能批注或改写；请先解压，再用解压出来的文件",
    "a file in an archive cannot be marked or mended: unpack the archive and name the file",
)
"""Of a member of an archive."""
