"""One slip is one finding: benchmarks/one_mistake.py on a few reports, and what the finding says."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.one_mistake import SLIPS, judged, marks_both_ends
from tests.generator.reports import correct


@pytest.mark.parametrize("name", SLIPS)
def test_one_slip_gives_one_finding(name: str) -> None:
    for seed in range(2):
        result = judged(SLIPS[name](correct("2021", "town", seed), Random(seed)))
        assert len(result.diagnostics) == 1, [found.message.zh for found in result.diagnostics]
        assert marks_both_ends(result)


def test_a_total_that_the_prose_tells_leads_and_the_sentence_confirms() -> None:
    result = judged(SLIPS["wrong total of reviews"](correct("2021", "town", 3), Random(3)))
    (found,) = result.diagnostics
    assert (found.code, found.suspect and found.suspect.cell.row) == ("A304", "review")
    assert found.message.zh.endswith("和正文说的也一致")
    assert "与改后的数一致" in found.related[0].message.zh
    assert result.outcomes["N403"] == ("explained", ("A304",))
