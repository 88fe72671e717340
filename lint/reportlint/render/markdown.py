"""Markdown for the comment on a merge request: the counts, then the findings of each file that has any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportlint.model.diagnostic import Diagnostic, Related, Result
from reportlint.model.wording import Text
from reportlint.render import RenderOptions, words
from reportlint.render.groups import SHOWN_AT_ALL, FindingGroup, grouped, seconds
from reportlint.render.located import slashed
from reportlint.render.plain import harmless
from reportlint.render.tally import Tally
from reportlint.render.verdict import reasons

LONGEST_COMMENT = 60_000
"""Characters of details: GitHub takes comments of up to 65,536."""

_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#!|~&@$%:^]|(?<=www)\.", re.IGNORECASE)
_OF_BLOCKS = re.compile(r"^(\d*)([-+=.])")
"""What begins a list or underlines a heading."""
_LIVE = "@#!~%$&:."
"""What makes mentions, references, emoji and links of the words behind it, even when it is written as an entity."""


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """The comment: the counts first, so that nothing is written before all results are known.

    Of the files only what fits into a comment is kept; the rest is counted.
    """
    lang = options.lang
    tally = Tally()
    details: list[str] = []
    room, left_out = LONGEST_COMMENT, 0
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
    if options.rules_version:
        yield f"\n<sub>{escaped(words.judged_by(options.rules_version).of(lang))}</sub>\n"


def escaped(text: str) -> str:
    """The text as Markdown shows it and takes nothing in it for markup, HTML, a link or a mention."""
    plain = _MARKUP.sub(_entity, harmless(text).strip())
    return _OF_BLOCKS.sub(lambda match: f"{match[1]}&#{ord(match[2])};", plain)


def _entity(match: re.Match[str]) -> str:
    entity = f"&#{ord(match[0])};"
    follows = match.string[match.end() : match.end() + 1]
    return entity + "<!-- -->" if match[0] in _LIVE and follows and not follows.isspace() else entity


def _file(result: Result, lang: str) -> Iterator[str]:
    """The file's heading, findings and what could not be checked; nothing where all is well."""
    if result.status == "unreadable":
        yield f"### {escaped(slashed(result.path))}\n"
        yield f"**{words.SEVERITY['error'].of(lang)}** {escaped(words.error(result, lang))}"
        return
    if not result.diagnostics and not result.not_checked and not result.recognised.zh:
        return
    yield f"### {escaped(slashed(result.path))}\n"
    if result.recognised.zh:
        yield f"*{words.NOTE.of(lang)}{escaped(result.recognised.of(lang))}*\n"
    for group in grouped(result.diagnostics):
        yield from _group(group, lang)
    if result.not_checked:
        yield ("\n" if result.diagnostics else "") + words.NOT_CHECKED.of(lang) + "\n"
        for reason, codes in reasons(result).items():
            yield f"- {words.LISTED.of(lang).join(codes)}{words.COLON.of(lang)}{escaped(reason.of(lang))}"


def _group(group: FindingGroup, lang: str) -> Iterator[str]:
    """The findings of one rule below its title, then what to do."""
    first = group[0]
    yield f"- **{words.SEVERITY[first.severity].of(lang)} {first.code}** {escaped(first.title.of(lang))}"
    for diagnostic in group[:SHOWN_AT_ALL]:
        yield f"  - {_placed(diagnostic, lang)}"
        for other in seconds(diagnostic):
            yield f"    - {words.ALSO.of(lang)}{_placed(other, lang)}"
    rest = len(group) - SHOWN_AT_ALL
    if rest > 0:
        yield "  - " + Text(f"另有 {rest} 处没有列出", f"{rest} more are not listed").of(lang)
    for advice in dict.fromkeys(diagnostic.help for diagnostic in group[:SHOWN_AT_ALL]):
        if advice.zh:
            yield f"  - {words.HOW.of(lang)}{escaped(advice.of(lang))}"


def _placed(item: Diagnostic | Related, lang: str) -> str:
    where, message = words.at(item, lang), item.message.of(lang)
    return escaped(where + words.COLON.of(lang) + message if where else message)
