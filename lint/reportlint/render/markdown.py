"""Markdown for the comment on a merge request: the counts, then a table of findings for each file that has any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportlint.diagnostic import Diagnostic, Result
from reportlint.render import RenderOptions, words
from reportlint.render.located import located, slashed
from reportlint.render.plain import harmless
from reportlint.render.tally import Tally
from reportlint.render.verdict import reasons
from reportlint.wording import Text

LONGEST = 60_000
"""Characters of details: GitHub takes comments of up to 65,536."""

_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#!|~&@$%:^]|(?<=www)\.", re.IGNORECASE)
_LIVE = "@#!~%$&:."
"""What makes mentions, references, emoji and links of the words behind it, even when it is written as an entity."""

_ROWS = 50
"""So many findings of one file are listed; the others are counted."""


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """The comment: the counts first, so that nothing is written before all results are known.

    Of the files only what fits into a comment is kept; the rest is counted.
    """
    lang = options.lang
    tally = Tally()
    details: list[str] = []
    room, left_out = LONGEST, 0
    for result in tally.watch(results):
        text = "\n".join(_file(result, lang))
        if text and len(text) > room:
            left_out += 1
        elif text:
            details.append(text)
            room -= len(text)
    yield f"## reportlint\n\n{escaped(tally.sentence(lang))}\n"
    yield from (f"\n{text}\n" for text in details)
    if left_out:
        told = Text(
            f"另有 {left_out} 个文件这里放不下。", f"There is no room here for {left_out} more files."
        )
        yield f"\n{told.of(lang)}\n"


def escaped(text: str) -> str:
    """The text as Markdown shows it and takes nothing in it for markup, HTML, a link or a mention."""
    return _MARKUP.sub(_entity, harmless(text))


def _entity(match: re.Match[str]) -> str:
    entity = f"&#{ord(match[0])};"
    follows = match.string[match.end() : match.end() + 1]
    return entity + "<!-- -->" if match[0] in _LIVE and follows and not follows.isspace() else entity


def _file(result: Result, lang: str) -> Iterator[str]:
    """The file's heading, findings and what could not be checked; nothing where all is well."""
    if result.status == "unreadable":
        yield f"### {escaped(slashed(result.path))}\n"
        yield f"**{words.SEVERITY['error'].of(lang)}** {escaped(result.error or '')}"
        return
    if not result.diagnostics and not result.not_checked:
        return
    yield f"### {escaped(slashed(result.path))}\n"
    if result.diagnostics:
        yield from _table(result, lang)
    if result.not_checked:
        yield ("\n" if result.diagnostics else "") + words.NOT_CHECKED.of(lang) + "\n"
        for reason, codes in reasons(result).items():
            yield f"- {words.LISTED.of(lang).join(codes)}{words.COLON.of(lang)}{escaped(reason)}"


def _table(result: Result, lang: str) -> Iterator[str]:
    heads = Text("级别 | 规则 | 位置 | 问题 | 怎么改", "Severity | Rule | Place | Finding | What to do")
    yield f"| {heads.of(lang)} |"
    yield "|---|---|---|---|---|"
    for diagnostic in result.diagnostics[:_ROWS]:
        yield "| " + " | ".join(_cells(diagnostic, lang)) + " |"
    rest = len(result.diagnostics) - _ROWS
    if rest > 0:
        yield "\n" + Text(f"另有 {rest} 处没有列出。", f"{rest} more are not listed.").of(lang)


def _cells(diagnostic: Diagnostic, lang: str) -> Iterator[str]:
    yield words.SEVERITY[diagnostic.severity].of(lang)
    yield f"{diagnostic.code} {escaped(diagnostic.title)}"
    yield escaped(words.place(diagnostic.place, lang))
    told = [escaped(diagnostic.message)]
    for related in diagnostic.related:
        place, message = located(related.place, related.message, lang)
        where = words.place(place, lang) + words.COLON.of(lang) if place.line is not None else ""
        told.append(words.ALSO.of(lang) + escaped(where + message))
    yield "<br>".join(told)
    yield escaped(diagnostic.help)
