"""The ways in: bytes, a file, or many paths, each to a `Result`; and a file to its `Report`.

`check_bytes` is used by `check_file`, which is used by `check_paths`; the command and everything
else that checks reports calls one of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint import parsing, readers
from reportlint.app.archives import content, opened
from reportlint.app.inputs import Found, Missed, find
from reportlint.data.own_time import OutOfTime, own_time
from reportlint.engine.loading import load_rules
from reportlint.engine.rules import RuleError, RuleSet
from reportlint.engine.run import Verdict, failed, judge
from reportlint.model.batch import Unit
from reportlint.model.diagnostic import ReportIdentity, Result, Severity
from reportlint.model.forms import editions
from reportlint.model.naming import part_of, with_part
from reportlint.model.report import Report
from reportlint.model.wording import NO_WORDS, Text
from reportlint.readers.detection import is_json
from reportlint.readers.failure import ReadFailure, crashed

FILE_SECONDS = 60.0
"""Processor time for one file, on systems that can bound it; a long city report takes three seconds."""
MAX_BYTES = 50 * 1024 * 1024


class Settings(Struct, frozen=True):
    """What to check and how.

    `select` (empty: all rules) and `ignore` take codes, names and beginnings of codes; `severities` are (one of
    these, the severity in its place or "off"); `rule_files` are further rules and forms: files, folders of them,
    and names of installed packs (see `engine.packs`); `parameters` maps codes or names of rules to parameters that
    take the place of the rule's own. `edition`, `year` and `unit` take the place of what the report says. A file
    larger than `max_bytes` is not read. Broken sums of a table that one change of cells explains are one finding;
    with `everything` each is told on its own, and so are those that follow from others. With `keep_content` each
    result holds the report that was judged. `units` are known by name (an audit's list), for what is said of
    others. With `each` the caller judges further reports in a file by themselves (`Result.further`), by paths such as
    年报.docx#2.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity | Literal["off"]], ...] = ()
    rule_files: tuple[Path, ...] = ()
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    edition: str = "auto"
    year: int | None = None
    unit: str | None = None
    max_bytes: int = MAX_BYTES
    everything: bool = False
    keep_content: bool = False
    units: tuple[Unit, ...] = ()
    each: bool = False

    def __hash__(self) -> int:
        return hash((self.select, self.ignore, self.severities, self.rule_files))  # a mapping has no hash


DEFAULTS = Settings()


@lru_cache(maxsize=8)
def rules_in_force(settings: Settings) -> RuleSet:
    """The rules that these settings choose, loaded once. Raises RuleError, also for a form that is not known."""
    rules = load_rules(
        extra=settings.rule_files,
        select=settings.select,
        ignore=settings.ignore,
        severities=dict(settings.severities),
        parameters=settings.parameters,
    )
    known = editions()
    if settings.edition not in ("auto", *known):
        zh = f"没有 {settings.edition} 年的格式，可用的有 auto、{'、'.join(known)}；别的格式用 --rules 给出"
        en = f"no form of {settings.edition} is known; use auto, {', '.join(known)}, or give the form by --rules"
        raise RuleError(Text(zh, en))
    return rules


def check_bytes(
    data: bytes,
    *,
    name: str,
    path: str | None = None,
    settings: Settings = DEFAULTS,
    prior: Report | None = None,
) -> Result:
    """The outcome for a report that is already in memory.

    `name` is its file name, by which a reader may know the format and a nameless report its unit;
    `path` is how the result calls it (the name where it is not given). `prior` is the same unit's
    report of the year before (see `parse_prior`), for the rules that compare the two; one of another
    year or unit is not compared, and the result says so. A file that cannot be read, or that is no
    annual report, gives a result too: status "unreadable" with the reason; so does one that takes more than
    `FILE_SECONDS` of processor time. Raises RuleError only.
    """
    shown = name if path is None else path
    rules = rules_in_force(settings)
    try:
        with own_time(FILE_SECONDS):
            report = parse_bytes(data, name=name, settings=settings)
            return _result(report, shown, rules, settings, prior)
    except (ReadFailure, OutOfTime) as failure:
        return unreadable(shown, failure.words, settings=settings)
    except Exception as error:  # one file that breaks the judging never stops the others
        return unreadable(shown, crashed(error, name), settings=settings)


def _result(report: Report, shown: str, rules: RuleSet, settings: Settings, prior: Report | None) -> Result:
    verdict, report = _judged(report, rules, settings, prior)
    title = report.title.text if report.title else None
    return Result(
        path=shown,
        status="checked" if verdict.gate is None else "unreadable",
        error=verdict.gate,
        report=ReportIdentity(title, report.unit, report.year, report.edition),
        diagnostics=verdict.diagnostics,
        not_checked=verdict.not_checked,
        states=verdict.states,
        notes=(*_notes(report), *notes_on_prior(prior), *verdict.notes),
        explained=verdict.explained,
        content=report if settings.keep_content else None,
        further=report.further,
        recognised=report.recognised.words if report.recognised else NO_WORDS,
    )


def _judged(
    report: Report, rules: RuleSet, settings: Settings, prior: Report | None
) -> tuple[Verdict, Report]:
    """The verdict, and the report as it is known after it: with recognised figures settled by its sums."""
    verdict = judge(report, rules, everything=settings.everything, prior=prior, units=settings.units)
    if report.recognised is not None:
        from reportlint.suspects.readings import weighed

        verdict, report = weighed(verdict, report, rules)
    if not settings.everything and any(found.cell for found in verdict.diagnostics):
        from reportlint.suspects.folding import fold_sums

        verdict = fold_sums(verdict, report, rules)
    if report.recognised is not None:
        from reportlint.suspects.readings import saying_so

        verdict = saying_so(verdict, report)
    return verdict, report


def check_file(
    path: str, *, name: str | None = None, settings: Settings = DEFAULTS, prior: Report | None = None
) -> Result:
    """The outcome for one file, or for standard input when the path is `-`; `name` is used in place of the path.

    `prior` as for `check_bytes`.
    """
    shown = path if name is None else name
    try:
        data = content(path, max_bytes=settings.max_bytes)
    except ReadFailure as failure:
        return unreadable(shown, failure.words, settings=settings)
    return check_bytes(data, name=os.path.basename(shown), path=shown, settings=settings, prior=prior)


def check_paths(
    paths: Iterable[str],
    *,
    stdin_name: str | None = None,
    settings: Settings = DEFAULTS,
    prior: Report | None = None,
    left_out: list[str] | None = None,
    pairs: bool = True,
) -> Iterator[Result]:
    """The outcomes for files, folders, globs and `-`, one after the other as they are asked for.

    `path` of a result is the path as given, or the given folder or archive joined with what was found below
    it; for standard input it is `stdin_name`. A path that leads nowhere gives a result as well.
    `prior` as for `check_bytes`; where it is given the paths should mean one file (see `parse_prior`).
    `left_out` takes the pictures and archives that were not read (see `inputs.find`). With `pairs`, where no
    `prior` is given, files of one unit for consecutive years are compared; several files are then all read
    before the first outcome comes.
    Raises RuleError at once, before anything is checked.
    """
    rules_in_force(settings)
    settings = replace(settings, each=True)
    results = _results(found_in(paths, stdin_name, settings, left_out), settings, prior)
    return compared(results, settings) if pairs and prior is None else results


def found_in(
    paths: Iterable[str], stdin_name: str | None, settings: Settings, left_out: list[str] | None
) -> Iterator[Found | Missed]:
    """The reports that the paths mean, those in archives and workbooks each by itself."""
    left = [] if left_out is None else left_out
    return opened(
        find(paths, left_out=left), max_bytes=settings.max_bytes, left_out=left, stdin_name=stdin_name
    )


def _results(meant: Iterable[Found | Missed], settings: Settings, prior: Report | None) -> Iterator[Result]:
    for found in meant:
        if isinstance(found, Missed):
            yield unreadable(found.path, found.words, settings=settings)
        else:
            yield from check_each(found, settings=settings, prior=prior)


def check_each(
    found: Found, *, settings: Settings = DEFAULTS, prior: Report | None = None
) -> Iterator[Result]:
    """The outcome for what was found, and those for further reports in the same file."""
    first = check_found(found, settings=settings, prior=prior)
    yield first
    for number in range(2, first.further + 2):
        another = found._replace(path=with_part(found.path, number))
        yield check_found(another, settings=settings, prior=prior)


def check_found(found: Found, *, settings: Settings = DEFAULTS, prior: Report | None = None) -> Result:
    """The outcome for what was found: `check_file`, or `check_bytes` for what came by standard input."""
    if found.content is None:
        return check_file(found.path, settings=settings, prior=prior)
    name = os.path.basename(found.path)
    return check_bytes(found.content, name=name, path=found.path, settings=settings, prior=prior)


def compared(results: Iterable[Result], settings: Settings = DEFAULTS) -> Iterator[Result]:
    """The outcomes of a run; a report whose unit's report of the year before was checked in it is judged again
    beside that one. What came by standard input cannot be read again and is left as it is.
    """
    several = list(results)
    if len(several) < 2:
        yield from several
        return
    from reportlint.app.pairs import last_years, noted

    found = last_years(several)
    for number, result in enumerate(several):
        pair = found.get(number)
        if pair is None:
            yield result
        elif isinstance(pair, Text):
            yield replace(result, notes=(*result.notes, pair))
        else:
            yield _beside(result, several[pair], settings, noted)


def _beside(result: Result, before: Result, settings: Settings, noted: Callable[[str], Text]) -> Result:
    """The outcome of the same file beside the report of the year before, or as it was where one has gone."""
    own = replace(settings, edition="auto", year=None, unit=None)
    try:
        prior = parse_file(before.path, settings=own)
    except ReadFailure:
        return result
    again = check_file(result.path, settings=settings, prior=prior)
    return replace(again, notes=(*again.notes, noted(before.path)))


def parse_file(path: str, *, name: str | None = None, settings: Settings = DEFAULTS) -> Report:
    """What the file says as an annual report, unjudged. Raises ReadFailure with a sentence for the user."""
    data = content(path, max_bytes=settings.max_bytes)
    return parse_bytes(data, name=os.path.basename(path if name is None else name), settings=settings)


def parse_paths(
    paths: Iterable[str],
    *,
    stdin_name: str | None = None,
    settings: Settings = DEFAULTS,
    left_out: list[str] | None = None,
) -> Iterator[tuple[str, Report | Text]]:
    """The reports in files, folders, globs and `-` with their paths, as `check_paths` has them, unjudged.

    What cannot be read has a sentence in the report's place.
    """
    settings = replace(settings, each=True)
    for found in found_in(paths, stdin_name, settings, left_out):
        if isinstance(found, Missed):
            yield found
            continue
        number, further = 1, 0
        while number <= further + 1:
            path = with_part(found.path, number)
            report = _parsed(found._replace(path=path), settings)
            if isinstance(report, Report) and report.recognised is not None:
                from reportlint.suspects.readings import settled

                report = settled(report, rules_in_force(settings))
            yield path, report
            further = max(further, report.further if isinstance(report, Report) else 0)
            number += 1


def _parsed(found: Found, settings: Settings) -> Report | Text:
    try:
        if found.content is None:
            return parse_file(found.path, settings=settings)
        return parse_bytes(found.content, name=os.path.basename(found.path), settings=settings)
    except ReadFailure as failure:
        return failure.words


def parse_bytes(data: bytes, *, name: str, settings: Settings = DEFAULTS) -> Report:
    """What a file in memory says as an annual report, unjudged; `name` is its file name.

    Raises ReadFailure, and RuleError as `rules_in_force` does.
    """
    if settings.rule_files or settings.edition != "auto":
        rules_in_force(settings)  # makes the forms known that are among the user's rules
    told: dict[str, Any] = {"edition": settings.edition, "year": settings.year, "unit": settings.unit}
    try:
        with own_time(FILE_SECONDS):
            return _report(data, name, told, each=settings.each)
    except ReadFailure:
        raise
    except OutOfTime as error:
        raise ReadFailure(error.words) from error
    except Exception as error:  # one file that breaks the reading never stops the others
        raise ReadFailure(crashed(error, name)) from error


def _report(data: bytes, name: str, told: Mapping[str, Any], *, each: bool) -> Report:
    if is_json(data):
        from reportlint.parsing.report_json.reading import read_report

        return read_report(data, name=name, **told)
    document = readers.read(data, name=name)
    return parsing.parse(document, part=part_of(name), each=each or part_of(name) > 1, **told)


def unreadable(path: str, words: Text, *, settings: Settings = DEFAULTS) -> Result:
    """The outcome for a file that could not be read, or not be judged at all; `words` say why in one sentence."""
    verdict = failed(words, rules_in_force(settings))
    return Result(
        path, "unreadable", verdict.gate, None, verdict.diagnostics, verdict.not_checked, verdict.states
    )


def _notes(report: Report) -> Iterator[Text]:
    """What to know about the reading of the report, beside the findings."""
    if report.encoding not in (None, "UTF-8"):
        yield Text(f"按 {report.encoding} 编码读取", f"read as {report.encoding}")
    yield from report.notes


def notes_on_prior(prior: Report | None) -> Iterator[Text]:
    """What to know about the reading of last year's report; it stands among the notes of this year's result."""
    for remark in prior.remarks if prior else ():
        yield Text(f"上年报告：{remark.text.zh}", f"last year's report: {remark.text.en}")
