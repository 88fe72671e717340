"""One line per finding, for editors and problem matchers: path:line:column: severity code message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlint.diagnostic import Diagnostic, Result
from reportlint.render import RenderOptions
from reportlint.render.located import located
from reportlint.render.plain import harmless


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """A piece of text per file that has findings; an unreadable file is one line with its reason."""
    for result in results:
        path = harmless(result.path)
        if result.status == "unreadable":
            code = result.diagnostics[0].code if result.diagnostics else "E901"
            yield f"{path}: error {code} {harmless(result.error or '')}\n"
        elif result.diagnostics:
            yield "".join(f"{path}{_line(diagnostic, options.lang)}\n" for diagnostic in result.diagnostics)


def _line(diagnostic: Diagnostic, lang: str) -> str:
    """The finding behind its path; line and column only as far as they are known.

    In a file without lines, or with lines on pages, the message says where to look.
    """
    place, message = located(diagnostic.place, diagnostic.message, lang)
    numbers = [number for number in (place.line, place.column) if number is not None] if place.line else []
    position = "".join(f":{number}" for number in numbers)
    return f"{position}: {diagnostic.severity} {diagnostic.code} {message}"
