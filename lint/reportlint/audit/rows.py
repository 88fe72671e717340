"""The rows of an audit: every file in its order, with its unit and the reports beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from reportlint.audit.ledger import Ledger
from reportlint.audit.outcome import Row
from reportlint.audit.pairing import Pairing
from reportlint.audit.work import row_of


def rows_of(
    ledger: Ledger, paths: Iterable[str], pairing: Pairing, owners: Mapping[str, str]
) -> tuple[Row, ...]:
    """The rows in the order of the `paths`, the list of units last.

    `owners` are the units of files that could not be read, as far as their names tell them.
    """
    order = dict.fromkeys(path for path in paths if path in ledger.files)
    order |= dict.fromkeys(ledger.files)
    known = {unit.name for unit in pairing.units}
    named = {path: unit for path, unit in owners.items() if unit in known}
    return tuple(_row(ledger, path, pairing, named) for path in order)


def _row(ledger: Ledger, path: str, pairing: Pairing, named: Mapping[str, str]) -> Row:
    row = row_of(ledger.result(path)) if ledger.changed(path) else ledger.files[path].row
    return replace(
        row,
        unit=pairing.owners.get(path) or (named.get(path) if row.status == "unreadable" else None),
        prior=pairing.priors.get(path),
        same_as=pairing.same_as.get(path),
    )
