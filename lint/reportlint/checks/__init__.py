"""The kinds of check by name. A kind's module is imported only when a rule in use names it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from reportlint.engine.kind import Kind

KINDS = {
    "altered_labels": "reportlint.checks.altered_labels",
    "annotated_figures": "reportlint.checks.annotated_figures",
    "bad_figures": "reportlint.checks.bad_figures",
    "card_numbers": "reportlint.checks.card_numbers",
    "carried_over": "reportlint.checks.carried_over",
    "fact_told": "reportlint.checks.fact_told",
    "growth_told": "reportlint.checks.growth_told",
    "id_numbers": "reportlint.checks.id_numbers",
    "likeness": "reportlint.checks.likeness",
    "listed_words": "reportlint.checks.listed_words",
    "missing_headings": "reportlint.checks.missing_headings",
    "missing_table": "reportlint.checks.missing_table",
    "mobile_numbers": "reportlint.checks.mobile_numbers",
    "obsolete_form": "reportlint.checks.obsolete_form",
    "other_unit": "reportlint.checks.other_unit",
    "parts_count": "reportlint.checks.parts_count",
    "period_span": "reportlint.checks.period_span",
    "pictured_tables": "reportlint.checks.pictured_tables",
    "positive_at_level": "reportlint.checks.positive_at_level",
    "problems_told": "reportlint.checks.problems_told",
    "published_by": "reportlint.checks.published_by",
    "readable": "reportlint.checks.readable",
    "replaced_wordings": "reportlint.checks.replaced_wordings",
    "rolled_forward": "reportlint.checks.rolled_forward",
    "same_figures": "reportlint.checks.same_figures",
    "section_order": "reportlint.checks.section_order",
    "section_text": "reportlint.checks.section_text",
    "section_titles": "reportlint.checks.section_titles",
    "sections_present": "reportlint.checks.sections_present",
    "stale_years": "reportlint.checks.stale_years",
    "sum": "reportlint.checks.sums",
    "text_pattern": "reportlint.checks.text_pattern",
    "title_form": "reportlint.checks.title_form",
    "title_year": "reportlint.checks.title_year",
    "told_figures": "reportlint.checks.told_figures",
    "told_nowhere": "reportlint.checks.told_nowhere",
    "told_parts": "reportlint.checks.told_parts",
    "told_percent": "reportlint.checks.told_percent",
    "told_twice": "reportlint.checks.told_twice",
    "topics_told": "reportlint.checks.topics_told",
    "unfilled_cells": "reportlint.checks.unfilled_cells",
    "unit_wordings": "reportlint.checks.unit_wordings",
    "words_by_level": "reportlint.checks.words_by_level",
}
"""The built-in kinds; each module holds its kind as `KIND`. One line for each, in alphabetical order."""

ACROSS = {
    "child_exceeds": "reportlint.checks.child_exceeds",
    "copied_from_sibling": "reportlint.checks.copied_from_sibling",
    "copied_over_years": "reportlint.checks.copied_over_years",
    "owed_reports": "reportlint.checks.owed_reports",
    "submitted_twice": "reportlint.checks.submitted_twice",
}
"""The built-in kinds that compare reports: named apart, so that judging one report does not load them."""

ENTRY_POINTS = "reportlint.checks"
"""The group of entry points by which other packages bring kinds of their own (name → Kind)."""


@cache
def find_kind(name: str) -> Kind | None:
    """The kind of this name, built in or from an entry point; None when nobody brings it."""
    module = KINDS.get(name) or ACROSS.get(name)
    if module is not None:
        found: Any = import_module(module).KIND
    else:
        found = _from_entry_points(name)
    return found if isinstance(found, Kind) else None


def _from_entry_points(name: str) -> object:
    from importlib.metadata import entry_points

    for point in entry_points(group=ENTRY_POINTS, name=name):
        return point.load()
    return None
