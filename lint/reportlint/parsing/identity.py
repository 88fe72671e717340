"""Whose report it is, on which year, for which period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reportlint.model.document import Paragraph
from reportlint.model.naming import told_stem
from reportlint.model.numbers import chinese_number
from reportlint.model.report import Period
from reportlint.model.wording import fold
from reportlint.parsing.dates import GAP, YEAR, day_of, number_of, parts_of_day, seen
from reportlint.parsing.flow import Row

_TITLE = re.compile(r"(?:信息|政务)公开.*(?:报告|年报|年度报)|年度报告.*(?:信息|政务)公开")
_NOTICE = re.compile(r"关于(?:印发|公布|发布|报送|做好)|(?:通知|公告|解读|函)(?:[-_|].*)?$")
"""In the title of what only presents a report."""
_LINK = re.compile(
    r"^(?:附件|相关|上一|下一|链接|更多)|\.(?:pdf|docx?|wps|xlsx?|ofd|zip|rar)$", re.IGNORECASE
)
"""What stands in a link to another report."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2}(?=年|政府|度|[^\d]*信息公开)|\d{4}(?=年))|([二][〇零○]\S{2})年")
_ORGAN = re.compile(
    r"(?:府|局|委|委员会|办|办公室|厅|处|镇|乡|街道|中心|会|院|队|所|站|校|县|市|区|省|公司|集团|分局|署|社)$"
)
_NAME = re.compile(
    r"^(?:关于)?(?:\d+\.)?(?P<before>[^\d]*?)(?P<year>(?:19|20)\d{2}|\d{4}(?=年))年?度?(?P<after>[^\d]*?)(?:政府信息|政务|信息)公开"
)
_UNIT_FIRST = re.compile(r"^(?:关于)?(?P<before>[^\d]+?)(?:政府信息|政务|信息)公开")
_CONTEXT = re.compile(r"统计期|期限|时限|统计时间|数据|起止|报告期|时间范围|统计")
_SIGNS = "./／．-－"
"""What may stand in the places of 年 and 月 in the days of a period."""
_TO = rf"{GAP}(?:至|到|—+|-+|－+|–|~|～)+{GAP}"
_RANGE = re.compile(
    rf"{parts_of_day('ay', 'am', 'ad', signs=_SIGNS)}{GAP}(?:0?0?时|零时)?{GAP}(?:起|始|开始)?{GAP}[,，]?{_TO}"
    rf"(?:(?P<by>{YEAR}){GAP}[年{re.escape(_SIGNS)}]?{GAP})?{parts_of_day('', 'bm', 'bd', signs=_SIGNS)}"
)
_MONTHS = re.compile(
    rf"(?P<ay>{YEAR}){GAP}年{GAP}(?P<am>\d{{1,2}}){GAP}月?{_TO}"
    rf"(?:(?P<by>{YEAR}){GAP}年{GAP})?(?P<bm>\d{{1,2}}){GAP}月(?!{GAP}\d)"
)
_MONTHS_BY_SIGN = re.compile(
    r"(?P<ay>\d{4})[./](?P<am>\d{1,2})" + _TO + r"(?P<by>\d{4})[./](?P<bm>\d{1,2})(?![\d./-])"
)
_BROKEN_YEAR = re.compile(
    rf"{parts_of_day('ay', 'am', 'ad', signs=_SIGNS)}{GAP}(?:起|始|开始)?{GAP}[,，]?{_TO}\d{{5,8}}{GAP}年"
    rf"{GAP}\d{{1,2}}{GAP}月{GAP}\d{{1,2}}{GAP}日"
)
"""A last day with a slip in its year (202024年12月31日): which day is meant is not known."""
_LOST = re.compile(rf"(?P<ay>\d{{4}}){GAP}年{GAP}月{GAP}日")
_UNTIL = re.compile(
    rf"(?:截[至止]?到?|(?:截止日期|截止时间|核定时间点?)为?[:：]?){GAP}{parts_of_day('by', 'bm', 'bd', signs=_SIGNS)}"
)
_WHOLE_YEAR = re.compile(
    rf"(?:统计期限|统计时间|数据期限|报告期|统计范围)[^。，]{{0,8}}?(?P<ay>\d{{4}}){GAP}年度?(?!{GAP}[\d月])"
)
_WAYS = (_RANGE, _BROKEN_YEAR, _MONTHS, _MONTHS_BY_SIGN, _WHOLE_YEAR, _UNTIL, _LOST)
"""The ways to tell a period, the best first."""
_DAY_OR_PERIOD = re.compile("[日月]|统计|期限|报告期")
_MOST_TITLE_LINES = 3
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


def find_title(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The title among the paragraphs before the first section, put together when it stands on several lines.

    Of all lines, and short neighbouring lines read together, the one that names unit and year is
    taken; the fewest lines, the first place. Where a list of titles of several years stands there, as
    beside an article, it is the last: the one that the report follows.
    """
    best: tuple[int, int] = (0, 0)
    titles: list[Paragraph] = []
    for index in range(len(paragraphs)):
        for count in range(1, _MOST_TITLE_LINES + 1):
            lines = paragraphs[index : index + count]
            rank = (title_rank(lines), -count)
            if len(lines) < count or not rank[0] or rank < best:
                continue
            titles = [*(titles if rank == best else ()), _joined(lines)]
            best = rank
    own = [title for title in titles if not _LINK.search(fold(title.text))] or titles
    several = len({year_in(title.text) for title in own}) > 1
    return own[-1 if several else 0] if own else None


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
    """The year in a title, in digits or Chinese numerals, as it is written: a slip of the hand may make it 2204.

    A year that a report can be on (`is_report_year`) counts before any other.
    """
    matches = _YEAR.finditer(fold(title))
    years = [int(match[1]) if match[1] else chinese_number(match[2]) for match in matches]
    told = [year for year in years if year is not None]
    return next((year for year in told if is_report_year(year)), told[0] if told else None)


def is_report_year(year: int) -> bool:
    """Whether a report can be on this year at all."""
    return 2000 <= year <= 2099


def report_year(title_year: int | None, period: Period | None) -> int | None:
    """The year reported on: the title's, or the period's where the title has none that can be right."""
    if title_year is not None and is_report_year(title_year):
        return title_year
    return period.start_year or period.end_year if period else None


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
    stem = fold(told_stem(name))
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
        text, places = seen(paragraph.text)
        for sentence in _SENTENCE.finditer(text):
            told = bool(_CONTEXT.search(sentence[0]))
            for rank, pattern in enumerate(_WAYS):
                match = pattern.search(text, sentence.start(), sentence.end())
                if match is None:
                    continue
                period = _period(match, paragraph, places)
                whole_year = period.start is not None and (period.start.month, period.start.day) == (1, 1)
                if told or (pattern is _RANGE and whole_year):
                    yield (rank if told else 10 + rank), period
                break


def _period(match: re.Match[str], paragraph: Paragraph, places: Sequence[int]) -> Period:
    """The period that was matched; `places` tells where the characters stand in the paragraph."""
    told = {name: number_of(written) for name, written in match.groupdict().items()}
    if match.re is _WHOLE_YEAR:
        told |= {"am": 1, "ad": 1, "bm": 12, "bd": 31}
    elif match.re in (_MONTHS, _MONTHS_BY_SIGN):
        told |= {"ad": 1, "bd": 31 if told["bm"] in (12, 1, 3, 5, 7, 8, 10) else 30}
    start_year, end_year = told.get("ay"), told.get("by")
    return Period(
        start=day_of(start_year, told.get("am"), told.get("ad")),
        end=day_of(end_year or start_year, told.get("bm"), told.get("bd")),
        text=match[0],
        place=paragraph.place.part(places[match.start()], places[match.end() - 1] + 1),
        start_year=start_year,
        end_year=end_year,
    )
