"""Reports with known mistakes as Word files, and what their comments say."""

from __future__ import annotations

import io
import zipfile
from typing import Any, NamedTuple

from lxml import etree

from reportlint.draft import Draft, sample
from reportlint.model.report import CellKey

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = (W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")

WRONG_TOTAL = CellKey("remedies", "review", "total")
BLANK = CellKey("applications", "denied_state_secret", "research")


def faulty() -> Draft:
    """A report with a wrong total, a blank cell and a placeholder in its prose."""
    good = sample("town")
    cells = {**good.cells, WRONG_TOTAL: "9", BLANK: ""}
    made = sample("town", figures=cells)
    prose = {**made.prose, 6: made.prose[6] + "\n本报告可在政府门户网站（具体网址）下载。"}
    return Draft(
        made.edition, made.unit, made.year, made.title, made.period, made.headings, prose, made.cells
    )


class Comment(NamedTuple):
    """A comment: who says what, and the text that it goes around."""

    author: str
    heading: str
    text: str
    around: str


def parts(data: bytes) -> dict[str, bytes]:
    """All parts of a container by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def comments(data: bytes) -> list[Comment]:
    """The comments of a Word file in the order in which they begin; each is begun, ended and named once."""
    files = parts(data)
    if "word/comments.xml" not in files:
        return []
    body = etree.fromstring(files["word/document.xml"])
    said = {entry.get(W + "id"): entry for entry in etree.fromstring(files["word/comments.xml"])}
    for mark in MARKS:
        assert sorted(element.get(W + "id") for element in body.iter(mark)) == sorted(said)
    return [_comment(said[start.get(W + "id")], body) for start in body.iter(MARKS[0])]


def _comment(entry: Any, body: Any) -> Comment:
    number = entry.get(W + "id")
    paragraphs = ["".join(text.text or "" for text in part.iter(W + "t")) for part in entry.iter(W + "p")]
    around, inside = "", False
    for element in body.iter(W + "t", *MARKS[:2]):
        if element.tag == W + "t":
            around += (element.text or "") if inside else ""
        elif element.get(W + "id") == number:
            inside = element.tag == MARKS[0]
    return Comment(entry.get(W + "author"), paragraphs[0], "\n".join(paragraphs[1:]), around)


def without_marks(part: bytes) -> bytes:
    """The main part without comments, like runs side by side put together: for comparing all the rest."""
    root = etree.fromstring(part)
    for mark in list(root.iter(*MARKS)):
        parent = mark.getparent()
        parent.remove(mark)
        if mark.tag == MARKS[2]:
            assert [child.tag for child in parent] == [W + "rPr"]
            parent.getparent().remove(parent)
    for run in list(root.iter(W + "r")):
        _join(run)
    return etree.tostring(root, method="c14n")


def _join(run: Any) -> None:
    """Puts what is in a run behind the run before it, where both have the same properties."""
    before = run.getprevious()
    if before is None or before.tag != run.tag or _properties(before) != _properties(run):
        return
    for child in list(run):
        last = before[-1] if len(before) else None
        if child.tag == W + "t" and last is not None and last.tag == W + "t":
            last.text = (last.text or "") + (child.text or "")
        elif child.tag != W + "rPr":
            before.append(child)
    for text in before.iter(W + "t"):
        text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    run.getparent().replace(run, before)


def _properties(run: Any) -> tuple[Any, ...]:
    found = run.find(W + "rPr")
    return tuple(run.attrib.items()), None if found is None else etree.tostring(found, method="c14n")
