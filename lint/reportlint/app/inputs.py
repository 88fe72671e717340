"""Which files the paths on the command line mean, and reading one of them within the size limit."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reportlint.data.files import note_input
from reportlint.model.naming import in_sheet, without_sheet
from reportlint.model.wording import Text, visible
from reportlint.readers.failure import ReadFailure

if TYPE_CHECKING:
    from reportlint.app import candidates

STDIN = "-"
_PIECE = 1 << 20
_MEBIBYTE = 1 << 20
_NAMED = 5
"""So many files are named in a sentence; the others are counted."""
_MAGIC = frozenset("*?[")
_DESCRIPTOR = re.compile(r"/dev/(?:stdin|fd/\d+)|/proc/(?:self|\d+)/fd/\d+")
"""What a shell calls a stream that it has opened already, as in `reportlint <(command)`."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes | None: ...


class Found(NamedTuple):
    """A file to be checked, shown to the user as `path`.

    `searched` tells that it was found in a folder, `inside` that it is a member of an archive; `content` is that of
    standard input, which can be read once only.
    """

    path: str
    searched: bool = False
    inside: bool = False
    content: bytes | None = None


class Missed(NamedTuple):
    """A path that leads to no file, and one sentence that says why and what to do."""

    path: str
    words: Text


def find(paths: Iterable[str], *, left_out: list[str] | None = None) -> Iterator[Found | Missed]:
    """The files meant: files as they are, folders searched in sorted order, globs expanded, `-` for stdin.

    In folders files are taken by their suffix, else by their first bytes (`candidates`); hidden ones, programs
    and our own outputs are passed over. Pictures and archives whose names say nothing of a report are put
    into `left_out`. A file that is met twice is checked once.
    """
    left = [] if left_out is None else left_out
    seen: set[str] = set()
    for path in paths:
        for found in _meant(path, left):
            key = os.path.realpath(found.path) if found.path != STDIN else STDIN
            if key not in seen:
                seen.add(key)
                yield found


def _meant(path: str, left_out: list[str]) -> Iterator[Found | Missed]:
    if path == STDIN:
        yield Found(path)
    elif os.path.isdir(path):
        yield from _folder(path, left_out)
    elif not has_magic(path):
        yield Found(path)
    else:
        yield from _pattern(path, left_out)


def has_magic(path: str) -> bool:
    """Whether a path is a glob: it has signs of one and is no file, or member of an archive, that is called so."""
    if os.path.lexists(path) or not _MAGIC.intersection(path):
        return False
    return archive_of(path) is None and not os.path.isfile(without_sheet(path))


def archive_of(path: str) -> str | None:
    """The archive in which a path leads to a member; None for a file of its own."""
    if os.path.lexists(path):
        return None
    above = without_sheet(path)
    if above != path and os.path.isfile(above):
        return None
    while (above := above.rpartition("/")[0]) and not os.path.lexists(above):
        pass
    return above if above and os.path.isfile(above) else None


def _folder(path: str, left_out: list[str]) -> Iterator[Found | Missed]:
    empty = True
    for found in _below(path, left_out):
        empty = False
        yield found
    if empty:
        yield Missed(
            path,
            Text(
                "文件夹里没有年报文件（文本、网页、Word、PDF、Excel 都没有找到），请核对文件夹，或者直接写文件名",
                "the folder has no reports (no text, web page, Word, PDF or Excel file); check it, or name the files",
            ),
        )


def _below(folder: str, left_out: list[str], names: Sequence[str] = ()) -> Iterator[Found | Missed]:
    """The reports below a folder; `names` are those on the way to it. Links to folders are not followed."""
    from reportlint.app import candidates  # a single file, the usual case, is checked sooner without
    from reportlint.app.sequences import in_sequence

    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield Missed(folder, failure_words(error))
        return
    entries = [entry for entry in entries if not candidates.is_hidden(entry.name)]
    files = {entry.name: entry for entry in entries if not candidates.is_folder(entry)}
    chosen, scans, rest = chosen_of(
        {name: candidates.standing(entry) for name, entry in files.items()}, names
    )
    left_out.extend(files[name].path for name in rest)
    together = in_sequence([*chosen, *scans])
    called = together.called()
    scans = [name for name in scans if name not in called]
    for entry in entries:
        if name := called.get(entry.name):
            yield Found(os.path.join(folder, name), searched=True)
        elif entry.name in called:
            continue
        elif entry.name in chosen and (words := together.doubtful.get(entry.name)):
            yield Missed(entry.path, words)
        elif entry.name in chosen:
            yield Found(entry.path, searched=True)
        elif candidates.is_folder(entry, follow=False) and entry.name not in candidates.SKIPPED_FOLDERS:
            yield from _below(entry.path, left_out, (*names, entry.name))
    if scans:
        yield Missed(folder, scans_words(scans))


def chosen_of(
    standings: Mapping[str, candidates.Standing], names: Sequence[str]
) -> tuple[set[str], list[str], list[str]]:
    """Which files of a folder are taken, the pictures that are all there is in a unit's folder, and those left out.

    `names` are those of the folders on the way.
    """
    from reportlint.app import candidates

    taken = {name for name, standing in standings.items() if standing == "taken"}
    doubtful = [name for name, standing in standings.items() if standing == "doubtful"]
    if candidates.belongs_to_page(names):
        return taken, [], []
    taken |= {name for name in doubtful if candidates.named_as_report(name)}
    rest = [name for name in doubtful if name not in taken]
    if not taken and candidates.may_hold_scans(names):
        return taken, rest, []
    return taken, [], rest


def scans_words(names: Sequence[str]) -> Text:
    """That the folder of a unit has only such files."""
    return Text(
        f"文件夹里只有图片或压缩包（{_some(names, '、', '等')}），没有能读的报告；请交 Word 文件或者有文字的 PDF",
        f"the folder has nothing but pictures or archives ({_some(names, ', ', ' and others')}): "
        "give a Word file, or a PDF with text",
    )


def left_out_words(paths: Sequence[str]) -> Text:
    """A sentence on the pictures and archives that were not read, and one on such sheets."""
    sheets = [path for path in paths if in_sheet(path)]
    files = [path for path in paths if not in_sheet(path)]
    told = []
    if files:
        told.append(
            Text(
                f"另有 {len(files)} 个图片或压缩包没有读（{_some(files, '、', '等')}）；"
                "里面要是有报告，请交 Word 文件或者有文字的 PDF",
                f"{len(files)} pictures or archives were not read ({_some(files, ', ', ' and others')}); "
                "if one holds a report, give a Word file, or a PDF with text",
            )
        )
    if sheets:
        told.append(
            Text(
                f"另有 {len(sheets)} 张工作表里没有第三部分的表，没有当作报告检查（{_some(sheets, '、', '等')}）",
                f"{len(sheets)} sheets without the table of part 3 are no reports ({_some(sheets, ', ', ' …')})",
            )
        )
    return Text("\n".join(words.zh for words in told), "\n".join(words.en for words in told))


def _some(names: Sequence[str], between: str, more: str) -> str:
    shown = between.join(visible(name) for name in names[:_NAMED])
    return shown + (more if len(names) > _NAMED else "")


def _pattern(pattern: str, left_out: list[str]) -> Iterator[Found | Missed]:
    from glob import glob

    empty = True
    for path in sorted(glob(pattern, recursive=True)):
        for found in _below(path, left_out) if os.path.isdir(path) else (Found(path),):
            empty = False
            yield found
    if empty:
        yield Missed(
            pattern,
            Text("没有符合这个通配符的文件，请核对路径", "no file matches this pattern; check the path"),
        )


def read_file(path: str, *, max_bytes: int) -> bytes:
    """The file's bytes, or standard input's for `-`.

    Raises ReadFailure when the file cannot be opened, is a pipe or a device, which could be waited for for
    ever, or is larger than `max_bytes`; not more than one byte beyond the limit is ever read.
    """
    try:
        if path == STDIN and sys.stdin is None:
            raise ReadFailure(Text("没有标准输入可读", "there is no standard input"))
        if path == STDIN:
            note_input(0)
            return _read(sys.stdin.buffer, max_bytes)
        if not (stat.S_ISREG(os.stat(path).st_mode) or os.path.isdir(path) or is_descriptor(path)):
            raise ReadFailure(_NO_FILE)
        note_input(path)
        with open(path, "rb", buffering=0) as stream:
            if os.fstat(stream.fileno()).st_size > max_bytes:
                raise too_large(max_bytes)
            return _read(stream, max_bytes)
    except OSError as error:
        raise ReadFailure(failure_words(error)) from error
    except ValueError as error:  # a path with a null character
        raise ReadFailure(failure_words(FileNotFoundError())) from error


_NO_FILE = Text(
    "这是管道或设备，不是普通文件；请写文件名，或者用 - 从标准输入读",
    "this is a pipe or a device and no regular file; name a file, or use - for standard input",
)


def is_descriptor(path: str) -> bool:
    """Whether a path means a stream that is open already, which may be read once only."""
    return _DESCRIPTOR.fullmatch(path) is not None


def _read(stream: _Readable, max_bytes: int) -> bytes:
    pieces = []
    left = max_bytes + 1
    while left and (piece := stream.read(min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
    if not left:
        raise too_large(max_bytes)
    return b"".join(pieces)


def too_large(max_bytes: int) -> ReadFailure:
    """For a file that is larger than a report may be."""
    limit = f"{round(max_bytes / _MEBIBYTE, 3):g} MB"
    return ReadFailure(
        Text(
            f"文件超过 {limit} 的上限，请确认是不是年报，确实要查就用 --max-size 调高上限",
            f"the file is larger than {limit}; make sure that it is a report, or raise the limit with --max-size",
        )
    )


def failure_words(error: OSError) -> Text:
    """One sentence for a file that cannot be opened: why, and what to do."""
    if isinstance(error, FileNotFoundError):
        return Text(
            "找不到这个文件，请核对路径和文件名", "there is no such file; check the path and the name"
        )
    if isinstance(error, IsADirectoryError):
        return Text("这是文件夹，请写里面的文件名", "this is a folder; name a file in it")
    if isinstance(error, PermissionError):
        return Text(
            "没有权限读这个文件，请检查文件权限，或者关掉正占用它的程序",
            "no permission to read it; check its permissions, or close the program that holds it",
        )
    reason = error.strerror or type(error).__name__
    return Text(f"文件打不开（{reason}），请核对路径", f"it cannot be opened ({reason}); check the path")
