"""Notices as Word files: a template with places for the words, the bundled one or the user's own."""

from __future__ import annotations

import gc
import io
import re
import zipfile
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
        self._press: _Press | None = None
        self.print(_TRIAL)
        self._press = _Press.of(self._template, self._environment)

    def print(self, notice: Notice) -> bytes:
        """The notice as a Word file."""
        from jinja2 import TemplateError as JinjaError

        self._printed += 1
        if self._printed % _PRINTED_BETWEEN_COLLECTIONS == 0:
            gc.collect()
        try:
            if self._press is not None:
                return self._press.print(asdict(notice))
            return _rendered(self._template, asdict(notice), self._environment)
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


def _rendered(template: bytes, told: dict[str, Any], environment: Any) -> bytes:
    """One notice as the library makes it of the template."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template))
    document.render(told, environment, autoescape=True)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class _Press:
    """A template whose marks are all in its body, read once for all notices: only the body is written anew."""

    def __init__(self, document: Any, body: str, others: bytes, environment: Any) -> None:
        self._document, self._body, self._others, self._environment = document, body, others, environment

    @classmethod
    def of(cls, template: bytes, environment: Any) -> _Press | None:
        """The press for a template; None where other parts than the body have marks, or where any part is odd."""
        from docxtpl import DocxTemplate

        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        if _BODY not in parts or any(_MARK.search(data) for name, data in parts.items() if name != _BODY):
            return None
        document = DocxTemplate(io.BytesIO(template))
        document.render_init()
        others = io.BytesIO()
        with zipfile.ZipFile(others, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                if name != _BODY:
                    archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return cls(document, document.patch_xml(document.get_xml()), others.getvalue(), environment)

    def print(self, told: dict[str, Any]) -> bytes:
        """One notice."""
        from lxml import etree

        document = self._document
        document.docx_ids_index = _FIRST_ID
        xml = document.render_xml_part(self._body, document.docx.part, told, self._environment)
        tree = document.fix_tables(xml)
        document.fix_docpr_ids(tree)
        document.map_tree(tree)
        root = document.docx.part.element
        whole = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        stream = io.BytesIO(self._others)
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr(zipfile.ZipInfo(_BODY), whole, zipfile.ZIP_DEFLATED)
        return stream.getvalue()


_BODY = "word/document.xml"
_MARK = re.compile(rb"\{[{%]")
_FIRST_ID = 1000
"""Pictures are numbered from here, as the library does."""


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
