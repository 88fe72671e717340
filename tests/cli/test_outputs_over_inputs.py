"""No result is written over a file that was read, and no file is ever left half-written."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportlint.data.files import write_whole
from tests.cli.conftest import ENGINE, Ran

Reportlint = Callable[..., Ran]

REFUSED = "是这次要读的文件，没有改动它；结果请换一个文件名"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "told"
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "good.txt", "-o", "good.txt"),
        ("check", "good.txt", "-o", "./镇/../good.txt"),
        ("check", "good.txt", "bad.txt", "--jobs", "2", "-o", "bad.txt"),
        ("check", "good.txt", "-o", "link.txt"),
        ("check", "link.txt", "-o", "good.txt"),
        ("check", "good.txt", "-o", "hard.txt"),
        ("check", "镇", "-o", "镇/年报.txt"),
        ("check", "镇/*.txt", "-o", "镇/年报.txt"),
        ("check", "good.txt", "--prior", "bad.txt", "-o", "bad.txt"),
        ("check", "good.txt", "--config", "own.yaml", "-o", "own.yaml"),
        ("check", "good.txt", "--waivers", "waived.yaml", "-o", "waived.yaml"),
        ("check", "good.txt", "--rules", "W607.txt", "-o", "W607.txt"),
        ("check", "镇", "--watch", "-o", "镇/年报.txt"),
        ("parse", "good.txt", "-o", "good.txt"),
        ("parse", "镇", "--format", "csv", "-o", "镇/年报.txt"),
        ("audit", "镇", "--no-cache", "-o", "镇/年报.txt"),
        ("audit", "镇", "--no-cache", "--csv", "镇/年报.txt"),
        ("audit", "镇", "--no-cache", "--html", "镇/年报.txt"),
        ("audit", "镇", "--no-cache", "--units", "units.csv", "--csv", "units.csv"),
        ("baseline", "good.txt", "--force", "-o", "good.txt"),
        ("annotate", "good.txt", "--force", "-o", "page.html", "--prior", "page.html"),
    ],
)
def test_what_is_read_is_not_written_over(
    reportlint: Reportlint, folder: Path, arguments: tuple[str, ...]
) -> None:
    (folder / "镇").mkdir()
    (folder / "镇" / "年报.txt").write_bytes((folder / "good.txt").read_bytes())
    (folder / "link.txt").symlink_to("good.txt")
    os.link(folder / "good.txt", folder / "hard.txt")
    (folder / "own.yaml").write_text("fail-on: never\n")
    (folder / "waived.yaml").write_text("waivers: []\n")
    (folder / "W607.txt").write_text("某词\n", encoding="utf-8")
    (folder / "units.csv").write_text("name\n云陂镇人民政府\n", encoding="utf-8")
    page = "".join(f"<p>{line}</p>" for line in (folder / "good.txt").read_text("utf-8").splitlines())
    (folder / "page.html").write_text(f"<meta charset=utf-8>{page}", encoding="utf-8")
    before = contents(folder)
    ran = reportlint(*arguments)
    assert ran.code == 2
    assert REFUSED in ran.err or "是这次要读的文件，不会改动它" in ran.err
    assert contents(folder) == before


def test_standard_input_is_an_input_too(folder: Path) -> None:
    before = contents(folder)
    with open("good.txt", "rb") as given:
        ran = subprocess.run(
            [sys.executable, "-m", "reportlint", "-", "-o", "good.txt"],
            stdin=given,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ENGINE)},
            check=False,
        )
    assert ran.returncode == 2
    assert REFUSED in ran.stderr.decode()
    assert contents(folder) == before


def test_own_results_in_the_folder_are_replaced(reportlint: Reportlint, folder: Path) -> None:
    for _ in range(2):
        assert reportlint("check", ".", "-o", "结果.txt").code == 1
    assert (folder / "结果.txt").read_text("utf-8").startswith("== ./bad.txt")


def test_two_options_for_one_file(reportlint: Reportlint, folder: Path) -> None:
    ran = reportlint("audit", ".", "--no-cache", "-o", "a.csv", "--csv", "./a.csv")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "错误：两个选项写的是同一个文件")


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_replaced_whole_with_its_mode(tmp_path: Path) -> None:
    old, link = tmp_path / "old.txt", tmp_path / "link.txt"
    old.write_text("old")
    old.chmod(0o640)
    link.symlink_to("old.txt")
    os.link(old, tmp_path / "other name.txt")
    write_whole([b"new"], str(link))
    assert link.is_symlink()
    assert (old.read_text(), stat.S_IMODE(old.stat().st_mode)) == ("new", 0o640)
    assert (tmp_path / "other name.txt").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "old.txt", "other name.txt"]


@pytest.mark.parametrize("nameless", [True, False])
def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool
) -> None:
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    (tmp_path / "old.txt").write_text("old")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space"):
        write_whole(pieces(), str(tmp_path / "old.txt"))
    assert contents(tmp_path) == {"old.txt": b"old"}


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="files without a name")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_process_leaves_the_old_file(tmp_path: Path, number: int) -> None:
    (tmp_path / "old.txt").write_text("old")
    program = (
        "import sys, time\n"
        "from reportlint.data.files import write_whole\n"
        "def pieces():\n"
        "    yield b'half' * 10_000\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(60)\n"
        "write_whole(pieces(), sys.argv[1])\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ENGINE)}
    arguments = [sys.executable, "-c", program, str(tmp_path / "old.txt")]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, env=env) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(number)
    assert contents(tmp_path) == {"old.txt": b"old"}


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_the_kept_file_keeps_its_mode(reportlint: Reportlint, folder: Path) -> None:
    text = (folder / "good.txt").read_text("utf-8")
    (folder / "private.txt").write_text(text.replace("\t0\n", "\t０\n", 1), encoding="utf-8")
    (folder / "private.txt").chmod(0o600)
    assert reportlint("fix", "private.txt", "--write").code == 0
    modes = {stat.S_IMODE((folder / name).stat().st_mode) for name in ("private.txt", "private.txt.bak")}
    assert modes == {0o600}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
@pytest.mark.parametrize("option", ["--config", "--waivers", "--rules"])
@pytest.mark.parametrize("name", ["pipe.yaml", "/dev/zero"])
def test_settings_are_regular_files(reportlint: Reportlint, folder: Path, option: str, name: str) -> None:
    os.mkfifo("pipe.yaml")
    ran = reportlint("good.txt", option, name)
    assert ran.code == 2
    assert ran.err.startswith(f"错误：{name}")


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_links_that_lead_nowhere_stop_no_folder(reportlint: Reportlint, folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    (folder / "圈.txt").symlink_to("圈.txt")
    (folder / "up").symlink_to("..")
    lines = reportlint("check", ".", "--format", "concise").out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["./bad.txt", "./圈.txt"]
    assert "E901 文件打不开（Too many levels of symbolic links）" in lines[1]


def test_a_file_that_breaks_the_judging_stops_no_other(
    reportlint: Reportlint, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportlint.app import api

    real = api.judge

    def judge(report: object, *rest: object, **options: object) -> object:
        if "云陂" in str(report) and judge.calls.pop():  # type: ignore[attr-defined]
            raise RecursionError("invented")
        return real(report, *rest, **options)  # type: ignore[arg-type]

    judge.calls = [False, True]  # type: ignore[attr-defined]
    monkeypatch.setattr(api, "judge", judge)
    ran = reportlint("good.txt", "bad.txt", "--format", "concise")
    first, second = ran.out.splitlines()
    assert ran.code == 2
    assert first.startswith("good.txt: error E901 读这个文件时程序出错（RecursionError: invented）")
    assert "A304" in second
