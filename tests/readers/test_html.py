"""Reports as web pages of every kind: each cell is read at its place, nothing else is, faults are found as in text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from random import Random
from zlib import crc32

import pytest
from msgspec.structs import replace

from reportlint import parsing, readers
from reportlint.app.api import Settings, check_bytes
from reportlint.app.trial import marked
from reportlint.draft import SAMPLES, Draft, sample, text
from reportlint.draft.html import html_body
from reportlint.model.diagnostic import Result
from reportlint.model.report import Report
from tests.generator.faults import Fault, faults
from tests.generator.reports import SORTS, correct
from tests.readers import web_pages
from tests.readers.web_pages import PAGES, Page
from tests.tiers import sampled


def read(page: bytes, name: str = "年报.html") -> Report:
    return parsing.parse(readers.read(page, name=name))


def misread(draft: Draft, report: Report) -> list[object]:
    """The cells that were not read as they stand in the page, or not placed."""
    wrong: list[object] = []
    for key, raw in draft.cells.items():
        table = report.tables.get(key.table)
        value = table.value(key.row, key.column) if table else None
        if value is None or (value.state, value.raw) != ("number", raw):
            wrong.append((key, raw, value))
            continue
        place = value.place
        assert place.line is not None
        assert place.column is not None
        assert place.end_column is not None
        if report.lines[place.line - 1][place.column - 1 : place.end_column - 1] != raw:
            wrong.append((key, raw, place))
    return wrong


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_report_is_read_whole_and_silent(page: Page, name: str, count: Callable[..., None]) -> None:
    draft = sample(name)
    report = read(page(draft))
    assert misread(draft, report) == []
    assert (report.unit, report.year, report.edition) == (draft.unit, draft.year, draft.edition)
    assert report.title is not None
    assert report.title.text == draft.title[0]
    for section in report.sections:
        prose = [draft.period] if section.number == 1 else []
        prose += draft.prose[section.number].split("\n")
        assert section.text.split("\n") == prose
    result = check_bytes(page(draft), name="年报.html")
    assert (result.status, result.error, result.diagnostics) == ("checked", None, ())
    assert {entry.code for entry in result.not_checked} <= {"T208", "Y509"}
    count(pages=page.__name__, web_pages=1, cells_of_web_pages=len(draft.cells))


@pytest.mark.parametrize("sort", SORTS, ids="-".join)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_any_figures_are_read(page: Page, sort: tuple[str, str]) -> None:
    for seed in range(5):
        draft = correct(*sort, seed=seed)
        assert misread(draft, read(page(draft))) == []


def covers(page: Page, fault: Fault) -> Iterator[tuple[str, ...]]:
    """What a fault in a page shows: its sort in this page, and the fault itself."""
    yield page.__name__, fault.sort
    yield (fault.name,)


@sampled("page, fault", product(PAGES, faults()), covers)
def test_fault_is_found_as_in_text(page: Page, fault: Fault, count: Callable[..., None]) -> None:
    seed = crc32(f"{page.__name__} {fault.name}".encode())
    planted = fault.plant(correct(*SORTS[seed % len(SORTS)], seed), Random(seed))
    settings = Settings(everything=True)
    page_told = told(
        check_bytes(page(planted.draft, redraw=planted.redraw), name="年报.html", settings=settings)
    )
    if planted.redraw is None:
        text_told = told(check_bytes(text(planted.draft).encode(), name="年报.txt", settings=settings))
        assert page_told == text_told
    assert page_told
    count(pages=page.__name__, faults_in_web_pages=1)


def told(result: Result) -> list[tuple[object, ...]]:
    """All that a result says, but for places in the file, which differ between formats."""
    assert (result.status, result.error) == ("checked", None)
    found: list[tuple[object, ...]] = [
        (
            entry.code,
            entry.severity,
            marked(entry),
            entry.message.zh,
            *(second.message.zh for second in entry.related),
        )
        for entry in result.diagnostics
        if entry.code != "Y509"  # the day of publication is in the page's frame, and in no text
    ]
    found += [(entry.code, entry.reason.zh) for entry in result.not_checked if entry.code != "Y509"]
    return sorted(found, key=str)


def test_places_are_table_row_column_and_line_of_the_source() -> None:
    draft = sample("town")
    page = web_pages.bare(draft)
    source = page.decode().split("\n")
    report = read(page)
    for key in draft.cells:
        value = report.tables[key.table].value(key.row, key.column)
        assert value is not None
        spot = value.place.spot
        assert spot is not None
        assert spot.line is not None
        assert f">{value.raw}</td>" in source[spot.line - 1]
        assert spot.table == list(report.tables).index(key.table) + 1
    received = report.tables["applications"].value("granted", "natural_person")
    assert received is not None
    assert received.place.spot is not None
    assert (received.place.spot.row, received.place.spot.column) == (6, 4)


def test_places_of_prose_are_lines_of_the_source() -> None:
    draft = replace(sample("town"), prose={**sample("town").prose, 6: "联系电话：XX。"})
    page = web_pages.site(draft)
    (found,) = [entry for entry in check_bytes(page, name="年报.html").diagnostics if entry.code == "W601"]
    assert marked(found) == "XX"
    assert found.place.spot is not None
    assert found.place.spot.line is not None
    assert "联系电话：XX。" in page.decode().split("\n")[found.place.spot.line - 1]


def test_a_saved_page_has_no_lines_of_its_own() -> None:
    report = read(web_pages.saved(sample("town")), "年报.mht")
    value = report.tables["remedies"].value("review", "total")
    assert value is not None
    assert value.place.spot is not None
    assert (value.place.spot.line, value.place.spot.table, value.place.spot.row) == (None, 3, 4)


def test_lines_that_the_parser_does_not_count_are_unknown() -> None:
    page = web_pages.bare(sample("town")).replace(b"<h2>", b"\n" * 70_000 + b"<h2>", 1)
    report = read(page)
    value = report.tables["remedies"].value("review", "total")
    assert value is not None
    assert value.place.spot is not None
    assert value.place.spot.line is None
    assert report.title is not None
    assert report.title.place.spot is not None
    assert report.title.place.spot.line is not None


def test_wrong_suffix_is_no_obstacle() -> None:
    draft = sample("town")
    for page in (web_pages.bare, web_pages.word, web_pages.saved):
        assert misread(draft, read(page(draft), "年报.txt")) == []
        assert misread(draft, read(page(draft), "年报")) == []


def test_frame_of_the_site_is_left_out() -> None:
    report = read(web_pages.site(sample("town")))
    everything = "\n".join(report.lines)
    for words in (
        "首页",
        "柳河镇",
        "水利局",
        "打印",
        "分享",
        "附件",
        "版权",
        "13900001234",
        "加载",
        "云ICP备",
        "搜索",
    ):
        assert words not in everything
    assert [paragraph.text for paragraph in report.preamble] == list(sample("town").title)


@pytest.mark.parametrize(
    ("cell", "raw"),
    [
        ("<td>0<br></td>", "0"),
        ("<td><br/>0</td>", "0"),
        ("<td><p>0</p><p>&nbsp;</p></td>", "0"),
        ("<td><p><span>1</span><span>2</span></p></td>", "12"),
        ("<td>1<br>2</td>", "1 2"),
        ("<td><p>1</p><p>2</p></td>", "1 2"),
        ("<td>1<p>2</p></td>", "1 2"),
        ("<td><div><div>7</div></div></td>", "7"),
        ("<td><span style='display:none'>9</span>0</td>", "0"),
        ("<td><table><tr><td>5</td></tr></table></td>", "5"),
        ("<td>&nbsp;</td>", ""),
        ("<td>\u3000</td>", ""),
        ("<td><!-- 3 --></td>", ""),
        ("<td>１２</td>", "１２"),
        ("<td><input type='hidden' value='4'>6</td>", "6"),
        ("<td>36<sup>1</sup></td>", "36¹"),
        ("<td>36<sup>[<a href='#n1'>1</a>]</sup></td>", "36[¹]"),
        ("<td>36<sub>2</sub>7</td>", "36₂7"),
        ("<td><p>36<span style='font-size:9px; vertical-align: super'>1</span></p></td>", "36¹"),
        ("<td><p><sup>36</sup></p></td>", "36"),
        ("<td><del>5</del>6</td>", "6"),
        ("<td><s>5</s> 6</td>", "6"),
        ("<td>6<strike>5</strike></td>", "6"),
        ("<td><span style='text-decoration: line-through'>5</span>6</td>", "6"),
        ("<td><ins>5</ins>6</td>", "56"),
    ],
)
def test_texts_of_cells(cell: str, raw: str) -> None:
    draft = sample("zeros")
    body = web_pages.bare(draft).decode()
    first = body.index("<td", body.index("一、本年新收"))
    report = read((body[:first] + cell + body[body.index("</td>", first) + 5 :]).encode())
    value = report.tables["applications"].value("new_received", "natural_person")
    assert value is not None
    assert value.raw == raw


@pytest.mark.parametrize(
    ("sheet", "shown"),
    [
        (".x{display:none}", False),
        ("span.x , #y { color: red; display : none !important }", False),
        ("a{color:red}/* .z{} */ .x{visibility:hidden}", False),
        ('@charset "utf-8"; .x{display:none}', False),
        (".x{display:block}", True),
        (".x{color:red;mso-style-display:none-but-other}", True),
        ("@media print{.x{display:none}} .y{color:red}", True),
        (".x{display:none} .x.active{display:inline}", True),
        ("@media screen{.z{color:red}} .x{display:none}", False),
        ("/* .x{display:none} */", True),
        ("nav .x{display:none}", True),
        ("}}}.x{display:none", True),
    ],
)
def test_what_a_style_sheet_hides_is_not_read(sheet: str, shown: bool) -> None:
    cell = "<td><span class='a x' id=y>9</span>0</td>"
    page = web_pages.bare(sample("zeros")).decode()
    first = page.index("<td", page.index("一、本年新收"))
    page = page[:first] + cell + page[page.index("</td>", first) + 5 :]
    prose = "<p class=x>本机关另有说明。</p><p class=x style='display:block'>本页这一段写明要显示。</p>"
    report = read(
        page.replace("</head>", f"<style>{sheet}</style></head>").replace("</h1>", f"</h1>{prose}").encode()
    )
    value = report.tables["applications"].value("new_received", "natural_person")
    assert value is not None
    assert value.raw == ("90" if shown else "0")
    assert ("本机关另有说明。" in report.lines) == shown
    assert "本页这一段写明要显示。" in report.lines


def test_labels_broken_over_lines_are_put_together() -> None:
    page = web_pages.bare(sample("town")).decode()
    broken = page.replace("商业企业", "商业<br>\n企业").replace("结果维持", "<p>结果</p><p>维持</p>")
    labels = [label.text for table in read(broken.encode()).tables.values() for label in table.columns]
    assert "商业企业" in labels
    assert "结果维持" in labels


def test_texts_wrapped_in_the_source_are_put_together() -> None:
    report = read(web_pages.word(sample("town")))
    assert not any(re.search("[\u4e00-\u9fff] [\u4e00-\u9fff]", line) for line in report.lines)


ENDS = (
    "<p>无。</p>{foot}",
    "<p>无。</p><p>责任编辑：柳明</p>{foot}",
    "<p>无。</p><div>上一篇：无</div><div>下一篇：<a href=1>通知</a></div>{foot}",
    "<p>无。</p><p><a href=n.docx>年报.docx</a></p>{foot}",
    "<p>无。</p><p>扫一扫在手机打开当前页</p>{foot}",
    "<div>无。</div></div><div><p>【打印】【关闭】</p></div><div>{foot}",
)
FOOT = "<div><p>主办单位：云陂县人民政府 电话：0000-1234567</p><p>版权所有 云陂县人民政府</p></div>"


@pytest.mark.parametrize("end", ENDS)
def test_last_section_ends_where_the_article_ends(end: str) -> None:
    body = html_body(replace(sample("town"), prose={**sample("town").prose, 6: "无。"}))
    at = body.rindex("<p>无。</p>")
    report = read(f"<html><body><div><div>{body[:at]}{end.format(foot=FOOT)}</div></body></html>".encode())
    assert report.sections[-1].text == "无。"


def test_each_section_in_a_block_of_its_own() -> None:
    draft = sample("town")
    blocks = html_body(draft).replace("<h2>", "</div></section><section><div><h2>")
    menu = "<ul><li><a href=1>首页</a></li><li><a href=2>公开</a></li><li><a href=3>互动</a></li></ul>"
    report = read(f"<body>{menu}<div><section><div>{blocks}</div></section></div>{FOOT}</body>".encode())
    assert misread(draft, report) == []
    assert report.title is not None
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.sections[-1].text == draft.prose[6]


@pytest.mark.parametrize("tag", ["nav", "footer", "aside", "header", "form", "center", "font"])
def test_an_element_that_is_never_closed_loses_nothing(tag: str) -> None:
    draft = sample("town")
    report = read(f"<html><body><{tag}><a href=1>首页</a>{html_body(draft)}".encode())
    assert misread(draft, report) == []
    assert report.sections[-1].text == draft.prose[6]


def test_struck_text_is_said_to_be_left_out() -> None:
    page = web_pages.bare(sample("town")).decode()
    said = "文件里加了删除线的文字按已经删去处理，没有检查"
    for shown, notes in ((page, []), (page.replace("</h1>", "</h1><p><del>草稿</del>公布</p>"), [said])):
        result = check_bytes(shown.encode(), name="年报.html")
        assert (result.diagnostics, [note.zh for note in result.notes]) == ((), notes)


def test_an_end_tag_that_is_missing_strikes_nothing() -> None:
    page = web_pages.bare(sample("town")).decode()
    opened = read(page.replace("<body>", "<body><del>").encode())
    assert misread(sample("town"), opened) == []
