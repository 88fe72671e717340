"""Saved page (.mht, .mhtml) → Document: the page itself out of the parts that were saved with it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from reportlint.model.document import Document
from reportlint.model.wording import Text
from reportlint.readers import html
from reportlint.readers.failure import ReadFailure
from reportlint.readers.html.tree import too_deep

_MOST_PARTS = 2_000
_MOST_NESTED = 10
_MOST_LINES = 1_000_000
"""Parts, bodies of parts inside each other, and lines; the largest file that is read has fewer lines of usual
length.
"""
_PART = re.compile(rb"^content-type:[ \t]*(multipart/)?", re.IGNORECASE | re.MULTILINE)


def read(data: bytes, *, name: str) -> Document:
    """The document in a saved page's bytes. Raises ReadFailure where no page is among its parts.

    The lines of the page are not those of the file, which holds it encoded: places have none.
    """
    _refuse_oversized(data)
    try:
        message = message_from_bytes(data)
        page = _page(message)
    except RecursionError as error:
        raise too_deep() from error
    if page is None:
        raise ReadFailure(
            Text(
                "保存的网页（mht）里没有网页正文，请在浏览器里重新保存，或者把正文复制成文本",
                "this saved page (mht) holds no page: save it again, or copy the text of the report",
            )
        )
    payload = page.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return html.document(content, name=name, charset=page.get_content_charset(), lines=False)


def _refuse_oversized(data: bytes) -> None:
    parts = [match[1] is not None for match in _PART.finditer(data)]
    if len(parts) > _MOST_PARTS or data.count(b"\n") > _MOST_LINES:
        raise too_many_parts()
    if sum(parts) > _MOST_NESTED:
        raise too_deep()


def too_many_parts() -> ReadFailure:
    """For a file with far more parts or lines than a saved page."""
    return ReadFailure(
        Text(
            "保存的网页（mht）里的内容多得不像年报，为安全起见没有读；请把报告正文单独保存后再检查",
            "this saved page (mht) holds far more than a report and was not read; save the report on its own",
        )
    )


def _page(message: Message) -> Message | None:
    """The part that is the page: the one that the first part names as the start, else the first page."""
    start = message.get_param("start")
    first: Message | None = None
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        if start and part.get("Content-ID", "").strip() == str(start).strip():
            return part
        first = first or part
    return first
