"""A generated county: forty units over two years in all formats, with faults planted that only an audit finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from random import Random
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.app.api import parse_bytes
from reportlint.audit.listing import read_units
from reportlint.audit.request import AuditRequest
from reportlint.draft import Draft, html, sample, text
from reportlint.draft.docx import docx
from reportlint.model.diagnostic import Diagnostic, Result
from reportlint.model.report import CellKey
from reportlint.parsing.report_json.writing import write_report
from tests.generator.prose import Prose, written
from tests.generator.shapes import shapes
from tests.generator.workbooks import workbook

COUNTY = "砚陂县人民政府"
TOWNS = tuple(f"砚陂县{first}{second}镇人民政府" for first in "云清石白南高" for second in "陂河桥滩")
BUREAUS = tuple(
    f"砚陂县{name}局"
    for name in [
        "教育",
        "民政",
        "财政",
        "水利",
        "林业",
        "统计",
        "审计",
        "司法",
        "卫生健康",
        "交通运输",
        "农业农村",
        "文化旅游",
        "医疗保障",
        "应急管理",
        "市场监管",
    ]
)
SHAPES = (
    "tabs/blanks",
    "bars-around/lost",
    "markdown/blanks",
    "cell-lines-apart/lost",
    "aligned-screen/blanks",
)
FORMATS = ("txt", "html", "docx", "xlsx", "json")
APPLICANTS = ("natural_person", "commercial")

Cells: TypeAlias = dict[str, int]
"""Figures by "table.row.column"."""
Finding: TypeAlias = tuple[str, str, str | None]
"""A finding: the file's path, the rule, and the cell as "table.row.column" where there is one."""


class Told(Struct):
    """What one report will say."""

    unit: str
    year: int
    suffix: str
    cells: Cells
    prose: Prose
    claim: str = ""


class County(Struct):
    """A county in a folder. `planted` are the findings across reports that an audit has to give, no others;
    `unreadable` the files that cannot be read and a word of the reason; `copies` further formats of a report with
    the file that stands for it."""

    folder: Path
    planted: set[Finding] = field(default_factory=set)
    unreadable: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    files: int = 0

    def request(
        self, *, jobs: int = 1, scheduler: str | None = None, cache: Path | None = None
    ) -> AuditRequest:
        """What to ask an audit of the county for; a folder's JSON files have to be named, for most are no reports."""
        units, reports = str(self.folder / "units.csv"), self.folder / "报告"
        paths = (str(reports), str(reports / "*" / "*.json"))
        listed = read_units(units)
        return AuditRequest(
            paths, units=listed, units_path=units, jobs=jobs, scheduler=scheduler, cache=cache
        )


def county(folder: Path, *, seed: int = 7) -> County:
    """Writes a county into the folder: 报告/2023, 报告/2024 and units.csv."""
    made, random = County(folder), Random(seed)
    reports = _reports(random)
    faults: tuple[Callable[[County, dict[tuple[str, int], Told]], None], ...] = (
        _carry_over,
        _in_force,
        _copied,
        _same_figures,
        _exceeding,
        _growth,
        _twice,
    )
    for fault in faults:
        fault(made, reports)
    missing, unread = TOWNS[20], TOWNS[21]
    del reports[missing, 2024], reports[unread, 2024]
    made.planted.add((str(folder / "units.csv"), "X709", None))
    for told in reports.values():
        _write(made, _path(made, told), told)
    _write_others(made, reports[TOWNS[22], 2024], unread)
    lines = [f"{COUNTY},县政府,", *(f"{town},乡镇,{COUNTY}" for town in TOWNS)]
    lines += [f"{bureau},部门,{COUNTY}" for bureau in BUREAUS]
    (folder / "units.csv").write_text("\n".join(["name,kind,parent", *lines]) + "\n", encoding="utf-8")
    return made


def _reports(random: Random) -> dict[tuple[str, int], Told]:
    """Correct reports of two years that fit each other; the county's sum up all others'."""
    reports: dict[tuple[str, int], Told] = {}
    sums: dict[int, Cells] = {2023: {}, 2024: {}}
    for number, unit in enumerate((*TOWNS, *BUREAUS)):
        before: Cells = {}
        for year in (2023, 2024):
            cells = _figures(random, before)
            for cell, value in cells.items():
                sums[year][cell] = sums[year].get(cell, 0) + value
            suffix = FORMATS[(number + year) % len(FORMATS)]
            name = unit.removeprefix("砚陂县") if year == 2023 and number < len(TOWNS) else unit
            claim = _change(before, cells) if number % 3 == 0 and before else ""
            reports[unit, year] = Told(name, year, suffix, cells, written(random, stock=0.2), claim)
            before = cells
    for year in (2023, 2024):
        reports[COUNTY, year] = Told(COUNTY, year, "txt", sums[year], written(random, stock=0.2))
    return reports


def _figures(random: Random, before: Mapping[str, int]) -> Cells:
    """Figures that sum up and that follow those of the year before."""
    issued, repealed = random.randrange(1, 5), random.randrange(0, 2)
    stock = before.get("disclosure.normative_documents.in_force", random.randrange(10, 60))
    cells = {
        "disclosure.normative_documents.issued": issued,
        "disclosure.normative_documents.repealed": repealed,
        "disclosure.normative_documents.in_force": stock + issued - repealed if before else stock,
        "disclosure.licensing.decisions": random.randrange(100, 900),
        "disclosure.penalties.decisions": random.randrange(20, 90),
        "disclosure.coercion.decisions": random.randrange(5, 20),
    }
    for applicant in APPLICANTS:
        carried_in = before.get(f"applications.carried_out.{applicant}", random.randrange(0, 3))
        received, carried_out = random.randrange(8, 60), random.randrange(0, 4)
        handled = received + carried_in - carried_out
        figures = {
            "new_received": received,
            "carried_in": carried_in,
            "granted": handled - 2,
            "unavailable_not_held": 2,
            "handled_total": handled,
            "carried_out": carried_out,
        }
        for row, value in figures.items():
            cells[f"applications.{row}.{applicant}"] = value
            total = f"applications.{row}.total"
            cells[total] = cells.get(total, 0) + value
    return cells


def _change(before: Cells, cells: Cells) -> str:
    """How many more or fewer applications came than the year before, in words."""
    change = cells["applications.new_received.total"] - before["applications.new_received.total"]
    if not change:
        return "，与上年持平"
    return f"，比上年{'增加' if change > 0 else '减少'}{abs(change)}件"


def _plant(made: County, told: Told, code: str, cell: str | None = None) -> None:
    made.planted.add((_path(made, told), code, cell))


def _carry_over(made: County, reports: dict[tuple[str, int], Told]) -> None:
    told = reports[TOWNS[1], 2024]
    for row in ("carried_in", "handled_total", "granted"):
        for column in ("natural_person", "total"):
            told.cells[f"applications.{row}.{column}"] += 3
    _plant(made, told, "X701", "applications.carried_in.total")
    moved = reports[BUREAUS[1], 2024]
    for row in ("carried_in", "handled_total", "granted"):
        moved.cells[f"applications.{row}.natural_person"] += 1
        moved.cells[f"applications.{row}.total"] += 1
    _plant(made, moved, "X701", "applications.carried_in.total")


def _in_force(made: County, reports: dict[tuple[str, int], Told]) -> None:
    for unit in (TOWNS[2], BUREAUS[2]):
        reports[unit, 2024].cells["disclosure.normative_documents.in_force"] += 5
        _plant(made, reports[unit, 2024], "X702", "disclosure.normative_documents.in_force")


def _copied(made: County, reports: dict[tuple[str, int], Told]) -> None:
    """Two copied their own last year's prose, one its neighbour's."""
    for unit in (TOWNS[4], BUREAUS[4]):
        reports[unit, 2024].prose = reports[unit, 2023].prose
        _plant(made, reports[unit, 2024], "X703")
    reports[TOWNS[5], 2024].prose = reports[TOWNS[6], 2024].prose
    for unit in (TOWNS[5], TOWNS[6]):
        _plant(made, reports[unit, 2024], "X704")


def _same_figures(made: County, reports: dict[tuple[str, int], Told]) -> None:
    told, before = reports[TOWNS[7], 2024], reports[TOWNS[7], 2023]
    for year in (before, told):
        year.cells |= {f"disclosure.normative_documents.{row}": 2 for row in ("issued", "repealed")}
    told.cells |= {cell: value for cell, value in before.cells.items() if cell.startswith("disclosure")}
    _plant(made, told, "X705")


def _exceeding(made: County, reports: dict[tuple[str, int], Told]) -> None:
    cell = "disclosure.licensing.decisions"
    reports[BUREAUS[7], 2024].cells[cell] = reports[COUNTY, 2024].cells[cell] + 1
    _plant(made, reports[BUREAUS[7], 2024], "X706", cell)


def _growth(made: County, reports: dict[tuple[str, int], Told]) -> None:
    for unit, claim in ((TOWNS[8], "，同比增长731%"), (BUREAUS[8], "，比上年减少777件")):
        reports[unit, 2024].claim = claim
        _plant(made, reports[unit, 2024], "X707")


def _twice(made: County, reports: dict[tuple[str, int], Told]) -> None:
    """A second version with another figure, and a file that was handed in under another unit's name."""
    told = reports[TOWNS[10], 2024]
    version = replace(told, cells={**told.cells, "disclosure.penalties.decisions": 3})
    path = str(Path(_path(made, told)).with_name(f"{told.unit}年报（终稿）.{told.suffix}"))
    _write(made, path, version)
    made.planted.add((max(path, _path(made, told)), "X708", "disclosure.penalties.decisions"))
    for year in (2023, 2024):
        source, other = reports[TOWNS[12], year], reports[TOWNS[13], year]
        other.cells, other.prose, other.claim = source.cells, source.prose, source.claim
        for each in (source, other):
            _plant(made, each, "X708")


def _write_others(made: County, told: Told, unread: str) -> None:
    """Another format of one report, and files that cannot be read."""
    first = _path(made, told)
    suffix = "html" if told.suffix == "docx" else "docx"
    other = str(Path(first).with_suffix(f".{suffix}"))
    _write(made, other, replace(told, suffix=suffix))
    stands, copy = (first, other) if told.suffix == "docx" else (other, first)
    made.copies[copy] = stands
    for name, data, reason in (
        (f"2024/{unread}.docx", b"PK\x03\x04" + bytes(40), "损坏"),
        ("2024/空.txt", b"", "空"),
        ("2023/空.pdf", b"", "空"),
        ("2023/坏.pdf", b"%PDF-1.7\nnothing", "PDF"),
    ):
        path = made.folder / "报告" / name
        path.write_bytes(data)
        made.unreadable[str(path)] = reason
        made.files += 1


def _path(made: County, told: Told) -> str:
    return str(made.folder / "报告" / str(told.year) / f"{told.unit}年报.{told.suffix}")


def _write(made: County, path: str, told: Told) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(_file(_draft(told), told.suffix, seed=made.files))
    made.files += 1


def _draft(told: Told) -> Draft:
    draft = sample("zeros", unit=told.unit, year=told.year)
    cells = {CellKey(*cell.split(".")): str(value) for cell, value in told.cells.items()}
    figures = {row: told.cells[f"applications.{row}.total"] for row in ("new_received", "carried_in")}
    sentence = f"全年收到政府信息公开申请{figures['new_received']}件{told.claim}；上年结转{figures['carried_in']}件。"
    lines = told.prose[1].split("\n")
    opened = [f"（二）依申请公开。{sentence}" if line.startswith("（二）") else line for line in lines]
    prose = {**draft.prose, **told.prose, 1: "\n".join(opened)}
    return replace(draft, cells={**draft.cells, **cells}, prose=prose)


def _file(draft: Draft, suffix: str, *, seed: int) -> bytes:
    if suffix == "html":
        return html(draft).encode()
    if suffix == "docx":
        return docx(draft)
    if suffix == "xlsx":
        return workbook(draft)
    if suffix == "json":
        return write_report(parse_bytes(text(draft).encode(), name="年报.txt")).encode()
    wanted = SHAPES[seed % len(SHAPES)]
    return next(shape for shape in shapes() if shape.name == wanted).file(draft, seed=seed)


def found(results: Iterable[Result]) -> Counter[Finding]:
    """How often each finding across reports is among the results."""
    return Counter((result.path, one.code, _cell(one.cell)) for result in results for one in _across(result))


def _across(result: Result) -> list[Diagnostic]:
    return [one for one in result.diagnostics if one.code.startswith("X")]


def _cell(cell: CellKey | None) -> str | None:
    return None if cell is None else f"{cell.table}.{cell.row}.{cell.column}"
