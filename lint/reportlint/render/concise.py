"""One line per finding, for editors and problem matchers: path:line:column: severity code message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlint.model.diagnostic import Diagnostic, Result
from reportlint.render import RenderOptions, words
from reportlint.render.located import located
from reportlint.render.plain import harmless
from reportlint.render.verdict import missed


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """A piece of text per file that has findings or anything unchecked, or was recognised; an unreadable file is one
    line with its reason.
    """
    lead = words.MISSED.of(options.lang)
    for result in results:
        path = harmless(result.path)
        if result.status == "unreadable":
            code = result.diagnostics[0].code if result.diagnostics else "E901"
            yield f"{path}: error {code} {harmless(words.error(result, options.lang))}\n"
        else:
            lines = [_line(diagnostic, options.lang) for diagnostic in result.diagnostics]
            if result.recognised.zh:
                lines.insert(
                    0, f": info {words.NOTE.of(options.lang)}{harmless(result.recognised.of(options.lang))}"
                )
            lines += [
                f": {item.severity} {item.code} {lead}{harmless(item.words(options.lang))}"
                for item in missed(result)
            ]
            yield "".join(f"{path}{line}\n" for line in lines)


def _line(diagnostic: Diagnostic, lang: str) -> str:
    """The finding behind its path; line and column only as far as they are known.

    In a file without lines, or with lines on pages, the message says where to look.
    """
    place, message = located(diagnostic, lang)
    numbers = [number for number in (place.line, place.column) if number is not None] if place.line else []
    position = "".join(f":{number}" for number in numbers)
    return f"{position}: {diagnostic.severity} {diagnostic.code} {message}"
