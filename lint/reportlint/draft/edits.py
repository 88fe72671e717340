"""From the `report:` and `prior:` keys of a rule's example to drafts: a sample and what is changed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from reportlint.draft.model import FILENAME, Draft
from reportlint.draft.samples import SAMPLES, sample
from reportlint.model.report import CellKey

EDITS = (
    "sample",
    "unit",
    "year",
    "title",
    "period",
    "headings",
    "sections",
    "order",
    "cells",
    "rows",
    "columns",
    "drop_rows",
    "drop_columns",
    "drop_tables",
    "filename",
)
"""The keys that `report:` and `prior:` may have."""

PRIOR_FILENAME = "上年.txt"
"""The name of the file of a report of the year before."""


class DraftError(ValueError):
    """An edit that cannot be made, told in one sentence."""


def draft_from(edits: Mapping[str, Any]) -> Draft:
    """The draft that `edits` describe; see docs/architecture.md for the keys.

    Raises DraftError for an unknown key, sample, section, table, row, column or cell.
    """
    _known("key", edits, EDITS)
    name = edits.get("sample", "town")
    _known("sample", [name], SAMPLES)
    draft = sample(name, unit=edits.get("unit"), year=edits.get("year"))
    _known("section", (*edits.get("headings", ()), *edits.get("sections", ())), range(1, 7))
    _known("section", edits.get("order", ()), range(1, 7))
    _known("table", edits.get("drop_tables", ()), draft.form.tables)
    return replace(
        draft,
        title=_lines(edits.get("title", draft.title)),
        period=edits.get("period", draft.period),
        headings={**draft.headings, **edits.get("headings", {})},
        prose={**draft.prose, **edits.get("sections", {})},
        order=tuple(edits.get("order", draft.order)),
        cells={**draft.cells, **_cells(draft, edits.get("cells", {}))},
        rows=_labels(draft, edits.get("rows", {}), "row"),
        columns=_labels(draft, edits.get("columns", {}), "column"),
        dropped_rows=frozenset(_labels(draft, dict.fromkeys(edits.get("drop_rows", ()), ""), "row")),
        dropped_columns=frozenset(_labels(draft, dict.fromkeys(edits.get("drop_columns", ()), ""), "column")),
        dropped_tables=frozenset(edits.get("drop_tables", ())),
        filename=edits.get("filename", FILENAME),
    )


def prior_draft_from(edits: Mapping[str, Any], report: Mapping[str, Any]) -> Draft:
    """The draft of the year before the one that the edits `report` describe.

    It is made of the same sample and unit and a year earlier, unless `edits` say otherwise. Raises
    DraftError as `draft_from` does.
    """
    year = draft_from(report).year - 1
    same = {key: report[key] for key in ("sample", "unit") if key in report}
    return draft_from({**same, "year": year, "filename": PRIOR_FILENAME, **edits})


def _lines(title: str | Sequence[str]) -> tuple[str, ...]:
    return (title,) if isinstance(title, str) else tuple(title)


def _cells(draft: Draft, told: Mapping[str, object]) -> dict[CellKey, str]:
    names = {".".join(key): key for key in draft.cells}
    _known("cell", told, names)
    return {names[name]: "" if raw is None else str(raw) for name, raw in told.items()}


def _labels(draft: Draft, told: Mapping[str, str], kind: str) -> dict[tuple[str, str], str]:
    """Labels by (table, key). Groups of rows and of columns have labels too."""
    names: dict[str, tuple[str, str]] = {}
    for table in draft.form.tables.values():
        columns = [column for block in table.blocks for column in block.columns]
        for heading in (*(table.rows if kind == "row" else columns), *table.groups):
            names[f"{table.key}.{heading.key}"] = (table.key, heading.key)
    _known(kind, told, names)
    return {names[name]: label for name, label in told.items()}


def _known(what: str, told: Any, names: Any) -> None:
    for name in told:
        if name not in names:
            raise DraftError(f"{name} is no {what} that a draft knows")
