"""The ways in: bytes, a file, or many paths, each to a `Result`; and a file to its `Report`.

`check_bytes` is used by `check_file`, which is used by `check_paths`; the command and everything
else that checks reports calls one of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from reportlint import parsing, readers
from reportlint.diagnostic import Identity, Result, Severity
from reportlint.engine.rules import RuleSet, load_rules
from reportlint.engine.run import Verdict, failed, judge
from reportlint.inputs import STDIN, Missed, find, read_file
from reportlint.readers.failure import ReadFailure
from reportlint.report import Report
from reportlint.wording import Text

MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """What to check and how.

    `select` (empty: all rules) and `ignore` take codes, names and beginnings of codes; `severities`
    are (one of these, the severity in its place or "off"); `rule_files` are further rules. `edition`,
    `year` and `unit` take the place of what the report says. `lang` is "zh" or "en"; a file larger
    than `max_bytes` is not read. Broken sums of a table that one change of cells explains are one
    finding; with `everything` each is told on its own, and so are those that follow from others.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity | Literal["off"]], ...] = ()
    rule_files: tuple[Path, ...] = ()
    edition: Literal["auto", "2021", "2019"] = "auto"
    year: int | None = None
    unit: str | None = None
    lang: Literal["zh", "en"] = "zh"
    max_bytes: int = MAX_BYTES
    everything: bool = False


DEFAULTS = Settings()


@lru_cache(maxsize=8)
def rules_in_force(settings: Settings) -> RuleSet:
    """The rules that these settings choose, loaded once. Raises RuleError."""
    return load_rules(
        extra=settings.rule_files,
        select=settings.select,
        ignore=settings.ignore,
        severities=dict(settings.severities),
    )


def check_bytes(data: bytes, *, name: str, path: str | None = None, settings: Settings = DEFAULTS) -> Result:
    """The outcome for a report that is already in memory.

    `name` is its file name, by which a reader may know the format and a nameless report its unit;
    `path` is how the result calls it (the name where it is not given). A file that cannot be read,
    or that is no annual report, gives a result too: status "unreadable" with the reason. Raises
    RuleError only.
    """
    shown = name if path is None else path
    rules = rules_in_force(settings)
    try:
        report = _report(data, name, settings)
    except ReadFailure as failure:
        return _unreadable(shown, failure.words, settings)
    verdict = _judged(report, rules, settings)
    title = report.title.text if report.title else None
    return Result(
        path=shown,
        status="checked" if verdict.gate is None else "unreadable",
        error=verdict.gate,
        report=Identity(title, report.unit, report.year, report.edition),
        diagnostics=verdict.diagnostics,
        not_checked=verdict.not_checked,
        outcomes=verdict.outcomes,
        notes=(*(words.of(settings.lang) for words in _notes(report)), *verdict.notes),
    )


def _judged(report: Report, rules: RuleSet, settings: Settings) -> Verdict:
    verdict = judge(report, rules, lang=settings.lang, everything=settings.everything)
    if settings.everything or not any(found.cell for found in verdict.diagnostics):
        return verdict
    from reportlint.localisation.folding import fold

    return fold(verdict, report, rules, lang=settings.lang)


def check_file(path: str, *, name: str | None = None, settings: Settings = DEFAULTS) -> Result:
    """The outcome for one file, or for standard input when the path is `-`; `name` is used in place of the path."""
    shown = path if name is None else name
    try:
        data = read_file(path, max_bytes=settings.max_bytes)
    except ReadFailure as failure:
        return _unreadable(shown, failure.words, settings)
    return check_bytes(data, name=os.path.basename(shown), path=shown, settings=settings)


def check_paths(
    paths: Iterable[str], *, stdin_name: str | None = None, settings: Settings = DEFAULTS
) -> Iterator[Result]:
    """The outcomes for files, folders, globs and `-`, one after the other as they are asked for.

    `path` of a result is the path as given, or the given folder joined with what was found below
    it; for standard input it is `stdin_name`. A path that leads nowhere gives a result as well.
    """
    rules_in_force(settings)
    for found in find(paths):
        if isinstance(found, Missed):
            yield _unreadable(found.path, found.words, settings)
        else:
            yield check_file(found.path, name=stdin_name if found.path == STDIN else None, settings=settings)


def parse_file(path: str, *, name: str | None = None, settings: Settings = DEFAULTS) -> Report:
    """What the file says as an annual report, unjudged. Raises ReadFailure with a sentence for the user."""
    data = read_file(path, max_bytes=settings.max_bytes)
    return _report(data, os.path.basename(path if name is None else name), settings)


def _report(data: bytes, name: str, settings: Settings) -> Report:
    try:
        document = readers.read(data, name=name)
        return parsing.parse(document, edition=settings.edition, year=settings.year, unit=settings.unit)
    except ReadFailure:
        raise
    except Exception as error:  # one file that breaks the reading never stops the others
        import logging

        logging.getLogger("reportlint").debug("reading %s failed", name, exc_info=error)
        raise ReadFailure(_crash_words(error)) from error


def _crash_words(error: Exception) -> Text:
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    return Text(
        f"读这个文件时程序出错（{reason}），请加 --debug 再运行一次，把输出发给维护者",
        f"the program failed on this file ({reason}); run again with --debug and send the output to the maintainers",
    )


def _unreadable(path: str, words: Text, settings: Settings) -> Result:
    verdict = failed(words, rules_in_force(settings), lang=settings.lang)
    return Result(
        path, "unreadable", verdict.gate, None, verdict.diagnostics, verdict.not_checked, verdict.outcomes
    )


def _notes(report: Report) -> Iterator[Text]:
    """What to know about the reading, beside the findings."""
    if report.encoding not in (None, "UTF-8"):
        yield Text(f"按 {report.encoding} 编码读取", f"read as {report.encoding}")
    yield from (remark.text for remark in report.remarks)
