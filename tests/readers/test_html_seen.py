"""What a page shows is read and what it hides is not: rows and cells, copies of the report, fields of forms."""

from __future__ import annotations

import re

import pytest

from reportlint import parsing, readers
from reportlint.app.api import check_bytes
from reportlint.draft import sample
from reportlint.model.report import Number, Report
from tests.readers import web_pages

PAGE = web_pages.bare(sample("town")).decode()
ROW = next(row for row in re.findall(r"<tr>.*?</tr>", PAGE, re.DOTALL) if "一、本年新收" in row)
OLD = re.sub(r">(\d+)</td>", lambda cell: f">{int(cell[1]) + 7}</td>", ROW)
HIDDEN = (
    "style='display: none'",
    'style="color:red;DISPLAY:none"',
    "style='visibility:collapse'",
    "hidden",
    "class=away",
)


def read(page: str) -> Report:
    return parsing.parse(readers.read(page.encode(), name="年报.html"))


def figures(report: Report, row: str) -> list[object]:
    values = report.tables["applications"].values[row].values()
    return [value.value if isinstance(value, Number) else value.raw for value in values]


def found(page: str) -> list[str]:
    return [finding.code for finding in check_bytes(page.encode(), name="年报.html").diagnostics]


def with_style(page: str) -> str:
    return page.replace("</head>", "<style>.away{display:none}</style></head>")


@pytest.mark.parametrize("how", HIDDEN)
def test_a_hidden_row_is_not_there(how: str) -> None:
    page = with_style(PAGE).replace(ROW, f"<tr {how}>{OLD[4:]}{ROW}")
    assert figures(read(page), "new_received") == figures(read(PAGE), "new_received")
    assert found(page) == []


@pytest.mark.parametrize("how", HIDDEN)
def test_a_row_that_is_only_there_hidden_is_missing(how: str) -> None:
    page = with_style(PAGE).replace(ROW, f"<tr {how}>{ROW[4:]}")
    assert "T202" in found(page)
    assert "new_received" not in read(page).tables["applications"].values


@pytest.mark.parametrize("how", HIDDEN)
def test_hidden_cells_push_no_figure_aside(how: str) -> None:
    page = re.sub(r"<td[^>]*>\d+</td>", lambda cell: f"<td {how}>9</td>{cell[0]}", with_style(PAGE))
    assert figures(read(page), "new_received") == figures(read(PAGE), "new_received")
    assert found(page) == []


def test_a_cell_that_is_hidden_and_keeps_its_place_is_blank() -> None:
    page = PAGE.replace(ROW, re.sub("<td>(?=[0-9])", "<td style='visibility:hidden'>", ROW, count=1))
    assert figures(read(page), "new_received")[0] == ""
    assert figures(read(page), "new_received")[1:] == figures(read(PAGE), "new_received")[1:]


def test_a_row_that_is_only_not_read_aloud_is_seen() -> None:
    page = PAGE.replace(ROW, f'<tr aria-hidden="true">{ROW[4:]}')
    assert figures(read(page), "new_received") == figures(read(PAGE), "new_received")


BODY = re.search(r"<body>(.*)</body>", PAGE, re.DOTALL)[1]  # type: ignore[index]
OLDER = web_pages.bare(sample("city", unit="云陂镇人民政府", year=2021)).decode()
OLDER_BODY = re.search(r"<body>(.*)</body>", OLDER, re.DOTALL)[1]  # type: ignore[index]


@pytest.mark.parametrize(
    "copy", [BODY.replace(ROW, OLD) + "<p>又及。</p>", OLDER_BODY], ids=["copy", "older"]
)
@pytest.mark.parametrize("before", [True, False], ids=["before", "behind"])
def test_a_hidden_report_beside_the_one_that_is_seen_is_not_read(copy: str, *, before: bool) -> None:
    hidden = f"<div style='display:none'>{copy}</div>"
    page = PAGE.replace(BODY, hidden + BODY if before else BODY + hidden)
    report = read(page)
    assert report.title_year == 2024
    assert figures(report, "new_received") == figures(read(PAGE), "new_received")
    assert report.remarks == ()
    assert found(page) == []


def test_a_report_that_a_script_would_show_is_read() -> None:
    menu = "<ul><li><a href=1>政府信息公开年报</a></li><li>主动公开</li></ul>"
    page = PAGE.replace(BODY, f"{menu}<div style='display:none'>{BODY}</div>")
    assert figures(read(page), "new_received") == figures(read(PAGE), "new_received")
    twice = PAGE.replace(BODY, f"<div hidden>{BODY}{'<p>又及。</p>' * 40}</div><div hidden>{BODY}</div>")
    assert figures(read(twice), "new_received") == figures(read(PAGE), "new_received")


@pytest.mark.parametrize(
    "field",
    [
        '<input value="{}">',
        "<input type='Text' value='{}' disabled>",
        "<input type=number readonly value={}>",
        "<textarea>{}</textarea>",
        "<p><textarea rows=1>\n{}\n</textarea></p>",
    ],
)
def test_figures_in_fields_are_read(field: str) -> None:
    page = re.sub(r"(<td[^>]*>)(\d+)(?=</td>)", lambda cell: cell[1] + field.format(cell[2]), PAGE)
    assert figures(read(page), "new_received") == figures(read(PAGE), "new_received")
    assert found(page) == []


@pytest.mark.parametrize("kind", ["hidden", "checkbox", "radio", "password", "submit"])
def test_fields_that_show_no_text_are_none(kind: str) -> None:
    page = PAGE.replace(ROW, re.sub("<td>(?=[0-9])", f"<td><input type={kind} value=7>", ROW))
    assert figures(read(page), "new_received") == figures(read(PAGE), "new_received")


def test_prose_in_a_field_is_read_line_by_line() -> None:
    prose = sample("town").prose[6].splitlines()[-1]
    field = f"<textarea>{prose}\n联系人的身份证号码是11010519491231002X。</textarea>"
    page = PAGE.replace(f"<p>{prose}</p>", field)
    assert page != PAGE
    section = read(page).section(6)
    assert section is not None
    assert "\n".join(section.text.splitlines()[1:]) == f"{prose}\n联系人的身份证号码是11010519491231002X。"
    assert found(page) == ["W602"]


def test_the_fields_of_a_site_are_no_text() -> None:
    box = "<table><tr><td>站内</td><td><input value=请输入关键字><input type=submit value=搜索></td></tr></table>"
    page = PAGE.replace("<body>", f"<body>{box}<input value=全站><textarea>留言</textarea>")
    assert not any("关键字" in line or "全站" in line or "留言" in line for line in read(page).lines)
