"""PDF → Document: text in reading order, tables with and without lines."""

from __future__ import annotations

from reportlint.model.document import Document


def read(data: bytes, *, name: str) -> Document:
    """The document in the bytes of a PDF file.

    Places have the page, and in their spot the line there: running text and rows of tables counted
    from the top of the page (from 1), heads, feet and page numbers left out. A paragraph has the place
    where it begins. Raises ReadFailure for a file that is locked, damaged, a scan, or more than is read
    in bounded time and memory.
    """
    from reportlint.readers.pdf.worker import document_within_bounds

    return document_within_bounds(data, name=name)
