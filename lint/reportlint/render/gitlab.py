"""A code quality report for GitLab: the list of findings that a merge request shows beside its changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from reportlint.model.as_json import dump
from reportlint.model.diagnostic import Diagnostic, Result, Severity
from reportlint.model.fingerprint import fingerprint
from reportlint.model.wording import Text
from reportlint.render import RenderOptions, words
from reportlint.render.located import located, slashed
from reportlint.render.plain import harmless
from reportlint.render.verdict import MissedCheck, missed

_SEVERITIES: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}
_FIRST_LINE = 1
"""GitLab wants a line in any case; where there is none the description says where to look."""


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """The list, a piece per file; a file that could not be read and what could not be checked are entries too."""
    written = 0
    yield "["
    for result in results:
        seen: Counter[str] = Counter()
        for diagnostic in result.diagnostics:
            path = slashed(result.path)
            print_ = fingerprint(path, diagnostic)
            seen[print_] += 1
            entry = _entry(path, diagnostic, f"{print_}-{seen[print_]}", options.lang)
            yield (",\n " if written else "\n ") + dump(entry, depth=1)
            written += 1
        if result.recognised.zh:
            said = _recognised(slashed(result.path), result.recognised, options.lang)
            yield (",\n " if written else "\n ") + dump(said, depth=1)
            written += 1
        for item in missed(result):
            entry = _missed(slashed(result.path), item, options.lang)
            yield (",\n " if written else "\n ") + dump(entry, depth=1)
            written += 1
    yield "\n]\n" if written else "]\n"


def _recognised(path: str, words_: Text, lang: str) -> dict[str, Any]:
    """That the file was recognised, as an entry of its own: the format has no place for remarks."""
    known_by = "\0".join((path, "recognised")).encode("utf-8", "surrogatepass")
    return {
        "description": harmless(words.NOTE.of(lang) + words_.of(lang)),
        "check_name": "recognised",
        "fingerprint": f"{blake2b(known_by, digest_size=16).hexdigest()}-0",
        "severity": "info",
        "location": {"path": path, "lines": {"begin": _FIRST_LINE}},
    }


def _missed(path: str, item: MissedCheck, lang: str) -> dict[str, Any]:
    known_by = "\0".join((path, item.code, item.reason.zh)).encode("utf-8", "surrogatepass")
    return {
        "description": harmless(words.MISSED.of(lang) + item.words(lang)),
        "check_name": item.code,
        "fingerprint": f"{blake2b(known_by, digest_size=16).hexdigest()}-0",
        "severity": _SEVERITIES[item.severity],
        "location": {"path": path, "lines": {"begin": _FIRST_LINE}},
    }


def _entry(path: str, diagnostic: Diagnostic, print_: str, lang: str) -> dict[str, Any]:
    place, message = located(diagnostic, lang)
    return {
        "description": message,
        "check_name": diagnostic.code,
        "fingerprint": print_,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {"path": path, "lines": {"begin": place.line or _FIRST_LINE}},
    }
