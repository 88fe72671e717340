"""Archives: every kind gives what its files give in a folder, and what cannot be read is told file by file."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from reportlint import draft
from reportlint.app import archives
from reportlint.app.unpacking import Room, rar, unpack
from reportlint.data.about import install_line
from reportlint.draft.docx import docx
from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure
from tests import archive_files as pack
from tests.cli.conftest import Ran
from tests.cli.test_folders import PICTURE, lay

Reportlint = Callable[..., Ran]

LOCKED = "压缩包里的这个文件设了密码，读不了；请去掉密码重新打包"
DAMAGED = "压缩包已损坏或不完整，里面的文件没有全读出来；请重新打包后再检查"
OUTSIDE = "这个文件在压缩包里的路径指到了压缩包外面，为安全起见没有读；请重新打包"
LINK = "这是压缩包里的链接，没有跟过去读；请把文件本身放进压缩包"
LARGE = "文件超过 50 MB 的上限，请确认是不是年报，确实要查就用 --max-size 调高上限"
FULL = "压缩包解开后太大，为安全起见后面的文件没有读；请把报告分成几个压缩包再检查"
TOO_MANY = "压缩包里的文件太多，后面的没有读；请把报告分成几个压缩包再检查"
NOTHING = "压缩包里没有年报文件（文本、网页、Word、PDF、Excel 都没有找到），请核对是不是这个压缩包"


def reports() -> dict[str, bytes]:
    """A good report and a faulty one, in folders of their units."""
    faulty = draft.draft_from(
        {"sample": "town", "unit": "澜溪县财政局", "cells": {"remedies.review.total": "9"}}
    )
    return {
        "县教育局/年报.docx": docx(draft.sample("town", unit="澜溪县教育局")),
        "县财政局/2024年度/年报.txt": draft.text(faulty).encode("gb18030"),
    }


def files_of(ran: Ran) -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = json.loads(ran.out)["files"]
    return files


def told(ran: Ran) -> dict[str, str | None]:
    return {file["path"]: file["error"] for file in files_of(ran)}


NESTED: Mapping[str, Callable[[Callable[[pack.Files], bytes], str, dict[str, bytes]], bytes]] = {
    "plain": lambda write, kind, files: write(files),
    "folder": lambda write, kind, files: write({f"澜溪县/{name}": data for name, data in files.items()}),
    "nested": lambda write, kind, files: pack.zipped({f"澜溪县/内.{kind}": write(files)}),
}
BELOW = {"plain": "", "folder": "澜溪县/", "nested": "澜溪县/内.{kind}/"}


@pytest.mark.parametrize(("kind", "nesting"), list(product(pack.KINDS, NESTED)))
def test_an_archive_gives_what_its_files_give_in_a_folder(
    reportlint: Reportlint, folder: Path, kind: str, nesting: str
) -> None:
    lay(folder / "报告", reports())
    (folder / f"包.{kind}").write_bytes(NESTED[nesting](pack.KINDS[kind], kind, reports()))
    expected = reportlint("报告", "--format", "json", "--all")
    ran = reportlint(f"包.{kind}", "--format", "json", "--all")
    below = BELOW[nesting].format(kind=kind)
    assert expected.code == 1
    assert (ran.code, ran.out) == (1, expected.out.replace('"报告/', f'"包.{kind}/{below}'))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_years_in_an_archive_are_compared(reportlint: Reportlint, folder: Path, jobs: str) -> None:
    carried = {"applications.carried_out.natural_person": "5"}
    files = {
        "2024/年报.docx": docx(draft.sample("town")),
        "2023/年报.docx": docx(draft.draft_from({"sample": "town", "year": 2023, "cells": carried})),
    }
    lay(folder / "报告", files)
    (folder / "包.tar.gz").write_bytes(pack.tarred(files, mode="w:gz"))
    expected = reportlint("报告", "--format", "json", "--jobs", jobs)
    ran = reportlint("包.tar.gz", "--format", "json", "--jobs", jobs)
    assert "X702" in ran.out
    assert ran.out == expected.out.replace('"报告/', '"包.tar.gz/')


@pytest.mark.parametrize("cached", [("--no-cache",), ("--cache-dir", "cache"), ("--no-cache", "--jobs", "2")])
def test_an_audit_of_an_archive_is_that_of_its_files(
    reportlint: Reportlint, folder: Path, cached: tuple[str, ...]
) -> None:
    lay(folder / "报告", reports())
    (folder / "包.zip").write_bytes(pack.zipped(reports(), info=pack.GbkInfo))
    (folder / "units.csv").write_text("name\n澜溪县教育局\n澜溪县财政局\n澜溪县统计局\n", "utf-8")
    asked = ("--units", "units.csv", "--format", "json", *cached)
    expected = json.loads(reportlint("audit", "报告", *asked).out.replace("报告/县", "包.zip/县"))
    for _ in range(2):
        found = json.loads(reportlint("audit", "包.zip", *asked).out)
        for result in (found, expected):
            result["batch"].pop("record", None)
        assert found == expected


def test_the_folders_and_the_archive_tell_whose_a_file_is(reportlint: Reportlint, folder: Path) -> None:
    nameless = draft.text(draft.draft_from({"sample": "town", "title": "2024年政府信息公开工作年度报告"}))
    nameless = nameless.replace("云陂镇人民政府", "本机关")
    (folder / "收件").mkdir()
    (folder / "收件" / "澜溪县教育局.zip").write_bytes(pack.zipped({"年报.txt": nameless.encode()}))
    (folder / "units.csv").write_text("name\n澜溪县教育局\n", "utf-8")
    ran = reportlint("audit", "收件", "--units", "units.csv", "--no-cache", "--format", "json")
    assert json.loads(ran.out)["batch"]["round"]["missing"] == 0


def test_a_member_that_is_not_read_counts_as_its_units(reportlint: Reportlint, folder: Path) -> None:
    (folder / "包.7z").write_bytes(pack.seven({"县教育局/2024年报.docx": b"x"}, password="秘密"))
    (folder / "units.csv").write_text("name\n县教育局\n", "utf-8")
    ran = reportlint("audit", "包.7z", "--units", "units.csv", "--no-cache", "--format", "json")
    assert (ran.code, told(ran)["包.7z/县教育局/2024年报.docx"]) == (2, LOCKED)
    assert json.loads(ran.out)["batch"]["round"]["missing"] == 0


def test_parsed_are_all_members_by_their_paths(reportlint: Reportlint, folder: Path) -> None:
    (folder / "包.zip").write_bytes(pack.zipped(reports()))
    ran = reportlint("parse", "包.zip")
    assert (ran.code, list(json.loads(ran.out))) == (0, [f"包.zip/{name}" for name in reports()])
    one = reportlint("parse", "包.zip/县教育局/年报.docx")
    assert (one.code, json.loads(one.out)["unit"]) == (0, "澜溪县教育局")


def test_a_member_is_named_like_a_file(reportlint: Reportlint, folder: Path) -> None:
    files = {
        "[2024]年报.txt": (folder / "bad.txt").read_bytes(),
        "上年.txt": (folder / "good.txt").read_bytes(),
    }
    (folder / "包.zip").write_bytes(pack.zipped({"内.zip": pack.zipped(files)}))
    path = "包.zip/内.zip/[2024]年报.txt"
    assert told(reportlint(path, "--format", "json", "--prior", "包.zip/内.zip/上年.txt")) == {path: None}
    assert "A304" in reportlint(path, "--format", "concise").out
    missing = reportlint("包.zip/内.zip/别的.txt", "--format", "json")
    assert told(missing) == {"包.zip/内.zip/别的.txt": "找不到这个文件，请核对路径和文件名"}
    several = reportlint("包.zip", "--prior", "good.txt")
    assert (several.code, several.out) == (2, "")
    assert several.err.startswith("错误：--prior 是一份报告的上年报告，这次要检查的却不止一个文件")


@pytest.mark.parametrize("command", ["annotate", "fix"])
def test_a_member_is_not_written_into(reportlint: Reportlint, folder: Path, command: str) -> None:
    (folder / "包.zip").write_bytes(pack.zipped({"年报.txt": (folder / "bad.txt").read_bytes()}))
    before = sorted(os.listdir(folder))
    ran = reportlint(command, "包.zip/年报.txt")
    words = "错误：包.zip/年报.txt：压缩包里的文件不能批注或改写；请先解压，再用解压出来的文件\n"
    assert (ran.code, ran.err.splitlines(True)[0]) == (2, words)
    whole = reportlint(command, "包.zip")
    assert (whole.code, whole.err.splitlines()[0]) == (
        2,
        "错误：包.zip：这是压缩包，请先解压，再检查里面的报告",
    )
    assert sorted(os.listdir(folder)) == before


@pytest.mark.parametrize("kind", ["zip", "gbk.zip", "tar.gz", "7z", "rar"])
@pytest.mark.parametrize("name", [None, "收到的.zip"])
def test_standard_input_may_be_an_archive(
    process: Callable[..., subprocess.CompletedProcess[bytes]], kind: str, name: str | None
) -> None:
    data = pack.KINDS[kind](reports())
    given = () if name is None else ("--stdin-filename", name)
    done = process("-", "--format", "json", *given, stdin=data)
    files = json.loads(done.stdout)["files"]
    assert [file["path"] for file in files] == [f"{name or '-'}/{path}" for path in reports()]
    assert [[found["code"] for found in file["diagnostics"]] for file in files] == [[], ["A304"]]
    assert done.returncode == 1


def test_an_archive_that_a_shell_has_opened_is_read(reportlint: Reportlint, folder: Path) -> None:
    (folder / "包.zip").write_bytes(pack.zipped(reports()))
    with open(folder / "包.zip", "rb") as stream:
        path = f"/dev/fd/{stream.fileno()}"
        assert list(told(reportlint(path, "--format", "json"))) == [f"{path}/{name}" for name in reports()]


def test_what_is_no_report_in_an_archive_is_passed_over_as_in_a_folder(
    reportlint: Reportlint, folder: Path
) -> None:
    page = (folder / "good.txt").read_bytes()
    files = {
        "县教育局/年报.txt": page,
        "县教育局/.年报.txt": b"x",
        "县教育局/~$年报.docx": b"x",
        "__MACOSX/县教育局/._年报.txt": b"x",
        "县教育局/main.js": b"x",
        "县教育局/bg.png": PICTURE,
        "石桥镇/001.jpg": PICTURE,
        "通知/整改通知书_石桥镇.docx": b"x",
        "说明/甲.docx": docx(draft.sample("town")),
        "说明/甲.批注.docx": docx(draft.sample("town")),
        "石桥镇2024年报.jpg": PICTURE,
        "logo.png": PICTURE,
        "001/002.png": PICTURE,
    }
    lay(folder / "报告", files)
    (folder / "包.zip").write_bytes(pack.zipped(files))
    expected, ran = (reportlint(path, "--format", "json") for path in ("报告", "包.zip"))
    assert (ran.code, told(ran)) == (2, {k.replace("报告/", "包.zip/"): v for k, v in told(expected).items()})
    listed = [ran.err.partition("（")[2].partition("）")[0].split("、") for ran in (ran, expected)]
    assert sorted(listed[0]) == sorted(path.replace("报告/", "包.zip/") for path in listed[1])
    assert ran.err.startswith("另有 3 个图片或压缩包没有读（包.zip/")


def test_what_is_wrong_with_a_member_is_told_of_it_alone(reportlint: Reportlint, folder: Path) -> None:
    good = (folder / "good.txt").read_bytes()
    link = pack.PlainInfo("x")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in (
            "好.txt",
            "../../外面.txt",
            "/etc/绝对.txt",
            "C:/盘.txt",
            "..\\反.txt",
            "坏.txt",
            "方法.txt",
        ):
            archive.writestr(zipfile.ZipInfo(name), good)
        link.filename, link.external_attr, link.create_system = "链接.txt", 0o120777 << 16, 3
        archive.writestr(link, "/etc/passwd")
        archive.writestr("大.txt", Random(0).randbytes(12 << 10) * 256, zipfile.ZIP_DEFLATED)
        archive.writestr("bomb.txt", bytes(2 << 20), zipfile.ZIP_DEFLATED)
        archive.getinfo("方法.txt").compress_type = 93
    data = bytearray(stream.getvalue())
    at = data.index("坏.txt".encode()) + len("坏.txt".encode()) + 100
    data[at] ^= 1
    (folder / "包.zip").write_bytes(data)
    ran = reportlint("包.zip", "--format", "json", "--max-size", "2.5")
    wrong = {
        "../../外面.txt": OUTSIDE,
        "../反.txt": OUTSIDE,
        "C:/盘.txt": OUTSIDE,
        "bomb.txt": "这个文件解开后大得不像年报，为安全起见没有读；请把报告正文单独存成一个文件再检查",
        "etc/绝对.txt": OUTSIDE,
        "坏.txt": "压缩包里的这个文件已损坏，读不出来；请重新打包后再检查",
        "大.txt": "文件超过 2.5 MB 的上限，请确认是不是年报，确实要查就用 --max-size 调高上限",
        "好.txt": None,
        "方法.txt": "压缩包里的这个文件用了少见的压缩方法，读不了；请用普通的 zip 重新打包",
        "链接.txt": LINK,
    }
    assert (ran.code, told(ran)) == (2, {f"包.zip/{name}": words for name, words in wrong.items()})
    assert {path.name for path in folder.rglob("*.txt")} == {"good.txt", "bad.txt"}
    assert not [path for path in folder.parents if (path / "外面.txt").exists()]


def archive(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return name


def gz_bomb() -> bytes:
    """Half a gigabyte of zeros as the only file of a tar."""
    packer = zlib.compressobj(9, wbits=31)
    info = tarfile.TarInfo("大.txt")
    info.size = 1 << 29
    head = packer.compress(info.tobuf())
    return head + b"".join(packer.compress(bytes(1 << 20)) for _ in range(512)) + packer.flush()


def pax_bomb() -> bytes:
    """A tar whose name is said to be two gigabytes long."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 2 << 30
    packer = zlib.compressobj(9, wbits=31)
    return (
        packer.compress(info.tobuf())
        + b"".join(packer.compress(bytes(1 << 20)) for _ in range(300))
        + packer.flush()
    )


def sparse() -> bytes:
    """A tar with many files that are said to be large and are nothing but holes."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as made:
        for number in range(30):
            info = tarfile.TarInfo(f"{number}.txt")
            info.pax_headers = {"GNU.sparse.map": "41943040,0", "GNU.sparse.size": "41943040"}
            made.addfile(info)
    return stream.getvalue()


def many() -> bytes:
    return pack.zipped({f"{number}/年报.txt": b"" for number in range(5_002)})


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "bomb.tar.gz": (gz_bomb, FULL),
    "pax.tar.gz": (pax_bomb, FULL),
    "sparse.tar": (sparse, FULL),
    "many.zip": (many, TOO_MANY),
    "cut.zip": (lambda: pack.zipped(reports())[:-40], DAMAGED),
    "cut.tar": (lambda: pack.tarred(reports())[:700], DAMAGED),
    "cut.tar.gz": (lambda: pack.tarred(reports(), mode="w:gz")[:-300], DAMAGED),
    "cut.tar.xz": (lambda: pack.tarred(reports(), mode="w:xz")[:-300], DAMAGED),
    "cut.7z": (lambda: pack.seven(reports())[:-30], DAMAGED),
    "cut.rar": (lambda: pack.rar(reports())[:60], DAMAGED),
    "head.7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), DAMAGED),
    "head.rar": (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100), DAMAGED),
    "none.zip": (lambda: pack.zipped({"main.js": b"x"}), NOTHING),
    "empty.zip": (lambda: pack.zipped({}), NOTHING),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_archive_that_cannot_be_read_to_its_end_is_told(
    reportlint: Reportlint, folder: Path, name: str
) -> None:
    make, words = HOSTILE[name]
    ran = reportlint(archive(folder, name, make()), "--format", "json")
    assert (ran.code, told(ran)[name]) == (2, words)


@pytest.mark.skipif(
    sys.platform != "linux", reason="most memory of a process since its start, as Linux tells it"
)
def test_a_bomb_takes_no_more_memory_than_there_is_room(folder: Path) -> None:
    archive(folder, "bomb.tar.gz", gz_bomb())
    code = (
        "import sys\nfrom reportlint.cli import run\nrun(sys.argv[1:])\n"
        "print(*(line.split()[1] for line in open('/proc/self/status') if 'VmHWM' in line), file=sys.stderr)"
    )
    asked = [sys.executable, "-c", code, "bomb.tar.gz", "--format", "concise"]
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(asked, capture_output=True, check=True, env={**os.environ, **paths}, timeout=60)
    assert int(done.stderr.split()[-1]) << 10 < 300 << 20


def test_archives_are_unpacked_once_within_each_other(reportlint: Reportlint, folder: Path) -> None:
    files = reports()
    third = pack.zipped({"第三层.zip": pack.zipped(files), **files})
    archive(folder, "包.zip", pack.zipped({"第二层.zip": third}))
    ran = reportlint("包.zip", "--format", "json")
    assert told(ran) == {
        **{f"包.zip/第二层.zip/{name}": None for name in files},
        "包.zip/第二层.zip/第三层.zip": "压缩包里的压缩包里还有压缩包，没有再解；请把报告放在外面一层再打包",
    }


def test_archives_within_each_other_share_one_room(folder: Path) -> None:
    inner = pack.zipped({f"{number}.txt": b"" for number in range(1_800)})
    found = archives.contents_of(pack.zipped({f"{number}.zip": inner for number in range(3)}), name="包.zip",
                                 max_bytes=50 << 20)  # fmt: skip
    assert len(found.files) == 5_000 - 3 + 1
    words = found.files["2.zip"]
    assert isinstance(words, Text)
    assert words.zh == TOO_MANY


def test_two_members_of_one_name_are_two_files(reportlint: Reportlint, folder: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made, pytest.warns(UserWarning, match="Duplicate name"):
        for _ in range(2):
            made.writestr("年报.txt", (folder / "good.txt").read_bytes())
    ran = reportlint(archive(folder, "包.zip", stream.getvalue()), "--format", "json")
    assert told(ran) == {"包.zip/年报.txt": None, "包.zip/年报（2）.txt": None}


def test_names_for_old_readers_give_way_to_those_in_the_extra_field(folder: Path) -> None:
    info = zipfile.ZipInfo("__.txt")
    told_name = "县教育局.txt".encode()
    body = b"\x01" + zlib.crc32(b"__.txt").to_bytes(4, "little") + told_name
    info.extra = b"\x75\x70" + len(body).to_bytes(2, "little") + body
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr(info, b"x")
    (member,) = unpack(stream.getvalue(), name="包.zip", room=Room())
    assert member.name == "县教育局.txt"


def test_links_are_not_followed(reportlint: Reportlint, folder: Path) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as made:
        for name, kind in (
            ("软.txt", tarfile.SYMTYPE),
            ("硬.txt", tarfile.LNKTYPE),
            ("管道.txt", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, str(folder / "good.txt")
            made.addfile(info)
    archive(folder, "包.tar", stream.getvalue())
    archive(folder, "包.rar", pack.rar({"好.txt": (folder / "good.txt").read_bytes()}, link="连.txt"))
    assert told(reportlint("包.tar", "--format", "json")) == {
        f"包.tar/{name}.txt": LINK for name in ("硬", "管道", "软")
    }
    assert told(reportlint("包.rar", "--format", "json")) == {"包.rar/好.txt": None, "包.rar/连.txt": LINK}


def test_a_locked_member_is_told(reportlint: Reportlint, folder: Path) -> None:
    data = pack.rar({"年报.txt": b"x"}, locked=True)
    assert told(reportlint(archive(folder, "包.rar", data), "--format", "json")) == {
        "包.rar/年报.txt": LOCKED
    }


@pytest.mark.parametrize(("library", "kind"), [("py7zr", "7z"), ("rarfile", "rar")])
def test_without_the_extra_a_sentence_has_the_install_line(
    reportlint: Reportlint, folder: Path, monkeypatch: pytest.MonkeyPatch, library: str, kind: str
) -> None:
    archive(folder, f"包.{kind}", pack.KINDS[kind](reports()))
    monkeypatch.setitem(sys.modules, library, None)
    ran = reportlint(f"包.{kind}", "good.txt", "--format", "json")
    assert (ran.code, told(ran)) == (
        2,
        {
            f"包.{kind}": f"读.{kind}压缩包要先装一个组件，{install_line('archives').zh}；或者解压后再检查",
            "good.txt": None,
        },
    )


TEXT = ("政府信息公开" * 100).encode()


def test_a_packed_rar_needs_a_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rar, "TAR_PROGRAMS", ())
    monkeypatch.setattr(rar, "RAR_PROGRAMS", ())
    with pytest.raises(ReadFailure) as failure:
        list(unpack(pack.rar({"年报.txt": TEXT}, packed=True), name="包.rar", room=Room()))
    assert failure.value.words.zh == (
        "读 .rar 压缩包要用 bsdtar 或 unrar，这台电脑上没有找到；请安装其中一个"
        "（Debian、Ubuntu：apt install libarchive-tools），或者解压后再检查"
    )


@pytest.mark.skipif(shutil.which("bsdtar") is None, reason="bsdtar is not installed")
def test_a_packed_rar_is_unpacked_by_bsdtar(folder: Path) -> None:
    data = pack.rar({"县教育局/年报.txt": TEXT, "县财政局/年报.txt": TEXT}, packed=True)
    members = list(unpack(data, name="包.rar", room=Room()))
    assert members == [("县教育局/年报.txt", TEXT, None), ("县财政局/年报.txt", TEXT, None)]


@pytest.mark.skipif(shutil.which("bsdtar") is None, reason="bsdtar is not installed")
def test_a_packed_rar_that_is_damaged_is_told(folder: Path) -> None:
    data = bytearray(pack.rar({"年报.txt": TEXT}, packed=True))
    data[-60] ^= 1
    with pytest.raises(ReadFailure) as failure:
        list(unpack(bytes(data), name="包.rar", room=Room()))
    assert failure.value.words.zh.startswith("压缩包里有文件 bsdtar 读不出来（可能已损坏")


def test_unnamed_archives_in_a_folder_that_hold_no_report_stop_nothing(
    reportlint: Reportlint, folder: Path
) -> None:
    lay(folder / "a", {"年报.txt": (folder / "good.txt").read_bytes(), "tool.zip": pack.zipped({"x.js": b"x"}),
                       "cut.zip": b"PK\x03\x04", "县教育局.zip": b"PK\x03\x04"})  # fmt: skip
    ran = reportlint("a", "--format", "json")
    assert told(ran) == {"a/县教育局.zip": DAMAGED, "a/年报.txt": None}
    assert ran.err.startswith("另有 2 个图片或压缩包没有读（a/cut.zip、a/tool.zip）")


def test_an_archive_of_pictures_alone_may_be_a_units_report(reportlint: Reportlint, folder: Path) -> None:
    data = pack.zipped({"001.jpg": PICTURE, "002.jpg": PICTURE})
    lay(folder / "a", {"石桥镇.zip": data, "logo.zip": data, "年报.txt": (folder / "good.txt").read_bytes()})
    ran = reportlint("a", "--format", "json")
    [refused] = [path for path, words in told(ran).items() if words is not None]
    assert (len(told(ran)), refused) == (2, "a/石桥镇.zip/001-002.jpg")
    assert ran.err.startswith("另有 1 个图片或压缩包没有读（a/logo.zip/")
