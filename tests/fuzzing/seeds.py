"""Small correct reports of our own in every format, taken apart so that steps can change their parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from reportlint.app.api import parse_bytes
from reportlint.draft import Draft, text
from reportlint.draft.docx import docx
from reportlint.draft.drawing import Drawing
from reportlint.model.report import CellKey
from reportlint.parsing.report_json.writing import write_report
from tests import archive_files
from tests.generator import layouts
from tests.generator.codings import CODINGS
from tests.generator.oracle import identities
from tests.generator.papers import objects
from tests.generator.reports import correct
from tests.generator.shapes import shapes
from tests.generator.workbooks import as_ods, as_xls, workbook
from tests.readers import ofd_files, web_pages
from tests.readers.pdf_bytes import pdf

Parts = dict[str, bytes]
"""A file taken apart: the members of a package by name, the objects of a PDF file by number, else one part ""."""

CANARY = "350125199003071239"
"""An invented identity card number: wherever a file shows it, it is found, or something is told as not read."""
TELLING = f"经办人的身份证号码是{CANARY}。"


class Format(Struct, frozen=True):
    """One way to write a report: the suffix, its parts, and the file that parts make."""

    name: str
    suffix: str
    write: Callable[[Draft, Random], Parts]
    pack: Callable[[Parts], bytes]


def _whole(write: Callable[[Draft, Random], bytes]) -> Callable[[Draft, Random], Parts]:
    return lambda draft, random: {"": write(draft, random)}


def _only(parts: Parts) -> bytes:
    return parts.get("", b"")


def _unzipped(write: Callable[[Draft], bytes]) -> Callable[[Draft, Random], Parts]:
    def parts(draft: Draft, random: Random) -> Parts:
        with zipfile.ZipFile(io.BytesIO(write(draft))) as package:
            return {name: package.read(name) for name in package.namelist()}

    return parts


_INLINE = re.compile(r' t="inlineStr"><is>(.*?)</is></c>')
_STRINGS = "xl/sharedStrings.xml"


def _workbook(draft: Draft, random: Random) -> Parts:
    """A workbook with its texts in the cells, or in a list of their own as spreadsheet programs write them."""
    parts = _unzipped(workbook)(draft, random)
    if _STRINGS in parts or random.random() < 0.5:
        return parts
    sheet, texts = parts["xl/worksheets/sheet1.xml"].decode(), list[str]()

    def numbered(found: re.Match[str]) -> str:
        texts.append(f"<si>{found[1]}</si>")
        return f' t="s"><v>{len(texts) - 1}</v></c>'

    parts["xl/worksheets/sheet1.xml"] = _INLINE.sub(numbered, sheet).encode()
    parts[_STRINGS] = f'<sst xmlns="{_SHEETS}">{"".join(texts)}</sst>'.encode()
    told = f'<Override PartName="/{_STRINGS}" ContentType="{_TYPE}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", told.encode())
    relation = f'<Relationship Id="rIdS" Type="{_RELATION}" Target="/{_STRINGS}"/></Relationships>'
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", relation.encode())
    return parts


_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def _zipped(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name or "x", (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _in_pdf(draft: Draft, random: Random) -> Parts:
    return {str(number): body for number, body in objects(draft).items()}


def _as_pdf(parts: Parts) -> bytes:
    return pdf({int(number): body for number, body in parts.items() if number.isdigit()} or {1: b"null"})


@cache
def _shapes() -> tuple[Callable[[Draft], str], ...]:
    """The shapes that say everything a report says, and in which each cell can be told from the others."""
    kept = [shape for shape in shapes() if not shape.traceless and not shape.spaced]
    return tuple((lambda draft, shape=shape: shape.text(draft)) for shape in kept)


def _in_ofd(draft: Draft, random: Random) -> Parts:
    made = ofd_files.parts(ofd_files.sheets(draft), random.choice(ofd_files.MANNERS))
    return {name: part if isinstance(part, bytes) else part.encode() for name, part in made.items()}


def _text(draft: Draft, random: Random) -> bytes:
    write = random.choice(_shapes())
    return random.choice(list(CODINGS.values()))(write(draft))


def _plain(draft: Draft, random: Random) -> bytes:
    return text(draft).encode()


def _markdown(draft: Draft, random: Random) -> bytes:
    def write(key: str, drawing: Drawing) -> str:
        return layouts.markdown(layouts.blanks(drawing, Random(0)))

    return text(draft, write=write).encode()


_PAGES = (web_pages.bare, web_pages.site, web_pages.word, web_pages.split_tables, web_pages.one_table)


def _page(draft: Draft, random: Random) -> bytes:
    return random.choice(_PAGES)(draft)


def _saved(draft: Draft, random: Random) -> bytes:
    return random.choice((web_pages.saved, web_pages.saved_by_word))(draft)


def _json(draft: Draft, random: Random) -> bytes:
    return write_report(parse_bytes(text(draft).encode(), name=draft.filename)).encode()


def _batch(draft: Draft, random: Random) -> Parts:
    """What somebody sends in one file: the report in a folder, and what a system puts beside it."""
    name = random.choice(("云陂镇/2024年报.txt", "年报.txt", "甲/乙/丙/云陂镇2024年政府信息公开年报.txt"))
    return {name: _plain(draft, random), ".DS_Store": b"\0\1"}


def _in_seven(parts: Parts) -> bytes:
    """A .7z; its writer refuses names that lead out of it."""
    return archive_files.seven({re.sub(r"\.\./|\\", "_", name): data for name, data in parts.items()})


FORMATS = {
    found.name: found
    for found in (
        Format("txt", ".txt", _whole(_plain), _only),
        Format("shapes", ".txt", _whole(_text), _only),
        Format("md", ".md", _whole(_markdown), _only),
        Format("html", ".html", _whole(_page), _only),
        Format("mhtml", ".mht", _whole(_saved), _only),
        Format("json", ".json", _whole(_json), _only),
        Format("docx", ".docx", _unzipped(docx), _zipped),
        Format("xlsx", ".xlsx", _workbook, _zipped),
        Format("ods", ".ods", _unzipped(lambda draft: as_ods(workbook(draft))), _zipped),
        Format("xls", ".xls", _whole(lambda draft, random: as_xls(workbook(draft))), _only),
        Format("pdf", ".pdf", _in_pdf, _as_pdf),
        Format("ofd", ".ofd", _in_ofd, _zipped),
        Format("zip", ".zip", _batch, archive_files.zipped),
        Format("tar", ".tar.gz", _batch, lambda parts: archive_files.tarred(parts, mode="w:gz")),
        Format("7z", ".7z", _batch, _in_seven),
    )
}

_SORTS = (("2021", "town"), ("2021", "town"), ("2021", "zero"), ("2019", "town"))


class Trio(Struct, frozen=True):
    """A correct report, the same with one figure that breaks a sum, and the same with a canary in its prose."""

    plain: Draft
    planted: Draft
    told: Draft
    cell: CellKey


def trio(random: Random) -> Trio:
    """Three drafts that lie in a file alike: figure and prose are as long in all of them, but for the canary."""
    plain = correct(*random.choice(_SORTS), random.randrange(8))
    cell = random.choice(list(_summed(plain)))
    raw = plain.cells[cell]
    digit = random.choice([digit for digit in "123456789" if digit != raw[-1]])
    planted = replace(plain, cells={**plain.cells, cell: raw[:-1] + digit})
    number = random.choice([number for number in plain.order if plain.prose[number]])
    lines = plain.prose[number].split("\n")
    lines.insert(random.randint(1, len(lines)), TELLING)
    told = replace(plain, prose={**plain.prose, number: "\n".join(lines)})
    return Trio(plain, planted, told, cell)


def _summed(draft: Draft) -> Iterator[CellKey]:
    """The cells that an exact sum holds."""
    for identity in identities(draft):
        if not identity.at_most:
            yield from (*identity.left, *identity.right)
