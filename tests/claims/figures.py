"""Figures told → tables that agree with them, every sum right; tables in which one of them, or all untold, are
others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportlint.draft.model import cell_keys
from reportlint.model.forms import Form, form_for_year, load_form
from reportlint.model.report import CellKey

INFLOW = ("new_received", "carried_in")
OUTFLOW = ("handled", "carried_out")
BLOCKS = {
    "granted": ("granted",),
    "unavailable": ("unavailable_not_held",),
    "other_handling": ("other_rest", "other_handling"),
    "partial": ("partial",),
    "denied": ("denied_third_party",),
    "unprocessed": ("unprocessed_repeat",),
}
"""The outcomes with the row that holds each (the first that the form has); the first untold takes the rest."""
REMEDIES = {"review_total": "review", "litigation_total": "litigation_direct"}
CASE_OUTCOMES = ("upheld", "corrected", "other", "pending")
"""What became of reviews and lawsuits, as the columns of table 四 have it; untold cases ended otherwise."""
_DISCLOSED = {
    "regulations_issued": ("regulations", "issued"),
    "regulations_repealed": ("regulations", "repealed"),
    "regulations_in_force": ("regulations", "in_force"),
    "normative_issued": ("normative_documents", "issued"),
    "normative_repealed": ("normative_documents", "repealed"),
    "normative_in_force": ("normative_documents", "in_force"),
    "licensing": ("licensing", "decisions"),
    "penalties": ("penalties", "decisions"),
    "coercion": ("coercion", "decisions"),
}
_BALANCE = {
    "new_received": ("handled", "carried_out"),
    "carried_in": ("handled", "carried_out", "new_received"),
    "handled": ("new_received", "carried_out", "carried_in"),
    "carried_out": ("new_received", "handled", "carried_in"),
}
"""What takes up the difference when one of the four is changed: the first that is not told, else the first.

The carry-over never does for new applications: their number with it is another reading of 收到×件."""


def complete(told: Mapping[str, int]) -> dict[str, int]:
    """All figures of tables 三 and 四 that agree with those told; what is not told is as small as it can be."""
    figures = dict(told)
    combined = figures.get("granted_and_partial")
    if combined is not None:
        figures.setdefault("granted", combined - figures.get("partial", 0))
        figures.setdefault("partial", combined - figures["granted"])
    outcomes = sum(figures.get(block, 0) for block in BLOCKS)
    leaving = figures.get("handled", outcomes) + figures.get("carried_out", 0)
    if "new_received" not in figures:
        total = figures.get("received", leaving)
        figures["new_received"] = max(0, total - figures.get("carried_in", 0))
    figures.setdefault("carried_in", max(0, leaving - figures["new_received"]))
    coming = figures["new_received"] + figures["carried_in"]
    figures.setdefault("handled", max(outcomes, coming - figures.get("carried_out", 0)))
    figures.setdefault("carried_out", max(0, coming - figures["handled"]))
    _fill_outcomes(figures)
    together = figures.get("remedies_total", 0)
    figures.setdefault("review_total", together - figures.get("litigation_total", 0))
    parts = figures.get("litigation_direct", 0) + figures.get("litigation_after_review", 0)
    figures.setdefault("litigation_total", max(parts, 0))
    return figures


def changed(told: Mapping[str, int], measure: str, step: int) -> dict[str, int] | None:
    """The figures with one that is told changed by `step`, sums kept right; None where that cannot be."""
    figures = complete(told)
    value = figures[measure] + step
    if value < 0:
        return None
    figures[measure] = value
    if measure in ("litigation_direct", "litigation_after_review"):
        figures["litigation_total"] += step
    if measure == "litigation_total":
        parts = ("litigation_direct", "litigation_after_review")
        beyond = [part for part in parts if figures.get(part, 0)]
        if sum(figures.get(part, 0) for part in parts) > value and beyond:
            figures[beyond[0]] -= 1
    if measure == "granted_and_partial":
        figures["granted"] += step
        figures["handled"] += step
        return _balanced(figures, {**told, measure: 0}, "handled")
    case, _, outcome = measure.partition("_")
    if outcome in CASE_OUTCOMES:
        room = figures[f"{case}_total"] - sum(figures.get(f"{case}_{other}", 0) for other in CASE_OUTCOMES)
        if measure.endswith("_other") and step < 0:  # what is told nowhere ends otherwise: this one must not
            taking = next((end for end in CASE_OUTCOMES if f"{case}_{end}" not in told), CASE_OUTCOMES[0])
            figures[f"{case}_{taking}"] = figures.get(f"{case}_{taking}", 0) + 1
        return figures if room >= 0 else None
    if measure in _BALANCE:
        return _balanced(figures, told, measure)
    if measure in BLOCKS:
        others = [block for block in BLOCKS if block != measure]
        taking = next((block for block in others if block not in told and figures[block] - step >= 0), None)
        if taking is None:
            figures["handled"] += step
            return _balanced(figures, {**told, measure: 0}, "handled")
        figures[taking] -= step
    return figures


def _balanced(figures: dict[str, int], told: Mapping[str, int], measure: str) -> dict[str, int] | None:
    difference = sum(figures[key] for key in INFLOW) - sum(figures[key] for key in OUTFLOW)
    choices = _BALANCE[measure]
    for taking in (*(key for key in choices if key not in told), *choices):
        value = figures[taking] + (difference if taking in OUTFLOW else -difference)
        if value >= 0:
            figures[taking] = value
            _fill_outcomes(figures, told=told)
            return figures
    return None


def _fill_outcomes(figures: dict[str, int], told: Mapping[str, int] | None = None) -> None:
    """Makes the outcomes add up to what was handled, by one of those that are not told."""
    known = figures if told is None else told
    untold = [block for block in BLOCKS if block not in known]
    for block in BLOCKS:
        figures.setdefault(block, 0)
    if untold:
        others = sum(figures[block] for block in BLOCKS if block != untold[0])
        figures[untold[0]] = max(0, figures["handled"] - others)


def table_cells(figures: Mapping[str, int], year: int) -> dict[CellKey, str]:
    """The cells of all tables: applications of natural persons, reviews and lawsuits that ended otherwise."""
    form = load_form(form_for_year(year))
    cells = dict.fromkeys(cell_keys(form), "0")
    for row, value in _rows(figures, form):
        for column in ("natural_person", "total"):
            cells[CellKey("applications", row, column)] = str(value)
    for (row, column), value in _cases(figures).items():
        cells[CellKey("remedies", row, column)] = str(value)
    for measure, (row, column) in _DISCLOSED.items():
        if measure in figures:
            cells[CellKey("disclosure", row, column)] = str(figures[measure])
    return cells


def rows_of(measure: str) -> frozenset[tuple[str, str]]:
    """The (table, row) pairs that a finding on a measure may name: those that hold its figure."""
    if measure in _DISCLOSED:
        return frozenset({("disclosure", _DISCLOSED[measure][0])})
    case, _, what = measure.partition("_")
    if case == "review":
        return frozenset({("remedies", "review")})
    if case == "litigation":
        groups = {"direct": ["litigation_direct"], "after_review": ["litigation_after_review"]}
        return frozenset(("remedies", row) for row in groups.get(what, _GROUPS))
    rows = {"handled": ["handled_total"], "granted_and_partial": ["granted", "partial"]}.get(measure) or [
        row.key
        for form in map(load_form, ("2019", "2021"))
        for row in form.tables["applications"].rows
        if measure in (row.key, row.group)
    ]
    return frozenset(("applications", row) for row in rows)


_GROUPS = ("litigation_direct", "litigation_after_review")


def _cases(figures: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """Table 四: the told outcomes of each kind of case, the rest under 其他结果; lawsuits stand in the first row with
    room.
    """
    after = figures.get("litigation_after_review", 0)
    direct = figures.get("litigation_direct", figures["litigation_total"] - after)
    totals = {
        "review": figures["review_total"],
        "litigation_direct": direct,
        "litigation_after_review": figures["litigation_total"] - direct,
    }
    cells = {(row, "total"): total for row, total in totals.items()}
    for case, rows in (("review", ("review",)), ("litigation", _GROUPS)):
        room = {row: totals[row] for row in rows}
        left = {outcome: figures.get(f"{case}_{outcome}", 0) for outcome in CASE_OUTCOMES}
        for row in rows:
            for outcome in CASE_OUTCOMES:
                taken = min(left[outcome], room[row])
                cells[row, outcome] = taken
                left[outcome] -= taken
                room[row] -= taken
            cells[row, "other"] += room[row]
    return cells


def untold(told: Mapping[str, int], year: int) -> dict[CellKey, str]:
    """Tables that hold every figure told and other figures wherever nothing is told, every sum right.

    Applications that nothing tells of come in, are carried over and are handled; cases and documents are added.
    """
    known = complete(told)
    figures = {**known, **{measure: 7 for measure in (*REMEDIES, *_DISCLOSED) if measure not in told}}
    for case, total in (("review", "review_total"), ("litigation", "litigation_total")):
        if any(measure.startswith(case) for measure in told):
            figures[total] = known[total]
    if "remedies_total" in told:
        figures.update({total: known[total] for total in REMEDIES})
    coming = [measure for measure in ("carried_in", "new_received") if measure not in told]
    leaving = [measure for measure in ("handled", "carried_out") if measure not in told]
    if coming and leaving and "received" not in told:
        figures[coming[0]] += 5
        figures[leaving[0]] += 5
    _spread(figures, told)
    return table_cells(figures, year)


def _spread(figures: dict[str, int], told: Mapping[str, int]) -> None:
    """What was handled and has no told outcome goes to the last untold outcome, where `complete` took the first."""
    if "granted_and_partial" in told:
        return
    free = [block for block in BLOCKS if block not in told]
    if free:
        rest = figures["handled"] - sum(figures[block] for block in BLOCKS if block not in free)
        figures.update(dict.fromkeys(free, 0))
        figures[free[-1]] = max(0, rest)


def _rows(figures: Mapping[str, int], form: Form) -> Iterator[tuple[str, int]]:
    known = form.tables["applications"].row_index
    yield from ((key, figures[key]) for key in ("new_received", "carried_in", "carried_out"))
    yield "handled_total", figures["handled"]
    for block, rows in BLOCKS.items():
        yield next(row for row in rows if row in known), figures[block]
    if "unclear" in figures:
        yield "unavailable_unclear", figures["unavailable"] - figures.get("not_held", 0)
        yield "unavailable_not_held", figures.get("not_held", 0)
    elif "not_held" in figures:
        yield "unavailable_not_held", figures["not_held"]
        yield "unavailable_needs_creation", figures["unavailable"] - figures["not_held"]
