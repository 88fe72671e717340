"""Lists of units as people have them: Excel, titles above the heads, other separators and codes, short parents."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from reportlint.audit.listing import ListingError, read_listing
from reportlint.model.batch import Unit

COUNTY, TOWN, BUREAU = "砚陂县人民政府", "砚陂县云陂镇人民政府", "砚陂县教育局"
LISTED = (Unit(COUNTY, "县政府"), Unit(TOWN, "乡镇", COUNTY), Unit(BUREAU, "部门", COUNTY))


def _book(rows: list[list[Any]], *, merged: tuple[str, ...] = ()) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        f"name,kind,parent\n{COUNTY},县政府,\n{TOWN},乡镇,{COUNTY}\n{BUREAU},部门,{COUNTY}\n".encode(),
        f"砚陂县2024年应报送单位名单\n\n序号\t单位名称\t类别\t上级单位\n1\t{COUNTY}\t县政府\t\n2\t{TOWN}\t乡镇\t县人民政府\n"
        f"3\t{BUREAU}\t部门\t县政府\n".encode("gb18030"),
        f"上级；类别；单位\n；县政府；{COUNTY}\n{COUNTY}；乡镇；{TOWN}\n砚陂县；部门；{BUREAU}\n".encode("utf-16"),
        f'"单 位";"类 别";"上 级"\r\n{COUNTY};县政府;\r\n{TOWN};乡镇;县政府\r\n{BUREAU};部门;县政府\r\n'.encode("utf-8-sig"),
    ],
)  # fmt: skip
def test_lists_in_text_with_any_separator_and_code(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(data)
    listing = read_listing(str(path))
    assert (listing.units, listing.remarks) == (LISTED, ())


def test_a_workbook_with_a_title_above_and_kinds_over_several_rows(tmp_path: Path) -> None:
    bureau = "砚陂县水利局"
    rows = [
        ["砚陂县应报送单位名单"], [], [None, "序号", "单位名称", "单位类别", "上级单位", "联系人"],
        [None, 1, COUNTY, "县政府", None, "某人"], [None, 2, TOWN, "乡镇", "县人民政府", None],
        [None, 3, BUREAU, "部门", "县人民政府", None], [None, 4, bureau, None, "县人民政府", None],
    ]  # fmt: skip
    path = tmp_path / "名单.xlsx"
    path.write_bytes(_book(rows, merged=("A1:F1", "D6:D7")))
    listing = read_listing(str(path))
    assert listing.units == (*LISTED, Unit(bureau, "部门", COUNTY))
    assert [said.zh for said in listing.remarks] == [
        f"{path}:3：这些列没有用到：联系人（用到的是单位、类别、上级）"
    ]


def test_parents_that_are_not_listed_are_told_once_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    other = "丰滩县人民政府"
    lines = [
        f"{COUNTY},",
        f"{other},",
        f"{TOWN},县政府",
        "云陂派出所,公安局",
        "石桥派出所,公安局",
        "某某镇人民政府,县政府",
    ]
    path.write_text("\n".join(["单位,上级", *lines]) + "\n", encoding="utf-8")
    listing = read_listing(str(path))
    parents = {unit.name: unit.parent for unit in listing.units}
    assert parents[TOWN] == COUNTY
    assert parents["云陂派出所"] == "公安局"
    assert [said.zh.split("，上下级")[0] for said in listing.remarks] == [
        f"{path}：第5、6行的上级“公安局”不在名单里（或者分不清是哪一个）",
        f"{path}：第7行的上级“县政府”不在名单里（或者分不清是哪一个）",
    ]


def test_faults_of_a_workbook_are_told_by_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(_book([["名单"], ["单位", "上级"], [TOWN, None], [TOWN, None]]))
    with pytest.raises(ListingError) as failed:
        read_listing(str(path))
    assert failed.value.words.zh == f"{path}:4：“{TOWN}”在第3行已经写过，请删掉一行"


def test_the_given_list_is_read() -> None:
    path = Path(__file__).resolve().parents[3] / "shared" / "cases" / "inspector" / "list.xlsx"
    if not path.is_file():
        pytest.skip("the cases beside the project are not here")
    units = read_listing(str(path)).units
    assert len(units) == 60
    assert {unit.parent for unit in units} == {None, "澜溪县人民政府", "平湖县人民政府", "澜溪县公安局"}
