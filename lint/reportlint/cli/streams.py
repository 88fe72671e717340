"""Where results go: standard output in any encoding, or a file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO

from reportlint.app.inputs import STDIN, Found, find, left_out_words
from reportlint.data.files import OverInput, is_input, note_input, write_whole
from reportlint.model.wording import Text, spelled

NARROWEST, WIDEST = 40, 100


class Closed(Exception):
    """Whoever read our output has gone away (as `head` does)."""


class OutputError(Exception):
    """The output cannot be written; `words` is one sentence."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def stand_in_for_closed() -> None:
    """Opens the null device where a standard stream was closed (`>&-`), so that no file of ours gets its number.

    What is said on a closed standard error is lost; standard output stays None, and `standard_output` refuses it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for as long as the process lives


def standard_output() -> TextIO:
    """Standard output. Raises OutputError where it is closed."""
    if sys.stdout is None:
        raise OutputError(
            Text(
                "标准输出是关着的，结果没有地方写", "standard output is closed: the result has nowhere to go"
            )
        )
    return sys.stdout


def accept_any_character() -> None:
    """Makes characters that a terminal cannot show come out as ? instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def terminal_width() -> int:
    """The columns to write in: the terminal's, 80 for a pipe or a file, within what can be read well."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)


def wants_colour(choice: str, *, to_file: bool) -> bool:
    """Whether to colour: as told by --color, else on a terminal that can and where NO_COLOR is not set."""
    if choice != "auto":
        return choice == "always"
    if to_file or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    can = os.name != "nt" or any(name in os.environ for name in ("WT_SESSION", "TERM", "ConEmuANSI"))
    return can and standard_output().isatty()


def write(pieces: Iterable[str], *, output: str | None = None, utf8: bool = False) -> None:
    """Writes the pieces to the file `output`, or to standard output.

    `utf8` asks for UTF-8 whatever the locale, unless a person is looking; a file is always UTF-8.
    Raises OutputError, and Closed when a pipe is closed at its other end.
    """
    if output is not None:
        write_file(pieces, output)
        return
    out = standard_output()
    stream = _utf8_stream(out) if utf8 and not out.isatty() else out
    for piece in pieces:
        try:
            stream.write(piece)
        except OSError as error:
            raise _stdout_failure(error) from error
    flush(stream)


def flush(stream: TextIO | None = None) -> None:
    """Sends what is still held back, if there is anywhere to send it. Raises OutputError and Closed."""
    stream = stream or sys.stdout
    if stream is None:
        return
    try:
        stream.flush()
    except OSError as error:
        raise _stdout_failure(error) from error


def tell_left_out(paths: Sequence[str], lang: str) -> None:
    """Says on standard error which pictures and archives were not read, if any."""
    if paths:
        print(left_out_words(paths).of(lang), file=sys.stderr)


class _Utf8:
    """A text stream over the bytes of standard output."""

    def __init__(self, buffer: Any) -> None:
        self._buffer = buffer

    def write(self, text: str) -> int:
        return int(self._buffer.write(spelled(text).encode()))

    def flush(self) -> None:
        self._buffer.flush()


def _utf8_stream(stream: TextIO) -> Any:
    buffer = getattr(stream, "buffer", None)
    return stream if buffer is None else _Utf8(buffer)


def _stdout_failure(error: OSError) -> Exception:
    """What a failed write means. Output is dropped from here on, so that nothing fails again at exit."""
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError) or error.errno == errno.EINVAL:
        return Closed()
    reason = error.strerror or type(error).__name__
    return OutputError(Text(f"结果写不出去：{reason}", f"the result cannot be written: {reason}"))


def write_file(
    content: Iterable[str] | bytes, output: str, *, over_input: bool = False, like: str | None = None
) -> None:
    """Writes the content, text as UTF-8, to the file `output`; `over_input` and `like` as for `write_whole`.

    Raises OutputError, also for a file that this run reads.
    """
    try:
        write_whole(_encoded(content), output, over_input=over_input, like=like)
    except OverInput as error:
        raise OutputError(_over_input(output)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            Text(
                f"结果写不进 {output}（{reason}），请换一个位置或检查权限",
                f"the result cannot be written to {output} ({reason}); choose another place or check permissions",
            )
        ) from error


def _encoded(content: Iterable[str] | bytes) -> Iterable[bytes]:
    return (content,) if isinstance(content, bytes) else (spelled(piece).encode() for piece in content)


def make_sure(outputs: Iterable[str | None], paths: Iterable[str]) -> None:
    """Tells before a long run that a file to be written is one of those to be read. Raises OutputError."""
    there = [output for output in outputs if output is not None and os.path.isfile(output)]
    if not there:
        return
    left_out: list[str] = []
    for found in find(paths, left_out=left_out):
        if isinstance(found, Found) and found.path != STDIN:
            note_input(found.path)
    for path in left_out:
        note_input(path)
    for output in filter(is_input, there):
        raise OutputError(_over_input(output))


def _over_input(output: str) -> Text:
    return Text(
        f"{output} 是这次要读的文件，没有改动它；结果请换一个文件名",
        f"{output} is a file that this run reads and was left as it is; choose another name for the result",
    )


def show_traces() -> None:
    """Sends the traces of what breaks down inside to standard error."""
    import logging

    logger = logging.getLogger("reportlint")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(logging.StreamHandler())


def page_teller(lang: str) -> Callable[[int, int], None]:
    """What tells on standard error how many pages of a scan are recognised: in one line on a terminal, else a line
    for each page.
    """

    def tell(done: int, count: int) -> None:
        stream = sys.stderr
        if stream is None:
            return
        if done == count and stream.isatty():
            print("\r\x1b[K", end="", file=stream, flush=True)
            return
        page = min(done + 1, count)
        if done < count:
            words = Text(f"正在认读：第 {page} 页，共 {count} 页", f"recognising page {page} of {count}")
            lead, end = ("\r\x1b[K", "") if stream.isatty() else ("", "\n")
            print(lead + words.of(lang), end=end, file=stream, flush=True)

    return tell
