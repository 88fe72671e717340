"""What must hold for a file, whatever is in it: the invariants, as code."""

from __future__ import annotations

import html
import io
import os
import re
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from reportlint.app.api import Settings, check_bytes, check_paths, rules_in_force
from reportlint.marking import MarkFailure, annotate_bytes
from reportlint.model.diagnostic import Result
from reportlint.parsing.report_json.writing import write_report
from reportlint.readers.failure import ReadFailure
from reportlint.render import FORMATS, RenderOptions, renderer
from tests.fuzzing.seeds import CANARY

SECONDS = 10.0
"""Processor time that one small file may take; a usual one takes a tenth of a second."""
_SETTINGS = Settings(keep_content=True)
_OF_JSON = "JSON 数据里没有"
"""What a parsed report never tells is said of each, and says nothing of what is in this one."""
ARCHIVES = (".zip", ".tar.gz", ".7z")
_BROKEN = ("程序出错", "检查程序出错", "意外中止")


class Fault(Struct, frozen=True):
    """An invariant that does not hold: which one, and what was seen in its place."""

    invariant: str
    told: str


class Judged(Struct, frozen=True):
    """A file's outcome with what was seen while it was made."""

    result: Result | None
    faults: tuple[Fault, ...]

    @property
    def silent(self) -> bool:
        """Whether the file was checked and there is nothing to tell of it."""
        return (
            self.result is not None
            and self.result.status == "checked"
            and not self.result.diagnostics
            and all(entry.reason.zh.startswith(_OF_JSON) for entry in self.result.not_checked)
        )


def judged(data: bytes, *, name: str) -> Judged:
    """The outcome of a file: no exception, no check that broke down, within its time."""
    start = time.process_time()
    try:
        result = _checked(data, name)
    except Exception as error:
        return Judged(None, (Fault("no exception", f"{type(error).__name__}: {error}"[:300]),))
    taken = time.process_time() - start
    faults = [*_broken(result)]
    if taken > SECONDS:
        faults.append(Fault("time", f"{taken:.1f} s of processor time"))
    return Judged(result, tuple(faults))


def _checked(data: bytes, name: str) -> Result:
    """The outcome of a file; of an archive those of all that is in it, put together."""
    if not name.endswith(ARCHIVES):
        return check_bytes(data, name=name, settings=_SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name)
        Path(path).write_bytes(data)
        results = list(check_paths([path], settings=_SETTINGS, pairs=False, left_out=[]))
    first = replace(results[0], path=name)
    bad = next((one for one in results if one.status == "unreadable"), None)
    return replace(
        first,
        status=first.status if bad is None else bad.status,
        error=first.error if bad is None else bad.error,
        diagnostics=tuple(found for one in results for found in one.diagnostics),
        not_checked=tuple(entry for one in results for entry in one.not_checked),
        states={code: state for one in results for code, state in one.states.items()},
    )


def _broken(result: Result) -> Iterator[Fault]:
    said = [] if result.error is None else [result.error.zh]
    for words in (*said, *(entry.reason.zh for entry in result.not_checked)):
        if any(told in words for told in _BROKEN):
            yield Fault("no exception", words[:300])
    if result.crashed:
        yield Fault("no exception", f"crashed: {', '.join(result.crashed)}")


def repeated(first: Result, data: bytes, *, name: str) -> Iterator[Fault]:
    """The same bytes give the same outcome."""
    again = judged(data, name=name).result
    if again is None or _shown(first, "json") != _shown(again, "json"):
        yield Fault("same bytes, same result", "the second outcome differs")


def taken_along(result: Result, data: bytes, *, name: str) -> Iterator[Fault]:
    """Every output can be made of the outcome, and what was read can be written as JSON and read again."""
    made: list[tuple[str, Callable[[], object]]] = [
        (format, lambda format=format: _shown(result, format)) for format in FORMATS
    ]
    made.append(("annotate", lambda: _annotated(data, name)))
    if result.content is not None:
        content = result.content
        made.append(("parse", lambda: check_bytes(write_report(content).encode(), name="年报.json")))
    for what, make in made:
        try:
            make()
        except Exception as error:
            yield Fault("no exception", f"{what}: {type(error).__name__}: {error}"[:300])


def _shown(result: Result, format: str) -> str:
    options = RenderOptions(rules=tuple(rules_in_force(_SETTINGS)))
    return "".join(renderer(format)([result], options))


def _annotated(data: bytes, name: str) -> None:
    try:
        annotate_bytes(data, name=name)
    except (MarkFailure, ReadFailure):
        return


def planted(plain: Judged, other: Judged, what: str) -> Iterator[Fault]:
    """A wrong figure is found or told in a file that nothing was to be told of while it was right."""
    if plain.silent and other.silent:
        yield Fault("planted figures are found", f"silent with a wrong figure in {what}")


def lost(told: Judged, data: bytes, suffix: str) -> Iterator[Fault]:
    """What a file shows was read, or it is told that something was not."""
    result = told.result
    if result is None or result.status == "unreadable" or result.unread:
        return
    if any(found.code == "W602" for found in result.diagnostics):
        return
    if any(entry.code in ("E901", "E902") for entry in result.not_checked):
        return
    if shows(data, suffix):
        yield Fault(
            "everything lost is told", "the number that the file shows was neither found nor told as unread"
        )


# What a file shows, found in other ways than the readers do.

_UNSEEN = re.compile(
    r"(?is)<!--.*?(-->|$)|<(script|style|template|noscript|iframe|select|object|button|svg|title)\b.*?(</\2|$)"
)


def shows(data: bytes, suffix: str) -> bool:
    """Whether a person who opens the file sees the canary."""
    if suffix == ".pdf":
        return _pdf_shows(data)
    if suffix in _HOLD_TEXT:
        return _package_shows(data, suffix)
    if suffix in (".mht", ".xls", *ARCHIVES):
        return False
    text = _decoded(data)
    if suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]*>", "", _UNSEEN.sub("", text)))
    return CANARY in text


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8", "utf-16", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


_HOLD_TEXT = {
    ".docx": re.compile(r"word/(?!styles|theme|settings|fontTable|numbering|webSettings)[^\\]*\.xml"),
    ".xlsx": re.compile(r"xl/(?!styles|theme|workbook|sharedStrings)[^\\]*\.xml"),
    ".ofd": re.compile(r".*Content\.xml"),
    ".ods": re.compile(r"content\.xml"),
}
"""Of each format the parts in which people may see text; a text of the list of a workbook is seen where a cell has it."""
_PARAGRAPHS = {
    ".docx": ("{*}p",),
    ".xlsx": ("{*}is", "{*}comment", "{http://schemas.openxmlformats.org/drawingml/2006/main}p"),
    ".ofd": ("{*}Content", "Content"),
    ".ods": ("{*}p",),
}


def _package_shows(data: bytes, suffix: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, zlib.error, NotImplementedError):
        return False
    for name, part in parts.items():
        if _HOLD_TEXT[suffix].fullmatch(name):
            try:
                root = etree.fromstring(part)
            except (etree.XMLSyntaxError, ValueError):
                continue
            if any(CANARY in "".join(found.itertext()) for found in root.iter(*_PARAGRAPHS[suffix])):
                return True
    if suffix != ".xlsx":
        return False
    strings = re.findall(rb"<si>(.*?)</si>", parts.get("xl/sharedStrings.xml", b""), re.DOTALL)
    numbers = [number for number, told in enumerate(strings) if CANARY.encode() in told]
    sheet = parts.get("xl/worksheets/sheet1.xml", b"").decode("utf-8", "replace")
    return any(f't="s"><v>{number}</v>' in sheet for number in numbers)


def _pdf_shows(data: bytes) -> bool:
    try:
        document = pypdfium2.PdfDocument(data)
        pages = [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError:
        return False
    return any(CANARY in re.sub(r"\s", "", page) for page in pages)
