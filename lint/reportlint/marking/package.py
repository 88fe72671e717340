"""A Word file with some of its parts replaced: all others stay as they are, byte for byte."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportlint.readers.container import Container, damaged

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = "[Content_Types].xml"
_TYPE_NAMESPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION_NAMESPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of parts that are new: the same input gives the same bytes."""


def rewritten(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The file `data` with these parts in the place of those of the same name, and the new ones at its end.

    Raises ReadFailure where a part cannot be unpacked: reading the report may not have needed it.
    """
    waiting = {name.lower(): (name, content) for name, content in changed.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            known = waiting.pop(info.filename.lower(), None)
            target.writestr(copy.copy(info), _content(source, info) if known is None else known[1])
        for name, content in waiting.values():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _content(source: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        return source.read(info)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError) as error:
        raise damaged() from error


def with_part(container: Container, main: str, name: str, kind: str, content_type: str) -> dict[str, bytes]:
    """The two parts that must name a new part `name` of the file, which `main` is to refer to as `kind`."""
    from lxml import etree

    types = _root(container, _TYPES)
    etree.SubElement(types, _TYPE_NAMESPACE + "Override", PartName=f"/{name}", ContentType=content_type)
    folder, base = posixpath.split(main)
    relations_name = posixpath.join(folder, "_rels", f"{base}.rels")
    if container.part(relations_name) is None:
        relations = etree.fromstring(f'<Relationships xmlns="{_RELATION_NAMESPACE[1:-1]}"/>')
    else:
        relations = _root(container, relations_name)
    taken = {relation.get("Id") for relation in relations}
    free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    target = posixpath.relpath(name, folder) if folder else name
    etree.SubElement(relations, _RELATION_NAMESPACE + "Relationship", Id=free, Type=kind, Target=target)
    return {_TYPES: serialised(types), relations_name: serialised(relations)}


def _root(container: Container, name: str) -> _Element:
    root = container.tree(name)
    if root is None:
        raise damaged()
    return root


def serialised(root: _Element) -> bytes:
    """A part's bytes."""
    from lxml import etree

    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
