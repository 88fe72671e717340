"""The page, opened in headless Chromium as an inspector does: on a desk and on a phone, and never in touch with a
network.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from reportlint import draft
from reportlint.app.api import Settings
from reportlint.audit.outcome import Audit
from reportlint.audit.outputs.page import audit_page, json_inside
from reportlint.model.report import CellKey
from tests.audit.counties import COUNTY, FILES, OTHER, TOWN, WRONG_TOTAL, county, report

DESK, PHONE = (1440, 900), (390, 844)
CHROMIUM = shutil.which("chromium")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def seen(test: Callable[..., None]) -> Callable[..., None]:
    """Marks a test that looks at the page in a browser."""
    there = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
    return pytest.mark.slow(pytest.mark.xdist_group("page")(there(test)))


def html(audit: Audit, **options: Any) -> str:
    return "".join(audit_page(audit, **options))


def embedded(text: str, key: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{key}">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as tools:
        chromium = tools.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


class Seen:
    """A page that is open, with everything that it asked for and complained of."""

    def __init__(self, browser: Any, path: Path, size: tuple[int, int], scheme: str = "light") -> None:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        self.page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.goto(path.as_uri())
        self.own = path.as_uri()

    def texts(self, selector: str) -> list[str]:
        return [" ".join(text.split()) for text in self.page.locator(selector).all_inner_texts()]

    def ranking(self) -> list[str]:
        return self.texts("#ranking tbody tr button")

    def filter(self, **choices: str) -> None:
        for key, value in choices.items():
            self.page.select_option(f"#{key}", value)
        self.page.wait_for_timeout(300)

    def close(self) -> None:
        """Nothing went wrong, and nothing was asked for but the page itself."""
        assert self.complaints == []
        assert self.requests == [self.own]
        self.page.context.close()


@seen
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_filter_and_a_unit(browser: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "a.html"
    path.write_text(html(county()), "utf-8")
    view = Seen(browser, path, size)
    assert view.texts(".counts .count") == [
        "2 错误", "3 警告", "0 提示", "4 个单位", "5 个文件", "2 份没有发现问题", "1 个未能读取", "1 份应报未报",
    ]  # fmt: skip
    assert view.ranking() == [COUNTY, TOWN, "（单位没有认出来）", OTHER, "砚陂县教育局"]
    assert view.texts("#ranking tbody td:first-child") == ["—", "1", "2", "3", "4"]
    view.filter(year="2024")
    assert view.ranking()[0] == COUNTY
    view.filter(year="")
    view.filter(family="T")
    assert view.ranking() == [OTHER]
    assert view.texts("#shown") == ["符合条件的单位：1"]
    view.page.click(f"#ranking button:text-is('{OTHER}')")
    assert view.texts("#unit h2") == [OTHER]
    assert view.texts("#unit .finding h4") == ["警告 T203 表里有格没有填数（2）"]
    assert [text.split("：")[1] for text in view.texts("#unit .finding ol li")] == [
        "第二部分的表，“行政强制”行、“本年处理决定数量”列填的是“/”，没有发生请填 0",
        "第三部分的表，“（一）予以公开”行、“科研机构”列没有填数",
    ]
    assert view.texts("#unit .hit.warning") == ["/", "（空）"]
    assert (
        view.page.locator(".hit.warning").first.get_attribute("data-cell") == "disclosure.coercion.decisions"
    )
    wide = view.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]
    view.close()


@seen
def test_the_likely_cell_is_marked_with_what_it_should_be(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(html(county()), "utf-8")
    view = Seen(browser, path, DESK)
    view.page.click(f"#ranking button:text-is('{TOWN}')")
    assert view.texts("#unit h3") == [
        "云陂镇人民政府2024年政府信息公开工作年度报告",
        "云陂镇人民政府2023年政府信息公开工作年度报告",
    ]
    assert view.texts("#unit .hit.likely") == ["9 应为 2"]
    assert view.texts("#unit .good") == ["没有发现问题"]
    view.filter(year="2023")
    assert view.texts("#unit h3") == ["云陂镇人民政府2023年政府信息公开工作年度报告"]
    view.close()


@seen
def test_search_severities_and_the_heat_map(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(html(county()), "utf-8")
    view = Seen(browser, path, DESK)
    assert {"A 勾稽", "T 表格", TOWN} <= set(view.page.locator("#heat svg text").all_text_contents())
    view.page.fill("#search", "w601")
    view.page.wait_for_timeout(300)
    assert view.ranking() == [TOWN]
    view.page.click("button[type=reset]")
    view.page.wait_for_timeout(300)
    assert len(view.ranking()) == 5
    view.page.uncheck("[name=severity][value=error]")
    view.page.wait_for_timeout(300)
    assert view.ranking() == [OTHER, TOWN]
    view.page.locator("#heat svg text", has_text=OTHER).click()
    assert view.texts("#unit h2") == [OTHER]
    view.close()


@seen
def test_texts_of_reports_never_become_markup(browser: Any, tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028'\"&amp;{{7*7}}"
    cells = {**WRONG_TOTAL, CellKey("applications", "granted", "research"): evil}
    audit = county(
        {f"{evil}.txt": report(TOWN, 2024, cells=cells)},
        kinds={},
        settings=Settings(unit=f"{evil}镇人民政府"),
    )
    path = tmp_path / "a.html"
    path.write_text(html(audit), "utf-8")
    view = Seen(browser, path, PHONE)
    view.page.locator("#ranking button.link").click()
    shown = evil.replace("\u2028", " ")
    assert view.page.locator("#unit h2").text_content() == f"{shown}镇人民政府"
    assert any(shown in text for text in view.page.locator("#unit li").all_text_contents())
    assert view.page.locator("img").count() == 0
    assert view.page.locator("script").count() == embedded_scripts(path.read_text("utf-8"))
    view.close()


def embedded_scripts(text: str) -> int:
    return text.count("<script")


@seen
def test_three_hundred_units_in_the_dark_and_on_paper(browser: Any, tmp_path: Path) -> None:
    files = {f"{number:03}.txt": FILES["2024/云陂镇.txt"] for number in range(3)}
    audit = county(files, kinds={f"第{number}镇人民政府": "乡镇" for number in range(300)})
    path = tmp_path / "a.html"
    path.write_text(html(audit), "utf-8")
    view = Seen(browser, path, DESK, "dark")
    assert len(view.ranking()) == 100
    view.page.click("#more")
    assert len(view.ranking()) == 200
    assert view.texts("#printed section") == []
    assert view.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 27)"
    view.page.emulate_media(media="print")
    assert not view.page.locator("#filters").is_visible()
    view.close()


@seen
def test_paper_has_the_findings_of_every_unit_and_who_is_missing_first(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(html(county()), "utf-8")
    view = Seen(browser, path, DESK)
    view.page.emulate_media(media="print")
    view.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert view.texts("#printed > p") == [f"应报未报：{COUNTY}"]
    assert [text.split(" ")[0] for text in view.texts("#printed h3")] == [TOWN, "（单位没有认出来）", OTHER]
    assert [text[:7] for text in view.texts("#printed li")] == [
        "错误 A301",
        "警告 W601",
        "警告 T203",
        "警告 T203",
    ]
    assert not view.page.locator("#ranking").is_visible()
    view.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert view.texts("#printed *") == []
    view.close()


@seen
def test_the_open_unit_follows_the_filter(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(html(county()), "utf-8")
    view = Seen(browser, path, DESK)
    assert view.texts("#unit h2") == [TOWN]
    view.filter(family="T")
    assert view.texts("#unit h2") == [OTHER]
    view.page.fill("#search", "没有这个")
    view.page.wait_for_timeout(300)
    assert view.texts("#unit h2") == []
    view.close()


def test_only_files_with_findings_have_details() -> None:
    text = html(county())
    files = embedded(text, "index")["files"]
    assert [file["path"] for file in files if file["details"]] == [
        "2024/云陂镇.txt",
        "2024/清河镇.txt",
        "2024/说明.txt",
    ]
    details = embedded(text, "file-1")
    assert details["findings"][0]["suspect"] == ["applications.new_received.natural_person", 2]
    assert list(details["tables"]) == ["applications"]
    assert 'id="file-0"' not in text


def test_the_page_comes_in_pieces() -> None:
    asked = []
    audit = county()
    watched = county()
    watched = replace(watched, _result=lambda path: asked.append(path) or audit.result(path))
    pieces = audit_page(watched)
    head = next(pieces)
    assert head.startswith("<!doctype html>")
    assert len(asked) <= 1
    assert "</html>" in "".join(pieces)


def test_no_script_ends_early() -> None:
    told = json_inside({"a": "</script><!--\u2028\udc80&"})
    assert told == '{"a":"\\u003c/script\\u003e\\u003c!--\\u2028\\udc80\\u0026"}'


def test_in_english() -> None:
    text = html(county(), lang="en")
    assert '<html lang="en">' in text
    assert embedded(text, "index")["families"]["A"] == "A Sums"


@seen
def test_a_row_that_the_report_lacks_on_the_form_of_2019(browser: Any, tmp_path: Path) -> None:
    old = draft.sample("old", unit=TOWN)
    cells = {**old.cells, CellKey("applications", "new_received", "total"): "77"}
    lacking = replace(old, cells=cells, dropped_rows=frozenset({("applications", "granted")}))
    path = tmp_path / "a.html"
    path.write_text(html(county({"a.txt": draft.text(lacking).encode()}, kinds={})), "utf-8")
    view = Seen(browser, path, DESK)
    view.page.click(f"#ranking button:text-is('{TOWN}')")
    assert view.texts("#unit table.applications .absent") == ["缺"] * 7
    assert view.texts("#unit .hit.likely") == ["77 应为 5"]
    assert view.texts("#unit table caption") == ["第三部分的表 收到和处理政府信息公开申请情况"]
    view.close()


def test_paper_begins_with_the_circular() -> None:
    page = "".join(audit_page(county()))
    told = page.partition('<article class="printed brief">')[2].partition("</article>")[0]
    assert "关于2024年度政府信息公开工作年度报告检查情况的通报" in told
    assert "应当报告的单位4个，已报3个" in told
    assert "<td>合计</td><td>4</td><td>3</td>" in told
    assert '<article class="printed brief">' not in "".join(audit_page(county(), lang="en"))
