"""How well copied prose is told from prose written anew: false alarms and hits of X703 and X704.

    python benchmarks/copied.py [--batches N] [--write]

Batches of 40 and of 4 invented towns over two years are written (tests/generator), without copies to count
false alarms, and with copies in which a share of the parts of sentences was edited to count what is found.
`--write` puts the table into docs/copied.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

from pages import put  # noqa: E402

from reportlint.engine.across import judge_across  # noqa: E402
from reportlint.engine.loading import load_rules  # noqa: E402
from reportlint.engine.rules import RuleSet  # noqa: E402
from tests.generator.batches import Written, two_years  # noqa: E402

TOWNS, COPIES, FEW = 40, 6, 4
STOCK = (0.2, 0.4, 0.6, 0.8)
EDITS = (0.05, 0.1, 0.2, 0.3, 0.4)


def main() -> None:
    """Counts, prints the table and writes it where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--batches", type=int, default=5, help="batches for each line")
    options.add_argument("--write", action="store_true", help="put the table into docs/copied.md")
    chosen = options.parse_args()
    rules = load_rules(select=["X703", "X704"])
    lines = [
        "| written | reports of the later year | X703 told | X704 told |",
        "|---|---|---|---|",
    ]
    for count, batches in ((TOWNS, chosen.batches), (FEW, chosen.batches * TOWNS // FEW)):
        for stock in STOCK:
            told = [alarms(two_years(count, seed, stock=stock), rules) for seed in range(batches)]
            counts = " | ".join(f"{sum(one[code] for one in told)} false" for code in ("X703", "X704"))
            what = f"anew, {stock:.0%} of the parts common phrases, {count} towns"
            lines.append(f"| {what} | {count * batches} | {counts} |")
    for edits in EDITS:
        made = [
            two_years(TOWNS, seed, stock=0.4, copies=COPIES, edits=edits) for seed in range(chosen.batches)
        ]
        lines.append(f"| copied, {edits:.0%} of the parts edited | {_hits(made, rules)} |")
    table = "\n".join(lines)
    print(table)
    if chosen.write:
        put("copied.md", "figures", table)


def alarms(written: Written, rules: RuleSet) -> dict[str, int]:
    """How many reports of the later year each rule tells though nobody copied them."""
    verdicts = judge_across(written.batch, rules)
    copies = {"X703": written.from_last_year, "X704": written.from_sibling}
    return {
        code: sum(
            any(found.code == code for found in verdict.diagnostics)
            for path, verdict in verdicts.items()
            if path not in paths
        )
        for code, paths in copies.items()
    }


def _hits(made: list[Written], rules: RuleSet) -> str:
    found = {"X703": 0, "X704": 0}
    owed = {"X703": 0, "X704": 0}
    wrong = {"X703": 0, "X704": 0}
    for written in made:
        verdicts = judge_across(written.batch, rules)
        for code, paths in (("X703", written.from_last_year), ("X704", written.from_sibling)):
            owed[code] += len(paths)
            found[code] += sum(
                any(one.code == code for one in verdicts[path].diagnostics) for path in sorted(paths)
            )
        for code, count in alarms(written, rules).items():
            wrong[code] += count
    shown = " | ".join(
        f"{found[code]} of {owed[code]}" + (f", {wrong[code]} false" if wrong[code] else "") for code in found
    )
    return f"{TOWNS * len(made)} | {shown}"


if __name__ == "__main__":
    main()
