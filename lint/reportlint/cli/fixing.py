"""The command `fix`: what needs no person is mended, shown first, written only when asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from typing import NamedTuple

from reportlint.app.config_source import load_config
from reportlint.app.inputs import STDIN
from reportlint.cli import checking, streams
from reportlint.cli.wishes import Wishes, language, settings
from reportlint.marking import own_content
from reportlint.marking.failure import MarkFailure
from reportlint.marking.fixing import Change, Mended, mend_bytes
from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure
from reportlint.render import words
from reportlint.render.plain import harmless


class Manner(NamedTuple):
    """What the command line asks for beside what to check."""

    write: bool
    diff: bool
    unsafe: bool
    debug: bool


def fix(path: str, wishes: Wishes, manner: Manner, *, config: str | None) -> int:
    """Shows what can be mended and writes it when asked to; 1 when something waits to be written, else 0.

    Raises MarkFailure.
    """
    if manner.debug:
        streams.show_traces()
    if path == STDIN:
        raise MarkFailure(Text("fix 要改的是文件，请写文件名", "fix mends files: name one"))
    found = load_config(config)
    chosen, lang = settings(wishes, found), language(wishes, found)
    try:
        data = own_content(path, max_bytes=chosen.max_bytes)
        mended = mend_bytes(
            data, name=os.path.basename(path), path=path, settings=chosen, unsafe=manner.unsafe
        )
    except (ReadFailure, MarkFailure) as failure:
        told = failure.words
        raise MarkFailure(Text(f"{path}：{told.zh}", f"{path}: {told.en}")) from failure
    lines = _diff(mended, path, lang) if manner.diff else _listed(mended, lang)
    streams.write(f"{line}\n" for line in lines)
    told = _verdict(mended, path)
    if manner.write and mended.changes:
        backup = _backup(path, data)
        streams.write_file(mended.content, path, over_input=True)
        told = _done(mended, path, backup)
    print(told.of(lang), file=sys.stderr)
    for remark in filter(None, (_blank(mended, unsafe=manner.unsafe), _waiting(mended))):
        print(remark.of(lang), file=sys.stderr)
    return checking.FINDINGS if mended.changes and not manner.write else checking.CLEAN


def _listed(mended: Mended, lang: str) -> Iterator[str]:
    """A line for each change: where, what for, what stands there and what will."""
    for change in mended.changes:
        yield _told(change, lang)
    for change in mended.left:
        told = Text("（没有改：改了以后读出的内容会变）", " (left: what is read would change)").of(lang)
        yield _told(change, lang) + told


def _told(change: Change, lang: str) -> str:
    parts = (words.whereabouts(change.where.of(lang), change.place, lang), harmless(change.title.of(lang)))
    head = words.COLON.of(lang).join(part for part in parts if part)
    old, new = harmless(change.old), harmless(change.new)
    was = f"“{old}”" if old else words.BLANK.of(lang)
    return f"{head}{words.COLON.of(lang)}{was} → “{new}”"


def _diff(mended: Mended, path: str, lang: str) -> Iterator[str]:
    """The lines that change, as a unified diff; in a Word file a line is a paragraph or a row of a table."""
    before, after = (
        _lines(result.content.lines) for result in (mended.before, mended.after) if result.content
    )
    suffix = Text("（改后）", " (mended)").of(lang)
    name = harmless(path)
    return unified_diff(before, after, name, name + suffix, n=1, lineterm="")


def _lines(lines: Sequence[str]) -> list[str]:
    return ["\t".join(map(harmless, line.split("\t"))) for line in lines]


def _verdict(mended: Mended, path: str) -> Text:
    number = len(mended.changes)
    if not number:
        return Text(
            "没有可以自动改的地方，文件没有改动", "nothing to mend by itself; the file was left as it is"
        )
    name = harmless(path)
    return Text(
        f"可以自动改 {number} 处，{name} 还没有改动；加 --write 写入，加 --diff 看改动前后",
        f"{_places(number)} can be mended; {name} is as it was: add --write to write, --diff to see",
    )


def _done(mended: Mended, path: str, backup: str) -> Text:
    number = len(mended.changes)
    return Text(
        f"已改 {number} 处，写入 {harmless(path)}；原来的文件是 {harmless(backup)}",
        f"mended {_places(number)} in {harmless(path)}; the file as it was is {harmless(backup)}",
    )


def _places(number: int) -> str:
    return f"{number} place{'' if number == 1 else 's'}"


def _blank(mended: Mended, *, unsafe: bool) -> Text | None:
    """That there are fixes which somebody has to ask for."""
    number = sum(finding.fix is not None and not finding.fix.safe for finding in mended.after.diagnostics)
    if unsafe or not number:
        return None
    return Text(
        f"有 {number} 格没有填数，核对确实没有发生以后，可以加 --unsafe 填 0",
        f"cells without a figure: {number}; once it is sure that nothing happened, --unsafe fills them with 0",
    )


def _waiting(mended: Mended) -> Text | None:
    """What a person has to mend: the findings that stay."""
    number = len(mended.after.diagnostics)
    if not number:
        return None
    return Text(
        f"另有 {number} 处问题要对照台账由人来改，用 reportlint check 查看",
        f"{number} findings are for a person to mend: see reportlint check",
    )


def _backup(path: str, data: bytes) -> str:
    """Keeps the file as it was beside it, under a name that is free. Raises OutputError."""
    number = 1
    while os.path.lexists(name := f"{path}.bak" if number == 1 else f"{path}.bak{number}"):
        number += 1
    streams.write_file(data, name, like=path)
    return name
