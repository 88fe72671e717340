"""Text without end in the prose: told as not checked, and never searched for long."""

from __future__ import annotations

from time import process_time

import pytest

from reportlint.app.api import check_bytes
from reportlint.draft import sample, text
from reportlint.model.diagnostic import Result
from reportlint.model.report import LONGEST_SENTENCE

REPEATED = (
    "×", "1", "_", "*", "○", "XX", "××诉", "1,000", "1380013", "a.", "国办发〔2021", "共收到申请5件，其中",
    "收到政府信息公开申请1件，", "未收到", "分别为", "一", "、", "（", "2023年", "县", "教育局",
)  # fmt: skip
"""What a regular expression may try from every place anew."""


pytestmark = pytest.mark.slow
SECONDS = 8
"""Of processor time; all take less than one on a slow machine."""


def judged(repeated: str, length: int) -> Result:
    """The outcome for a report with `repeated` over and over in section 一, `length` characters in all."""
    told = repeated * (length // len(repeated))
    report = text(sample("town")).replace("（三）政府信息管理", f"{told}（三）政府信息管理")
    start = process_time()
    result = check_bytes(report.encode(), name="年报.txt")
    assert process_time() - start < SECONDS
    assert result.crashed == ()
    return result


@pytest.mark.parametrize("repeated", REPEATED)
def test_a_sentence_without_end_is_not_searched_and_that_is_said(repeated: str) -> None:
    reasons = [entry.reason.zh for entry in judged(repeated, 50_000).not_checked]
    assert any(f"连着{LONGEST_SENTENCE:,}多个字没有句号" in reason for reason in reasons), reasons


@pytest.mark.parametrize("repeated", REPEATED)
def test_a_sentence_of_the_longest_kind_is_searched_in_time(repeated: str) -> None:
    result = judged(repeated, LONGEST_SENTENCE - 200)
    assert not any("没有句号" in entry.reason.zh for entry in result.not_checked)


def test_many_sentences_with_figures_are_read_in_time() -> None:
    assert judged("收到政府信息公开申请1件。", 120_000).status == "checked"
