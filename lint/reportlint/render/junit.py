"""JUnit XML for continuous integration: a test suite per file, a test case per rule in force."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from reportlint import __version__
from reportlint.model.diagnostic import SEVERITIES, Diagnostic, Related, Result, RuleOutcome
from reportlint.model.wording import Text
from reportlint.render import RenderOptions, words
from reportlint.render.located import located, slashed
from reportlint.render.plain import harmless

_NO_XML = re.compile("[\ufffe\uffff]")
_NOT_APPLICABLE = Text("不适用于这份报告", "not applicable to this report")
_WAIVED = Text("已豁免：", "waived: ")
_EXPLAINED = Text("同一个错，已由这些规则报出：", "the same mistake, told by: ")
_UNKNOWN = RuleOutcome("not_checked")
_TELLS_REASONS = ("not_checked", "crashed")
_UNREADABLE = Text("文件没能检查", "the file could not be checked")


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """The document, a piece per file; the `type` of a case that is skipped is its outcome.

    A rule fails where it has findings that also decide the exit code (`options.fail_on`); lighter ones
    stand in the output of a case that passes. What was not checked, does not apply or is waived is
    skipped with its reason; a file or a part of one that could not be read and a check that broke down are errors.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="reportlint">\n'
    titles = {rule.code: rule.title.of(options.lang) for rule in options.rules}
    for result in results:
        outcomes = {**dict.fromkeys(titles, _UNKNOWN), **result.outcomes}
        cases = [
            _case(
                result.path, f"{code} {titles.get(code, '')}".rstrip(), _body(code, became, result, options)
            )
            for code, became in sorted(outcomes.items())
        ]
        counts = {kind: sum(f"<{kind}" in case for case in cases) for kind in ("failure", "error", "skipped")}
        numbers = f'tests="{len(cases)}" failures="{counts["failure"]}" errors="{counts["error"]}"'
        yield f'<testsuite name={_quoted(slashed(result.path))} {numbers} skipped="{counts["skipped"]}">\n'
        yield _properties(options, result) + "".join(cases) + "</testsuite>\n"
    yield "</testsuites>\n"


def _properties(options: RenderOptions, result: Result) -> str:
    """By which program and rules the file was judged, and that it was recognised in pictures."""
    told = {"reportlint": __version__, "rules": options.rules_version} if options.rules_version else {}
    if result.recognised.zh:
        told["recognised"] = result.recognised.of(options.lang)
    if not told:
        return ""
    inside = "".join(f"<property name={_quoted(key)} value={_quoted(value)}/>" for key, value in told.items())
    return f" <properties>{inside}</properties>\n"


def _case(path: str, name: str, lines: Iterable[str]) -> str:
    path, name = _quoted(slashed(path)), _quoted(name)
    body = "".join(f"  {line}\n" for line in lines)
    head = f" <testcase classname={path} name={name} file={path}"
    return f"{head}>\n{body} </testcase>\n" if body else f"{head}/>\n"


def _body(code: str, became: RuleOutcome, result: Result, options: RenderOptions) -> Iterator[str]:
    lang = options.lang
    found = [diagnostic for diagnostic in result.diagnostics if diagnostic.code == code]
    reasons = [missed.reason.of(lang) for missed in result.not_checked if missed.code == code]
    if result.status == "unreadable":
        yield _unreadable(code, result, found, lang)
        return
    outcome, by = became
    grave = [one for one in found if one.severity in _failing(options.fail_on)]
    lighter = [one for one in found if one not in grave]
    waived = [entry for entry in result.waived if entry.diagnostic.code == code]
    if outcome == "crashed":
        yield _element("error", "; ".join(reasons), kind="crashed")
    elif grave:
        yield _element("failure", grave[0].message.of(lang), _told(grave, lang), kind=grave[0].severity)
    elif any(item.code == code for item in result.unread):
        yield _element("error", "; ".join(reasons), kind="unread")
    elif outcome == "not_checked":
        lacking = words.NO_PRIOR if code in result.no_prior else words.NOT_CHECKED
        yield _element("skipped", "; ".join(dict.fromkeys(reasons)) or lacking.of(lang), kind=outcome)
    elif outcome == "not_applicable":
        yield _element("skipped", _NOT_APPLICABLE.of(lang), kind=outcome)
    elif outcome == "explained":
        leaders = words.LISTED.of(lang).join(by)
        yield _element("skipped", _EXPLAINED.of(lang) + leaders, kind=outcome)
    elif outcome == "waived":
        accepted = "; ".join(dict.fromkeys(entry.reason for entry in waived))
        yield _element("skipped", _WAIVED.of(lang) + accepted, kind=outcome)
    notes = [words.NOT_CHECKED.of(lang) + reason for reason in reasons if outcome not in _TELLS_REASONS]
    if lighter or notes:
        yield f"<system-out>{_text([*_told(lighter, lang), *notes])}</system-out>"


def _unreadable(code: str, result: Result, found: list[Diagnostic], lang: str) -> str:
    """The rule that says why the file was not judged is an error, the others are skipped."""
    reason = words.error(result, lang) or _UNREADABLE.of(lang)
    if found or not result.diagnostics:
        return _element("error", reason, kind="unreadable")
    return _element("skipped", f"{_UNREADABLE.of(lang)}: {reason}")


def _failing(fail_on: str) -> tuple[str, ...]:
    return SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else ()


def _told(found: Iterable[Diagnostic], lang: str) -> list[str]:
    """The findings with their places, the other places that each of them speaks of, and what to do."""
    lines = []
    for diagnostic in found:
        lines.append(_line(diagnostic, lang))
        lines += [words.ALSO.of(lang) + _line(other, lang) for other in diagnostic.related]
        if diagnostic.help.zh:
            lines.append(words.HOW.of(lang) + diagnostic.help.of(lang))
    return lines


def _line(item: Diagnostic | Related, lang: str) -> str:
    where, said = located(item, lang)
    return (words.at(item, lang) + words.COLON.of(lang) if where.line is not None else "") + said


def _element(name: str, message: str, lines: Iterable[str] = (), *, kind: str = "") -> str:
    attributes = f"message={_quoted(message)}" + (f" type={_quoted(kind)}" if kind else "")
    text = _text(lines)
    return f"<{name} {attributes}>{text}</{name}>" if text else f"<{name} {attributes}/>"


def _text(lines: Iterable[str]) -> str:
    return "\n".join(escape(_clean(line)) for line in lines)


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """The text on one line, of characters that XML can hold."""
    return _NO_XML.sub("", harmless(text))
