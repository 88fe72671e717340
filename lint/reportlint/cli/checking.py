"""The command `check`: results streamed to their output, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from reportlint.app.api import Settings, check_paths, rules_in_force
from reportlint.app.config_source import load_config
from reportlint.app.prior import parse_prior
from reportlint.cli import streams, waiving
from reportlint.cli.wishes import Wishes, language, settings
from reportlint.model.diagnostic import SEVERITIES, Result
from reportlint.model.report import Report
from reportlint.model.wording import Text
from reportlint.readers.progress import telling
from reportlint.render import SHOW_CONTENT, RenderOptions, renderer
from reportlint.render.tally import Tally

CLEAN, FINDINGS, FAILED = 0, 1, 2


class Manner(NamedTuple):
    """How the command line wants the result; None means not asked."""

    format: str | None
    output: str | None
    fail_on: str | None
    colour: str
    stdin_name: str | None
    debug: bool
    waivers: str | None = None
    jobs: int | None = None
    pairs: bool = True


Results: TypeAlias = Callable[[Settings, Report | None], Iterable[Result]]
"""The outcomes for these settings and last year's report."""


def check(
    paths: Sequence[str],
    wishes: Wishes,
    manner: Manner,
    *,
    config: str | None,
    prior: str | None = None,
    results: Results | None = None,
) -> int:
    """Checks the paths, beside the file `prior` if one is named, writes the result, returns the exit code.

    `results` takes the place of the usual way to the outcomes.
    """
    if manner.debug:
        streams.show_traces()
    found = load_config(config)
    chosen, lang = settings(wishes, found), language(wishes, found)
    format = manner.format or found.get("format") or "text"
    if format in SHOW_CONTENT:
        chosen = replace(chosen, keep_content=True)
    fail_on = manner.fail_on or found.get("fail-on") or "error"
    options = RenderOptions(
        lang=lang,
        colour=streams.wants_colour(manner.colour, to_file=manner.output is not None),
        width=streams.terminal_width(),
        rules=tuple(rules_in_force(chosen)),
        fail_on=fail_on,
        everything=chosen.everything,
        rules_version=rules_in_force(chosen).version,
        handbook=found.get("handbook") or "",
    )
    if results is None:
        streams.make_sure([manner.output], [*paths, *([] if prior is None else [prior])])
    last_year = None if prior is None else parse_prior(prior, checked=paths, settings=chosen)
    tally = Tally()
    left_out: list[str] = []
    judged = (
        _usual(paths, manner, chosen, last_year, left_out) if results is None else results(chosen, last_year)
    )
    waivers = waiving.find(manner.waivers, found, rule_files=chosen.rule_files)
    pieces = renderer(format)(tally.watch(waivers.watch(judged)), options)
    if format == "text":
        pieces = chain(pieces, waivers.closing(options))
    with telling(streams.page_teller(lang)):
        streams.write(pieces, output=manner.output, utf8=format not in ("text", "concise"))
    if manner.output is not None:
        written = Text(f"结果已写入 {manner.output}", f"the result is in {manner.output}")
        print(written.of(lang), file=sys.stderr)
    if manner.output is not None or format == "concise":
        print(tally.sentence(lang), file=sys.stderr)
    streams.tell_left_out(left_out, lang)
    if format != "text":
        waivers.tell(lang)
    return exit_code(tally, fail_on)


def _usual(
    paths: Sequence[str], manner: Manner, chosen: Settings, last_year: Report | None, left_out: list[str]
) -> Iterable[Result]:
    """The outcomes by this process, or by as many as were asked for."""
    if manner.jobs is None or manner.jobs == 1:
        return check_paths(
            paths,
            stdin_name=manner.stdin_name,
            settings=chosen,
            prior=last_year,
            left_out=left_out,
            pairs=manner.pairs,
        )
    from reportlint.app.parallel import check_in_parallel

    return check_in_parallel(
        paths,
        jobs=manner.jobs,
        stdin_name=manner.stdin_name,
        settings=chosen,
        prior=last_year,
        left_out=left_out,
        pairs=manner.pairs,
    )


def exit_code(tally: Tally, fail_on: str) -> int:
    """2 when something could not be done, 1 for findings of the severity `fail_on` or graver, else 0."""
    if tally.unreadable or tally.partly or tally.crashed:
        return FAILED
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else ()
    return FINDINGS if any(tally.findings[severity] for severity in grave) else CLEAN
