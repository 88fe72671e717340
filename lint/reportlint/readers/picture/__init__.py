"""Pictures of pages (scans, photos) → Document, by recognition.

What is recognised is not read: every value keeps how sure its recognition was, what else it may be, and where that is
in doubt the picture of it. The libraries come with the extra `ocr` and are imported by worker processes only.
"""

from __future__ import annotations

from importlib.util import find_spec

from reportlint.model.document import Document


def is_installed() -> bool:
    """Whether pictures can be recognised here: what the extra `ocr` brings is there."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2", "PIL"))


def read(data: bytes, *, name: str) -> Document:
    """The document in the bytes of a picture file, or of several pictures in one TIFF file.

    Raises ReadFailure for a picture that is too small, too large, too dark or no page of text, and without the extra.
    """
    from reportlint.readers.picture import sentences

    if not is_installed():
        raise sentences.not_installed()
    from reportlint.readers.picture.work import document_of_picture

    return document_of_picture(data, name=name)
