"""A web page's bytes → its elements, within bounds."""

from __future__ import annotations

import re

from lxml import etree

from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure

MOST_TAGS = 200_000
"""Tags of one page; a city's report saved from Word, with a style on every figure, has thirty thousand."""
MOST_TEXT = 1_000_000
"""Characters of one page's text; long city reports have twenty thousand."""
MOST_PIECES = 20_000
"""Paragraphs and cells of one page; a report has a thousand."""
DEEPEST = 500
"""Elements inside each other; libxml2 stops reading, without a word, at 2048."""
MOST_ATTRIBUTES = 2_000
"""Attributes of one tag; the time for reading them grows with the square of their number."""

_LONG_TAG = 16_384
_LARGE_PAGE = 262_144
"""Bytes above which every tag is looked at, because a `>` inside of quotes hides the length of a tag."""
_MOST_MARKUP = 16 * MOST_TEXT
_TAG = re.compile(
    rb"<[a-zA-Z][^\s/>]*(?:[\s/]+|=?[^\s/>=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*))?)*"
)
_ATTRIBUTE = re.compile(rb"[\s/]=?[^\s/>=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*))?")
_EMBEDDED = re.compile(rb";base64,[A-Za-z0-9+/=%\s]+")
_ENDS = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_NO_CHARACTERS = re.compile(
    rb"&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])|x0*(?:[1-8bcef]|1[0-9a-f]|fff[ef]))(?:;|(?![0-9a-f]))",
    re.IGNORECASE,
)
_PARSER = etree.HTMLParser(
    encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
)


def tree(page: bytes) -> etree._Element:
    """The root element of a page in UTF-8. Raises ReadFailure for one that is far more than a report.

    Nothing is fetched and no entity is looked up; comments are left out. What stands behind the first </body> or
    </html> is in the body, as browsers show it: sites put their frame around pages that are whole already.
    """
    _refuse_oversized(page)
    try:
        root = etree.fromstring(_ENDS.sub(_blank, _characters(page)), _PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise without_text() from error
    if root is None:
        raise without_text()
    _refuse_deep(root)
    return root


def _characters(page: bytes) -> bytes:
    """The page without what no page shows and no tree may hold: control characters, also those told by number."""
    page = page.translate(None, _CONTROLS).replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")
    return _NO_CHARACTERS.sub(b"", page) if b"&#" in page else page


def _blank(match: re.Match[bytes]) -> bytes:
    """White space as long as a tag, so that lines and columns stay what they are."""
    return bytes(10 if byte == 10 else 32 for byte in match[0])


def _refuse_oversized(page: bytes) -> None:
    tags = page.count(b"<")
    if tags > MOST_TAGS:
        raise _too_large(f" {tags} 个标签", f"{tags} tags")
    if len(page) <= _LARGE_PAGE and not _has_long_tag(page):
        return
    lean = _EMBEDDED.sub(b"", page) if b";base64," in page else page
    if len(lean) > _MOST_MARKUP:
        raise _too_large(f" {len(lean) >> 20} MB 文字和标签", f"{len(lean) >> 20} MB of text and tags")
    for tag in _TAG.finditer(lean):
        if tag.end() - tag.start() >= _LONG_TAG:
            count = sum(1 for _ in _ATTRIBUTE.finditer(lean, tag.start(), tag.end()))
            if count > MOST_ATTRIBUTES:
                raise _too_large(f"一个带 {count} 个属性的标签", f"a tag with {count} attributes")


def _has_long_tag(page: bytes) -> bool:
    """Whether somewhere no tag ends for so long that a tag with very many attributes may stand there."""
    half = _LONG_TAG // 2
    return any(page.find(b">", start, start + half) < 0 for start in range(0, len(page) - half, half))


def _refuse_deep(root: etree._Element) -> None:
    """The reading of a page that is too deep ends at its deepest element, which is then the last one."""
    depth, last = 0, root
    while len(last):
        depth, last = depth + 1, last[-1]
    if depth > DEEPEST:
        raise too_deep()


def without_text() -> ReadFailure:
    """For a page that shows nothing."""
    return ReadFailure(
        Text(
            "网页里没有文字，没有内容可查；请等网页显示完整后再保存，或者把正文复制成文本",
            "the page has no text; save it once its text is shown, or copy the text",
        )
    )


def too_deep() -> ReadFailure:
    """For a page whose elements lie in each other without end."""
    return ReadFailure(
        Text(
            "网页的标签一层套一层，深得不像年报，为安全起见没有读；请把正文复制成文本再检查",
            "the page's tags are nested without end and it was not read; copy the text of the report",
        )
    )


def too_long() -> ReadFailure:
    """For a page with far more text than a report."""
    return _too_large(f" {MOST_TEXT // 10_000} 万以上的字", f"more than {MOST_TEXT:,} characters")


def too_many() -> ReadFailure:
    """For a page with far more paragraphs and cells than a report."""
    return _too_large(
        f" {MOST_PIECES // 10_000} 万以上的段落和单元格", f"more than {MOST_PIECES:,} paragraphs and cells"
    )


def _too_large(zh: str, en: str) -> ReadFailure:
    return ReadFailure(
        Text(
            f"网页里有{zh}，多得不像年报，为安全起见没有读；请把报告正文单独保存后再检查",
            f"the page has {en}, far more than a report, and was not read; save the report on its own",
        )
    )
