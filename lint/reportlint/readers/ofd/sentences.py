"""The sentences for OFD files, and for parts of them, that cannot be read; others are those of PDF files."""

from __future__ import annotations

from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure


def damaged() -> ReadFailure:
    """For a file without the parts that say what it holds."""
    return ReadFailure(
        Text(
            "OFD 文件已损坏，读不出内容；请用原来的 Word 文件重新导出，或者直接检查 Word 文件",
            "the OFD file is damaged: export it again from the Word file, or check that file",
        )
    )


def locked() -> ReadFailure:
    """For a file whose parts are encrypted."""
    return ReadFailure(
        Text(
            "OFD 文件加了密，读不了；请去掉密码另存，或者直接检查原来的 Word 文件",
            "the OFD file is encrypted: save it without a password, or check the Word file it was made from",
        )
    )


def without_part(page: int) -> Text:
    """For a page whose template, notes or drawings are missing or spoilt."""
    return Text(
        f"第{page}页有一部分（模板或批注）缺失或已损坏，可能没有读全；请用原来的 Word 文件重新导出",
        f"a part of page {page} (a template or a note) is missing or damaged, and text may be missing: "
        "export the file again from the Word file",
    )


def several(count: int) -> Text:
    """For a file that holds several documents."""
    return Text(
        f"文件里有 {count} 份文档，页码按先后连着数",
        f"the file holds {count} documents; their pages are numbered one after the other",
    )
