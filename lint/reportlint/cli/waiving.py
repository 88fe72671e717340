"""Waivers on the command line: found and applied by `check`, written by `baseline`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportlint.app.api import Settings, check_paths
from reportlint.app.config import WAIVERS_NAME, Config
from reportlint.app.config_source import load_config
from reportlint.app.prior import parse_prior
from reportlint.cli import streams
from reportlint.cli.wishes import Wishes, language, settings
from reportlint.engine.loading import catalogue
from reportlint.model.diagnostic import Result
from reportlint.model.wording import Text
from reportlint.render import RenderOptions
from reportlint.render.plain import harmless

if TYPE_CHECKING:
    from reportlint.waivers import Tracker, Waivers

CLEAN, FAILED = 0, 2


class BaselineError(Exception):
    """The waivers cannot be written; `words` is one sentence."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class Waiving:
    """The waivers of one run, None where there is no file of them, and what became of them."""

    def __init__(self, waivers: Waivers | None, rule_files: Sequence[Path]) -> None:
        self._waivers = waivers
        self._rule_files = rule_files
        self._tracker: Tracker | None = None

    def watch(self, results: Iterable[Result]) -> Iterator[Result]:
        """The results as they come, with today's waivers applied."""
        if self._waivers is None:
            return iter(results)
        from reportlint.waivers import Tracker

        self._tracker = self._tracker or Tracker()
        return self._tracker.watch(self._waivers, results, today=date.today())

    def for_one(self) -> Callable[[Result], Result] | None:
        """What applies today's waivers to one result, any number of times; None where there are none."""
        if self._waivers is None:
            return None
        from reportlint.waivers import Tracker, apply

        waivers, today = self._waivers, date.today()
        tracker = self._tracker = self._tracker or Tracker()
        return lambda result: apply(waivers, result, today=today, tracker=tracker)

    def closing(self, options: RenderOptions) -> Iterator[str]:
        """What is to be said of the waivers, below the output for people; asked for when all results are through."""
        if told := self._remarks():
            from reportlint.render.text import remark_lines

            yield from remark_lines(told, options)

    def tell(self, lang: str) -> None:
        """The same on standard error."""
        for words in self._remarks():
            print(harmless(words.of(lang)), file=sys.stderr)

    def _remarks(self) -> tuple[Text, ...]:
        if self._waivers is None or self._tracker is None:
            return ()
        from reportlint.waivers import remarks

        codes = {rule.code for rule in catalogue(self._rule_files)}
        return remarks(self._waivers, self._tracker, codes=codes)


def find(given: str | None, config: Config, *, rule_files: Sequence[Path]) -> Waiving:
    """The waivers for a run: the file on the command line, else the configuration's, else the nearest.

    `rule_files` are the user's own, whose rules may be waived too. Raises ConfigError.
    """
    named = given or config.waivers_file()
    if named is None and not _is_anywhere(config):
        return Waiving(None, rule_files)
    from reportlint.waivers.source import find_waivers

    return Waiving(find_waivers(named, beside=config.path), rule_files)


def _is_anywhere(config: Config) -> bool:
    """Whether there is any such file to look at; most runs have none and need not load what reads it."""
    here = Path.cwd()
    beside = (config.path.parent,) if config.path else ()
    return any((folder / WAIVERS_NAME).is_file() for folder in (here, *here.parents, *beside))


def baseline(
    paths: Sequence[str],
    wishes: Wishes,
    *,
    output: str | None,
    config: str | None,
    prior: str | None,
    force: bool,
    debug: bool,
    together: bool = False,
    units: str | None = None,
) -> int:
    """Writes a waiver for each finding of today; returns 2 when a file or a check failed, else 0.

    `together` audits the reports, so that what is found across them is waived too, with `units` as their list.

    Raises BaselineError, ConfigError, OutputError and what the checking raises.
    """
    from reportlint.waivers import Waivers
    from reportlint.waivers.baseline import waivers_for, write_waivers

    if debug:
        streams.show_traces()
    found = load_config(config)
    chosen, lang = settings(wishes, found), language(wishes, found)
    target = (
        output or found.waivers_file() or os.path.join(found.path.parent if found.path else "", WAIVERS_NAME)
    )
    exists = os.path.lexists(target)
    if exists and not force:
        raise BaselineError(_exists(target))
    streams.make_sure([target], paths)
    known = _known(target) if exists else Waivers()
    last_year = None if prior is None else parse_prior(prior, checked=paths, settings=chosen)
    if together or units is not None:
        results = _audited(paths, replace(chosen, unit=None, year=None), found, units)
    else:
        results = list(check_paths(paths, settings=chosen, prior=last_year))
    entries = waivers_for(results, folder=os.path.dirname(os.path.abspath(target)), known=known)
    streams.write_file([write_waivers(entries)], target, over_input=exists and bool(known.path))
    number = sum(entry.times for entry in entries)
    print(_written(number, target).of(lang), file=sys.stderr)
    return _told_failures(results, lang)


def _audited(paths: Sequence[str], chosen: Settings, found: Config, units: str | None) -> list[Result]:
    """The results of an audit's round."""
    from reportlint.audit.run import audit
    from reportlint.cli.requests import request_of

    request, _ = request_of(paths, chosen, found, units=units)
    with audit(request) as done:
        return [done.result(row.path) for row in done.rows if not row.earlier]


def _known(target: str) -> Waivers:
    """The waivers that are overwritten: they keep their reasons. An empty file has none."""
    from reportlint.waivers import Waivers
    from reportlint.waivers.source import load_waivers

    return load_waivers(Path(target)) if os.path.isfile(target) else Waivers()


def _told_failures(results: Sequence[Result], lang: str) -> int:
    failed = [result for result in results if result.status == "unreadable" or result.crashed]
    for result in failed:
        crashes = [missed.reason for missed in result.not_checked if missed.code in result.crashed]
        reasons = crashes if result.error is None else [result.error]
        zh, en = "；".join(reason.zh for reason in reasons), "; ".join(reason.en for reason in reasons)
        words = Text(
            f"{result.path} 没能检查，不在豁免里：{zh}",
            f"{result.path} could not be checked and is not waived: {en}",
        )
        print(harmless(words.of(lang)), file=sys.stderr)
    return FAILED if failed else CLEAN


def _exists(target: str) -> Text:
    return Text(
        f"{target} 已经存在，没有改动它；换一个文件名，或者加 --force 重写（原有的理由和期限会保留）",
        f"{target} exists and was left as it is; choose another name, or add --force (reasons and days are kept)",
    )


def _written(number: int, target: str) -> Text:
    return Text(
        f"现有的 {number} 处问题已写入 {target}；今后检查时不再计入，数有变动的和新出现的照常报告",
        f"today's {number} finding{'' if number == 1 else 's'} are in {target};"
        " only new and changed ones are told from now on",
    )
