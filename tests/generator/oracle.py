"""What the arithmetic and cell rules must say of given cells, worked out independently of the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reportlint.draft import Draft
from reportlint.model.report import CellKey

State = Literal["blank", "placeholder", "unreadable", "annotated", "in_words", "lost"]
"""What is the matter with a cell that does not hold a plain figure; lost: its row is not there."""

WORDS = {"一千二百": 1200}
"""Figures in words that faults use."""

OWN_FINDING = {
    "blank": ("T203", "warning"),
    "placeholder": ("T203", "warning"),
    "unreadable": ("T204", "error"),
    "annotated": ("T206", "info"),
    "in_words": ("T204", "error"),
}


class Found(NamedTuple):
    """A finding as the generator compares it: code, severity and cell; None for a finding without a cell."""

    code: str
    severity: str
    cell: CellKey | None = None


@dataclass(frozen=True)
class Expected:
    """The complete findings, and the codes that could not check something."""

    findings: frozenset[Found]
    not_checked: frozenset[str]


class Identity(NamedTuple):
    """A sum that must hold: the cells of both sides, and where it is told."""

    code: str
    left: tuple[CellKey, ...]
    right: tuple[CellKey, ...]
    anchor: CellKey
    severity: str = "error"
    at_most: bool = False
    """The left side may be less than the right."""


def expected(draft: Draft, states: Mapping[CellKey, State]) -> Expected:
    """What must be found in the draft, whose figures are all plain but those in `states`.

    Every broken sum counts, those too that follow from others.
    """
    found = {Found(*OWN_FINDING[state], cell) for cell, state in states.items() if state != "lost"}
    not_checked = set()
    for identity in identities(draft):
        cells = (*identity.left, *identity.right)
        if any(states.get(cell) in ("unreadable", "lost") for cell in cells):
            not_checked.add(identity.code)
            continue
        gap = _sum(draft, states, identity.left) - _sum(draft, states, identity.right)
        if gap == 0 or (gap < 0 and identity.at_most):
            continue
        unfilled = any(states.get(cell) in ("blank", "placeholder") for cell in cells)
        found.add(Found(identity.code, "warning" if unfilled else identity.severity, identity.anchor))
    return Expected(frozenset(found), frozenset(not_checked))


def identities(draft: Draft) -> Iterator[Identity]:
    """The identities of the three tables."""
    form = draft.form.tables["applications"]
    rows = [row.key for row in form.rows]
    *applicants, _ = columns = [column.key for column in form.blocks[0].columns]
    for row in rows:
        total = CellKey("applications", row, "total")
        summands = tuple(CellKey("applications", row, column) for column in applicants)
        yield Identity("A301", summands, (total,), total)
    for column in columns:

        def cells(*keys: str, column: str = column) -> tuple[CellKey, ...]:
            return tuple(CellKey("applications", key, column) for key in keys)

        handled = CellKey("applications", "handled_total", column)
        yield Identity("A302", cells(*rows[2:-2]), (handled,), handled)
        sides = cells("new_received", "carried_in"), cells("handled_total", "carried_out")
        yield Identity("A303", *sides, sides[1][1])
    for row in draft.form.tables["remedies"].rows:
        *parts, total = (
            CellKey("remedies", row.key, c.key) for c in draft.form.tables["remedies"].blocks[0].columns
        )
        yield Identity("A304", tuple(parts), (total,), total)
    if draft.edition == "2021":
        for key in ("regulations", "normative_documents"):
            issued, repealed, in_force = (
                CellKey("disclosure", key, column) for column in ("issued", "repealed", "in_force")
            )
            yield Identity("T209", (issued,), (repealed, in_force), in_force, "warning", at_most=True)


def _sum(draft: Draft, states: Mapping[CellKey, State], cells: tuple[CellKey, ...]) -> int:
    return sum(_figure(draft.cells[cell], states.get(cell)) for cell in cells)


def _figure(raw: str, state: State | None) -> int:
    if state in ("blank", "placeholder"):
        return 0
    return WORDS[raw] if state == "in_words" else int(raw.split("（")[0])
