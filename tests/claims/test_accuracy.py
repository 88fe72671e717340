"""The rules on what is told, measured over the labelled sentences; benchmarks/accuracy.py prints the same figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.claims.corpus import OWN, SHARED, Record, records
from tests.claims.judged import changes, false_alarms

CORPORA = [
    pytest.param(OWN, id="own"),
    pytest.param(
        SHARED,
        id="shared",
        marks=pytest.mark.skipif(
            not SHARED.is_file(), reason=f"{SHARED} is not there: the shared sentences are left out"
        ),
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize("path", CORPORA)
def test_correct_reports_stay_silent(path: Path, count: Callable[..., None]) -> None:
    every = records(path)
    alarmed = [record.key for record in every if false_alarms(record)]
    count(labelled_records=len(every), false_alarms=len(alarmed))
    assert len(alarmed) <= 0.01 * len(every), alarmed


@pytest.mark.slow
@pytest.mark.parametrize("path", CORPORA)
def test_a_changed_figure_is_found_and_both_figures_named(path: Path, count: Callable[..., None]) -> None:
    outcomes = [(record.key, change) for record in records(path) for change in changes(record)]
    missed = [f"{key} {change.measure}{change.step:+d}" for key, change in outcomes if not change.found]
    count(changed_figures=len(outcomes), changes_missed=len(missed))
    assert len(missed) <= 0.05 * len(outcomes), missed


def test_our_own_corpus_is_large_and_a_quarter_is_kept_aside() -> None:
    every = records(OWN)
    assert len(every) >= 200
    assert len({record.key for record in every}) == len(every)
    assert 0.2 <= sum(record.aside for record in every) / len(every) <= 0.3


def test_no_sentence_of_the_shared_corpus_is_in_ours() -> None:
    if not SHARED.is_file():
        pytest.skip(f"{SHARED} is not there: nothing to compare with")
    ours = _sentences(records(OWN))
    assert not ours & _sentences(records(SHARED))


def _sentences(every: tuple[Record, ...]) -> set[str]:
    return {sentence for record in every for sentence in record.sentences}
