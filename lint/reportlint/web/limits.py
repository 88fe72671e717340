"""What a service takes on: sizes, numbers and times; and the refusals that say so in one sentence."""

from __future__ import annotations

import os

from msgspec import Struct

from reportlint.model.wording import Text

MEBIBYTE = 1 << 20


class Limits(Struct, frozen=True):
    """Bounds of a service. Sizes in bytes, times in seconds.

    `queue` requests wait at most while every one of `workers` is busy; more are refused at once, and so are those that
    have waited for `wait` seconds. One address has at most `client` of these places. `work` is the time for one
    request's files, `upload` that for sending them; they come without a pause longer than `grace`, and after it at
    `rate` bytes a second at least. `memory` is what a worker may take beyond what it has when it starts, where the
    system can limit it.
    """

    file: int = 20 * MEBIBYTE
    request: int = 60 * MEBIBYTE
    files: int = 20
    workers: int = max(1, min(4, os.cpu_count() or 1))
    queue: int = 32
    client: int = 24
    wait: float = 6.0
    work: float = 75.0
    upload: float = 60.0
    grace: float = 10.0
    rate: int = 2048
    memory: int = 4096 * MEBIBYTE


class Refusal(Exception):
    """A request that is not served: HTTP status, and one sentence that says why and what to do."""

    def __init__(self, status: int, words: Text) -> None:
        super().__init__(words.en)
        self.status = status
        self.words = words


def upload_too_large(limits: Limits, name: str = "") -> Refusal:
    """One file (named), or all of a request's together, are larger than allowed."""
    limit = f"{(limits.file if name else limits.request) / MEBIBYTE:g} MB"
    if name:
        return Refusal(
            413,
            Text(
                f"文件“{name}”超过 {limit} 的上限，请确认是不是年报",
                f"“{name}” is larger than {limit}; make sure that it is a report",
            ),
        )
    return Refusal(
        413,
        Text(
            f"一次上传的文件合计超过 {limit}，请分几次检查",
            f"the files are larger than {limit} together; check them in several goes",
        ),
    )


def too_many_uploads(limits: Limits) -> Refusal:
    """More files than allowed in one request."""
    return Refusal(
        413,
        Text(
            f"一次最多检查 {limits.files} 个文件，请分几次，或者用 reportlint audit 查整个文件夹",
            f"at most {limits.files} files at once; use several goes, or reportlint audit for a folder",
        ),
    )


BUSY = Refusal(
    503, Text("现在检查的人多，请过几秒再试一次", "the service is busy; try again in a few seconds")
)
TOO_LONG = Refusal(
    504,
    Text(
        "检查超过了时间限制，已经停下；请确认文件是不是年报，几个文件一起查的请分开查",
        "checking took too long and was stopped; make sure that the file is a report, and check files one by one",
    ),
)
UPLOAD_TOO_LONG = Refusal(
    408,
    Text("上传太慢，已经停下；请检查网络后再试", "the upload took too long; check the network and try again"),
)
BROKEN = Refusal(
    500,
    Text(
        "检查这个文件时程序出错，已经停下；请换一种格式再试，或把情况告诉维护者",
        "the program failed on this file; try another format, or tell the maintainers",
    ),
)
NOTHING = Refusal(
    400,
    Text(
        "没有收到文件或文字，请选一个文件，或粘贴报告的文字",
        "no file and no text came; choose a file or paste the text",
    ),
)
