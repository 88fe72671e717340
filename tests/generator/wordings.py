"""How labels, headings, titles and figures are written: every way that means the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from reportlint.draft import Draft
from reportlint.draft.drawing import Drawing

Relabel: TypeAlias = Callable[[str], str]
Redraft: TypeAlias = Callable[[Draft], Draft]

_HALF = str.maketrans("（），：", "(),:")
_ENUMERATOR = re.compile(r"^(\d)\.")
_GROUP_ENUMERATOR = re.compile(r"^（([一二三四五六七])）")


def _spaced(label: str) -> str:
    """A space after enumerators and commas, and in the middle of short labels: 结果 维持."""
    label = _ENUMERATOR.sub(r"\1. ", label.replace("，", "， "))
    label = _GROUP_ENUMERATOR.sub(r"（\1） ", label)
    return f"{label[:2]} {label[2:]}" if len(label) == 4 and label[0] in "结其尚" else label


def _every(character: str) -> Relabel:
    return lambda label: character.join(label)


LABELS: Mapping[str, Relabel] = {
    "half-width": lambda label: label.translate(_HALF),
    "enumerator-dun": lambda label: _ENUMERATOR.sub(r"\1、", label),
    "enumerator-wide-dot": lambda label: _ENUMERATOR.sub(r"\1．", label),
    "enumerator-bare": lambda label: _ENUMERATOR.sub(r"\1", label),
    "group-half-brackets": lambda label: _GROUP_ENUMERATOR.sub(r"(\1)", label),
    "quotes-straight": lambda label: label.replace("“", '"').replace("”", '"'),
    "quotes-single": lambda label: label.replace("“", "‘").replace("”", "’"),
    "quotes-corner": lambda label: label.replace("“", "「").replace("”", "」"),
    "quotes-none": lambda label: label.replace("“", "").replace("”", ""),
    "spaced": _spaced,
    "zero-width": _every("\u200b"),
    "no-break-spaces": lambda label: label[:2] + "\u00a0" + label[2:],
}
"""Labels of tables."""


def relabelled(drawing: Drawing, relabel: Relabel) -> Drawing:
    """The table with every label written otherwise; figures stay."""
    return tuple(
        tuple(cell if cell.key else cell._replace(text=relabel(cell.text)) for cell in row) for row in drawing
    )


def _headings(rewrite: Callable[[str], str]) -> Redraft:
    return lambda draft: replace(
        draft, headings={number: rewrite(heading) for number, heading in draft.headings.items()}
    )


def _title(*lines: str) -> Redraft:
    return lambda draft: replace(
        draft, title=tuple(line.format(unit=draft.unit, year=draft.year) for line in lines)
    )


def _figures(rewrite: Callable[[str], str]) -> Redraft:
    return lambda draft: replace(draft, cells={key: rewrite(raw) for key, raw in draft.cells.items()})


def _grouped(raw: str) -> str:
    return f"{int(raw):,}" if raw.isdigit() else raw


_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")

DRAFTS: Mapping[str, Redraft] = {
    "heading-dot": _headings(lambda heading: heading.replace("、", ".", 1)),
    "heading-wide-dot": _headings(lambda heading: heading.replace("、", "．", 1)),
    "heading-space": _headings(lambda heading: heading.replace("、", " 、 ", 1)),
    "heading-part": _headings(lambda heading: f"第{heading.replace('、', '部分 ', 1)}"),
    "heading-zero-width": _headings("\u200b".join),
    "heading-markdown": _headings(lambda heading: f"## {heading}"),
    "title-two-lines": _title("{unit}", "{year}年政府信息公开工作年度报告"),
    "title-two-lines-late": _title("{unit}{year}年", "政府信息公开工作年度报告"),
    "title-spaces": _title("{unit} {year} 年政府信息公开工作年度报告"),
    "title-annual": _title("{unit}{year}年度政府信息公开工作年度报告"),
    "title-year-first": _title("{year}年{unit}政府信息公开工作年度报告"),
    "title-year-first-annual": _title("{year}年度{unit}政府信息公开工作年度报告"),
    "period-spaces": lambda draft: replace(draft, period=re.sub(r"(\d+)", r" \1 ", draft.period)),
    "figures-grouped": _figures(_grouped),
    "figures-wide": _figures(lambda raw: raw.translate(_WIDE)),
}
"""Headings, titles, period and figures."""
