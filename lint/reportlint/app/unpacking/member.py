"""A file in an archive, how much may be unpacked, and the sentences on what is not read."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from reportlint.app.inputs import too_large
from reportlint.data.about import install_line
from reportlint.model.wording import Text
from reportlint.readers.container import DENSEST, LARGEST, MOST_PARTS
from reportlint.readers.failure import ReadFailure

MEBIBYTE = 1 << 20


class Member(NamedTuple):
    """A file in an archive: its path there, with slashes, and its content or why it was not read."""

    name: str
    content: bytes = b""
    failure: Text | None = None


class Room(Struct):
    """How much may still be unpacked: files, bytes in all, and of one file; less with everything that is taken.

    The bounds are those of a Word file's container. What an archive within another takes, it takes of `above` too.
    """

    files: int = MOST_PARTS
    size: int = LARGEST
    largest: int = LARGEST
    above: Room | None = None

    def within(self, packed: int) -> Room:
        """The room for an archive of so many bytes: no more than such an archive holds that is no trap."""
        return Room(self.files, min(self.size, MEBIBYTE + DENSEST * packed), self.largest, self)

    def count(self) -> None:
        """Makes room for one more file. Raises ReadFailure where there is none."""
        self.files -= 1
        if self.files < 0:
            raise _too_many()
        if self.above is not None:
            self.above.count()

    def take(self, size: int) -> None:
        """Makes room for bytes. Raises ReadFailure where there is none."""
        self.size -= size
        if self.size < 0:
            raise too_full()
        if self.above is not None:
            self.above.take(size)


def why_not(name: str, size: int, room: Room, *, link: bool) -> Text | None:
    """Why a member is not read, by what the archive says of it."""
    if link:
        return _LINK
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        return _OUTSIDE
    return too_large(room.largest).words if size > room.largest else None


def readable(name: bytes) -> str:
    """A name that says no encoding: UTF-8 where that gives Chinese, else GBK; what is neither keeps its bytes."""
    try:
        told = name.decode("utf-8")
        if told.isascii() or any(sign >= "\u2e80" for sign in told):
            return told
    except UnicodeDecodeError:
        pass
    try:
        return name.decode("gb18030")
    except UnicodeDecodeError:
        return name.decode("utf-8", "surrogateescape")


def needs_install(suffix: str) -> ReadFailure:
    """For an archive whose library is not installed."""
    how = install_line("archives")
    return ReadFailure(
        Text(
            f"读{suffix}压缩包要先装一个组件，{how.zh}；或者解压后再检查",
            f"reading {suffix} archives needs an extra, {how.en}; or unpack the archive first",
        )
    )


def damaged() -> ReadFailure:
    """For an archive that cannot be read, or not to its end."""
    return ReadFailure(
        Text(
            "压缩包已损坏或不完整，里面的文件没有全读出来；请重新打包后再检查",
            "the archive is damaged or not complete, and not all files in it were read; pack it again",
        )
    )


def locked() -> ReadFailure:
    """For an archive of which not even the names are told without a password."""
    return ReadFailure(
        Text(
            "压缩包设了密码，读不了；请去掉密码重新打包",
            "the archive is locked with a password: pack it without one",
        )
    )


def too_full() -> ReadFailure:
    """For an archive that holds too much."""
    return ReadFailure(
        Text(
            "压缩包解开后太大，为安全起见后面的文件没有读；请把报告分成几个压缩包再检查",
            "the archive unpacks to too much, and the rest of it was not read; pack the reports into several archives",
        )
    )


def _too_many() -> ReadFailure:
    return ReadFailure(
        Text(
            "压缩包里的文件太多，后面的没有读；请把报告分成几个压缩包再检查",
            "the archive holds too many files, and the rest was not read; pack the reports into several archives",
        )
    )


LOCKED = Text(
    "压缩包里的这个文件设了密码，读不了；请去掉密码重新打包",
    "this file in the archive is locked with a password: pack it without one",
)
_LINK = Text(
    "这是压缩包里的链接，没有跟过去读；请把文件本身放进压缩包",
    "this is a link in the archive and was not followed; put the file itself into the archive",
)
_OUTSIDE = Text(
    "这个文件在压缩包里的路径指到了压缩包外面，为安全起见没有读；请重新打包",
    "the path of this file leads out of the archive, and it was not read; pack it again",
)
LARGE = Text(
    "这个文件解开后大得不像年报，为安全起见没有读；请把报告正文单独存成一个文件再检查",
    "this file unpacks to far more than a report holds and was not read; save the report on its own",
)
OTHER_METHOD = Text(
    "压缩包里的这个文件用了少见的压缩方法，读不了；请用普通的 zip 重新打包",
    "this file is packed by an unusual method, which is not read: pack it as a plain zip",
)
DAMAGED_MEMBER = Text(
    "压缩包里的这个文件已损坏，读不出来；请重新打包后再检查",
    "this file in the archive is damaged; pack it again",
)
