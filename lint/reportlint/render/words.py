"""The fixed words of the outputs, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from reportlint import __version__
from reportlint.model.diagnostic import Confidence, Result, Severity
from reportlint.model.document import Place, Spot
from reportlint.model.wording import Text
from reportlint.render.plain import harmless

SEVERITY: dict[Severity, Text] = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "info"),
}

CONFIDENCE: dict[Confidence, Text] = {
    "certain": Text("问题确定", "certain"),
    "likely": Text("很可能有问题", "likely"),
    "possible": Text("不一定有问题，请核实", "possible: please check"),
}
"""How sure a finding is; what is only possible is for a person to look at."""

WHY = Text("依据：", "basis: ")
HOW = Text("怎么改：", "what to do: ")
ALSO = Text("另见", "see also ")
THIS_CELL = Text("（表里的这一格）", " (this cell of the table)")
VERDICT = Text("结论：", "verdict: ")
NOTE = Text("说明：", "note: ")
BLANK = Text("（空）", "(blank)")
COLON = Text("：", ": ")
COMMA = Text("，", ", ")
SEMICOLON = Text("；", "; ")
LISTED = Text("、", ", ")
NO_PRIOR = Text("没有上年报告", "no last year's report")
NOT_CHECKED = Text("没能检查，不等于没有问题：", "could not be checked, which does not mean fine:")
MISSED = Text("没能检查：", "could not be checked: ")
OF_WAIVERS = Text("豁免里有要处理的：", "waivers that need a look:")
NO_UNIT = Text("单位没有认出来", "unit not recognised")
NO_YEAR = Text("年份没有认出来", "year not recognised")


def judged_by(rules_version: str) -> Text:
    """By which program and which rules a report was judged."""
    return Text(
        f"检查所用：reportlint {__version__}，规则版本 {rules_version}",
        f"judged by reportlint {__version__}, rules {rules_version}",
    )


def rule_page(handbook: str, code: str) -> str:
    """The address of a rule's page in the handbook at this address."""
    return f"{handbook.rstrip('/')}/rules/{code}.html"


def place(where: Place, lang: str) -> str:
    """Where to look in the file: 原文第3页第55行, 原文第3个表格第7行第2列; empty when the place is unknown."""
    page = "" if where.page is None else Text(f"第{where.page}页", f"page {where.page} ").of(lang)
    if where.spot is not None:
        where_to_look = page + _spot(where.spot, lang)
        return Text("原文", "").of(lang) + where_to_look if where_to_look else ""
    line = "" if where.line is None else Text(f"第{where.line}行", f"line {where.line}").of(lang)
    return (Text("原文", "").of(lang) + page + line).strip() if page or line else ""


def _spot(spot: Spot, lang: str) -> str:
    """Where to look in a file without lines: 第12段, 第3个表格第7行第2列（源码第310行）, 工作表“年报”单元格 D12."""
    parts = []
    if spot.sheet is not None:
        parts.append(Text(f"工作表“{spot.sheet}”", f"sheet “{spot.sheet}”"))
    if spot.address is not None:
        parts.append(Text(f"单元格 {spot.address}", f"cell {spot.address}"))
    if spot.paragraph is not None:
        parts.append(Text(f"第{spot.paragraph}段", f"paragraph {spot.paragraph}"))
    if spot.table is not None:
        parts.append(Text(f"第{spot.table}个表格", f"table {spot.table}"))
        parts.append(Text(f"第{spot.row}行第{spot.column}列", f"row {spot.row}, column {spot.column}"))
    where = ("" if lang == "zh" else ", ").join(part.of(lang) for part in parts)
    if spot.note:
        where += Text("的脚注或尾注", ", in the note").of(lang)
    if spot.line is not None and where:
        where += Text(f"（源码第{spot.line}行）", f" (source line {spot.line})").of(lang)
    elif spot.line is not None:
        where = Text(f"第{spot.line}行", f"line {spot.line}").of(lang)
    return harmless(where)


def basis(texts: Iterable[Text], lang: str) -> str:
    """The documents that a rule rests on, one after the other."""
    return SEMICOLON.of(lang).join(text.of(lang) for text in texts)


def error(result: Result, lang: str) -> str:
    """Why a file could not be checked; "" where it could."""
    return result.error.of(lang) if result.error is not None else ""


def count(number: int, severity: Severity, lang: str) -> str:
    """A number of findings of one severity: 2 处错误."""
    word = SEVERITY[severity].of(lang)
    return f"{number} {word}{'' if number == 1 else 's'}" if lang == "en" else f"{number} 处{word}"


def waived(number: int, lang: str) -> str:
    """A number of findings that the user accepts: 2 处已豁免."""
    return Text(f"{number} 处已豁免", f"{number} waived").of(lang)


def findings(counts: dict[Severity, int], lang: str) -> str:
    """All severities counted, from the gravest: 2 处错误，1 处警告，0 处提示."""
    return COMMA.of(lang).join(count(number, severity, lang) for severity, number in counts.items())
