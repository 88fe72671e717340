"""The reports as they read, with every finding marked where it stands: one HTML file that needs nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from msgspec.structs import replace

from reportlint import __version__
from reportlint.model.diagnostic import Result
from reportlint.render import RenderOptions
from reportlint.render.page import asset, template, words_in
from reportlint.render.page.view import FileView, file_view
from reportlint.render.tally import Tally
from reportlint.render.words import rule_page


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """The page in pieces: its head with the summary, a piece for each file, its end.

    Results that hold what was judged (`Settings.keep_content`) show the report; others their findings only.
    """
    shown = _shown(results, options)
    style, script = asset("page.css"), asset("page.js")
    shared = {
        "t": words_in(options.lang),
        "lang": options.lang,
        "version": __version__,
        "rules": options.rules_version,
    }
    yield template("head.html").render(
        **shared,
        files=shown.listed,
        summary=shown.summary,
        style=style,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    yield from shown.bodies
    yield template("foot.html").render(**shared, script=script)


def files_html(results: Iterable[Result], options: RenderOptions) -> str:
    """The part of the page that shows the files, with their list before it where there are several."""
    shown = _shown(results, options)
    listed = ""
    if len(shown.listed) != 1:
        listed = template("summary.html").render(
            t=words_in(options.lang), files=shown.listed, summary=shown.summary
        )
    return listed + "".join(shown.bodies)


def rule_pages(handbook: str) -> Callable[[str], str]:
    """A function that gives the address of a rule's page; "" where there is no handbook."""
    return lambda code: rule_page(handbook, code) if handbook else ""


class _Shown(NamedTuple):
    """Each file's part of the page, the files without their content, and all of them in one sentence."""

    bodies: list[str]
    listed: list[FileView]
    summary: str


def _shown(results: Iterable[Result], options: RenderOptions) -> _Shown:
    tally = Tally()
    bodies: list[str] = []
    listed: list[FileView] = []
    words = {"t": words_in(options.lang), "lang": options.lang, "rule_page": rule_pages(options.handbook)}
    for number, result in enumerate(tally.watch(results), start=1):
        view = file_view(result, options.rules, number=number, lang=options.lang)
        bodies.append(template("file.html").render(file=view, **words))
        listed.append(replace(view, blocks=(), groups=()))
    return _Shown(bodies, listed, tally.sentence(options.lang))


def _hash(content: str) -> str:
    """What a Content-Security-Policy calls an inline style or script by."""
    return b64encode(sha256(content.encode("utf-8")).digest()).decode("ascii")
