"""Notices as Word files: a template with places for the words, the bundled one or the user's own."""

from __future__ import annotations

import gc
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import asdict

from reportlint.audit.outputs.notices.content import Notice, NoticePart, NoticePoint, NoticeRow
from reportlint.data.files import read_template
from reportlint.model.wording import Text

_PRINTED_BETWEEN_COLLECTIONS = 20
"""A printed notice leaves its trees of XML in circles, of which the collector sees few objects and much memory."""
BUNDLED = Path(__file__).parent / "template.docx"


class TemplateError(Exception):
    """The template cannot be used; `words` is one sentence that names it."""

    def __init__(self, path: Path, words: Text) -> None:
        super().__init__(f"--notice-template {path}: {words.en}")
        self.words = Text(f"--notice-template {path}：{words.zh}", f"--notice-template {path}: {words.en}")


class NoticePaper:
    """A template, tried out on a notice that has everything. Raises TemplateError; needs docxtpl (extra `audit`)."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or BUNDLED
        try:
            self._template = read_template(self._path)
        except OSError as error:
            raise TemplateError(
                self._path, Text("读不了这个文件，请核对路径和权限", "this file cannot be read")
            ) from error
        self._environment: Any = _environment()
        self._printed = 0
        self.print(_TRIAL)

    def print(self, notice: Notice) -> bytes:
        """The notice as a Word file."""
        from docxtpl import DocxTemplate
        from jinja2 import TemplateError as JinjaError

        self._printed += 1
        if self._printed % _PRINTED_BETWEEN_COLLECTIONS == 0:
            gc.collect()
        try:
            document = DocxTemplate(io.BytesIO(self._template))
            document.render(asdict(notice), self._environment, autoescape=True)
            stream = io.BytesIO()
            document.save(stream)
        except JinjaError as error:
            reason = " ".join(str(error).split())
            raise TemplateError(
                self._path,
                Text(f"模板里的标记用不了（{reason}）", f"a mark of the template cannot be used ({reason})"),
            ) from error
        except Exception as error:  # whatever a file that is no Word file makes the libraries raise
            raise TemplateError(
                self._path,
                Text("不是能用的 Word 文件，请另存为 .docx 再试", "no Word file (.docx) that can be used"),
            ) from error
        return stream.getvalue()


def _environment() -> Any:
    """What fills in the marks of a template: it runs nothing, and compiles each part once for all notices."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment: Any = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.from_string = cache(environment.from_string)
    return environment


class IndexEntry(NamedTuple):
    """A line of the index: whom a notice is for, its document number, why it is sent."""

    addressee: str
    number: str
    reason: str


def index_of(entries: Sequence[IndexEntry]) -> bytes:
    """The index of the notices as a Word file, with room to sign for each."""
    from docx import Document

    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    document.add_paragraph(f"整改通知书目录（共{len(entries)}份）")
    heads = ("序号", "单位", "文号", "事由", "签收")
    table = document.add_table(rows=0, cols=len(heads), style="Table Grid")
    lines = (
        (str(number), one.addressee, one.number, one.reason, "") for number, one in enumerate(entries, 1)
    )
    for line in (heads, *lines):
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


_POINT = NoticePoint(1, "例", "错误", "A301", ("例",), "例", "例")
_TRIAL = Notice(
    addressee="例",
    years="2024",
    errors=1,
    warnings=1,
    parts=(NoticePart("一", "例", "例", (_POINT,)), NoticePart("一", "例", "例", (), "例")),
    missing=("2024",),
    suggestions=(_POINT,),
    deadline="例",
    issuer="例",
    contact="例",
    date="例",
    rows=(NoticeRow(1, "例", "例", "例", "例", "例"),),
    trouble=("例",),
    number="例",
    signer="例",
    judged_by="例",
    again=True,
    mended=1,
    still=1,
    new=1,
)
"""A notice in which everything occurs that a template may name."""
