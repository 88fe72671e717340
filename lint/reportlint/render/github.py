"""Annotations in a log of GitHub Actions: a workflow command per finding (::error file=…,line=…::message)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reportlint.model.diagnostic import Diagnostic, Result, Severity
from reportlint.render import RenderOptions, words
from reportlint.render.located import located, slashed
from reportlint.render.plain import harmless
from reportlint.render.tally import Tally

_COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """A piece per file, and the counts as a line of the log at the end.

    What could not be checked in a file is one notice, an error where a part of the file was not read. Every line
    with text from a report begins with a command of ours, so that nothing in it can be taken for another one.
    """
    tally = Tally()
    for result in tally.watch(results):
        yield "".join(f"{line}\n" for line in _lines(result, options.lang))
    yield tally.sentence(options.lang) + "\n"


def _lines(result: Result, lang: str) -> Iterator[str]:
    path = slashed(result.path)
    if result.status == "unreadable":
        code = result.diagnostics[0].code if result.diagnostics else "E901"
        yield _command("error", {"file": path, "title": code}, words.error(result, lang))
        return
    if result.recognised.zh:
        yield _command("notice", {"file": path, "title": "reportlint"}, result.recognised.of(lang))
    for diagnostic in result.diagnostics:
        yield _finding(path, diagnostic, lang)
    if result.not_checked:
        reasons = dict.fromkeys(f"{missed.code} {missed.reason.of(lang)}" for missed in result.not_checked)
        message = words.NOT_CHECKED.of(lang) + words.SEMICOLON.of(lang).join(reasons)
        name = "error" if result.crashed or result.unread else "notice"
        yield _command(name, {"file": path, "title": "reportlint"}, message)


def _finding(path: str, diagnostic: Diagnostic, lang: str) -> str:
    place, message = located(diagnostic, lang)
    properties: dict[str, str | int | None] = {"file": path, "line": place.line}
    if place.line is not None:
        properties |= {"endLine": place.end_line, "col": place.column, "endColumn": place.end_column}
    properties["title"] = f"{diagnostic.code} {diagnostic.title.of(lang)}"
    return _command(_COMMANDS[diagnostic.severity], properties, message)


def _command(name: str, properties: Mapping[str, str | int | None], message: str) -> str:
    options = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value is not None)
    return f"::{name} {options}::{_data(harmless(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str | int) -> str:
    return _data(harmless(str(value))).replace(":", "%3A").replace(",", "%2C")
