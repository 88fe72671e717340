"""The output for people: per file what was found, why, what to do, what could not be checked, and a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlint.diagnostic import SEVERITIES, NotChecked, Result
from reportlint.forms import EDITIONS
from reportlint.render import RenderOptions, words
from reportlint.render.groups import group_lines, grouped
from reportlint.render.paper import Paper
from reportlint.render.plain import harmless
from reportlint.render.tally import Tally
from reportlint.wording import Text


def render(results: Iterable[Result], options: RenderOptions) -> Iterator[str]:
    """One piece of text per file, and a summary over all when there are several files."""
    paper = Paper(options)
    tally = Tally()
    for result in tally.watch(results):
        yield "\n".join(_file(result, paper)) + "\n\n"
    if tally.files != 1:
        yield "\n".join(paper.block(tally.sentence(options.lang))) + "\n"


def _file(result: Result, paper: Paper) -> Iterator[str]:
    yield from paper.block(harmless(result.path), style="heading", lead="== ")
    if result.report is not None and result.status == "checked":
        yield from paper.block(_identity(result, paper.lang), indent=3)
    for note in result.notes:
        yield from paper.block(words.NOTE.of(paper.lang) + harmless(note), indent=3)
    if result.status == "unreadable":
        yield from _unreadable(result, paper)
        return
    for group in grouped(result.diagnostics):
        yield ""
        yield from group_lines(group, result, paper)
    if result.not_checked:
        yield ""
        yield from _not_checked(result.not_checked, paper)
    yield ""
    yield from _verdict(result, paper)


def _identity(result: Result, lang: str) -> str:
    report = result.report
    assert report is not None
    unit = harmless(report.unit) if report.unit else words.NO_UNIT.of(lang)
    year = Text(f"{report.year}年度", str(report.year)).of(lang) if report.year else words.NO_YEAR.of(lang)
    known = [harmless(report.title), "\n"] if report.title else []
    known.append(f"{unit}  {year}")
    if report.edition != EDITIONS[0]:
        known.append(
            Text(f"  按{report.edition}年格式检查", f"  judged by the form of {report.edition}").of(lang)
        )
    return "".join(known)


def _unreadable(result: Result, paper: Paper) -> Iterator[str]:
    code = result.diagnostics[0].code if result.diagnostics else "E901"
    head = f"{words.SEVERITY['error'].of(paper.lang)} {code} "
    yield from paper.block(harmless(result.error or ""), lead=paper.paint("error", head), hang=2)


def _not_checked(missed: tuple[NotChecked, ...], paper: Paper) -> Iterator[str]:
    yield from paper.block(words.NOT_CHECKED.of(paper.lang), style="warning")
    codes: dict[str, list[str]] = {}
    for item in missed:
        known = codes.setdefault(item.reason, [])
        if item.code not in known:
            known.append(item.code)
    for reason, rules in codes.items():
        told = f"{words.LISTED.of(paper.lang).join(rules)}{words.COLON.of(paper.lang)}{harmless(reason)}"
        yield from paper.block(told, indent=2, hang=2)


def _verdict(result: Result, paper: Paper) -> Iterator[str]:
    """What became of the file and of every check; never a good word when something was left unchecked."""
    counts = {severity: result.count(severity) for severity in SEVERITIES if result.count(severity)}
    style: str
    if counts:
        told, style = words.findings(counts, paper.lang), next(iter(counts))
    elif not result.outcomes:
        told, style = Text("没有判断", "not judged").of(paper.lang), "warning"
    elif result.not_checked or result.crashed:
        told = Text("能查的没有发现问题，但有项目没能检查", "nothing found in what could be checked").of(
            paper.lang
        )
        style = "warning"
    else:
        told, style = Text("没有发现问题", "nothing found").of(paper.lang), "good"
    told += words.SEMICOLON.of(paper.lang) + _checks(result, paper.lang)
    yield from paper.block(told, lead=paper.paint(style, words.VERDICT.of(paper.lang)), hang=2, style=style)


def _checks(result: Result, lang: str) -> str:
    outcomes = list(result.outcomes.values())
    told = {
        "pass": Text("项检查通过", "checks passed"),
        "finding": Text("项有问题", "with findings"),
        "not_applicable": Text("项不适用", "not applicable"),
        "not_checked": Text("项没能检查", "could not be checked"),
        "crashed": Text("项检查出错", "broke down"),
    }
    parts = [f"{outcomes.count(key)} {word.of(lang)}" for key, word in told.items() if key in outcomes]
    return words.COMMA.of(lang).join(parts) or Text("没有要查的项目", "no checks were asked for").of(lang)
