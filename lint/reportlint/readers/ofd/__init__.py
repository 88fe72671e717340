"""OFD (GB/T 33190) → Document: the pages' text and lines, read as those of a PDF file are.

Own code on lxml: of the libraries on PyPI ofdkit gives runs of text without the lines of tables, easyofd needs
PyMuPDF, which is under the AGPL, and neither bounds what it unpacks.
"""

from __future__ import annotations

from reportlint.model.document import Document
from reportlint.readers.ofd.package import opened
from reportlint.readers.pdf.pages import built


def read(data: bytes, *, name: str) -> Document:
    """The document in the bytes of an OFD file.

    Places as for PDF files: the page, and in the spot the line there. Raises ReadFailure for a file that is locked,
    damaged, a scan, or more than is read in bounded time and memory.
    """
    return built(opened(data), name=name)
