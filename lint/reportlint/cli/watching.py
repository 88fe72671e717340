"""`check --watch`: checks again whenever a file changes, until it is interrupted.

Files are looked at again and again rather than waited for: that works on network drives too, where reports lie.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from reportlint.app.api import Settings, check_found, rules_in_force, unreadable
from reportlint.app.archives import opened
from reportlint.app.config import TOML_NAME, WAIVERS_NAME, YAML_NAME, ConfigError
from reportlint.app.config_source import load_config
from reportlint.app.inputs import STDIN, Found, Missed, find
from reportlint.app.sequences import pages_on_disk
from reportlint.cli import checking, streams, usage
from reportlint.cli.wishes import Wishes, settings
from reportlint.engine.rules import RuleError
from reportlint.model.diagnostic import Result
from reportlint.model.report import Report
from reportlint.model.wording import Text

PAUSE = 0.4
"""Seconds between two looks at the files; more where looking takes long."""
_SETTLED = 0.1
"""Seconds for which nothing may change before a check: editors write in pieces."""
_SHARE = 20
_CLEAR = "\x1b[2J\x1b[H"

Signature: TypeAlias = tuple[tuple[int, int, int], ...] | None
"""By what a changed file is known, or each of those that are put together: time of change, size and number; None where
there is no file."""
State: TypeAlias = Mapping[str, Signature]


class WatchError(Exception):
    """There is nothing that could be watched; `words` is one sentence."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def watch(
    paths: Sequence[str], wishes: Wishes, manner: checking.Manner, *, config: str | None, prior: str | None
) -> int:
    """Checks now and after every change; only an interruption (KeyboardInterrupt) ends it.

    Mistakes in what is asked for end it at once; those that come later are told, and it goes on.
    """
    if STDIN in paths:
        raise WatchError(
            Text(
                "--watch 看的是文件，不能和标准输入（-）一起用",
                "--watch looks at files and cannot be used with standard input (-)",
            )
        )
    streams.make_sure([manner.output], paths)
    judge = _Judge(paths, manner.output)
    known: State | None = None
    while True:
        started = time.monotonic()
        state = _settled(paths, manner, wishes, config, prior)
        looking = time.monotonic() - started
        if state != known:
            _start_afresh(again=known is not None)
            try:
                checking.check(paths, wishes, manner, config=config, prior=prior, results=judge.results)
            except Exception as error:
                words = getattr(error, "words", None)
                if known is None or not isinstance(words, Text):
                    raise
                usage.complain(words, wishes.lang or "")
            streams.flush()
            _tell_waiting(wishes.lang)
            known = state
        time.sleep(max(PAUSE, looking * _SHARE))


class _Judge:
    """Checks files, all but the result itself, and remembers the outcomes of those that have not changed."""

    def __init__(self, paths: Sequence[str], output: str | None) -> None:
        self._paths = paths
        self._own = output and os.path.realpath(output)
        self._for: tuple[Settings, Report | None] | None = None
        self._known: dict[str, tuple[Signature, list[Result]]] = {}

    def results(self, chosen: Settings, prior: Report | None) -> Iterator[Result]:
        """The outcomes for all paths, in their order."""
        rules_in_force.cache_clear()  # a rule file of the user's own may be what has changed
        if self._for != (chosen, prior) or chosen.rule_files:
            self._known, self._for = {}, (chosen, prior)
        for found in find(self._paths):
            if not isinstance(found, Found):
                yield unreadable(found.path, found.words, settings=chosen)
                continue
            if self._own and os.path.realpath(found.path) == self._own:
                continue
            signature = _signature(found.path)
            before = self._known.get(found.path)
            if before is None or before[0] != signature:
                before = signature, list(_outcomes(found, chosen, prior))
                self._known[found.path] = before
            yield from before[1]


def _outcomes(file: Found, chosen: Settings, prior: Report | None) -> Iterator[Result]:
    """The outcomes of the reports in a file."""
    for found in opened([file], max_bytes=chosen.max_bytes):
        if isinstance(found, Missed):
            yield unreadable(found.path, found.words, settings=chosen)
        else:
            yield check_found(found, settings=chosen, prior=prior)


def _settled(
    paths: Sequence[str], manner: checking.Manner, wishes: Wishes, config: str | None, prior: str | None
) -> State:
    """The files as they are once nothing changes any more."""
    state = _state(paths, manner, wishes, config, prior)
    while True:
        time.sleep(_SETTLED)
        following = _state(paths, manner, wishes, config, prior)
        if following == state:
            return state
        state = following


def _state(
    paths: Sequence[str], manner: checking.Manner, wishes: Wishes, config: str | None, prior: str | None
) -> State:
    """The signatures of the reports and of everything else that the result depends on, but not of the result."""
    beside = [name for name in (config, prior, manner.waivers, *_own_files(wishes, config)) if name]
    own = manner.output and os.path.realpath(manner.output)
    names = [*(found.path for found in find(paths)), *beside, YAML_NAME, TOML_NAME, WAIVERS_NAME]
    return {name: _signature(name) for name in names if not own or os.path.realpath(name) != own}


def _own_files(wishes: Wishes, config: str | None) -> Iterator[str]:
    """The configuration that is found, and the files that it and the command line name."""
    try:
        found = load_config(config)
        rule_files = settings(wishes, found).rule_files
    except (ConfigError, RuleError):  # the check that follows tells what is wrong with it
        return
    yield from (str(path) for path in (found.path, found.waivers_file()) if path)
    yield from map(str, rule_files)


def _signature(path: str) -> Signature:
    try:
        states = [os.stat(file) for file in pages_on_disk(path) or [path]]
    except (OSError, ValueError):
        return None
    return tuple((state.st_mtime_ns, state.st_size, state.st_ino) for state in states)


def _start_afresh(*, again: bool) -> None:
    """An empty screen on a terminal; elsewhere outputs follow each other."""
    if sys.stdout is None:
        return
    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
    elif again:
        sys.stdout.write("\n")


def _tell_waiting(lang: str | None) -> None:
    now = time.strftime("%H:%M:%S")
    told = Text(
        f"{now} 检查完了，文件一改就会重新检查；按 Ctrl-C 结束",
        f"{now} done; checks again when a file changes, Ctrl-C ends it",
    )
    print(told.of(lang or "zh"), file=sys.stderr, flush=True)
