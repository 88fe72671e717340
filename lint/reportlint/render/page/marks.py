"""Where the findings stand in the report as it is shown: marks on cells and on places of the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct, field

from reportlint.model.diagnostic import Diagnostic, Severity
from reportlint.model.document import Place
from reportlint.model.report import CellKey, Report
from reportlint.model.wording import Text
from reportlint.render import words

Role: TypeAlias = Literal["likely", "here", "also"]
"""The cell that most likely is wrong, the place of the finding, a second place that it speaks of."""


class Mark(NamedTuple):
    """One mark. `anchor` is its own id in the page, `target` that of its finding in the list.

    `label` is what is said of it in words; `value` the figure that mends all, for a likely cell.
    """

    number: int
    severity: Severity
    role: Role
    anchor: str
    target: str
    label: str
    value: str = ""


class MarkedPlace(NamedTuple):
    """A mark at a place of the text."""

    place: Place
    mark: Mark


class Marks(Struct, frozen=True):
    """All marks of one report: by cell, and by place."""

    cells: dict[CellKey, list[Mark]] = field(default_factory=dict)
    texts: list[MarkedPlace] = field(default_factory=list)

    def ends(self, number: int) -> tuple[Mark, Mark] | None:
        """The sentence and the cell that a finding says disagree; None for a finding that has not both."""
        told = (marked.mark for marked in self.texts)
        in_cells = (mark for found in self.cells.values() for mark in found)
        ends = [
            next((mark for mark in marks if mark.number == number and mark.role != "also"), None)
            for marks in (told, in_cells)
        ]
        return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


def marks_of(findings: Sequence[Diagnostic], report: Report, *, file: str, lang: str) -> Marks:
    """The marks of the findings, which are numbered from 1 as they stand; `file` begins every id."""
    marks = Marks()
    for number, finding in enumerate(findings, start=1):
        _place(marks, finding, number, report, file=file, lang=lang)
    return marks


def _place(marks: Marks, finding: Diagnostic, number: int, report: Report, *, file: str, lang: str) -> None:
    suspect = finding.suspect
    at_cell = finding.cell is not None and finding.place == _place_of(finding.cell, report)
    in_prose = finding.place.line is not None and not at_cell and not report.in_table(finding.place)
    lead = finding.place if suspect is None else _place_of(suspect.cell, report)
    in_table = report.in_table(lead)
    seen: set[CellKey | Place] = set()
    stem = f"{file}-m{number}"

    def put(role: Role, cell: CellKey | None, place: Place, value: str = "") -> None:
        shown = cell is not None and _holds(report, cell)
        key: CellKey | Place = cell if cell is not None and shown else place
        if key in seen or (not shown and place.line is None):
            return
        anchor = stem if not seen else f"{stem}-{len(seen)}"
        seen.add(key)
        mark = Mark(
            number,
            finding.severity,
            role,
            anchor,
            f"{file}-{number}",
            _label(finding, number, role, lang),
            value,
        )
        if cell is not None and shown:
            marks.cells.setdefault(cell, []).append(mark)
        else:
            marks.texts.append(MarkedPlace(place, mark))

    def role(place: Place) -> Role:
        return "here" if place.line is not None and report.in_table(place) != in_table else "also"

    if suspect is not None:
        put("likely", suspect.cell, lead, str(suspect.value))
    first: Role = "here" if suspect is None else role(finding.place)
    put(first, None if in_prose else finding.cell, finding.place)
    for related in finding.related:
        put(role(related.place), related.cell, related.place)
    if (
        in_prose and finding.cell is not None
    ):  # whatever the finding names, the cell that the sentence is about
        place = _place_of(finding.cell, report)
        put(role(place), finding.cell, place)


def _holds(report: Report, cell: CellKey) -> bool:
    """Whether the report's table, as it is drawn, has this cell or its gap."""
    from reportlint.model.forms import load_form

    table = report.tables.get(cell.table)
    if table is None:
        return False
    form = load_form(table.edition).tables[cell.table]
    return cell.row in form.row_index and any(
        column.key == cell.column for column in form.block_of(cell.row).columns
    )


def _place_of(cell: CellKey, report: Report) -> Place:
    table = report.tables.get(cell.table)
    value = None if table is None else table.value(cell.row, cell.column)
    return Place() if value is None else value.place


_ROLES: dict[Role, Text] = {
    "likely": Text("最可能错的一格", "most likely wrong"),
    "here": Text("", ""),
    "also": Text("相关的地方", "related"),
}


def _label(finding: Diagnostic, number: int, role: Role, lang: str) -> str:
    """第3处，错误，最可能错的一格：总计列与六类申请人之和不符."""
    parts: Iterable[str] = (
        Text(f"第{number}处", f"finding {number}").of(lang),
        words.SEVERITY[finding.severity].of(lang),
        _ROLES[role].of(lang),
    )
    return words.COMMA.of(lang).join(filter(None, parts)) + words.COLON.of(lang) + finding.title.of(lang)
