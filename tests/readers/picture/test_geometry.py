"""Rulings, angles, stamps and shadows in pictures that are drawn here; nothing is recognised."""

from __future__ import annotations

import io
import struct
import zlib

import pytest

cv2 = pytest.importorskip("cv2", reason="the extra `ocr` is not installed")
np = pytest.importorskip("numpy")

from reportlint.readers.failure import ReadFailure  # noqa: E402
from reportlint.readers.pdf.rulings import frames  # noqa: E402
from reportlint.readers.picture import cleaning, cutting, loading, ruled  # noqa: E402


def page(width: int = 1654, height: int = 2339) -> np.ndarray:
    return np.full((height, width, 3), 255, np.uint8)


def table(dots: np.ndarray, xs: list[int], ys: list[int]) -> np.ndarray:
    for x in xs:
        cv2.line(dots, (x, ys[0]), (x, ys[-1]), (0, 0, 0), 2)
    for y in ys:
        cv2.line(dots, (xs[0], y), (xs[-1], y), (0, 0, 0), 2)
    return dots


def written(dots: np.ndarray, lines: int = 30) -> np.ndarray:
    """A page of lines of text, as far as its shape goes."""
    for line in range(lines):
        for at in range(24):
            x, y = 200 + 50 * at, 300 + 60 * line
            cv2.putText(dots, "EF"[at % 2], (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 3)
    return dots


def found(dots: np.ndarray) -> list[tuple[int, int, int]]:
    (leaf,) = cleaning.leaves(cleaning.flattened(dots))
    rules = ruled.rulings(leaf.ink, leaf.stamped)
    return [(len(frame.xs), len(frame.ys), len(frame.boxes)) for frame in frames(rules.upright, rules.level)]


XS, YS = [200, 500, 800, 1100, 1400], [300, 360, 420, 480, 540]


def test_a_table_is_found_by_its_rulings() -> None:
    assert found(table(page(), XS, YS)) == [(5, 5, 16)]


@pytest.mark.parametrize("angle", [-3.0, -1.2, 0.4, 2.7])
def test_a_turned_page_is_held_level(angle: float) -> None:
    dots = table(written(page()), XS, [2100, 2150, 2200])
    turn = cv2.getRotationMatrix2D((827, 1169), angle, 1)
    turned = cv2.warpAffine(dots, turn, (1654, 2339), borderValue=(255, 255, 255))
    (leaf,) = cleaning.leaves(cleaning.flattened(turned))
    (a, b, _), _ = leaf.back
    assert np.degrees(np.arctan2(b, a)) == pytest.approx(angle, abs=0.1)
    assert (5, 3, 8) in found(turned)


def test_rulings_run_on_below_a_stamp_and_over_breaks() -> None:
    dots = table(page(), XS, YS)
    cv2.rectangle(dots, (640, 355), (660, 365), (255, 255, 255), -1)
    stamp = page()
    cv2.circle(stamp, (800, 420), 140, (45, 35, 220), 9)
    assert found(np.minimum(dots, stamp)) == [(5, 5, 16)]


def test_the_short_end_of_an_upright_ruling_belongs_to_the_last_row() -> None:
    dots = table(page(), XS, YS)
    cv2.rectangle(dots, (495, 425), (505, 478), (255, 255, 255), -1)
    cv2.line(dots, (650, 480), (650, 540), (0, 0, 0), 2)
    assert found(dots) == [(6, 5, 16)]


def test_strokes_of_large_characters_are_no_table() -> None:
    dots = page()
    for at in range(4):
        x = 300 + 70 * at
        table(dots, [x, x + 30, x + 60], [200, 230, 262])
    (leaf,) = cleaning.leaves(cleaning.flattened(dots))
    rules = ruled.rulings(leaf.ink, leaf.stamped)
    kept = ruled.of_tables(rules, [])
    assert (kept.level, kept.upright, int(kept.dots.max())) == ((), (), 0)


def test_a_stamp_is_as_light_as_the_paper_and_text_below_it_is_not() -> None:
    dots = page()
    cv2.putText(dots, "88", (700, 800), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 6)
    alone = cleaning.flattened(dots).grey
    stamp = page()
    cv2.circle(stamp, (750, 780), 120, (45, 35, 220), 12)
    stamped = cleaning.flattened(np.minimum(dots, stamp)).grey
    assert np.count_nonzero((stamped < 128) != (alone < 128)) < 40


def test_a_shadow_is_taken_away() -> None:
    dots = written(page()).astype(np.float32)
    dots *= np.linspace(0.4, 1, 1654)[None, :, None]
    grey = cleaning.flattened(dots.astype(np.uint8)).grey
    assert np.median(grey[:, :200]) == np.median(grey[:, -200:]) == 255


def test_text_on_its_side_is_seen() -> None:
    dots = written(page())
    assert not cleaning.lies_on_its_side(cleaning.flattened(dots).grey)
    assert cleaning.lies_on_its_side(cleaning.flattened(np.rot90(dots)).grey)


def test_two_pages_in_one_picture_are_parted() -> None:
    both = np.hstack([written(page()), written(page())])
    assert [leaf.grey.shape[1] for leaf in cleaning.leaves(cleaning.flattened(both))] == pytest.approx(
        [1654, 1654], abs=120
    )
    across = table(both.copy(), [200, 1600, 3100], YS)
    assert len(cleaning.leaves(cleaning.flattened(across))) == 1


def test_a_blank_page_is_blank() -> None:
    assert int(cleaning.flattened(np.full((900, 900, 3), 230, np.uint8)).grey.min()) == 255


def test_a_page_in_the_dark_is_refused() -> None:
    with pytest.raises(ReadFailure) as failure:
        cleaning.flattened(np.full((900, 900, 3), 30, np.uint8))
    assert failure.value.words.zh.startswith("图片太暗或者太模糊，纸上的字分不出来；")


def test_a_cell_has_its_lines_and_dirt_is_none() -> None:
    dots = table(page(), [200, 600, 1000], [300, 480])
    for y in (350, 400):
        cv2.putText(dots, "ABC", (300, y), cv2.FONT_HERSHEY_SIMPLEX, 1, (0, 0, 0), 3)
    dots[450, 700] = dots[320, 930] = 0
    (leaf,) = cleaning.leaves(cleaning.flattened(dots))
    rules = ruled.rulings(leaf.ink, leaf.stamped)
    (frame,) = frames(rules.upright, rules.level)
    first, second = cutting.cells(frame, cutting.without_rulings(leaf.ink, rules.dots))
    assert [cut.height for cut in first.lines] == pytest.approx([24, 24], abs=4)
    assert second.lines == ()


@pytest.mark.parametrize(
    "font",
    [cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX],
)
@pytest.mark.parametrize("size", [0.6, 1, 2])
def test_a_slash_is_known_by_its_stroke(font: int, size: float) -> None:
    """A model that reads figures takes / for 1; no digit is one stroke up to the right."""

    def is_slash(text: str) -> bool:
        dots = np.zeros((200, 200), np.uint8)
        cv2.putText(dots, text, (60, 120), font, size, 255, 2)
        x, y, width, height = cv2.boundingRect(dots)
        return cutting.is_slash(dots, cutting.Cut(x, y, x + width, y + height))

    assert [text for text in (*"0123456789/-.|", "12", "//") if is_slash(text)] == ["/"]


def png(width: int, height: int) -> bytes:
    """A PNG file that says it is so large, with as much as that needs of nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes((width + 1) * min(height, 100)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (png(20_000, 900), "图片太大（20000×900 点）"),
        (png(15_000, 15_000), "图片太大（15000×15000 点）"),
        (png(400, 300), "图片太小（400×300 点）"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片已损坏"),
        (b"\xff\xd8\xff\xe0 cut off", "图片已损坏"),
    ],
)
def test_what_cannot_be_a_page_is_refused_before_it_is_unpacked(data: bytes, words: str) -> None:
    with pytest.raises(ReadFailure) as failure:
        loading.count(data)
    assert failure.value.words.zh.startswith(words)


def test_a_picture_that_breaks_off_is_refused() -> None:
    from PIL import Image

    stream = io.BytesIO()
    Image.fromarray(written(page())).save(stream, "JPEG")
    with pytest.raises(ReadFailure) as failure:
        loading.picture_of(stream.getvalue()[:20_000], 0)
    assert failure.value.words.zh.startswith("图片已损坏")
