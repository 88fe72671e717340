"""Files that hold several reports: archives, whose members are files below them, and workbooks of a whole batch.

A member of an archive is called `包.zip/县教育局/年报.docx`, a sheet `汇总.xlsx#教育局`; such a path is taken wherever that
of a file is.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from reportlint.app.candidates import (
    SKIPPED_FOLDERS,
    WORKBOOKS,
    Standing,
    is_hidden,
    may_hold_several,
    named_as_report,
    standing_of,
    standing_unread,
    suffix_of,
)
from reportlint.app.inputs import (
    STDIN,
    Found,
    Missed,
    chosen_of,
    failure_words,
    is_descriptor,
    read_file,
    scans_words,
    too_large,
)
from reportlint.app.sequences import page_names, pages_on_disk, put_together
from reportlint.model.naming import told_path, without_sheet
from reportlint.model.wording import Text
from reportlint.parsing.labels import rows_told
from reportlint.readers.container import LARGEST
from reportlint.readers.detection import format_of
from reportlint.readers.failure import ReadFailure, crashed
from reportlint.readers.picture.bundle import bundled

if TYPE_CHECKING:
    from reportlint.app.unpacking import Room

_ROWS = 6
"""A sheet with so many rows of table 三 holds it."""
_APPLICATIONS = "applications"


class Contents(Struct):
    """The files in an archive and in those that it holds, by their paths there: content, or why it was not read.

    `failure` tells why the archive was not read to its end.
    """

    files: dict[str, bytes | Text] = field(default_factory=dict)
    failure: Text | None = None


def contents_of(data: bytes, *, name: str, max_bytes: int, most: int | None = None) -> Contents:
    """What an archive holds; archives in it are unpacked too, those in these not any more.

    No file may be larger than `max_bytes`, and all together not larger than `most`.
    """
    from reportlint.app.unpacking import Room  # a single file, the usual case, is checked sooner without

    found = Contents()
    room = Room(size=max(LARGEST, max_bytes) if most is None else most, largest=max_bytes)
    found.failure = _fill(found.files, Counter(), "", data, name, room, deeper=True)
    found.files = put_together(found.files)
    return found


def _fill(
    files: dict[str, bytes | Text],
    met: Counter[str],
    above: str,
    data: bytes,
    name: str,
    room: Room,
    *,
    deeper: bool,
) -> Text | None:
    """Puts the files of one archive among the others; gives the sentence on why it was not read to its end.

    `met` counts how often each path was met.
    """
    from reportlint.app.unpacking import unpack

    try:
        for member in unpack(data, name=name, room=room):
            parts = [part for part in member.name.split("/") if part not in ("", ".")]
            if not parts or any(
                part in SKIPPED_FOLDERS or (part != ".." and is_hidden(part)) for part in parts
            ):
                continue
            path = _unlike(above + "/".join(parts), files, met)
            if member.failure is not None:
                files[path] = member.failure
            elif not is_archive(member.content, parts[-1]):
                files[path] = member.content
            elif not deeper:
                files[path] = _TOO_DEEP
            elif words := _fill(files, met, f"{path}/", member.content, parts[-1], room, deeper=False):
                files[path] = words
    except ReadFailure as failure:
        return failure.words
    except Exception as error:  # one archive that breaks the unpacking never stops the others
        return crashed(error, name)
    return None


def _unlike(path: str, others: Mapping[str, object], met: Counter[str]) -> str:
    """The path, with a number where another file has it too."""
    stem, suffix = os.path.splitext(path)
    candidate = path
    while candidate in others:
        met[path] += 1
        candidate = f"{stem}（{met[path] + 1}）{suffix}"
    return candidate


def is_archive(data: bytes, name: str) -> bool:
    """Whether a file is an archive that is looked into."""
    return (
        may_hold_several(name)
        and suffix_of(name) not in WORKBOOKS
        and format_of(data, name=name) == "archive"
    )


def reports_in(
    data: bytes, found: Found, *, contents: Contents | None = None, left_out: list[str]
) -> Iterator[Found | Missed]:
    """The reports that a file holds: itself, or the sheets of a workbook of a whole batch, or the `contents` of an
    archive. Each is found by the path that it is shown by; `left_out` as for `inputs.find`.
    """
    if contents is None:
        yield from _sheets(data, found, left_out)
        return
    none, before = True, len(left_out)
    for member in _members(found.path, contents, left_out):
        none = False
        if isinstance(member, Found):
            inner = contents.files[member.path.removeprefix(f"{found.path}/")]
            yield from _sheets(inner, member, left_out) if isinstance(inner, bytes) else (member,)
        else:
            yield member
    asked = not found.searched or named_as_report(os.path.basename(found.path)) or not none
    if contents.failure is not None and asked:
        yield Missed(found.path, contents.failure)
    elif none and asked:
        yield Missed(found.path, _NOTHING)
    elif none and len(left_out) == before:
        left_out.append(found.path)


def _members(shown: str, contents: Contents, left_out: list[str]) -> Iterator[Found | Missed]:
    """The reports among the files of an archive, folder by folder as if they lay on the disk."""
    folders: dict[str, dict[str, bytes | Text]] = {}
    for path, content in contents.files.items():
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, {})[name] = content
    found: list[tuple[list[str], Found | Missed]] = []
    for folder, files in sorted(folders.items(), reverse=True):  # what lies beside the folders comes last
        above = f"{shown}/{folder}".rstrip("/")
        standings = {name: _standing(name, content, files) for name, content in files.items()}
        # An archive without a report elsewhere is like the folder of a unit: pictures in it may be its report.
        names = (
            told_path(f"{folder}/x").parts[:-1]
            if folder
            else ()
            if found
            else told_path(f"{shown}/x").parts[-2:-1]
        )
        taken, scans, rest = chosen_of(standings, names)
        whole = [name for name in scans if page_names(name)]
        taken.update(whole)
        scans = [name for name in scans if name not in whole]
        left_out.extend(f"{above}/{name}" for name in rest)
        for name in taken:
            content = files[name]
            path = f"{above}/{name}"
            one = Missed(path, content) if isinstance(content, Text) else Found(path, inside=True)
            found.append(([*folder.split("/"), name], one))
        if scans:
            found.append(([*folder.split("/"), ""], Missed(above, scans_words(scans))))
    for _, one in sorted(found, key=lambda pair: [part for part in pair[0] if part]):
        yield one


def _standing(name: str, content: bytes | Text, beside: Mapping[str, object]) -> Standing:
    return standing_unread(name) if isinstance(content, Text) else standing_of(name, content, beside.keys())


def _sheets(data: bytes, found: Found, left_out: list[str]) -> Iterator[Found]:
    """The workbook itself, or each sheet of it that holds a report where there are several."""
    name = os.path.basename(found.path)
    if found.path == STDIN or suffix_of(name) in WORKBOOKS:
        from reportlint.readers.excel.workbook import sheets_of

        if format_of(data, name=name) in ("xlsx", "xls", "ods"):
            try:
                sheets = sheets_of(data)
            except Exception:  # which the check tells
                sheets = ()
            texts = {
                sheet.name: [cell.text for row in sheet.rows.values() for cell in row] for sheet in sheets
            }
            holding = {name for name, told in texts.items() if rows_told(told, _APPLICATIONS) >= _ROWS}
            if len(holding) > 1:
                left_out.extend(
                    f"{found.path}#{name}"
                    for name, told in texts.items()
                    if name not in holding and any(told)
                )
                yield from (found._replace(path=f"{found.path}#{name}") for name in texts if name in holding)
                return
    yield found


def opened(
    found: Iterable[Found | Missed],
    *,
    max_bytes: int,
    left_out: list[str] | None = None,
    stdin_name: str | None = None,
) -> Iterator[Found | Missed]:
    """The reports in the files found: what holds several is looked into, everything else stays as it is.

    Standard input is read here; what is found in it is called after `stdin_name`.
    """
    left = [] if left_out is None else left_out
    for one in found:
        if isinstance(one, Missed):
            yield one
        elif one.path == STDIN:
            yield from _in_stream(one, stdin_name or STDIN, max_bytes, left)
        elif not may_hold_several(os.path.basename(one.path)):
            yield one
        elif is_descriptor(one.path):
            yield from _in_stream(one, one.path, max_bytes, left)
        else:
            yield from _in_file(one, max_bytes, left)


def _in_file(found: Found, max_bytes: int, left_out: list[str]) -> Iterator[Found | Missed]:
    try:
        data = read_file(found.path, max_bytes=max_bytes)
    except ReadFailure:  # also for the path of a member; the check tells what is wrong with others
        yield found
        return
    packed = is_archive(data, os.path.basename(found.path))
    yield from reports_in(
        data, found, contents=_kept(found.path, max_bytes, data) if packed else None, left_out=left_out
    )


def _in_stream(found: Found, shown: str, max_bytes: int, left_out: list[str]) -> Iterator[Found | Missed]:
    try:
        data = read_file(found.path, max_bytes=max_bytes)
    except ReadFailure as failure:
        yield Missed(shown, failure.words)
        return
    packed = shown == STDIN or may_hold_several(os.path.basename(shown))
    contents = None
    if packed and format_of(data, name=shown) == "archive" and suffix_of(shown) not in WORKBOOKS:
        contents = contents_of(data, name=os.path.basename(shown), max_bytes=max_bytes)
    _streamed[shown] = data if contents is None else contents
    yield from reports_in(data, Found(shown, content=data), contents=contents, left_out=left_out)


def content(path: str, *, max_bytes: int) -> bytes:
    """The bytes of a file, of a member of an archive, or of the workbook of a sheet; of standard input where it is
    named so. Raises ReadFailure as `inputs.read_file` does.
    """
    if os.path.lexists(path):
        return read_file(path, max_bytes=max_bytes)
    path = without_sheet(path)
    if pages := pages_on_disk(path):
        return _together(pages, max_bytes)
    held: bytes | Text | Contents | None = _streamed.get(path)
    if held is None and (path == STDIN or os.path.lexists(path)):
        return read_file(path, max_bytes=max_bytes)
    if held is None:
        held = _inside(path, max_bytes)
    if isinstance(held, bytes):
        return held
    raise ReadFailure(held if isinstance(held, Text) else failure_words(FileNotFoundError()))


def _together(pages: Sequence[str], max_bytes: int) -> bytes:
    """The pictures that are the pages of one report, as one file, not larger than one may be."""
    files, left = [], max_bytes
    for page in pages:
        try:
            files.append((os.path.basename(page), read_file(page, max_bytes=left)))
        except ReadFailure as failure:
            raise ReadFailure(too_large(max_bytes).words if left < max_bytes else failure.words) from failure
        left -= len(files[-1][1])
    return bundled(files)


def _inside(path: str, max_bytes: int) -> bytes | Text | None:
    """What a path into an archive leads to; None where it leads nowhere."""
    above, _, below = path.rpartition("/")
    while above:
        streamed = _streamed.get(above)
        if isinstance(streamed, Contents):
            return streamed.files.get(below)
        if os.path.isfile(above):
            return _kept(above, max_bytes).files.get(below)
        above, _, name = above.rpartition("/")
        below = f"{name}/{below}"
    return None


_streamed: dict[str, bytes | Contents] = {}
"""What came by standard input, by what it is called: it cannot be read again."""
_last: list[tuple[object, Contents]] = []
"""The archive that was opened last: its members are asked for one after the other."""


def forget() -> None:
    """Lets go of the archive that was opened last, and of what came by standard input."""
    _last.clear()
    _streamed.clear()


def _kept(path: str, max_bytes: int, data: bytes | None = None) -> Contents:
    try:
        state = os.stat(path)
    except OSError as error:
        raise ReadFailure(failure_words(error)) from error
    key = os.path.realpath(path), state.st_mtime_ns, state.st_size, state.st_ino, max_bytes
    if not _last or _last[0][0] != key:
        _last.clear()
        if data is None:
            data = read_file(path, max_bytes=max_bytes)
        _last.append((key, contents_of(data, name=os.path.basename(path), max_bytes=max_bytes)))
    return _last[0][1]


_TOO_DEEP = Text(
    "压缩包里的压缩包里还有压缩包，没有再解；请把报告放在外面一层再打包",
    "this is an archive within an archive within an archive and was not unpacked; pack the reports less deep",
)
_NOTHING = Text(
    "压缩包里没有年报文件（文本、网页、Word、PDF、Excel 都没有找到），请核对是不是这个压缩包",
    "the archive has no reports (no text, web page, Word, PDF or Excel file); make sure that it is the right one",
)
