"""Pages from strangers: whatever is in them, reading ends soon, in little memory, with a sentence or a sound report."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

import reportlint
from reportlint.app.api import check_bytes
from reportlint.draft import sample
from reportlint.draft.html import html_body
from reportlint.model.diagnostic import Result
from reportlint.readers.html.tree import DEEPEST, tree

HEAD = b"<!DOCTYPE html><html><body>"
REPORT = html_body(sample("town")).encode()
SECONDS = 8
"""Of processor time; all but a few take less than one on a slow machine."""
MEGABYTES = 400
"""Of memory, the interpreter and the file itself included."""

TOO_DEEP = "网页的标签一层套一层，深得不像年报，为安全起见没有读；请把正文复制成文本再检查"
TOO_LARGE = "多得不像年报，为安全起见没有读；请把报告正文单独保存后再检查"


def repeated(start: bytes, piece: bytes, number: int, end: bytes = b"") -> bytes:
    return HEAD + start + piece * number + end


def numbered(pattern: bytes, number: int) -> bytes:
    return b" ".join(pattern % index for index in range(number))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "100,000 divs": (lambda: repeated(b"", b"<div>", 100_000, "云陂镇".encode()), TOO_DEEP),
    "closed divs": (
        lambda: repeated(b"", b"<div>", 90_000, "云陂镇".encode() + b"</div>" * 90_000),
        TOO_DEEP,
    ),
    "inline elements": (lambda: repeated(b"", b"<b><i>", 50_000, "云陂镇".encode()), TOO_DEEP),
    "nested tables": (lambda: repeated(b"", b"<table><tr><td>", 10_000, "云陂镇".encode()), TOO_DEEP),
    "a hundred nested tables": (
        lambda: repeated(b"", b"<table><tr><td>x</td><td>", 100, REPORT),
        TOO_DEEP,
    ),
    "a million cells": (
        lambda: repeated(b"<table>", b"<tr>" + b"<td>1</td>" * 1000, 1000),
        f"网页里有 2001004 个标签，{TOO_LARGE}",
    ),
    "100,000 cells": (
        lambda: repeated(b"<table>", b"<tr>" + b"<td>1" * 100, 1000),
        f"网页里有 2 万以上的段落和单元格，{TOO_LARGE}",
    ),
    "a row of cells": (
        lambda: repeated(b"<table><tr>", b"<td>1", 190_000),
        f"网页里有 2 万以上的段落和单元格，{TOO_LARGE}",
    ),
    "50 MB of text": (
        lambda: repeated(b"<p>", "云陂镇公开。".encode(), 2_700_000),
        f"网页里有 46 MB 文字和标签，{TOO_LARGE}",
    ),
    "10 MB of text": (
        lambda: repeated(b"<p>", "云陂镇公开。".encode(), 560_000),
        f"网页里有 100 万以上的字，{TOO_LARGE}",
    ),
    "50 MB of tags": (
        lambda: repeated(b"", b"<br>", 12_000_000),
        f"网页里有 12000003 个标签，{TOO_LARGE}",
    ),
    "lines": (
        lambda: repeated(b"<pre>", "云陂镇 1 2 3\n".encode(), 90_000),
        f"网页里有 2 万以上的段落和单元格，{TOO_LARGE}",
    ),
    "headings": (
        lambda: repeated(b"", "<p>一、总体情况</p>".encode(), 90_000),
        f"网页里有 2 万以上的段落和单元格，{TOO_LARGE}",
    ),
    "4,000,000 attributes": (
        lambda: HEAD + b"<p " + numbered(b"a%d=1", 4_000_000) + b">",
        f"网页里有 40 MB 文字和标签，{TOO_LARGE}",
    ),
    "100,000 attributes that look like tags": (
        lambda: HEAD + b"<p " + numbered(b"a%d='<p>'", 100_000) + b">",
        f"网页里有一个带 100000 个属性的标签，{TOO_LARGE}",
    ),
    "30,000 attributes": (
        lambda: HEAD + b"<p " + numbered(b"a%d", 30_000) + b">",
        f"网页里有一个带 30000 个属性的标签，{TOO_LARGE}",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_page_without_end_is_refused_in_a_sentence(name: str) -> None:
    make, sentence = REFUSED[name]
    result = timed(make())
    assert (result.status, result.error and result.error.zh) == ("unreadable", sentence)


SOUND: dict[str, Callable[[], bytes]] = {
    "huge spans": lambda: HEAD
    + REPORT.replace(b'rowspan="2"', b"rowspan=99999999").replace(b'colspan="10"', b'colspan="9' + b"9" * 5000 + b'"'),
    "entities": lambda: b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyy">]><html><body>'
    + REPORT.replace("没有其他需要报告的事项。".encode(), "没有其他需要报告的事项。&x;&y;".encode()),
    "400 divs": lambda: repeated(b"", b"<div>", 400, REPORT + b"</div>" * 400),
    "20 MB of embedded pictures": lambda: HEAD
    + b'<img src="data:image/png;base64,' + b"QUJD" * 5_000_000 + b'">' + REPORT,
    "hidden parts": lambda: repeated(b"", b"<p style='display:none'>x</p>", 60_000, REPORT),
    "hidden parts in each other": lambda: repeated(b"", b"<p hidden><div hidden>", 150, REPORT),
    "style sheets": lambda: HEAD
    + b"<style>" + b".x{display:none}" * 30_000 + b"{/*" * 50_000 + b"</style>" + b"<p class='y x'>a</p>" * 9_000 + REPORT,
    "signs": lambda: repeated(b"", b"< ", 190_000, REPORT),
    "links": lambda: repeated(b"", b"<a href=x.doc>a</a>", 60_000, REPORT),
    "many spans": lambda: HEAD + REPORT + b"<table>" + (b"<tr>" + b"<td rowspan=65534>1" * 90) * 150,
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_report_among_much_else_is_read(name: str) -> None:
    result = timed(SOUND[name]())
    assert (result.status, result.error) == ("checked", None)
    assert [entry.message.zh for entry in result.diagnostics if entry.severity != "info"] == []


def test_entities_are_looked_up_nowhere() -> None:
    from reportlint import readers

    lines = "\n".join(readers.read(SOUND["entities"](), name="年报.html").lines)
    assert "root:" not in lines
    assert "。yyy" not in lines


def test_libxml2_stops_behind_our_limit_of_depth() -> None:
    """Were it to stop before, text would be lost without a word."""
    page = HEAD + b"<div>" * (DEEPEST - 20) + "云陂镇".encode()
    root = tree(page)
    assert "".join(root.itertext()) == "云陂镇"


MIME = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
MANY = "保存的网页（mht）里的内容多得不像年报，为安全起见没有读；请把报告正文单独保存后再检查"
NONE = "保存的网页（mht）里没有网页正文，请在浏览器里重新保存，或者把正文复制成文本"
SAVED: dict[str, tuple[Callable[[], bytes], str]] = {
    "300,000 parts": (lambda: MIME + b"--b\r\nContent-Type: text/css\r\n\r\nx\r\n" * 300_000, MANY),
    "20,000,000 lines": (lambda: MIME + b"--b\r\n\r\n" + b"x\n" * 20_000_000, MANY),
    "parts in each other": (
        lambda: MIME + b"".join(
            b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (index, index + 1) for index in range(1000)
        ),
        TOO_DEEP,
    ),
    "no page": (lambda: MIME + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n", NONE),
    "only a head": (lambda: b"MIME-Version: 1.0\r\n\r\n", NONE),
    "an empty page": (
        lambda: MIME + b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--b--\r\n",
        "网页里没有文字，没有内容可查；请等网页显示完整后再保存，或者把正文复制成文本",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAVED)
def test_saved_page_without_end_is_refused_in_a_sentence(name: str) -> None:
    make, sentence = SAVED[name]
    result = timed(make(), "年报.mht")
    assert (result.status, result.error and result.error.zh) == ("unreadable", sentence)


def timed(data: bytes, name: str = "年报.html") -> Result:
    start = process_time()
    result = check_bytes(data, name=name)
    assert process_time() - start < SECONDS
    return result


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured as Linux does")
@pytest.mark.parametrize("name", ["50 MB of text", "a million cells", "100,000 divs", "4,000,000 attributes"])
def test_memory_is_bounded_and_the_command_says_2(name: str, tmp_path: Path) -> None:
    make, sentence = REFUSED[name]
    path = tmp_path / "年报.html"
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, "--format", "concise", str(path)],
        capture_output=True,
        env={"PYTHONPATH": str(Path(reportlint.__file__).parents[1]), "PYTHONUTF8": "1"},
    )
    assert done.returncode == 2
    assert sentence in done.stdout.decode()
    (peak,) = re.findall(rb"VmHWM:\s*(\d+) kB", done.stderr)
    assert int(peak) < MEGABYTES * 1024


_MEASURED = """
import sys
from reportlint.cli import main
try:
    main()
finally:
    sys.stderr.write(open("/proc/self/status").read())
"""
"""The command, and then what the system says of its memory."""
