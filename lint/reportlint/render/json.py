"""The JSON document of a run (schemas/result.schema.json): the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reportlint import __version__
from reportlint.model.as_json import dump, location, number
from reportlint.model.diagnostic import Diagnostic, Fix, Related, Result, Suspect
from reportlint.model.report import CellKey
from reportlint.model.wording import Text
from reportlint.render import RenderOptions
from reportlint.render.tally import Tally

SCHEMA_VERSION = 1


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """The document in pieces, a piece per file; the summary is last, and behind it what an audit says of all."""
    tally = Tally()
    tool = {"name": "reportlint", "version": __version__, "rules": options.rules_version or None}
    yield f'{{\n "schema_version": {SCHEMA_VERSION},\n "tool": {dump(tool, depth=1)},\n "files": ['
    separator = "\n  "
    for result in tally.watch(results):
        yield separator + dump(_file(result, options.lang), depth=2)
        separator = ",\n  "
    closing = "\n ]" if separator[0] == "," else "]"
    yield f'{closing},\n "summary": {dump(_summary(tally), depth=1)}'
    if options.batch is not None:
        yield f',\n "batch": {dump(in_language(options.batch, options.lang), depth=1)}'
    yield "\n}\n"


def in_language(value: Any, lang: str) -> Any:
    """JSON-like data with the words in it in one language."""
    if isinstance(value, Text):
        return value.of(lang)
    if isinstance(value, Mapping):
        return {key: in_language(part, lang) for key, part in value.items()}
    return [in_language(part, lang) for part in value] if isinstance(value, (list, tuple)) else value


def _summary(tally: Tally) -> dict[str, int]:
    return {
        "files": tally.files,
        "unreadable": tally.unreadable,
        **{f"{severity}s": number for severity, number in tally.findings.items()},
        "not_checked": tally.not_checked,
        "waived": tally.waived,
    }


def _file(result: Result, lang: str) -> dict[str, Any]:
    report = result.report
    identity = report and {
        "title": report.title,
        "unit": report.unit,
        "year": report.year,
        "edition": report.edition,
    }
    return {
        "path": result.path,
        "status": result.status,
        "error": None if result.error is None else result.error.of(lang),
        "report": identity,
        **({"recognised": result.recognised.of(lang)} if result.recognised.zh else {}),
        "diagnostics": [_diagnostic(diagnostic, lang) for diagnostic in result.diagnostics],
        "not_checked": [{"code": item.code, "reason": item.reason.of(lang)} for item in result.not_checked],
        "outcomes": {
            code: {"outcome": outcome, "by": list(by)} for code, (outcome, by) in result.outcomes.items()
        },
    }


def _diagnostic(diagnostic: Diagnostic, lang: str) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity,
        "confidence": diagnostic.confidence,
        "message": diagnostic.message.of(lang),
        "where": diagnostic.where.of(lang),
        "section": diagnostic.section,
        "location": location(diagnostic.place),
        "cell": _cell(diagnostic.cell),
        "expected": number(diagnostic.expected),
        "actual": number(diagnostic.actual),
        "basis": [basis.of(lang) for basis in diagnostic.basis],
        "help": diagnostic.help.of(lang),
        "related": [_related(related, lang) for related in diagnostic.related],
        "suspect": _suspect(diagnostic.suspect),
        "fix": _fix(diagnostic.fix),
        **({} if diagnostic.since is None else {"since": diagnostic.since}),
    }


def _cell(cell: CellKey | None) -> dict[str, str] | None:
    return cell and cell._asdict()


def _related(related: Related, lang: str) -> dict[str, Any]:
    return {
        "message": related.message.of(lang),
        "where": related.where.of(lang),
        "location": location(related.place),
        "cell": _cell(related.cell),
    }


def _suspect(suspect: Suspect | None) -> dict[str, Any] | None:
    return None if suspect is None else {**suspect.cell._asdict(), "value": suspect.value}


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    safety = "safe" if fix.safe else "unsafe"
    return {"safety": safety, "old": fix.old, "new": fix.new, "location": location(fix.place)}
