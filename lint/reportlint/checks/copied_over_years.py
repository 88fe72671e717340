"""Kind `copied_over_years`: a report's prose is not last year's with other figures.

Parameters: of the `whole` prose, and of one `section` by itself, the `share` of the report's own text that
must stand in last year's report to be told, where there are at least so many (`least`) characters of it;
text is `issued`, and nobody's own, when one in `one_in` units and at least `least` of them have it in one
year; `shown`, how many of the copied sentences a finding shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.alike import SCHEMA, issued_text, likeness, own_pieces, told
from reportlint.engine.kind import Across, Kind, NotApplicable, Placed, alone
from reportlint.wording import Text


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
        found = likeness(own_pieces(entry, number, common), own_pieces(prior, number, common), parameters)
        if found is not None:
            whose = Text(f"上年报告（{prior.path}）", f"last year's report ({prior.path})")
            yield told(across, entry, (prior, whose), found, {"file": prior.path})


KIND = Kind(
    "copied_over_years",
    alone,
    SCHEMA,
    placeholders=frozenset({"file", "percent", "count"}),
    variants=frozenset({"section"}),
    stage="across",
    across=_run,
)
