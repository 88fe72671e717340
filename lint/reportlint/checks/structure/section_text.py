"""Kind `section_text`: sections that must say something do.

Parameters: `nothing`, regular expressions for sentences that say nothing anywhere (a template's
文字描述, a bare sub-heading, a signature), and the `sections`, each with its `number`, its own `basis`
and what else says nothing there (无). They are matched against whole folded sentences, full stops left out. The unit's
own name on a line of its own is a signature as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.shared.parameters import BASIS, PATTERNS_OR_NONE
from reportlint.checks.shared.section_words import official_heading
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.document import Paragraph
from reportlint.model.report import Report, Section
from reportlint.model.wording import bare, fold

_SENTENCE_END = re.compile(r"[。;!]+")


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    for entry in context.parameters["sections"]:
        section = report.section(entry["number"])
        if section is None:
            continue
        nothing = re.compile("|".join((*context.parameters["nothing"], *entry["nothing"])))
        written = [paragraph for paragraph in section.paragraphs if bare(paragraph.text)]
        if not any(_says_something(paragraph, nothing, report.unit) for paragraph in written):
            yield _empty(section, written, context, tuple(entry.get("basis", ())))


def _says_something(paragraph: Paragraph, nothing: re.Pattern[str], unit: str | None) -> bool:
    text = fold(paragraph.text)
    if unit is not None and bare(text) == bare(unit):
        return False
    return any(sentence and not nothing.fullmatch(sentence) for sentence in _SENTENCE_END.split(text))


def _empty(
    section: Section, written: list[Paragraph], context: CheckContext, basis: tuple[str, ...]
) -> Finding:
    heading, number = official_heading(context.form, section.number), section.number
    if not written:
        return Finding(section.place, {"section": heading}, number, basis=basis, absent_from=(number,))
    values = {"section": heading, "text": "”“".join(paragraph.text.strip() for paragraph in written)}
    return Finding(written[0].place, values, number, variant="nothing", basis=basis, absent_from=(number,))


KIND = Kind(
    name="section_text",
    run=_run,
    parameters={
        "type": "object",
        "required": ["nothing", "sections"],
        "additionalProperties": False,
        "properties": {
            "nothing": PATTERNS_OR_NONE,
            "sections": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["number", "nothing"],
                    "additionalProperties": False,
                    "properties": {
                        "number": {"type": "integer", "minimum": 1, "maximum": 6},
                        "nothing": PATTERNS_OR_NONE,
                        "basis": BASIS,
                    },
                },
            },
        },
    },
    placeholders=frozenset({"section", "text"}),
    variants=frozenset({"nothing"}),
)
