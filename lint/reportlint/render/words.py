"""The fixed words of the outputs, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from reportlint import __version__
from reportlint.engine.bases import joined
from reportlint.model.diagnostic import Confidence, Diagnostic, Related, Result, Severity
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


def at(item: Diagnostic | Related, lang: str) -> str:
    """Where to look: 第一部分（原文第12行）; what the message tells of it itself is left out."""
    named, in_file = leading(item)
    message = item.message.zh
    said = message.startswith(named.zh) or ("“" in named.zh and named.zh in message)
    return whereabouts("" if said else named.of(lang), in_file, lang)


def leading(item: Diagnostic | Related) -> tuple[Text, Place]:
    """The place to look at first, as the form names it and in the file: where one is, the cell most likely wrong."""
    if isinstance(item, Diagnostic) and item.suspect is not None:
        for other in item.related:
            if other.cell == item.suspect.cell:
                return other.where, other.place
    return item.where, item.place


def whereabouts(where: str, in_file: Place, lang: str) -> str:
    """A place as the form names it, with its place in the file behind it as far as that can be counted."""
    told = place(in_file, lang)
    if not where or not told:
        return harmless(where) or told
    return harmless(where) + Text(f"（{told}）", f" ({told})").of(lang)


def place(where: Place, lang: str) -> str:
    """Where to look in the file, as far as a person can count that: 原文第55行, 原文第3页, 工作表“年报”单元格 D12.

    Empty for a Word file, which shows neither lines nor numbers of paragraphs.
    """
    if where.page is not None:
        part = None if where.spot is None else where.spot.part
        zh, en = ("", "") if part is None else (_PARTS[part].zh, f", {_PARTS[part].en}")
        return Text(f"原文第{where.page}页{zh}", f"page {where.page}{en}").of(lang)
    if where.spot is not None:
        return _spot(where.spot, lang)
    return "" if where.line is None else Text(f"原文第{where.line}行", f"line {where.line}").of(lang)


def _spot(spot: Spot, lang: str) -> str:
    """Where to look in a file without lines of text: 原文工作表“年报”单元格 D12; of a web page the line of its source."""
    parts = []
    if spot.sheet is not None:
        parts.append(Text(f"工作表“{spot.sheet}”", f"sheet “{spot.sheet}”"))
    if spot.address is not None:
        parts.append(Text(f"单元格 {spot.address}", f"cell {spot.address}"))
    if spot.part is not None:
        parts.append(_PARTS[spot.part])
    if spot.line is not None:
        parts.append(Text(f"第{spot.line}行", f"line {spot.line}"))
    if spot.note:
        parts.append(Text("的脚注或尾注", "in a note"))
    told = ("" if lang == "zh" else ", ").join(part.of(lang) for part in parts)
    return harmless(Text("原文", "").of(lang) + told) if told else ""


_PARTS = {
    "header": Text("页眉", "header"),
    "footer": Text("页脚", "footer"),
    "comment": Text("批注", "comment"),
    "drawing": Text("图表", "chart"),
    "hidden": Text("不显示的文字", "hidden text"),
    "elsewhere": Text("正文以外的文字", "text beside the report"),
}


def basis(texts: Iterable[Text], lang: str) -> str:
    """The documents that findings rest on, one after the other, each article once."""
    return SEMICOLON.of(lang).join(text.of(lang) for text in joined(dict.fromkeys(texts)))


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
