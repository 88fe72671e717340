"""The commands that look without judging: `rules`, `explain` and `parse`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path

from reportlint.app.api import parse_paths
from reportlint.app.config import Config
from reportlint.app.config_source import load_config
from reportlint.app.inputs import has_magic
from reportlint.cli import streams, usage
from reportlint.cli.wishes import Wishes, language, unproven_settings
from reportlint.engine.examples import read_examples
from reportlint.engine.loading import catalogue, load_rules
from reportlint.engine.rules import Rule, RuleError
from reportlint.model.document import NOWHERE
from reportlint.model.report import Report
from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure
from reportlint.render import RenderOptions


def list_rules(family: str | None, wishes: Wishes, *, config: str | None) -> None:
    """Writes the catalogue, or one family of it."""
    from reportlint.render.catalogue import render_catalogue

    lang, rules = _listed(family, wishes, config)
    streams.write(render_catalogue(rules, _options(lang)))


def list_kinds(family: str | None, wishes: Wishes, *, config: str | None) -> None:
    """Writes the manual of all kinds of check, or of those that one family of rules uses."""
    from reportlint.checks import every_kind
    from reportlint.render.kinds import render_kinds

    lang, rules = _listed(family, wishes, config)
    used = {rule.check for rule in rules}
    kinds = [kind for kind in every_kind() if family is None or kind.name in used]
    streams.write(render_kinds(rules, kinds, (lang,)))


def _listed(family: str | None, wishes: Wishes, config: str | None) -> tuple[str, Sequence[Rule]]:
    """The language asked for, and the rules: all, or one family of them."""
    found = load_config(config)
    rules = catalogue(unproven_settings(wishes, found).rule_files)
    return language(wishes, found), rules if family is None else _family(family, rules)


def try_rules(paths: Sequence[str]) -> int:
    """Writes what is wrong with the examples of these rule files; 0 when all hold, else 1."""
    from reportlint.app.trial import try_file

    wrong = [words for path in paths for words in try_file(Path(path))]
    good = f"{len(paths)} 个规则文件的例子都成立 / the examples of {len(paths)} rule files hold"
    streams.write([f"{line}\n" for line in wrong or [good]])
    return 1 if wrong else 0


def _family(family: str, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    wanted = family.strip().upper()
    found = tuple(rule for rule in rules if rule.code.rstrip("0123456789") == wanted)
    if not found:
        known = sorted({rule.code.rstrip("0123456789") for rule in rules})
        raise RuleError(
            Text(
                f"没有“{family}”这一类规则，现有 {'、'.join(known)}",
                f"no family of rules is called {family!r}; there are {', '.join(known)}",
            )
        )
    return found


def explain(code: str, wishes: Wishes, *, config: str | None) -> None:
    """Writes what one rule is about, found by its code or name."""
    from reportlint.render.explain import render_explanation

    found = load_config(config)
    chosen = unproven_settings(wishes, found)
    wanted = code.strip().upper()
    rules = catalogue(chosen.rule_files)
    rule = next((rule for rule in rules if wanted in (rule.code.upper(), rule.name.upper())), None)
    if rule is None:
        load_rules(extra=chosen.rule_files, select=[code])  # tells the codes near it
        codes = [rule.code for rule in rules if rule.code.startswith(wanted)]
        raise RuleError(
            Text(
                f"“{code}”不止一条规则，请选 {'、'.join(codes)} 之一",
                f"{code!r} is more than one rule; choose one of {', '.join(codes)}",
            )
        )
    streams.write(render_explanation(rule, read_examples(rule.path), _options(language(wishes, found))))


def explain_sentence(sentence: str, wishes: Wishes, *, config: str | None) -> None:
    """Writes what the grammar of the prose reads from a text, word by word."""
    from reportlint.parsing.claims.explain import how_read
    from reportlint.render.reading import render_reading

    lang = language(wishes, load_config(config))
    streams.write(render_reading(how_read(sentence.splitlines(), year=wishes.year), _options(lang)))


def parse(
    paths: Sequence[str],
    wishes: Wishes,
    *,
    format: str,
    output: str | None,
    stdin_name: str | None,
    debug: bool,
) -> int:
    """Writes what was read from the reports; returns 2 when one, or a part of one, could not be read, else 0.

    As JSON a single report in a file of its own is that, and everything else an object of reports by their paths.
    """
    if debug:
        streams.show_traces()
    streams.make_sure([output], paths)
    missed: list[str] = []
    single = len(paths) == 1 and not os.path.isdir(paths[0]) and not has_magic(paths[0])
    left_out: list[str] = []
    chosen, lang = unproven_settings(wishes, Config()), language(wishes, Config())
    found = parse_paths(paths, stdin_name=stdin_name, settings=chosen, left_out=left_out)
    if single:
        first = list(islice(found, 2))
        single = [path for path, _ in first] in (
            [paths[0]],
            [stdin_name],
        )  # a file that holds several is no report
        found = chain(first, found)
    reports = _readable(found, missed, single=single)
    streams.write(_pieces(reports, format, single=single), output=output, utf8=True)
    streams.tell_left_out(left_out, lang)
    return usage.FAILED if missed else 0


def _readable(
    found: Iterable[tuple[str, Report | Text]], missed: list[str], *, single: bool
) -> Iterator[tuple[str, Report]]:
    """The reports; what could not be read, or not to its end, goes into `missed` and is told, so that the others
    are written.
    """
    for path, report in found:
        if isinstance(report, Report):
            yield path, report
            for remark in (remark for remark in report.remarks if remark.place != NOWHERE):
                missed.append(path)
                usage.complain(Text(f"{path}：{remark.text.zh}", f"{path}: {remark.text.en}"), "")
            continue
        words = Text(f"{path}：{report.zh}", f"{path}: {report.en}")
        if single:
            raise ReadFailure(words)
        missed.append(path)
        usage.complain(words, "")


def _pieces(reports: Iterator[tuple[str, Report]], format: str, *, single: bool) -> Iterator[str]:
    if format == "claims":
        for path, report in reports:
            yield f"== {path}\n"
            yield from _claims(report)
    elif format == "csv":
        from reportlint.render.tidy import render_cells

        yield from render_cells(reports)
    elif single:
        from reportlint.parsing.report_json.writing import write_report

        yield from (write_report(report) for _, report in reports)
    else:
        from reportlint.parsing.report_json.writing import write_reports

        yield from write_reports(reports)


def _claims(report: Report) -> Iterator[str]:
    """How the sentences of a report that hold figures were read, section by section."""
    from reportlint.parsing.claims.explain import how_read
    from reportlint.render.reading import render_reading

    for _, prose in groupby(report.prose(), key=itemgetter(0)):
        texts = [paragraph.text for _, paragraph in prose]
        read = [sentence for sentence in how_read(texts, year=report.year) if sentence.figures]
        yield from ("\n" + piece.lstrip("\n") for piece in render_reading(read, _options("zh")))


def _options(lang: str) -> RenderOptions:
    return RenderOptions(
        lang=lang, colour=streams.wants_colour("auto", to_file=False), width=streams.terminal_width()
    )
