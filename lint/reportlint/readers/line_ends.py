"""Lines that were cut inside sentences, as editors, PDF viewers and mail programs cut them: what goes on from what.

Nothing marks such a cut. It shows in the lines around it: most lines of running text end without an end mark
and are about equally long, whatever the width, and what is put together ends like a sentence at last. Headings,
items of a list, rows and labels of the form's tables begin anew; a line with room behind it ends what it says.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from reportlint.model.document import Paragraph
from reportlint.model.forms import NUMERALS, editions, load_form
from reportlint.model.numbers import is_figure
from reportlint.model.wording import bare

_SHORTEST = 14
"""In characters: a shorter line was not cut for its length."""
_LONGEST = 130
"""In screen columns: longer lines are paragraphs that nobody cut."""
_MOST_LINES = 100
"""Lines of one paragraph."""
_MOST_WORDS = 20
"""In a row of a table's head."""
_FEWEST = 3
"""So many cut lines of about one length show the width; where no line is longer, one does."""

_ENDED = re.compile(r"[。！？!?；;：:…][”’\"'）)】》]*$")
_STOPPED = re.compile(r"[。！？!?；;…][”’\"'）)】》]*$")
_SENTENCE = re.compile(r"[。；！？]")
_PAUSE = re.compile(r"[，、。；]")
_SAYS = re.compile(r"[。；！？\d]")
_BEGINS = re.compile(
    rf"[#>*+•●◆■□]|-\s|第?[{NUMERALS}]{{1,3}}(?:[、.．]|部分)|[（(][{NUMERALS}]{{1,3}}[）)]|"
    r"\d{1,2}(?:[、．]|\.(?!\d))|[（(]\d{1,2}[）)]|[①-⑳]|附[件表注]|备注|注[:：]"
)
"""What an item, a heading or a note begins with."""
_NUMERAL = re.compile(rf"\s*第?[{NUMERALS}]{{1,3}}(?:[、.．]|部分)\s*")
_NAMED = re.compile(
    r"(?!.{0,6}(?:问题|不足|情况|方面|措施|如下)[：:])[^，。；：:\d]{1,8}[：:]\s*[^\s；。]{1,40}$"
)
"""A line that tells one thing by its name: 联系电话：…"""
_YEAR = re.compile(r"\d{4}年")
_REPORT = re.compile(r"\d{4}年[^，。]{0,20}年度报告$")
_TITLE = re.compile(r"(?:年度?报告?|工作报告|情况|事项|措施|统计表|说明|目录)$")
_CUT_BEHIND = re.compile(
    r"(?:[，、（(“《〈〔[]|\d[,.]|[的和与及或在对将于从向被把由自至起]|[一二三四五六七八九十]是|[，；。：][一二三四五六七八九十])$"
)
_CUT_BEFORE = re.compile(
    r"[，。、；：！？）)”》〉〕\]％%]|起?至|起止|[年月日] ?(?:\d|[起至止内底末，。])|"
    r"\d{1,2} ?[月日] ?(?:\d|[起至止内，。])|[件条份次项][，。、；]"
)
_BRACKETS = (("（", "）"), ("《", "》"), ("〔", "〕"), ("“", "”"))
_GAP = re.compile(r"\S(?: {2,}|\u3000| *\t+ *)\S")
_FIGURES = "0123456789.,， \t\u3000\xa0"
_LATIN = re.compile(r"[A-Za-z]")
_TOKEN = re.compile(r"[!-~]+|.")

Joint = Literal["none", "likely", "plain"]


class _Line(Struct, frozen=True):
    """A line that is not empty: its number among all (from 0), its text, how far it is indented."""

    at: int
    raw: str
    text: str
    indent: int
    apart: bool
    """Whether an empty line stands above."""
    running: bool
    """Whether it may be a line of running text."""
    begins: bool
    ended: bool


class _Cut(Struct, frozen=True):
    """How a text was cut. `width` is None where no width shows; `measure` says what it is counted in."""

    width: int | None
    measure: Callable[[str], int]
    spaced: bool
    """Whether empty lines part the paragraphs, and nothing else."""
    loose: bool
    """Whether empty lines stand between the lines of a paragraph, so that they say nothing."""
    indent: int
    """How far lines are indented that begin nothing."""


def cut_lines(raw_lines: Sequence[str]) -> list[bool]:
    """For each line whether it goes on from the last line above it that is not empty."""
    goes_on = [False] * len(raw_lines)
    lines = list(_lines(raw_lines))
    cut = _how_cut(lines)
    at = 0
    while at + 1 < len(lines):
        end = sure = at + 1
        while end < min(len(lines), at + _MOST_LINES):
            joint = _joint(lines[end - 1], lines[end], cut, first=end - 1 == at)
            if joint == "none":
                break
            end += 1
            if joint == "plain" or _ENDED.search(lines[end - 1].text):
                sure = end
        for line in lines[at + 1 : sure]:
            goes_on[line.at] = True
        at = sure
    return goes_on


def together(parts: Sequence[Paragraph], between: str = "") -> Paragraph:
    """The text that these lines are; without anything `between`, two Latin words are kept apart."""
    if len(parts) == 1:
        return parts[0]
    text, goes_on = "", []
    for part in parts:
        latin = _LATIN.match(text[-1:]) and _LATIN.match(part.text[:1])
        text += between if text else ""
        text += " " if latin and not between else ""
        goes_on.append((len(text), part.place))
        text += part.text
    return Paragraph(text, parts[0].place.until(parts[-1].place)._replace(goes_on=tuple(goes_on)))


def _lines(raw_lines: Iterable[str]) -> Iterator[_Line]:
    apart = False
    for at, raw in enumerate(raw_lines):
        text = raw.strip()
        if not text:
            apart = True
            continue
        indent = _screen(raw[: len(raw) - len(raw.lstrip())])
        begins = _BEGINS.match(text) is not None
        yield _Line(
            at, raw, text, indent, apart, _may_run(raw, text), begins, _ENDED.search(text) is not None
        )
        apart = False


def _may_run(raw: str, text: str) -> bool:
    """Whether a line may be running text: no row, no label and no figure of a table, no title."""
    if "|" in text or "｜" in text or "\t" in text or not (bare(text) or _ENDED.search(text)):
        return False
    if _ENDED.search(text):
        return not _rows_of_figures(raw)
    return not (
        _is_label(bare(text.rstrip(_FIGURES)))
        or _are_labels(text)
        or is_figure(text)
        or _rows_of_figures(raw)
    )


def _rows_of_figures(raw: str) -> bool:
    """Whether figures stand in columns: two and more at the end, or any behind a wide gap."""
    figures = raw[len(raw.rstrip(_FIGURES)) :].split()
    return len(figures) > 2 or (len(figures) > 0 and _GAP.search(raw) is not None)


@cache
def _labels(known: tuple[str, ...]) -> tuple[str, ...]:
    tables = [table for edition in known for table in load_form(edition).tables.values()]
    blocks = [block for table in tables for block in table.blocks]
    headings = [*(group for table in tables for group in table.groups)]
    headings += [heading for block in blocks for heading in (*block.rows, *block.columns)]
    texts = [text for block in blocks for text in (block.head, block.stub) if text]
    return tuple(
        {bare(text) for text in (*texts, *(word for heading in headings for word in heading.wordings))}
    )


@cache
def _titles(known: tuple[str, ...]) -> frozenset[str]:
    sections = [section for edition in known for section in load_form(edition).sections]
    return frozenset(bare(title) for section in sections for title in (section.title, *section.variants))


def _is_label(words: str) -> bool:
    return not words or any(words in label for label in _labels(editions()))


def _are_labels(text: str) -> bool:
    """Whether each word of a line is a piece of a label: a row of a table's head."""
    words = text.split(None, _MOST_WORDS)
    return 1 < len(words) <= _MOST_WORDS and all(_is_label(bare(word)) for word in words)


def _is_title(text: str) -> bool:
    return bare(_NUMERAL.sub("", text, count=1)) in _titles(editions())


def _how_cut(lines: Sequence[_Line]) -> _Cut:
    """How the lines were cut, as the lines show that end without an end mark."""
    ended = [below.apart for line, below in pairwise(lines) if line.running and line.ended]
    spaced = len(ended) > 2 and sum(ended) >= 0.7 * len(ended)
    open_ended = [
        (line, below)
        for line, below in pairwise(lines)
        if line.running and below.running and _is_open(line) and not below.begins
    ]
    indents = Counter(below.indent for _, below in open_ended)
    indent = indents.most_common(1)[0][0] if indents else 0
    best = _Cut(None, _screen, spaced, loose=False, indent=indent)
    most = (False, 0)
    for measure, slack in ((_screen, 3), (len, 1)):
        widths = Counter(measure(line.raw.rstrip()) for line, _ in open_ended)
        widest = max((measure(line.raw.rstrip()) for line in lines if line.running), default=0)
        for width in widths:
            within = sum(widths[other] for other in range(width - slack, width + 1))
            here = [pair for pair in open_ended if 0 <= width - measure(pair[0].raw.rstrip()) <= slack]
            many = within >= _FEWEST or widest <= width + slack
            sign = _PAUSE if within >= _FEWEST else _SAYS
            told = sum(sign.search(line.text) is not None for line, _ in here)
            known = many and min(within, told * 2) * 2 >= max(len(open_ended), within * 2)
            if (known, within) > most:
                most = known, within
                loose = known and sum(below.apart for _, below in here) >= 0.8 * within
                best = _Cut(width if known else None, measure, spaced and not loose, loose, indent)
    return best


def _is_open(line: _Line) -> bool:
    """Whether a line breaks off: it is long, no title, and has no end mark."""
    title = _REPORT.search(line.text) or _is_title(line.text)
    return not line.ended and not title and _long_enough(line)


def _long_enough(line: _Line) -> bool:
    return len(line.text) >= _SHORTEST and _screen(line.text) <= _LONGEST


def _joint(line: _Line, below: _Line, cut: _Cut, *, first: bool) -> Joint:
    """How sure it is that the line below goes on from this one."""
    if below.apart and not cut.loose:
        return "none"
    if _is_cut_title(line.text, below.text):
        return "plain"
    if not (line.running and below.running):
        return "none"
    if _is_title(line.text) or _is_title(below.text) or below.indent > max(cut.indent, 0) + 1:
        return "none"
    full = _is_full(line, below, cut, first=first)
    if not line.ended and _is_cut(line.text, below.text) and (full or _long_enough(line)):
        return "plain"
    if below.begins or (first and _heads(line)):
        return "none"
    if full:
        return "likely"
    if line.ended or _NAMED.match(line.text) or _NAMED.match(below.text):
        return "none"
    goes_on = _PAUSE.search(line.text) is not None if first else True
    return "likely" if cut.spaced and cut.width is None and goes_on and _long_enough(line) else "none"


def _is_cut_title(text: str, below: str) -> bool:
    """Whether two lines are a section's heading, or the end of a report's title, that was cut."""
    if _NUMERAL.match(text):
        return _is_title(text + below) and not _is_title(text)
    cut = _YEAR.search(text) is not None and _REPORT.search(text) is None
    return cut and _REPORT.search(text + below) is not None


def _heads(line: _Line) -> bool:
    """Whether a line that begins something may be its heading and nothing more."""
    text = line.text
    return not line.ended and _SENTENCE.search(text) is None and (_TITLE.search(text) is not None)


def _is_cut(text: str, below: str) -> bool:
    """Whether a line ends, or the next one begins, as none does but one that was cut."""
    if _NAMED.match(text):
        return False
    if _CUT_BEHIND.search(text) or _CUT_BEFORE.match(below):
        return True
    return any(
        text.count(opening) > text.count(closing) and below.find(closing) >= 0
        for opening, closing in _BRACKETS
    )


def _is_full(line: _Line, below: _Line, cut: _Cut, *, first: bool) -> bool:
    """Whether what begins the line below would have had no room in this one."""
    if cut.width is None or len(line.text) < _SHORTEST:
        return False
    told = cut.measure(line.raw.rstrip())
    token = _TOKEN.match(below.text)
    needed = max(cut.measure(token[0]) if token else 0, cut.measure("一")) + cut.measure("一")
    needed += 2 * cut.measure("一") if first else 0
    return cut.width - needed < told <= cut.width + 2 * cut.measure("一")


def _screen(text: str) -> int:
    """The width of a text in columns of a screen."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
