"""Reports as web pages: bare, in a site's frame, saved from a word processor, split and nested tables."""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Callable
from html import escape
from itertools import groupby
from typing import Protocol, TypeAlias

from reportlint.draft import Draft, html
from reportlint.draft.drawing import Drawing, Drawn
from reportlint.draft.html import html_body, html_cell, html_table

Redraw: TypeAlias = Callable[[str, Drawing], Drawing]
Write: TypeAlias = Callable[[str, Drawing], str]


class Page(Protocol):
    """Writes a draft as the bytes of a file; `redraw` changes its tables before they are written."""

    __name__: str

    def __call__(self, draft: Draft, /, *, redraw: Redraw | None = None) -> bytes: ...


def _redrawn(write: Write, redraw: Redraw | None) -> Write:
    return write if redraw is None else lambda key, drawing: write(key, redraw(key, drawing))


def bare(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """Nothing but the report."""
    return html(draft, write=_redrawn(html_table, redraw)).encode()


def one_line(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """The bare page as programs write it, on a single line."""
    return bare(draft, redraw=redraw).replace(b"\n", b"")


def site(draft: Draft, *, redraw: Redraw | None = None, day: str | None = "2025-01-20") -> bytes:
    """The report in a site's frame: menus, trail, tables of links, scripts with markup, related pages, footer."""
    title = "".join(draft.title)
    return _SITE.format(
        title=escape(title),
        body=re.sub(
            "<h1>.*?</h1>\n|<h2>|</h2>", _as_paragraph, html_body(draft, write=_redrawn(spans_table, redraw))
        ),
        meta="" if day is None else f'<meta name="PubDate" content="{day} 16:30">',
        line="" if day is None else f"<span>发布日期：{day}</span>",
        siblings="".join(
            f'<li><a href="t_{name}.html">{name}2023年政府信息公开工作年度报告</a><span>2024-01-1{index}</span></li>'
            for index, name in enumerate(
                ("柳河镇人民政府", "石桥镇人民政府", "望山乡人民政府", "南浦街道办事处")
            )
        ),
    ).encode()


def _as_paragraph(tag: re.Match[str]) -> str:
    if tag[0].startswith("<h1"):
        return ""
    return '<p style="text-align:justify"><strong>' if tag[0] == "<h2>" else "</strong></p>"


def spans_table(key: str, drawing: Drawing) -> str:
    """A table with a paragraph and a span in every cell, all cells of a row on one line."""
    rows = []
    for row in drawing:
        cells = "".join(
            re.sub(
                r">(.*)</td>",
                r' style="border:1px solid #000"><p style="text-align:center"><span style="font-size:14px">\1</span></p></td>',
                html_cell(cell),
            )
            for cell in row
        )
        rows.append(f"<tr>{cells}</tr>")
    return f'<table border="1" cellspacing="0"><tbody>{"".join(rows)}</tbody></table>'


def word(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """Saved from a word processor: gb2312 declared, lines broken anywhere, blanks as &nbsp;, labels over lines."""
    body = html_body(draft, write=_redrawn(_word_table, redraw))
    body = re.sub(r"<(h[12]|p)>(.*?)</\1>", _word_paragraph, body)
    page = _WORD.format(title=escape("".join(draft.title)), body=body)
    return page.encode("gb18030")


def _word_paragraph(found: re.Match[str]) -> str:
    text = found[2].replace("2024", "<span lang=EN-US>2024</span>")
    wrapped = re.sub(r"([\u4e00-\u9fff]{30})(?=[\u4e00-\u9fff])", "\\1\r\n", text)
    return (
        "<p class=MsoNormal style='text-indent:32.0pt;\r\nmso-char-indent-count:2.0'><span style='font-size:16.0pt;"
        f"font-family:仿宋_GB2312'>{wrapped}<span lang=EN-US><o:p></o:p></span></span></p>\r\n"
    )


def _word_table(key: str, drawing: Drawing) -> str:
    rows = "".join(
        f"<tr style='mso-yfti-irow:1;height:20.0pt'>\r\n{''.join(map(_word_cell, row))}</tr>\r\n"
        for row in drawing
    )
    return f"<table class=MsoNormalTable border=0 cellspacing=0\r\n cellpadding=0 style='border-collapse:collapse'>\r\n{rows}</table>\r\n"


def _word_cell(cell: Drawn) -> str:
    down = f" rowspan={cell.row_span}" if cell.row_span > 1 else ""
    right = f" colspan={cell.column_span}" if cell.column_span > 1 else ""
    half = len(cell.text) // 2
    text = (
        escape(cell.text)
        if len(cell.text) < 4 or cell.key
        else f"{escape(cell.text[:half])}<br>\r\n  {escape(cell.text[half:])}"
    )
    return (
        f"<td width=83 nowrap{down}{right} style='width:62.15pt;border:solid windowtext 1.0pt;\r\n  padding:.75pt .75pt 0cm .75pt'>\r\n"
        "  <p class=MsoNormal align=center style='text-align:center'><span lang=EN-US\r\n  style='font-size:10.0pt;color:black'>"
        f"{text or '&nbsp;'}<o:p></o:p></span></p>\r\n  </td>\r\n"
    )


def in_layout_tables(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """The whole page laid out with tables, the article three tables deep, its menu a table of links."""
    menu = "".join(
        f'<td><a href="/{name}/">{name}</a></td>' for name in ("首页", "机构职能", "政策文件", "办事服务")
    )
    return (
        f"<html><head><title>云陂县人民政府门户网站</title></head><body><table><tr>{menu}</tr></table>"
        "<table width=1000><tr><td width=200><table><tr><td>通知公告</td></tr><tr><td><a href=a.html>关于开展调查的通知</a></td></tr></table></td>"
        f"<td><table><tr><td>{html_body(draft, write=_redrawn(html_table, redraw))}</td></tr></table></td></tr></table>"
        "<table><tr><td>版权所有：云陂县人民政府 备案号：云ICP备00000000号</td></tr></table></body></html>"
    ).encode()


def one_table(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """The whole report as rows of one table, as spreadsheets are saved: prose in cells over its full width."""
    body = html_body(draft, write=_redrawn(html_table, redraw))
    body = re.sub(r"<(h[12]|p)>(.*?)</\1>", r"<tr><td colspan=16>\2</td></tr>", body)
    body = body.replace("<table>", "").replace("</table>", "")
    return f"<html><body><table>{body}</table></body></html>".encode()


def split_tables(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """Every table cut into several at rows that no span reaches over, as at the ends of pages."""
    return html(draft, write=_redrawn(_cut_table, redraw)).encode()


def _cut_table(key: str, drawing: Drawing) -> str:
    if key == "remedies":
        return html_table(key, drawing)
    reach, part = 0, 0
    numbered = []
    for index, row in enumerate(drawing):
        if index and index >= reach and index % 3 == 0:
            part += 1
        reach = max([reach, *(index + cell.row_span for cell in row)])
        numbered.append((part, row))
    pieces = [tuple(row for _, row in rows) for _, rows in groupby(numbered, key=lambda entry: entry[0])]
    return "\n".join(html_table(key, piece) for piece in pieces)


def cut_anywhere(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """Table 三 cut into two inside of its spans: the second part's rows lack the labels that reach down."""

    def write(key: str, drawing: Drawing) -> str:
        if key != "applications":
            return html_table(key, drawing)
        return "\n".join(html_table(key, part) for part in (drawing[:12], drawing[12:]))

    return html(draft, write=_redrawn(write, redraw)).encode()


def broken_lines(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """Paragraphs parted by <br> in one block, no heading elements, unclosed cells and rows."""
    body = re.sub(r"</?(?:h[12]|p)>", "", html_body(draft, write=_redrawn(_unclosed, redraw))).replace(
        "\n", "<br>\n"
    )
    return f"<meta charset=utf-8><div id=zoom>{body.replace('|', chr(10))}</div>".encode()


def _unclosed(key: str, drawing: Drawing) -> str:
    rows = "".join("<tr>" + "".join(html_cell(cell).replace("</td>", "|") for cell in row) for row in drawing)
    return f"<table>{rows}</table>"


def saved(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """Saved with its parts (mhtml), the page in quoted-printable and its style beside it."""
    page = quopri.encodestring(site(draft, redraw=redraw)).replace(b"\n", b"\r\n")
    return _SAVED.encode().replace(b"{page}", page)


def saved_by_word(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """Saved as one file by a word processor (mht): base64, the encoding told by the part only."""
    page = re.sub(rb"<meta[^>]*>", b"", word(draft, redraw=redraw))
    lines = base64.encodebytes(page).replace(b"\n", b"\r\n")
    return _SAVED_BY_WORD.encode().replace(b"{page}", lines)


def mislabelled(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """UTF-8 that calls itself gb2312."""
    return bare(draft, redraw=redraw).replace(b'charset="utf-8"', b'charset="gb2312"')


def legacy(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """GB18030 with a character that gb2312, which it declares, does not have."""
    page = bare(draft, redraw=redraw).decode().replace('charset="utf-8"', 'charset="gb2312"')
    return page.replace("</head>", '<meta name="author" content="喆㙍㐂"></head>').encode("gb18030")


def wide_encoding(draft: Draft, *, redraw: Redraw | None = None) -> bytes:
    """UTF-16 with its mark."""
    return bare(draft, redraw=redraw).decode().replace('<meta charset="utf-8">\n', "").encode("utf-16")


PAGES: tuple[Page, ...] = (
    bare, one_line, site, word, in_layout_tables, one_table, split_tables, cut_anywhere, broken_lines, saved, saved_by_word,
    mislabelled, legacy, wide_encoding,
)  # fmt: skip

_SITE = """\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="SiteName" content="云陂县人民政府"><meta name="ColumnName" content="政府信息公开年报">
<meta name="ArticleTitle" content="{title}">{meta}
<title>{title}_云陂县人民政府门户网站</title>
<style>.nav {{ display: none }} table td {{ padding: 0 }}</style>
<script>var rows = "<table><tr><td>一、总体情况</td><td>99</td></tr></table>"; if (1 < 2) document.write(rows);</script>
</head>
<body>
<!-- <table><tr><td>一、本年新收政府信息公开申请数量</td><td>7</td></tr></table> -->
<div class="top"><span>今天是<script>showDate()</script></span><a href="/login">登录</a> | <a href="/reg">注册</a></div>
<header><a href="/"><img src="/logo.png" width="400" height="80" alt="云陂县人民政府"></a></header>
<table class="menu"><tr><td><a href="/">首页</a></td><td><a href="/zw/">政务公开</a></td><td><a href="/fw/">办事服务</a></td></tr>
<tr><td><a href="/hd/">互动交流</a></td><td><a href="/sj/">数据发布</a></td><td><a href="/zj/">走进云陂</a></td></tr></table>
<ul class="nav"><li><a href="/1/">机构职能</a></li><li><a href="/2/">政策文件</a></li><li><a href="/3/">政府信息公开年报</a></li></ul>
<form><select><option>云陂镇</option><option>柳河镇</option></select><input type="text" value="请输入关键字"><button>搜索</button></form>
<div style="display: none"><p>一、总体情况</p><p>本页面正在加载。统计期限自2019年1月1日起至2019年12月31日止。</p></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">政务公开</a> &gt; <a href="/nb/">政府信息公开年报</a></div>
<div class="left"><h3>各镇年报</h3><ul>{siblings}</ul></div>
<div class="article">
<div class="biaoti">{title}</div>
<div class="info">来源：云陂县人民政府&nbsp;&nbsp;{line}&nbsp;&nbsp;浏览次数：<span id="hits">128</span>&nbsp;&nbsp;【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</div>
<div class="TRS_Editor" id="zoom">
{body}
</div>
<p>责任编辑：柳明</p>
<div class="share"><a href="#">分享到微信</a> <a href="#">微博</a></div>
<p>【<a href="javascript:window.print()">打印本页</a>】【<a href="javascript:window.close()">关闭窗口</a>】</p>
<p>附件：<a href="/files/2024.docx">年度报告.docx</a></p>
<h4>相关链接</h4>
<ul><li><a href="/a.html">云陂县水利局2024年政府信息公开工作年度报告</a></li><li><a href="/b.html">云陂县民政局2024年政府信息公开工作年度报告</a></li><li><a href="/c.html">云陂县财政局2024年政府信息公开工作年度报告</a></li></ul>
</div>
<iframe src="/foot.html">您的浏览器不支持框架。</iframe>
<div class="footer"><p>主办单位：云陂县人民政府 承办单位：云陂县人民政府办公室 联系电话：13900001234</p>
<p>版权所有 © 云陂县人民政府 <a href="https://beian.invalid">备案号：云ICP备00000000号</a> 网站标识码：0000000000</p></div>
<div class="dialog"><p>您访问的链接即将离开“云陂县人民政府”门户网站 是否继续？</p><a href="#">继续访问</a></div>
<noscript><p>请打开浏览器的脚本功能。</p></noscript>
</body>
</html>
"""

_WORD = """\
<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312">
<title>{title}</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style>
<!-- p.MsoNormal {{ mso-style-parent:""; margin:0cm }} table {{ mso-hide:none }} -->
</style>
</head>
<body lang=ZH-CN style='tab-interval:21.0pt'>
<div class=WordSection1 style='layout-grid:15.6pt'>
{body}
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
</div>
</body>
</html>
"""

_SAVED = """\
From: <Saved by a browser>\r
Snapshot-Content-Location: http://www.yunpi.invalid/nb/2024.html\r
Subject: =?utf-8?B?5bm05oql?=\r
Date: Mon, 20 Jan 2025 08:30:00 -0000\r
MIME-Version: 1.0\r
Content-Type: multipart/related;\r
\ttype="text/html";\r
\tboundary="----MultipartBoundary--qwerty----"\r
\r
\r
------MultipartBoundary--qwerty----\r
Content-Type: text/html\r
Content-ID: <frame-1@mhtml.blink>\r
Content-Transfer-Encoding: quoted-printable\r
Content-Location: http://www.yunpi.invalid/nb/2024.html\r
\r
{page}\r
------MultipartBoundary--qwerty----\r
Content-Type: text/css\r
Content-Transfer-Encoding: quoted-printable\r
Content-Location: http://www.yunpi.invalid/style.css\r
\r
body {{ margin: 0 }}\r
\r
------MultipartBoundary--qwerty------\r
"""

_SAVED_BY_WORD = """\
MIME-Version: 1.0\r
Content-Type: multipart/related; boundary="----=_NextPart_01"\r
\r
This document is a single file web page.\r
\r
------=_NextPart_01\r
Content-Location: file:///C:/0001/report.htm\r
Content-Transfer-Encoding: base64\r
Content-Type: text/html; charset="gb2312"\r
\r
{page}\r
------=_NextPart_01--\r
"""
