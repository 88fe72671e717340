"""The report as it reads with its findings marked: places, words, tables, and nothing that acts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html as lxml_html
from msgspec.structs import replace

from reportlint.app.api import DEFAULTS, Settings, check_bytes, rules_in_force
from reportlint.app.trial import marked
from reportlint.draft import draft_from, text
from reportlint.engine.examples import read_examples
from reportlint.engine.loading import bundled_paths
from reportlint.model.diagnostic import Result
from reportlint.render import RenderOptions, renderer
from tests.render.samples import EVERYTHING, FAULTY, UNREADABLE

KEPT = Settings(keep_content=True)


def page(*results: Result, lang: str = "zh") -> str:
    options = RenderOptions(lang=lang, rules=tuple(rules_in_force(DEFAULTS)))
    return "".join(renderer("html")(results, options))


def tree(*results: Result, lang: str = "zh") -> Any:
    return lxml_html.fromstring(page(*results, lang=lang))


def judged(report: dict[str, Any], settings: Settings = KEPT) -> Result:
    return check_bytes(text(draft_from(report)).encode(), name="年报.txt", settings=settings)


def words(node: Any) -> str:
    return re.sub(r"\s+", " ", node.text_content()).strip()


def cell_at(document: Any, finding: str) -> Any:
    """The cell that carries the finding's own mark."""
    return document.get_element_by_id(finding.replace("-", "-m")).getparent()


WRONG_TOTAL = {"sample": "town", "cells": {"applications.new_received.natural_person": "1"}}


def test_the_wrong_cell_is_marked_with_the_value_that_mends() -> None:
    document = tree(judged(WRONG_TOTAL))
    cell = cell_at(document, "f1-1")
    assert cell.tag == "td"
    assert set(cell.get("class").split()) == {"number", "hit", "error", "likely"}
    assert words(cell) == "1应为 21"
    [also] = [td for td in document.cssselect("td.also") if words(td).startswith("3")]
    assert also.get("data-findings") == "f1-1"


def test_the_first_view_tells_the_verdict_and_leads_to_the_cell() -> None:
    result = judged(WRONG_TOTAL)
    [verdict] = tree(result).cssselect("header.verdict")
    assert words(verdict.cssselect(".told")[0]) == f"发现 {result.count('error')} 处错误"
    assert "“自然人”列应为 2（现填 1）" in words(verdict.cssselect(".first .message")[0])
    assert verdict.cssselect(".first a")[0].get("href") == "#f1-m1"


def test_a_sentence_is_marked_where_it_is_wrong() -> None:
    document = tree(judged({"sample": "town", "sections": {6: "详见（具体网址）。"}}))
    [mark] = [mark for mark in document.cssselect("article p mark") if mark.text == "（具体网址）"]
    [badge] = mark.cssselect("a.no")
    number = badge.text
    assert badge.get("href") == f"#f1-{number}"
    assert badge.get("aria-label") == f"第{number}处，警告：模板里的空还没有填"


def test_tables_are_the_official_form_with_heads_that_say_their_scope() -> None:
    document = tree(judged({"sample": "town"}))
    tables = document.cssselect("article table.form")
    assert [words(table.cssselect("caption")[0])[:6] for table in tables] == [
        "第二部分的表",
        "第三部分的表",
        "第四部分的表",
    ]
    third = tables[1]
    rows = third.cssselect("tr")
    assert [len(row.cssselect("td")) for row in rows] == [0, 0, 0, *[7] * 25]
    assert [words(head) for head in rows[0].cssselect("th")][1] == "申请人情况"
    assert {head.get("scope") for head in third.cssselect("th")} == {"col", "colgroup", "row", "rowgroup"}


def test_a_correct_report_shows_what_was_checked() -> None:
    result = judged({"sample": "town"})
    document = tree(result)
    [passed] = document.cssselect("details.passed")
    codes = [code.text for code in passed.cssselect(".code")]
    assert codes == [code for code, (outcome, _) in result.outcomes.items() if outcome == "passed"]
    assert "总计等于六类申请人之和" in words(passed)
    assert words(document.cssselect(".told")[0]) == "没有发现问题"
    assert document.cssselect("mark, .group") == []


def test_behind_the_code_stand_reason_and_examples() -> None:
    document = tree(judged({"sample": "town", "cells": {"applications.granted.natural_person": ""}}))
    rule = next(item for item in document.cssselect("details.rule") if "T203" in words(item))
    assert words(rule.cssselect("summary")[0]) == "为什么查、什么时候不提 T203"
    told = words(rule)
    assert "空格看不出是没有发生还是漏填" in told
    assert "两格空着第二部分的表，“行政事业性收费”行、“本年收费金额”列没有填数" in told
    assert "全零的表是填好的表" in told


def test_the_summary_counts_an_unreadable_file_as_one_and_not_as_an_error() -> None:
    document = tree(UNREADABLE, judged({"sample": "town"}))
    assert words(document.cssselect("nav.summary .told")[0]) == (
        "共 2 个文件：0 处错误，0 处警告，0 处提示，1 个文件没能检查"
    )


def test_what_could_not_be_checked_is_told_with_its_reason() -> None:
    document = tree(FAULTY)
    told = [words(item) for item in document.cssselect(".unchecked li")]
    assert told[0].startswith("A302 ")
    assert told[0].endswith("第三部分的表第7行的数比表头的列多，分不清哪个数在哪一列")
    assert len(told) == 3


def test_a_row_that_is_missing_is_not_shown_as_filled() -> None:
    document = tree(judged({"sample": "town", "drop_rows": ["applications.denied_third_party"]}))
    [label] = document.cssselect("th.absent")
    assert words(label) == "4.保护第三方合法权益原文没有这一行"
    assert [words(cell) for cell in label.itersiblings("td")] == ["缺"] * 7


def test_a_table_that_is_missing_is_told_where_it_belongs() -> None:
    document = tree(judged({"sample": "town", "drop_tables": ["remedies"]}))
    [gap] = document.cssselect("article .missing")
    assert words(gap).startswith("第四部分的表没有读到")
    assert words(gap.xpath("preceding-sibling::h3[1]")[0]).startswith("四、")


def test_an_unreadable_file_is_its_sentence() -> None:
    document = tree(UNREADABLE)
    assert words(document.cssselect(".verdict .error")[0]) == "文件是空的，没有内容可查"
    assert document.cssselect("article, .group, .first") == []


def test_several_files_begin_with_their_list() -> None:
    document = tree(*EVERYTHING)
    links = [link.get("href") for link in document.cssselect("nav.summary a")]
    assert links == ["#f1", "#f2", "#f3", "#f4"]
    assert words(document.cssselect("nav.summary .told")[0]).startswith("共 4 个文件：")


def test_english() -> None:
    document = tree(judged(WRONG_TOTAL, Settings(keep_content=True)), lang="en")
    assert document.get("lang") == "en"
    assert words(document.cssselect(".button")[0]) == "Show it in the report"
    assert document.cssselect("article")[0].get("lang") == "zh-CN"


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'</style>{{ 7*7 }}\u202e\x1b[31m&lt;"


def test_a_report_full_of_markup_shows_it_as_text() -> None:
    report = {
        "sample": "town",
        "unit": f"云陂镇{HOSTILE}人民政府",
        "headings": {5: f"五、{HOSTILE}"},
        "sections": {6: HOSTILE},
        "cells": {"applications.granted.total": HOSTILE, "disclosure.fees.amount": "<b>1</b>"},
        "rows": {"applications.granted": f"（一）{HOSTILE}予以公开"},
    }
    data = text(draft_from(report)).encode()
    result = check_bytes(data, name="年报.txt", path=f"{HOSTILE}.txt", settings=KEPT)
    written = page(result)
    document = lxml_html.fromstring(written)
    assert len(document.cssselect("script")) == 1
    assert document.cssselect("img, article b, article script") == []
    assert not [
        name
        for node in document.iter()
        if isinstance(node.tag, str)
        for name in node.attrib
        if name.startswith("on")
    ]
    assert "\u202e" not in written
    assert "\x1b" not in written
    assert "<script>alert(1)</script>" in document.cssselect("article")[0].text_content()


def test_nothing_is_fetched_and_nothing_acts_but_our_own_script() -> None:
    written = page(FAULTY)
    assert not re.search(r"https?://", written)
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', written)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def bad_examples() -> Iterator[Any]:
    for path in bundled_paths():
        for number, example in enumerate(read_examples(path), start=1):
            if not example.good and example.prior is None and not example.batch:
                yield pytest.param(example, id=f"{path.stem}-{number}")


@pytest.mark.parametrize("example", list(bad_examples()))
def test_every_finding_with_a_place_is_marked_there(example: Any) -> None:
    written = example.text if example.text is not None else text(draft_from(example.report))
    result = check_bytes(written.encode(), name="年报.txt", settings=KEPT)
    document = tree(result)
    ids = Counter(document.xpath("//@id"))
    assert [name for name, times in ids.items() if times > 1] == []
    assert {link[1:] for link in document.xpath("//a/@href")} <= set(ids)
    if result.content is None or result.status == "unreadable":
        return
    entries: dict[str, list[Any]] = {}
    for entry in document.cssselect(".entry"):
        entries.setdefault(words(entry.cssselect(".message")[0]), []).append(entry)
    assert len(document.cssselect(".entry")) == len(result.diagnostics)
    for found in result.diagnostics:
        entry = entries[" ".join(found.message.zh.split())].pop(0)
        if found.place.line is None:
            continue
        anchor = document.get_element_by_id(entry.cssselect("a.jump")[0].get("href")[1:])
        mark = anchor.getparent()
        if mark.tag == "mark" and "gap" not in mark.get("class") and found.suspect is None:
            whole = "".join(
                node.text or ""
                for node in document.cssselect("article mark.here")
                if entry.get("id") in node.get("data-findings").split()
            )
            assert marked(replace(found, cell=None)).strip() in whole


def test_a_sentence_and_the_cell_that_disagree_are_both_marked_and_lead_to_each_other() -> None:
    good = draft_from({})
    told = good.prose[1].replace("申请3件", "申请9件", 1)
    result = judged({"sections": {1: told}})
    document = tree(result)
    assert [found.code for found in result.diagnostics] == ["N401"]
    sentence, cell = document.cssselect("article [data-findings='f1-1']")
    assert (sentence.tag, sentence.text, cell.tag, cell.text.strip()) == ("mark", "9件", "td", "3")
    links = [link.get("href") for link in document.cssselect("#f1-1 .ends a")]
    assert links == [f"#{place.cssselect('a.no')[0].get('id')}" for place in (sentence, cell)]
