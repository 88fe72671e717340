"""The work that is handed out: one file judged, one pair of years judged; the same on any machine."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportlint import __version__
from reportlint.app.api import Settings, check_bytes, notes_on_prior, rules_in_force, unreadable
from reportlint.app.archives import content
from reportlint.audit.outcome import AuditedFile, GravestFinding, RuleCount
from reportlint.audit.packing import pack, unpack_report
from reportlint.engine.across import entry_of
from reportlint.engine.packs import pack_files
from reportlint.engine.rules import RuleSet
from reportlint.engine.run import Verdict, judge
from reportlint.model.batch import BatchEntry
from reportlint.model.diagnostic import SEVERITIES, Diagnostic, Result
from reportlint.model.naming import in_sheet, part_of
from reportlint.model.report import Report
from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure
from reportlint.suspects.readings import saying_so, weighed

_LONGEST_MESSAGE = 200
"""Characters of a message that a row keeps."""


class Instructions(Struct, frozen=True):
    """How to judge, for a machine that shares nothing with this one but the program of the same version.

    `rule_texts` are the user's rule files: (file name, content); the settings' own paths are not used.
    """

    settings: Settings
    rule_texts: tuple[tuple[str, bytes], ...] = ()
    version: str = __version__


class Judged(Struct, frozen=True):
    """One file, judged by every rule that needs no other report.

    `digest` is that of the file's content ("" where it could not be read), `figures` one of unit, year and
    every cell: it is the same for two formats of one report. `entry` is what the rules across
    reports know of it. `result` and `report` are packed. Without a report that could be judged `entry` and
    `report` are None.
    """

    digest: str
    figures: str
    row: AuditedFile
    entry: BatchEntry | None
    result: bytes
    report: bytes | None


class VersionError(Exception):
    """A machine of the cluster has another version of the program."""

    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(theirs, ours)
        self.words = Text(
            f"集群里的机器装的是 reportlint {theirs}，本机是 {ours}，请装成同一版本",
            f"a machine of the cluster has reportlint {theirs}, this one {ours}; install the same version",
        )


def instructions_for(settings: Settings) -> Instructions:
    """The instructions that these settings make. Raises RuleError for a broken rule file."""
    rules_in_force(settings)
    files = pack_files(settings.rule_files) if settings.rule_files else ()
    texts = tuple((path.name, path.read_bytes()) for path in files)
    return Instructions(replace(settings, rule_files=files), texts)


def judge_file(instructions: Instructions, path: str, data: bytes | None = None) -> Judged:
    """The file at `path` judged; `data` is its content, where the file itself is on another machine."""
    settings = settings_here(instructions)
    try:
        held = content(path, max_bytes=settings.max_bytes) if data is None else data
    except ReadFailure as failure:
        result = unreadable(path, failure.words, settings=settings)
        return Judged("", "", row_of(result), None, pack(result), None)
    whole = replace(settings, keep_content=True)
    result = check_bytes(held, name=os.path.basename(path), path=path, settings=whole)
    report = result.content
    result = replace(result, content=None)
    digest = digest_of(held, path)
    if report is None or result.status != "checked":
        return Judged(digest, "", row_of(result), None, pack(result), None)
    entry = entry_of(report, path=path, digest=digest)
    return Judged(digest, _figures(report), row_of(result), entry, pack(result), pack(report))


def digest_of(content: bytes, path: str) -> str:
    """A digest of a file's content, or of one sheet or one report of it, where the path tells one."""
    sheet = in_sheet(path) or (f"#{part_of(path)}" if part_of(path) > 1 else None)
    return sha256(content if sheet is None else content + sheet.encode("utf-8", "surrogatepass")).hexdigest()


def judge_pair(instructions: Instructions, later: bytes, earlier: bytes) -> Verdict:
    """What the rules that compare two years say of the packed report `later` beside `earlier`.

    The pairing has found the two to be of one unit, by whatever names they call it.
    """
    settings = settings_here(instructions)
    report, prior = unpack_report(later), unpack_report(earlier)
    rules = comparing(rules_in_force(settings))
    prior = replace(prior, unit=report.unit)
    verdict = judge(report, rules, everything=settings.everything, prior=prior)
    verdict = saying_so(weighed(verdict, report, rules)[0], report)
    return replace(verdict, notes=tuple(notes_on_prior(prior)))


def comparing(rules: RuleSet) -> RuleSet:
    """Those of the rules that compare a report with last year's."""
    return RuleSet(tuple(rule for rule in rules if rule.kind.compares_years))


def row_of(result: Result) -> AuditedFile:
    """The light row of a result."""
    counts = Counter((found.code, found.severity) for found in result.diagnostics)
    gravest = min(result.diagnostics, key=lambda found: SEVERITIES.index(found.severity), default=None)
    return AuditedFile(
        path=result.path,
        status=result.status,
        error=result.error,
        report=result.report,
        tallied=tuple(RuleCount(code, severity, count) for (code, severity), count in sorted(counts.items())),
        worst=None if gravest is None else _worst(gravest),
        not_checked=len(result.not_checked),
        unread=len(result.unread),
        crashed=len(result.crashed),
        waived=len(result.waived),
        further=result.further,
        recognised=result.recognised,
    )


def _worst(found: Diagnostic) -> GravestFinding:
    return GravestFinding(found.code, found.severity, found.title, found.where, found.message.each(_cut))


def _cut(message: str) -> str:
    return message[:_LONGEST_MESSAGE]


def _figures(report: Report) -> str:
    """A digest of whose report of which year it is and what stands in every cell, however it is written."""
    told = [str(report.unit), str(report.year)]
    for table in report.tables.values():
        for cell, value in table.cells():
            told.append(f"{'.'.join(cell)}={value.state}:{getattr(value, 'value', value.raw)}")
    return blake2b("\n".join(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@lru_cache(maxsize=4)
def settings_here(instructions: Instructions) -> Settings:
    """The settings on this machine, where the user's rule files lie elsewhere. Raises VersionError."""
    if instructions.version != __version__:
        raise VersionError(__version__, instructions.version)
    if _lie_here(instructions):
        return instructions.settings
    folder = Path(tempfile.mkdtemp(prefix="reportlint-rules-"))
    paths = []
    for number, (name, data) in enumerate(instructions.rule_texts):
        path = folder / str(number) / Path(name).name
        path.parent.mkdir()
        path.write_bytes(data)
        paths.append(path)
    return replace(instructions.settings, rule_files=tuple(paths))


def _lie_here(instructions: Instructions) -> bool:
    """Whether the user's rule files lie where the settings say, as they were sent."""
    paths = instructions.settings.rule_files
    texts = (data for _, data in instructions.rule_texts)
    return all(path.is_file() and path.read_bytes() == data for path, data in zip(paths, texts, strict=True))
