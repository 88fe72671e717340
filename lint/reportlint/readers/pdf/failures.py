"""The sentences for PDF files that cannot be read."""

from __future__ import annotations

from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure


def missing() -> ReadFailure:
    """For the library that is not installed."""
    return ReadFailure(
        Text(
            '读 PDF 要先装一个组件，请运行：pip install "reportlint[pdf]"',
            'reading PDF needs an extra, install it with: pip install "reportlint[pdf]"',
        )
    )


def locked() -> ReadFailure:
    """For a file that opens with a password only."""
    return ReadFailure(
        Text(
            "PDF 设了打开密码，读不了；请去掉密码另存后再检查",
            "the PDF is locked with a password: save it without one",
        )
    )


def damaged() -> ReadFailure:
    """For a file that breaks off or contradicts itself."""
    return ReadFailure(
        Text(
            "PDF 已损坏，读不出内容；请用原来的 Word 文件重新导出，或者直接检查 Word 文件",
            "the PDF is damaged: export it again from the Word file, or check that file",
        )
    )


def without_text() -> ReadFailure:
    """For a file of pictures."""
    return ReadFailure(
        Text(
            "PDF 里只有图片，没有文字层（多半是扫描件），读不出内容；请检查原来的 Word 文件，或者先做文字识别",
            "the PDF holds pictures and no text (probably a scan): check the Word file, or recognise the text first",
        )
    )


def without_meaning() -> ReadFailure:
    """For a file whose fonts do not tell which characters they draw."""
    return ReadFailure(
        Text(
            "PDF 里的文字只有字形没有编码，复制出来是乱码，读不出内容；请检查原来的 Word 文件，或者先做文字识别",
            "the PDF draws its characters without saying which they are: check the Word file, or recognise the text first",
        )
    )


def empty() -> ReadFailure:
    """For a file whose pages are empty."""
    return ReadFailure(Text("PDF 里没有内容可查", "the PDF is empty"))


def without_lines() -> ReadFailure:
    """For a table without lines where nobody can tell which figures, or which lines of a label, belong together."""
    return ReadFailure(
        Text(
            "PDF 里的表没有框线，列又窄，行名和数字折成了几行，分不清哪些是同一格，没有读；"
            "请给表加上框线重新导出，或者直接检查 Word 文件",
            "a table of the PDF shows no lines and is so narrow that its labels and figures are broken over lines, "
            "and was not read: export it again with lines, or check the Word file",
        )
    )


def too_many_pages(most: int) -> ReadFailure:
    """For a file with more pages than are read."""
    return ReadFailure(
        Text(
            f"PDF 超过 {most} 页，一份年报没有这么长；请把年报那几页单独存成一个 PDF 再检查",
            f"the PDF has more than {most} pages, more than any report: save the report's pages on their own",
        )
    )


def too_large() -> ReadFailure:
    """For a file that unpacks or draws without end."""
    return ReadFailure(
        Text(
            "PDF 展开后的内容多得不像年报，为安全起见没有读；请用原来的 Word 文件重新导出，或者直接检查 Word 文件",
            "the PDF unpacks to far more than a report holds and was not read: "
            "export it again from the Word file, or check that file",
        )
    )


def too_slow(seconds: int) -> ReadFailure:
    """For a file that takes too long."""
    return ReadFailure(
        Text(
            f"PDF 读了 {seconds} 秒还没读完，已经停下；请用原来的 Word 文件重新导出，或者直接检查 Word 文件",
            f"reading the PDF took more than {seconds} seconds and was stopped: "
            "export it again from the Word file, or check that file",
        )
    )
