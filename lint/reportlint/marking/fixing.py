"""Mending what needs no person: the fixes that findings carry, and figures that are only written oddly.

Nothing is written on trust. The mended file is read and checked again: every figure must be what it
was, the mended findings must be gone and no other must come or change. What fails that is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.app.api import DEFAULTS, Settings, check_bytes
from reportlint.data.checked import load_data
from reportlint.marking.checked import checked
from reportlint.marking.edits import Edit, edited_text, edited_word
from reportlint.marking.failure import MarkFailure
from reportlint.model.diagnostic import Diagnostic, Result
from reportlint.model.document import Place
from reportlint.model.forms import cell_name
from reportlint.model.report import CellKey, Number, Report
from reportlint.model.wording import Text
from reportlint.readers.detection import format_of

Write: TypeAlias = Callable[[bytes, Iterable[Edit]], bytes]
_WRITERS: Mapping[str, Write] = {"text": edited_text, "docx": edited_word}


class Change(NamedTuple):
    """One stretch of the report written anew: `old` becomes `new`. `where` is the cell in the clerk's words."""

    place: Place
    old: str
    new: str
    title: Text
    where: Text
    safe: bool
    cell: CellKey | None
    finding: Diagnostic | None
    """What it mends; None where only the writing was odd."""

    @property
    def at(self) -> str:
        """Its place, by which it is asked for: line and column."""
        return f"{self.place.line}.{self.place.column}"


class Mended(Struct, frozen=True):
    """What became of a report: its bytes, what was changed, what could not be, and the results before and after."""

    content: bytes
    changes: tuple[Change, ...]
    left: tuple[Change, ...]
    before: Result
    after: Result


def mend_bytes(
    data: bytes,
    *,
    name: str,
    path: str | None = None,
    settings: Settings = DEFAULTS,
    unsafe: bool = False,
    only: Collection[str] | None = None,
) -> Mended:
    """The report in memory with its safe fixes, and with `unsafe` the others too; `only` those at the places named.

    Where the settings select rules, only their findings are mended. Raises MarkFailure for a format
    that is not written and for a file that is no report, ReadFailure like a reader, and RuleError.
    """
    format = format_of(data, name=name)
    before = checked(data, name=name, path=path, settings=settings)
    if format not in _WRITERS:
        raise MarkFailure(_FORMATS)
    attempt = _Attempt(data, name, settings, before, _WRITERS[format])
    wanted = [change for change in _changes(before, settings) if change.safe or unsafe]
    if only is not None:
        wanted = [change for change in wanted if change.at in only]
    attempt.take(wanted)
    left = tuple(change for change in wanted if change not in attempt.taken)
    return Mended(attempt.content, tuple(attempt.taken), left, before, attempt.after)


_FORMATS = Text(
    "只能改文本（.txt、.md）和 Word（.docx）文件；别的文件请先另存为 .docx，或者照提示自己改",
    "only text (.txt, .md) and Word files (.docx) can be mended; save the report as .docx, or mend it by hand",
)


class _Attempt:
    """Tries changes on the file, and keeps those after which it says what it must."""

    def __init__(self, data: bytes, name: str, settings: Settings, before: Result, write: Write) -> None:
        self.content, self.after = data, before
        self.taken: list[Change] = []
        self._data, self._name, self._settings = data, name, settings
        self._before, self._write = before, write

    def take(self, wanted: Sequence[Change]) -> None:
        """Takes the changes together; where that fails, each half on its own."""
        if not wanted or self._holds(sorted([*self.taken, *wanted], key=_position)) or len(wanted) == 1:
            return
        half = len(wanted) // 2
        self.take(wanted[:half])
        self.take(wanted[half:])

    def _holds(self, changes: list[Change]) -> bool:
        content = self._write(self._data, [_edit(change) for change in changes])
        settings = replace(self._settings, keep_content=True)
        after = check_bytes(content, name=self._name, path=self._before.path, settings=settings)
        if not _is_mended(self._before, after, changes):
            return False
        self.content, self.after, self.taken = content, after, changes
        return True


def _edit(change: Change) -> Edit:
    line, start, end = _position(change)
    return Edit(line, start, end, change.new)


def _position(change: Change) -> tuple[int, int, int]:
    place = change.place
    return place.line or 0, (place.column or 1) - 1, (place.end_column or 1) - 1


def _changes(result: Result, settings: Settings) -> Iterator[Change]:
    """What could be written anew, in the order of the file; of changes that overlap the first."""
    found = [change for finding in result.diagnostics if (change := _of_finding(finding)) is not None]
    if result.content is not None and not settings.select:
        found.extend(_tidied(result.content))
    reached = (0, 0)
    for change in sorted(found, key=_position):
        line, start, end = _position(change)
        if (line, start) >= reached:
            reached = line, end
            yield change


def _of_finding(finding: Diagnostic) -> Change | None:
    fix = finding.fix
    if fix is None:
        return None
    return Change(fix.place, fix.old, fix.new, finding.title, finding.where, fix.safe, finding.cell, finding)


def _tidied(report: Report) -> Iterator[Change]:
    """Figures in cells that are written with characters which have a usual form (rules/tidying.yaml)."""
    for table in report.tables.values():
        for key, value in table.cells():
            if not isinstance(value, Number) or value.raw.isascii() or value.note or value.in_words:
                continue
            place, where = value.place, cell_name(key, edition=table.edition)
            for entry in _tidying().values():
                new = value.raw.translate(str.maketrans(entry.old, entry.new))
                if new != value.raw and _stands_at(place, report.lines) == value.raw:
                    yield Change(place, value.raw, new, Text(**entry.title), where, True, key, None)


def _stands_at(place: Place, lines: Sequence[str]) -> str | None:
    """The text at a place on one line."""
    if place.line is None or place.column is None or place.end_column is None or place.line != place.end_line:
        return None
    return lines[place.line - 1][place.column - 1 : place.end_column - 1]


class _Tidied(Struct, frozen=True, forbid_unknown_fields=True):
    """Characters of rules/tidying.yaml and what takes their places."""

    title: dict[str, str]
    old: str = field(name="from")
    new: str = field(name="to")


@cache
def _tidying() -> Mapping[str, _Tidied]:
    return load_data("tidying", dict[str, _Tidied])


def _is_mended(before: Result, after: Result, changes: Sequence[Change]) -> bool:
    """Whether the file says the same as before but for what was to be mended."""
    if after.status != "checked" or before.content is None or after.content is None:
        return False
    figures, filled = _figures(before.content), {change.cell for change in changes if not change.safe}
    wanted = {key: 0 if key in filled else figure for key, figure in figures.items()}
    if _figures(after.content) != wanted:
        return False
    mended = Counter(_said(change.finding) for change in changes if change.finding is not None)
    said = Counter(map(_said, after.diagnostics))
    if filled:
        return not said & mended  # cells that now count may bring other sums to light
    return (
        said == Counter(map(_said, before.diagnostics)) - mended and after.not_checked == before.not_checked
    )


def _figures(report: Report) -> dict[CellKey, object]:
    """Every cell's figure, and the state of those without one."""
    return {
        key: value.value if isinstance(value, Number) else value.state
        for table in report.tables.values()
        for key, value in table.cells()
    }


def _said(finding: Diagnostic) -> tuple[str, str, Text, CellKey | None]:
    return finding.code, finding.severity, finding.message, finding.cell
