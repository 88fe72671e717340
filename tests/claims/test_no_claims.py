"""Figures that are no claims: letters, hotlines, publications, comparisons, other years, other organs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.reading import told

SENTENCES = (Path(__file__).parent.parent / "corpus" / "no_claims.txt").read_text("utf-8").splitlines()
LEAD = "（二）依申请公开。2024年收到政府信息公开申请3件，办结3件。"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_on_its_own(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_behind_a_sentence_on_applications(sentence: str) -> None:
    assert told(LEAD + sentence) == [("new_received", 3, "3件"), ("handled", 3, "3件")]
