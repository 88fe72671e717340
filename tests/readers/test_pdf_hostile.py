"""PDF files from strangers: each is refused with one sentence, in bounded time and memory."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from reportlint.app.api import check_bytes
from reportlint.data.about import install_line
from reportlint.readers.failure import ReadFailure
from reportlint.readers.pdf import read, worker
from reportlint.readers.pdf.sheets import Source
from reportlint.readers.pdf.worker import document
from reportlint.workers import outside
from tests.readers.bounds import checked
from tests.readers.pdf_bytes import locked, paged, pdf, shown, stream

SECONDS = worker.SECONDS + 15
"""What each of them may take at most, on a slow machine too; most take less than a second."""
MEBIBYTES = 700

TOO_LARGE = (
    "文件展开后的内容多得不像年报，为安全起见没有读；请用原来的 Word 文件重新导出，或者直接检查 Word 文件"
)
DAMAGED = "PDF 已损坏，读不出内容；请用原来的 Word 文件重新导出，或者直接检查 Word 文件"
MANY_PAGES = "文件超过 100 页，一份年报没有这么长；请把年报那几页单独存成一个文件再检查"
LOCKED = "PDF 设了打开密码，读不了；请去掉密码另存后再检查"
SCAN = f"文件里只有图片，没有文字层（多半是扫描件），要装文字识别才能读，{install_line('ocr').zh}；或者检查原来的 Word 文件"
GLYPHS = "文件里的文字只有字形没有编码，复制出来是乱码，读不出内容；请检查原来的 Word 文件，或者先做文字识别"
EMPTY = "文件里没有内容可查"

TEXT = shown("Annual report 2024 of an invented town", "All figures are invented.")


def many_pages() -> bytes:
    return paged([stream(TEXT)] * 500)


def bomb() -> bytes:
    return paged([stream(b" " * (1 << 28), packed=True)])


def bomb_within_bomb() -> bytes:
    inner = b" " * (1 << 28)
    packed = zlib.compress(zlib.compress(inner, 9), 9)
    return paged(
        [b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>\nstream\n%s\nendstream" % (len(packed), packed)]
    )


def bombs_by_the_dozen() -> bytes:
    return paged([stream(b" " * (12 << 20), packed=True)] * 20)


def drawings_within_drawings() -> bytes:
    """Ten drawings, each of which draws the next one ten times."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    more = {10 + level: stream(b"/X Do " * 10, form % (11 + level)) for level in range(10)}
    more[20] = stream(b"0 0 m 9 9 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return paged([stream(b"/X Do")], resources=b"/XObject<</X 10 0 R>>", more=more)


def wide_font() -> bytes:
    """A font that tells the width of two thousand million characters."""
    inner = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>"
    )
    inner += b"/FontDescriptor 11 0 R/W[0 2000000000 500]>>"
    return _with_font(
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[10 0 R]>>", inner
    )


def endless_codes() -> bytes:
    """A font whose table of codes has a range without end."""
    inner = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>"
    )
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[10 0 R]/ToUnicode 12 0 R>>"
    codes = stream(b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange", packed=True)
    return _with_font(font, inner + b"/FontDescriptor 11 0 R>>", {12: codes}, shows=b"<0001>" * 9)


def _with_font(
    font: bytes, inner: bytes, more: dict[int, bytes] | None = None, *, shows: bytes = b"<0001>"
) -> bytes:
    """A page that shows characters of a font: `inner` is the one that it stands on, object 10."""
    descriptor = b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 9 9]>>"
    page = stream(b"BT /F 9 Tf %s Tj ET" % shows)
    return paged([page], more={3: font, 10: inner, 11: descriptor, **(more or {})})


def too_many_lines() -> bytes:
    return paged(
        [stream(b"".join(b"%d 0 m %d 842 l S\n" % (x % 595, x % 595) for x in range(31_000)), packed=True)]
    )


def grid_of_lines() -> bytes:
    """Two thousand lines each way, none over another."""
    upright = (b"%.2f 0 m %.2f 9000 l S\n" % (x * 4, x * 4) for x in range(2_100))
    level = (b"0 %.2f m 9000 %.2f l S\n" % (y * 4, y * 4) for y in range(2_100))
    data = paged([stream(b"".join((*upright, *level)), packed=True)])
    return data.replace(b"[0 0 595 842]", b"[0 0 9999 9999]")


def too_many_characters() -> bytes:
    return paged([stream(b"BT /F 1 Tf " + b"(0000000000) Tj " * 16_000 + b"ET", packed=True)])


def opened_without_end() -> bytes:
    return paged([stream(b"[" * 200_000, packed=True)])


def pages_in_a_circle() -> bytes:
    return pdf(
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Parent 2 0 R/Count 2>>"}
    )


def boxes_in_a_circle() -> bytes:
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox 4 0 R>>",
            4: b"[4 0 R 4 0 R 4 0 R 4 0 R]",
        }
    )


def tables_in_a_circle() -> bytes:
    """A file whose table of objects says that the one before it is itself."""
    data = paged([stream(TEXT)])
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)[:-6] + b"%%EOF"


def drawing_of_itself() -> bytes:
    form = stream(
        b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 10 0 R>>>>"
    )
    return paged(
        [stream(TEXT + b" /X Do")], resources=b"/Font<</F 3 0 R>>/XObject<</X 10 0 R>>", more={10: form}
    )


def picture() -> bytes:
    image = stream(
        b"\0" * 100,
        b"/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceGray/BitsPerComponent 8",
    )
    return paged(
        [stream(b"595 0 0 842 0 0 cm /X Do")] * 3, resources=b"/XObject<</X 10 0 R>>", more={10: image}
    )


def glyphs_without_codes() -> bytes:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[10 0 R]>>"
    inner = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>"
    )
    return _with_font(font, inner + b"/FontDescriptor 11 0 R>>", shows=b"<%s>" % (b"0001" * 60))


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (many_pages, MANY_PAGES),
        (bomb, TOO_LARGE),
        (bomb_within_bomb, TOO_LARGE),
        (bombs_by_the_dozen, EMPTY),
        (drawings_within_drawings, TOO_LARGE),
        (wide_font, GLYPHS),
        (endless_codes, GLYPHS),
        (too_many_lines, TOO_LARGE),
        (grid_of_lines, TOO_LARGE),
        (too_many_characters, TOO_LARGE),
        (pages_in_a_circle, EMPTY),
        (boxes_in_a_circle, EMPTY),
        (drawing_of_itself, TOO_LARGE),
        (picture, SCAN),
        (glyphs_without_codes, GLYPHS),
        (opened_without_end, EMPTY),
        (lambda: locked(password=b"secret"), LOCKED),
        (lambda: paged([stream(TEXT)])[:200], DAMAGED),
        (lambda: b"%PDF-1.7\n" + b"nothing\0" * 100, DAMAGED),
        (lambda: pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}), EMPTY),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_it_is_refused_with_a_sentence(made: Callable[[], bytes], sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "年报.pdf"
    path.write_bytes(made())
    code, told, seconds, mebibytes = checked(path)
    assert (code, told) == (2, f"{path}: error E901 {sentence}\n")
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES


@pytest.mark.parametrize("made", [tables_in_a_circle, lambda: locked(password=b"")])
def test_it_is_read_where_it_can_be(made: Callable[[], bytes]) -> None:
    start = monotonic()
    document = read(made(), name="年报.pdf")
    assert "".join(document.lines).startswith("Annual report 2024 of an invented town")
    assert monotonic() - start < SECONDS


@pytest.mark.skipif(sys.platform != "linux", reason="a worker is a copy of this process on Linux only")
def test_a_file_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(data: bytes) -> Source:
        while True:
            pass

    monkeypatch.setattr(worker, "opened", endless)
    monkeypatch.setattr(outside, "_can_copy", lambda: True)
    start = monotonic()
    with pytest.raises(ReadFailure) as failure:
        worker.document_within_bounds(b"", name="年报.pdf", seconds=2)
    assert failure.value.words.zh.startswith("PDF 读了 2 秒还没读完，已经停下；")
    assert monotonic() - start < SECONDS


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_file_that_takes_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(data: bytes) -> Source:
        raise AssertionError(len(bytearray(2 * worker.MEMORY)))

    monkeypatch.setattr(worker, "opened", greedy)
    monkeypatch.setattr(outside, "_can_copy", lambda: True)
    with pytest.raises(ReadFailure) as failure:
        worker.document_within_bounds(b"", name="年报.pdf")
    assert failure.value.words.zh == TOO_LARGE


@pytest.mark.parametrize("copied", [True, False])
def test_both_ways_to_read_give_the_same(monkeypatch: pytest.MonkeyPatch, copied: bool) -> None:
    if copied and sys.platform != "linux":
        pytest.skip("no process can be copied here")
    monkeypatch.setattr(outside, "_can_copy", lambda: copied)
    data = paged([stream(TEXT), stream(shown("A second page."))])
    assert worker.document_within_bounds(data, name="年报.pdf") == document(data, name="年报.pdf")


def faulty(data: bytes) -> Source:
    raise IndexError("tuple index out of range")


@pytest.mark.skipif(sys.platform != "linux", reason="no process can be copied here")
def test_what_nobody_foresaw_is_a_fault_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """And no damage of the file, which would send people looking for another one."""
    monkeypatch.setattr(worker, "opened", faulty)
    monkeypatch.setattr(outside, "_can_copy", lambda: True)
    (found,) = check_bytes(paged([stream(TEXT)]), name="年报.pdf").diagnostics
    assert (found.code, found.message.zh) == (
        "E901",
        "读这个文件时程序出错（IndexError: tuple index out of range），请加 --debug 再运行一次，把输出发给维护者",
    )
