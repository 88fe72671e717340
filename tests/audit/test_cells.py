"""All cells of all reports, for researchers."""

from __future__ import annotations

import csv
import io

import pytest

from reportlint import draft
from reportlint.audit.outputs import cells
from reportlint.model.report import CellKey
from tests.audit.counties import BLANKS, OTHER, TOWN, county, report

HEAD = [
    "report",
    "unit",
    "year",
    "edition",
    "table",
    "row",
    "column",
    "row_label",
    "column_label",
    "value",
    "raw",
    "state",
    "source",
    "score",
    "alternatives",
]
CELLS_OF_THE_FORM = len(draft.sample("town").cells)
FEE = CellKey("disclosure", "fees", "amount")


def read_csv(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_every_cell_of_every_report_has_a_row() -> None:
    rows = read_csv("".join(cells.csv_pieces(county())))
    assert list(rows[0]) == HEAD
    assert len(rows) == 4 * CELLS_OF_THE_FORM
    assert {row["report"] for row in rows} == {
        "2023/云陂镇.txt",
        "2024/云陂镇.txt",
        "2024/教育局.txt",
        "2024/清河镇.txt",
    }


def test_what_a_row_says() -> None:
    rows = read_csv("".join(cells.csv_pieces(county({"a.txt": report(OTHER, 2024, cells=BLANKS)}))))
    told = {(row["table"], row["row"], row["column"]): row for row in rows}
    assert list(told["applications", "new_received", "total"].values()) == [
        "a.txt", OTHER, "2024", "2021", "applications", "new_received", "total",
        "一、本年新收政府信息公开申请数量", "总计", "3", "3", "number", "read", "", "",
    ]  # fmt: skip
    blank, sign = told["applications", "granted", "research"], told["disclosure", "coercion", "decisions"]
    assert (blank["value"], blank["raw"], blank["state"]) == ("", "", "blank")
    assert (sign["value"], sign["raw"], sign["state"]) == ("", "/", "placeholder")


def test_a_text_of_a_report_is_no_formula() -> None:
    hostile = {CellKey("applications", "granted", "research"): "=cmd()", FEE: "1.5"}
    rows = read_csv("".join(cells.csv_pieces(county({"=1.txt": report(TOWN, 2024, cells=hostile)}))))
    told = {(row["table"], row["row"], row["column"]): row for row in rows}
    assert told["applications", "granted", "research"]["raw"] == "'=cmd()"
    assert told[FEE]["value"] == "1.5"
    assert {row["report"] for row in rows} == {"'=1.txt"}


def test_parquet_has_the_same_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    arrow = pytest.importorskip("pyarrow.parquet", reason="the extra `audit` is not installed")
    monkeypatch.setattr(cells, "AT_ONCE", 300)  # several groups
    audit = county()
    table = arrow.read_table(io.BytesIO(cells.parquet(audit)))
    assert table.column_names == HEAD
    assert table.to_pylist() == [cell._asdict() for report in cells.tidy_cells(audit) for cell in report]


def test_no_report_gives_the_head_only() -> None:
    audit = county({"a.txt": b"x"})
    assert "".join(cells.csv_pieces(audit)) == "\ufeff" + ",".join(HEAD) + "\n"
    arrow = pytest.importorskip("pyarrow.parquet", reason="the extra `audit` is not installed")
    assert arrow.read_table(io.BytesIO(cells.parquet(audit))).num_rows == 0


def test_half_a_character_stops_nothing() -> None:
    pytest.importorskip("pyarrow", reason="the extra `audit` is not installed")
    audit = county({"\udc80.txt": report(TOWN, 2024)})
    assert cells.parquet(audit)[:4] == b"PAR1"
