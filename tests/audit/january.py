"""An invented county's January: a hundred units hand in twice, in all formats and archives, with planted faults.

Correct reports are those of `tests.audit.county`; faults are the bad examples of the rules' own files, put into the
reports of towns, and what can only be wrong between reports is planted by hand.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.draft import Draft, draft_from, html, text
from reportlint.draft.docx import docx
from reportlint.engine.examples import read_examples
from tests.audit.county import Cells, Told, _change, _draft, _figures
from tests.generator.prose import written
from tests.generator.workbooks import workbook

RULES = Path(__file__).resolve().parents[2] / "rules"
COUNTY, OTHER_COUNTY = "砚陂县人民政府", "栎塘县人民政府"
OFFICE, POLICE = "砚陂县人民政府办公室", "砚陂县公安局"
TAX = "国家税务总局砚陂县税务局"
TOWNS = tuple(
    f"砚陂县{first}{second}镇人民政府" for first in "云清石白南高青金龙凤松鹤虎" for second in "陂河桥滩"
)
STREETS = tuple(f"砚陂县{name}街道办事处" for name in ("东山", "西苑", "滨江", "新城"))
TWINS = ("砚陂县城关镇人民政府", "栎塘县城关镇人民政府")
BUREAUS = tuple(
    f"砚陂县{name}"
    for name in (
        "教育局", "民政局", "财政局", "水利局", "林业局", "统计局", "审计局", "司法局", "卫生健康局", "交通运输局", "农业农村局",
        "文化旅游体育局", "医疗保障局", "应急管理局", "市场监督管理局", "住房和城乡建设局", "发展和改革局", "人力资源和社会保障局",
        "自然资源局", "生态环境局", "退役军人事务局", "城市管理局", "科学技术局", "工业和信息化局", "商务局", "信访局", "乡村振兴局",
        "档案馆", "供销合作社", "融媒体中心", "行政审批局", "大数据局", "民族宗教事务局", "机关事务服务中心",
    )
)  # fmt: skip
STATIONS = tuple(f"{POLICE}{name}派出所" for name in ("云陂", "清河", "石桥", "城关"))
_OTHERS = {"sample", "filename", "year"}
"""Keys of examples that are about another report altogether."""
SHORT = {
    "砚陂县卫生健康局": "县卫健局", "砚陂县市场监督管理局": "县市监局", "砚陂县住房和城乡建设局": "县住建局",
    "砚陂县发展和改革局": "县发改局", "砚陂县人力资源和社会保障局": "县人社局", "砚陂县城市管理局": "城管局",
    "砚陂县农业农村局": "县农业农村局", "砚陂县行政审批局": "审批局",
}  # fmt: skip
RENAMED = {"砚陂县文化旅游体育局": "砚陂县文化旅游局", "砚陂县应急管理局": "砚陂县安全生产应急局"}
"""Two units with another name last year: their figures go on."""
ROUND = 2024


class January(Struct):
    """What was planted. `planted` counts findings by unit and rule; `odd` are the units with a report that is not as it
    should be in another way (nothing is to be found in the others), `left_out` the files that are no reports.
    """

    folder: Path
    units: list[tuple[str, str, str]] = field(default_factory=list)
    planted: Counter[tuple[str, str]] = field(default_factory=Counter)
    missing: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)
    misfiled: set[str] = field(default_factory=set)
    mended: Counter[tuple[str, str]] = field(default_factory=Counter)
    new: Counter[tuple[str, str]] = field(default_factory=Counter)
    newly: set[str] = field(default_factory=set)
    files: int = 0
    left_out: int = 0

    @property
    def list_path(self) -> Path:
        """The list of units."""
        return self.folder / "应报送单位名单.xlsx"


class _Report(Struct):
    """One report to be written: as a draft, under a name, in a format."""

    unit: str
    draft: Draft
    name: str
    suffix: str = "docx"


def january(folder: Path, *, seed: int = 7, office: bool | None = None) -> January:
    """Writes 收件/2023, 收件/2024 and the second round, 二次/2024; `office`: formats that LibreOffice makes, too."""
    made, random = January(folder), Random(seed)
    made.units = list(_units())
    base = _base(random)
    faulty = _with_examples(made, base, random)
    drafts = {unit: _draft(told) for (unit, year), told in base.items() if year == ROUND}
    for (unit, year), told in base.items():
        if year == ROUND - 1:
            told = replace(told, unit=RENAMED.get(unit, unit))
            _write(
                made,
                folder / "收件" / "2023年",
                _Report(unit, _draft(told), f"{RENAMED.get(unit, unit)}2023年报"),
            )
    reports = _first_round({**drafts, **faulty}, random)
    _troubles(made, reports, drafts, base)
    _hand_in(made, folder / "收件" / "2024年", reports, office=office, random=random)
    _second_round(made, reports, drafts, faulty)
    _list(made)
    return made


def _units() -> Iterator[tuple[str, str, str]]:
    yield COUNTY, "县政府", ""
    yield OTHER_COUNTY, "县政府", ""
    yield OFFICE, "县政府办", "县人民政府"
    for unit in (*TOWNS, TWINS[0]):
        yield unit, "乡镇", COUNTY
    for unit in STREETS:
        yield unit, "街道", COUNTY
    yield TWINS[1], "乡镇", OTHER_COUNTY
    yield "栎塘县教育局", "部门", OTHER_COUNTY
    for unit in (*BUREAUS, POLICE):
        yield unit, "部门", COUNTY
    for unit in STATIONS:
        yield unit, "派出机构", POLICE
    yield TAX, "垂直管理", COUNTY


def _base(random: Random) -> dict[tuple[str, int], Told]:
    """Correct reports of two years; a government's are the sums of those below it."""
    reports: dict[tuple[str, int], Told] = {}
    sums: dict[tuple[str, int], Cells] = {}
    above = {unit: COUNTY if parent == "县人民政府" else parent for unit, _, parent in _units()}
    for number, (unit, _, _) in enumerate(_units()):
        if unit in (COUNTY, OTHER_COUNTY):
            continue
        before: Cells = {}
        for year in (ROUND - 1, ROUND):
            cells = _figures(random, before)
            if unit == POLICE:
                cells["disclosure.penalties.decisions"] += 900
                cells["disclosure.licensing.decisions"] += 9000
                cells["disclosure.coercion.decisions"] += 900
            if unit in STATIONS:
                _make_small(cells)
            if unit != TAX and above[unit] in (COUNTY, OTHER_COUNTY):
                total = sums.setdefault((above[unit], year), {})
                for cell, value in cells.items():
                    total[cell] = total.get(cell, 0) + value
            claim = _change(before, cells) if number % 3 == 0 and before else ""
            reports[unit, year] = Told(unit, year, "docx", cells, written(random, stock=0.2), claim)
            before = cells
    _with_samples(sums[COUNTY, ROUND - 1], sums[COUNTY, ROUND])
    for (unit, year), cells in sums.items():
        prose = written(random, stock=0.2)
        duties = "工作考核得分排在前列，社会评议满意度高，没有责任追究的情形。"
        reports[unit, year] = Told(unit, year, "docx", cells, {**prose, 1: f"{prose[1]}\n{duties}"})
    return reports


def _with_samples(before: Cells, now: Cells) -> None:
    """Adds to the county's sums what the towns with examples tell, the sample's figures, so that both years agree."""
    told = {".".join(cell): int(raw) for cell, raw in draft_from({}).cells.items() if raw.isdigit()}
    number = len(TOWNS)
    for cell, value in told.items():
        now[cell] = now.get(cell, 0) + number * value
    for cell, value in told.items():
        if cell.startswith("applications.carried_in."):
            for row in ("new_received", "carried_out"):
                same = cell.replace("carried_in", row)
                before[same] = before.get(same, 0) + number * value
    stock = [told[f"disclosure.normative_documents.{key}"] for key in ("in_force", "repealed", "issued")]
    before["disclosure.normative_documents.in_force"] += number * (stock[0] + stock[1] - stock[2])


def _make_small(cells: Cells) -> None:
    """A police station's figures are a part of its bureau's: it has no requests and no documents of its own."""
    for cell in cells:
        if not cell.startswith("disclosure") or "normative" in cell:
            cells[cell] = 0


def _examples() -> Iterator[tuple[str, Mapping[str, Any], Counter[str]]]:
    """The bad examples of all rules that need one report alone, with what is to be found in each."""
    for path in sorted(RULES.rglob("[A-Z][0-9]*.yaml")):
        for example in read_examples(path):
            alone = example.report is not None and example.prior is None and not example.parameters
            if example.good or not alone or _OTHERS & set(example.report or ()):
                continue
            report = dict(example.report or {})
            if "镇" not in report.pop("unit", "云陂镇") and path.stem != "Y506":
                continue
            if path.parent.name == "input" or path.stem.startswith("L"):
                continue
            yield path.stem, report, Counter({path.stem: 1})


def _with_examples(made: January, base: dict[tuple[str, int], Told], random: Random) -> dict[str, Draft]:
    """Towns whose reports hold bad examples, one or two each; they have no report of the year before."""
    by_rule: dict[str, list[Mapping[str, Any]]] = {}
    for code, report, _ in _examples():
        by_rule.setdefault(code, []).append(report)
    queue = [
        (code, reports[turn]) for turn in range(3) for code, reports in by_rule.items() if turn < len(reports)
    ]
    drafts: dict[str, Draft] = {}
    for unit in TOWNS[6:]:
        first = queue.pop(0) if queue else None
        if first is None:
            break
        chosen = [first]
        for other in queue:
            if len(chosen) < 6 and not any(_overlap(other[1], taken) for _, taken in chosen):
                chosen.append(other)
        for one in chosen[1:]:
            queue.remove(one)
        edits: dict[str, Any] = {}
        for code, report in chosen:
            for key, value in report.items():
                edits[key] = {**edits.get(key, {}), **value} if isinstance(value, dict) else value
            made.planted[unit, code] += 1
        drafts[unit] = _faulty(unit, edits, random)
        base.pop((unit, ROUND - 1))
    return drafts


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two examples are about the same part of a report, or change its build."""
    build = {
        "headings",
        "order",
        "rows",
        "columns",
        "drop_rows",
        "drop_columns",
        "drop_tables",
        "title",
        "period",
    }
    if build & set(one) or build & set(other):
        return True
    if set(one.get("sections", ())) & set(other.get("sections", ())):
        return True
    tables = [{cell.split(".")[0] for cell in report.get("cells", ())} for report in (one, other)]
    told = (bool(one.get("sections")) and bool(tables[1])) or (
        bool(other.get("sections")) and bool(tables[0])
    )
    return told or bool(tables[0] & tables[1])


def _faulty(unit: str, edits: Mapping[str, Any], random: Random) -> Draft:
    """A report on the sample of the examples, its other sections written by a hand of their own."""
    named = unit.removeprefix("砚陂县")
    told = {key: _renamed(value, named) for key, value in edits.items()}
    prose = written(random, stock=0.2)
    sections = {**prose, **told.get("sections", {})}
    if 1 not in told.get("sections", {}):
        sections.pop(1)  # the sample's own tells the figures of its tables
        sections[1] = _own_first(unit, prose)
    return draft_from({**told, "unit": unit, "year": ROUND, "sections": sections})


def _own_first(unit: str, prose: Mapping[int, str]) -> str:
    return prose[1]


def _renamed(value: Any, name: str) -> Any:
    """The same with the sample's unit called by another name."""
    if isinstance(value, str):
        return value.replace("云陂镇人民政府", name)
    if isinstance(value, list):
        return [_renamed(one, name) for one in value]
    return {key: _renamed(one, name) for key, one in value.items()} if isinstance(value, dict) else value


def _first_round(drafts: Mapping[str, Draft], random: Random) -> dict[str, _Report]:
    """Everybody's report under a name as people give them."""
    suffixes = ("docx", "docx", "html", "txt", "docx", "xlsx", "docx", "html")
    reports = {}
    for number, (unit, draft) in enumerate(drafts.items()):
        suffix = suffixes[number % len(suffixes)]
        if suffix == "xlsx" and unit in TOWNS[6:]:
            suffix = "docx"  # the examples are about prose, too
        reports[unit] = _Report(unit, draft, _name(unit, number), suffix)
    return reports


def _name(unit: str, number: int) -> str:
    short = SHORT.get(unit) or unit.removeprefix("砚陂县").removesuffix("人民政府") or unit
    if unit in (COUNTY, OTHER_COUNTY, OFFICE, TAX, *TWINS) or unit.startswith("栎塘"):
        return f"{unit}2024年政府信息公开工作年度报告"
    return (
        f"{unit}2024年政府信息公开工作年度报告",
        f"{short}2024年报",
        f"{short}（2024）年度报告终稿",
        f"{short}/2024年政府信息公开年报",
        f"{number:02}.{short}年报2024（修改版）",
        f"{short}政府信息公开2024年报-盖章",
    )[number % 6]


def _troubles(
    made: January,
    reports: dict[str, _Report],
    drafts: Mapping[str, Draft],
    base: Mapping[tuple[str, int], Told],
) -> None:
    """What can only be wrong between files."""
    told = {unit: base[unit, ROUND] for unit in drafts}
    for unit in ("砚陂县林业局", TOWNS[1]):  # the carry-over does not go on
        changed = replace(told[unit], cells=dict(told[unit].cells), claim="")
        for row in ("carried_in", "handled_total", "granted"):
            for column in ("natural_person", "total"):
                changed.cells[f"applications.{row}.{column}"] += 3
        _again(made, reports, unit, _draft(changed), "X701")
    for unit in ("砚陂县审计局", TOWNS[2]):  # nor do the documents in force
        changed = replace(told[unit], cells=dict(told[unit].cells))
        changed.cells["disclosure.normative_documents.in_force"] += 5
        _again(made, reports, unit, _draft(changed), "X702")
    unit = "砚陂县卫生健康局"  # last year's table, in which the documents in force cannot go on
    changed = replace(told[unit], cells=dict(told[unit].cells))
    for cell, value in base[unit, ROUND - 1].cells.items():
        if cell.startswith("disclosure."):
            changed.cells[cell] = value
    _again(made, reports, unit, _draft(changed), "X705")
    made.planted[unit, "X702"] += 1
    for unit in ("砚陂县信访局", "砚陂县商务局"):  # last year's prose
        _again(made, reports, unit, _draft(replace(told[unit], prose=base[unit, ROUND - 1].prose)), "X703")
    copier, source = "砚陂县大数据局", "砚陂县行政审批局"  # a neighbour's prose
    _again(made, reports, copier, _draft(replace(told[copier], prose=told[source].prose)), "X704")
    made.planted[source, "X704"] += 1
    station = STATIONS[0]  # more than its bureau
    changed = replace(told[station], cells=dict(told[station].cells))
    changed.cells["disclosure.penalties.decisions"] = told[POLICE].cells["disclosure.penalties.decisions"] + 7
    _again(made, reports, station, _draft(changed), "X706")
    for unit, claim in (("砚陂县财政局", "，同比增长731%"), ("砚陂县水利局", "，比上年减少777件")):
        _again(made, reports, unit, _draft(replace(told[unit], claim=claim)), "X707")
    unit = "砚陂县民政局"  # the change alone
    draft = _draft(replace(told[unit], claim=""))
    said = f"{draft.prose[1]}\n政府信息公开申请数量较上年增长935%。"
    _again(made, reports, unit, replace(draft, prose={**draft.prose, 1: said}), "X707")
    for unit, other in (
        ("砚陂县统计局", "砚陂县司法局"),
        (TOWNS[3], TOWNS[4]),
    ):  # another's report under this name
        reports[unit] = replace(reports[unit], draft=drafts[other], name=f"{_plain(unit)}2024年报")
        made.planted[unit, "X710"] += 1
        made.misfiled.add(unit)
    for unit in ("砚陂县教育局", TOWNS[5]):  # last year's report sent again
        old = _draft(base[unit, ROUND - 1])
        reports[unit] = replace(reports[unit], draft=old, name=f"{_plain(unit)}2024年报")
        made.planted[unit, "X710"] += 1
        made.misfiled.add(unit)
    for unit in ("砚陂县乡村振兴局", "砚陂县供销合作社", STREETS[3], "栎塘县教育局"):
        del reports[unit]
        made.missing.add(unit)
        made.planted[unit, "X709"] += 1
    _simple(made, reports)
    made.planted[COUNTY, "X706"] += 1  # three towns' slips are more than the county's sums
    slip = "砚陂县档案馆"
    draft = reports[slip].draft
    _again(made, reports, slip, replace(draft, title=("砚陂县档案馆2023年政府信息公开工作年度报告",)), "Y501")


def _simple(made: January, reports: dict[str, _Report]) -> None:
    """One plain mistake each in the reports of departments and streets."""
    section = {
        "W601": "详见（具体网址）。", "W603": "联系人手机13812345678。", "W605": "坚持以公开为原则、不公开为例外。",
        "W602": "经办人的身份证号码是350125199003071239。", "W608": "依据《政府信息公开条列》编制。", "Y508": "依据国办公开办函〔2019〕60号文件编制。",
    }  # fmt: skip
    cells = {
        "A301": ("applications.granted.total", "3"), "T203": ("disclosure.coercion.decisions", "/"),
        "T204": ("disclosure.penalties.decisions", "约40"), "A304": ("remedies.review.total", "5"),
    }  # fmt: skip
    plain = [unit for unit in (*BUREAUS, *STREETS[:3]) if not any(key[0] == unit for key in made.planted)]
    spared = (
        "砚陂县科学技术局",
        "砚陂县工业和信息化局",
        "砚陂县机关事务服务中心",
        "砚陂县民族宗教事务局",
        "砚陂县档案馆",
    )
    units = [unit for unit in plain if unit in reports and unit not in spared and unit not in RENAMED]
    for unit, (code, said) in zip(units, section.items(), strict=False):
        draft = reports[unit].draft
        told = {**draft.prose, 6: f"{draft.prose[6]}\n{said}"}
        _again(made, reports, unit, replace(draft, prose=told), code)
        reports[unit] = replace(reports[unit], suffix="docx")
    for unit, (code, (cell, raw)) in zip(units[len(section) :], cells.items(), strict=False):
        draft = reports[unit].draft
        key = next(key for key in draft.cells if ".".join(key) == cell)
        _again(made, reports, unit, replace(draft, cells={**draft.cells, key: raw}), code)
    late, marked, unfilled = units[len(section) + len(cells) :][:3]
    draft = replace(reports[late].draft, period="统计期限自2024年1月1日至2024年11月30日。")
    _again(made, reports, late, draft, "Y502")
    draft = reports[marked].draft
    _again(made, reports, marked, replace(draft, title=(*draft.title, "（征求意见稿）")), "W609")
    draft = reports[unfilled].draft
    told = {**draft.prose, 6: f"{draft.prose[6]}\n联系电话：。"}
    _again(made, reports, unfilled, replace(draft, prose=told), "W601")


def _plain(unit: str) -> str:
    return unit.removesuffix("人民政府")


def _again(made: January, reports: dict[str, _Report], unit: str, draft: Draft, code: str) -> None:
    reports[unit] = replace(reports[unit], draft=draft)
    made.planted[unit, code] += 1


def _hand_in(
    made: January, folder: Path, reports: dict[str, _Report], *, office: bool | None, random: Random
) -> None:
    """Writes the first round: loose files, folders of units, archives in archives, sheets, two in one, clutter."""
    left = dict(reports)
    first, second = (left.pop(f"砚陂县{name}") for name in ("科学技术局", "工业和信息化局"))
    merged = "\n\n".join(text(one.draft) for one in (first, second)).encode()
    _put(made, folder / "部门" / "科技局、工信局2024年政府信息公开年报（合并报送）.txt", merged)
    stations = [left.pop(unit) for unit in STATIONS]
    _put(made, folder / "派出所2024年报汇总.xlsx", _sheets(stations))
    towns = [left.pop(unit) for unit in TOWNS[8:16]]
    inner = _archive([(f"{one.name}.{one.suffix}", _file(one)) for one in towns[4:]])
    outer = [(f"乡镇/{one.name}.{one.suffix}", _file(one)) for one in towns[:4]]
    _put(made, folder / "乡镇打包.zip", _archive([*outer, ("高山片区.zip", inner)]))
    _put(
        made,
        folder / "部门" / "城市管理局" / "2024年政府信息公开年报.docx",
        _file(left.pop("砚陂县城市管理局")),
    )
    broken = left.pop("砚陂县机关事务服务中心")
    _put(made, folder / "部门" / f"{broken.unit}2024年报.docx", b"PK\x03\x04" + bytes(60))
    made.unreadable.add(broken.unit)
    scan = left.pop("砚陂县民族宗教事务局")
    _put(made, folder / "部门" / "县民族宗教事务局2024年报.jpg", b"\xff\xd8\xff\xe0" + bytes(4000))
    made.unreadable.add(scan.unit)
    converted = [
        left[unit] for unit in ("砚陂县审计局", "砚陂县财政局", TOWNS[20], TOWNS[24], "砚陂县交通运输局")
    ]
    with_office = shutil.which("soffice") is not None if office is None else office
    if with_office:
        for one, suffix in zip(converted, ("pdf", "doc", "rtf", "odt", "pdf"), strict=True):
            left[one.unit] = replace(one, suffix=suffix)
    for one in left.values():
        kind = "部门" if one.unit in (*BUREAUS, POLICE) else "乡镇街道"
        _write(made, folder / kind, one)
    _twice(made, folder, reports)
    _clutter(made, folder)


def _twice(made: January, folder: Path, reports: Mapping[str, _Report]) -> None:
    """Another format of one report, and a second version of another."""
    same = reports[TOWNS[0]]
    _write(made, folder / "乡镇街道", replace(same, suffix="html" if same.suffix != "html" else "docx"))
    unit = "砚陂县医疗保障局"
    draft = reports[unit].draft
    cell = next(key for key in draft.cells if key[:2] == ("disclosure", "penalties"))
    version = replace(draft, cells={**draft.cells, cell: "3"})
    _write(made, folder / "部门", _Report(unit, version, f"{unit}2024年报（第二稿）"))
    made.planted[unit, "X708"] += 1


LETTER = "关于报送2024年政府信息公开工作年度报告的函\n砚陂县人民政府办公室：\n　　现将我单位年度报告报上，请查收。\n"


def _clutter(made: January, folder: Path) -> None:
    for name, said in (
        ("部门/关于报送2024年年报的函.txt", LETTER),
        ("部门/砚陂县水利局关于报送年报的函.txt", LETTER),
        ("各单位联系人.txt", "单位 姓名 电话\n" + "某某局 某某 略\n" * 30),
        ("填报说明.txt", "一、请各单位认真填报。\n二、表格不得留空。\n三、按时报送。\n"),
        ("乡镇街道/工作群接龙.md", "1. 云陂镇 已交\n2. 清河镇 已交\n"),
    ):
        _put(made, folder / name, said.encode())
        made.left_out += 1
    for name, data in ((".DS_Store", bytes(99)), ("~$锁.docx", bytes(99)), ("Thumbs.db", bytes(99))):
        (folder / name).write_bytes(data)


def _second_round(
    made: January, reports: Mapping[str, _Report], drafts: Mapping[str, Draft], faulty: Mapping[str, Draft]
) -> None:
    """What comes back: half of the faulty towns correct, the missing mostly there, some with a new mistake."""
    folder = made.folder / "二次" / "2024年"
    towns = list(faulty)
    for number, unit in enumerate(towns[: len(towns) // 2]):
        random = Random(number)
        right = draft_from({"unit": unit, "year": ROUND, "sections": dict(written(random, stock=0.2))})
        if number % 4 == 3:
            cell = next(key for key in right.cells if key == ("applications", "granted", "total"))
            right = replace(right, cells={**right.cells, cell: "77"})
            made.new[unit, "A301"] += 1
        _write(
            made, folder, _Report(unit, right, f"{_plain(unit)}年报（已改）", ("html", "docx")[number % 2])
        )
        made.mended += Counter({key: count for key, count in made.planted.items() if key[0] == unit})
    for unit, report in reports.items():
        if unit not in towns[: len(towns) // 2] and unit not in made.misfiled:
            _write(made, folder, replace(report, name=f"{unit}2024年报重报", suffix="docx"))
    for unit in sorted(made.misfiled):
        _write(made, folder, _Report(unit, drafts[unit], f"{unit}2024年报"))
        made.newly.add(unit)
    for unit in sorted(made.missing)[:3]:
        _write(made, folder, _Report(unit, drafts[unit], f"{unit}2024年报"))
        made.newly.add(unit)


def _list(made: January) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["砚陂县政府信息公开工作年度报告应报送单位名单（2024年度）"])
    sheet.append([])
    sheet.append(["序号", "单位名称", "单位类别", "上级单位", "联系人"])
    for number, (unit, kind, parent) in enumerate(made.units, 1):
        sheet.append([number, unit, kind, parent or None, None])
    made.list_path.parent.mkdir(parents=True, exist_ok=True)
    book.save(made.list_path)


def _archive(files: list[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


def _sheets(reports: list[_Report]) -> bytes:
    """One workbook with a sheet for each report."""
    import openpyxl

    whole = openpyxl.Workbook()
    whole.remove(whole.active)
    for one in reports:
        sheet = whole.create_sheet(one.unit[-7:])
        source = openpyxl.load_workbook(io.BytesIO(workbook(one.draft))).active
        for row in source.iter_rows():
            for cell in row:
                if cell.value is not None:
                    sheet.cell(cell.row, cell.column, cell.value)
        for area in source.merged_cells.ranges:
            sheet.merge_cells(str(area))
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()


def _file(one: _Report) -> bytes:
    made = {"docx": docx, "html": lambda draft: html(draft).encode(), "xlsx": workbook}
    return made[one.suffix](one.draft) if one.suffix in made else text(one.draft).encode()


def _write(made: January, folder: Path, one: _Report) -> None:
    path = folder / f"{one.name}.{one.suffix}"
    if one.suffix in ("pdf", "doc", "rtf", "odt"):
        _put(made, path.with_suffix(".docx"), docx(one.draft))
        command = [
            "nice",
            "-n",
            "10",
            "soffice",
            "--headless",
            "--convert-to",
            one.suffix,
            path.with_suffix(".docx").name,
        ]
        subprocess.run(command, cwd=path.parent, check=True, capture_output=True, timeout=180)
        path.with_suffix(".docx").unlink()
    else:
        _put(made, path, _file(one))


def _put(made: January, path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    made.files += 1
