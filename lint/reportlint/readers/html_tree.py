"""A web page's bytes → its elements, within bounds, and without what no reader of the page sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportlint.readers.failure import ReadFailure
from reportlint.wording import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_TAGS = 200_000
"""Tags of one page; a city's report saved from Word, with a style on every figure, has thirty thousand."""
MOST_TEXT = 1_000_000
"""Characters of one page's text; long city reports have twenty thousand."""
DEEPEST = 1_000
"""Elements inside each other; libxml2 stops reading, without a word, at twice as many."""
MOST_ATTRIBUTES = 2_000
"""Attributes of one tag; the time for reading them grows with the square of their number."""

_LONG_TAG = 16_384
_LARGE_PAGE = 262_144
_UNSEEN = (
    "script", "style", "noscript", "template", "iframe", "select", "textarea", "button", "svg", "object",
    "audio", "video", "canvas", "datalist", "map",
)  # fmt: skip
_HIDING = re.compile(rb"display\s*:\s*none|visibility\s*:\s*hidden|\shidden\b|aria-hidden", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG = re.compile(
    rb"<[a-zA-Z][^\s/>]*(?:[\s/]+|=?[^\s/>=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*))?)*"
)
_ATTRIBUTE = re.compile(rb"[\s/]=?[^\s/>=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*))?")
_EMBEDDED = re.compile(rb";base64,[A-Za-z0-9+/=%\s]+")


def tree(page: bytes) -> _Element:
    """The root element of a page in UTF-8. Raises ReadFailure for one that is far more than a report.

    Nothing is fetched and no entity is looked up; comments are left out.
    """
    from lxml import etree

    _refuse_oversized(page)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(page.replace(b"\x00", b""), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise without_text() from error
    if root is None:
        raise without_text()
    _refuse_deep(root)
    return root


def drop_unseen(root: _Element, page: bytes) -> None:
    """Takes out scripts, styles, the choices of forms, and hidden parts."""
    from lxml import etree

    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    if _HIDING.search(page):
        _drop_hidden(root)


def _refuse_oversized(page: bytes) -> None:
    tags = page.count(b"<")
    if tags > MOST_TAGS:
        raise _too_large(f"{tags} 个标签", f"{tags} tags")
    if len(page) <= _LARGE_PAGE and max(map(len, page.split(b">"))) < _LONG_TAG:
        return
    lean = _EMBEDDED.sub(b"", page) if b";base64," in page else page
    if len(lean) - page.count(b"<") > 16 * MOST_TEXT:
        raise _too_large(f"{len(lean) >> 20} MB 文字和标记", f"{len(lean) >> 20} MB of text and tags")
    for tag in _TAG.finditer(lean):
        if tag.end() - tag.start() >= _LONG_TAG:
            count = sum(1 for _ in _ATTRIBUTE.finditer(lean, tag.start(), tag.end()))
            if count > MOST_ATTRIBUTES:
                raise _too_large(f"一个有 {count} 个属性的标签", f"a tag with {count} attributes")


def _refuse_deep(root: _Element) -> None:
    """The reading of a page that is too deep ends at its deepest element, which is then the last one."""
    depth, last = 0, root
    while len(last):
        depth, last = depth + 1, last[-1]
    if depth > DEEPEST:
        raise too_deep()


def _drop_hidden(root: _Element) -> None:
    """Takes out what the page hides, unless that is most of the page: a script would have shown it."""
    hidden = [element for element in _hidden(root) if element.getparent() is not None]
    if not hidden:
        return
    whole = _length(root)
    for element in hidden:
        if 2 * _length(element) < whole:
            _drop(element)


def _hidden(root: _Element) -> Iterator[_Element]:
    """The hidden elements that lie in no other hidden one."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        attributes = element.attrib
        if not attributes:
            continue
        style = attributes.get("style")
        if (
            (style is not None and _HIDDEN_STYLE.search(style))
            or "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
        ):
            walk.skip_subtree()
            yield element


def _length(element: _Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _drop(element: _Element) -> None:
    """Takes an element out and leaves the text behind it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


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
    return _too_large(f"{MOST_TEXT // 10_000} 万字以上", f"more than {MOST_TEXT:,} characters")


def _too_large(zh: str, en: str) -> ReadFailure:
    return ReadFailure(
        Text(
            f"网页里有{zh if zh[0] not in '0123456789' else ' ' + zh}，多得不像年报，为安全起见没有读；请把报告正文单独保存后再检查",
            f"the page has {en}, far more than a report, and was not read; save the report on its own",
        )
    )
