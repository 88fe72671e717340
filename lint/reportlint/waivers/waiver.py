"""Waivers as their file has them (schemas/waivers.schema.json)."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from reportlint.app.config import WAIVERS_NAME
from reportlint.model.fingerprint import Values
from reportlint.model.wording import spelled

FILENAME = WAIVERS_NAME


class Waiver(Struct, frozen=True):
    """One entry: the finding of the rule `code` in `file` at a cell, or at words where it has no cell.

    `file` is written from the folder of the waivers' file, with slashes. `values` are those that the
    finding rested on, by the names that `fingerprint.values` gives them. It waives as many as `times`
    findings that are alike, through the day `until`; `position` is its line and column.
    """

    file: str
    code: str
    cell: str | None
    text: str | None
    values: Values
    reason: str
    until: date | None = None
    times: int = 1
    position: tuple[int, int] = (1, 1)


class Waivers(Struct, frozen=True, dict=True):
    """All waivers of a file, in its order; without a `path` there is no such file and nothing is waived."""

    path: Path | None = None
    entries: tuple[Waiver, ...] = ()

    @cached_property
    def _by_file(self) -> Mapping[str, tuple[int, ...]]:
        by_file: dict[str, tuple[int, ...]] = {}
        for index, entry in enumerate(self.entries):
            key = _key(os.path.join(self.folder, entry.file))
            by_file[key] = (*by_file.get(key, ()), index)
        return by_file

    @property
    def folder(self) -> str:
        """The folder that the names of files are written from."""
        return os.path.dirname(os.path.abspath(self.path)) if self.path else os.getcwd()

    def of(self, path: str) -> tuple[int, ...]:
        """The entries, by index, for the file at `path` (as a result has it)."""
        return self._by_file.get(_key(path), ()) if self.entries else ()


def _key(path: str) -> str:
    """By what two ways of writing a path are the same; macOS decomposes the characters of names."""
    return spelled(os.path.normcase(unicodedata.normalize("NFC", os.path.abspath(path))))


def named(path: str, folder: str) -> str:
    """How a waiver in `folder` calls the file at `path`: from the folder, with slashes, where there is a way.

    YAML cannot hold halves of characters: they are spelled out, and found again so.
    """
    try:
        name = os.path.relpath(path, folder)
    except ValueError:  # another drive
        name = os.path.abspath(path)
    return spelled(unicodedata.normalize("NFC", name).replace(os.sep, "/"))
