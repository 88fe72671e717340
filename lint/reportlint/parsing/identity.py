"""Whose report it is, on which year, for which period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from reportlint.document import Paragraph
from reportlint.numbers import chinese_number
from reportlint.parsing.flow import Row
from reportlint.report import Period
from reportlint.wording import fold

_TITLE = re.compile(r"(?:信息|政务)公开.*(?:报告|年报|年度报)|年度报告.*(?:信息|政务)公开")
_NOTICE = re.compile(r"关于(?:印发|公布|发布|报送|做好)|(?:通知|公告|解读|函)(?:[-_|].*)?$")
"""In the title of what only presents a report."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|政府|度|[^\d]*信息公开)|([二][〇零○]\S{2})年")
_ORGAN = re.compile(
    r"(?:府|局|委|委员会|办|办公室|厅|处|镇|乡|街道|中心|会|院|队|所|站|校|县|市|区|省|公司|集团|分局|署|社)$"
)
_NAME = re.compile(
    r"^(?:关于)?(?:\d+\.)?(?P<before>[^\d]*?)(?P<year>(?:19|20)\d{2})年?度?(?P<after>[^\d]*?)(?:政府信息|政务|信息)公开"
)
_UNIT_FIRST = re.compile(r"^(?:关于)?(?P<before>[^\d]+?)(?:政府信息|政务|信息)公开")
_CONTEXT = re.compile(r"统计期|期限|时限|统计时间|数据|起止|报告期|时间范围|统计")
_GAP = r"[\s\u3000]*"
_FIRST = (
    rf"(?P<ay>\d{{4}}){_GAP}[年./-]?{_GAP}(?P<am>\d{{1,2}}){_GAP}[月./-]?{_GAP}(?P<ad>\d{{1,2}}){_GAP}日?"
)
_LAST = rf"(?:(?P<by>\d{{4}}){_GAP}[年./-]?{_GAP})?(?P<bm>\d{{1,2}}){_GAP}[月./-]?{_GAP}(?P<bd>\d{{1,2}}){_GAP}日?"
_RANGE = re.compile(
    rf"{_FIRST}{_GAP}(?:0?0?时|零时)?{_GAP}(?:起|始|开始)?{_GAP}[,，]?{_GAP}(?:至|到|—+|-+|－+|–|~|～)+{_GAP}{_LAST}"
)
_MONTHS = re.compile(
    rf"(?P<ay>\d{{4}}){_GAP}年{_GAP}(?P<am>\d{{1,2}}){_GAP}月{_GAP}(?:至|到|—+|-+|－+|~|～)+{_GAP}"
    rf"(?:(?P<by>\d{{4}}){_GAP}年{_GAP})?(?P<bm>\d{{1,2}}){_GAP}月(?!{_GAP}\d)"
)
_LOST = re.compile(rf"(?P<ay>\d{{4}}){_GAP}年{_GAP}月{_GAP}日")
_UNTIL = re.compile(
    rf"(?:截[至止]?到?|(?:截止日期|截止时间|核定时间点?)为?[:：]?){_GAP}(?P<by>\d{{4}}){_GAP}年?{_GAP}(?P<bm>\d{{1,2}}){_GAP}月?{_GAP}(?P<bd>\d{{1,2}}){_GAP}日?"
)
_WHOLE_YEAR = re.compile(
    rf"(?:统计期限|统计时间|数据期限|报告期|统计范围)[^。，]{{0,8}}?(?P<ay>\d{{4}}){_GAP}年度?(?!{_GAP}[\d月])"
)
_DAY_OR_PERIOD = re.compile("[日月]|统计|期限|报告期")
_MOST_TITLE_LINES = 3
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


def find_title(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The title among the paragraphs before the first section, put together when it stands on several lines.

    Of all lines, and short neighbouring lines read together, the one that names unit and year is
    taken; the fewest lines, the first place.
    """
    best: tuple[int, int] = (0, 0)
    title: Paragraph | None = None
    for index in range(len(paragraphs)):
        for count in range(1, _MOST_TITLE_LINES + 1):
            lines = paragraphs[index : index + count]
            rank = (title_rank(lines), -count)
            if len(lines) == count and rank[0] and (title is None or rank > best):
                best, title = rank, _joined(lines)
    return title


def title_rank(lines: Sequence[Paragraph]) -> int:
    """How good a title these lines make: 0 none, 1 a title, and one more for the year and for the unit.

    The title of a notice that issues the report is none of the report, but better than nothing.
    """
    texts = [fold(line.text) for line in lines]
    text = "".join(texts)
    if not _TITLE.search(text) or len(text) > 70 or re.search(r"[。；]|现.{0,4}公布|如下", text):
        return 0
    if len(lines) > 1 and any(len(part) > 32 or re.search(r"[，,、:：]", part) for part in texts):
        return 0
    unit = find_unit(text)
    if len(lines) > 1 and (unit is None or not _ORGAN.search(unit)):
        return 0
    notice = any(map(_NOTICE.search, texts))
    return 1 if notice else 1 + (year_in(text) is not None) + (unit is not None)


def _joined(lines: Sequence[Paragraph]) -> Paragraph:
    if len(lines) == 1:
        return lines[0]
    return Paragraph("\n".join(line.text.strip() for line in lines), lines[0].place.until(lines[-1].place))


def unit_below(title: Paragraph, preamble: Sequence[Paragraph]) -> str | None:
    """The unit on the line below a title that names none: `柳溪镇人民政府`, perhaps with the day behind it."""
    lines = [paragraph for paragraph in preamble if fold(paragraph.text)]
    at = next((index for index, line in enumerate(lines) if line.place == title.place), len(lines))
    below = fold(lines[at + 1].text) if at + 1 < len(lines) else ""
    return below if re.fullmatch(r"(?:[^\W\d_a-zA-Z]|[()]){3,30}", below) and _ORGAN.search(below) else None


def year_in(title: str) -> int | None:
    """The year in a title, in digits or Chinese numerals."""
    for match in _YEAR.finditer(fold(title)):
        year = int(match[1]) if match[1] else chinese_number(match[2])
        if year is not None and 2000 <= year <= 2099:
            return year
    return None


def find_unit(title: str) -> str | None:
    """The unit in a title or a file's name, before the year or behind it; None when no name stands there."""
    text = fold(title)
    text = re.sub(r"二[〇零○][〇零○一二三四五六七八九]{2}(?=年)", lambda m: str(chinese_number(m[0])), text)
    match = _NAME.match(text)
    first = None if match else _UNIT_FIRST.match(text)
    if match is None and (
        first is None or not _ORGAN.search(first["before"] + "政府" * ("人民政府" in text))
    ):
        return None
    name = (match["before"] or match["after"]) if match else first["before"] if first else ""
    name = name.strip("-_—:：《》()“”\"'【】·.、,，#* ")
    name = re.sub("关于(?:印发|公布|发布|报送|公开|做好)?$", "", name)
    if name.endswith("人民") and "政府信息公开" in text:
        name += "政府"
    return name if len(name) > 1 and name != "政府" and "信息公开" not in name else None


def unit_in_filename(name: str) -> str | None:
    """The unit that a file is named after: `柳溪镇人民政府2024年….txt`, `柳溪镇.docx`."""
    stem = fold(name.rsplit(".", 1)[0])
    unit = find_unit(stem)
    if unit is None and re.fullmatch(r"[^\W\d_a-zA-Z]{3,30}", stem) and _ORGAN.search(stem):
        return stem
    return unit


def find_period(rows: Iterable[Row]) -> Period | None:
    """The statistical period: a range of days in a sentence on the figures, else the best there is."""
    prose = (row.paragraph() for row in rows if row.grid is None and _DAY_OR_PERIOD.search(row.cells[0].text))
    ranked = sorted(_periods(prose), key=lambda item: item[0])
    return ranked[0][1] if ranked else None


def _periods(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, Period]]:
    """Everything that may tell the period, with its rank (0 is best)."""
    for paragraph in paragraphs:
        for sentence in _SENTENCE.finditer(paragraph.text):
            told = bool(_CONTEXT.search(sentence[0]))
            for rank, pattern in enumerate((_RANGE, _MONTHS, _WHOLE_YEAR, _UNTIL, _LOST)):
                match = pattern.search(sentence[0])
                if match is None:
                    continue
                period = _period(match, paragraph, sentence.start())
                whole_year = period.start is not None and (period.start.month, period.start.day) == (1, 1)
                if told or (pattern is _RANGE and whole_year):
                    yield (rank if told else 10 + rank), period
                break


def _period(match: re.Match[str], paragraph: Paragraph, offset: int) -> Period:
    groups = match.groupdict()
    start_year = int(groups["ay"]) if groups.get("ay") else None
    end_year = int(groups["by"]) if groups.get("by") else None
    if match.re is _WHOLE_YEAR:
        groups |= {"am": "1", "ad": "1", "bm": "12", "bd": "31"}
    elif match.re is _MONTHS:
        groups |= {"ad": "1", "bd": "31" if groups["bm"] in ("12", "1", "3", "5", "7", "8", "10") else "30"}
    return Period(
        start=_day(start_year, groups.get("am"), groups.get("ad")),
        end=_day(end_year or start_year, groups.get("bm"), groups.get("bd")),
        text=match[0],
        place=paragraph.place.part(offset + match.start(), offset + match.end()),
        start_year=start_year,
        end_year=end_year,
    )


def _day(year: int | None, month: str | None, day: str | None) -> date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
