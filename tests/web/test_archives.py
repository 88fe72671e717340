"""Archives and workbooks of a batch sent to the service: the same answers as for their files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra web is not installed")
pytest.importorskip("httpx", reason="httpx is not installed")

from lxml import html
from starlette.testclient import TestClient

from reportlint.draft import sample
from reportlint.web.app import create_app
from reportlint.web.limits import Limits
from tests import archive_files as pack
from tests.generator.workbooks import batch
from tests.web import faulty_docx, faulty_text, good_text
from tests.web.test_service import LOCAL, sent, sentence

SMALL = Limits(file=300_000, request=700_000, files=3, workers=1)
FILES = {"县教育局/年报.txt": good_text(), "县财政局/年报.docx": faulty_docx()}
OUTSIDE = "这个文件在压缩包里的路径指到了压缩包外面，为安全起见没有读；请重新打包"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(limits=SMALL), base_url=LOCAL) as made:
        yield made


def files_of(answer: Any) -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = answer.json()["files"]
    return files


@pytest.mark.parametrize("kind", ["zip", "gbk.zip", "tar.gz", "7z", "rar"])
def test_an_archive_gives_what_its_files_give(client: TestClient, kind: str) -> None:
    alone = [files_of(sent(client, (path.rpartition("/")[2], data)))[0] for path, data in FILES.items()]
    expected = [{**one, "path": f"包.{kind}/{path}"} for one, path in zip(alone, FILES, strict=True)]
    answer = sent(client, (f"包.{kind}", pack.KINDS[kind](FILES)))
    assert answer.status_code == 200
    assert files_of(answer) == expected


def test_two_years_in_an_archive_are_compared(client: TestClient) -> None:
    last = good_text(year=2023, cells={"applications.carried_out.natural_person": "5"})
    answer = sent(client, ("包.zip", pack.zipped({"2024/年报.txt": good_text(), "2023/年报.txt": last})))
    [_, found] = files_of(answer)
    assert "X702" in {one["code"] for one in found["diagnostics"]}


def test_the_page_lists_them(client: TestClient) -> None:
    files = {**FILES, "../外面.txt": good_text(), "bg.png": b"\x89PNG\r\n\x1a\n\x00"}
    answer = sent(client, ("包.zip", pack.zipped(files)), path="/check", headers={"x-part": "result"})
    document = html.fromstring(answer.text)
    paths = ["包.zip/../外面.txt", *(f"包.zip/{path}" for path in FILES)]
    assert [section.get("data-path") for section in document.cssselect("section.file")] == paths
    assert [error.text for error in document.cssselect(".verdict .error")] == [OUTSIDE]
    assert "另有 1 个图片或压缩包没有读（包.zip/bg.png）" in answer.text


def test_each_sheet_of_a_batch_is_a_report(client: TestClient) -> None:
    data = batch({"教育局": sample("town", unit="县教育局"), "财政局": sample("zeros", unit="县财政局")})
    paths = ["汇总.xlsx#教育局", "汇总.xlsx#财政局"]
    assert [file["path"] for file in files_of(sent(client, ("汇总.xlsx", data)))] == paths
    one = sent(client, ("汇总.xlsx", data), path="/api/html", data={"only": paths[1]})
    assert one.headers["content-disposition"].endswith(
        "''%E8%B4%A2%E6%94%BF%E5%B1%80-%E6%A3%80%E6%9F%A5%E7%BB%93%E6%9E%9C.html"
    )
    assert "县教育局" not in one.text


def test_one_report_may_be_asked_for(client: TestClient) -> None:
    data = pack.zipped(FILES)
    answer = sent(client, ("包.zip", data), data={"only": "包.zip/县财政局/年报.docx"})
    assert [file["path"] for file in files_of(answer)] == ["包.zip/县财政局/年报.docx"]
    wrong = sent(client, ("包.zip", data), data={"only": "包.zip/别的.docx"})
    assert (wrong.status_code, sentence(wrong)) == (400, "上传的文件里没有 only 写的这一份报告")


@pytest.mark.parametrize("kind", ["annotated", "fixes", "mended"])
def test_a_member_is_not_written_into(client: TestClient, kind: str) -> None:
    asked = {"only": "包.zip/县财政局/年报.docx"}
    answer = sent(client, ("包.zip", pack.zipped(FILES)), path=f"/api/{kind}", data=asked)
    told = "压缩包里的文件不能批注或改写；请先解压，再用解压出来的文件"
    assert (answer.status_code, sentence(answer)) == (422, told)


def test_they_are_judged_together(client: TestClient) -> None:
    files = {**FILES, "县统计局/年报.txt": b"", "坏.7z": b"7z\xbc\xaf\x27\x1c"}
    answer = sent(client, ("包.zip", pack.zipped(dict(list(files.items())[:3]))), path="/api/audit")
    assert answer.status_code == 200
    for path in list(files)[:3]:
        assert f"包.zip/{path}" in answer.text


@pytest.mark.parametrize(
    ("files", "status", "told"),
    [
        ({f"{number}.txt": b"x" for number in range(4)}, 413, "一次最多检查 3 个文件"),
        ({"大.txt": b"x" * 300_001}, 200, "文件超过 0.286 MB 的上限"),
        ({f"{number}.txt": faulty_text() * 50 for number in range(3)}, 200, "压缩包解开后太大，为安全起见"),
        ({"main.js": b"x"}, 200, "压缩包里没有年报文件"),
    ],
)
def test_what_is_unpacked_is_bounded_as_what_is_sent(
    client: TestClient, files: dict[str, bytes], status: int, told: str
) -> None:
    answer = sent(client, ("包.zip", pack.zipped(files)))
    assert answer.status_code == status
    words = sentence(answer) if status != 200 else json.dumps(answer.json(), ensure_ascii=False)
    assert told in words


def test_an_archive_is_no_last_report(client: TestClient) -> None:
    files = [("files", ("今年.txt", good_text())), ("prior", ("包.zip", pack.zipped(FILES)))]
    answer = client.post("/api/check", files=files)
    assert (answer.status_code, sentence(answer)) == (
        422,
        "上年报告“包.zip”：这是压缩包，请先解压，再检查里面的报告",
    )
