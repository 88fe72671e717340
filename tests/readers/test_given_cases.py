"""The folders of small inputs beside the project that reading was wrong on, where they are: each as a whole."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from reportlint.app.api import check_bytes, parse_bytes
from reportlint.model.diagnostic import Result
from reportlint.readers.failure import ReadFailure

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
COLUMNS = (
    "natural_person",
    "commercial",
    "research",
    "public_welfare",
    "legal_service",
    "other_org",
    "total",
)
_FEE = {"N413": 1}
"""Reports whose prose tells of no fee notice though their table has applications given up for an unpaid fee."""
_TWICE = {"T210": 1, "N413": 1}
_PLANTED = {"Y502": 1, "W602": 1, "W603": 1, "A301": 1, "A304": 1, "N413": 1}
_COPIED = ("13_0", "13_1", "16_0", "16_1", "19_1", "30_1")
_WITH_FEES = (
    *(f"{name}.pdf" for name in ("arrow", "oval_seal", "sh_heading_only", "sh_hl", "shaded")),
    *(f"{name}.docx" for name in ("oval_seal", "remark_col", "remark_col_slash", "seq_column", "shaded")),
    *(f"pdfcopy_wrapped_{end}.txt" for end in _COPIED),
    *(f"{name}.txt" for name in ("gap19", "mid15", "numfirst", "numfirst_t2", "period_wrapped")),
    *(f"{name}.txt" for name in ("sidebar_last_year", "t4_md", "t4_plumber", "t4_plumber2")),
    *("html_table_in_md.md", "row_cut_by_page_print_me.html", "seq_column.xlsx"),
    "sidebar_last_year_onclick.html",
)
READING = dict.fromkeys(_WITH_FEES, _FEE) | {
    "bar_first.txt": {"S108": 1},  # a township that says nothing of assessment: a remark, no warning
    "blank_cells_lost_bars.txt": {"T203": 157},
    "blank_cells_lost_spaces.txt": {"T203": 157},
    "glued_zeros.txt": {},
    "hard_wrapped_28.txt": {},
    "hard_wrapped_28_04_county.txt": {},
    # Told in the prose: 61 upheld, 6 corrected, 22 others and 8 pending; in table four all 97 are others.
    "hard_wrapped_28_10_district.txt": {"N403": 4},
    "label_cut_to_other_row.txt": {"T205": 1, "N413": 1},
    "local_labels_2020.txt": {"T205": 2, "T203": 1},
    "prose_office.txt": {"N401": 1},
    "prose_y506.txt": {"N401": 1},
    "s101-heading-glued-behind.txt": {},
    "six_single_row_2024.txt": {"T207": 1},
    "star.pdf": {"Y502": 1},
    "wrapped.txt": {"N401": 1, "N403": 2},
    "y503-broken-year.txt": {"Y502": 1},
}
"""The codes found in each file, and how often."""
CELLS = {
    "blank_cells_lost_bars.txt": (25, 200),
    "blank_cells_lost_spaces.txt": (25, 200),
    "local_labels_2020.txt": (197, 198),
    "six_single_row_2024.txt": (186, 186),
}
"""The figures read, of how many cells, where they are not all of the form of 2021."""
HOSTILE = {
    "annotate-bad-crc.docx": _PLANTED,
    "baiwanyi.txt": {"T204": 1},
    "blank-lines-8000.txt": {},
    "broken-json-44k.json": {"E901": 1},
    "cand-W602-fc7c109fd8.xlsx": {"E901": 1},
    "digits310.txt": {"T204": 1},
    "digits4400.txt": {"T204": 1},
    "docx-altChunk html.docx": {"N413": 1, "W602": 1, "W603": 1},
    "docx-page header.docx": {"N413": 1, "W602": 1},
    "docx-wordart textpath.docx": {"N413": 1, "W602": 1},
    "dup-table3-in-sec1.txt": _TWICE,
    "dup-table3-in-sec5.txt": _TWICE,
    "dup-table4.txt": _TWICE,
    "html-early-body-end-sec3.html": _PLANTED,
    "html-links-before-6-short.html": {"N409": 1},
    "html-personal-data-after-html.html": {"N413": 1, "W602": 1, "W603": 1},
    "many-cols.xlsx": {"E901": 1},
    "nfkc-fdfa.txt": {"T202": 1, "T205": 1},
    "numerals4400.txt": {"T204": 1},
    "one-line-digits-16k.txt": {"E902": 1},
    "part-table3-in-sec6.txt": _TWICE,
    "phone-16k.txt": {},
    "words-cell-60k.txt": {"T202": 1, "T205": 1},
}
UNREAD = {
    "docx-page header.docx": "页眉里有正文没有的文字，没有检查",
    "docx-wordart textpath.docx": "艺术字里的文字没有检查",
    "phone-16k.txt": "连着2,000多个字没有句号，不像正文，这一段没有核对",
}
SETTINGS = {"config-lol.yaml", "rule-redos.yaml", "waivers-bad-date.yaml"}
"""No reports: tests/engine, tests/waivers and tests/cli have them."""

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases beside the project are not here")


def _checked(folder: str, name: str) -> Result:
    return check_bytes((CASES / folder / name).read_bytes(), name=name)


def _codes(result: Result) -> dict[str, int]:
    return dict(Counter(found.code for found in result.diagnostics))


def test_every_case_is_expected() -> None:
    assert {path.name for path in (CASES / "reading").iterdir()} == READING.keys() | {"cells.json"}
    assert {path.name for path in (CASES / "hostile").iterdir()} == HOSTILE.keys() | SETTINGS


@pytest.mark.parametrize("name", READING)
def test_reading(name: str) -> None:
    assert _codes(_checked("reading", name)) == READING[name]
    tables = parse_bytes((CASES / "reading" / name).read_bytes(), name=name).tables
    cells = [cell for table in tables.values() for _, cell in table.cells()]
    read = [cell for cell in cells if getattr(cell, "value", None) is not None]
    assert (len(read), len(cells)) == CELLS.get(name, (200, 200))
    given = json.loads((CASES / "reading" / "cells.json").read_text()).get(name, {})
    for row, figures in given.items():
        got = [getattr(tables["applications"].value(row, column), "value", None) for column in COLUMNS]
        assert got == figures, row


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    result = _checked("hostile", name)
    assert _codes(result) == HOSTILE[name]
    told = " ".join(entry.reason.zh for entry in result.not_checked)
    assert UNREAD.get(name, "") in told
    assert "程序出错" not in told + "".join(found.message.zh for found in result.diagnostics)


@pytest.mark.parametrize("name", ["cand-W602-fc7c109fd8.xlsx", "broken-json-44k.json"])
def test_damage_is_told_as_damage(name: str) -> None:
    with pytest.raises(ReadFailure) as told:
        parse_bytes((CASES / "hostile" / name).read_bytes(), name=name)
    assert any(words in str(told.value) for words in ("damaged", "broken JSON at line 1"))
