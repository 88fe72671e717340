"""The official blank form as Word file: blank it lints as not filled, filled it is read whole."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import docx
import pytest

from reportlint.app.api import check_bytes, parse_bytes
from reportlint.draft import Draft, sample

FORM = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "blank-form-2021.docx"
pytestmark = pytest.mark.skipif(not FORM.is_file(), reason=f"{FORM} is not here")


def filled(draft: Draft) -> bytes:
    """The form with the draft's title, prose and figures written into it as a clerk does."""
    document = docx.Document(str(FORM))
    prose = [f"{draft.period}\n{draft.prose[1]}", draft.prose[5], draft.prose[6]]
    for paragraph in document.paragraphs:
        if "格式模板" in paragraph.text:
            paragraph.text = draft.title[0]
        elif "文字描述" in paragraph.text:
            paragraph.text = prose.pop(0)
    figures = iter(draft.cells.values())
    for table in document.tables:
        for row in table._tbl.tr_lst:
            for cell in row.tc_lst:
                goes_on = cell.vMerge == "continue"
                if not goes_on and not "".join(p.text for p in cell.p_lst).strip():
                    cell.p_lst[0].add_r().text = next(figures)
    assert list(figures) == []
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["town", "zeros", "city"])
def test_filled_form_is_read_whole_and_gives_nothing(name: str) -> None:
    draft = sample(name)
    data = filled(draft)
    report = parse_bytes(data, name="年报.docx")
    read = {key: (value.state, value.raw) for table in report.tables.values() for key, value in table.cells()}
    assert read == {key: ("number", raw) for key, raw in draft.cells.items()}
    assert len(read) == 200
    result = check_bytes(data, name="年报.docx")
    assert (result.status, result.diagnostics) == ("checked", ())


def test_blank_form_is_not_filled() -> None:
    result = check_bytes(FORM.read_bytes(), name="年报.docx")
    assert result.status == "checked"
    found = Counter((finding.code, finding.severity) for finding in result.diagnostics)
    assert found["T203", "warning"] == 200
    assert found["S104", "error"] == 2
    assert found["Y505", "error"] == 1
    spots = [finding.place.spot for finding in result.diagnostics if finding.code == "T203"]
    assert all(spot is not None and spot.table and spot.row and spot.column for spot in spots)
    assert len(set(spots)) == 200
