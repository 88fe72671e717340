"""The same report in every format: every figure read right, and the same faults give the same findings."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from itertools import product
from random import Random

import pytest

from reportlint.app.api import Settings, check_bytes, parse_bytes
from reportlint.draft import Draft, text
from reportlint.draft.docx import docx
from reportlint.draft.drawing import Drawing
from reportlint.parsing.report_json.writing import write_report
from tests.generator import layouts
from tests.generator.faults import Planted, faults
from tests.generator.reports import correct
from tests.generator.workbooks import as_ods, as_xls, workbook
from tests.readers import web_pages
from tests.readers.ofd_files import MANNERS, ofd
from tests.readers.pdf_files import LAYOUTS, PAPERS, SOFFICE, pdf_files, word_file
from tests.tiers import sampled

Write = Callable[[Draft], bytes]

SIZES = ("town", "city")
CELLS = 200
FAULTS = {fault.name: fault for fault in faults() if fault.name not in ("row-short", "row-long")}
"""Every fault but those that redraw a table, since not every format can show a row with a cell too many."""

UNDATED = Settings(ignore=("Y509",))
"""Only some formats tell when a report was published."""

UNTOLD_IN_JSON = {"label-altered": "T205"}
"""A parsed report has keys for labels: what it cannot show is not checked, and said to be."""

PRINTED = (*LAYOUTS[:3], *PAPERS)
PRINTED_FAULTS = {
    name: (SIZES[index % 2], PRINTED[index % len(PRINTED)]) for index, name in enumerate(FAULTS)
}
"""Printing takes long: each fault in one size and one of the layouts."""


def markdown(draft: Draft) -> bytes:
    """The report with its tables in Markdown."""

    def write(key: str, drawing: Drawing) -> str:
        return layouts.markdown(layouts.blanks(drawing, Random(0)))

    return text(draft, write=write).encode()


def as_json(draft: Draft) -> bytes:
    """What `reportlint parse` writes of the report."""
    return write_report(parse_bytes(text(draft).encode(), name=draft.filename)).encode()


FORMATS: Mapping[str, Write] = {
    "txt": lambda draft: text(draft).encode(),
    "md": markdown,
    "html": web_pages.bare,
    "html-site": web_pages.site,
    "mhtml": web_pages.saved,
    "docx": docx,
    "xlsx": workbook,
    "xls": lambda draft: as_xls(workbook(draft)),
    "ods": lambda draft: as_ods(workbook(draft)),
    "ofd": ofd,
    "ofd-converted": lambda draft: ofd(draft, MANNERS[2]),
    "json": as_json,
}


NEEDED = {"xlsx": "openpyxl", "xls": "xlwt", "ods": "openpyxl"}
"""The libraries that write a format."""


def is_installed(name: str) -> bool:
    """Whether a format can be written here."""
    return name not in NEEDED or importlib.util.find_spec(NEEDED[name]) is not None


def skip_without_library(name: str) -> None:
    """Skips where the library that writes a format is not installed."""
    if not is_installed(name):
        pytest.skip(f"{NEEDED[name]} is not installed")


def assert_read(data: bytes, draft: Draft) -> None:
    """All cells are read as they stand, and the report is silent."""
    report = parse_bytes(data, name=draft.filename)
    read = {key: value for table in report.tables.values() for key, value in table.cells()}
    assert {key: (value.state, value.raw) for key, value in read.items()} == {
        key: ("number", raw) for key, raw in draft.cells.items()
    }
    assert len(read) == CELLS
    result = check_bytes(data, name=draft.filename, settings=UNDATED)
    assert (result.status, result.diagnostics) == ("checked", ())


def told(data: bytes, draft: Draft) -> list[tuple[str, str, object, str]]:
    """Every finding with its severity, cell and message."""
    result = check_bytes(data, name=draft.filename, settings=UNDATED)
    return sorted(
        ((found.code, found.severity, found.cell, found.message.zh) for found in result.diagnostics), key=str
    )


def planted(name: str, size: str) -> Planted:
    """A report of this size with the fault of this name, the same one each time."""
    return FAULTS[name].plant(correct("2021", size, len(name)), Random(name))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("size", SIZES)
def test_every_cell_is_read(name: str, size: str, count: Callable[..., None]) -> None:
    skip_without_library(name)
    draft = correct("2021", size, 1)
    assert_read(FORMATS[name](draft), draft)
    count(formats=name, cells_in_formats=CELLS)


@sampled("size, fault", product(SIZES, FAULTS), lambda size, fault: {fault, (size, FAULTS[fault].sort)})
def test_a_fault_gives_the_same_findings_in_every_format(
    size: str, fault: str, count: Callable[..., None]
) -> None:
    draft = planted(fault, size).draft
    expected = told(FORMATS["txt"](draft), draft)
    assert expected != []
    for name, write in FORMATS.items():
        if not is_installed(name):
            continue
        if name == "json" and fault in UNTOLD_IN_JSON:
            unchecked = check_bytes(write(draft), name="年报.json").not_checked
            assert UNTOLD_IN_JSON[fault] in {entry.code for entry in unchecked}
            continue
        assert told(write(draft), draft) == expected, name
        count(formats=name, faults_in_formats=1)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Word files in several widths, correct and with faults, printed as PDF."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    files = {
        f"{size}-{layout.name}": word_file(correct("2021", size, 1), layout)
        for size in SIZES
        for layout in PRINTED
    }
    for fault, (size, layout) in PRINTED_FAULTS.items():
        files[fault] = word_file(planted(fault, size).draft, layout)
    return pdf_files(files, tmp_path_factory.mktemp("printed"))


@pytest.mark.slow
@pytest.mark.xdist_group("printed")
@pytest.mark.parametrize("layout", PRINTED, ids=lambda layout: layout.name)
@pytest.mark.parametrize("size", SIZES)
def test_every_cell_is_read_in_print(
    printed: Mapping[str, bytes], size: str, layout: object, count: Callable[..., None]
) -> None:
    name = f"{size}-{getattr(layout, 'name', '')}"
    assert_read(printed[name], correct("2021", size, 1))
    count(formats=f"pdf {name}", cells_in_formats=CELLS)


@pytest.mark.slow
@pytest.mark.xdist_group("printed")
@pytest.mark.parametrize("fault", PRINTED_FAULTS)
def test_a_fault_gives_the_same_findings_in_print(
    printed: Mapping[str, bytes], fault: str, count: Callable[..., None]
) -> None:
    draft = planted(fault, PRINTED_FAULTS[fault][0]).draft
    assert told(printed[fault], draft) == told(FORMATS["txt"](draft), draft)
    count(faults_in_formats=1)
