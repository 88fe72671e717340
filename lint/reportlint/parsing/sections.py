"""The six sections: which lines are their headings, and what prose stands below each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from reportlint.model.document import Paragraph
from reportlint.model.forms import NUMERALS, Form, SectionForm, load_form
from reportlint.model.report import Section
from reportlint.model.wording import bare, fold
from reportlint.parsing.flow import Row, row_of
from reportlint.parsing.labels import all_labels

_NUMERAL = re.compile(
    rf"[\s#*>]*(?P<open>[（(])?(?:(?P<part>第)|[lI|])?(?P<numeral>[{NUMERALS}]{{1,2}}|\d(?=[、．.]))"
    r"(?(part)(?:部分|章|节)?)(?(open)[)）])[\s、.．，,:：*]*"
)
_GLUED_BEHIND = re.compile(
    rf"(?<=[。！；）)])\s*(?P<heading>(?P<numeral>[{NUMERALS}])、(?P<title>[^。，；：:]{{4,30}}))\s*$"
)
_PREFIX = re.compile(r"^(?:行政机关|本年度|本机关|本单位|因|\d{4}年度?|我[省市县区镇乡局办])+")
_SUFFIX = re.compile(r"(?:统计表|如下|具体如下)+$")
_LONGEST_TITLE = 40

Standing = Literal["official", "variant", "unrecognised", "lost"]


class Heading(Struct, frozen=True):
    """A row that may be the heading of section `number`. `rest` is text glued behind the title."""

    row: int
    number: int
    numeral: str
    title: str
    standing: Standing
    score: int
    rest: str = ""


class _Titles(Struct, frozen=True):
    """The titles of a form's sections, made comparable."""

    official: Mapping[str, SectionForm]
    variants: Mapping[str, SectionForm]
    hints: Sequence[tuple[SectionForm, tuple[str, ...]]]


def headings_like(rows: Sequence[Row], edition: str) -> list[Heading]:
    """Every row that may be the heading of a section, in the order of the file."""
    return [found for index in range(len(rows)) if (found := _candidate(rows, index, edition))]


def headings(rows: Sequence[Row], candidates: Sequence[Heading], edition: str) -> list[Heading]:
    """Of the rows that may be headings, the best for each section that has one, in the order of the file."""
    starts = {candidate.row for candidate in candidates}
    best: dict[int, Heading] = {}
    for candidate in candidates:
        if candidate.standing == "unrecognised":
            continue
        score = (
            candidate.score + (candidate.row + 1 not in starts) + _leads_to_table(rows, candidate, edition)
        )
        if score > best[candidate.number].score if candidate.number in best else score > 2:
            best[candidate.number] = _scored(candidate, score)
    for candidate in candidates:
        if candidate.standing == "unrecognised" and _fills_gap(candidate, best):
            best[candidate.number] = candidate
    return sorted(best.values(), key=lambda heading: heading.row)


def sections(rows: Sequence[Row], found: Sequence[Heading], taken: frozenset[int]) -> tuple[Section, ...]:
    """The sections below these headings; the rows in `taken` belong to tables."""
    result = []
    for index, heading in enumerate(found):
        end = found[index + 1].row if index + 1 < len(found) else len(rows)
        paragraphs = [
            row.spread() for at, row in enumerate(rows[:end]) if at > heading.row and at not in taken
        ]
        head = rows[heading.row].paragraph()
        if heading.rest:
            start = head.text.rindex(heading.rest)
            rest = Paragraph(heading.rest, head.place.part(start, len(head.text)))
            paragraphs.insert(0, rest)
            head = Paragraph(head.text[:start], head.place.part(0, len(head.text[:start].rstrip())))
        kept = tuple(paragraph for paragraph in paragraphs if fold(paragraph.text))
        result.append(
            Section(heading.number, heading.numeral, heading.title, head.place, heading.standing, kept)
        )
    return tuple(result)


def standing_of(title: str, number: int, edition: str) -> Standing:
    """How well a title says that it is section `number` of the form; "lost" for no title."""
    if not bare(title):
        return "lost"
    form, standing, *_ = _recognised(title, bare(title), _titles(edition), numbered=True)
    return standing if form is not None and form.number == number else "unrecognised"


def parted(rows: Sequence[Row], edition: str) -> list[Row]:
    """The rows; a heading that is glued behind the end of a sentence has a row of its own."""
    found: list[Row] = []
    for row in rows:
        match = _GLUED_BEHIND.search(row.text) if row.grid is None and not row.picture else None
        title = match["title"] if match else ""
        form, *_ = _recognised(title, bare(title), _titles(edition), numbered=False)
        if match is None or form is None or form.number != _value(match["numeral"]):
            found.append(row)
            continue
        paragraph = row.paragraph()
        start = paragraph.text.rindex(match["heading"])
        parts = ((0, start), (start, len(paragraph.text)))
        found += [row_of(Paragraph(paragraph.text[a:b], paragraph.place.part(a, b))) for a, b in parts]
    return found


def _candidate(rows: Sequence[Row], index: int, edition: str) -> Heading | None:
    """The heading that a row may be."""
    row = rows[index]
    if row.grid is not None and not row.flowing and sum(bool(cell.text) for cell in row.cells) > 2:
        return None
    text = row.text
    match = _NUMERAL.match(text)
    numeral, bracket, title = ("", False, text) if match is None else (
        match["numeral"], bool(match["open"]), text[match.end() :]
    )  # fmt: skip
    key = bare(title)
    if not key or bare(text) in all_labels(edition):
        return None
    titles = _titles(edition)
    number = _value(numeral)
    form, standing, score, rest = _recognised(title, key, titles, numbered=bool(numeral) and not bracket)
    if form is None:
        if (
            not numeral
            or bracket
            or len(key) > _LONGEST_TITLE
            or not 1 <= number <= 6
            or row.grid is not None
        ):
            return None
        return Heading(index, number, numeral, title.strip(), "unrecognised", 1)
    score += (0 if not numeral else -3 if bracket else 1) + 2 * (number == form.number and not bracket)
    shown = title[: len(title) - len(rest)] if rest else title
    return Heading(index, form.number, numeral, shown.strip(" *#:：。，\t\u3000"), standing, score, rest)


def _recognised(
    title: str, key: str, titles: _Titles, *, numbered: bool
) -> tuple[SectionForm | None, Standing, int, str]:
    """The section whose title this is, how it stands, how sure that is, and what is glued behind it."""
    if key in titles.official:
        return titles.official[key], "official", 6, ""
    core = _SUFFIX.sub("", _PREFIX.sub("", key))
    for known in (titles.official, titles.variants):
        if core in known or key in known:
            return known.get(core) or known[key], "variant", 5, ""
    if not numbered:
        return None, "unrecognised", 0, ""
    if len(key) > 5:
        for known_title, form in (*titles.official.items(), *titles.variants.items()):
            if key.startswith(known_title) and (rest := _after(title, known_title)):
                return form, "official" if known_title in titles.official else "variant", 4, rest
    if len(key) <= _LONGEST_TITLE and not re.search(r"[。；]", title):
        for form, words in titles.hints:
            if all(word in key for word in words):
                return form, "variant" if len(words) > 1 else "unrecognised", 2, ""
    return None, "unrecognised", 0, ""


def _after(title: str, known: str) -> str:
    """The text that is glued behind a title; "" when the words that follow belong to the title."""
    left = len(known)
    for index, character in enumerate(title):
        left -= bool(bare(character))
        if left == 0:
            rest = title[index + 1 :]
            glued = bool(re.match(r"[\s。:：，]", rest)) or "。" in rest
            return rest.lstrip(" \t\u3000:：。，") if glued else ""
    return ""


def _leads_to_table(rows: Sequence[Row], candidate: Heading, edition: str) -> int:
    """3 when the section's table stands close below the heading."""
    tables = [table for table in load_form(edition).tables.values() if table.section == candidate.number]
    if not tables or candidate.row + 1 >= len(rows):
        return 0
    near = rows[candidate.row + 1 : candidate.row + 9]
    for row in near:
        if row.grid is not None and any(
            bare(cell.text) in all_labels(edition) for cell in row.cells if cell.text
        ):
            return 3
    return 0


def _fills_gap(candidate: Heading, best: Mapping[int, Heading]) -> bool:
    """Whether an unknown title stands where the section of its numeral is missing."""
    before, after = best.get(candidate.number - 1), best.get(candidate.number + 1)
    if candidate.number in best or (before is None and after is None):
        return False
    return (before is None or before.row < candidate.row) and (after is None or candidate.row < after.row)


def _scored(heading: Heading, score: int) -> Heading:
    return Heading(
        heading.row, heading.number, heading.numeral, heading.title, heading.standing, score, heading.rest
    )


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    return NUMERALS.index(numeral) if len(numeral) == 1 else 0


@cache
def _titles(edition: str) -> _Titles:
    form: Form = load_form(edition)
    order = sorted(form.sections, key=lambda section: (4, 6, 5, 3, 2, 1).index(section.number))
    return _Titles(
        {bare(section.title): section for section in form.sections},
        {bare(variant): section for section in form.sections for variant in section.variants},
        [(section, words) for section in order for words in section.hints],
    )
