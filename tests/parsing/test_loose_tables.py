"""Tables whose rows came apart: every cell is read right, or is told not to be read; never another row's figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from reportlint.app.api import check_bytes, parse_bytes
from reportlint.draft import Draft, sample, text
from reportlint.draft.drawing import Drawing
from reportlint.model.report import CellKey, Number
from tests.parsing.test_shapes import rows

CASES = Path(__file__).parents[3] / "shared" / "cases" / "reading"
COLUMNS = (
    "natural_person",
    "commercial",
    "research",
    "public_welfare",
    "legal_service",
    "other_org",
    "total",
)


def printed(drawing: Drawing, *, width: int, where: str) -> Iterator[str]:
    """The lines of a table as a PDF viewer copies them: labels of `width` characters a line, figures at `where`."""
    for row in rows(drawing):
        words = [cell for cell in row if (cell and not cell[0].isdigit()) or cell[1:2] == "."]
        figures = [cell for cell in row if cell and cell not in words]
        if not (figures and words):
            yield " ".join([*words, *figures])
            continue
        *groups, label = words
        yield from groups
        lines = [label[at : at + width] for at in range(0, len(label), width)]
        at = {"before": 0, "between": (len(lines) + 1) // 2, "behind": len(lines)}[where]
        lines.insert(at, " ".join(figures))
        yield from lines


def copied(draft: Draft, *, width: int, where: str) -> str:
    return text(draft, write=lambda _, drawing: "\n".join(printed(drawing, width=width, where=where)))


def figures_of(seed: int) -> Draft:
    """A county's report with other figures in each cell of table 三; sums do not matter here."""
    rng = Random(seed)
    draft = sample("city")
    cells = {key: str(rng.randrange(1000)) for key in draft.cells if key.table == "applications"}
    return replace(draft, cells={**draft.cells, **cells})


@pytest.mark.parametrize("where", ["behind", "between"])
@pytest.mark.parametrize("width", [9, 12, 15, 19, 24, 60])
def test_labels_over_several_lines(width: int, where: str) -> None:
    draft = figures_of(width)
    report = parse_bytes(copied(draft, width=width, where=where).encode(), name=draft.filename)
    read = dict(report.tables["applications"].cells())
    wrong = [
        key
        for key, value in read.items()
        if isinstance(value, Number) and str(value.value) != draft.cells[key]
    ]
    assert wrong == []
    assert sum(isinstance(value, Number) for value in read.values()) == 175


@pytest.mark.parametrize("seed", range(6))
def test_a_line_of_figures_that_is_lost_takes_no_other_row_s(seed: int) -> None:
    draft, rng = figures_of(seed), Random(seed)
    lines = copied(draft, width=rng.randint(9, 30), where=rng.choice(["behind", "between", "before"])).split(
        "\n"
    )
    sevens = [
        at for at, line in enumerate(lines) if len(line.split()) == 7 and line.replace(" ", "").isdigit()
    ]
    del lines[rng.choice(sevens)]
    content = "\n".join(lines).encode()
    for key, value in parse_bytes(content, name=draft.filename).tables["applications"].cells():
        if isinstance(value, Number):
            assert str(value.value) == draft.cells[key], key
    assert check_bytes(content, name=draft.filename).diagnostics


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
@pytest.mark.parametrize(
    "name",
    [
        "gap19.txt",
        "mid15.txt",
        "label_cut_to_other_row.txt",
        *(f"pdfcopy_wrapped_{end}.txt" for end in ("13_0", "13_1", "16_0", "16_1", "19_1", "30_1")),
    ],
)
def test_shared_cases(name: str) -> None:
    table = parse_bytes((CASES / name).read_bytes(), name=name).tables["applications"]
    for row, figures in json.loads((CASES / "cells.json").read_text())[name].items():
        got = [getattr(table.value(row, column), "value", None) for column in COLUMNS]
        assert got == figures, row
    assert CellKey("applications", "granted", "total") in dict(table.cells())
