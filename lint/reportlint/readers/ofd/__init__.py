"""OFD (GB/T 33190) → Document: the pages' text and lines, read as those of a PDF file are.

Own code on lxml: of the libraries on PyPI ofdkit gives runs of text without the lines of tables, easyofd needs
PyMuPDF, which is under the AGPL, and neither bounds what it unpacks.
"""

from __future__ import annotations

from reportlint.model.document import Document
from reportlint.readers import picture
from reportlint.readers.ofd.package import opened
from reportlint.readers.pdf.pages import built


def read(data: bytes, *, name: str) -> Document:
    """The document in the bytes of an OFD file.

    Places as for PDF files: the page, and in the spot the line there. Raises ReadFailure for a file that is locked,
    damaged, or more than is read in bounded time and memory. Pages that are pictures are recognised where that is
    installed.
    """
    pictures: dict[int, bytes] = {}
    source = opened(data, pictures)
    recognises = picture.is_installed()
    if not (pictures and recognises):
        return built(source, name=name, extra_is_missing=bool(pictures) and not recognises)
    from reportlint.readers.picture.work import document_of_pictured

    return document_of_pictured(source, pictures, name=name)
