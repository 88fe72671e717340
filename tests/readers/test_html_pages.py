"""Pages that are no plain report: lists, shells, attachments, pictures; what pages tell of themselves; encodings."""

from __future__ import annotations

from datetime import date

import pytest

from reportlint import parsing, readers
from reportlint.app.api import Settings, check_bytes
from reportlint.draft import sample
from reportlint.model.report import Report
from reportlint.render import words
from tests.readers import web_pages

TITLE = "云陂镇人民政府2024年政府信息公开工作年度报告"
MENU = '<ul><li><a href="/">首页</a></li><li><a href="/zw/">政务公开</a></li><li><a href="/hd/">互动交流</a></li></ul>'
FOOT = "<div><p>主办单位：云陂县人民政府 联系电话：13900001234</p><p>版权所有 云ICP备00000000号</p></div>"
BODY = "<h2>一、总体情况</h2><p>本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。</p><p>全年主动公开信息12条，没有收到申请，各村公开栏按月更新，重点工作、惠民政策、财政收支都在规定时限内公开，接受群众监督，做到应公开尽公开、不漏项。</p><h2>六、其他需要报告的事项</h2><p>无。</p>"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def read(data: bytes, name: str = "年报.html") -> Report:
    return parsing.parse(readers.read(data, name=name))


def refused(data: bytes, name: str = "年报.html") -> tuple[str, str]:
    """The code and the sentence of a page that is not judged."""
    result = check_bytes(data, name=name)
    assert result.status == "unreadable"
    (found,) = result.diagnostics
    assert found.message == result.error
    return found.code, found.message.zh


LIST = "".join(
    f'<li><a href="t{index}.html">云陂县{name}2024年政府信息公开工作年度报告</a><span>2025-01-1{index}</span></li>'
    for index, name in enumerate(("水利局", "民政局", "财政局", "教育局"))
)


def test_list_page() -> None:
    listed = page(f"{MENU}<ul>{LIST}</ul><div><a href=2>下一页</a></div>{FOOT}")
    assert refused(listed) == (
        "E902",
        "这是一页目录，列着 4 份年报的标题，不是报告正文；请打开其中一份，保存后再检查",
    )


def test_shell_whose_text_a_script_would_show() -> None:
    shell = page(
        f"<div id=app></div><noscript>请启用脚本</noscript>{'<script>load()</script>'}",
        f"<title>{TITLE}</title>",
    )
    assert refused(shell) == (
        "E901",
        "网页里没有文字，没有内容可查；请等网页显示完整后再保存，或者把正文复制成文本",
    )
    loading = page("<div>正在加载，请稍候</div>", f"<title>{TITLE}</title>")
    code, message = refused(loading)
    assert code == "E902"
    assert message.endswith("个字，没有报告正文；请等内容显示出来后再保存，或者下载报告文件来检查")


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ('<p>附件：<a href="/up/P0123.docx">云陂镇年报.docx</a></p>', "云陂镇年报.docx"),
        ('<a href="/up/2024%E5%B9%B4%E6%8A%A5.PDF?id=3">点击下载</a>', "2024年报.PDF"),
        ('<iframe src="/viewer/web.html?file=/up/2024nb.pdf"></iframe>', "2024nb.pdf"),
        ('<object data="nb.ofd"></object>', "nb.ofd"),
    ],
)
def test_page_that_only_leads_to_a_file(link: str, name: str) -> None:
    code, message = refused(page(f"{MENU}<h1>{TITLE}</h1>{link}{FOOT}"))
    assert (code, message) == (
        "E902",
        f"网页里没有报告正文，只有附件“{name}”；请打开网页下载附件，检查附件本身",
    )


def test_report_in_pictures() -> None:
    pictures = "".join(f'<p><img src="{number}.jpg" width="900"></p>' for number in range(3))
    code, message = refused(page(f"{MENU}<h1>{TITLE}</h1>{pictures}{FOOT}"))
    assert (code, message) == (
        "E902",
        "文件里没有报告文字，只有 3 张图片；图片里的数没法核对，请用报告的原始文件检查",
    )


def test_a_table_as_picture_is_told_at_its_place() -> None:
    draft = sample("town")
    image = '<p><img src="t3.png" width="900" height="800" alt="表三"></p>'
    data = web_pages.html(
        draft,
        write=lambda key, drawing: image if key == "applications" else web_pages.html_table(key, drawing),
    ).encode()
    found = check_bytes(data, name="年报.html", settings=Settings(select=("E9", "T201"))).diagnostics
    assert [(entry.code, entry.severity, entry.section, entry.message.zh) for entry in found] == [
        ("T201", "error", 3, found[0].message.zh),
        ("E903", "warning", 3, "第三部分的表的位置上只有图片，表里的数没法核对"),
    ]
    spot = found[1].place.spot
    assert spot is not None
    assert spot.line is not None
    assert image in data.decode().split("\n")[spot.line - 1]


def test_icons_are_no_pictures() -> None:
    report = read(
        page(f"<h1>{TITLE}</h1>{BODY}<img src=a.gif width=16><img src=b.png height=20px><img alt=x>")
    )
    assert report.pictures == ()


# Title.


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{TITLE}</title>",
        f"<title>{TITLE}_云陂县人民政府</title>",
        f'<title>云陂县人民政府</title><meta name="ArticleTitle" content="{TITLE}">',
    ],
)
def test_title_is_taken_from_the_head_where_the_page_shows_none(head: str) -> None:
    report = read(page(MENU + BODY, head))
    assert report.title is not None
    assert report.title.text.startswith(TITLE)
    assert (report.unit, report.year) == ("云陂镇人民政府", 2024)


def test_title_that_the_page_shows_is_not_doubled() -> None:
    head = f"<title>{TITLE}_云陂县人民政府</title>"
    for shown in (
        f"<h1>{TITLE}</h1>",
        f"<div>{TITLE}</div>",
        "<p>云陂镇人民政府</p><p>2024年政府信息公开工作年度报告</p>",
    ):
        report = read(page(MENU + shown + BODY, head))
        assert report.title is not None
        assert report.title.text.replace("\n", "") == TITLE
        assert "云陂县" not in "".join(report.lines)


# Publication.


@pytest.mark.parametrize(
    ("head", "line", "day"),
    [
        ('<meta name="PubDate" content="2025-01-20 16:30:00">', "", date(2025, 1, 20)),
        ('<meta name="publishdate" content="2025/1/20">', "", date(2025, 1, 20)),
        ('<meta property="article:published_time" content="2025-01-20T08:00:00+08:00">', "", date(2025, 1, 20)),
        ('<meta name="pubdate" content="20250120">', "", date(2025, 1, 20)),
        ('<meta name="PubDate" content="">', "", None),
        ('<meta name="PubDate" content="2025-13-40">', "", None),
        ("", "发布日期：2025-01-20", date(2025, 1, 20)),
        ("", "发布时间：2025年1月20日 16:30", date(2025, 1, 20)),
        ("", "日期：2025.01.20", date(2025, 1, 20)),
        ("", "来源：云陂县人民政府　发布时间: 2025/01/20　浏览次数：3", date(2025, 1, 20)),
        ("", "[发布日期] 2025-01-20", date(2025, 1, 20)),
        ("", "<table><tr><td>索引号</td><td>0001</td><td>成文日期</td><td>2025-01-10</td></tr><tr><td>发布机构</td><td>云陂镇</td><td>发布日期</td><td>2025-01-20</td></tr></table>", date(2025, 1, 20)),
        ("", "成文日期：2025-01-10", None),
        ("", "更新时间：2025-06-01", None),
        ("", "", None),
        ('<meta name="PubDate" content="2025-03-01">', "发布日期：2025-01-20", date(2025, 1, 20)),
    ],
)  # fmt: skip
def test_day_of_publication(head: str, line: str, day: date | None) -> None:
    report = read(page(f"{MENU}<h1>{TITLE}</h1><div>{line}</div>{BODY}", head))
    assert report.published is not None
    assert report.published.day == day


def test_lines_of_the_site_are_no_prose() -> None:
    lines = "<p>来源：云陂县人民政府 发布日期：2025-01-20 浏览次数：128</p><p>索引号：0001 主题分类：其他</p><p>【字体：大 中 小】</p>"
    report = read(page(f"{MENU}<h1>{TITLE}</h1>{lines}{BODY}"))
    assert [paragraph.text for paragraph in report.preamble] == [TITLE]


def test_text_and_other_files_without_a_day_are_not_published() -> None:
    assert read(f"{TITLE}\n一、总体情况\n统计期限自2024年1月1日起。".encode(), "年报.txt").published is None
    told = read(f"{TITLE}\n发布日期：2025-01-20\n一、总体情况\n无。".encode(), "年报.txt").published
    assert told is not None
    assert (told.day, told.place.line, told.place.column) == (date(2025, 1, 20), 2, 6)


# Encodings.


@pytest.mark.parametrize(
    ("declared", "codec", "encoding", "notes"),
    [
        ("utf-8", "utf-8", "UTF-8", []),
        ("UTF-8", "utf-8-sig", "UTF-8", []),
        ("gb2312", "gb18030", "GB18030", ["按 GB18030 编码读取"]),
        ("gbk", "gb18030", "GB18030", ["按 GB18030 编码读取"]),
        ("gb2312", "utf-8", "UTF-8", ["网页声明的编码是 gb2312，内容其实是 UTF-8"]),
        (
            "utf-8",
            "gb18030",
            "GB18030",
            ["按 GB18030 编码读取", "网页声明的编码是 utf-8，内容其实是 GB18030"],
        ),
        (
            "iso-8859-1",
            "gb18030",
            "GB18030",
            ["按 GB18030 编码读取", "网页声明的编码是 iso-8859-1，内容其实是 GB18030"],
        ),
        ("no-such-thing", "utf-8", "UTF-8", ["网页声明的编码是 no-such-thing，内容其实是 UTF-8"]),
    ],
)
def test_encodings(declared: str, codec: str, encoding: str, notes: list[str]) -> None:
    data = web_pages.html(sample("town")).replace('charset="utf-8"', f'charset="{declared}"').encode(codec)
    assert readers.read(data, name="年报.html").encoding == encoding
    result = check_bytes(data, name="年报.html")
    assert (result.status, [note.zh for note in result.notes], result.diagnostics) == ("checked", notes, ())


def test_traditional_encoding_is_read_as_declared() -> None:
    text = "<meta charset=big5><p>" + "政府資訊公開" * 30 + "。</p>"
    document = readers.read(text.encode("big5"), name="年報.html")
    assert (document.encoding, document.lines) == ("BIG5", ("政府資訊公開" * 30 + "。",))


def test_a_few_spoilt_bytes_are_told() -> None:
    data = (
        web_pages.html(sample("town"))
        .encode()
        .replace("六、其他".encode(), "六、其他".encode() + b"\xe5\x85", 1)
    )
    result = check_bytes(data, name="年报.html")
    assert result.status == "checked"
    assert "网页有 1 处字节读不通，原样留作“\ufffd”" in [note.zh for note in result.notes]


# Where to look.


def test_places_are_told_in_words() -> None:
    draft = sample("town")
    value = read(web_pages.bare(draft)).tables["remedies"].value("review", "total")
    assert value is not None
    assert value.place.spot is not None
    line = value.place.spot.line
    assert words.place(value.place, "zh") == f"原文第{line}行"
    assert words.place(value.place, "en") == f"line {line}"
    report = read(web_pages.bare(draft))
    assert report.title is not None
    assert words.place(report.title.place, "zh") == "原文第15行"


@pytest.mark.parametrize("ends", ["</body></html>", "</BODY >\n</html>", "</html>"])
def test_text_behind_the_first_end_of_the_page_is_read_as_browsers_show_it(ends: str) -> None:
    whole = web_pages.bare(sample("town")).decode()
    heading = whole.index("三、收到和处理")
    cut = whole.rindex("<", 0, heading)
    report = parsing.parse(readers.read((whole[:cut] + ends + whole[cut:]).encode(), name="年报.html"))
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert len(report.tables) == 3
    added = whole.replace("</body>", "</body><p>联系人身份证号：350125199003071239。</p>", 1)
    assert "350125199003071239" in "".join(
        paragraph.text
        for _, paragraph in parsing.parse(readers.read(added.encode(), name="年报.html")).prose()
    )


def test_links_before_a_short_last_section_do_not_take_it_away() -> None:
    whole = web_pages.bare(sample("town")).decode()
    heading = whole.index("六、其他需要报告的事项")
    cut = whole.rindex("<", 0, heading)
    links = (
        "<ul>" + "".join(f'<li><a href="{n}.html">附件{n}有关情况说明</a></li>' for n in range(5)) + "</ul>"
    )
    page = whole[:cut] + links + "<h2>六、其他需要报告的事项</h2><p>无</p></body></html>"
    section = parsing.parse(readers.read(page.encode(), name="年报.html")).section(6)
    assert section is not None
    assert section.text == "无"
