"""What a PDF file holds beside the text of its pages is found or told: comments, form fields, unseen text."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reportlint.app.api import check_bytes
from reportlint.draft import sample
from reportlint.marking import annotate_bytes
from reportlint.render.words import place
from tests.generator.papers import FIRST_PAGE, objects, shown
from tests.readers.pdf_bytes import pdf, stream

NUMBER = "350125199003071239"
SAID = f"经办人的身份证号码是{NUMBER}。"
WORDS = b"<feff" + SAID.encode("utf-16-be").hex().encode() + b">"
OBJECTS = objects(sample("town"))
LAST = max(number for number in OBJECTS if number >= FIRST_PAGE) - 1
PAGE = (LAST - FIRST_PAGE) // 2 + 1
AREA = b"/Rect[60 60 400 80]"
LOOK = {
    300: stream(
        shown(SAID, 0, 5), b"/Type/XObject/Subtype/Form/BBox[0 0 400 20]/Resources<</Font<</F 3 0 R>>>>"
    )
}


def with_annotation(body: bytes, more: Mapping[int, bytes] | None = None) -> bytes:
    page = OBJECTS[LAST][:-2] + b"/Annots[200 0 R]>>"
    return pdf({**OBJECTS, LAST: page, 200: b"<</Type/Annot%s%s>>" % (AREA, body), **(more or {})})


def with_content(content: bytes) -> bytes:
    before = OBJECTS[LAST + 1].partition(b"stream\n")[2].removesuffix(b"\nendstream")
    return pdf({**OBJECTS, LAST + 1: stream(before + b"\n" + content)})


def with_catalogue(entry: bytes, more: Mapping[int, bytes]) -> bytes:
    return pdf({**OBJECTS, 1: OBJECTS[1][:-2] + entry + b">>", **more})


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (with_annotation(b"/Subtype/Text/Contents " + WORDS), "批注"),
        (
            with_annotation(b"/Subtype/Highlight/QuadPoints[60 80 400 80 60 60 400 60]/Contents " + WORDS),
            "批注",
        ),
        (with_annotation(b"/Subtype/Stamp/AP<</N 300 0 R>>", LOOK), ""),
        (with_annotation(b"/Subtype/Widget/FT/Tx/T(a)/AP<</N 300 0 R>>/V " + WORDS, LOOK), ""),
        (with_content(b"3 Tr\n" + shown(SAID, 60, 100)), "不显示的文字"),
        (with_content(shown(SAID, 60, -100)), "不显示的文字"),
        (with_content(shown(SAID, 60, 100).replace(b"/F 10", b"/F 0.2")), "不显示的文字"),
    ],
    ids=["comment", "highlight", "stamp", "field", "unseen", "outside", "tiny"],
)
def test_a_person_s_number_is_found(data: bytes, part: str) -> None:
    result = check_bytes(data, name="年报.pdf")
    (found,) = result.diagnostics
    assert (found.code, place(found.place, "zh").startswith(f"原文第{PAGE}页{part}")) == ("W602", True)
    assert result.not_checked == ()


def test_a_field_that_is_not_drawn_is_told() -> None:
    result = check_bytes(with_annotation(b"/Subtype/Widget/FT/Tx/T(a)/V(Nothing)"), name="年报.pdf")
    assert [entry.reason.zh.partition("，")[0] for entry in result.not_checked] == [
        f"第{PAGE}页的表单里填了内容"
    ]


def with_parent(value: bytes, more: Mapping[int, bytes] | None = None, look: bytes = b"") -> bytes:
    """A field of a form whose value is kept in the field that it is a part of."""
    page = OBJECTS[LAST][:-2] + b"/Annots[200 0 R]>>"
    fields = {
        1: OBJECTS[1][:-2] + b"/AcroForm<</Fields[201 0 R]>>>>",
        LAST: page,
        200: b"<</Type/Annot/Subtype/Widget/Parent 201 0 R%s%s>>" % (AREA, look),
        201: b"<</FT/Tx/T(a)/Kids[200 0 R]/V %s>>" % value,
    }
    return pdf({**OBJECTS, **fields, **(more or {})})


def test_a_value_that_is_kept_in_a_parent_field_is_told_and_looked_at() -> None:
    result = check_bytes(with_parent(WORDS), name="年报.pdf")
    assert [(found.code, place(found.place, "zh")) for found in result.diagnostics] == [
        ("W602", f"原文第{PAGE}页不显示的文字")
    ]
    assert [entry.reason.zh.partition("，")[0] for entry in result.not_checked] == [
        f"第{PAGE}页的表单里填了内容"
    ]


def test_a_value_in_a_parent_field_that_the_page_shows_is_read() -> None:
    result = check_bytes(with_parent(WORDS, LOOK, b"/AP<</N 300 0 R>>"), name="年报.pdf")
    (found,) = result.diagnostics
    assert (found.code, result.not_checked) == ("W602", ())
    assert place(found.place, "zh") == f"原文第{PAGE}页"


def test_an_empty_form_is_nothing_to_tell() -> None:
    result = check_bytes(with_parent(b"()"), name="年报.pdf")
    assert (result.diagnostics, result.not_checked, result.notes) == ((), (), ())


def test_a_person_s_number_in_a_bookmark_is_found() -> None:
    marks = {
        310: b"<</Type/Outlines/First 311 0 R/Last 311 0 R/Count 2>>",
        311: b"<</Title(Part)/Parent 310 0 R/First 312 0 R/Last 312 0 R/Count 1>>",
        312: b"<</Parent 311 0 R/Title " + WORDS + b">>",
    }
    result = check_bytes(with_catalogue(b"/Outlines 310 0 R", marks), name="年报.pdf")
    assert [(found.code, place(found.place, "zh")) for found in result.diagnostics] == [
        ("W602", "原文不显示的文字")
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (with_annotation(b"/Subtype/Text/Contents(Why?)"), "PDF 里有批注"),
        (
            with_catalogue(
                b"/Names<</EmbeddedFiles<</Names[(a.docx) 310 0 R]>>>>",
                {310: b"<</Type/Filespec/F(a.docx)/EF<</F 311 0 R>>>>", 311: stream(b"x")},
            ),
            "PDF 里附着别的文件",
        ),
    ],
    ids=["comment", "attachment"],
)
def test_comments_and_attachments_are_a_note(data: bytes, told: str) -> None:
    result = check_bytes(data, name="年报.pdf")
    assert (result.diagnostics, result.not_checked) == ((), ())
    assert [note.zh.partition("，")[0] for note in result.notes] == [told]


def test_a_form_that_few_programs_show_is_told() -> None:
    form = with_catalogue(b"/AcroForm<</XFA 310 0 R/Fields[]>>", {310: stream(b"<xdp/>")})
    result = check_bytes(form, name="年报.pdf")
    assert [entry.reason.zh.partition("，")[0] for entry in result.not_checked] == ["PDF 是 XFA 表单"]


@pytest.mark.parametrize("kind", [b"/Subtype/Link/A<</S/URI/URI(http://a.example)>>", b"/Subtype/Text"])
def test_links_and_empty_comments_are_nothing_to_tell(kind: bytes) -> None:
    result = check_bytes(with_annotation(kind), name="年报.pdf")
    assert (result.diagnostics, result.not_checked, result.notes) == ((), (), ())


def test_our_own_notes_are_nothing_to_tell() -> None:
    data = pdf(
        objects(sample("town", figures={**sample("town").cells, next(iter(sample("town").cells)): "/"}))
    )
    once = check_bytes(data, name="年报.pdf")
    again = check_bytes(annotate_bytes(data, name="年报.pdf").content, name="年报.pdf")
    assert once.diagnostics == again.diagnostics != ()
    assert again.notes == once.notes
