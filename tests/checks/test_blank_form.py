"""The blank form: no sum and no part of it passes for checked."""

from __future__ import annotations

from reportlint.app.api import check_bytes
from reportlint.draft.blank import blank
from reportlint.draft.docx import docx


def test_what_nobody_filled_in_is_not_checked() -> None:
    result = check_bytes(docx(blank("云陂镇人民政府", 2024)), name="年报.docx")
    reasons = {entry.code: entry.reason.zh for entry in result.not_checked}
    assert reasons == {
        "A301": "第三部分的表一个数都没有填，没有核对",
        "A302": "第三部分的表一个数都没有填，没有核对",
        "A303": "第三部分的表一个数都没有填，没有核对",
        "A304": "第四部分的表一个数都没有填，没有核对",
        "S106": "“五、存在的主要问题及改进情况”下面没有实际内容，没有核对",
        "S107": "“一、总体情况”下面没有实际内容，没有核对",
        "T209": "第二部分的表一个数都没有填，没有核对",
    }
