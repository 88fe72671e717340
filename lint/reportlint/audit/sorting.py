"""What the files of an audit are: whose reports of which year, or none at all, and which two years belong together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from reportlint.audit.ledger import KnownFile, Ledger
from reportlint.audit.pairing import FiledReport, Pairing, paired
from reportlint.audit.renamed import Renamed, renamed
from reportlint.audit.request import AuditRequest
from reportlint.engine.filing import NO_REPORT, Evidence, FileEvidence, Fixed, is_handed_in_as_report, told_by
from reportlint.model.batch import Filing


class Sorting(Struct, frozen=True):
    """The decisions. `no_reports` are files that were read and are none, and left the ledger; `idle` are globs of the
    configuration that mean no file.
    """

    pairing: Pairing
    filings: Mapping[str, Filing]
    year: int | None
    renamed: Renamed
    no_reports: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()


def sort_files(
    request: AuditRequest, ledger: Ledger, paths: Iterable[str], left_out: Sequence[str]
) -> Sorting:
    """Sorts the files of the ledger, in the order of the `paths`; `left_out` were not looked into."""
    known = {path: ledger.files[path] for path in paths if path in ledger.files}
    told = [told_by(light.entry) if light.entry else FileEvidence(path) for path, light in known.items()]
    told += map(FileEvidence, left_out)
    fixed, idle = _fixed(request, [file.path for file in told])
    filings, year = Evidence(request.units, request.aliases, request.year, fixed).decide(told)
    no_reports = tuple(_no_reports(request, known, filings, year))
    for path in no_reports:
        ledger.drop(path)
    entries = {path: light.entry for path, light in known.items() if light.entry is not None}
    files = [
        FiledReport(path, entry.identity.unit, filings[path].year, known[path].figures, filings[path].unit)
        for path, entry in entries.items()
    ]
    pairing = paired(files, listed=request.units, aliases=request.aliases)
    own = {path: prior for path, prior in pairing.priors.items() if filings[path].content is None}
    pairing = replace(pairing, priors=own)  # another unit's report is not beside this one's
    found = renamed(pairing, entries, year, aliases=request.aliases)
    pairing = replace(pairing, priors={**pairing.priors, **found.priors})
    return Sorting(pairing, filings, year, found, no_reports, idle)


def is_meant(path: str, pattern: str) -> bool:
    """Whether a glob, of a path or of a name alone, means this file."""
    return path == pattern or PurePath(path).match(pattern) or fnmatch(path, pattern)


def _fixed(request: AuditRequest, known: Sequence[str]) -> tuple[dict[str, Fixed], tuple[str, ...]]:
    """What the configuration settles, by path, and its globs that mean no file."""
    fixed: dict[str, Fixed] = {}
    idle = []
    for pattern, said in request.filings.items():
        meant = [path for path in known if is_meant(path, pattern)]
        fixed |= dict.fromkeys(meant, said)
        if not meant:
            idle.append(pattern)
    return fixed, tuple(idle)


def _no_reports(
    request: AuditRequest, known: Mapping[str, KnownFile], filings: Mapping[str, Filing], year: int | None
) -> Iterable[str]:
    """What is no report at all, unless it was handed in as that of a unit of which there is nothing else."""
    listed = {unit.name for unit in request.units}
    handed_in = {
        filings[path].unit
        for path, light in known.items()
        if light.entry is not None and filings[path].year == year
    }
    for path, light in known.items():
        if light.entry is not None or NO_REPORT not in {count.code for count in light.row.tallied}:
            continue
        owing = filings[path].unit in listed and filings[path].unit not in handed_in
        if not (owing and is_handed_in_as_report(path)):
            yield path
