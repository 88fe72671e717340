"""Which files of a folder may be reports: by their suffix, else by their first bytes; our own outputs are none."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Sequence
from os import DirEntry
from pathlib import PurePath
from typing import Literal, TypeAlias

from reportlint.app.own_outputs import MARKED, NOTICE, is_annotated_copy, is_own_output
from reportlint.readers import SUFFIXES, is_brought
from reportlint.readers.detection import Format, format_of

Standing: TypeAlias = Literal["taken", "doubtful", "passed"]
"""Taken for a report; perhaps one, in a format that holds no text; plainly something else."""

_LOOK = 4096
_WORDS = "政府信息公开"
_SAYS_SO = tuple(_WORDS.encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"))
_PARSED = (b'"title"', b'"unit"', b'"year"', b'"edition"', b'"period"')
"""Keys that a parsed report begins with."""

_PICTURES = ".jpg .jpeg .jpe .jfif .png .gif .bmp .tif .tiff .webp .heic .heif"
_ARCHIVES = ".zip .rar .7z .tar .gz .tgz .bz2 .tbz .tbz2 .xz .txz"
_SLIDES = ".ppt .pptx .pps .ppsx .dps .eml .msg"
ARCHIVES = frozenset(_ARCHIVES.split())
"""Suffixes of archives, which are looked into."""
WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".et", ".ods"))
"""Suffixes of workbooks, which may hold a report on each sheet."""
_DOUBTFUL = frozenset(f"{_PICTURES} {_SLIDES} .001".split())
_PROGRAMS = ".jsp .jspx .aspx .asp .php .do .action .cms"
_PAGES = frozenset(_PROGRAMS.split())
"""What saved pages are called after the program that made them; in other hands its source text."""
_REST = (
    ".py .pyc .pyi .ipynb .js .mjs .cjs .ts .tsx .jsx .vue .css .scss .less .map .c .h .cc .cpp .hpp .cs .java "
    ".class .jar .war .go .rs .rb .pl .lua .swift .kt .r .m .sh .bash .zsh .bat .cmd .ps1 .vbs .sql .csv .tsv "
    ".yaml .yml .toml .ini .cfg .conf .env .properties .lock .xml .xsd .xsl .dtd .svg .ico .eps .psd .ai .cdr .dwg "
    ".log .out .tmp .temp .bak .old .orig .swp .part .crdownload .download .db .sqlite .mdb .dbf .parquet .pickle "
    ".pkl .npy .npz .h5 .bin .dat .iso .img .dmg .exe .dll .so .dylib .a .o .lib .msi .apk .deb .rpm .whl .egg .ttf "
    ".otf .woff .woff2 .eot .mp3 .wav .flac .mp4 .avi .mov .mkv .wmv .flv .lnk .url .sarif .rst .tex .bib .epub "
    ".patch .diff .po .pot .mo .gitignore .pem .crt .key .cer .p7s .asc .sig .sha256 .md5 .vsd .mpp .chm .hlp"
)
_OTHERS = frozenset(_REST.split())
"""Programs, their data, and what never holds a report; these files are not even opened."""
_SUFFIX = re.compile(r"\.[a-z][a-z0-9_~-]{0,9}|\.7z|\.001")
"""What is a suffix at all: 石桥镇.2024 and 石桥镇.终稿 have none."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ORNAMENT = re.compile(
    r"微信图片|屏幕截图|屏幕快照|截图|截屏|图片|图像|照片|二维码|未命名|新建|默认|副本|徽标|国徽"
)
"""What names of pictures say of nothing."""
_OF_PAGES = re.compile(r"(.+[._](files|file)|images?|imgs?|pic(ture)?s?|static|assets|res|resources?|icons?|media|"
                       r"themes?|skins?|styles?|css|js|fonts?)", re.IGNORECASE)  # fmt: skip
"""Folders with what belongs to web pages."""
SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "site-packages", "__MACOSX"})
"""Folders of programs, and what macOS adds to archives; they are not searched."""


def standing(entry: DirEntry[str]) -> Standing:
    """What a file of a folder is taken for."""
    suffix = suffix_of(entry.name)
    if entry.name.startswith(NOTICE):
        return "passed"
    if suffix in _OTHERS:
        return "passed"
    if not _is_file(entry):  # a pipe must not be opened; of a link that leads nowhere its reader tells
        return "taken" if suffix in SUFFIXES else "passed"
    if suffix in SUFFIXES:
        own = (suffix in MARKED or entry.name.endswith(".docx")) and is_own_output(entry.path, suffix)
        own = own or is_annotated_copy(entry.path)
        return "passed" if own else "taken"
    if is_brought(suffix) or suffix in ARCHIVES:
        return "taken"
    if suffix in _DOUBTFUL and not named_as_report(entry.name):
        return "doubtful"
    try:
        with open(entry.path, "rb", buffering=0) as stream:
            head = stream.read(_LOOK) or b""
    except OSError:
        return "doubtful" if named_as_report(entry.name) else "passed"
    return _by_content(_format(entry.path, head), head, suffix)


def standing_of(name: str, content: bytes, beside: Collection[str]) -> Standing:
    """What a file in an archive is taken for; `beside` has the names of all files of its folder."""
    suffix = suffix_of(name)
    if suffix in _OTHERS:
        return "passed"
    if suffix in SUFFIXES:
        own = (suffix in MARKED or name.endswith(".docx")) and is_own_output(name, suffix, content)
        return "passed" if own or is_annotated_copy(name, exists=beside.__contains__) else "taken"
    if is_brought(suffix):
        return "taken"
    if suffix in _DOUBTFUL and not named_as_report(name):
        return "doubtful"
    return _by_content(_format(io.BytesIO(content), content[:_LOOK]), content[:_LOOK], suffix)


def standing_unread(name: str) -> Standing:
    """What a file in an archive is taken for whose content could not be read."""
    suffix = suffix_of(name)
    if suffix in _OTHERS:
        return "passed"
    return "taken" if suffix in SUFFIXES or suffix in ARCHIVES or named_as_report(name) else "doubtful"


def may_hold_several(name: str) -> bool:
    """Whether a file may be an archive or a workbook by its name: it is not called anything else that is read."""
    suffix = suffix_of(name)
    return suffix in WORKBOOKS or not (suffix in SUFFIXES or suffix in _DOUBTFUL or suffix in _OTHERS)


def is_hidden(name: str) -> bool:
    """Whether a file or folder is one that nobody sees: by its dot, or the lock that Word lays beside an open file."""
    return name.startswith((".", "~$"))


def is_folder(entry: DirEntry[str], *, follow: bool = True) -> bool:
    """Whether it is a folder, or a link to one; False for a link that leads in a circle or may not be followed."""
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:
        return False


def _is_file(entry: DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def suffix_of(name: str) -> str:
    """The suffix of a file's name in small letters, with its dot; "" where what follows the dot is none."""
    suffix = PurePath(name).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _format(path: str | io.BytesIO, head: bytes) -> Format:
    """The format by the first bytes; containers are told apart by the list of their members."""
    if not head.startswith(b"PK"):
        return format_of(head)
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:10_000])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "archive"
    if any(name.startswith("word/document") for name in names):
        return "docx"
    return "xlsx" if any(name.startswith("xl/workbook") for name in names) else _other_container(names)


def _other_container(names: set[str]) -> Format:
    return "ofd" if "OFD.xml" in names else "odt" if "content.xml" in names else "archive"


def _by_content(found: Format, head: bytes, suffix: str) -> Standing:
    if found in ("image", "archive"):
        return "doubtful" if suffix in _DOUBTFUL or not suffix else "passed"
    if suffix in _DOUBTFUL and found == "ole":
        return "doubtful"  # slides and letters
    if found == "html":
        return "taken" if suffix in _PAGES or suffix in _DOUBTFUL or not suffix else "passed"
    if head.lstrip(b"\xef\xbb\xbf\t\r\n ").startswith(b"{") and not head.startswith(b"{\\rtf"):
        return "taken" if all(key in head for key in _PARSED) else "passed"
    if found in ("text", "json"):
        told = any(words in head for words in _SAYS_SO)
        return "taken" if not suffix and told else "doubtful" if suffix in _DOUBTFUL else "passed"
    return "taken"


def named_as_report(name: str) -> bool:
    """Whether a picture's or an archive's own name has words that a report's could have."""
    return _CHINESE.search(_ORNAMENT.sub("", name)) is not None


def may_hold_scans(below: Sequence[str]) -> bool:
    """Whether a folder without anything to read may be a unit's: by the names on the way to it."""
    return any(map(named_as_report, below)) and not any(_OF_PAGES.fullmatch(name) for name in below)


def belongs_to_page(below: Sequence[str]) -> bool:
    """Whether a folder, by the names on the way to it, holds the pictures of a saved page."""
    return any(name.lower().endswith(("_files", ".files", "_file", ".file")) for name in below)
