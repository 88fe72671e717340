"""Every figure of docs/accuracy.md: the rules on what is told, and the one wrong cell of table 三.

    python benchmarks/accuracy.py [--held-out] [--tables N] [--write]

Each record's sentences stand in section 一 of a report. Where its tables agree with them, a finding is a false
alarm; where the tables hold one more or one less of a measure that is told, sums kept right, a finding must name
both figures and the rows that hold the measure and no others. For the sentences in other manners of speech all that
they do not tell is set to other values, too, and nothing may speak. A quarter of the records, chosen by a hash of
their words, is kept aside and reported separately; what is wrong there is shown with `--held-out` only. `--write`
puts the figures into docs/accuracy.md, between its marks for claims, and what is still wrong, a line each, into
tests/corpus/known_misses.txt, which the tests hold the grammar to. The sentences of the shared corpus are told by
their numbers; without that corpus the project's own gives the same figures on any machine.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "lint")]

import suspects  # noqa: E402
from pages import put  # noqa: E402

from tests.claims.corpus import KNOWN, MANNERS, OWN, SHARED, VOICES, Record, records  # noqa: E402
from tests.claims.judged import verdict  # noqa: E402

TITLE = "## What the prose says against what the tables say"
INTRODUCTION = """\
`python benchmarks/accuracy.py --write` measures and puts the figures here: see there for how. All these sentences have
been read by now, those kept aside too, so that the figures tell how well the grammar knows them; how it
does on sentences that nobody has seen, the first looks below tell."""


class Tally:
    """What came of a set of records."""

    def __init__(self, name: str, chosen: Sequence[Record]) -> None:
        self.name = name
        self.verdicts = [verdict(record) for record in chosen]
        self.changes = [change for judged in self.verdicts for change in judged.changes]

    def row(self) -> str:
        """A row of the table of all sets."""
        number, told = len(self.verdicts), any(judged.record.manner for judged in self.verdicts)
        silent = _share(sum(not judged.alarms for judged in self.verdicts), number)
        untold = _share(sum(not judged.untold for judged in self.verdicts), number) if told else "–"
        found = _share(sum(change.found for change in self.changes), len(self.changes))
        return f"| {self.name} | {number} | {silent} | {untold} | {len(self.changes)} | {found} |"

    def wrong(self) -> Iterator[str]:
        """The records that are still wrong, a line each; those of the shared corpus by number."""
        for judged in self.verdicts:
            told = [f"false alarm: {finding.code} {finding.message.zh}" for finding in judged.alarms]
            told += [f"alarm on what is not told: {finding.code}" for finding in judged.untold]
            missed = [f"{change.measure} {change.step:+d}" for change in judged.changes if not change.found]
            told += [f"missed: {', '.join(missed)}"] if missed else []
            if told:
                yield f"- {_named(self.name, judged.record)} — {'; '.join(told)}"


def _named(name: str, record: Record) -> str:
    own = f"“{''.join(record.sentences)}” ({record.unit}, {record.year})"
    return own if not name.startswith("shared") else f"shared corpus, record {record.number}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def by_measure(tallies: Sequence[Tally]) -> Iterator[str]:
    """How many changes of each measure are found, over all sets."""
    yield "| measure | changed | found |"
    yield "|---|---|---|"
    cases = [change for tally in tallies for change in tally.changes]
    for measure in dict.fromkeys(change.measure for change in cases):
        told = [change.found for change in cases if change.measure == measure]
        yield f"| {measure} | {len(told)} | {_share(sum(told), len(told))} |"
    soft = [change.found for change in cases if change.soft]
    if soft:
        yield f"| *of these told by a weak verb (办理)* | {len(soft)} | {_share(sum(soft), len(soft))} |"


def tallies() -> Iterator[Tally]:
    """The sets: each corpus, and what is kept aside of it."""
    for name, path in (("own", OWN), ("shared", SHARED)):
        if not path.is_file():
            print(f"{path} is not there: the {name} corpus is left out", file=sys.stderr)
            continue
        every = records(path)
        yield Tally(f"{name}, seen", [record for record in every if not record.aside])
        yield Tally(f"{name}, kept aside", [record for record in every if record.aside])
    yield Tally("other manners of speech", records(MANNERS))
    yield Tally("yet other voices", records(VOICES))


def section(measured: Sequence[Tally], *, held_out: bool) -> str:
    """The figures and what is still wrong, as Markdown."""
    lines = [TITLE, "", INTRODUCTION, ""]
    lines += [
        "| sentences | records | no false alarm | nor on what is untold | changes | found |",
        "|---|---|---|---|---|---|",
    ]
    lines += [tally.row() for tally in measured]
    lines += ["", *by_measure(measured), "", "Still wrong:", ""]
    shown = [tally for tally in measured if held_out or not tally.name.endswith("aside")]
    wrong = [line for tally in shown for line in tally.wrong()]
    hidden = sum(len(list(tally.wrong())) for tally in measured if tally not in shown)
    lines += wrong or ["- nothing"]
    if hidden:
        lines.append(f"- and {hidden} of the records kept aside")
    return "\n".join(lines)


def main() -> None:
    """Measures, prints the section and writes it where asked."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument(
        "--held-out", action="store_true", help="show what is wrong in the quarter kept aside"
    )
    options.add_argument("--tables", type=int, default=100, help="tables for each slip, form and size")
    options.add_argument("--write", action="store_true", help="put the figures into docs/accuracy.md")
    chosen = options.parse_args()
    measured = list(tallies())
    if chosen.write:
        lines = sorted({line for tally in measured for judged in tally.verdicts for line in judged.lines()})
        KNOWN.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    parts = {
        "claims": section(measured, held_out=chosen.held_out),
        "suspects": suspects.measured(chosen.tables),
    }
    for mark, text in parts.items():
        print(text, end="\n\n")
        if chosen.write:
            put("accuracy.md", mark, text)


if __name__ == "__main__":
    main()
