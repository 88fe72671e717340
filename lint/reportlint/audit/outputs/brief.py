"""The director's page (`audit --brief`): a circular of one to two pages on a round, as a Word file in plain words."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from reportlint.audit.outcome import Audit, AuditedFile
from reportlint.audit.outputs.notices.content import Sender, deadline_of, judged_by, spelled
from reportlint.audit.outputs.round import Round, RoundUnit, round_of
from reportlint.audit.outputs.wording import OwnNames, clean, file_name
from reportlint.engine.rules import Rule
from reportlint.model.diagnostic import SEVERITIES

GRAVEST, COMMONEST = 10, 5
"""Maximum units told one by one, and mistakes told by kind."""
MOST_NAMES, LONGEST, FEWER_NAMES = 40, 80, 12
"""Maximum units named in one list, characters of a mistake, and units named of those that have mended nothing."""
_LATE = "Y509"
_TITLE, _HEAD, _BODY = "方正小标宋简体", "黑体", "仿宋"


class Brief(Struct, frozen=True):
    """What the circular says. `table` has a head, a row for each kind of unit and the sum; parts are a heading and
    its paragraphs.
    """

    title: str
    opening: str
    table: tuple[tuple[str, ...], ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    issuer: str
    date: str
    judged_by: str = ""


def brief(audit: Audit, *, rules: Sequence[Rule], sender: Sender) -> bytes:
    """The circular as a Word file."""
    return _paper(brief_of(audit, rules=rules, sender=sender))


def brief_of(audit: Audit, *, rules: Sequence[Rule], sender: Sender) -> Brief:
    """What the circular says of the audit's round; a part of which there is nothing to tell is left out."""
    round = round_of(audit)
    names = OwnNames(row.path for row in audit.rows)
    parts = [
        ("没有报送的单位", tuple(map(names.only, _missing(round)))),
        ("问题突出的单位", tuple(map(names.only, _gravest(round)))),
        (
            "常见问题",
            tuple(map(names.only, _commonest(audit, round, {rule.code: rule.title.zh for rule in rules}))),
        ),
        ("上次问题的整改情况", tuple(_mended(audit, round))),
        ("下一步要求", tuple(_next(round, sender))),
    ]
    year = f"{round.year}年度" if round.year else ""
    return Brief(
        title=f"关于{year}政府信息公开工作年度报告检查情况的通报",
        opening=_opening(audit, round, year),
        table=tuple(_table(round)),
        parts=tuple((head, told) for head, told in parts if told),
        issuer=clean(sender.issuer),
        date=spelled(sender.dated) if sender.dated else "",
        judged_by=judged_by(audit.record),
    )


def _opening(audit: Audit, round: Round, year: str) -> str:
    figures = round.figures()
    listed = any(unit.unit.listed for unit in round.units)
    told = [f"应当报告的单位{figures['owed']}个，已报{figures['handed_in']}个"] if listed else []
    if not listed:
        told = [f"收到{figures['handed_in']}个单位的报告"]
    told.append(f"其中没有发现错误和警告的{figures['fine']}个，需要修改的{figures['to_mend']}个")
    if figures["unreadable"]:
        told.append(f"文件没能读取的{figures['unreadable']}个")
    if figures["misfiled"]:
        told.append(f"交了但不是本年度本单位报告的{figures['misfiled']}个")
    if listed:
        told.append(f"没有报送的{figures['missing']}个" if figures["missing"] else "应报的都报了")
    rows = _rows(round)
    errors, warnings = (sum(row.count(level) for row in rows) for level in SEVERITIES[:2])
    stopped = "检查中途停止，下面只是已经查完的部分。" if audit.record.interrupted else ""
    return (
        f"{stopped}对{year}政府信息公开工作年度报告进行了检查。"
        + "，".join(told)
        + (f"。共发现错误{errors}处、需要核实的问题{warnings}处。按单位类别列表如下。")
    )


def _rows(round: Round) -> list[AuditedFile]:
    """The reports that stand for the units, and those of nobody."""
    known = [row for unit in round.units if (row := unit.row) is not None]
    return known + [row for row in round.nobody if row.status == "checked"]


def _table(round: Round) -> Iterator[tuple[str, ...]]:
    yield ("类别", "应报", "已报", "合格", "需改", "未能读取", "交错", "未报", "错误", "警告")
    kinds = round.kinds
    for kind in kinds if len(kinds) > 1 else []:
        members = [unit for unit in round.units if (unit.unit.kind or "") == kind]
        yield _line(kind or "其他", round.figures(kind), [row for unit in members if (row := unit.row)])
    yield _line("合计", round.figures(), _rows(round))


def _line(name: str, figures: dict[str, int], rows: Sequence[AuditedFile]) -> tuple[str, ...]:
    counts = [sum(row.count(level) for row in rows) for level in SEVERITIES[:2]]
    return (clean(name), *map(str, figures.values()), *map(str, counts))


def _missing(round: Round) -> Iterator[str]:
    """Who is missing, by kind; then who handed in something else, and whose file could not be read, in its words."""
    missing = [unit for unit in round.units if unit.status == "missing"]
    for kind in round.kinds:
        names = [clean(unit.unit.name) for unit in missing if (unit.unit.kind or "") == kind]
        if names:
            yield (f"{clean(kind)}：" if kind and len(round.kinds) > 1 else "") + _names(names) + "。"
    for unit in round.units:
        if unit.status == "misfiled":
            yield f"{clean(unit.unit.name)}：{clean(unit.instead)}。"
    unread = [unit for unit in round.units if unit.status == "unreadable"]
    for unit in unread[:GRAVEST]:
        why = next((row.error.zh for row in unit.rows if row.error is not None), "")
        yield f"{clean(unit.unit.name)}：交了，但文件没能读取，{_short(clean(why))}。"
    if len(unread) > GRAVEST:
        yield f"文件没能读取的另有：{_names([clean(unit.unit.name) for unit in unread[GRAVEST:]])}。"
    if round.nobody:
        files = [f"“{clean(file_name(row.path))}”" for row in round.nobody]
        yield f"认不出是哪个单位的文件{len(files)}个：{'、'.join(files[:GRAVEST])}{'等' if len(files) > GRAVEST else ''}。"


def _names(names: Sequence[str], most: int = MOST_NAMES) -> str:
    rest = f"等{len(names)}个单位（名单见总表）" if len(names) > most else ""
    return "、".join(names[:most]) + rest


def _gravest(round: Round) -> Iterator[str]:
    """The units with most errors, each with its gravest mistake in one sentence."""
    bad = [(unit, row) for unit in round.units if (row := unit.row) is not None and row.worst is not None]
    bad = [(unit, row) for unit, row in bad if row.count("error") or row.count("warning")]
    bad.sort(key=lambda one: (*(-one[1].count(level) for level in SEVERITIES), one[0].unit.name))
    for number, (unit, row) in enumerate(bad[:GRAVEST], 1):
        assert row.worst is not None
        counts = f"错误{row.count('error')}处、警告{row.count('warning')}处"
        yield f"{number}. {clean(unit.unit.name)}（{counts}）：{_short(clean(row.worst.message.zh))}。"


def _short(message: str) -> str:
    """The message as far as a line or two take it, cut between clauses."""
    message = message.rstrip("。；，")
    if len(message) <= LONGEST:
        return message
    cut = max(message.rfind(mark, 20, LONGEST) for mark in "；，")
    return message[:cut] if cut > 0 else message[: LONGEST - 1] + "…"


def _commonest(audit: Audit, round: Round, titles: dict[str, str]) -> Iterator[str]:
    """The mistakes that most reports have, each with one example."""
    files: Counter[str] = Counter()
    first: dict[str, tuple[RoundUnit, AuditedFile]] = {}
    for unit in round.units:
        row = unit.row
        if row is None:
            continue
        for code in {entry.code for entry in row.tallied if entry.severity != "info"}:
            files[code] += 1
            first.setdefault(code, (unit, row))
    order = sorted(files.items(), key=lambda entry: (-entry[1], entry[0]))
    for number, (code, count) in enumerate(order[:COMMONEST], 1):
        unit, row = first[code]
        found = next(one for one in audit.result(row.path).diagnostics if one.code == code)
        title = clean(titles.get(code) or found.title.zh)
        yield f"{number}. {title}（{count}个单位）。如{clean(unit.unit.name)}：{_short(clean(found.message.zh))}。"


def _mended(audit: Audit, round: Round) -> Iterator[str]:
    """What was put right since the last audit, where this one was told of it, and who has left all as it was."""
    figures = audit.batch.get("previous")
    mended = [unit.mended for unit in round.units if unit.mended]
    if not figures and not mended:
        return
    told = f"与上次检查相比，{len(mended)}个单位改好了{sum(mended)}处问题"
    if figures:
        told += f"，还有{figures['still']}处没有改，新出现{figures['new']}处，新报送{figures['newly_handed_in']}个单位"
    yield told + "。"
    idle = [clean(unit.unit.name) for unit in round.units if _is_idle(unit)]
    if idle:
        yield f"上次的问题一处也没有改的单位：{_names(idle, FEWER_NAMES)}。"


def _is_idle(unit: RoundUnit) -> bool:
    """Whether a unit has mended nothing of what the last audit found."""
    row = unit.row
    if unit.before != "handed_in" or unit.mended or row is None:
        return False
    fresh = sum(entry.count for entry in row.fresh if entry.severity != "info")
    return sum(row.count(level) for level in SEVERITIES[:2]) > fresh


def _next(round: Round, sender: Sender) -> Iterator[str]:
    figures = round.figures()
    if figures["missing"] + figures["misfiled"] + figures["unreadable"] + figures["to_mend"] == 0:
        return
    to_do = ["有问题的单位对照整改通知书逐项核实修改"]
    if figures["missing"] or figures["misfiled"] or figures["unreadable"]:
        to_do.append("没有报送、报送有误或者文件不能读取的单位重新报送")
    yield f"请{'，'.join(to_do)}，于{deadline_of(sender, '通报')}完成。报告已经公布的，更正后在原公布渠道重新发布。"
    late = [clean(unit.unit.name) for unit in round.units if unit.row and _has(unit.row, _LATE)]
    yield (
        "《政府信息公开条例》第四十九条规定，县级以上人民政府部门应当在每年1月31日前向本级政府信息公开工作主管部门提交"
        "上一年度报告并向社会公布，县级以上地方人民政府的报告应当在每年3月31日前公布。"
        + (f"发布日期有问题的单位：{_names(late)}。" if late else "")
    )


def _has(row: AuditedFile, code: str) -> bool:
    return any(entry.code == code for entry in row.tallied)


def _paper(told: Brief) -> bytes:
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = (
        Cm(2.6),
        Cm(2.2),
        Cm(2.6),
        Cm(2.4),
    )
    document.core_properties.title = told.title
    document.core_properties.author = document.core_properties.comments = ""
    _add(document, told.title, _TITLE, 17).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add(document, told.opening, _BODY, 13, indented=True).paragraph_format.space_before = Pt(8)
    _add_table(document, told.table)
    for number, (head, paragraphs) in enumerate(told.parts):
        heading = _add(document, f"{'一二三四五六'[number]}、{head}", _HEAD, 13)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = Pt(6)
        for text in paragraphs:
            last = _add(document, text, _BODY, 12, indented=True)
    signed = [text for text in (told.issuer, told.date) if text]
    if signed and told.parts:
        last.paragraph_format.keep_with_next = last.paragraph_format.keep_together = True
    for text in signed:
        line = _add(document, text, _BODY, 13)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.keep_with_next = text != signed[-1]
    if told.judged_by:
        _add(document, told.judged_by, _BODY, 9).paragraph_format.space_before = Pt(8)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add(document: Any, text: str, font: str, size: float, *, indented: bool = False) -> Any:
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    _write(paragraph, text, font, size)
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = Pt(round(size * 1.4))
    if indented:
        layout.first_line_indent = Pt(2 * size)
    return paragraph


def _write(paragraph: Any, text: str, font: str, size: float, *, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _add_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for number, told in enumerate(rows):
        for column, text in enumerate(told):
            cell = table.cell(number, column)
            cell.width = Cm(2.5 if column == 0 else 1.5)
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(0)
            _write(paragraph, text, _BODY, 10.5, bold=number == 0 or number == len(rows) - 1)
