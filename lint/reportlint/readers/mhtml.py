"""Saved page (.mht, .mhtml) → Document: the page itself out of the parts that were saved with it."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from reportlint.document import Document
from reportlint.readers import html
from reportlint.readers.failure import ReadFailure
from reportlint.readers.html_tree import too_deep
from reportlint.wording import Text

_MOST_PARTS = 2_000


def read(data: bytes, *, name: str) -> Document:
    """The document in a saved page's bytes. Raises ReadFailure where no page is among its parts.

    The lines of the page are not those of the file, which holds it encoded: places have none.
    """
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


def _page(message: Message) -> Message | None:
    """The part that is the page: the one that the first part names as the start, else the first page."""
    start = message.get_param("start")
    first: Message | None = None
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        if start and part.get("Content-ID", "").strip() == str(start).strip():
            return part
        first = first or part
    return first
