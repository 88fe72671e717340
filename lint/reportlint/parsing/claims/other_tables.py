"""What tables 二 and 四 count: documents and decisions, reviews and lawsuits on account of disclosure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reportlint.parsing.claims.context import Context, FigureClaim, kinds
from reportlint.parsing.claims.figure import Figure
from reportlint.parsing.claims.kinds import ENDINGS, REMEDIES, RESULTS, Kind, Kinds
from reportlint.parsing.claims.tokens import Token, unread

MEASURES: Mapping[Kind, str] = {
    "review": "review_total",
    "litigation": "litigation_total",
    "litigation_direct": "litigation_direct",
    "litigation_after_review": "litigation_after_review",
}
TOTALS = frozenset({"review_total", "litigation_total"})
"""The measures of all cases of a kind."""
_ENDINGS: Mapping[Kind, str] = {
    "upheld": "upheld",
    "corrected": "corrected",
    "other_result": "other",
    "pending": "pending",
}
_BESIDE_ENDINGS: Kinds = frozenset({"part", "also", "filler", "join", "、", "raise", "review", "litigation"})
_FRESH = {"review_total": "review_new", "litigation_total": "litigation_new"}


_DOCUMENTS: Mapping[Kind, str] = {"issue": "issued", "repeal": "repealed", "in_force": "in_force"}
_DECIDED: Kinds = frozenset({"decide", "treat", "handle"})
_PUBLISHED: Kinds = frozenset(
    {"publication", "disclose", "disclosure", "information", "application", "other_thing"}
)


def remedies_told(
    before: Sequence[Token], told: Callable[..., FigureClaim], context: Context, value: int
) -> list[FigureClaim]:
    """What a figure behind the name of a review or lawsuit tells.

    Reviews that a bureau of justice decides on others are not its own. A figure above zero counts
    only where the text speaks of disclosure: most lawsuits of a government are about other things. Cases
    dealt with (办理) may be those of others.
    """
    words = kinds(before)
    named = [token for token in before if token.kind in REMEDIES]
    own = {"application", "disclosure"} & words
    if ("dispute" in words and not own) or ("party" in words and not (own or context.mentioned)):
        return []
    if words & (RESULTS | {"previous", "carry", "fault", "other_thing", "rest"}):
        return []
    if _under_total(named, context):
        if words & {"application", "disclosure"}:
            _unclaim(context)
        elif _a_part(named, context):
            return []
        else:
            context.part = None
    if value and "on_behalf" in words | context.seen:
        return []
    if value and not _about_disclosure(words, context):
        case = MEASURES[named[-1].kind] if context.ours else ""
        return [told("", why="all_cases", case=case)]
    if context.reviews and named[-1].kind == "review" and words & {"receive", "treat", "handle"}:
        return []
    together = group(before, named)
    measures = list(dict.fromkeys(MEASURES[token.kind] for token in together))
    sure = not (value and words & {"treat", "handle"})
    if "fresh" in words:
        fresh = [_FRESH[measure] for measure in measures if measure in _FRESH]
        return [told(measure, "cases", sure=sure) for measure in fresh] if len(measures) == 1 else []
    if value == 0 and joined_to(before, together):
        measures.insert(0, "new_received")
    if len(measures) == 1 or value == 0 or words & {"each", "respectively"}:
        return [told(measure, "cases", sure=sure) for measure in measures]
    return [told("remedies_total", "cases")] if set(measures) == {"review_total", "litigation_total"} else []


def ending_told(figure: Figure, context: Context) -> list[FigureClaim]:
    """维持1件, 2件结果纠正: what became of the cases that the sentence told last, by the words before or behind."""
    before = [token for token in figure.before if token.kind in RESULTS]
    behind = [token for token in figure.after if token.kind in RESULTS]
    named = before[-1:] or behind
    around = figure.before if before else figure.after
    said = kinds(around) & {"review", "litigation"}
    case = case_told(context)
    if case and len(said) == 1:
        case = next(iter(said))
    if not case or len(named) != 1 or named[0].kind not in ENDINGS:
        return []
    if not kinds(around) <= ENDINGS | _BESIDE_ENDINGS:
        return []
    place = (named[0].end, figure.token.start) if before else (figure.token.end, named[0].start)
    if unread(around, *place):
        return []
    return [figure.told(ending_measure(case, named[0]), "ending", sure=False)]


def ending_measure(case: str, ending: Token) -> str:
    """The measure of cases of a kind that ended so."""
    return f"{case}_{_ENDINGS[ending.kind]}"


def case_told(context: Context) -> str:
    """ "review" or "litigation" where the sentence told such cases last, and no others since; else ""."""
    for claim in reversed(context.claims[context.first :]):
        case, _, what = claim.measure.partition("_")
        if what in _ENDINGS.values():
            return case
        if claim.measure in TOTALS:
            return case if claim.value else ""
        if claim.way == "concluded" or what in ("direct", "after_review"):
            continue
        if case not in ("review", "litigation") or what == "new":
            return ""
    return ""


def _about_disclosure(words: set[Kind], context: Context) -> bool:
    """Whether the text speaks of disclosure.

    Cases taken in or dealt with (受理, 办理) must say so in their sentence, and so must those in which other
    things are named that people fight about (征地).
    """
    if words & {"application", "disclosure"} or context.mentioned or context.part is not None:
        return True
    applied = any(told.measure == "new_received" for told in context.claims[context.first :])
    about = context.about_disclosure or applied
    return about and not context.disputes and not words & {"receive", "treat", "handle"}


def _under_total(named: Sequence[Token], context: Context) -> bool:
    """Whether a total of cases is told behind another, whose parts may be listed still."""
    whole = context.part
    return whole is not None and whole.measure in TOTALS and MEASURES[named[-1].kind] in TOTALS


def _a_part(named: Sequence[Token], context: Context) -> bool:
    """Whether the figure is a part of those just told: 行政复议2件，其中向市政府申请行政复议1件.

    复议2件，其中维持1件；诉讼3件 goes on to cases of another kind.
    """
    return context.part is not None and context.part.measure == MEASURES[named[-1].kind]


def _unclaim(context: Context) -> None:
    """行政复议9件（其中涉及政府信息公开的3件): the totals before are of cases of every kind."""
    for claim in reversed(context.claims):
        if claim.measure not in TOTALS:
            return
        context.retell(claim, measure="", why="all_cases")


def joined_to(scope: Sequence[Token], remedies: Sequence[Token]) -> bool:
    """Whether applications are told together with them: 政府信息公开申请、行政复议、行政诉讼均为零."""
    before = [token.kind for token in scope if token.end <= remedies[0].start]
    return len(before) > 1 and before[-2] == "application" and before[-1] in ("join", "、")


def group(scope: Sequence[Token], named: Sequence[Token]) -> list[Token]:
    """The last of the names and those that are joined to it: 行政复议、行政诉讼."""
    together = [named[-1]]
    for token in reversed(named[:-1]):
        between = [other for other in scope if token.end <= other.start and other.end <= together[0].start]
        if (
            any(other.kind == "figure" for other in between)
            or unread(scope, token.end, together[0].start) > 2
        ):
            break
        together.insert(0, token)
    return together


def disclosure_told(
    before: Sequence[Token], told: Callable[..., FigureClaim], context: Context, head: Token | None
) -> list[FigureClaim]:
    """What a figure behind such a name tells: documents made, repealed or in force, decisions taken.

    Documents and decisions that were published, as items on a site, are not those that were made.
    """
    words = kinds(before)
    topic = head.kind if head is not None else context.topic
    alike = any(claim.measure.startswith(topic) for claim in context.claims[context.first :])
    if words & (_PUBLISHED | {"channel", "none"}) or ("part" in words and alike) or not context.ours:
        return []
    if topic in ("normative", "regulations"):
        verbs = [_DOCUMENTS[token.kind] for token in before if token.kind in _DOCUMENTS]
        return [told(f"{topic}_{verbs[-1]}", "documents")] if verbs else []
    if topic == "levy" or head is None or _of_one_kind(before, head):
        return []
    named = head.end - head.start > 4
    if "decide" in words:
        context.verb = "decide"
    if context.verb == "decide" or (named and words & _DECIDED):
        return [told(topic, "decisions", sure="decide" in words or named)]
    return [told(topic, "decisions_listed", sure=False)] if _listed(before, head, context) else []


def _listed(before: Sequence[Token], head: Token, context: Context) -> bool:
    """行政许可12件，行政处罚0件 or 办理行政许可58件: decisions without a verb that says so."""
    words = kinds(before)
    behind = kinds([token for token in before if token.start >= head.end and token.kind != "filler"])
    if before[-1].end - before[-1].start > 1 and before[-1].kind == "filler":
        return False
    alone = behind <= {"total", "treat", "：", "current"}
    if words & {"treat", "handle"}:
        return alone and not words & {"apply", "rate"}
    return (
        alone
        and any(start <= head.start < end for start, end in context.decisions)
        and not words - {head.kind, "filler", "total", "：", "current", "year", "join"}
    )


def _of_one_kind(before: Sequence[Token], head: Token) -> bool:
    """作出城市管理行政处罚35件, 办理户籍类行政许可801件: words that the lexicon does not know narrow the name."""
    ends = [token.end for token in before if token.kind != "filler" and token.end <= head.start]
    return bool(ends) and unread(before, ends[-1], head.start) > 0
