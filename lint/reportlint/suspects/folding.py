"""Findings that one smallest change of cells explains become one finding that leads with the cell.

A stage between judging and the result. It knows no rule: the kinds of check say which identities
their rules hold, and a finding belongs to the identity that is told at its cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from reportlint.engine.kind import CheckContext, SumIdentity
from reportlint.engine.rules import RuleSet
from reportlint.engine.run import Verdict
from reportlint.model.diagnostic import CONFIDENCES, SEVERITIES, Diagnostic, Related, Suspect, TableCut
from reportlint.model.fingerprint import resting_on
from reportlint.model.forms import TableForm, cell_name, load_form
from reportlint.model.report import CellKey, Number, Report, Table, Unreadable
from reportlint.model.wording import Text
from reportlint.suspects import phrases
from reportlint.suspects.likeliest import Suspects, ToldSum, find_suspects
from reportlint.suspects.search import CellChange
from reportlint.suspects.system import System

Members = Mapping[tuple[str, CellKey], SumIdentity]
"""The identities of a table by the code of their rule and the cell they are told at."""


def fold_sums(verdict: Verdict, report: Report, rules: RuleSet) -> Verdict:
    """The verdict with the broken identities of each table told as one finding, where one change mends all.

    The finding keeps the code of the identity told nearest to the suspect cell and the gravest
    severity; the others become its related places. Where no cell can be named the findings stay
    as they are, and a note says why. The rules whose findings became part of another's are explained by it.
    """
    diagnostics, notes, explained = verdict.diagnostics, list(verdict.notes), dict(verdict.explained)
    for key, members in identities_of(report, rules).items():
        broken = [found for found in diagnostics if found.cell and (found.code, found.cell) in members]
        table = report.tables[key]
        system = _system(members, load_form(table.edition).tables[key])
        if not broken:
            continue
        if not system.tells_cells_apart:
            diagnostics = _line_by_line(broken, members, table, diagnostics, explained)
            continue
        told = _prose_sums(report, rules)
        found = _suspects(system, table, [claim for claims in told.values() for claim in claims])
        if found.state in ("named", "several"):
            one = _folded(broken, members, found, table)
            heard = _confirming(diagnostics, broken, found, told, table) if found.state == "named" else []
            one = replace(one, related=(*map(_as_told, heard), *one.related))
            diagnostics = tuple(_in_place_of([*broken, *heard], one, diagnostics))
            _explain(explained, (*broken, *heard), one, diagnostics)
        elif found.state in ("many", "unclear"):
            notes.append(phrases.unexplained(found, table))
    return replace(verdict, diagnostics=diagnostics, notes=tuple(notes), explained=explained)


def _explain(
    explained: dict[str, tuple[str, ...]],
    parts: Iterable[Diagnostic],
    one: Diagnostic,
    left: Iterable[Diagnostic],
) -> None:
    """Notes that the rules whose findings became parts of one, and that have no others, are explained by it."""
    for code in {part.code for part in parts} - {found.code for found in left}:
        explained[code] = tuple(dict.fromkeys((*explained.get(code, ()), one.code)))


def _line_by_line(
    broken: Sequence[Diagnostic],
    members: Members,
    table: Table,
    diagnostics: tuple[Diagnostic, ...],
    explained: dict[str, tuple[str, ...]],
) -> tuple[Diagnostic, ...]:
    """The findings of a table whose sums cannot tell cells apart: what stands outside it may tell them.

    A broken sum that one cell mends with the very figure that the prose tells is one finding, which names the cell.
    """
    figures = _figures(table)[0]
    for found in broken:
        assert found.cell is not None
        identity = members[found.code, found.cell]
        for cell, sign in (*((c, 1) for c in identity.left), *((c, -1) for c in identity.right)):
            rest = sum(figures.get(c, 0) for c in identity.left) - sum(
                figures.get(c, 0) for c in identity.right
            )
            change = CellChange(cell, figures.get(cell, 0), figures.get(cell, 0) - sign * rest)
            named = Suspects("named", ((change,),), True)
            heard = _confirming(diagnostics, broken, named, {}, table)
            if heard:
                one = _folded([found], members, named, table)
                one = replace(one, related=(*map(_as_told, heard), *one.related))
                diagnostics = tuple(_in_place_of([found, *heard], one, diagnostics))
                _explain(explained, heard, one, diagnostics)
                break
    return diagnostics


def _confirming(
    diagnostics: Iterable[Diagnostic],
    broken: Sequence[Diagnostic],
    found: Suspects,
    told: Mapping[str, Sequence[ToldSum]],
    table: Table,
) -> list[Diagnostic]:
    """The findings that contradict a wrong cell and agree once it is mended: they say the same mistake again."""
    mended = {change.cell: change.value for change in found.mendings[0]}
    figures = _figures(table)[0] | mended
    heard = []
    for other in diagnostics:
        if other in broken or not isinstance(other.actual, int) or other.expected is None:
            continue
        cells = {*filter(None, (other.cell, *(second.cell for second in other.related)))}
        value = mended.get(other.cell) if other.cell else None
        alone = value is not None and value in (other.actual, other.expected)
        summed = any(
            claim.value == other.actual
            and cells & set(claim.cells) & set(mended)
            and sum(figures.get(cell, 0) for cell in claim.cells) == claim.value
            for claim in told.get(other.code, ())
        )
        if alone or summed:
            heard.append(other)
    return heard


def _as_told(other: Diagnostic) -> Related:
    """A finding that became a part of the wrong cell's: what is said there, and that it agrees once that is mended."""
    return Related(phrases.confirmation(other), other.place, values=resting_on(other), where=other.where)


def identities_of(report: Report, rules: RuleSet) -> dict[str, dict[tuple[str, CellKey], SumIdentity]]:
    """The identities that the rules in force hold, by table."""
    tables: dict[str, dict[tuple[str, CellKey], SumIdentity]] = {}
    form = load_form(report.edition)
    for rule in rules.at("report"):
        if rule.kind.identities is not None:
            for identity in rule.kind.identities(report, CheckContext(form, rule.parameters)):
                tables.setdefault(identity.anchor.table, {})[rule.code, identity.anchor] = identity
    return tables


def _prose_sums(report: Report, rules: RuleSet) -> dict[str, list[ToldSum]]:
    """What the prose says of sums of cells, by the code of the rule in force that compares the two."""
    form = load_form(report.edition)
    return {
        rule.code: [
            ToldSum(cells, value)
            for cells, value in rule.kind.told_sums(report, CheckContext(form, rule.parameters))
        ]
        for rule in rules.at("report")
        if rule.kind.told_sums is not None
    }


def _system(members: Members, form: TableForm) -> System:
    columns = dict.fromkeys(column.key for block in form.blocks for column in block.columns)
    return System(tuple(members.values()), tuple(form.row_index), tuple(columns))


def _suspects(system: System, table: Table, prose: Sequence[ToldSum]) -> Suspects:
    figures, blanks = _figures(table)
    return find_suspects(system, figures, blanks=blanks, prose=prose)


def _figures(table: Table) -> tuple[dict[CellKey, int], set[CellKey]]:
    """The cells that can be summed, and those among them that are blank and count 0."""
    figures: dict[CellKey, int] = {}
    blanks = set()
    for cell, value in table.cells():
        if isinstance(value, Number):
            if isinstance(value.value, int):
                figures[cell] = value.value
        elif not isinstance(value, Unreadable):
            figures[cell] = 0
            blanks.add(cell)
    return figures, blanks


def figures_of(table: Table) -> dict[CellKey, int]:
    """The cells that can be summed; blank ones count 0."""
    return _figures(table)[0]


def _in_place_of(
    broken: Sequence[Diagnostic], one: Diagnostic, diagnostics: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """The findings in their order, with the one where the broken identity of its code and cell stood."""
    for diagnostic in diagnostics:
        if diagnostic not in broken:
            yield diagnostic
        elif (diagnostic.code, diagnostic.cell) == (one.code, one.cell):
            yield one


def _folded(broken: Sequence[Diagnostic], members: Members, found: Suspects, table: Table) -> Diagnostic:
    first = found.mendings[0][0]
    form = load_form(table.edition).tables[table.key]
    kept = min(broken, key=lambda diagnostic: _distance(diagnostic, members, first.cell, form))
    named = found.state == "named"
    others = [kept, *(diagnostic for diagnostic in broken if diagnostic is not kept)]
    return replace(
        kept,
        severity=min((diagnostic.severity for diagnostic in broken), key=SEVERITIES.index),
        confidence=min((diagnostic.confidence for diagnostic in broken), key=CONFIDENCES.index),
        message=phrases.lead(found, table),
        help=phrases.advice(found, table) or kept.help,
        related=(
            *_wrong_cells(found, table),
            *(
                Related(
                    other.message,
                    other.place,
                    other.cell,
                    () if other is kept else resting_on(other),
                    other.where,
                )
                for other in others
            ),
        ),
        suspect=Suspect(first.cell, first.value) if named else None,
        cut=_marked(kept.cut, first.cell, form) if named else kept.cut,
    )


def _distance(
    diagnostic: Diagnostic, members: Members, suspect: CellKey, form: TableForm
) -> tuple[bool, bool, int]:
    """How far an identity is from the suspect: one that holds it first, its row before its column."""
    assert diagnostic.cell is not None
    anchor = diagnostic.cell
    identity = members[diagnostic.code, anchor]
    rows = abs(form.row_index[anchor.row] - form.row_index[suspect.row])
    return (
        suspect not in (*identity.left, *identity.right),
        anchor.row != suspect.row,
        rows + (anchor != suspect),
    )


def _wrong_cells(found: Suspects, table: Table) -> Iterator[Related]:
    """The places of the wrong cells; of each possibility, where there are several."""
    if found.state == "named":
        for change in found.mendings[0]:
            yield _related(change, phrases.held(change, table), table)
    else:
        for number, mending in enumerate(found.mendings[: phrases.MOST_LISTED], start=1):
            yield _related(mending[0], phrases.possibility(mending, table, number), table)


def _related(change: CellChange, message: Text, table: Table) -> Related:
    place = table.values[change.cell.row][change.cell.column].place
    return Related(message, place, change.cell, where=cell_name(change.cell, edition=table.edition))


def _marked(cut: TableCut | None, suspect: CellKey, form: TableForm) -> TableCut | None:
    """The cut with the suspect marked, where it shows it."""
    if cut is None:
        return None
    row, column = form.row_name(suspect.row), form.column_name(suspect.row, suspect.column)
    labels = [label for label, _ in cut.rows]
    if row not in labels or column not in cut.columns:
        return cut
    return replace(cut, marked=(labels.index(row), cut.columns.index(column)))
