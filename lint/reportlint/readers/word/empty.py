"""What to say of a Word file that holds no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure
from reportlint.readers.word.numbers import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_FOREIGN = W + "altChunk"


def without_text(root: _Element) -> ReadFailure:
    """Why there is none: the text is a page or a picture in the file, or there is nothing."""
    if next(root.iter(_FOREIGN), None) is not None:
        return ReadFailure(
            Text(
                "正文是嵌在 Word 文件里的网页，读不出来；请用 Word 打开，另存后再检查",
                "the text is a web page embedded in the Word file; open it in Word and save it again",
            )
        )
    if next(root.iter(W + "drawing", W + "pict", W + "object"), None) is not None:
        return ReadFailure(
            Text(
                "Word 文件里只有图片没有文字，读不出来；请用录入的文字版检查，扫描件要先做文字识别",
                "the Word file holds pictures and no text; use the file that was typed, or recognise the text first",
            )
        )
    return ReadFailure(Text("文件是空的，没有内容可查", "the file is empty"))
