"""Fixes change what they are for and nothing else: every figure, every other finding, byte and run stays."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from zlib import crc32

import pytest
from lxml import etree
from msgspec.structs import replace

from reportlint import draft as drafts
from reportlint.app.api import Settings, check_bytes, parse_bytes
from reportlint.draft import Draft, sample
from reportlint.draft.docx import docx
from reportlint.draft.html import html
from reportlint.marking import MarkFailure
from reportlint.marking.fixing import mend_bytes
from reportlint.model.diagnostic import Fix, Result
from reportlint.model.report import CellKey, Number
from tests.generator.faults import Fault, faults
from tests.generator.reports import SORTS, correct
from tests.generator.shapes import Shape, shapes
from tests.generator.wordings import DRAFTS
from tests.marking.marked_files import W, parts
from tests.readers.word_files import r, word_file
from tests.tiers import sampled

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
MAIN = "word/document.xml"
FAULTS = list(faults())
ODD = "按照国办公开办函[2021]30号和云政办发（2024）第 6 号文件编制。"
EVEN = "按照国办公开办函〔2021〕30号和云政办发〔2024〕6 号文件编制。"


def both(clean: Draft, rng: Random) -> tuple[Draft, Draft]:
    """The report with odd writing in cells, a heading and its prose; and the same as it is to be."""
    figures = [key for key, raw in clean.cells.items() if raw.isascii() and raw.isdigit()]
    odd = {key: clean.cells[key].translate(FULL_WIDTH) for key in rng.sample(figures, 12)}
    headings = {**clean.headings, 5: "五、存在的主要问题及改进措施"}
    return (
        replace(
            clean,
            cells={**clean.cells, **odd},
            headings=headings,
            prose={**clean.prose, 6: f"{ODD}\n{clean.prose[6]}"},
        ),
        replace(clean, prose={**clean.prose, 6: f"{EVEN}\n{clean.prose[6]}"}),
    )


def said(result: Result) -> Counter[tuple[str, str, str, object]]:
    return Counter((one.code, one.severity, one.message.zh, one.cell) for one in result.diagnostics)


def figures(data: bytes) -> dict[CellKey, object]:
    return {
        key: value.value if isinstance(value, Number) else (value.state, value.raw)
        for table in parse_bytes(data, name="年报.bin").tables.values()
        for key, value in table.cells()
    }


def is_read(odd: Draft, data: bytes) -> bool:
    """Whether all that is odd is there and read; the faults of some reports hide it."""
    read = figures(data)
    numbers = {key for key, raw in odd.cells.items() if not raw.isascii() and raw.isdigit()}
    return set(odd.order) >= {5, 6} and all(isinstance(read.get(key), int) for key in numbers)


def assert_mended(data: bytes, *, whole: bool) -> bytes:
    """The mended file says what the file said but for what carried a safe fix; `whole`: nothing was left."""
    mended = mend_bytes(data, name="年报.bin")
    before, after = (check_bytes(file, name="年报.bin") for file in (data, mended.content))
    fixed = Counter(
        (one.finding.code, one.finding.severity, one.finding.message.zh, one.finding.cell)
        for one in mended.changes
        if one.finding is not None
    )
    assert said(after) == said(before) - fixed
    assert after.not_checked == before.not_checked
    assert figures(mended.content) == figures(data)
    assert not (whole and mended.left)
    again = mend_bytes(mended.content, name="年报.bin")
    assert not whole or (again.changes, again.content) == ((), mended.content)
    return mended.content


@sampled(
    "shape", [(shape,) for shape in shapes()], lambda shape: {shape.family, shape.spans, shape.variation}
)
def test_text_of_every_shape_is_mended_to_the_byte(shape: Shape, count: Callable[..., None]) -> None:
    seed = crc32(shape.name.encode())
    rng = Random(seed)
    fault: Fault = rng.choice(FAULTS)
    planted = fault.plant(correct("2021", "city", seed), rng)
    odd, even = both(planted.draft, rng)
    data = shape.file(odd, redraw=planted.redraw, seed=seed)
    exact = not shape.spaced and shape.name.rsplit("/")[-1] not in DRAFTS
    content = assert_mended(data, whole=exact)
    repeats = shape.name.endswith("repeated")  # what is written again beside a cell is none
    if exact and not repeats and is_read(odd, data):
        assert content == shape.file(even, redraw=planted.redraw, seed=seed)
        count(mended_to_the_byte=1)
    count(shapes_mended=shape.name)


@sampled("fault", [(fault,) for fault in FAULTS], lambda fault: {fault.sort})
def test_word_files_with_every_fault_are_mended_in_their_runs_only(fault: Fault) -> None:
    seed = crc32(fault.name.encode())
    planted = fault.plant(correct(*SORTS[seed % len(SORTS)], seed), Random(seed))
    odd, even = both(planted.draft, Random(seed))
    data = docx(odd, redraw=planted.redraw)
    content = assert_mended(data, whole=True)
    old, new = parts(data), parts(content)
    assert {name for name in old if old[name] != new[name]} == {MAIN}
    if is_read(odd, data):
        wanted = parts(docx(even, redraw=planted.redraw))[MAIN]
        assert etree.tostring(etree.fromstring(new[MAIN]), method="c14n") == etree.tostring(
            etree.fromstring(wanted), method="c14n"
        )


def test_a_number_in_several_runs_is_mended_where_it_stands() -> None:
    body = f"<w:p>{r('按照国办公开办函')}{r('[20')}{r('21]3')}{r('0号编制。')}</w:p>"
    source = etree.fromstring(parts(docx(sample("town")))[MAIN])[0]
    rest = [etree.tostring(child).decode() for child in source if child.tag != W + "sectPr"]
    mended = mend_bytes(word_file(*rest, body), name="年报.docx")
    runs = list(etree.fromstring(parts(mended.content)[MAIN]).iter(W + "t"))[-4:]
    assert [run.text for run in runs] == ["按照国办公开办函〔2021〕30号", None, None, "编制。"]


def test_a_finding_carries_its_fix() -> None:
    odd, _ = both(sample("town"), Random(1))
    result = check_bytes(drafts.text(odd).encode(), name="年报.txt")
    assert [
        (one.code, one.fix and (one.fix.old, one.fix.new, one.fix.safe)) for one in result.diagnostics
    ] == [
        ("S103", ("五、存在的主要问题及改进措施", "五、存在的主要问题及改进情况", True)),
        ("W606", ("国办公开办函[2021]30号", "国办公开办函〔2021〕30号", True)),
        ("W606", ("云政办发（2024）第 6 号", "云政办发〔2024〕6 号", True)),
    ]


@pytest.mark.parametrize("raw", ["", "/", "无", "　"])
@pytest.mark.parametrize("write", [lambda d: drafts.text(d).encode(), docx], ids=["txt", "docx"])
def test_cells_without_a_figure_are_filled_only_when_asked_for(
    raw: str, write: Callable[[Draft], bytes]
) -> None:
    good = sample("town")
    cell = CellKey("applications", "denied_state_secret", "research")
    data = write(replace(good, cells={**good.cells, cell: raw}))
    kept = mend_bytes(data, name="年报.bin")
    assert (kept.content, kept.changes) == (data, ())
    filled = mend_bytes(data, name="年报.bin", unsafe=True)
    assert [(change.cell, change.new, change.safe) for change in filled.changes] == [(cell, "0", False)]
    assert check_bytes(filled.content, name="年报.bin").diagnostics == ()
    assert figures(filled.content) == {**figures(data), cell: 0}


def test_sums_are_never_mended() -> None:
    good = sample("town")
    wrong = {CellKey("applications", "granted", "total"): "99", CellKey("remedies", "review", "total"): "9"}
    data = docx(replace(good, cells={**good.cells, **wrong}))
    mended = mend_bytes(data, name="年报.docx", unsafe=True)
    assert (mended.content, mended.changes, mended.left) == (data, (), ())
    assert {"A301", "A304"} <= {finding.code for finding in mended.before.diagnostics}


def test_a_title_that_says_something_else_is_left() -> None:
    good = sample("town")
    data = docx(replace(good, headings={**good.headings, 5: "五、乡镇信息公开的建议和下一步工作思考"}))
    assert mend_bytes(data, name="年报.docx").changes == ()


def test_only_selected_rules_are_mended() -> None:
    odd, _ = both(sample("town"), Random(1))
    mended = mend_bytes(docx(odd), name="年报.docx", settings=Settings(select=("W606",)))
    assert [change.finding and change.finding.code for change in mended.changes] == ["W606", "W606"]


def test_a_change_after_which_the_file_says_something_else_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fix that spoils a figure is found out by reading the file again, and the others are still made."""
    good = sample("town")
    spoiled = CellKey("applications", "new_received", "natural_person")
    odd = replace(
        good, cells={**good.cells, spoiled: "２", CellKey("applications", "granted", "total"): "２"}
    )
    from reportlint.marking import fixing

    bad = {"odd": fixing._Tidied({"zh": "改", "en": "mend"}, "２", "5")}
    monkeypatch.setattr(fixing, "_tidying", lambda: bad)
    data = docx(replace(odd, headings={**odd.headings, 5: "五、存在的主要问题及改进措施"}))
    mended = mend_bytes(data, name="年报.docx")
    assert [change.new for change in mended.changes] == ["五、存在的主要问题及改进情况"]
    assert [change.new for change in mended.left] == ["5", "5"]
    assert figures(mended.content) == figures(data)


def test_a_change_after_which_something_is_not_checked_is_left(tmp_path: Path) -> None:
    """The new words make a paragraph without end, which is not searched: nothing else would tell them apart."""
    rule = tmp_path / "Z900.yaml"
    rule.write_text(_ENDLESS.replace("NEW", "便民服务" * 600), encoding="utf-8")
    good = sample("town")
    odd = replace(good, prose={**good.prose, 6: f"{good.prose[6]}\n另附便民手册"})
    data, settings = drafts.text(odd).encode(), Settings(select=("Z900",), rule_files=(rule,))
    mended = mend_bytes(data, name="年报.txt", settings=settings)
    assert [(one.code, one.message.zh) for one in mended.before.diagnostics] == [("Z900", "正文里有便民手册")]
    assert (mended.content, mended.changes) == (data, ())
    assert [change.old for change in mended.left] == ["便民手册"]


_ENDLESS = """\
code: Z900
name: leaflet
severity: warning
since: 0.1.0
title: {zh: 手册, en: Leaflet}
passed: {zh: 没有问题, en: Fine}
message: {zh: "正文里有{text}", en: "the prose has {text}"}
help: {zh: 换掉, en: Replace it}
basis: [{zh: 本单位规定, en: House rule}]
rationale: {zh: 试, en: A trial}
check: text_pattern
parameters: {patterns: [便民手册], apart_from: [便民手册集]}
fix: {safety: safe, replace: [{words: 便民手册, with: NEW}]}
"""


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (html(sample("town")).encode(), "a.html", "只能改文本"),
        (b"", "a.txt", "文件是空的"),
        ("今天开会。".encode(), "a.txt", "没有报告正文"),
    ],
    ids=["page", "empty", "no report"],
)
def test_what_cannot_be_mended_is_told(data: bytes, name: str, told: str) -> None:
    from reportlint.readers.failure import ReadFailure

    with pytest.raises((MarkFailure, ReadFailure)) as failure:
        mend_bytes(data, name=name)
    assert told in failure.value.words.zh


def test_the_fix_of_a_finding_is_plain_data() -> None:
    odd, _ = both(sample("town"), Random(1))
    finding = check_bytes(docx(odd), name="年报.docx").diagnostics[0]
    assert isinstance(finding.fix, Fix)
    assert finding.fix.place == finding.place


def test_what_is_tidied_is_told_in_both_languages_and_character_by_character() -> None:
    from reportlint.marking.fixing import _tidying

    entries = _tidying()
    assert list(entries) == ["full-width-figures"]
    for entry in entries.values():
        assert entry.title.keys() == {"zh", "en"}
        assert unicodedata.normalize("NFKC", entry.old) == entry.new
