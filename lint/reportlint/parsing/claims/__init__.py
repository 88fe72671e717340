"""Prose → claims: what the sentences assert for this unit and this year, figure by figure.

Stages: paragraph → sentences (`sentences`) → tokens by the lexicon (`tokens`; the kinds of words: `kinds`) →
clauses (`clauses`) → what each clause tells, with the context carried on (`reading`): by a pattern (`ways`), by the
words around the figure (`figures`, `applications`, `other_tables`), or that there was none (`negation`) → what the
figures decide about one another (`settle`). `explain` shows all of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportlint.model.document import Paragraph
from reportlint.model.report import Claim
from reportlint.parsing.claims.context import Context, FigureClaim
from reportlint.parsing.claims.lexicon import load_lexicon
from reportlint.parsing.claims.reading import read_sentence
from reportlint.parsing.claims.sentences import Sentence, sentences
from reportlint.parsing.claims.settle import settle

_DECIDES_REVIEWS = ("司法局", "司法厅", "司法部", "复议局")


def find_claims(
    prose: Iterable[tuple[int | None, Paragraph]], *, year: int | None, unit: str | None
) -> tuple[Claim, ...]:
    """The claims of running text, given with the number of the section each paragraph stands in.

    `year` is the report's: figures of other years are no claims. A `unit` that decides reviews on
    others (a bureau of justice) tells of its cases as of work done.
    """
    reviews = unit is not None and any(name in unit for name in _DECIDES_REVIEWS)
    lexicon = load_lexicon()
    found: list[Claim] = []
    section: int | None = None
    context, read = Context(year, reviews), list[tuple[Paragraph, Sentence]]()
    for number, paragraph in prose:
        if number != section:
            found += _claims(context, read, section)
            context, read, section = Context(year, reviews), [], number
        for sentence in sentences(paragraph.text):
            read_sentence(sentence, context, lexicon, len(read))
            read.append((paragraph, sentence))
    return (*found, *_claims(context, read, section))


def _claims(context: Context, read: list[tuple[Paragraph, Sentence]], section: int | None) -> list[Claim]:
    return [_claim(told, *read[told.sentence], section) for told in settle(context.claims) if told.measure]


def _claim(told: FigureClaim, paragraph: Paragraph, sentence: Sentence, section: int | None) -> Claim:
    start, end = sentence.place(told.start, told.end)
    return Claim(
        measure=told.measure,
        value=told.value,
        sure=told.sure,
        text=paragraph.text[sentence.start : sentence.end].strip(),
        section=section,
        place=paragraph.place.part(start, end),
    )
