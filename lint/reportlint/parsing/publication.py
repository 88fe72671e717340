"""The lines that a web site prints around a report's title: day of publication, source, index number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from reportlint.document import Paragraph, Publication
from reportlint.parsing.flow import Row
from reportlint.wording import fold

_LABELS = (
    "索引号|主题分类|组配分类|公开分类|信息分类|公开方式|公开形式|公开范围|公开时限|公开责任部门|公开程序|发文机关|发布机构|发布机关|发布单位|"
    "发布部门|公开机构|公开主体|制发机关|发文号|责任编辑|信息来源|文章来源|稿件来源|来源|作者|编辑|审核|浏览次数|浏览量|阅读次数|阅读量|"
    "点击数|点击量|点击率|访问量|文号|发文字号|文件编号|有效性|效力状态|是否有效|主题词|关键词|公文名称|信息名称|标题|名称|内容概述|时效|字体|字号"
)
_PUBLISHED = "发布日期|发布时间|公布日期|公布时间|公开日期|公开时间|发表时间|发表日期"
_DATED = "日期|时间"
_OTHER_DAYS = "成文日期|发文日期|生成日期|更新时间|更新日期|录入时间"
_GAP = r"[\s\u3000\xa0]*"
_DAY = rf"(?P<year>20\d{{2}}){_GAP}[-－年/.]{_GAP}(?P<month>\d{{1,2}}){_GAP}[-－月/.]{_GAP}(?P<day>\d{{1,2}})(?!\d)日?"
_LABELLED = re.compile(rf"(?:{_PUBLISHED}){_GAP}[\]】]?{_GAP}[:：]?{_GAP}{_DAY}")
_OTHERWISE = re.compile(rf"(?<![文成更新录入生])(?:{_DATED}){_GAP}[\]】]?{_GAP}[:：]?{_GAP}{_DAY}")
_ANY = "|".join(_GAP.join(label) for label in f"{_LABELS}|{_PUBLISHED}|{_OTHER_DAYS}|{_DATED}".split("|"))
_ANY = f"(?:{_ANY})"
_SITE_LINE = re.compile(
    rf"[\s\[【（(•·●*-]*(?:{_ANY}{_GAP}[\]】]?{_GAP}(?:[:：]|{_DAY}|\S+\s+{_ANY}\s)|索{_GAP}引{_GAP}号)"
)
_NAMED = re.compile(rf"[\s\[【（(•·●*-]*(?:公文|信息)?(?:名{_GAP}称|标{_GAP}题){_GAP}[\]】]?{_GAP}[:：]\s*")
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

    A day that is called that of publication counts before one that is called 日期 only.
    """
    kept: list[Paragraph] = []
    told: list[tuple[int, Publication]] = []
    for paragraph in preamble:
        rank, match = _found(paragraph.text)
        if match is not None:
            told.append((rank, _publication(paragraph, match)))
        if match is None and not (_SITE_LINE.match(paragraph.text) and len(paragraph.text) <= _LONGEST):
            kept.append(paragraph)
    known = [entry for entry in told if entry[1].day is not None]
    return kept, min(known, key=lambda entry: entry[0])[1] if known else None


def _found(text: str) -> tuple[int, re.Match[str] | None]:
    """The day in a line of the site, and how well it is known for that of publication (0 is best)."""
    if len(text) <= _LONGEST and "。" not in text and _SITE_LINE.match(text):
        for rank, pattern in enumerate((_LABELLED, _OTHERWISE)):
            match = pattern.search(text)
            if match is not None:
                return rank, match
    return 0, None


def _publication(paragraph: Paragraph, match: re.Match[str]) -> Publication:
    start, end = match.start("year"), match.end()
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        day = None
    return Publication(day, paragraph.place.part(start, end))
