"""What one report takes in each format, on a core and on the wire, for `benchmarks/audit.py --formats`."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

from formats import clock  # noqa: E402

from reportlint.app.api import DEFAULTS, parse_bytes  # noqa: E402
from reportlint.audit.judging import Instructions, Judged, instructions_for, judge_file, judge_pair  # noqa: E402
from reportlint.audit.packing import pack  # noqa: E402
from reportlint.draft import Draft, text  # noqa: E402
from reportlint.draft.docx import docx  # noqa: E402
from reportlint.parsing.report_json.writing import write_report  # noqa: E402
from tests.generator.prose import town, town_name, written  # noqa: E402
from tests.generator.workbooks import workbook  # noqa: E402
from tests.readers import web_pages  # noqa: E402
from tests.readers.pdf_files import KEPT, KEPT_REPORTS  # noqa: E402

YEARS = (2023, 2024)
NATION = 150_000 * 6
"""Reports of six years."""


def draft(number: int, year: int) -> Draft:
    """What a town writes of its own."""
    random = Random(f"{number} {year}")
    return town(town_name(number), year, written(random), random)


def formats(times: int) -> str:
    """The table of formats: processor time of one report with all rules that need no other, and its bytes."""
    instructions = instructions_for(DEFAULTS)
    rows = []
    for name, files in made().items():
        few = files[: max(times // 6, 2)] if name == "pdf" else files[:times]
        judge_file(instructions, f"年报.{name}", few[0])
        began = clock()
        judged = [judge_file(instructions, f"年报.{name}", data) for data in few]
        each = (clock() - began) / len(few)
        if any(one.report is None for one in judged):
            raise SystemExit(f"a report of the benchmark could not be judged: {name}")
        sent = mean(len(pickle.dumps((instructions, f"年报.{name}", data))) for data in few)
        back = mean(len(pickle.dumps(one)) for one in judged)
        kept = mean(_kept(one) for one in judged)
        rows.append(
            (
                name,
                f"{each * 1000:.1f} ms",
                f"**{1 / each:.0f}**",
                f"{each * NATION / 3600:.1f}",
                f"{sent / 1024:.1f} KB",
                f"{back / 1024:.1f} KB",
                f"{kept / 1024:.1f} KB",
            )
        )
    head = (
        "format",
        "a report",
        "reports/s on a core",
        f"core-hours for {NATION:,}",
        "sent",
        "sent back",
        "kept",
    )
    return f"{table(head, rows)}\n\n{pairs(instructions, times)}"


def made() -> dict[str, list[bytes]]:
    """Reports in each format; the PDF files are those that the tests keep, which LibreOffice printed."""
    drafts = [draft(number, YEARS[-1]) for number in range(30)]
    texts = [text(one).encode() for one in drafts]
    printed = [(KEPT / f"{name}.pdf").read_bytes() for name in KEPT_REPORTS]
    return {
        "txt": texts,
        "html": [web_pages.site(one) for one in drafts],
        "docx": [docx(one) for one in drafts],
        "xlsx": [workbook(one) for one in drafts],
        "pdf": printed * 10,
        "json": [write_report(parse_bytes(data, name="年报.txt")).encode() for data in texts],
    }


def pairs(instructions: Instructions, times: int) -> str:
    """What comparing a report with last year's takes beside that, in a sentence."""
    told = []
    for number in range(min(times, 30)):
        judged = [judge_file(instructions, "年报.txt", text(draft(number, year)).encode()) for year in YEARS]
        told.append((instructions, judged[1].report or b"", judged[0].report or b""))
    began = clock()
    verdicts = [judge_pair(*asked) for asked in told]
    each = (clock() - began) / len(told)
    sent = mean(len(pickle.dumps(asked)) for asked in told)
    back = mean(len(pickle.dumps(verdict)) for verdict in verdicts)
    kept = mean(len(pack(verdict)) for verdict in verdicts)
    return (
        f"Comparing a report with last year's takes {each * 1000:.1f} ms more, whatever the format; "
        f"{sent / 1024:.1f} KB are sent, {back / 1024:.1f} KB sent back and {kept / 1024:.1f} KB kept."
    )


def _kept(judged: Judged) -> int:
    """The bytes that the cache keeps of a report."""
    head = pack((judged.row, judged.figures, judged.entry))
    return len(head) + len(judged.result) + len(judged.report or b"")


def mean(values: Iterable[int]) -> float:
    """Their mean."""
    held = list(values)
    return sum(held) / len(held)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
