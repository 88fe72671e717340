"""Makes the package that needs no Python: a folder with everything, and a zip of it, for the system this runs on.

    python tools/package.py            dist/reportlint-VERSION-linux-x86_64.zip, and the folder build/package/reportlint
    python tools/package.py --ocr      the larger one with text recognition (extra `ocr`)

Needs the extras `audit`, `archives` and `package`; the handbook that lies in build/handbook goes in. PyInstaller makes
one folder and not one file, which would unpack itself at every start for seconds; and a folder may be read-only.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT / "tools")]

BUILT = ROOT / "build" / "package"
STARTERS = {
    "win32": (
        "开始检查.bat",
        '@echo off\nchcp 65001 >nul\nset REPORTLINT_BY_HAND=1\nif not exist "%~dp0_internal" goto zipped\n'
        '"%~dp0reportlint.exe" %*\ngoto end\n:zipped\n'
        "echo 请先把压缩包全部解压到一个文件夹，再双击“开始检查”。\necho Unpack the whole zip first.\npause\n:end\n",
    ),
    "darwin": ("开始检查.command", ""),
    "linux": ("开始检查.sh", ""),
}
"""By system: what is double-clicked. It sees whether the rest was unpacked, which the program itself cannot."""
SHELL = (
    '#!/bin/sh\nexport REPORTLINT_BY_HAND=1\nhere=$(dirname "$0")\nif [ ! -d "$here/_internal" ]; then\n'
    "    echo 请先把压缩包全部解压到一个文件夹，再双击“开始检查”。\n    echo Unpack the whole zip first.\n"
    '    [ ! -t 0 ] || read -r _\n    exit 2\nfi\nexec "$here/reportlint" "$@"\n'
)
README = """检查政府信息公开工作年度报告

双击“{starter}”，浏览器里会打开检查的页面；关掉那个窗口就停了。
也可以把报告拖到 {program} 的图标上，或者在命令行里用：{program} 年报.docx
整个文件夹可以放在任何地方，也可以是只读的。手册：页面最下面的“手册”。

Double-click “{starter}”: the page opens in the browser, and closing the window ends it.
Or drop a report on {program}, or use it on the command line: {program} 年报.docx

{version}
"""


def main() -> int:
    """Makes the folder and the zip, and tells their sizes."""
    parser = argparse.ArgumentParser(description="Makes the package that needs no Python.")
    parser.add_argument("--ocr", action="store_true", help="with text recognition")
    parser.add_argument("--folder-only", action="store_true", help="without the zip")
    wanted = parser.parse_args()
    lacking = [
        name for name in ("PyInstaller", "xlsxwriter", "docxtpl", "pyarrow") if find_spec(name) is None
    ]
    lacking += ["rapidocr"] if wanted.ocr and find_spec("rapidocr") is None else []
    if lacking:
        print(
            f'{", ".join(lacking)}: pip install ".[audit,archives,package{",ocr" if wanted.ocr else ""}]"',
            file=sys.stderr,
        )
        return 2
    folder = make_folder(ocr=wanted.ocr)
    print(f"{size(folder) / 2**20:.0f} MiB in {folder.relative_to(ROOT)}")
    if not wanted.folder_only:
        archive = make_zip(folder, ocr=wanted.ocr)
        print(f"{archive.stat().st_size / 2**20:.0f} MiB in {archive.relative_to(ROOT)}")
    return 0


def make_folder(*, ocr: bool) -> Path:
    """The folder with the program, the files to double-click and the licences."""
    from reportlint.data.about import commit

    output = BUILT.with_name("package-ocr") if ocr else BUILT
    shutil.rmtree(output, ignore_errors=True)
    with tempfile.TemporaryDirectory() as given:
        (Path(given) / "commit.txt").write_text(commit() or "unknown", encoding="ascii")
        handbook = ROOT / "build" / "handbook"
        if handbook.is_dir():
            shutil.copytree(handbook, Path(given) / "handbook")
        else:
            print("without the handbook: python tools/handbook.py makes it", file=sys.stderr)
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "lint"),  # this project's files, whatever is installed
            "REPORTLINT_ROOT": str(ROOT),
            "REPORTLINT_OCR": "yes" if ocr else "no",
            "REPORTLINT_GIVEN": given,
            "REPORTLINT_WITHOUT": " ".join(strangers(ocr=ocr)),
        }
        places = ["--distpath", str(output), "--workpath", str(ROOT / "build" / "pyinstaller"), "--noconfirm"]
        command = [sys.executable, "-m", "PyInstaller", *places, "--log-level", "INFO", "tools/package.spec"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
    folder = output / "reportlint"
    _add_starter(folder)
    _add_licences(folder / "licenses", ocr=ocr)
    return folder


def _add_starter(folder: Path) -> None:
    from reportlint.data.about import version_line

    name, text = STARTERS.get(sys.platform, STARTERS["linux"])
    program = "reportlint.exe" if sys.platform == "win32" else "reportlint"
    text = (text or SHELL).replace("\n", "\r\n" if text else "\n")
    (folder / name).write_bytes(text.encode("utf-8"))
    (folder / name).chmod(0o755)
    told = README.format(starter=name, program=program, version=version_line())
    (folder / "说明.txt").write_bytes(("\ufeff" + told).replace("\n", "\r\n").encode("utf-8"))


def _add_licences(folder: Path, *, ocr: bool) -> None:
    """The licences of everything that is inside, a file for each library."""
    folder.mkdir()
    shutil.copy(ROOT / "LICENSE", folder / "reportlint.txt")
    for found in libraries(ocr=ocr):
        name = found.metadata["Name"]
        texts = [str(path.locate().read_text("utf-8", "replace")) for path in _licences(found)]
        told = (
            found.metadata.get("License-Expression") or found.metadata.get("License") or "see its home page"
        )
        head = f"{name} {found.version}: {told.splitlines()[0]}\n"
        (folder / f"{name}.txt").write_text("\n\n".join([head, *texts]), encoding="utf-8")


def _licences(found: metadata.Distribution) -> Iterator[metadata.PackagePath]:
    for path in found.files or ():
        inside = ".dist-info" in str(path)
        if (
            inside
            and path.name.upper().startswith(("LICEN", "COPYING", "NOTICE"))
            and Path(path.locate()).is_file()
        ):
            yield path


def libraries(*, ocr: bool = False) -> list[metadata.Distribution]:
    """The distributions that the program needs, with the extras that are in the package, by name."""
    from packaging.requirements import Requirement

    tomllib = __import__("tomllib" if sys.version_info >= (3, 11) else "tomli")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    waiting = [
        *project["dependencies"],
        *extras["audit"],
        *extras["archives"],
        *(extras["ocr"] if ocr else ()),
    ]
    known: dict[str, metadata.Distribution] = {}
    while waiting:
        needed = Requirement(waiting.pop())
        key = needed.name.lower().replace("_", "-")
        if key in known or (needed.marker is not None and not needed.marker.evaluate({"extra": ""})):
            continue
        known[key] = metadata.distribution(needed.name)
        waiting += known[key].requires or ()
    return [known[key] for key in sorted(known)]


def strangers(*, ocr: bool = False) -> list[str]:
    """The modules of everything else that is installed here: libraries of ours would take them along if they could."""
    ours = {found.metadata["Name"].lower().replace("_", "-") for found in libraries(ocr=ocr)} | {"reportlint"}
    return sorted(
        module
        for module, owners in metadata.packages_distributions().items()
        if not any(owner.lower().replace("_", "-") in ours for owner in owners) and module.isidentifier()
    )


def make_zip(folder: Path, *, ocr: bool) -> Path:
    """The folder as a zip whose names every system reads, the files that run marked so."""
    from reportlint import __version__

    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    name = f"reportlint-{__version__}{'-ocr' if ocr else ''}-{system}-{platform.machine().lower()}.zip"
    (ROOT / "dist").mkdir(exist_ok=True)
    path = ROOT / "dist" / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(folder.rglob("*")):
            inside = Path("reportlint", file.relative_to(folder)).as_posix()
            if file.is_file():
                entry = zipfile.ZipInfo(inside, (2025, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = (0o755 if os.access(file, os.X_OK) else 0o644) << 16
                archive.writestr(entry, file.read_bytes(), compresslevel=9)
    return path


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    sys.exit(main())
