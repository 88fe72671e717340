"""The files of a request, and the reports in them: members of archives and sheets of workbooks each by themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from reportlint.app.archives import contents_of, is_archive, reports_in
from reportlint.app.candidates import may_hold_several
from reportlint.app.inputs import Found, Missed, left_out_words
from reportlint.app.sequences import put_together
from reportlint.model.naming import without_sheet
from reportlint.model.wording import Text
from reportlint.web.limits import Limits, Refusal, too_many_uploads


class Upload(NamedTuple):
    """One report as it came; `name` is shown and tells the format, and is never used as a path.

    `failure` tells why there is no content, `inside` that it is a member of an archive.
    """

    name: str
    data: bytes
    failure: Text | None = None
    inside: bool = False


def opened(
    uploads: tuple[Upload, ...], limits: Limits, *, only: str | None = None
) -> tuple[tuple[Upload, ...], Text | None]:
    """The reports in the files, and a sentence on what in them was not read, if anything.

    What an archive unpacks to is bounded like the request: so many reports, each so large, all together so large.
    `only` is the name of the one that is wanted. Raises Refusal.
    """
    left_out: list[str] = []
    found: list[Upload] = []
    for upload in _together(uploads):
        found.extend(_reports(upload, limits, left_out))
        if len(found) > limits.files:
            raise too_many_uploads(limits)
    if only is not None:
        found = [upload for upload in found if upload.name == only]
        if not found:
            raise Refusal(
                400,
                Text(
                    "上传的文件里没有 only 写的这一份报告",
                    "the files do not hold the report that `only` names",
                ),
            )
    return tuple(found), left_out_words(left_out) if left_out else None


def _together(uploads: tuple[Upload, ...]) -> Iterator[Upload]:
    """The files of a request, pictures that are pages of one report as one."""
    sent: dict[str, bytes | Text] = {upload.name: upload.data for upload in uploads}
    if len(sent) < len(uploads):
        yield from uploads
        return
    for name, content in put_together(sent).items():
        yield Upload(name, content) if isinstance(content, bytes) else Upload(name, b"", content)


def _reports(upload: Upload, limits: Limits, left_out: list[str]) -> Iterator[Upload]:
    name, data, *_ = upload
    if not may_hold_several(os.path.basename(name)):
        yield upload
        return
    contents = None
    if is_archive(data, name):
        contents = contents_of(data, name=name, max_bytes=limits.file, most=limits.request)
    for one in reports_in(data, Found(name), contents=contents, left_out=left_out):
        if isinstance(one, Missed):
            yield Upload(one.path, b"", one.words)
        elif contents is None:
            yield Upload(one.path, data)
        else:
            inner = contents.files[without_sheet(one.path).removeprefix(f"{name}/")]
            yield Upload(one.path, inner if isinstance(inner, bytes) else b"", inside=True)
