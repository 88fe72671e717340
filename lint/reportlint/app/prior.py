"""Last year's report as it is named with --prior, to be compared with one report."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from msgspec.structs import replace

from reportlint.app.api import DEFAULTS, Settings, parse_file, rules_in_force
from reportlint.app.archives import opened
from reportlint.app.inputs import STDIN, find
from reportlint.engine.run import refusal
from reportlint.model.report import Report
from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure


class PriorError(Exception):
    """Last year's report cannot be used as it was given; `words` is one sentence."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def parse_prior(path: str, *, checked: Iterable[str] = (), settings: Settings = DEFAULTS) -> Report:
    """The report of the year before that the reports at the paths `checked` are to be compared with.

    It is read like any other, by its own title: `edition`, `year` and `unit` of the settings are the
    checked report's. Raises PriorError when it cannot be read, when it is no annual report, and when
    `checked` means more than one file.
    """
    paths = tuple(checked)
    named = (found for found in find(paths) if found.path != STDIN)
    several = len(list(islice(opened(named, max_bytes=settings.max_bytes), 2)))
    if several + (STDIN in paths) > 1:
        raise PriorError(_SEVERAL)
    if path == STDIN and STDIN in paths:
        raise PriorError(_STDIN_TWICE)
    own = replace(settings, edition="auto", year=None, unit=None)
    try:
        report = parse_file(path, settings=own)
    except ReadFailure as failure:
        raise PriorError(_of_prior(path, failure.words)) from failure
    words = refusal(report, rules_in_force(settings))
    if words is not None:
        raise PriorError(_of_prior(path, words))
    return report


_SEVERAL = Text(
    "--prior 是一份报告的上年报告，这次要检查的却不止一个文件；请一次只检查一个文件",
    "--prior is last year's report of one report, and there are several files to check; check one at a time",
)
_STDIN_TWICE = Text(
    "标准输入只能读一次，不能既是要检查的报告又是 --prior；请把其中一份写成文件名",
    "standard input can be read once only: name a file for the report or for --prior",
)


def _of_prior(path: str, words: Text) -> Text:
    return Text(f"--prior {path}：{words.zh}", f"--prior {path}: {words.en}")
