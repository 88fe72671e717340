"""The output for people: per file what was found, why, what to do, what could not be checked, and a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportlint.model.diagnostic import Result
from reportlint.model.forms import bundled_editions
from reportlint.model.wording import Text
from reportlint.render import RenderOptions, words
from reportlint.render.groups import group_lines, grouped
from reportlint.render.paper import TextPaper
from reportlint.render.plain import harmless
from reportlint.render.tally import Tally
from reportlint.render.verdict import reasons, verdict, without_prior


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """One piece of text per file, a summary over all when there are several files, and by which rules."""
    paper = TextPaper(options)
    tally = Tally()
    for result in tally.watch(results):
        yield "\n".join(_file(result, paper)) + "\n\n"
    if tally.files != 1:
        yield "\n".join(paper.block(tally.sentence(options.lang))) + "\n"
    if options.rules_version:
        told = words.judged_by(options.rules_version).of(options.lang)
        yield "\n".join(paper.block(told, style="faint")) + "\n"


def remark_lines(remarks: Sequence[Text], options: RenderOptions) -> Iterator[str]:
    """What is to be said of waivers, below everything else; nothing where nothing is to be said."""
    paper = TextPaper(options)
    if remarks:
        yield "\n".join(paper.block(words.OF_WAIVERS.of(paper.lang), style="warning")) + "\n"
    for remark in remarks:
        yield "\n".join(paper.block(harmless(remark.of(paper.lang)), indent=2, hang=2)) + "\n"


def _file(result: Result, paper: TextPaper) -> Iterator[str]:
    yield from paper.block(harmless(result.path), style="heading", lead="== ")
    if result.report is not None and result.status == "checked":
        yield from paper.block(_identity(result, paper.lang), indent=3)
    for note in result.said:
        yield from paper.block(words.NOTE.of(paper.lang) + harmless(note.of(paper.lang)), indent=3)
    if result.status == "unreadable":
        yield from _unreadable(result, paper)
        return
    for group in grouped(result.diagnostics):
        yield ""
        yield from group_lines(group, result, paper)
    if result.not_checked:
        yield ""
        yield from _not_checked(result, paper)
    yield ""
    yield from _verdict(result, paper)


def _identity(result: Result, lang: str) -> str:
    report = result.report
    assert report is not None
    unit = harmless(report.unit) if report.unit else words.NO_UNIT.of(lang)
    year = Text(f"{report.year}年度", str(report.year)).of(lang) if report.year else words.NO_YEAR.of(lang)
    known = [harmless(report.title), "\n"] if report.title else []
    known.append(f"{unit}  {year}")
    if report.edition != bundled_editions()[0]:
        known.append(
            Text(f"  按{report.edition}年格式检查", f"  judged by the form of {report.edition}").of(lang)
        )
    return "".join(known)


def _unreadable(result: Result, paper: TextPaper) -> Iterator[str]:
    code = result.diagnostics[0].code if result.diagnostics else "E901"
    head = f"{words.SEVERITY['error'].of(paper.lang)} {code} "
    yield from paper.block(harmless(words.error(result, paper.lang)), lead=paper.paint("error", head), hang=2)


def _not_checked(result: Result, paper: TextPaper) -> Iterator[str]:
    yield from paper.block(words.NOT_CHECKED.of(paper.lang), style="warning")
    for reason, rules in reasons(result).items():
        line = f"{words.LISTED.of(paper.lang).join(rules)}{words.COLON.of(paper.lang)}{harmless(reason.of(paper.lang))}"
        yield from paper.block(line, indent=2, hang=2)


def _verdict(result: Result, paper: TextPaper) -> Iterator[str]:
    sentence, style = verdict(result, paper.lang)
    yield from paper.block(
        sentence, lead=paper.paint(style, words.VERDICT.of(paper.lang)), hang=2, style=style
    )
    if (lacking := without_prior(result)) is not None:
        yield from paper.block(lacking.of(paper.lang), style="faint")
