"""Folders: what is taken for a report, what is said of files that are not read, and our own outputs."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from reportlint import draft
from reportlint.cli import run
from reportlint.data.about import install_line
from reportlint.draft.docx import docx
from reportlint.draft.html import html
from reportlint.readers import SUFFIXES
from tests.cli.conftest import Ran

Reportlint = Callable[..., Ran]

PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(2000)
HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_xml", ".xml"), data)
    return stream.getvalue()


OFD = zipped(OFD_xml=b"<ofd:OFD/>")
ZIP = zipped(report=b"text")


def lay(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def word(unit: str) -> bytes:
    return docx(draft.sample("town", unit=unit))


def told(ran: Ran) -> dict[str, str | None]:
    return {file["path"]: file["error"] for file in json.loads(ran.out)["files"]}


def test_files_in_formats_that_are_not_read_are_named_with_what_to_do(
    reportlint: Reportlint, folder: Path
) -> None:
    lay(
        folder / "报告",
        {
            "云陂镇.docx": word("云陂镇人民政府"),
            "柳河镇2024年报.ofd": OFD,
            "石桥镇.jpg": PICTURE,
            "清河镇.zip": ZIP,
            "新河镇.ofd": b"PK\x03\x04 cut off",
        },
    )
    ran = reportlint("报告", "--format", "json")
    ofd = "OFD 文件已损坏，读不出内容；请用原来的 Word 文件重新导出，或者直接检查 Word 文件"
    assert ran.code == 2
    assert told(ran) == {
        "报告/云陂镇.docx": None,
        "报告/新河镇.ofd": ofd,
        "报告/柳河镇2024年报.ofd": ofd,
        "报告/清河镇.zip": "压缩包里没有年报文件（文本、网页、Word、PDF、Excel 都没有找到），请核对是不是这个压缩包",
        "报告/石桥镇.jpg": (
            f"这是图片（扫描件或照片），要装文字识别才能读，{install_line('ocr').zh}；或者改交 Word 文件、有文字的 PDF"
        ),
    }


def test_a_unit_whose_file_is_not_read_is_not_called_missing(reportlint: Reportlint, folder: Path) -> None:
    pytest.importorskip("docxtpl")
    lay(
        folder / "报告",
        {
            "云陂镇.docx": word("云陂镇人民政府"),
            "柳河镇人民政府2024年报.ofd": OFD,
            "石桥镇/001.jpg": PICTURE,
            "石桥镇/002.jpg": PICTURE,
        },
    )
    names = ["云陂镇人民政府", "柳河镇人民政府", "石桥镇人民政府"]
    (folder / "units.csv").write_text("name\n" + "\n".join(names) + "\n", encoding="utf-8")
    ran = reportlint("audit", "报告", "--units", "units.csv", "--no-cache", "--notices", "通知")
    assert ran.code == 2
    assert "没有交报告的单位" not in ran.out
    assert "警告 X709" not in ran.out
    assert "报告/柳河镇人民政府2024年报.ofd：" in ran.out
    assert "报告/石桥镇/001-002.jpg：这是图片（扫描件或照片）" in ran.out
    assert sorted(path.name for path in (folder / "通知").iterdir()) == [
        "整改通知书_全部.zip",
        "整改通知书_柳河镇人民政府.docx",
        "整改通知书_目录.docx",
        "整改通知书_石桥镇人民政府.docx",
    ]


@pytest.mark.parametrize(
    "name", ["云陂镇.docm", "云陂镇", "云陂镇.2024", "云陂镇.jpg", "云陂镇.报告", "云陂镇.ofd", "report.xyz"]
)
def test_a_wrong_suffix_is_no_obstacle(reportlint: Reportlint, folder: Path, name: str) -> None:
    lay(folder / "a", {name: word("云陂镇人民政府")})
    ran = reportlint("a", "--format", "json")
    assert (ran.code, told(ran)) == (0, {f"a/{name}": None})


@pytest.mark.parametrize("name", ["年报.shtml", "年报.xhtml", "年报.jsp", "年报.aspx", "年报"])
def test_pages_by_whatever_name(reportlint: Reportlint, folder: Path, name: str) -> None:
    lay(folder / "a", {name: html(draft.sample("town")).encode()})
    assert told(reportlint("a", "--format", "json")) == {f"a/{name}": None}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_not_opened(reportlint: Reportlint, folder: Path) -> None:
    lay(folder / "a", {"云陂镇.docx": word("云陂镇人民政府")})
    os.mkfifo(folder / "a" / "管道")
    assert list(told(reportlint("a", "--format", "json"))) == ["a/云陂镇.docx"]


def test_text_without_a_suffix_is_taken_where_it_speaks_of_disclosure(
    reportlint: Reportlint, folder: Path
) -> None:
    text = (folder / "good.txt").read_text("utf-8")
    lay(
        folder / "a",
        {"年报": text.encode("gb18030"), "LICENSE": b"Permission is granted", "x.py": text.encode()},
    )
    assert list(told(reportlint("a", "--format", "json"))) == ["a/年报"]


def test_a_parsed_report_is_read_and_other_json_is_not_spoken_of(
    reportlint: Reportlint, folder: Path
) -> None:
    (folder / "a").mkdir()
    assert reportlint("parse", "good.txt", "-o", "a/云陂镇.json").code == 0
    assert reportlint("good.txt", "--format", "json", "-o", "a/结果.json").code == 0
    lay(folder / "a", {"package.json": b'{"name": "site", "version": "1"}', "list.json": b"[1]"})
    ran = reportlint("a", "--format", "json")
    assert (ran.code, ran.err, told(ran)) == (0, "", {"a/云陂镇.json": None})


def test_ornaments_of_pages_are_named_but_stop_nothing(reportlint: Reportlint, folder: Path) -> None:
    page = html(draft.sample("town")).encode()
    lay(
        folder / "网站",
        {
            "云陂镇/年报.html": page,
            "云陂镇/年报_files/徽标logo.jpg": PICTURE,
            "云陂镇/W020250115.jpg": PICTURE,
            "images/bg.png": PICTURE,
            "微信图片_20250115.jpg": PICTURE,
            "tool.zip": ZIP,
            "node_modules/x/README.md": b"# x",
            "main.js": b"1",
        },
    )
    ran = reportlint("网站")
    assert ran.code == 0
    assert re.match(
        r"另有 4 个图片或压缩包没有读（.*）；里面要是有报告，请交 Word 文件或者有文字的 PDF\n$", ran.err
    )
    batch = json.loads(reportlint("audit", "网站", "--no-cache", "--format", "json").out)["batch"]
    left = ["images/bg.png", "tool.zip", "云陂镇/W020250115.jpg", "微信图片_20250115.jpg"]
    assert sorted(batch["left_out"]) == [f"网站/{name}" for name in left]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("format", "suffix"),
    [(format, suffix) for format in ("text", "concise", "markdown", "github") for suffix in (".txt", ".md")]
    + [("html", ".html")],
)
def test_our_own_results_are_not_taken_for_reports(
    reportlint: Reportlint, folder: Path, format: str, suffix: str, lang: str
) -> None:
    (folder / "a").mkdir()
    shutil.copy("bad.txt", "a/bad.txt")
    (folder / "a" / "空.txt").write_text("")
    for _ in range(2):
        reportlint("a", "--format", format, "--lang", lang, "-o", f"a/out{suffix}")
    assert list(told(reportlint("a", "--format", "json"))) == ["a/bad.txt", "a/空.txt"]


def test_what_an_audit_leaves_is_not_taken_for_reports(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for module in ("docxtpl", "xlsxwriter"):
        pytest.importorskip(module)
    (folder / "a").mkdir()
    shutil.copy("bad.txt", "a/bad.txt")
    for lang in ("zh", "en"):
        shutil.rmtree("a/通知", ignore_errors=True)
        run(["audit", "a", "--no-cache", "--xlsx", "a/总表.xlsx", "--html", "a/总览.html", "--notices", "a/通知",
             "-o", f"a/{lang}.txt", "--lang", lang])  # fmt: skip
    capfd.readouterr()
    run(["check", "a", "--format", "json"])
    assert [file["path"] for file in json.loads(capfd.readouterr().out)["files"]] == ["a/bad.txt"]


def test_the_hook_is_for_every_format() -> None:
    (hook,) = yaml.safe_load(HOOKS.read_text("utf-8"))
    pattern = re.compile(hook["files"])
    assert [suffix for suffix in sorted(SUFFIXES) if not pattern.search(f"云陂镇年报{suffix}")] == []
    assert not pattern.search("年报.py")
    assert not pattern.search("说明.txt")


def test_an_annotated_copy_beside_its_report_is_not_checked_again(
    reportlint: Reportlint, folder: Path
) -> None:
    (folder / "in").mkdir()
    data = docx(draft.sample("town"))
    for name in ("甲.docx", "甲.批注.docx", "甲.批注2.docx", "乙.批注.docx"):
        (folder / "in" / name).write_bytes(data)
    result = json.loads(reportlint("check", "in", "--format", "json").out)
    assert [os.path.basename(file["path"]) for file in result["files"]] == ["乙.批注.docx", "甲.docx"]
