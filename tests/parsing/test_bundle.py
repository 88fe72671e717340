"""Several reports in one file: by its bytes the first is judged and the rest told as not checked; by its path all are."""

from __future__ import annotations

from pathlib import Path

from reportlint.app.api import check_bytes, check_file, check_paths
from reportlint.app.parallel import check_in_parallel
from reportlint.draft import sample, text

SAID = "一个文件里有不止一份报告，只查了第一份；请把每份报告存成一个文件"


def test_a_second_report_is_told_as_not_checked() -> None:
    first, second = text(sample("town")), text(sample("city"))
    result = check_bytes(f"{first}\n\n{second}".encode(), name="两份.txt")
    assert result.report is not None
    assert result.report.unit == sample("town").unit
    assert result.diagnostics == ()
    assert [(item.code, item.reason.zh) for item in result.unread] == [("E901", SAID)]
    assert result.outcomes["E901"] == ("not_checked", ())


def test_each_report_of_a_file_is_judged_by_a_path_of_its_own(tmp_path: Path) -> None:
    first, second, third = (text(sample(name)) for name in ("town", "city", "old"))
    path = tmp_path / "三份.txt"
    path.write_text(
        "\n\n".join((first, second.replace("2024年12月31日", "2024年12月30日"), third)), encoding="utf-8"
    )
    results = list(check_paths([str(path)]))
    told = [
        (one.path, one.report and one.report.unit, [found.code for found in one.diagnostics])
        for one in results
    ]
    units = [sample(name).unit for name in ("town", "city", "old")]
    assert told == [
        (str(path), units[0], []),
        (f"{path}#2", units[1], ["Y502"]),
        (f"{path}#3", units[2], told[2][2]),
    ]
    assert not any(one.unread for one in results)
    lines = path.read_text("utf-8").splitlines()
    assert "12月30日" in lines[(results[1].diagnostics[0].place.line or 0) - 1]
    assert [one.path for one in check_in_parallel([str(path)], jobs=2)] == [one.path for one in results]
    again = check_file(f"{path}#2")
    assert (again.report and again.report.unit, [one.code for one in again.diagnostics]) == (
        units[1],
        ["Y502"],
    )


def test_rows_that_come_again_are_told_only_with_other_figures() -> None:
    written = text(sample("town"))
    row = next(line for line in written.splitlines() if line.startswith("四、结转下年度继续办理"))
    again = check_bytes(written.replace(row, f"{row}\n{row}").encode(), name="年报.txt")
    assert (again.diagnostics, again.not_checked) == ((), ())
    other = row[: row.rindex(row.split()[-1])] + "77"
    differs = check_bytes(written.replace(row, f"{row}\n{other}").encode(), name="年报.txt")
    assert [item.reason.zh for item in differs.unread] == [
        "第三部分的表里，“四、结转下年度继续办理”等 1 行出现了不止一次，只查了第一次出现的"
    ]


def test_one_report_with_a_list_of_contents_is_one_report() -> None:
    draft = sample("town")
    contents = "\n".join(
        (
            "一、总体情况",
            "二、主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况",
        )
    )
    title, rest = text(draft).split("\n", 1)
    result = check_bytes(f"{title}\n{contents}\n{rest}".encode(), name="目录.txt")
    assert (result.diagnostics, result.not_checked) == ((), ())


def test_a_unit_whose_name_begins_with_a_numeral_is_no_heading() -> None:
    draft = sample("town", unit="五柳县人民政府")
    result = check_bytes(text(draft).encode(), name="年报.txt")
    assert result.report is not None
    assert (result.report.unit, result.not_checked) == ("五柳县人民政府", ())
