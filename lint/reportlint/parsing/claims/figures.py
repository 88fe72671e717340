"""A figure and the words around it → what is told: the head before the figure, or the verb behind it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlint.parsing.claims.applications import (
    NOT_COUNTED,
    incoming_told,
    named_behind,
    sum_told,
    without_verb,
)
from reportlint.parsing.claims.context import Context, FigureClaim, fits, head_of, kinds
from reportlint.parsing.claims.figure import Figure, carried_told, gap_before, joined
from reportlint.parsing.claims.kinds import (
    CARRIES,
    CHANGES,
    DISCLOSED,
    ENDINGS,
    OUTCOMES,
    REMEDIES,
    SUBROWS,
    VERBS,
    Kinds,
)
from reportlint.parsing.claims.other_tables import TOTALS, disclosure_told, ending_told, remedies_told
from reportlint.parsing.claims.tokens import Token
from reportlint.parsing.claims.ways import load_ways

_NO_CLAIM: Kinds = CHANGES | {"if", "rate"}
_PLAIN: Kinds = frozenset(
    {"disclose", "part", "all", "each", "total", "current", "filler", "raise", "percent"}
)
_OUTCOME_HEADS: Kinds = OUTCOMES | {"disclose", "other_rest", "already_public"}
_NOT_HANDLED: Kinds = (NOT_COUNTED - {"fee", "rate"}) | {"none", "application", "apply", "fault", "late"}


def figure_told(figure: Figure, context: Context, *, closed: bool) -> list[FigureClaim]:
    """What a figure tells; one entry without a measure when it is no claim."""
    if summed := sum_told(figure, context):
        return summed
    if why := _flaw(figure, closed=closed):
        return [figure.told("", why=why)]
    if (by_way := _by_way(figure, context)) is not None:
        return by_way
    if why := _other_sense(figure, context):
        return [figure.told("", why=why)]
    if _of_disclosure(figure, context):
        return _part_of_cases(figure, context)
    if measure := _number_of_announced(figure, context):
        return [figure.told(measure, "announced", sure=False)]
    if not figure.has_head and context.open_measures and kinds(figure.before) <= {"join", "、", "filler"}:
        return [figure.told(context.open_measures.pop(0), "respectively")]
    if kinds((*figure.before, *figure.after)) & ENDINGS and (ending := ending_told(figure, context)):
        return ending
    found = _before(figure, context) if figure.has_head else told_behind(figure, context)
    if len(found) > 1 and figure.value and "respectively" in kinds(figure.before):
        context.open_measures = [told.measure for told in found[1:]]
        found = found[:1]
    return found or [figure.told("", why=_why_not(figure, context), half=figure.is_late)]


def _by_way(figure: Figure, context: Context) -> list[FigureClaim] | None:
    """What the patterns of rules/lexicon/ways.yaml say of the figure; None where none fits."""
    way = load_ways().of_figure(figure.clause, figure.index, figure.begins, context.year)
    if way is None or not fits(way, figure.clause, context) or (way.zero and figure.value):
        return None
    if not way.tells:
        return [figure.told("", way.name, why="by_way")]
    return [figure.told(measure, way.name, sure=way.sure) for measure in way.tells]


def _why_not(figure: Figure, context: Context) -> str:
    """The likeliest reason for which no way of telling fits."""
    words, head = kinds(figure.before), head_of(figure.before)
    if not context.ours:
        return "of_others"
    if figure.has_head and gap_before(figure, head):
        return "unread"
    if words & {"channel", "applicant", "via"}:
        return "part"
    if head is not None and head.kind in NOT_COUNTED:
        return "other_thing"
    if not context.topic and not words & {"application", *REMEDIES, *DISCLOSED}:
        return "no_topic"
    return "no_way"


def _flaw(figure: Figure, *, closed: bool) -> str:
    """Why a figure cannot be trusted whatever stands around it; "" where it can."""
    token, after = figure.token, figure.after
    if token.rough or (figure.before and figure.before[-1].kind == "approximate"):
        return "approximate"
    if not token.bare:
        return ""
    if (after[0].start if after else figure.limit) > token.end or (after and after[0].kind == "filler"):
        return "no_measure_word"
    named = kinds(figure.before[-1:]) <= {"application", "apply"} and "receive" in kinds(figure.before)
    return "cut_off" if not closed and not after and figure.value and not named else ""


def _other_sense(figure: Figure, context: Context) -> str:
    """Why a figure speaks of something else than this unit's number of this year; "" where it does not."""
    words = kinds(figure.before)
    # in a list of parts by level each stands for itself; elsewhere what follows the own level speaks of it too
    if context.levels and "own_level" in (words if context.part else words | context.seen):
        return "own_level"
    if not context.this_year or words & {"cumulative", "half"}:
        return "other_time"
    if words & _NO_CLAIM or _before_change(figure):
        return "change"
    return "denied" if "none" in words and figure.value and not words & CARRIES else ""


def _of_disclosure(figure: Figure, context: Context) -> bool:
    """行政诉讼9件（其中涉及信息公开的2件）: the total before is of cases of every kind."""
    words, whole = kinds(figure.before), context.part
    about = words & {"application", "disclosure"} and not words & REMEDIES
    if not about or whole is None or figure.value >= whole.value:
        return False
    return whole.measure in TOTALS or whole.case in TOTALS


def _part_of_cases(figure: Figure, context: Context) -> list[FigureClaim]:
    whole = context.part
    measure = "" if whole is None else whole.measure or whole.case
    if whole is not None:
        context.retell(whole, measure="", why="all_cases")
    return [figure.told(measure, "cases_on_disclosure", sure=False)]


def _before_change(figure: Figure) -> bool:
    """由18件降至11件: what it was before."""
    return bool(figure.after) and figure.after[0].kind == "became"


def _before(figure: Figure, context: Context) -> list[FigureClaim]:
    words, head = kinds(figure.before), head_of(figure.before)
    if "elsewhere" in words and (context.topic == "applications" or "application" in words):
        context.ours = False
    carried = bool(words & CARRIES)
    if "rest" in words and not carried:
        return []
    if carried and _of_two_kinds(figure):
        return _together(figure, context)
    if (
        carried
        and not _all_verbs(figure)
        and (head is None or head.kind in ("application", "apply", "other_rest"))
    ):
        return carried_told(figure, context, _with_time_behind(figure))
    if head is not None and gap_before(figure, head):
        return []
    if head is not None and head.kind in REMEDIES:
        return remedies_told(figure.before, figure.told, context, figure.value)
    if (head.kind if head is not None else context.topic) in DISCLOSED and not named_behind(figure):
        return disclosure_told(figure.before, figure.told, context, head)
    if not context.ours or (
        context.topic == "other" and "application" not in words and not named_behind(figure)
    ):
        return []
    if (outcome := _outcome_of(figure, head)) is not None:
        return [figure.told(outcome.kind, "outcome", sure=False)] if context.topic == "applications" else []
    if head is not None and _answered(figure, head):
        return incoming_told(figure, context, None)
    if head is not None and head.kind in SUBROWS:
        return _subrow(figure, context, figure.before)
    if head is not None and head.kind in _OUTCOME_HEADS:
        return _outcome(figure, context, head)
    return incoming_told(figure, context, head)


def _outcome_of(figure: Figure, head: Token | None) -> Token | None:
    """涉及国家秘密不予公开的申请1件: the outcome that stands right before 申请, and is the only one."""
    named = [token for token in figure.before if token.kind in OUTCOMES]
    if head is None or head.kind not in ("application", "apply") or len(named) != 1:
        return None
    words = kinds(figure.before)
    between = [token for token in figure.before if named[0].end <= token.start and token.end <= head.start]
    plain = kinds(between) <= {"filler"} and head.start - named[0].end <= 1 and not words & VERBS
    return named[0] if plain and not words & {"none", "channel", "applicant", "rest"} else None


def _answered(figure: Figure, head: Token) -> bool:
    """公开答复191件: answered, in whatever way."""
    if head.kind != "disclose":
        return False
    return any(token.kind == "handle" and token.start == head.end for token in figure.before)


def _all_verbs(figure: Figure) -> bool:
    """申请受理、答复、结转均为0件: one figure for several verbs."""
    words = kinds(figure.before)
    return figure.value == 0 and "all" in words and bool(words & {"receive", "handle", "treat"})


def _with_time_behind(figure: Figure) -> Sequence[Token]:
    """结转6件到下一年度: the time stands behind the figure where none stands before it."""
    times = {"previous", "next", "year"}
    behind = not kinds(figure.before) & times and kinds(figure.after) & times
    return (*figure.before, *figure.after) if behind else figure.before


def _of_two_kinds(figure: Figure) -> bool:
    """新收和上年结转的共37件: one figure for applications that came in two ways, or left in two."""
    verb = next(token for token in figure.before if token.kind in CARRIES)
    joins = [token for token in figure.before if token.kind in ("join", "、")]
    others = [token for token in figure.before if token.kind in ("receive", "handle", "treat", "fresh")]
    return figure.value > 0 and any(
        min(verb.start, other.start) < join.start < max(verb.start, other.start)
        for other in others
        for join in joins
    )


def _together(figure: Figure, context: Context) -> list[FigureClaim]:
    """The applications received, carry-over included, where one figure tells both together."""
    words = kinds(figure.before)
    coming = words & {"receive", "fresh"} and not words & {"handle", "treat", "respectively", "next"}
    about = context.topic == "applications" or "application" in words
    if not coming or "total" not in words or not about or not context.ours:
        return []
    return [figure.told("received", "both_together")]


def _outcome(figure: Figure, context: Context, head: Token) -> list[FigureClaim]:
    about = context.topic == "applications" or "application" in kinds(figure.before)
    if not about:
        return []
    named = [token for token in figure.before if token.kind in OUTCOMES or token.kind == "already_public"]
    if head.kind == "other_rest":
        return [figure.told("other_handling", "outcome", sure=False)] if context.listing else []
    if head.kind == "disclose":
        plain = kinds(figure.before) <= _PLAIN
        return (
            [figure.told("granted", "outcome", sure=False)] if plain and not gap_before(figure, None) else []
        )
    if len(named) < 2 or not joined(figure.before, named[-2], named[-1]):
        return [figure.told(head.kind, "outcome")] if head.kind in OUTCOMES else []
    both = {token.kind for token in named[-2:]} == {"granted", "partial"}
    return [figure.told("granted_and_partial", "outcome")] if both and len(named) == 2 else []


def _subrow(figure: Figure, context: Context, around: Sequence[Token]) -> list[FigureClaim]:
    """信息不存在2件: a reason that is a row of its own, where the words name one and no outcome."""
    named = {token.kind for token in around if token.kind in SUBROWS}
    if (
        len(named) != 1
        or kinds(around) & (OUTCOMES | {"none", "other_thing"})
        or context.topic != "applications"
    ):
        return []
    return [figure.told(named.pop(), "row_of_its_own", sure=False)]


def told_behind(figure: Figure, context: Context) -> list[FigureClaim]:
    """The verb or outcome behind the figure: 其中298件如期办结, 3件予以公开, 2件结转下年度."""
    words, before = kinds(figure.after), kinds(figure.before)
    about = context.topic == "applications" or "application" in words
    if not about or not context.ours or figure.token.among:
        return []
    if gap_before(figure, None):
        return [] if words else without_verb(figure, context, before)
    counted = "total" in before and named_behind(figure) and not words & VERBS
    if counted:
        return [figure.told("new_received", "announced", sure=False)]
    if words & CARRIES:
        return carried_told(figure, context, (*figure.before, *figure.after))
    outcomes = [token for token in figure.after if token.kind in OUTCOMES]
    if outcomes and "none" not in words:
        together = len(outcomes) > 1 and joined(figure.after, outcomes[0], outcomes[1])
        return (
            []
            if together or "already_public" in words
            else [figure.told(outcomes[-1].kind, "outcome_behind")]
        )
    if words & SUBROWS and not outcomes and not gap_before(figure, None):
        return _subrow(figure, context, figure.after)
    if "handle" in words and "rest" in before and _all_but_carried(figure, context):
        return [figure.told("handled", "all_but_carried", sure=False)]
    if "handle" in words and not words & _NOT_HANDLED and "rest" not in before and not context.listing:
        if "all" in words and "total" in before:
            return [figure.told("new_received", "verb_behind", sure=False)]
        return [figure.told("handled", "verb_behind")]
    if context.total is not None and "receive" in words and words & {"current", "year"}:
        return [figure.told("new_received", "this_year_s", fresh=True)]
    return without_verb(figure, context, before) if not words else []


def _all_but_carried(figure: Figure, context: Context) -> bool:
    """收到14件，除2件结转外，其余12件均已办结: the rest and what is carried over are exactly the total."""
    left = [told.value for told in context.claims[context.first :] if told.measure == "carried_out"]
    return context.total is not None and bool(left) and sum(left) + figure.value == context.total.value


def _number_of_announced(figure: Figure, context: Context) -> str:
    """收到…申请，共计2件: what the clause before left open, where this one has nothing but the number.

    Behind a comparison (较上年增加3件，达到5件) it need not be called a total.
    """
    words, behind = kinds(figure.before), kinds(figure.after)
    if not context.announced or not words or not context.ours or figure.token.among:
        return ""
    plain = (
        words <= {"total", "all", "filler", "year", "current"}
        and behind <= {"all", "filler"}
        and not gap_before(figure, None)
    )
    cases = context.announced in TOTALS
    if not plain or (cases and not (context.about_disclosure or context.mentioned)):
        return ""
    named = (
        "total" in words or (figure.value == 0 and not cases) or (context.compared and not figure.token.bare)
    )
    return context.announced if named else ""
