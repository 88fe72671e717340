"""SARIF 2.1.0 for code scanning: one log with one run, its results written file by file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from reportlint import __version__
from reportlint.engine.rules import Rule
from reportlint.model.as_json import dump
from reportlint.model.diagnostic import Confidence, Diagnostic, Related, Result, Severity, Waived
from reportlint.model.fingerprint import fingerprint, plain
from reportlint.render import RenderOptions, words
from reportlint.render.explain import blanked
from reportlint.render.located import located, slashed
from reportlint.render.plain import harmless

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_RANKS: Mapping[Confidence, float] = {"certain": 90.0, "likely": 60.0, "possible": 30.0}
"""From 0 to 100: how sure a finding is."""
_PRINT = "reportlintFinding/v1"
_GITHUB_PRINT = "primaryLocationLineHash"
"""The only one by which GitHub follows an alert from one upload to the next."""


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """The log in pieces: the tool with all rules in force, a piece per file, at last what was not checked."""
    driver = {
        "name": "reportlint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule, options.handbook) for rule in options.rules],
        "properties": {"rulesVersion": options.rules_version},
    }
    if not options.rules_version:
        del driver["properties"]
    yield f'{{\n "$schema": "{SARIF_SCHEMA}",\n "version": "2.1.0",\n "runs": [\n  {{\n   '
    yield f'"tool": {dump({"driver": driver}, depth=3)},\n   "columnKind": "unicodeCodePoints",\n   "results": ['
    writer = _Writer(options)
    for result in results:
        yield "".join(writer.results(result))
    closing = "\n   ]" if writer.written else "]"
    invocation = {
        "executionSuccessful": writer.successful,
        "toolExecutionNotifications": writer.notifications,
    }
    yield f'{closing},\n   "invocations": {dump([invocation], depth=3)}\n  }}\n ]\n}}\n'


class _Writer:
    """Writes results and gathers what is told after them."""

    def __init__(self, options: RenderOptions) -> None:
        self.lang = options.lang
        self.indices = {rule.code: index for index, rule in enumerate(options.rules)}
        self.written = 0
        self.successful = True
        self.notifications: list[dict[str, Any]] = []

    def results(self, result: Result) -> Iterator[str]:
        """The findings of one file as JSON, those that are waived with their suppressions."""
        self.successful &= result.status == "checked" and not (result.crashed or result.unread)
        self.notifications += self._notifications(result)
        seen: Counter[str] = Counter()
        waived = [(entry.diagnostic, _suppression(entry)) for entry in result.waived]
        found = [(diagnostic, None) for diagnostic in result.diagnostics]
        for diagnostic, suppression in (*found, *waived):
            print_ = fingerprint(slashed(result.path), diagnostic)
            seen[print_] += 1
            finding = self._result(result.path, diagnostic, f"{print_}:{seen[print_]}")
            finding["suppressions"] = [] if suppression is None else [suppression]
            separator = ",\n    " if self.written else "\n    "
            self.written += 1
            yield separator + dump(finding, depth=4)

    def _result(self, path: str, diagnostic: Diagnostic, print_: str) -> dict[str, Any]:
        location, message = _location(path, diagnostic, self.lang)
        if where := diagnostic.where.of(self.lang):
            location["logicalLocations"] = [{"fullyQualifiedName": harmless(where), "kind": "member"}]
        entry: dict[str, Any] = {
            **self._reference(diagnostic.code),
            "level": _LEVELS[diagnostic.severity],
            "rank": _RANKS[diagnostic.confidence],
            "message": {"text": message},
            "locations": [location],
            "partialFingerprints": {_GITHUB_PRINT: print_, _PRINT: print_},
            "properties": _properties(diagnostic),
        }
        related = [_location(path, other, self.lang) for other in diagnostic.related]
        if related:
            entry["relatedLocations"] = [
                {"id": number, **place, "message": {"text": said}}
                for number, (place, said) in enumerate(related, start=1)
            ]
        return entry

    def _reference(self, code: str) -> dict[str, Any]:
        """The rule by its id, and by its place in the list where it stands there."""
        return {"ruleId": code, **({"ruleIndex": self.indices[code]} if code in self.indices else {})}

    def _notifications(self, result: Result) -> Iterator[dict[str, Any]]:
        """What could not be checked: a file or a part of it is an error, as a broken check is, anything else a note."""
        if result.status == "unreadable":
            code = result.diagnostics[0].code if result.diagnostics else "E901"
            yield self._notification(result.path, code, words.error(result, self.lang), "error")
        if result.recognised.zh:
            yield self._notification(
                result.path, "", result.recognised.of(self.lang), "note", what="recognised"
            )
        for missed in result.not_checked:
            level = "error" if missed.unread or missed.code in result.crashed else "note"
            yield self._notification(result.path, missed.code, missed.reason.of(self.lang), level)

    def _notification(
        self, path: str, code: str, reason: str, level: str, *, what: str = ""
    ) -> dict[str, Any]:
        notification: dict[str, Any] = {
            "level": level,
            "message": {"text": harmless(reason)},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}],
            "descriptor": {"id": what or ("unreadable" if level == "error" else "not-checked")},
        }
        if code in self.indices:
            notification["associatedRule"] = {"id": code, "index": self.indices[code]}
        return notification


def _location(path: str, item: Diagnostic | Related, lang: str) -> tuple[dict[str, Any], str]:
    where, said = located(item, lang)
    physical: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if where.line is not None:
        names = ("startLine", "startColumn", "endLine", "endColumn")
        physical["region"] = {
            name: number for name, number in zip(names, where[:4], strict=True) if number is not None
        }
    return {"physicalLocation": physical}, said


def _artifact(path: str) -> dict[str, Any]:
    return {"uri": uri(path)}


def uri(path: str) -> str:
    """The path as a URI, percent-encoded: relative where the path is, else file:///…"""
    name = slashed(path)
    encoded = quote(os.fsencode(name), safe="/")
    if os.path.isabs(path):
        return "file:///" + encoded.lstrip("/").replace("%3A", ":", 1)
    return encoded


def _suppression(entry: Waived) -> dict[str, Any]:
    suppression: dict[str, Any] = {
        "kind": "external",
        "status": "accepted",
        "justification": harmless(entry.reason),
    }
    if entry.until is not None:
        suppression["properties"] = {"until": entry.until.isoformat()}
    return suppression


def _properties(diagnostic: Diagnostic) -> dict[str, Any]:
    cell, suspect = diagnostic.cell, diagnostic.suspect
    properties: dict[str, Any] = {
        "confidence": diagnostic.confidence,
        "section": diagnostic.section,
        "cell": cell and ".".join(cell),
    }
    for name, value in (("expected", diagnostic.expected), ("actual", diagnostic.actual)):
        properties[name] = None if value is None else plain(value)
    if suspect is not None:
        properties["suspect"] = {"cell": ".".join(suspect.cell), "value": suspect.value}
    return {name: value for name, value in properties.items() if value is not None}


def _rule(rule: Rule, handbook: str) -> dict[str, Any]:
    page = {"helpUri": words.rule_page(handbook, rule.code)} if handbook else {}
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": f"{_ended(rule.title.zh, '。')} {_ended(rule.title.en, '.')}"},
        "fullDescription": {"text": _both(rule.rationale.zh, rule.rationale.en)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        **page,
        "help": {"text": _both(_help(rule, "zh"), _help(rule, "en"))},
        "properties": {
            "basis": [basis.zh for basis in rule.basis_texts],
            "tags": [rule.code.rstrip("0123456789")],
        },
    }


def _help(rule: Rule, lang: str) -> str:
    """What to do, and the documents it rests on."""
    basis = words.basis(rule.basis_texts, lang)
    lead = "依据：" if lang == "zh" else "Basis: "
    return blanked((rule.help.zh, rule.help.en)[lang == "en"]) + (f"\n{lead}{basis}" if basis else "")


def _both(zh: str, en: str) -> str:
    return f"{zh}\n\n{en}"


def _ended(text: str, stop: str) -> str:
    return text if text.endswith(stop) else text + stop
