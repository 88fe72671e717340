"""The kinds of check by name. A kind's module is imported only when a rule in use names it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from reportlint.data.plugins import find_plugin, plugin_names
from reportlint.engine.kind import Kind

KINDS = {
    "altered_labels": "reportlint.checks.tables.altered_labels",
    "annotated_figures": "reportlint.checks.tables.annotated_figures",
    "applicants_told": "reportlint.checks.narrative.applicants_told",
    "bad_figures": "reportlint.checks.tables.bad_figures",
    "card_numbers": "reportlint.checks.wording.card_numbers",
    "carried_over": "reportlint.checks.across.carried_over",
    "fact_told": "reportlint.checks.identity.fact_told",
    "fee_figures": "reportlint.checks.narrative.fee_figures",
    "growth_told": "reportlint.checks.across.growth_told",
    "id_numbers": "reportlint.checks.wording.id_numbers",
    "item_numbering": "reportlint.checks.structure.item_numbering",
    "likeness": "reportlint.checks.input.likeness",
    "listed_words": "reportlint.checks.wording.listed_words",
    "missing_headings": "reportlint.checks.tables.missing_headings",
    "missing_table": "reportlint.checks.tables.missing_table",
    "mobile_numbers": "reportlint.checks.wording.mobile_numbers",
    "obsolete_form": "reportlint.checks.tables.obsolete_form",
    "other_unit": "reportlint.checks.identity.other_unit",
    "parts_count": "reportlint.checks.structure.parts_count",
    "past_plans": "reportlint.checks.identity.past_plans",
    "period_span": "reportlint.checks.identity.period_span",
    "pictured_tables": "reportlint.checks.input.pictured_tables",
    "positive_at_level": "reportlint.checks.tables.positive_at_level",
    "problems_told": "reportlint.checks.structure.problems_told",
    "published_by": "reportlint.checks.identity.published_by",
    "readable": "reportlint.checks.input.readable",
    "replaced_wordings": "reportlint.checks.general.replaced_wordings",
    "rolled_forward": "reportlint.checks.across.rolled_forward",
    "same_figures": "reportlint.checks.across.same_figures",
    "section_length": "reportlint.checks.structure.section_length",
    "section_order": "reportlint.checks.structure.section_order",
    "section_text": "reportlint.checks.structure.section_text",
    "section_titles": "reportlint.checks.structure.section_titles",
    "sections_present": "reportlint.checks.structure.sections_present",
    "set_phrases": "reportlint.checks.wording.set_phrases",
    "stale_years": "reportlint.checks.identity.stale_years",
    "sum": "reportlint.checks.general.sums",
    "tables_contradict": "reportlint.checks.tables.tables_contradict",
    "text_pattern": "reportlint.checks.general.text_pattern",
    "title_form": "reportlint.checks.structure.title_form",
    "title_year": "reportlint.checks.identity.title_year",
    "told_figures": "reportlint.checks.narrative.told_figures",
    "told_nowhere": "reportlint.checks.narrative.told_nowhere",
    "told_parts": "reportlint.checks.narrative.told_parts",
    "told_percent": "reportlint.checks.narrative.told_percent",
    "told_twice": "reportlint.checks.narrative.told_twice",
    "topics_told": "reportlint.checks.structure.topics_told",
    "unfilled_cells": "reportlint.checks.tables.unfilled_cells",
    "unit_wordings": "reportlint.checks.identity.unit_wordings",
    "words_by_level": "reportlint.checks.structure.words_by_level",
}
"""The built-in kinds; each module holds its kind as `KIND`. One line for each, in alphabetical order."""

ACROSS = {
    "child_exceeds": "reportlint.checks.across.child_exceeds",
    "copied_from_sibling": "reportlint.checks.across.copied_from_sibling",
    "copied_over_years": "reportlint.checks.across.copied_over_years",
    "misfiled": "reportlint.checks.across.misfiled",
    "owed_reports": "reportlint.checks.across.owed_reports",
    "submitted_twice": "reportlint.checks.across.submitted_twice",
}
"""The built-in kinds that compare reports: named apart, so that judging one report does not load them."""

ACROSS_TWO_YEARS = frozenset({"copied_over_years"})
"""Those of them that also compare a report with last year's alone (`Kind.wants_prior`)."""

ENTRY_POINTS = "reportlint.checks"
"""The group of entry points by which other packages bring kinds of their own (name → Kind)."""


@cache
def find_kind(name: str) -> Kind | None:
    """The kind of this name, built in or from an entry point; None when nobody brings it."""
    module = KINDS.get(name) or ACROSS.get(name)
    if module is not None:
        found: Any = import_module(module).KIND
    else:
        found = find_plugin(ENTRY_POINTS, name)
    return found if isinstance(found, Kind) else None


def every_kind() -> tuple[Kind, ...]:
    """All kinds by name: the built-in ones and those that packages bring and that load."""
    names = {*KINDS, *ACROSS, *plugin_names(ENTRY_POINTS)}
    return tuple(kind for name in sorted(names) if (kind := find_kind(name)) is not None)
