"""Picture files that are the pages of one report: put together where their numbers leave no doubt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint.app.archives import content, contents_of
from reportlint.app.inputs import Found, Missed, find
from reportlint.app.sequences import in_sequence, page_names
from reportlint.readers.failure import ReadFailure
from reportlint.readers.picture.bundle import HEAD, files_in
from tests import archive_files as pack
from tests.cli.conftest import Ran
from tests.cli.test_folders import PICTURE, lay

Reportlint = Callable[..., Ran]


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["年报1.jpg", "年报2.jpg"], "年报1-2.jpg"),
        ([f"第{number}页.png" for number in range(1, 12)], "第1-11页.png"),
        (["年报(1).jpeg", "年报(2).jpeg", "年报(3).jpeg"], "年报(1-3).jpeg"),
        (["扫描_000.tif", "扫描_001.tif"], "扫描_000-001.tif"),
        ([f"{number:02}.jpg" for number in range(1, 11)], "01-10.jpg"),
        (["2024-1.jpg", "2024-2.jpg"], "2024-1-2.jpg"),
    ],
)
def test_pages_of_one_report(names: list[str], called: str) -> None:
    found = in_sequence(reversed(names))
    assert (found.reports, found.doubtful) == ({called: tuple(names)}, {})
    assert page_names(called) == names


@pytest.mark.parametrize(
    ("names", "doubtful"),
    [
        (["年报1.jpg", "年报3.jpg"], 2),
        (["年报2.jpg", "年报3.jpg"], 2),
        (["年报1.jpg", "年报2.png"], 2),
        (["年报1.jpg", "年报01.jpg", "年报2.jpg"], 3),
        (["年报1.jpg", "年报2.jpg", "年报1-2.jpg"], 2),
        (["年报1.jpg"], 0),
        (["年报2023.jpg", "年报2024.jpg"], 0),
        (["第1中学年报.jpg", "第2中学年报.jpg"], 0),
        (["石桥镇1.jpg", "云陂镇2.jpg"], 0),
        (["年报1.docx", "年报2.docx"], 0),
    ],
)
def test_what_is_in_doubt_is_never_put_together(names: list[str], doubtful: int) -> None:
    found = in_sequence(names)
    assert (found.reports, len(found.doubtful)) == ({}, doubtful)


@pytest.mark.parametrize(
    "name", ["年报2-3.jpg", "年报1-200.jpg", "年报1-1.jpg", "年报1-2.docx", "2023-2024.jpg"]
)
def test_other_names_mean_no_pages(name: str) -> None:
    assert page_names(name) == []


def test_a_folder_gives_the_report_once_and_doubts_one_by_one(folder: Path) -> None:
    files = [
        "石桥镇/年报1.jpg",
        "石桥镇/年报2.jpg",
        "云陂镇/年报1.jpg",
        "云陂镇/年报3.jpg",
        "教育局/01.jpg",
        "教育局/02.jpg",
    ]
    lay(folder / "报告", dict.fromkeys(files, PICTURE))
    found = list(find(["报告"]))
    assert [one.path for one in found if isinstance(one, Found)] == [
        "报告/教育局/01-02.jpg",
        "报告/石桥镇/年报1-2.jpg",
    ]
    missed = {one.path: one.words.zh for one in found if isinstance(one, Missed)}
    assert list(missed) == ["报告/云陂镇/年报1.jpg", "报告/云陂镇/年报3.jpg"]
    assert set(missed.values()) == {
        "几张图片像是一份报告的几页（年报1.jpg、年报3.jpg），但是页码不是从 1 起连着的，或者后缀不一样，没有合起来检查；"
        "请补齐缺的页，按 1、2、3 改名，或者合成一个 PDF"
    }


def test_their_bytes_are_those_of_all_pages_and_bounded(folder: Path) -> None:
    lay(folder, {"年报1.jpg": PICTURE, "年报2.jpg": PICTURE + b"2"})
    data = content("年报1-2.jpg", max_bytes=10_000)
    assert files_in(data) == [("年报1.jpg", PICTURE), ("年报2.jpg", PICTURE + b"2")]
    with pytest.raises(ReadFailure) as failure:
        content("年报1-2.jpg", max_bytes=len(PICTURE) + 1)
    assert failure.value.words.zh.startswith("文件超过 ")


def test_an_archive_holds_them_as_one(folder: Path) -> None:
    files = {"石桥镇/年报1.jpg": PICTURE, "石桥镇/年报2.jpg": PICTURE, "石桥镇/说明.txt": b"1"}
    held = contents_of(pack.zipped(files), name="包.zip", max_bytes=10_000).files
    assert sorted(held) == ["石桥镇/年报1-2.jpg", "石桥镇/说明.txt"]
    (folder / "包.zip").write_bytes(pack.zipped(files))
    assert isinstance(content("包.zip/石桥镇/年报1-2.jpg", max_bytes=10_000), bytes)


def test_without_recognition_the_report_is_refused_once(reportlint: Reportlint, folder: Path) -> None:
    lay(folder / "石桥镇", {"年报1.jpg": PICTURE, "年报2.jpg": PICTURE})
    ran = reportlint("石桥镇")
    assert ran.code == 2
    assert ran.out.count("这是图片（扫描件或照片），要装文字识别才能读") == 1
    assert "石桥镇/年报1-2.jpg" in ran.out


def test_what_only_begins_like_pages_put_together_is_damaged() -> None:
    with pytest.raises(ReadFailure) as failure:
        files_in(HEAD + b"\xc1\xc1")
    assert failure.value.words.zh.startswith("图片已损坏")
