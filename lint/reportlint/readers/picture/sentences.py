"""The sentences for pictures that cannot be recognised, and for what is to be known of those that were."""

from __future__ import annotations

from collections.abc import Sequence

from reportlint.data.about import install_line
from reportlint.model.wording import Text, visible
from reportlint.readers.failure import ReadFailure

_NAMED = 5
"""So many files are named in a sentence."""


def not_installed() -> ReadFailure:
    """For a picture where the extra is missing."""
    how = install_line("ocr")
    return ReadFailure(
        Text(
            f"这是图片（扫描件或照片），要装文字识别才能读，{how.zh}；或者改交 Word 文件、有文字的 PDF",
            f"this is a picture (a scan or a photo), which is read with text recognition only: {how.en}; "
            "or give a Word file, or a PDF with text",
        )
    )


def damaged() -> ReadFailure:
    """For a file that is no whole picture."""
    return ReadFailure(
        Text(
            "图片已损坏，或者不是能认的图片格式（JPG、PNG、TIFF、BMP、WebP），读不出来；请重新扫描",
            "the picture is damaged, or in a format that is not read (JPG, PNG, TIFF, BMP, WebP are): scan it again",
        )
    )


def too_small(width: int, height: int) -> ReadFailure:
    """For a picture with too few dots for text."""
    return ReadFailure(
        Text(
            f"图片太小（{width}×{height} 点），一页纸的字认不清；请用 200 dpi 以上重新扫描，或者靠近些重拍",
            f"the picture is too small ({width} by {height} dots) for a page of text: scan it with 200 dpi or more",
        )
    )


def too_large(width: int, height: int) -> ReadFailure:
    """For a picture with more dots than any page needs."""
    return ReadFailure(
        Text(
            f"图片太大（{width}×{height} 点），一页年报没有这么大，为安全起见没有读；请用 200 到 300 dpi 重新扫描",
            f"the picture is too large ({width} by {height} dots) for a page and was not read: "
            "scan it with 200 to 300 dpi",
        )
    )


def too_many(most: int) -> ReadFailure:
    """For a file with more pictures than are read."""
    return ReadFailure(
        Text(
            f"文件里的图片超过 {most} 页，一份年报没有这么长；请把年报那几页单独存成一个文件再检查",
            f"the file has more than {most} pictures, more than any report has pages: save the report's on their own",
        )
    )


def put_together(names: Sequence[str]) -> Text:
    """For a report whose pages are files of their own."""
    some = names if len(names) <= _NAMED else [*names[: _NAMED - 1], "…", names[-1]]
    return Text(
        f"由 {len(names)} 张图片合成一份，按文件名的页码排：{'、'.join(map(visible, some))}",
        f"put together from {len(names)} pictures in the order of their numbers: {', '.join(map(visible, some))}",
    )


def too_dark() -> ReadFailure:
    """For a picture in which no ink can be told from its paper."""
    return ReadFailure(
        Text(
            "图片太暗或者太模糊，纸上的字分不出来；请在亮处重拍，或者重新扫描",
            "the picture is too dark or blurred for its text to be seen: take it again in good light, or scan it",
        )
    )


def without_text() -> ReadFailure:
    """For a picture of something else."""
    return ReadFailure(
        Text(
            "图片上没有认出成篇的文字，不像一页年报；请确认交的是年报的扫描件或照片",
            "no page of text was recognised in the picture: make sure that it shows a page of the report",
        )
    )


def too_slow(seconds: int) -> ReadFailure:
    """For a file whose pages take too long together."""
    return ReadFailure(
        Text(
            f"图片认了 {seconds} 秒还没认完，已经停下；请把年报那几页单独存成一个文件，或者检查原来的 Word 文件",
            f"recognising the pictures took more than {seconds} seconds and was stopped: "
            "save the report's pages on their own, or check the Word file",
        )
    )


def page_failed() -> Text:
    """For a page whose recognition broke down or took too long."""
    return Text(
        "图片认不出来（识别超时或者中止了），请重新扫描这一页，或者检查原来的 Word 文件",
        "the picture could not be recognised (it took too long, or the program broke down): "
        "scan it again, or check the Word file",
    )


def of_page(page: int, words: Text) -> Text:
    """That a page was not read, and why."""
    return Text(f"第{page}页没有读：{words.zh}", f"page {page} was not read: {words.en}")


def unclear(page: int, lines: int) -> Text:
    """For lines of a page that could not be made out."""
    return Text(
        f"第{page}页有 {lines} 处字认不清，没有读；请重新扫描这一页，或者检查原来的 Word 文件",
        f"{lines} places on page {page} could not be made out and were not read: scan it again, or check the Word file",
    )
