"""The reports as they read, with every finding marked where it stands: one HTML file that needs nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from reportlint import __version__
from reportlint.diagnostic import Result
from reportlint.render import RenderOptions
from reportlint.render.page import asset, template, words_in
from reportlint.render.page.view import FileView, file_view
from reportlint.render.tally import Tally


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """The page in pieces: its head with the summary, a piece for each file, its end.

    Results that hold what was judged (`Settings.keep_content`) show the report; others their findings only.
    """
    tally = Tally()
    bodies: list[str] = []
    listed: list[FileView] = []
    for number, result in enumerate(tally.watch(results), start=1):
        view = file_view(result, options.rules, number=number, lang=options.lang)
        bodies.append(file_html(view, options.lang))
        listed.append(replace(view, blocks=(), groups=()))
    style, script = asset("page.css"), asset("page.js")
    shared = {"t": words_in(options.lang), "lang": options.lang, "version": __version__, "files": listed}
    yield template("head.html").render(
        **shared,
        style=style,
        style_hash=_hash(style),
        script_hash=_hash(script),
        summary=tally.sentence(options.lang),
    )
    yield from bodies
    yield template("foot.html").render(**shared, script=script)


def _hash(content: str) -> str:
    """What a Content-Security-Policy calls an inline style or script by."""
    return b64encode(sha256(content.encode("utf-8")).digest()).decode("ascii")


def file_html(view: FileView, lang: str) -> str:
    """One file's part of a page."""
    made: str = template("file.html").render(file=view, t=words_in(lang), lang=lang)
    return made
