"""The command `annotate`: the report again, with what was found marked where it stands."""

from __future__ import annotations

import os
import re
import sys
from typing import NamedTuple

from reportlint.app.config_source import load_config
from reportlint.app.inputs import STDIN
from reportlint.app.prior import parse_prior
from reportlint.cli import checking, streams, waiving
from reportlint.cli.wishes import Wishes, language, settings
from reportlint.data.files import is_input
from reportlint.marking import annotate_file
from reportlint.marking.failure import MarkFailure
from reportlint.model.naming import in_sheet, without_sheet
from reportlint.model.wording import Text
from reportlint.render.plain import harmless
from reportlint.render.tally import Tally

_MARKED = re.compile(r"(.+)\.批注(\d*)", re.DOTALL)
"""A name that a marked file got from us."""


class Manner(NamedTuple):
    """How the command line wants the marked file; None means not asked."""

    output: str | None
    force: bool
    fail_on: str | None
    debug: bool
    waivers: str | None = None


def annotate(
    path: str, wishes: Wishes, manner: Manner, *, config: str | None, prior: str | None = None
) -> int:
    """Writes the report with its marks beside it, or where it is asked for; returns the exit code.

    Raises MarkFailure.
    """
    if manner.debug:
        streams.show_traces()
    found = load_config(config)
    chosen, lang = settings(wishes, found), language(wishes, found)
    last_year = None if prior is None else parse_prior(prior, checked=[path], settings=chosen)
    waivers = waiving.find(manner.waivers, found, rule_files=chosen.rule_files)
    marked = annotate_file(
        path, settings=chosen, lang=lang, prior=last_year, waive=lambda result: next(waivers.watch([result]))
    )
    target = _target(path, manner.output, marked.suffix, force=manner.force)
    streams.write_file(marked.content, target)
    tally = Tally()
    tally.add(marked.result)
    told = Text(f"批注好的文件是 {harmless(target)}", f"the annotated file is {harmless(target)}")
    print(told.of(lang), tally.sentence(lang), sep="\n", file=sys.stderr)
    waivers.tell(lang)
    return checking.exit_code(tally, manner.fail_on or found.get("fail-on") or "error")


def _target(path: str, output: str | None, suffix: str, *, force: bool) -> str:
    """The file to write. Raises MarkFailure where it would be the report itself, or another that is there already."""
    if output is None and path == STDIN:
        raise MarkFailure(
            Text(
                "从标准输入读报告时，要用 -o 写明结果的文件名",
                "name the file to write with -o when reading standard input",
            )
        )
    target = _beside(path) + suffix if output is None else output
    if os.path.splitext(target)[1].lower() != suffix:
        raise MarkFailure(
            Text(
                f"-o {target} 的后缀应是 {suffix}：这份报告的批注是这种文件",
                f"-o {target}: the suffix must be {suffix}, which this report's marks are written as",
            )
        )
    if is_input(target):
        raise MarkFailure(
            Text(
                f"{target} 是这次要读的文件，不会改动它；请换一个文件名",
                f"{target} is a file that this run reads and was left as it is; choose another name",
            )
        )
    if os.path.lexists(target) and not force:
        raise MarkFailure(
            Text(
                f"{target} 已经存在，没有改动它；换一个文件名，或者加 --force 覆盖",
                f"{target} exists and was left as it is; choose another name, or add --force",
            )
        )
    return target


def _beside(path: str) -> str:
    """The marked file's name without suffix: 年报.批注 for 年报, 年报.批注2 for 年报.批注, 汇总#教育局.批注 for a sheet."""
    stem, sheet = os.path.splitext(without_sheet(path))[0], in_sheet(path)
    stem = stem if sheet is None else f"{stem}#{sheet}"
    again = _MARKED.fullmatch(stem)
    return f"{stem}.批注" if again is None else f"{again[1]}.批注{int(again[2] or 1) + 1}"
