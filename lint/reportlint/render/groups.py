"""Findings of one kind shown together: the title once, then each place, then why and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from reportlint.model.diagnostic import SEVERITIES, Diagnostic, FoundValue, Related, Result
from reportlint.model.forms import bundled_editions, load_form
from reportlint.model.report import CellKey
from reportlint.model.wording import Text
from reportlint.render import words
from reportlint.render.excerpt import excerpt_lines
from reportlint.render.paper import TextPaper
from reportlint.render.plain import harmless
from reportlint.render.table import table_lines

FindingGroup: TypeAlias = Sequence[Diagnostic]

SHOWN_IN_FULL = 5
"""So many places of a group are shown with their lines; the others with their message only."""
SECOND_PLACES = 2
"""So many other places of a finding are shown, unless all are asked for."""
SHOWN_AT_ALL = 12
"""So many places, or rows of a table, of a group are shown; the others are counted."""


def grouped(diagnostics: Iterable[Diagnostic]) -> list[FindingGroup]:
    """The findings by rule and severity: the gravest first, of these first what names the wrong cell, then in the
    order of the file.
    """
    groups: dict[tuple[int, str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        key = (SEVERITIES.index(diagnostic.severity), diagnostic.code, diagnostic.title.zh)
        groups.setdefault(key, []).append(diagnostic)
    return sorted(groups.values(), key=_rank)


def _rank(group: FindingGroup) -> tuple[int, bool]:
    return SEVERITIES.index(group[0].severity), all(found.suspect is None for found in group)


def group_lines(group: FindingGroup, result: Result, paper: TextPaper) -> Iterator[str]:
    """One group as text."""
    edition = result.report.edition if result.report is not None else bundled_editions()[0]
    first = group[0]
    yield from _head(first, len(group), paper)
    if _is_cells_only(group):
        yield from _cells(group, edition, paper)
    else:
        yield from _places(group, paper)
    if first.basis:
        basis = words.basis((text for found in group for text in found.basis), paper.lang)
        yield from paper.block(harmless(basis), indent=2, hang=2, lead=_label(words.WHY, paper))
    for advice in dict.fromkeys(diagnostic.help for diagnostic in group[:SHOWN_IN_FULL]):
        if advice.zh:
            yield from paper.block(
                harmless(advice.of(paper.lang)), indent=2, hang=2, lead=_label(words.HOW, paper)
            )


def _label(word: Text, paper: TextPaper) -> str:
    return paper.paint("faint", word.of(paper.lang))


def _head(first: Diagnostic, number: int, paper: TextPaper) -> Iterator[str]:
    lead = paper.paint(first.severity, f"{words.SEVERITY[first.severity].of(paper.lang)} {first.code}") + " "
    times = "" if number == 1 else Text(f"（{number}处）", f" ({number} places)").of(paper.lang)
    yield from paper.block(harmless(first.title.of(paper.lang)) + times, hang=2, lead=lead, style="heading")


def _places(group: FindingGroup, paper: TextPaper) -> Iterator[str]:
    for index, diagnostic in enumerate(group[:SHOWN_AT_ALL]):
        yield from _message(diagnostic, paper)
        if index < SHOWN_IN_FULL:
            yield from _evidence(diagnostic, paper)
    yield from _uncounted(len(group) - SHOWN_AT_ALL, paper)


def _message(diagnostic: Diagnostic, paper: TextPaper) -> Iterator[str]:
    where = words.at(diagnostic, paper.lang)
    lead = f"{where}{words.COLON.of(paper.lang)}" if where else ""
    yield from paper.block(lead + harmless(diagnostic.message.of(paper.lang)), indent=2, hang=2)


def _evidence(diagnostic: Diagnostic, paper: TextPaper) -> Iterator[str]:
    """The line of the file, the cut of the table, and the other places."""
    if diagnostic.cut is not None:
        yield from ("    " + line for line in table_lines(diagnostic.cut, paper.columns - 4, paper.paint))
    elif diagnostic.excerpt is not None and diagnostic.excerpt.text.strip():
        yield from (
            "    " + line for line in excerpt_lines(diagnostic.excerpt, paper.columns - 4, paper.paint)
        )
    seconds = second_places(diagnostic, paper.lang)
    for line in seconds if paper.everything else seconds[:SECOND_PLACES]:
        yield from paper.block(harmless(line), indent=4, hang=2)
    if len(seconds) > SECOND_PLACES and not paper.everything:
        number = len(seconds) - SECOND_PLACES
        more = Text(f"另有 {number} 处（--all 看全部）", f"and {number} more (--all shows all)")
        yield from paper.block(more.of(paper.lang), indent=4, hang=2)


def seconds(diagnostic: Diagnostic) -> list[Related]:
    """The other places of a finding that tell more than its headline does, and more than the line shown with it."""
    named = diagnostic.suspect.cell if diagnostic.suspect is not None else diagnostic.cell
    return [
        related
        for related in diagnostic.related
        if (related.cell is None or related.cell != named)
        and related.message.zh not in diagnostic.message.zh
        and not _on_its_line(related, diagnostic)
    ]


def second_places(diagnostic: Diagnostic, lang: str) -> list[str]:
    """What is said of a finding's other places: where they are, and what stands there unless the headline says it."""
    told = []
    worth = seconds(diagnostic)
    for related in diagnostic.related:
        where = words.at(related, lang)
        if related in worth:
            lead = where + words.COLON.of(lang) if where else ""
            told.append(words.ALSO.of(lang) + lead + related.message.of(lang))
        elif (
            related.cell is not None
            and related.cell == diagnostic.cell
            and diagnostic.suspect is None
            and where
        ):
            told.append(words.ALSO.of(lang) + where + words.THIS_CELL.of(lang))
    return told


def _on_its_line(related: Related, diagnostic: Diagnostic) -> bool:
    """Whether the place stands in the line that is shown with the finding."""
    return (
        related.cell is None
        and related.place.line is not None
        and related.place.line == diagnostic.place.line
    )


def _uncounted(number: int, paper: TextPaper) -> Iterator[str]:
    if number > 0:
        rest = Text(
            f"另有 {number} 处（--format json 看全部）", f"and {number} more (--format json shows all)"
        )
        yield from paper.block(rest.of(paper.lang), indent=2, hang=2)


def _is_cells_only(group: FindingGroup) -> bool:
    """Whether the group is many cells of which nothing is to be told but where they are and what they hold."""
    plain = all(d.cell is not None and not (d.cut or d.suspect or d.related) for d in group)
    return plain and len(group) > 3


def _cells(group: FindingGroup, edition: str, paper: TextPaper) -> Iterator[str]:
    rows = groupby(group, key=lambda d: d.cell[:2] if d.cell else None)
    lines = [
        (len(cells), _row_of_cells(cells, edition, paper.lang)) for cells in (list(row) for _, row in rows)
    ]
    for _, line in lines[:SHOWN_AT_ALL]:
        yield from paper.block(line, indent=2, hang=4)
    yield from _uncounted(sum(number for number, _ in lines[SHOWN_AT_ALL:]), paper)


def _row_of_cells(cells: FindingGroup, edition: str, lang: str) -> str:
    """One row: 原文第55行：第三部分的表，“…”行：自然人“/”、总计（空）; all alike is said once."""
    first = cells[0].cell
    assert first is not None
    held = [_held(diagnostic.actual, lang) for diagnostic in cells]
    names = [_column_name(d.cell, edition) for d in cells if d.cell is not None]
    if len(set(held)) == 1 and len(cells) > 1:
        figures = words.LISTED.of(lang).join(names) + Text(f"都是{held[0]}", f": {held[0]} each").of(lang)
    else:
        figures = words.LISTED.of(lang).join(f"{name}{text}" for name, text in zip(names, held, strict=True))
    where = words.place(cells[0].place, lang)
    row = _row_name(cells[0], edition, lang)
    return words.COLON.of(lang).join(part for part in (where, row, figures) if part)


def _held(actual: FoundValue, lang: str) -> str:
    text = "" if actual is None else harmless(str(actual)).strip()
    return f"“{text}”" if text else words.BLANK.of(lang)


def _column_name(cell: CellKey, edition: str) -> str:
    """The column as the form calls it; its key when the cell is of another form."""
    try:
        return load_form(edition).tables[cell.table].column_name(cell.row, cell.column)
    except (KeyError, StopIteration):
        return cell.column


def _row_name(diagnostic: Diagnostic, edition: str, lang: str) -> str:
    """The row in the clerk's words; the cell where it is of another form."""
    cell = diagnostic.cell
    assert cell is not None
    try:
        return load_form(edition).tables[cell.table].row_called(cell.row).of(lang)
    except KeyError:
        return diagnostic.where.of(lang)
