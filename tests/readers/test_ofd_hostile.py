"""OFD files that are damaged, locked or made to harm: a sentence and exit 2, within bounds of time and memory."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, repeat
from pathlib import Path

import pytest

from reportlint.readers import read
from reportlint.readers.failure import ReadFailure
from tests.readers import ofd_files
from tests.readers.bounds import checked
from tests.readers.ofd_files import packed, page_xml, path_object
from tests.readers.test_hostile_office_files import lock, pack
from tests.readers.test_ofd import NAME, of, outline, text

SECONDS, MEBIBYTES = 20, 400
"""The bounds, for the whole command on one file."""

DAMAGED = "OFD 文件已损坏，读不出内容；请用原来的 Word 文件重新导出，或者直接检查 Word 文件"
ENCRYPTED = "OFD 文件加了密，读不了；请去掉密码另存，或者直接检查原来的 Word 文件"
LOCKED = "文件设了打开密码，读不了；请去掉密码另存后再检查"
TOO_LARGE = "文件解开后大得不像年报，为安全起见没有读；请把报告正文单独存成一个文件再检查"
TOO_MUCH = (
    "文件展开后的内容多得不像年报，为安全起见没有读；请用原来的 Word 文件重新导出，或者直接检查 Word 文件"
)
MANY_PAGES = "文件超过 100 页，一份年报没有这么长；请把年报那几页单独存成一个文件再检查"
EMPTY = "文件里没有内容可查"

SPACE = f'xmlns:ofd="{ofd_files.NAMESPACE}"'
OPENING = f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>"
CLOSING = "</ofd:Layer></ofd:Content></ofd:Page>"


def container(path: Path, page: Iterable[str], *, stored: bool = True) -> Path:
    """A file of one page that is written bit by bit."""
    listed = '<ofd:Page ID="1" BaseLoc="P0.xml"/>'
    parts: dict[str, str | Iterable[str]] = {
        "OFD.xml": ofd_files.entry("Doc_0/Document.xml"),
        "Doc_0/Document.xml": ofd_files.document_xml(listed),
        "Doc_0/P0.xml": chain([OPENING], page, [CLOSING]),
    }
    return pack(path, parts, stored=stored)


def nested() -> Iterator[str]:
    """Drawings that hold each other ten times, ten deep, on a page that shows the outermost."""
    for level in range(10):
        inner = f'<ofd:CompositeObject ResourceID="{level + 1}" Boundary="0 0 9 9"/>' * 10
        yield f'<ofd:CompositeGraphicUnit ID="{level}"><ofd:Content>{inner}</ofd:Content></ofd:CompositeGraphicUnit>'


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


OBJECT = (
    '<ofd:TextObject Boundary="1 1 9 9" Size="4"><ofd:TextCode X="0" Y="0">字</ofd:TextCode></ofd:TextObject>'
)
SHAPE = '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>'
LONG = '<ofd:TextObject Size="4"><ofd:TextCode X="0" Y="0" DeltaX="'
LISTED = '<ofd:Page ID="1" BaseLoc="P0.xml"/>'
NESTED: Mapping[str, str | bytes] = {"Doc_0/PublicRes.xml": ofd_files.resources_xml(nested())}

HOSTILE: Mapping[str, tuple[Callable[[Path], Path], str]] = {
    "bomb": (lambda path: container(path, repeat(" " * (1 << 20), 100), stored=False), TOO_LARGE),
    "large": (lambda path: container(path, repeat(OBJECT * 1000, 300)), TOO_LARGE),
    "many objects": (lambda path: container(path, repeat(OBJECT * 100, 500)), TOO_MUCH),
    "many shapes": (lambda path: container(path, repeat(SHAPE * 100, 500)), TOO_MUCH),
    "many empty objects": (lambda path: container(path, repeat("<ofd:A/>" * 1000, 900)), TOO_MUCH),
    "long text": (
        lambda path: container(
            path, [LONG, '4">', *["字" * 1000] * 1000, "</ofd:TextCode></ofd:TextObject>"]
        ),
        TOO_MUCH,
    ),
    "long path": (
        lambda path: container(path, [path_object(" ".join(["M 0 0 L 9 9"] * 400_000), (0, 0, 9, 9))]),
        TOO_MUCH,
    ),
    "long steps": (
        lambda path: container(
            path, [LONG, *["g 1 0 " * 1000] * 800, '">字</ofd:TextCode></ofd:TextObject>']
        ),
        "文件里只有 1 个字",
    ),
    "deep": (lambda path: container(path, ["<ofd:PageBlock>" * 5000, "</ofd:PageBlock>" * 5000]), DAMAGED),
    "drawings within drawings": (
        lambda path: written(
            path, of('<ofd:CompositeObject ResourceID="0" Boundary="0 0 9 9"/>', more=dict(NESTED))
        ),
        TOO_MUCH,
    ),
}

REFUSED: Mapping[str, tuple[Callable[[Path], Path], str]] = {
    "many pages": (lambda path: written(path, of(*[""] * 101)), MANY_PAGES),
    "entities": (
        lambda path: written(
            path, packed({"OFD.xml": f'<!DOCTYPE d [<!ENTITY x "x">]>{ofd_files.entry("&x;")[38:]}'})
        ),
        DAMAGED,
    ),
    "external": (
        lambda path: written(
            path,
            packed({"OFD.xml": f'<!DOCTYPE d SYSTEM "file:///etc/hostname">{ofd_files.entry("D.xml")[38:]}'}),
        ),
        DAMAGED,
    ),
    "locked": (lambda path: lock(container(path, [OBJECT])), LOCKED),
    "encrypted": (
        lambda path: written(path, of(OBJECT, more={"Encryptions.xml": f"<ofd:Encryptions {SPACE}/>"})),
        ENCRYPTED,
    ),
    "no document": (
        lambda path: written(path, packed({"OFD.xml": ofd_files.entry("Doc_0/Document.xml")})),
        DAMAGED,
    ),
    "a path out of the file": (
        lambda path: written(path, packed({"OFD.xml": ofd_files.entry("../../../../etc/passwd")})),
        DAMAGED,
    ),
    "not XML": (lambda path: written(path, packed({"OFD.xml": "OFD"})), DAMAGED),
    "no parts": (lambda path: written(path, packed({"report.xml": "<a/>"})), DAMAGED),
    "cut": (lambda path: written(path, of(OBJECT)[:-40]), DAMAGED),
    "no container": (lambda path: written(path, b"OFD\0\1\2"), DAMAGED),
    "empty": (lambda path: written(path, of("")), EMPTY),
    "a spoilt page": (lambda path: written(path, of(OBJECT, more={"Doc_0/P0.xml": "<a>"})), DAMAGED),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_told_within_bounds(name: str, tmp_path: Path) -> None:
    make, sentence = HOSTILE[name]
    path = make(tmp_path / "年报.ofd")
    code, told, seconds, mebibytes = checked(path)
    assert told.startswith(f"{path}: error E90") and sentence in told
    assert code == 2
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    make, sentence = REFUSED[name]
    with pytest.raises(ReadFailure) as failure:
        read(make(tmp_path / NAME).read_bytes(), name=NAME)
    assert failure.value.words.zh == sentence


@pytest.mark.parametrize("part", ["<a>", None], ids=["spoilt", "missing"])
def test_a_page_that_cannot_be_read_is_told(part: str | None) -> None:
    more: dict[str, str | bytes] = {} if part is None else {"Doc_0/P1.xml": part}
    told: dict[str, str | bytes] = {
        "OFD.xml": ofd_files.entry("Doc_0/Document.xml"),
        "Doc_0/Document.xml": ofd_files.document_xml(LISTED + LISTED.replace("P0", "P1")),
        "Doc_0/P0.xml": page_xml(text(20, 50, "正文的第一页。")),
    }
    found = read(packed({**told, **more}), name=NAME)
    assert outline(found) == ["正文的第一页。"]
    assert [(entry.text.zh, entry.place.page) for entry in found.unread] == [
        ("第2页已损坏，没有读；请用原来的 Word 文件重新导出", 2)
    ]


def test_paths_as_other_systems_write_them(tmp_path: Path) -> None:
    """With the other slash, and pages beside the root."""
    parts = {
        "OFD.xml": ofd_files.entry("\\Doc_0\\Document.xml"),
        "Doc_0\\Document.xml": ofd_files.document_xml('<ofd:Page ID="1" BaseLoc="Doc_0\\P0.xml"/>'),
        "Doc_0\\P0.xml": page_xml(text(20, 50, "正文")),
    }
    path = tmp_path / "年报.ofd"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert outline(read(path.read_bytes(), name=NAME)) == ["正文"]


def test_numbers_that_no_page_has_use_for_are_none() -> None:
    found = read(
        of(text(20, 50, "正文") + text(20, 60, "注").replace('Boundary="20', 'Boundary="1e300')), name=NAME
    )
    assert "正文" in outline(found)


def test_a_file_without_ofd_in_it_is_what_its_contents_are() -> None:
    with pytest.raises(ReadFailure) as failure:
        read(packed({"report.xml": "<a/>"}), name="年报.zip")
    assert "压缩包" in failure.value.words.zh
