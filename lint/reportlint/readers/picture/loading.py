"""Picture files and pages of PDF files as arrays of dots, within bounds of size.

Dots are bytes of blue, green and red. A page comes with the size of a dot in points; where nothing tells it, the
picture is taken for a sheet of A4.
"""

from __future__ import annotations

import io
import warnings
from typing import Any, TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from reportlint.readers.failure import ReadFailure
from reportlint.readers.picture import sentences
from reportlint.readers.picture.bundle import HEAD, files_in

Dots: TypeAlias = NDArray[np.uint8]

DPI = 200
"""What pages are looked at with: text of 9 points is 25 dots high."""
UNIT = 72 / DPI
"""Points in a dot."""
MOST_DOTS = 60_000_000
"""In one picture; A3 at 400 dpi has 31 million."""
LONGEST_SIDE = 16_000
SMALLEST_SIDE = 560
"""Dots of the shorter side; A4 at 72 dpi has 595."""
MOST_PICTURES = 100
_A4_SHORT = 595.0
_PAPERS = (280.0, 1300.0)
"""Points that the shorter side of a sheet has at least and at most (A6, A2), for a picture that tells its size."""


class Picture(Struct, frozen=True):
    """A picture at about `DPI`; `scale` is the points of a dot of the file's own picture, `size` that of the page."""

    dots: Dots
    width: float
    height: float


def count(data: bytes) -> int:
    """How many pictures a file has, or files that were put together. Raises ReadFailure for a single file that is
    damaged, too large or too small; of several that is told when they are read.
    """
    total = len(_pictures(data))
    if total > MOST_PICTURES:
        raise sentences.too_many(MOST_PICTURES)
    return total


def _pictures(data: bytes) -> list[tuple[bytes, int]]:
    """The file and the number in it of each picture."""
    files = [content for _, content in files_in(data)]
    if not files:
        return [(data, number) for number in range(_count(data))]
    found: list[tuple[bytes, int]] = []
    for content in files:
        try:
            frames = _count(content)
        except ReadFailure:
            frames = 1
        found.extend((content, number) for number in range(frames))
    return found


def _count(data: bytes) -> int:
    with _opened(data) as image:
        frames = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
        if frames > MOST_PICTURES:
            raise sentences.too_many(MOST_PICTURES)
        _check(*image.size)
        return frames


def picture_of(data: bytes, number: int) -> Picture:
    """Picture `number` (from 0) of a file, or of files that were put together. Raises ReadFailure."""
    from PIL import ImageOps

    content, number = _pictures(data)[number] if number or data.startswith(HEAD) else (data, 0)
    with _opened(content) as image:
        try:
            if number:
                image.seek(number)
            _check(*image.size)
            resolution = image.info.get("dpi", (0, 0))
            image = ImageOps.exif_transpose(image)
            if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
                image = _on_white(image)
            elif image.mode.startswith("I") or image.mode == "F":
                raise sentences.damaged()
            dots = np.asarray(image.convert("RGB"))[:, :, ::-1]
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise sentences.damaged() from error
    return _at_dpi(dots, _points(dots.shape[1], dots.shape[0], resolution))


def page_of(path: str, number: int) -> Picture:
    """Page `number` (from 0) of a PDF file, as it is shown. Raises ReadFailure."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        page = document[number]
        width, height = page.get_size()
        if width * height / UNIT**2 > MOST_DOTS or max(width, height) / UNIT > LONGEST_SIDE:
            raise sentences.too_large(round(width / UNIT), round(height / UNIT))
        bitmap = page.render(scale=1 / UNIT, may_draw_forms=True)
        dots = np.array(bitmap.to_numpy()[:, :, :3] if bitmap.n_channels > 2 else _three(bitmap.to_numpy()))
        return Picture(dots, width, height)
    finally:
        document.close()


def _three(grey: Dots) -> Dots:
    return np.repeat(grey.reshape(grey.shape[0], grey.shape[1], 1), 3, axis=2)


def _opened(data: bytes) -> Any:
    """The file opened with Pillow, nothing of it unpacked yet."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # `_check` bounds what is unpacked, with a sentence for the user
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF", "BMP", "WEBP"))
    except (OSError, SyntaxError, ValueError) as error:
        raise sentences.damaged() from error


def _check(width: int, height: int) -> None:
    if width * height > MOST_DOTS or max(width, height) > LONGEST_SIDE:
        raise sentences.too_large(width, height)
    if min(width, height) < SMALLEST_SIDE:
        raise sentences.too_small(width, height)


def _on_white(image: Any) -> Any:
    from PIL import Image

    image = image.convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    return paper


def _points(width: int, height: int, resolution: tuple[float, float]) -> float:
    """The points of a dot: as the file tells where that makes a sheet of paper, else as of A4."""
    short = min(width, height)
    told = float(resolution[0] or 0) if len(resolution) else 0.0
    if told and _PAPERS[0] <= short * 72 / told <= _PAPERS[1]:
        return 72 / told
    return _A4_SHORT / short


def _at_dpi(dots: Dots, points: float) -> Picture:
    import cv2

    height, width = dots.shape[0] * points, dots.shape[1] * points
    size = (max(round(width / UNIT), 1), max(round(height / UNIT), 1))
    shrinks = size[0] < dots.shape[1]
    resized = cv2.resize(dots, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    return Picture(np.asarray(resized, np.uint8), width, height)
