"""What a page holds beside its article is no text of the report, but a person's number is found wherever it stands."""

from __future__ import annotations

import pytest

from reportlint.app.api import check_bytes, parse_bytes
from reportlint.draft import sample
from reportlint.model.diagnostic import Result
from reportlint.parsing.report_json.writing import write_report
from reportlint.readers.html.beside import HIDDEN
from tests.readers import web_pages

NUMBER = "350125199003071239"
SAID = f"经办人的身份证号码是{NUMBER}。"
SITE = web_pages.site(sample("town")).decode()
LINKS = "".join(f"<li><a href=/{number}>栏目{number}</a></li>" for number in range(12))
MARK = "五、"


def checked(page: str) -> Result:
    return check_bytes(page.encode(), name="年报.html")


def put(markup: str, where: str) -> str:
    """The site's page with the markup at its begin, before section 五, or at its end."""
    at = {"first": SITE.index("<body"), "within": SITE.index(MARK), "last": SITE.rindex("</body>")}[where]
    start = (
        SITE.index(">", at) + 1 if where == "first" else SITE.rindex("<", 0, at) if where == "within" else at
    )
    return SITE[:start] + markup + SITE[start:]


@pytest.mark.parametrize("where", ["first", "within", "last"])
@pytest.mark.parametrize(
    "markup",
    [
        f"<div style='display:none'><p>{SAID}</p></div>",
        f"<div hidden>{SAID}</div>",
        f"<footer><p>{SAID}</p></footer>",
        f"<nav><a href=x>{SAID}</a></nav>",
        f"<aside>{SAID}</aside>",
        f"<ul>{LINKS}</ul><p>{SAID}</p>",
        f"<table><tr><td>{SAID}</td></tr></table>",
        f"<select><option>甲<option>{SAID}</select>",
        f"<button>{SAID}</button>",
        f"<svg><text>{SAID}</text></svg>",
        f"<noscript>{SAID}</noscript>",
        f'<iframe srcdoc="<p>{SAID}</p>"></iframe>',
        "<p>经办人<span hidden>的身份证号码是350125<b>19900307</b>1239</span></p>",
    ],
)
def test_a_person_s_number_is_found_wherever_it_stands(markup: str, where: str) -> None:
    result = checked(put(markup, where))
    assert [(found.code, NUMBER in found.message.zh) for found in result.diagnostics] == [("W602", False)]
    assert result.not_checked == ()


def test_it_is_found_in_what_was_parsed_too() -> None:
    report = parse_bytes(put(f"<footer>{SAID}</footer>", "last").encode(), name="年报.html")
    again = check_bytes(write_report(report).encode(), name="年报.json")
    assert [found.code for found in again.diagnostics] == ["W602"]


@pytest.mark.parametrize(
    "markup",
    [
        "<footer>网站标识码 3501250001 闽公网安备35012502000101号 技术支持 13912345678</footer>",
        "<script>var id = '350125199003071239';</script>",
        "<!-- 350125199003071239 -->",
        "<table hidden><tr><td>350125</td><td>199003071239</td></tr></table>",
    ],
)
def test_what_no_page_shows_and_a_site_s_own_numbers_are_nothing_to_tell(markup: str) -> None:
    result = checked(put(markup, "last"))
    assert (result.diagnostics, result.not_checked, result.notes) == ((), (), ())


def test_a_number_that_the_article_shows_is_told_once() -> None:
    page = put(f"<footer>{SAID}</footer>", "last").replace(MARK, f"</p><p>{SAID}</p><p>{MARK}", 1)
    assert [found.code for found in checked(page).diagnostics] == ["W602"]


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<p hidden>本年度还收到政府信息公开申请九十件，均已办结。</p>", (HIDDEN,)),
        ("<div hidden>打印本页</div>", ()),
    ],
)
def test_a_hidden_sentence_inside_of_the_article_is_told(markup: str, told: tuple[object, ...]) -> None:
    result = checked(put(markup, "within"))
    assert (result.diagnostics, result.not_checked, result.notes) == ((), (), told)
