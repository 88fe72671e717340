"""How sentences were read, for people: every word with what it was taken for, then every figure and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint.model.wording import Text
from reportlint.parsing.claims.explain import FigureRead, SentenceRead, WordRead
from reportlint.render import RenderOptions
from reportlint.render.paper import TextPaper
from reportlint.render.plain import harmless

_UNKNOWN = Text("不认识", "unknown")
_PLAIN = frozenset({"虚词", "标点"})
"""What stands without its kind: it adds nothing."""
_NOTHING = Text("没有数，也没有说“没有”的话", "no figure, and nothing that says none")


def render_reading(read: Sequence[SentenceRead], options: RenderOptions) -> Iterator[str]:
    """The sentences in pieces, a piece for each."""
    paper = TextPaper(options)
    for number, sentence in enumerate(read):
        yield ("\n" if number else "") + "\n".join(_sentence(sentence, paper)) + "\n"


def _sentence(sentence: SentenceRead, paper: TextPaper) -> Iterator[str]:
    yield from paper.block(harmless(sentence.text), style="heading")
    lead = paper.paint("faint", Text("逐词：", "words: ").of(paper.lang))
    words = "".join(_word(word, paper.lang) for word in sentence.words)
    yield from paper.block(harmless(words), indent=2, hang=2, lead=lead)
    if not sentence.figures:
        yield from paper.block(_NOTHING.of(paper.lang), indent=2)
    for figure in sentence.figures:
        yield from _figure(figure, paper)


def _word(word: WordRead, lang: str) -> str:
    if word.kind is not None and word.kind.zh in _PLAIN:
        return word.text
    return f"{word.text}〔{(word.kind or _UNKNOWN).of(lang)}〕"


def _figure(figure: FigureRead, paper: TextPaper) -> Iterator[str]:
    lang = paper.lang
    lead = paper.paint("heading", f"“{harmless(figure.text)}”")
    if figure.measure is None:
        why = figure.why.of(lang) if figure.why is not None else ""
        yield from paper.block(
            Text(f" 没有取用：{why}", f" not taken: {why}").of(lang), indent=2, hang=4, lead=lead
        )
        return
    told = figure.measure.of(lang)
    sure = (
        ""
        if figure.sure
        else Text(
            "（还可能有别的意思，不一致时只给警告）", " (may mean something else: a warning at most)"
        ).of(lang)
    )
    way = Text(f"说法 {figure.way}", f"way {figure.way}").of(lang)
    title = f" {figure.title.of(lang)}" if figure.title is not None else ""
    words = Text(
        f" 读作：{told} {figure.value} 件{sure}；{way}{title}",
        f" read as: {told} {figure.value}{sure}; {way}{title}",
    )
    yield from paper.block(words.of(lang), indent=2, hang=4, lead=lead)
