"""ZIP containers of XML parts (docx, xlsx, OFD): opened within bounds, because they come from strangers."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure

if TYPE_CHECKING:
    from lxml import etree

_MEBIBYTE = 1 << 20

MOST_PARTS = 5_000
LARGEST_TEXT = 32 * _MEBIBYTE
"""Of all XML parts unpacked. A long city report has two mebibytes."""
LARGEST = 256 * _MEBIBYTE
"""Of all parts unpacked, pictures among them."""
DENSEST = 250
"""How many times larger than packed a part of more than a mebibyte may be; tables reach 30."""
MOST_TAGS = 1_000_000
"""In one part, opening and closing; the blank form has twelve thousand."""

_STRICT = re.compile(rb"(http://)purl\.oclc\.org/ooxml/(\w+)/main")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Damaged(ReadFailure):
    """A container, or a part of it, that is not what it should be."""


class Container:
    """The parts of a container. Raises ReadFailure for a damaged, locked or oversized one when it is made."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise damaged() from error
        parts = self._archive.infolist()
        texts = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
        if len(parts) > MOST_PARTS or texts > LARGEST_TEXT or sum(part.file_size for part in parts) > LARGEST:
            raise too_large()
        if any(part.file_size > _MEBIBYTE + DENSEST * part.compress_size for part in parts):
            raise too_large()
        if any(part.flag_bits & 1 for part in parts):
            raise locked()
        self._names = {_key(part.filename): part.filename for part in parts}

    def names(self) -> Collection[str]:
        """The names of all parts, in small letters."""
        return self._names

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is none of this name."""
        stored = self._names.get(_key(name))
        if stored is None:
            return None
        try:
            return self._archive.read(stored)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            NotImplementedError,
            EOFError,
            RuntimeError,
        ) as error:
            raise damaged() from error
        except Exception as error:  # zlib.error has no base of its own
            raise damaged() from error

    def tree(self, name: str) -> etree._Element | None:
        """The root element of an XML part; strict files look like the usual ones.

        Raises ReadFailure for damage, entities and endless nesting.
        """
        data = self.part(name)
        return (
            None if data is None else parsed(_STRICT.sub(rb"\1schemas.openxmlformats.org/\2/2006/main", data))
        )

    def related(self, kind: str, *, to: str = "") -> str | None:
        """The name of the first part of a kind that `to` (the container itself: "") refers to."""
        root = self.tree(_relations_of(to))
        for relation in () if root is None else root.iter(_RELATION):
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                return _target(relation, to)
        return None

    def relations(self, to: str) -> Iterator[tuple[str, str]]:
        """The parts that a part refers to, by the identifiers it has for them."""
        root = self.tree(_relations_of(to))
        for relation in () if root is None else root.iter(_RELATION):
            if relation.get("TargetMode") != "External":
                yield relation.get("Id", ""), _target(relation, to)


def _key(name: str) -> str:
    """What a part is found by: some programs write paths with the other slash, or from the root."""
    return name.replace("\\", "/").lstrip("/").lower()


def _relations_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _target(relation: etree._Element, to: str) -> str:
    path = posixpath.join("/", posixpath.dirname(to), relation.get("Target", ""))
    return posixpath.normpath(path).lstrip("/")


def parsed(data: bytes, *, whole: bool = False) -> etree._Element:
    """The root of an XML text of bounded size. Nothing is fetched, no entity is replaced.

    `whole` keeps comments and processing instructions, for a part that is to be written again.
    """
    from lxml import etree

    if data.count(b"<") > MOST_TAGS:
        raise too_large()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=not whole,
        remove_pis=not whole,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Damaged(
            Text(
                "文件里夹带了 XML 实体定义，正常的 Office 文件没有这种内容，为安全起见没有读；请用 Word 打开后另存再检查",
                "the file defines XML entities, which no office program does, and was not read; "
                "open it in Word and save it again",
            )
        )
    return root


def whole(text: str | None) -> int:
    """A whole number of at most seven digits in an attribute; anything else counts as 0."""
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0


def locked() -> ReadFailure:
    """For a file with a password."""
    return ReadFailure(
        Text(
            "文件设了打开密码，读不了；请去掉密码另存后再检查",
            "the file is locked with a password: save it without one",
        )
    )


def damaged() -> Damaged:
    """For a file whose parts cannot be read."""
    return Damaged(
        Text(
            "文件已损坏，读不出内容；请用 Word、WPS 或 Excel 打开后另存再检查",
            "the file is damaged; open it in the program it was written with and save it again",
        )
    )


def too_large() -> ReadFailure:
    """For a file that holds far more than a report."""
    return ReadFailure(
        Text(
            "文件解开后大得不像年报，为安全起见没有读；请把报告正文单独存成一个文件再检查",
            "the file unpacks to far more than a report holds and was not read; save the report on its own",
        )
    )
