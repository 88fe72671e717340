"""The sentences for PDF files, and for parts of them, that cannot be read; those that say "the file" serve OFD too."""

from __future__ import annotations

from reportlint.data.about import install_line
from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure


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


def without_text(*, for_want_of_extra: bool) -> ReadFailure:
    """For a file of pictures that were not recognised: for want of the extra `ocr`, or all the same."""
    if not for_want_of_extra:
        return ReadFailure(
            Text(
                "文件里只有图片，没有文字层（多半是扫描件），读不出内容；请检查原来的 Word 文件，或者先做文字识别",
                "the file holds pictures and no text (probably a scan): "
                "check the Word file, or recognise the text first",
            )
        )
    how = install_line("ocr")
    return ReadFailure(
        Text(
            f"文件里只有图片，没有文字层（多半是扫描件），要装文字识别才能读，{how.zh}；或者检查原来的 Word 文件",
            "the file holds pictures and no text (probably a scan), which is read with text recognition only: "
            f"{how.en}; or check the Word file",
        )
    )


def without_meaning() -> ReadFailure:
    """For a file whose fonts do not tell which characters they draw."""
    return ReadFailure(
        Text(
            "文件里的文字只有字形没有编码，复制出来是乱码，读不出内容；请检查原来的 Word 文件，或者先做文字识别",
            "the file draws its characters without saying which they are:"
            " check the Word file, or recognise the text first",
        )
    )


def empty() -> ReadFailure:
    """For a file whose pages are empty."""
    return ReadFailure(Text("文件里没有内容可查", "the file is empty"))


def without_lines() -> ReadFailure:
    """For a table without lines where nobody can tell which figures, or which lines of a label, belong together."""
    return ReadFailure(
        Text(
            "文件里的表没有框线，列又窄，行名和数字折成了几行，分不清哪些是同一格，没有读；"
            "请给表加上框线重新导出，或者直接检查 Word 文件",
            "a table of the file shows no lines and is so narrow that its labels and figures are broken over lines, "
            "and was not read: export it again with lines, or check the Word file",
        )
    )


def too_many_pages(most: int) -> ReadFailure:
    """For a file with more pages than are read."""
    return ReadFailure(
        Text(
            f"文件超过 {most} 页，一份年报没有这么长；请把年报那几页单独存成一个文件再检查",
            f"the file has more than {most} pages, more than any report: save the report's pages on their own",
        )
    )


def too_large() -> ReadFailure:
    """For a file that unpacks or draws without end."""
    return ReadFailure(
        Text(
            "文件展开后的内容多得不像年报，为安全起见没有读；请用原来的 Word 文件重新导出，或者直接检查 Word 文件",
            "the file unpacks to far more than a report holds and was not read: "
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


def partly_damaged() -> Text:
    """For a file of which some part does not unpack, so that text may be missing anywhere."""
    return Text(
        "文件有一部分已损坏，可能没有读全；请用原来的 Word 文件重新导出，或者直接检查 Word 文件",
        "a part of the file is damaged and text may be missing: export it again from the Word file, or check that file",
    )


def mended() -> Text:
    """For a file whose table of objects had to be made anew."""
    return Text(
        "PDF 的结构有损坏，是修复后读的；请核对内容是否齐全",
        "the structure of the PDF is damaged and was mended to be read: see whether all of it is there",
    )


def page_damaged(page: int) -> Text:
    """For a page that cannot be opened."""
    return Text(
        f"第{page}页已损坏，没有读；请用原来的 Word 文件重新导出",
        f"page {page} is damaged and was not read: export the file again from the Word file",
    )


def page_without_meaning(page: int) -> Text:
    """For a page of which many characters have no code."""
    return Text(
        f"第{page}页有些字只有字形没有编码，读不出是什么字；请检查原来的 Word 文件",
        f"page {page} draws characters without saying which they are: check the Word file",
    )


def beyond_paper(page: int) -> Text:
    """For a page with lines that run over the edge of the paper."""
    return Text(
        f"第{page}页有内容超出了纸边，没有读全；请调整页边距或者缩小表格后重新导出",
        f"some text on page {page} runs over the edge of the paper: make it narrower and export it again",
    )


def fields(page: int) -> Text:
    """For values of form fields that the file does not show itself."""
    return Text(
        f"第{page}页的表单里填了内容，没有读；请打印或另存成普通的 PDF 再检查",
        f"page {page} has form fields whose contents were not read: print the file to a plain PDF",
    )


def comments() -> Text:
    """For a file in which people have left comments."""
    return Text(
        "PDF 里有批注，只查了其中有没有身份证号码和银行卡号",
        "in the comments of the PDF only numbers of identity cards and bank cards were looked for",
    )


def attached() -> Text:
    """For a file with other files in it."""
    return Text("PDF 里附着别的文件，没有读", "files that are attached to the PDF were not read")


def forms() -> Text:
    """For a form that only few programs show."""
    return Text(
        "PDF 是 XFA 表单，里面的文字没有读；请打印成普通的 PDF 再检查",
        "the PDF is an XFA form whose text was not read: print it to a plain PDF",
    )


def recognised(pages: str) -> Text:
    """For pages that are pictures with recognised text behind them; `pages` are their numbers."""
    return Text(
        f"第{pages}页是扫描的图片，文字是识别出来的，可能有错；请对照原件核对",
        f"the text of page {pages} was recognised from a picture and may be wrong: compare it with the original",
    )


def from_pictures(pages: str) -> Text:
    """For a file of which pages were recognised; `pages` are their numbers, "" for all of it."""
    zh = f"第{pages}页" if pages else "这个文件"
    en = f"page {pages}" if pages else "this file"
    return Text(
        f"{zh}是图片，文字和数字是认读出来的，可能有错；改动之前请对照原件核对",
        f"{en} is a picture: text and figures were recognised and may be wrong; compare with the original",
    )


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
