"""The county's sums (`audit --totals`): a workbook, or the official form filled with them to start its report from."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from reportlint.audit.outcome import Audit
from reportlint.audit.outputs.totals.book import totals_book
from reportlint.audit.outputs.totals.sums import Totals, totals_of
from reportlint.draft.blank import blank
from reportlint.draft.docx import docx
from reportlint.model.report import CellKey


def totals_file(
    audit: Audit, suffix: str, *, lang: str = "zh", counted: Mapping[str, bool] | None = None
) -> bytes | None:
    """The file for a suffix, .xlsx or .docx; None where no report tells its year, so that there is nothing to add.
    `counted` as for `totals_of`.
    """
    totals = totals_of(audit, counted=counted)
    if totals is None:
        return None
    return totals_book(totals, lang=lang) if suffix == ".xlsx" else totals_form(totals)


def totals_form(totals: Totals) -> bytes:
    """The form as a Word file, its cells filled with the sums, what is to be written left to be written."""
    unit = totals.county.name if totals.county else "（单位名称）"
    draft = blank(unit, totals.year)
    cells = {key: str(cell.total) for key, cell in totals.cells.items()}
    prose = {**draft.prose, 1: f"（文字描述）\n（二）依申请公开。{_sentence(totals)}\n（文字描述）"}
    return docx(replace(draft, cells=cells, prose=prose))


def _sentence(totals: Totals) -> str:
    """What a report says of applications, by the sums."""

    def told(row: str) -> str:
        return str(totals.cells[CellKey("applications", row, "total")].total)

    return (
        f"{totals.year}年，新收政府信息公开申请{told('new_received')}件，上年结转{told('carried_in')}件；"
        f"办理{told('handled_total')}件，结转下年度继续办理{told('carried_out')}件。"
    )
