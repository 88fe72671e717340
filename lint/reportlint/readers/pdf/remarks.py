"""The sentences for text of a PDF page that is there and was not read."""

from __future__ import annotations

from reportlint.model.wording import Text


def askew(page: int) -> Text:
    """For a page whose text is set askew."""
    return Text(
        f"第{page}页的字大多是斜着的，没有读；请转正后重新导出",
        f"most of the text on page {page} is set askew and was not read: set it straight and export it again",
    )


def sideways(page: int) -> Text:
    """For text that runs another way than most of its page."""
    return Text(
        f"第{page}页有一部分文字和其他文字方向不同，没有读；请转正后重新导出",
        f"some text on page {page} runs another way than the rest and was not read: turn it and export it again",
    )
