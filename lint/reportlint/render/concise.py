"""One line per finding, for editors and problem matchers: path:line:column: severity code message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlint.diagnostic import Diagnostic, NotChecked, Result
from reportlint.render import RenderOptions, words
from reportlint.render.located import located
from reportlint.render.plain import harmless


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """A piece of text per file that has findings or anything unchecked; an unreadable file is one line with its reason."""
    for result in results:
        path = harmless(result.path)
        if result.status == "unreadable":
            code = result.diagnostics[0].code if result.diagnostics else "E901"
            yield f"{path}: error {code} {harmless(result.error or '')}\n"
        else:
            lines = [_line(diagnostic, options.lang) for diagnostic in result.diagnostics]
            lines += [_missed(item, result, options.lang) for item in result.not_checked]
            yield "".join(f"{path}{line}\n" for line in lines)


def _missed(item: NotChecked, result: Result, lang: str) -> str:
    """What could not be checked: a lead to look there, an error where the file or the check is at fault."""
    severity = "error" if item.unread or item.code in result.crashed else "info"
    return f": {severity} {item.code} {words.MISSED.of(lang)}{harmless(item.reason)}"


def _line(diagnostic: Diagnostic, lang: str) -> str:
    """The finding behind its path; line and column only as far as they are known.

    In a file without lines, or with lines on pages, the message says where to look.
    """
    place, message = located(diagnostic.place, diagnostic.message, lang)
    numbers = [number for number in (place.line, place.column) if number is not None] if place.line else []
    position = "".join(f":{number}" for number in numbers)
    return f"{position}: {diagnostic.severity} {diagnostic.code} {message}"
