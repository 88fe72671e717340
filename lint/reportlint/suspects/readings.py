"""What a report's own sums say of how its figures were recognised, and which findings recognition leaves open.

No figure is ever changed. Where all sums that a figure stands in hold, it is certain. Where a sum fails and one of
its figures may be read otherwise, the sum was not checked; where all are sure, it is the report's mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice, product

from msgspec.structs import replace

from reportlint.engine.kind import SumIdentity
from reportlint.engine.rules import RuleSet
from reportlint.engine.run import Verdict
from reportlint.model.diagnostic import Diagnostic, NotChecked
from reportlint.model.document import Certainty, Place
from reportlint.model.forms import cell_name
from reportlint.model.report import CellKey, Number, Report, Table, Value
from reportlint.model.wording import Text, visible
from reportlint.suspects.folding import figures_of, identities_of
from reportlint.suspects.system import System

_MOST_CHANGED = 3
"""Figures of one sum that are tried in another reading at once."""
_MOST_TRIED = 20_000
_MOST_NAMED = 12
"""Cells in doubt that are named one by one."""
_FROM_PICTURE = Text("（由图片认读）", " (recognised from a picture)")


def weighed(verdict: Verdict, report: Report, rules: RuleSet) -> tuple[Verdict, Report]:
    """The verdict on a report with recognised pages, and the report with the figures settled that its sums confirm.

    Findings that rest on something in doubt become what was not checked.
    """
    if report.recognised is None:
        return verdict, report
    identities = identities_of(report, rules)
    report = settled(report, rules)
    kept: list[Diagnostic] = []
    unchecked = dict.fromkeys(verdict.not_checked)
    for found in verdict.diagnostics:
        members = identities.get(found.cell.table, {}) if found.cell else {}
        identity = members.get((found.code, found.cell)) if found.cell else None
        doubt = _of_sum(identity, report) if identity else _of_finding(found, report)
        if doubt is not None:
            unchecked[NotChecked(found.code, doubt)] = None
        else:
            kept.append(found)
    for rule in rules.at("reading"):
        unchecked.update((NotChecked(rule.code, words), None) for words in _in_doubt(report))
    return replace(verdict, diagnostics=tuple(kept), not_checked=tuple(unchecked)), report


def saying_so(verdict: Verdict, report: Report) -> Verdict:
    """The verdict whose findings on recognised pages say that they rest on a picture; the last step of all."""
    return replace(verdict, diagnostics=tuple(_told(found, report) for found in verdict.diagnostics))


def _in_doubt(report: Report) -> Iterator[Text]:
    """The cells and the figures of the prose that somebody has to look at, whether any finding rests on them or not."""
    doubtful = [
        cell
        for table in report.tables.values()
        for cell, value in table.cells()
        if value.certainty is not None and value.certainty.doubtful
    ]
    for cell in doubtful[:_MOST_NAMED]:
        yield _look_at([cell], report)
    if more := len(doubtful[_MOST_NAMED:]):
        yield Text(f"另有 {more} 格认读没有把握，请看原件", f"{more} more cells are not surely recognised")
    for claim in report.claims:
        if words := _of_place(claim.place, report):
            yield words


def settled(report: Report, rules: RuleSet) -> Report:
    """The report with every recognised figure settled that its sums confirm."""
    if report.recognised is None:
        return report
    identities = identities_of(report, rules)
    tables = {key: _settled(table, identities.get(key, {}).values()) for key, table in report.tables.items()}
    return replace(report, tables=tables)


def _settled(table: Table, identities: Iterable[SumIdentity]) -> Table:
    """The table with the figures settled that stand in sums which all hold."""
    system = System(tuple(identities), tuple(table.rows), ())
    figures = figures_of(table)
    known, broken = system.known(figures), system.remainders(figures)
    values: dict[str, dict[str, Value]] = {}
    for cell, value in table.cells():
        own = system.weights.get(cell, {})
        held = bool(own) and all(index in known and index not in broken for index in own)
        if held and isinstance(value, Number) and value.certainty is not None:
            value = replace(value, certainty=replace(value.certainty, settled=True))
        values.setdefault(cell.row, {})[cell.column] = value
    return replace(table, values=values)


def _of_sum(identity: SumIdentity, report: Report) -> Text | None:
    """Why a sum that fails may be recognised wrongly; None where all its figures are sure."""
    table = report.tables[identity.anchor.table]
    doubtful = {
        cell: certainty
        for cell in (*identity.left, *identity.right)
        if (value := table.value(cell.row, cell.column)) is not None
        and (certainty := value.certainty) is not None
        and certainty.doubtful
    }
    if not doubtful:
        return None
    mending = next(_mendings(identity, figures_of(table), doubtful), None)
    if mending is None:
        return _look_at(list(doubtful), report)
    words = [_also(cell, table, mended, report) for cell, mended in mending.items()]
    zh, en = "；".join(word.zh for word in words), "; ".join(word.en for word in words)
    return Text(
        f"认读可能有误，请看原件：{zh}，这样合计就对得上",
        f"perhaps recognised wrongly, look at the original: {en}; then the sum agrees",
    )


def _mendings(
    identity: SumIdentity, figures: Mapping[CellKey, int], doubtful: Mapping[CellKey, Certainty]
) -> Iterator[dict[CellKey, int]]:
    """Other readings of as few figures as possible with which a sum holds."""
    readings = {
        cell: tuple(int(text) for text in certainty.alternatives if text.isdecimal())
        for cell, certainty in doubtful.items()
    }
    tried = (
        dict(zip(cells, chosen, strict=True))
        for count in range(1, _MOST_CHANGED + 1)
        for cells in combinations(readings, count)
        for chosen in product(*(readings[cell] for cell in cells))
    )
    for changed in islice(tried, _MOST_TRIED):
        left, right = (
            sum(changed.get(cell, figures.get(cell, 0)) for cell in side)
            for side in (identity.left, identity.right)
        )
        if left == right:
            yield changed


def _also(cell: CellKey, table: Table, mended: int, report: Report) -> Text:
    value = table.values[cell.row][cell.column]
    name = cell_name(cell, edition=table.edition)
    held = visible(value.raw)
    return Text(f"{name.zh}这一格像 {held} 也像 {mended}", f"{name.en} looks like {held} and like {mended}")


def _of_finding(found: Diagnostic, report: Report) -> Text | None:
    """Why what a finding rests on may be recognised wrongly; None where it is sure."""
    cells = dict.fromkeys(filter(None, (found.cell, *(second.cell for second in found.related))))
    doubtful = [cell for cell in cells if (held := _certainty(cell, report)) and held.doubtful]
    if doubtful:
        return _look_at(doubtful, report)
    for place in (found.place, *(second.place for second in found.related)):
        if words := _of_place(place, report):
            return words
    return None


def _certainty(cell: CellKey, report: Report) -> Certainty | None:
    table = report.tables.get(cell.table)
    value = table.value(cell.row, cell.column) if table else None
    return value.certainty if value is not None else None


def _look_at(cells: Sequence[CellKey], report: Report) -> Text:
    """That cells have to be looked at, and what each may be."""
    zh, en = [], []
    for cell in cells:
        table = report.tables[cell.table]
        value = table.values[cell.row][cell.column]
        name = cell_name(cell, edition=table.edition)
        read = visible(value.raw)
        others = [visible(text) for text in value.certainty.alternatives] if value.certainty else []
        if read and others:
            zh.append(f"{name.zh}这一格像 {read} 也像 {'、'.join(others)}")
            en.append(f"{name.en} looks like {read} and like {', '.join(others)}")
        else:
            zh.append(f"{name.zh}这一格" + (f"认作 {read}，没有把握" if read else "有没有字认不清"))
            en.append(f"{name.en} " + (f"was taken for {read}" if read else "may or may not be blank"))
    return Text(
        f"认读可能有误，请看原件：{'；'.join(zh)}",
        f"perhaps recognised wrongly, look at the original: {'; '.join(en)}",
    )


def _of_place(place: Place, report: Report) -> Text | None:
    """The doubts in a place of the prose, or in a label."""
    assert report.recognised is not None
    doubts = report.recognised.doubts(place)
    if not doubts:
        return None
    zh, en = [], []
    for doubt in doubts[:3]:
        read = visible(doubt.place.words(report.lines))
        others = "、".join(visible(text) for text in doubt.certainty.alternatives)
        zh.append(f"“{read}”" + (f"也像“{others}”" if others else "认不准"))
        en.append(f"“{read}”" + (f" looks like “{others}” too" if others else " is not sure"))
    page = place.page
    line = place.spot.line if place.spot else None
    return Text(
        f"第{page}页第{line}行认读可能有误，请看原件：{'，'.join(zh)}",
        f"page {page}, line {line}: perhaps recognised wrongly, look at the original: {', '.join(en)}",
    )


def _told(found: Diagnostic, report: Report) -> Diagnostic:
    """A finding that says that what it rests on was recognised."""
    if report.recognised is None or not report.recognised.holds(found.place):
        return found
    message = Text(found.message.zh + _FROM_PICTURE.zh, found.message.en + _FROM_PICTURE.en)
    return replace(found, message=message)
