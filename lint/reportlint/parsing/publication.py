"""The lines that a web site prints around a report's title: day of publication, source, index number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reportlint.model.document import Paragraph, Publication
from reportlint.model.wording import fold
from reportlint.parsing.dates import GAP, day_of, number_of, parts_of_day
from reportlint.parsing.flow import Row

_LABELS = (
    "索引号|主题分类|组配分类|公开分类|信息分类|公开方式|公开形式|公开范围|公开时限|公开责任部门|公开程序|发文机关|发布机构|发布机关|发布单位|"
    "发布部门|公开机构|公开主体|制发机关|发文号|责任编辑|信息来源|文章来源|稿件来源|来源|作者|编辑|审核|浏览次数|浏览量|阅读次数|阅读量|"
    "点击数|点击量|点击率|访问量|文号|发文字号|文件编号|有效性|效力状态|是否有效|主题词|关键词|公文名称|信息名称|标题|名称|内容概述|时效|字体|字号"
)
_PUBLISHED = "发布日期|发布时间|公布日期|公布时间|公开日期|公开时间|发表时间|发表日期"
_DATED = "日期|时间"
_OTHER_DAYS = "成文日期|发文日期|生成日期|更新时间|更新日期|录入时间"
_DAY = rf"(?=20\d\d|二){parts_of_day('year', 'month', 'day', signs='-－/.')}"
_AFTER_LABEL = rf"{GAP}[\]】]?{GAP}[:：]?{GAP}"
_LABELLED = re.compile(rf"(?:{_PUBLISHED}){_AFTER_LABEL}{_DAY}")
_OTHERWISE = re.compile(rf"(?<![文成更新录入生])(?:{_DATED}){_AFTER_LABEL}{_DAY}")
_WITHOUT_DAY = re.compile(rf"(?:{_PUBLISHED}){GAP}[\]】]?{GAP}[:：]")
_STRETCHED = 3
"""Characters of the longest labels that sites stretch with spaces: 名 称, 索 引 号."""
_SPELLED = (
    GAP.join(label) if len(label) <= _STRETCHED else label
    for label in f"{_LABELS}|{_PUBLISHED}|{_OTHER_DAYS}|{_DATED}".split("|")
)
_ANY = f"(?:{'|'.join(_SPELLED)})"
_SITE_LINE = re.compile(
    rf"[\s\[【（(•·●*-]*(?:{_ANY}{GAP}[\]】]?{GAP}(?:[:：]|{_DAY}|\S+\s+{_ANY}\s)|索{GAP}引{GAP}号)"
)
_NAMED = re.compile(rf"[\s\[【（(•·●*-]*(?:公文|信息)?(?:名{GAP}称|标{GAP}题){GAP}[\]】]?{GAP}[:：]\s*")
_LONGEST = 300


def lines_of(rows: Iterable[Row]) -> list[Paragraph]:
    """The rows as paragraphs; what a site's table labels is parted from its label by a colon."""
    return [line for row in rows for line in _lines(row)]


def _lines(row: Row) -> list[Paragraph]:
    """The lines of a row's only cell, or the row as one line."""
    paragraph = row.paragraph()
    label, *rest = [cell.text for cell in row.cells if cell.text] or [""]
    if row.grid is None:
        return [paragraph]
    if not rest:
        return [Paragraph(text, paragraph.place) for text in paragraph.text.split("\n")]
    labelled = re.fullmatch(_ANY, fold(label))
    return [Paragraph(f"{label}：{' '.join(rest)}", paragraph.place) if labelled else paragraph]


def named(preamble: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """What the site's lines call the page's title or name."""
    for paragraph in preamble:
        match = _NAMED.match(paragraph.text)
        if match is not None:
            yield Paragraph(paragraph.text[match.end() :], paragraph.place)


def split_off(preamble: Sequence[Paragraph]) -> tuple[list[Paragraph], Publication | None]:
    """What stands before the first section without the site's lines, and the publication that these tell.

    A day that is called that of publication counts before one that is called 日期 only; where none can be
    read, the place for it is a publication without a day.
    """
    kept: list[Paragraph] = []
    told: list[tuple[int, Publication]] = []
    for paragraph in preamble:
        text = paragraph.text
        if not (_SITE_LINE.match(text) and len(text) <= _LONGEST):
            kept.append(paragraph)
            continue
        for rank, pattern in enumerate((_LABELLED, _OTHERWISE, _WITHOUT_DAY)):
            match = pattern.search(text) if "。" not in text else None
            if match is not None:
                told.append((rank, _publication(paragraph, match)))
                break
    ranked = sorted(told, key=lambda entry: (entry[1].day is None, entry[0]))
    return kept, ranked[0][1] if ranked else None


def _publication(paragraph: Paragraph, match: re.Match[str]) -> Publication:
    if match.re is _WITHOUT_DAY:
        return Publication(None, paragraph.place.part(match.start(), match.end()))
    day = day_of(*(number_of(match[part]) for part in ("year", "month", "day")))
    return Publication(day, paragraph.place.part(match.start("year"), match.end()))
