"""How sentences were read: every word with its kind, every figure with the way it is told or why it was not taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from reportlint.model.wording import Text
from reportlint.parsing.claims.context import Context, FigureClaim
from reportlint.parsing.claims.lexicon import kind_names, load_lexicon, measure_names, reason_names
from reportlint.parsing.claims.reading import read_sentence
from reportlint.parsing.claims.sentences import Sentence, sentences
from reportlint.parsing.claims.settle import settle
from reportlint.parsing.claims.tokens import tokens
from reportlint.parsing.claims.ways import load_ways


class WordRead(Struct, frozen=True):
    """A stretch of a sentence; `kind` names what it was taken for, None where nobody knows it."""

    text: str
    kind: Text | None


class FigureRead(Struct, frozen=True):
    """A figure, or words that say none, as they stand. `measure` is None for what was not taken; `why` says why.

    `way` is the name and the title of the way of telling; `sure` False where the words may mean something else.
    """

    text: str
    value: int
    measure: Text | None
    way: str
    title: Text | None
    why: Text | None
    sure: bool


class SentenceRead(Struct, frozen=True):
    """A sentence, word by word, and what it tells."""

    text: str
    words: tuple[WordRead, ...]
    figures: tuple[FigureRead, ...]


def how_read(paragraphs: Iterable[str], *, year: int | None = None) -> tuple[SentenceRead, ...]:
    """How the paragraphs of one section are read in a report on `year` (None: every year named is the report's)."""
    lexicon, context = load_lexicon(), Context(year)
    read: list[Sentence] = []
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            read_sentence(sentence, context, lexicon, len(read))
            read.append(sentence)
    told = settle(context.claims)
    return tuple(
        SentenceRead(
            sentence.text,
            tuple(_words(sentence.text)),
            tuple(_figure(claim, sentence) for claim in told if claim.sentence == number),
        )
        for number, sentence in enumerate(read)
    )


def _words(text: str) -> Iterator[WordRead]:
    names, position = kind_names(), 0
    for token in tokens(text, load_lexicon()):
        if token.start > position:
            yield WordRead(text[position : token.start], None)
        yield WordRead(text[token.start : token.end], names[token.kind])
        position = token.end
    if position < len(text):
        yield WordRead(text[position:], None)


def _figure(claim: FigureClaim, sentence: Sentence) -> FigureRead:
    way = load_ways().named.get(claim.way)
    return FigureRead(
        text=sentence.text[claim.start : claim.end],
        value=claim.value,
        measure=measure_names()[claim.measure] if claim.measure else None,
        way=claim.way,
        title=way.title if way else None,
        why=None if claim.measure else reason_names()[claim.why or "no_way"],
        sure=claim.sure,
    )
