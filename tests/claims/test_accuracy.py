"""The rules on what is told, measured over the labelled sentences; benchmarks/accuracy.py prints the same figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.claims.corpus import KNOWN, MANNERS, OWN, SHARED, VOICES, Record, records
from tests.claims.judged import verdict

CORPORA = [
    pytest.param(OWN, id="own"),
    pytest.param(MANNERS, id="manners"),
    pytest.param(VOICES, id="voices"),
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
def test_what_goes_wrong_is_known_to_the_last_line(path: Path, count: Callable[..., None]) -> None:
    """`python benchmarks/accuracy.py --write` writes the list anew; its difference is to be looked at."""
    every = records(path)
    lines = {line for record in every for line in verdict(record).lines()}
    keys = {record.key for record in every}
    known = {line for line in KNOWN.read_text("utf-8").splitlines() if line.split(" ")[0] in keys}
    count(labelled_records=len(every), known_misses=len(known))
    assert sorted(lines) == sorted(known)


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
