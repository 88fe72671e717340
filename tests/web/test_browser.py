"""The page in a real browser: drop, see, jump and return, filter, take away; accessible, wide and narrow, light and
dark.

`--update-screenshots` writes the pictures of the README.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from docx import Document as WordFile
from playwright.sync_api import Browser, Page, sync_playwright

from tests import archive_files
from tests.web import faulty_docx, faulty_text, good_text, served

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = (1440, 900), (390, 844)
SIZES = [NARROW, (1366, 768), (1920, 1080)]
at_every_size = pytest.mark.parametrize("size", SIZES, ids=["390", "1366", "1920"])


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "云陂镇2024年报.docx"
    path.write_bytes(faulty_docx())
    return path


class Seen:
    """Pages of one browser, with what went wrong in them and everything that they asked for."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.troubles: list[str] = []
        self.requests: list[str] = []

    def open(self, path: str = "/", *, size: tuple[int, int] = WIDE, scheme: Any = "light") -> Page:
        page = self.browser.new_page(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=False
        )
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(self.address + path)
        return page


@pytest.fixture
def seen(browser: Browser, address: str) -> Iterator[Seen]:
    seen = Seen(browser, address)
    yield seen
    for context in browser.contexts:
        context.close()
    assert seen.troubles == []
    assert [url for url in seen.requests if not url.startswith((address, "blob:", "data:"))] == []


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Any:
    def take(page: Page, name: str) -> None:
        if request.config.getoption("--update-screenshots"):
            IMAGES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=IMAGES / f"{name}.png")

    return take


def drop(page: Page, *paths: Path) -> None:
    """Drops files on the page, as from a folder's window."""
    files = [{"name": path.name, "data": base64.b64encode(path.read_bytes()).decode()} for path in paths]
    transfer = page.evaluate_handle(
        """(files) => {
            const transfer = new DataTransfer();
            for (const file of files) {
                const bytes = Uint8Array.from(atob(file.data), (letter) => letter.charCodeAt(0));
                transfer.items.add(new File([bytes], file.name));
            }
            return transfer;
        }""",
        files,
    )
    page.dispatch_event(".drop", "dragover", {"dataTransfer": transfer})
    page.dispatch_event(".drop", "drop", {"dataTransfer": transfer})
    page.wait_for_selector("#result .file")


def until(page: Page, expression: str) -> None:
    """Waits for an expression to hold; the page's policy allows no predicate of playwright's own."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {expression}")


def in_view(page: Page, selector: str) -> bool:
    return bool(
        page.eval_on_selector(
            selector,
            "node => { const box = node.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }",
        )
    )


def test_drop_see_jump_and_return(seen: Seen, report: Path, picture: Any) -> None:
    page = seen.open()
    picture(page, "page-start")
    drop(page, report)
    assert page.inner_text(".told") == "发现 1 处错误，2 处警告，1 处提示"
    assert in_view(page, ".first .button")
    assert not in_view(page, "td.likely")
    picture(page, "page-verdict")
    page.click(".first .button")
    assert in_view(page, "td.likely")
    assert page.inner_text("td.likely").split() == ["1", "应为", "2", "1"]
    assert "“自然人”列应为 2" in page.inner_text("#bubble")
    assert "依据" in page.inner_text("#bubble")
    page.wait_for_timeout(1700)  # until the cell has stopped flashing, for the picture
    picture(page, "page-cell")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "f1-1"
    assert page.is_hidden("#bubble")


def test_every_entry_leads_to_its_place(seen: Seen, report: Path) -> None:
    page = seen.open()
    drop(page, report)
    links = page.locator("a.jump")
    assert links.count() == 4
    for index in range(links.count()):
        links.nth(index).click()
        anchor = (links.nth(index).get_attribute("href") or "").removeprefix("#")
        assert page.evaluate("document.activeElement.id") == anchor
        assert in_view(page, f"#{anchor}")
        page.mouse.move(5, 5)


def test_stepping_goes_round(seen: Seen, report: Path) -> None:
    page = seen.open(size=NARROW)
    drop(page, report)
    told = []
    for _ in range(5):
        page.click(".stepper .next")
        told.append(page.inner_text(".stepper .at"))
    assert told == ["1 / 4", "2 / 4", "3 / 4", "4 / 4", "1 / 4"]
    assert in_view(page, "td.likely")


def test_pointing_at_a_mark_tells_and_escape_hides(seen: Seen, report: Path) -> None:
    page = seen.open()
    drop(page, report)
    page.locator("article p mark").scroll_into_view_if_needed()
    page.hover("article p mark")
    assert "（具体网址）" in page.inner_text("#bubble")
    page.keyboard.press("Escape")
    assert page.is_hidden("#bubble")


def test_filter_by_severity_and_words(seen: Seen, report: Path) -> None:
    page = seen.open()
    drop(page, report)

    def shown() -> list[str]:
        return [text.strip() for text in page.locator(".entry:visible .no").all_inner_texts()]

    assert shown() == ["1", "2", "3", "4"]
    page.uncheck(".filter [value=warning]")
    assert shown() == ["1", "4"]
    assert page.text_content(".shown") == "显示 4 处中的 2 处"
    page.check(".filter [value=warning]")
    page.fill(".filter [type=search]", "网址")
    assert shown() == ["3"]
    page.fill(".filter [type=search]", "没有这种字")
    assert page.is_visible(".none")


def test_take_away(seen: Seen, report: Path, tmp_path: Path) -> None:
    page = seen.open()
    drop(page, report)
    taken = {}
    for kind in ("annotated", "html"):
        with page.expect_download() as download:
            page.click(f"[data-kind={kind}]")
        taken[kind] = tmp_path / download.value.suggested_filename
        download.value.save_as(taken[kind])
    assert [path.name for path in taken.values()] == [
        "云陂镇2024年报.批注.docx",
        "云陂镇2024年报-检查结果.html",
    ]
    comments = [comment.text for comment in WordFile(str(taken["annotated"])).comments]
    assert any("“自然人”列应为 2" in text for text in comments)
    page.goto(taken["html"].as_uri())
    page.click(".first .button")
    assert in_view(page, "td.likely")
    seen.requests = [url for url in seen.requests if not url.startswith("file:")]


@at_every_size
def test_changes_of_writing_are_shown_and_some_are_taken(seen: Seen, tmp_path: Path, size: Any) -> None:
    path = tmp_path / "年报.txt"
    cells = {"applications.new_received.natural_person": "２", "applications.new_received.commercial": "１"}
    path.write_bytes(good_text(cells=cells))
    page = seen.open(size=size)
    drop(page, path)
    page.click(".mend-offer")
    page.wait_for_selector(".fixes label")
    assert [
        (row.locator("del").inner_text(), row.locator("ins").inner_text())
        for row in page.locator(".fixes label").all()
    ] == [("２", "2"), ("１", "1")]
    page.locator(".fixes input").first.uncheck()
    with page.expect_download() as download:
        page.click(".fixes button")
    assert download.value.suggested_filename == "年报-改好.txt"
    download.value.save_as(tmp_path / "b.txt")
    assert (tmp_path / "b.txt").read_bytes() == good_text(
        cells={**cells, "applications.new_received.commercial": "1"}
    )


def test_pasted_text_and_several_files(seen: Seen, report: Path, tmp_path: Path) -> None:
    page = seen.open()
    page.click("text=粘贴文字")
    page.fill("#text", faulty_text().decode())
    page.click(".paste")
    page.wait_for_selector("td.likely")
    good = tmp_path / "砚陂镇.txt"
    good.write_bytes(good_text())
    drop(page, good, report)
    page.wait_for_selector("nav.summary")
    assert page.locator("nav.summary li").all_inner_texts()[0].startswith("砚陂镇.txt\n没有发现问题")
    assert page.locator("#f1 .passed li").count() > 40
    with page.expect_download() as download:
        page.click("[data-kind=audit]")
    assert download.value.suggested_filename == "砚陂镇-整批总览.html"
    together = tmp_path / "总览.html"
    download.value.save_as(together)
    assert report.name in together.read_text("utf-8")


def test_an_archive_is_the_list_of_its_reports(seen: Seen, tmp_path: Path) -> None:
    page = seen.open()
    packed = tmp_path / "报送.zip"
    faulty = faulty_docx()
    packed.write_bytes(archive_files.zipped({"县教育局/年报.docx": faulty, "县财政局/年报.txt": good_text()}))
    own = tmp_path / "砚陂镇.docx"
    own.write_bytes(faulty)
    drop(page, packed, own)
    assert page.locator(".file").count() == 3
    kinds = [
        [button.get_attribute("data-kind") for button in section.locator(".tools button[data-kind]").all()]
        for section in page.locator(".file").all()
    ]
    assert kinds == [["html", "notice"], ["html"], ["annotated", "html", "notice"]]
    with page.expect_download() as download:
        page.locator(".file").nth(1).locator('button[data-kind="html"]').click()
    assert download.value.suggested_filename == "年报-检查结果.html"
    shown = tmp_path / "年报.html"
    download.value.save_as(shown)
    assert "报送.zip/县财政局/年报.txt" in shown.read_text("utf-8")
    assert "县教育局" not in shown.read_text("utf-8")


def test_works_without_script(browser: Browser, address: str, report: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    page.set_input_files("#files", report)
    page.click("#intake > .go button")
    page.click(".first .button")
    assert page.url.endswith("#f1-m1")
    assert page.locator("td.likely").is_visible()
    page.context.close()


def test_trouble_is_told(seen: Seen, tmp_path: Path) -> None:
    page = seen.open()
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    drop(page, empty)
    assert "没能检查这个文件" in page.inner_text(".told")


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core: where AXE_CORE says, else installed from the npm registry."""
    told = os.environ.get("AXE_CORE")
    if told:
        return Path(told).read_text("utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("axe")
    done = subprocess.run(
        [npm, "install", "--silent", "--no-audit", "--no-fund", "axe-core@4"], cwd=folder, check=False
    )
    if done.returncode:
        pytest.skip("axe-core cannot be installed")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, *SIZES], ids=["1440", "390", "1366", "1920"])
def test_accessible(seen: Seen, report: Path, axe: str, size: Any, scheme: Any, picture: Any) -> None:
    page = seen.open(size=size, scheme=scheme)
    found = grave(page, axe)
    page.click("text=粘贴文字")
    page.click("text=上年报告")
    found += grave(page, axe)
    drop(page, report)
    found += grave(page, axe)
    page.click(".first .button")
    page.wait_for_timeout(1700)
    found += grave(page, axe)
    if (size, scheme) != (WIDE, "light") and size in (WIDE, NARROW):
        picture(page, f"page-{size[0]}-{scheme}")
    page.goto(f"{seen.address}/docs?lang=en")
    found += grave(page, axe)
    assert found == []


def grave(page: Page, axe: str) -> list[str]:
    """The serious and critical findings of axe-core; the script runs beside the page's policy."""
    result = page.evaluate(f"async () => {{ {axe}; return await axe.run(); }}")
    return [
        f"{finding['id']}: {node['target']} {node.get('failureSummary', '')}"
        for finding in result["violations"]
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
    ]


SEEN_UNCOVERED = """() => {
    const mark = document.activeElement, box = mark.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return mark.matches("a.no") && top === mark;
}"""
"""Whether nothing lies over the mark that was stepped to: no bubble, no label of the table, no button."""


UNCOVERED = """cell => {
    const box = cell.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return box.left >= 0 && box.right <= innerWidth && cell.contains(top);
}"""
"""Whether a cell lies within the window from its left to its right, with nothing over it."""


@at_every_size
def test_the_bubble_fits_the_screen_covers_no_button_and_closes(seen: Seen, report: Path, size: Any) -> None:
    page = seen.open(size=size)
    drop(page, report)
    for _ in range(4):
        page.click(".stepper .next")
        bubble, stepper = page.locator("#bubble").bounding_box(), page.locator(".stepper").bounding_box()
        assert bubble is not None and stepper is not None
        assert bubble["x"] >= 0 and bubble["x"] + bubble["width"] <= size[0]
        assert bubble["y"] >= 0 and bubble["y"] + bubble["height"] <= stepper["y"]
        assert page.evaluate(SEEN_UNCOVERED)
    page.click("#bubble .close")
    assert page.is_hidden("#bubble")
    page.click(".stepper .next")
    page.keyboard.press("Escape")
    assert page.is_hidden("#bubble")
    page.click(".stepper .next")
    assert page.is_visible("#bubble")
    page.locator(".bar").click(position={"x": 5, "y": 5})
    assert page.is_hidden("#bubble")


@at_every_size
def test_the_labels_of_table_three_stay_in_sight(seen: Seen, report: Path, size: Any) -> None:
    page = seen.open(size=size)
    drop(page, report)
    page.locator(".applications").evaluate("table => { table.closest('.scroll').scrollLeft = 9999; }")
    label = page.locator(".applications tbody th[scope=row]").first
    total = page.locator(".applications tbody td").first.locator("xpath=../td[last()]")
    total.scroll_into_view_if_needed()
    assert label.evaluate(UNCOVERED) and total.evaluate(UNCOVERED)


@at_every_size
def test_reload_and_back_keep_the_result_and_a_number_leads_to_its_finding(
    seen: Seen, report: Path, size: Any
) -> None:
    page = seen.open(size=size)
    drop(page, report)
    until(page, "sessionStorage.getItem('reportlint-result')")
    page.reload()
    assert page.inner_text(".told") == "发现 1 处错误，2 处警告，1 处提示"
    assert page.is_visible("[data-kind=annotated]")
    page.goto(f"{seen.address}/docs")
    page.go_back()
    page.wait_for_selector("#result .file")
    page.evaluate("location.hash = '#3'")
    until(page, "document.activeElement.id === 'f1-m3'")
    assert page.evaluate("localStorage.length") == 0
    page.click(".brand a")
    page.wait_for_selector("#result:empty", state="attached")


@at_every_size
def test_an_empty_paste_says_what_to_do(seen: Seen, size: Any) -> None:
    page = seen.open(size=size)
    page.click("text=粘贴文字")
    page.click(".paste")
    assert page.inner_text("#error").startswith("框里还没有文字：请从网页或 Word 里全选、复制整份报告")
    assert in_view(page, "#error")


@at_every_size
def test_nothing_is_wider_than_the_screen(seen: Seen, report: Path, size: Any) -> None:
    page = seen.open(size=size)
    drop(page, report)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]


@at_every_size
def test_behind_each_code_stand_why_when_not_and_examples(seen: Seen, report: Path, size: Any) -> None:
    page = seen.open(size=size)
    drop(page, report)
    assert page.locator(".group").count() == page.locator(".group > details.rule").count() == 4
    rule = page.locator(".group > details.rule").first
    assert rule.locator("p").first.is_hidden()
    rule.locator("summary").click()
    told = re.sub(r"\n+", "\n", rule.inner_text())
    assert "最常见的错是改了一格忘了改总计" in told
    assert (
        "这样的会提出：\n总计少一件\n第三部分的表，“一、本年新收政府信息公开申请数量”行、“总计”列填的是 2"
        in told
    )
    assert "这样的不提：\n全零的表是填好的表" in told
    assert page.locator("#bubble details").count() == 0


@at_every_size
def test_an_unreadable_file_is_told_and_counted_apart(
    seen: Seen, report: Path, tmp_path: Path, size: Any
) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(bytes(range(256)) * 20)
    page = seen.open(size=size)
    drop(page, report, broken)
    assert page.inner_text("nav.summary .told") == (
        "共 2 个文件：1 处错误，2 处警告，1 处提示，1 个文件没能检查，另有 1 项没能检查"
    )
    assert page.inner_text("#f2 .told") == "没能检查这个文件"
    assert page.inner_text("#f2 .error").startswith("文件已损坏或者加了密，读不出内容；请用 WPS 或 Word 打开")
    assert page.locator("#f2 .group, #f2 .tools").count() == 0


@at_every_size
def test_buttons_are_in_the_words_of_those_who_press_them(
    seen: Seen, report: Path, tmp_path: Path, size: Any
) -> None:
    page = seen.open(size=size)
    drop(page, report)
    alone = page.locator("button:visible, .button:visible").all_inner_texts()
    assert {"带批注的 Word 文件", "标出问题的网页", "能自动改的写法"} <= {*alone}
    assert not [text for text in alone if re.search("JSON|HTML|热力图|整改通知书", text)]
    good = tmp_path / "砚陂镇.txt"
    good.write_bytes(good_text())
    drop(page, report, good)
    page.wait_for_selector("nav.summary")
    assert page.locator("#f1 [data-kind=notice]").inner_text() == "整改通知书"
    assert page.locator("#f2 [data-kind=notice]").count() == 0
    with page.expect_download() as download:
        page.click("#f1 [data-kind=notice]")
    assert download.value.suggested_filename == "云陂镇2024年报-整改通知书.docx"


@at_every_size
def test_the_year_is_taken_in_chinese_numerals(seen: Seen, tmp_path: Path, size: Any) -> None:
    undated = tmp_path / "年报.txt"
    undated.write_bytes(good_text(title="云陂镇人民政府政府信息公开工作年度报告", period=""))
    page = seen.open(size=size)
    drop(page, undated)
    assert "看不出是哪一年的报告" in page.inner_text("#result")
    page.click("text=上年报告")
    page.fill("#year", "二〇二四")
    page.locator("#year").blur()
    until(page, "!document.querySelector('#result').innerText.includes('看不出是哪一年的报告')")
    assert "2024年度" in page.inner_text("#f1 .identity")


@at_every_size
def test_last_years_report_is_invited_beside_the_verdict(
    seen: Seen, report: Path, tmp_path: Path, size: Any
) -> None:
    prior = tmp_path / "云陂镇2023年报.txt"
    prior.write_bytes(
        good_text(
            year=2023,
            cells={
                "applications.carried_out.natural_person": "7",
                "applications.carried_out.total": "7",
            },
        )
    )
    page = seen.open(size=size)
    drop(page, report)
    invited = page.inner_text(".verdict .invite")
    assert invited.startswith("没有上年报告，5 项没有查；和上年的报告一起检查，两年的数就会互相对照")
    with page.expect_file_chooser() as chooser:
        page.click(".add-prior")
    chooser.value.set_files(prior)
    until(page, "document.querySelector('#result').innerText.includes('两年接不上')")
    assert page.locator(".verdict .invite").count() == 0
