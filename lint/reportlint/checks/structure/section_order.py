"""Kind `section_order`: the sections stand in the form's order and their numerals fit their titles.

The title says which section it is; the numeral is only compared with it. One cause is one finding:
numerals that are all shifted from some heading on are told once, and so are those of sections that
stand in the wrong order. Left alone are headings without a numeral (copying loses list numbers) and
numerals that count on over a missing section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlint.checks.shared.section_words import official_title
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, unseen
from reportlint.model.forms import NUMERALS, Form
from reportlint.model.report import Report, Section
from reportlint.model.wording import Text, fold

_NUMERAL = re.compile(rf"[{NUMERALS}]|\d")


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    yield from unseen(report, "numerals")
    sections = [section for section in report.sections if section.standing != "lost"]
    moved = _moved(sections)
    for section in moved:
        yield _out_of_order(section, sections, context.form)
    if not moved:
        yield from _misnumbered(sections, context.form)


def _moved(sections: Sequence[Section]) -> list[Section]:
    """The fewest sections whose removal leaves the others in order; of neighbours swapped, the second."""
    chains: list[list[Section]] = []
    for section in sections:
        before = [chain for chain in chains if chain[-1].number < section.number]
        chains.append([*max(before, key=len, default=[]), section])
    kept = max(chains, key=len, default=[])
    return [section for section in sections if section not in kept]


def _out_of_order(section: Section, sections: Sequence[Section], form: Form) -> Finding:
    """The section that stands too late or too early, told by the section it should meet first."""
    index = sections.index(section)
    later = next((other for other in sections[:index] if other.number > section.number), None)
    if later is not None:
        other, where = later, Text("后面", "behind")
    else:
        other = next(other for other in sections[index:] if other.number < section.number)
        where = Text("前面", "before")
    values: dict[str, object] = {
        "section": official_title(form, section.number),
        "other": official_title(form, other.number),
        "where": where,
    }
    return Finding(section.place, values, section=section.number)


def _misnumbered(sections: Sequence[Section], form: Form) -> Iterator[Finding]:
    """Neighbouring sections with wrong numerals, each group as one finding at its first section.

    A numeral is right when it is the form's, or when it counts the sections that are there.
    """
    numbered = [
        (section, numeral, numeral not in (section.number, rank))
        for rank, section in enumerate(sections, start=1)
        if (numeral := _number(section)) is not None
    ]
    for wrong, group in groupby(numbered, key=lambda item: item[2]):
        if not wrong:
            continue
        run = list(group)
        first = run[0][0]
        values = {
            "section": official_title(form, first.number),
            "written": "、".join(NUMERALS[numeral] for _, numeral, _ in run),
            "right": "、".join(NUMERALS[section.number] for section, _, _ in run),
        }
        variant = "numeral" if len(run) == 1 else "numerals"
        yield Finding(first.place, values, section=first.number, variant=variant)


def _number(section: Section) -> int | None:
    """The numeral as a number: `五、`, `第五部分`, `5.` and `l五、` are 5; None where there is none."""
    match = _NUMERAL.search(fold(section.numeral))
    if match is None:
        return None
    return int(match[0]) if match[0].isdecimal() else NUMERALS.index(match[0])


KIND = Kind(
    name="section_order",
    run=_run,
    parameters={"type": "object", "additionalProperties": False},
    placeholders=frozenset({"section", "other", "where", "written", "right"}),
    variants=frozenset({"numeral", "numerals"}),
)
