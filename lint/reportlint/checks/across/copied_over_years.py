"""Kind `copied_over_years`: a report's prose is not last year's with other figures.

Parameters: of the `whole` prose, and of one `section` by itself, the `share` of the report's own text that
must stand in last year's report to be told, where there are at least so many (`least`) characters of it;
text is `issued`, and nobody's own, when one in `one_in` units and at least `least` of them have it in one
year; `shown`, how many of the copied sentences a finding shows. Where there is no batch but last year's report
is given, nobody knows what was issued, and the whole text counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.across.alike import SCHEMA, finding, issued_text, likeness, own_pieces, told
from reportlint.checks.across.last_year import called, last_year
from reportlint.engine.kind import Across, CheckContext, Judgement, Kind, NotApplicable, Placed
from reportlint.engine.pieces import prose_of
from reportlint.model.report import Report
from reportlint.model.wording import Text


def _run(across: Across) -> Iterator[Placed]:
    batch, parameters = across.batch, across.parameters
    issued = issued_text(batch, parameters["issued"])
    number = parameters["section"]["number"]
    for entry in batch.entries:
        prior = batch.prior(entry)
        if prior is None:
            yield Placed(entry.path, NotApplicable())
            continue
        common = {*issued[entry.identity.year], *issued[prior.identity.year]}
        ours, theirs = (own_pieces(each.prose, number, common) for each in (entry, prior))
        found = likeness(ours, theirs, parameters)
        if found is not None:
            whose = Text(f"上年报告（{prior.path}）", f"last year's report ({prior.path})")
            yield told(across, entry, (prior, whose), found, {"file": prior.path})


def _beside_last_year(report: Report, context: CheckContext) -> Iterator[Judgement]:
    prior = last_year(report, context)
    if not isinstance(prior, Report):
        yield prior
        return
    number = context.parameters["section"]["number"]
    ours, theirs = (own_pieces(prose_of(each), number, ()) for each in (report, prior))
    found = likeness(ours, theirs, context.parameters)
    if found is not None:
        shown = context.parameters["shown"]
        yield finding(report, (prior, called(prior)), found, {"file": prior.name}, shown=shown)


KIND = Kind(
    "copied_over_years",
    _beside_last_year,
    SCHEMA,
    placeholders=frozenset({"file", "percent", "count"}),
    variants=frozenset({"section"}),
    stage="across",
    across=_run,
)
