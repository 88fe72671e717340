"""Which change is named when several fit: what the prose confirms, what a clerk's hand does, or none."""

from __future__ import annotations

from reportlint.model.report import CellKey
from reportlint.suspects import CellChange, ToldSum, find_suspects
from tests.suspects.tables import Figures, system

SYSTEM = system("2021")


def cell(name: str) -> CellKey:
    return CellKey("applications", *name.split("."))


def table(**rows: tuple[int, int]) -> Figures:
    """A table of persons and firms, all else 0; totals, （七） and new requests follow."""
    figures = {CellKey("applications", row, column): 0 for row in SYSTEM.rows for column in SYSTEM.columns}
    for row, values in rows.items():
        for column, value in zip(("natural_person", "commercial"), values, strict=True):
            for key in (row, "handled_total", "new_received"):
                figures[CellKey("applications", key, column)] += value
                figures[CellKey("applications", key, "total")] += value
    return figures


def change(name: str, held: int, value: int) -> CellChange:
    return CellChange(cell(name), held, value)


def test_one_cell() -> None:
    figures = table(granted=(12, 3)) | {cell("granted.natural_person"): 21}
    found = find_suspects(SYSTEM, figures)
    assert found.state == "named"
    assert found.mendings == ((change("granted.natural_person", 21, 12),),)
    assert not found.confirmed


def test_a_total_with_its_column_names_the_cell_below_both() -> None:
    """A row's total and an applicant's cell are told apart by the columns that break."""
    total = table(granted=(12, 3)) | {cell("granted.total"): 16}
    assert find_suspects(SYSTEM, total).mendings == ((change("granted.total", 16, 15),),)
    figure = table(granted=(12, 3)) | {cell("granted.commercial"): 4}
    assert find_suspects(SYSTEM, figure).mendings == ((change("granted.commercial", 4, 3),),)


def test_neighbours_swapped_are_named_among_all_rows_that_would_fit() -> None:
    figures = table(granted=(57, 23), partial=(80, 90), denied_third_party=(99, 70))
    figures |= {cell("granted.natural_person"): 23, cell("granted.commercial"): 57}
    found = find_suspects(SYSTEM, figures)
    assert found.state == "named"
    assert len(found.mendings) > 1
    assert found.mendings[0] == (
        change("granted.natural_person", 23, 57),
        change("granted.commercial", 57, 23),
    )


def test_one_application_under_the_wrong_applicant_may_be_in_any_row() -> None:
    figures = table(granted=(5, 4), partial=(6, 8))
    figures |= {cell("granted.natural_person"): 4, cell("granted.commercial"): 5}
    figures |= {cell("granted.natural_person"): 6, cell("granted.commercial"): 3}
    found = find_suspects(SYSTEM, figures)
    assert found.state == "several"
    assert found.mendings == (
        (change("granted.natural_person", 6, 5), change("granted.commercial", 3, 4)),
        (change("partial.natural_person", 6, 5), change("partial.commercial", 8, 9)),
    )


def test_a_figure_split_over_two_cells() -> None:
    figures = table(granted=(25, 0), partial=(40, 30))
    figures |= {cell("granted.natural_person"): 2, cell("granted.commercial"): 5}
    assert find_suspects(SYSTEM, figures).mendings[0] == (
        change("granted.natural_person", 2, 25),
        change("granted.commercial", 5, 0),
    )


def test_the_prose_decides_between_what_fits_equally_well() -> None:
    figures = table(granted=(3, 3), partial=(3, 3)) | {cell("granted.total"): 7, cell("partial.total"): 5}
    alone = find_suspects(SYSTEM, figures)
    assert alone.state == "several"
    assert len(alone.mendings) > 2
    told = find_suspects(SYSTEM, figures, prose=[ToldSum((cell("granted.total"),), 6)])
    assert told.state == "named"
    assert told.confirmed
    assert told.mendings == ((change("granted.total", 7, 6), change("partial.total", 5, 6)),)


def test_prose_that_speaks_of_a_sum() -> None:
    """拒绝公开 9 件 is told for the eight rows of its block together."""
    figures = table(granted=(3, 3), denied_third_party=(3, 3), denied_process_info=(2, 1))
    figures |= {cell("granted.total"): 7, cell("denied_third_party.total"): 5}
    rows = [row for row in SYSTEM.rows if row.startswith("denied")]
    told = ToldSum(tuple(CellKey("applications", row, "total") for row in rows), 9)
    found = find_suspects(SYSTEM, figures, prose=[told])
    assert found.confirmed
    assert found.mendings == ((change("granted.total", 7, 6), change("denied_third_party.total", 5, 6)),)


def test_prose_that_gainsays_all_that_fits_names_nothing_new() -> None:
    figures = table(granted=(3, 3), partial=(3, 3)) | {cell("granted.total"): 7, cell("partial.total"): 5}
    gainsaid = find_suspects(SYSTEM, figures, prose=[ToldSum((cell("granted.total"),), 40)])
    assert not gainsaid.confirmed
    assert set(gainsaid.mendings) == set(find_suspects(SYSTEM, figures).mendings)


def test_a_blank_cell_is_where_a_figure_was_left_out() -> None:
    figures = table(granted=(3, 3), partial=(3, 3))
    figures |= {cell("granted.natural_person"): 0, cell("partial.natural_person"): 6}
    found = find_suspects(SYSTEM, figures, blanks={cell("granted.natural_person")})
    assert found.mendings[0] == (
        change("granted.natural_person", 0, 3),
        change("partial.natural_person", 6, 3),
    )


def test_identities_with_an_unreadable_cell_are_said_to_be_unknown() -> None:
    figures = table(granted=(12, 3), partial=(4, 4)) | {cell("granted.natural_person"): 21}
    del figures[cell("carried_out.total")]
    found = find_suspects(SYSTEM, figures)
    assert found.state == "named"
    assert found.mendings == ((change("granted.natural_person", 21, 12),),)
    carried_out, balance_of_totals = 24, len(SYSTEM.identities) - 1
    assert found.unknown == {carried_out, balance_of_totals}


def test_a_lost_row_leaves_too_little_to_choose() -> None:
    """12 written as 21 is a common slip, but the identity that would prove it is lost: nothing is guessed."""
    figures = table(granted=(12, 3), partial=(4, 4)) | {cell("granted.natural_person"): 21}
    figures = {key: value for key, value in figures.items() if key.row != "handled_total"}
    found = find_suspects(SYSTEM, figures)
    assert found.state == "unclear"
    assert found.mendings == (
        (change("granted.natural_person", 21, 12),),
        (change("granted.total", 15, 24),),
    )
