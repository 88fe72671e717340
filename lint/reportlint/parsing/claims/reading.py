"""Sentences → what they tell: clause by clause, with the context carried on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlint.parsing.claims.clauses import Clause, clauses, lift_from_brackets
from reportlint.parsing.claims.context import (
    Context,
    FigureClaim,
    fits,
    kinds,
    presume_topic,
    settle_time,
    settle_topic,
)
from reportlint.parsing.claims.figure import WHOLE_AREA, Figure, direction
from reportlint.parsing.claims.figures import figure_told
from reportlint.parsing.claims.kinds import (
    CARRIES,
    CHANGES,
    ENDINGS,
    OUTCOMES,
    REMEDIES,
    SUBROWS,
    VERBS,
    Kind,
    Kinds,
)
from reportlint.parsing.claims.lexicon import Lexicon
from reportlint.parsing.claims.negation import none_told
from reportlint.parsing.claims.other_tables import TOTALS, case_told, ending_measure
from reportlint.parsing.claims.sentences import Sentence
from reportlint.parsing.claims.tokens import Token, tokens
from reportlint.parsing.claims.ways import load_ways

_FIGURES: Kinds = frozenset({"figure", "money"})
_HEADINGS = 4
"""The levels of numbering under which sentences stand; items within a sentence (一是) head none."""
_NO_ANNOUNCEMENT: Kinds = (
    VERBS - {"receive"} | REMEDIES | {"none", "channel", "applicant", "other_thing", "if"}
)
_CASES: Mapping[Kind, str] = {"review": "review_total", "litigation": "litigation_total"}
_ASIDE: Kinds = frozenset({"year", "previous", "filler", "figure", "current"})
"""行政复议1件，2022年为2件；行政诉讼0件: what another year had is told in passing."""
_OPEN_PARTS = SUBROWS | {""}
"""The measures of a figure whose outcome may follow it."""
_NOT_ALL: Kinds = CARRIES | {"none", "undone", "if", "rest", "part", "elsewhere", "other_thing", "compare"}


def read_sentence(sentence: Sentence, context: Context, lexicon: Lexicon, number: int) -> None:
    """Adds what a sentence tells to `context.claims`; `number` tells the sentences apart."""
    context.next_sentence(sentence.level, number)
    opens = 0 < sentence.level <= _HEADINGS
    if lexicon.keywords.search(sentence.text) is None:
        context.topic, context.total = context.heading, None
        if opens:
            context.headings.append((sentence.level, ""))
        return
    found = tokens(sentence.text, lexicon)
    presume_topic(found, context)
    for clause in clauses(found, 0, len(sentence.text)):
        _read_clause(clause, context, closed=sentence.closed or clause.end < len(sentence.text))
        if opens:
            context.headings.append((sentence.level, context.topic))
            opens = False
    _drop_what_the_rest_denies(kinds(found), context)


def _drop_what_the_rest_denies(words: set[Kind], context: Context) -> None:
    """均已答复，其中1件因…结转下年度: some are left. 行政诉讼5件，均与信息公开无关: others were meant."""
    partly = "excluded" in words and bool(words & {"withdrawn", "returned"})
    left = "to_next_year" in words or ("next" in words and words & {"carry", "carry_over"})
    for entry in context.claims[context.first :]:
        if entry.measure == "unfinished" and left:
            context.retell(entry, measure="", why="some_left")
        elif entry.measure in TOTALS and entry.value and "unrelated" in words:
            context.retell(entry, measure="", why="unrelated")
        elif entry.measure == "new_received" and entry.value and "returned" in words:
            context.retell(entry, measure="", why="returned")
        elif entry.measure in ("new_received", "handled") and partly:
            context.retell(entry, measure="", why="open")


def _read_clause(clause: Clause, context: Context, *, closed: bool) -> None:
    if any(token.kind == "item" for token in clause.tokens[:1]) and context.heading:
        context.topic = context.heading
    _settle_fillers(clause, context)
    this_year = context.this_year
    settle_time(clause.tokens, context)
    _settle_part(clause.tokens, context)
    _drop_not_even_one(clause)
    lift_from_brackets(clause)
    if any(token.kind in _FIGURES for token in clause.tokens):
        for figure in _figures(clause):
            _add(figure_told(figure, context, closed=closed), figure.before, context)
    else:
        none = _none_told(clause, context)
        context.denied = any(claim.measure in TOTALS for claim in none)
        _add(none, (), context)
        _add(_carried_without_figure(clause.tokens, context), (), context)
        _add(_outcome_without_figure(clause.tokens, context), (), context)
        _add(_all_done(clause.tokens, context), (), context)
        _add(_all_ended(clause.tokens, context), (), context)
    settle_topic(clause.tokens, context)
    _announce(clause.tokens, context)
    context.seen |= kinds(clause.tokens)
    if this_year and "figure" in kinds(clause.tokens) <= _ASIDE:
        context.this_year = True
    if not kinds(clause.tokens) & CHANGES or _by_years(clause):
        for bracket, inner in clause.inner:
            _read_bracket(bracket, inner, context, closed=closed)


def _by_years(clause: Clause) -> bool:
    """申请数量逐年上升（2023年45件、2024年58件）: what the brackets hold is told year by year."""
    listed = [inner for _, held in clause.inner for inner in held]
    return all([token.kind for token in inner.tokens] == ["year", "figure"] for inner in listed)


def _none_told(clause: Clause, context: Context) -> list[FigureClaim]:
    """What a clause without figures says there was none of: by a pattern, or by what stands around the word for
    none.
    """
    way = load_ways().of_none(clause.tokens, clause.start, clause.end, context.year)
    if way is None or not fits(way, clause.tokens, context):
        return none_told(clause.tokens, context, clause.end)
    start = next(token.start for token in clause.tokens if token.kind != "filler")
    if way.topic == "denied" and context.last is not None:
        start = context.last.start
    return [
        FigureClaim(measure, 0, start, clause.tokens[-1].end, way.sure, way.name) for measure in way.tells
    ]


def _read_bracket(bracket: Token, inner: Sequence[Clause], context: Context, *, closed: bool) -> None:
    """What brackets hold are parts of the figure before them; what is said to be left out of it tells nothing."""
    if any(token.kind == "excluded" for clause in inner for token in clause.tokens):
        _read_excluded(inner, context, closed=closed)
        return
    whole = next((told for told in reversed(context.claims) if told.end <= bracket.start), None)
    outer, context.part = context.part, whole or context.part
    context.bracketed = whole if whole is not None and whole.end == bracket.start else None
    mentioned, about = context.mentioned, context.about_disclosure
    ours, this_year = context.ours, context.this_year
    for clause in inner:
        _read_clause(clause, context, closed=closed)
    context.part, context.bracketed = outer, None
    context.ours, context.this_year = ours, this_year
    if whole is not None and context.topic == "remedies":
        context.mentioned, context.about_disclosure = mentioned, about


def _read_excluded(inner: Sequence[Clause], context: Context, *, closed: bool) -> None:
    """（不含上年结转5件）: the carry-over is told all the same, and is no part of the figure before."""
    outer, context.part = context.part, None
    for clause in inner:
        if kinds(clause.tokens) & CARRIES:
            clause.tokens = [token for token in clause.tokens if token.kind != "excluded"]
            _read_clause(clause, context, closed=closed)
    context.part = outer


def _settle_fillers(clause: Clause, context: Context) -> None:
    """下年度继续办理2件 carries over as 结转 does; beside 结转 the words add nothing, as 全县 adds nothing but that others are
    not meant.
    """
    carries = kinds(clause.tokens) & CARRIES
    for index, token in enumerate(clause.tokens):
        if token.kind == "whole_area":
            context.ours = True
        if token.kind in ("goes_on", "whole_area"):
            last = clause.tokens[index - 1].kind if index else ""
            carried = token.kind == "goes_on" and last == "next" and not carries
            clause.tokens[index] = token._replace(
                kind="to_next_year" if carried else "filler",
                value=WHOLE_AREA if token.kind == "whole_area" else None,
            )


def _settle_part(scope: Sequence[Token], context: Context) -> None:
    for token in scope:
        if token.kind == "part":
            last = context.last
            cases = last if last is not None and last.measure in TOTALS else None
            context.part = context.bracketed or cases or context.total
        elif token.kind == "also":
            context.part = None
        elif token.kind in _FIGURES:
            return


def _drop_not_even_one(clause: Clause) -> None:
    """未收到1件…, 无一例…: the figure only strengthens the word that says none."""
    for index, token in enumerate(clause.tokens):
        before = clause.tokens[max(0, index - 2) : index]
        one = token.kind == "figure" and token.value == 1 and index + 1 < len(clause.tokens)
        if (
            one
            and any(other.kind == "none" for other in before)
            and clause.tokens[index + 1].start == token.end
        ):
            clause.tokens[index] = token._replace(kind="filler")


def _announce(clause: Sequence[Token], context: Context) -> None:
    """收到…申请，共计2件 or 申请较上年减少2件，共5件: the number may follow in the next clause, that of cases too."""
    names = kinds(clause)
    compared = bool(names & CHANGES)
    if names & _FIGURES and not compared:
        context.announced = context.announced if not context.this_year else ""
    elif "application" in names and not names & _NO_ANNOUNCEMENT:
        context.announced, context.compared = "new_received", compared
    elif compared and len(cases := names & _CASES.keys()) == 1 and not names & {"none", "if", "other_thing"}:
        context.announced, context.compared = _CASES[cases.pop()], compared
    elif not (context.compared and compared):
        context.announced = ""


def _figures(clause: Clause) -> list[Figure]:
    """The figures of a clause; what stands behind a headless figure is its own and not the next one's."""
    indices = [index for index, token in enumerate(clause.tokens) if token.kind in _FIGURES]
    found: list[Figure] = []
    first, start = 0, clause.start
    for index, following in zip(indices, [*indices[1:], len(clause.tokens)], strict=True):
        limit = clause.tokens[following].start if following < len(clause.tokens) else clause.end
        before, after = tuple(clause.tokens[first:index]), tuple(clause.tokens[index + 1 : following])
        figure = Figure(clause.tokens[index], before, after, start, limit, clause.tokens, index, clause.start)
        found.append(figure)
        headless = not figure.has_head and not figure.token.among
        first, start = (following, limit) if headless else (index + 1, figure.token.end)
    return found


def _add(found: Sequence[FigureClaim], before: Sequence[Token], context: Context) -> None:
    remaining = bool(kinds(before) & {"also", "rest"})
    for told in found:
        part_of = None if context.part is None else context.part.number
        claim = context.last = context.add(told, part_of=part_of, remaining=remaining)
        context.listing |= claim.measure in OUTCOMES
        all_of_them = claim.measure == "new_received" or (claim.measure == "handled" and not claim.both)
        if context.part is None and all_of_them:
            context.total = claim


def _carried_without_figure(clause: Sequence[Token], context: Context) -> list[FigureClaim]:
    """…另外1件申请公开…，结转下年度办理: the figure just told is the one carried over."""
    last, words = context.last, kinds(clause)
    if last is None or not words & CARRIES or words & {"none", "compare", "if", "rest"}:
        return []
    meant = last.measure == "new_received" or (not last.measure and last.remaining)
    if not meant or not context.ours or direction(clause, context) != "carried_out":
        return []
    return [
        FigureClaim(
            "carried_out", last.value, clause[0].start, clause[-1].end, sure=False, way="carried_as_told"
        )
    ]


def _outcome_without_figure(clause: Sequence[Token], context: Context) -> list[FigureClaim]:
    """其中2件属于内部事务信息，不予公开: the outcome of the part just told."""
    last, named = context.last, [token for token in clause if token.kind in OUTCOMES]
    if last is None or last.measure not in _OPEN_PARTS or last.part_of is None or len(named) != 1:
        return []
    about = context.topic == "applications" and context.ours and context.this_year
    if not about or not kinds(clause) <= OUTCOMES | {"filler", "decide"}:
        return []
    return [FigureClaim(named[0].kind, last.value, last.start, last.end, sure=False, way="outcome_as_told")]


def _all_ended(clause: Sequence[Token], context: Context) -> list[FigureClaim]:
    """行政复议2件，均维持: what became of all the cases just told."""
    endings = [token for token in clause if token.kind in ENDINGS]
    case, last = case_told(context), context.last
    if len(endings) != 1 or not case or last is None or last.measure not in TOTALS:
        return []
    if kinds(clause) - {"all", "filler", endings[0].kind} or "all" not in kinds(clause):
        return []
    outcome = ending_measure(case, endings[0])
    return [FigureClaim(outcome, last.value, clause[0].start, endings[0].end, sure=False, way="all_ended")]


def _all_done(clause: Sequence[Token], context: Context) -> list[FigureClaim]:
    """均已办结, 全部答复, 办结率100%: none is left."""
    every = next((token for token in clause if token.kind in ("all", "rate")), None)
    done = next((token for token in reversed(clause) if token.kind in ("handle", "treat")), None)
    if every is not None and every.kind == "rate":
        done = next((token for token in clause if token.kind == "percent" and token.value == 100), None)
    if every is None or done is None or done.start < every.start or context.topic != "applications":
        return []
    if kinds(clause) & _NOT_ALL or not context.ours or not context.this_year or context.total is None:
        return []
    return [FigureClaim("unfinished", 0, every.start, done.end, sure=False, way="all_done")]
