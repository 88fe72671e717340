"""Applications received and handled: which figures count all of them, and not a channel, a kind or a part; their
sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from reportlint.parsing.claims.context import Context, FigureClaim, kinds
from reportlint.parsing.claims.figure import Figure, gap_before
from reportlint.parsing.claims.kinds import (
    CARRIES,
    DISCLOSED,
    OUTCOMES,
    REMEDIES,
    RESULTS,
    SUBROWS,
    VERBS,
    Kind,
    Kinds,
)
from reportlint.parsing.claims.tokens import Token, unread

_SUMMED: Kinds = frozenset({"total", "current", "year", "filler", "own_level"})
_OTHER: Kinds = RESULTS | SUBROWS | {"other_thing", "publication", "matter", "reason", "none"}
"""What tells that the parts are no applications received."""
NOT_COUNTED: Kinds = (RESULTS | SUBROWS).union(
    {"reason", "withdrawn", "returned", "undone", "fee", "rate", "other_thing", "publication", "matter"}
)
"""Kinds of words behind which a figure counts no applications."""


def incoming_told(figure: Figure, context: Context, head: Token | None) -> list[FigureClaim]:
    """Applications received or handled."""
    words = kinds(figure.before)
    if head is not None and (head.kind in NOT_COUNTED or _is_part(figure, context, head)):
        return []
    if head is None and (not _follows(figure, context) or _by_one_way(figure)):
        return []
    if head is not None and head.kind not in ("application", "apply", "channel", "applicant"):
        return []
    sure = head is None or head.kind == "application" or context.topic == "applications"
    sure = sure and not words & {"channel", "applicant", "on_behalf"} and not context.presumed
    return _by_verbs(figure, context, sure=sure)


def _by_verbs(figure: Figure, context: Context, *, sure: bool) -> list[FigureClaim]:
    words = kinds(figure.before)
    receive, strong, weak = "receive" in words, "handle" in words, "treat" in words
    if words & {"fault", "late"} and figure.value and not receive:
        return []
    if not (receive or strong or weak):
        return without_verb(figure, context, words)
    found = []
    if receive:
        found.append(figure.told("new_received", "received", sure=sure))
    if strong or weak:
        soft = weak and not (strong and not receive and _first_is_strong(figure))
        found.append(
            figure.told("handled", "handled", sure=sure and not soft, both=receive, weak=weak and not strong)
        )
    return found + _all_alike(figure)


def _all_alike(figure: Figure) -> list[FigureClaim]:
    """收到申请3件全部予以公开: the outcome of all of them."""
    outcomes = [token for token in figure.after if token.kind in OUTCOMES]
    alike = len(outcomes) == 1 and "all" in kinds(figure.after) and "none" not in kinds(figure.after)
    return [figure.told(outcomes[0].kind, "all_alike")] if alike else []


def _first_is_strong(figure: Figure) -> bool:
    return next(token.kind for token in figure.before if token.kind in ("handle", "treat")) == "handle"


def without_verb(figure: Figure, context: Context, words: set[Kind]) -> list[FigureClaim]:
    """依申请公开3次, but not beside 主动公开120条; 本年度10件 or 2024年申请47件 among the parts of a total."""
    if context.total is not None and words & {"current", "year"} and not gap_before(figure, None):
        return [figure.told("new_received", "this_year_s", fresh=True)]
    if figure.value and (_beside_publishing(context) or context.total is not None):
        return []
    named = [token.kind for token in figure.before if token.kind in ("application", "raise")]
    if named[-1:] == ["application"] and context.part is None and not words & {"channel", "applicant"}:
        return [figure.told("new_received", "applications_counted", sure=False)]
    return []


def _beside_publishing(context: Context) -> bool:
    """主动公开信息24条，依申请公开信息6条: information made, by the way in which it is public."""
    last = context.last
    return last is not None and last.published and bool(context.seen & {"information", "disclosure", "part"})


def _is_part(figure: Figure, context: Context, head: Token) -> bool:
    """Whether the figure counts a part: one channel, one kind of applicant, one subject, other applications."""
    words = kinds(figure.before)
    if "all_channels" in words:
        return False
    if _by_one_way(figure) or "such" in words:
        return True
    if "channel" in words:
        return sum(token.kind == "channel" for token in figure.before) < 3
    if "applicant" in words and head.kind != "application":
        return True
    if "applicant" in words and context.part is not None:
        return True
    if head.kind == "apply":
        return _other_kind(figure, context, head)
    return False


def _by_one_way(figure: Figure) -> bool:
    """通过“一网通办”平台收到5件: a way that the lexicon does not know stands between 通过 and the verb."""
    if "all_channels" in kinds(figure.before):
        return False
    way = next((token for token in figure.before if token.kind == "via"), None)
    verb = next((token for token in figure.before if token.kind in VERBS), None)
    if way is None or verb is None or verb.start < way.start:
        return False
    return unread(figure.before, way.end, verb.start) > 1


def _other_kind(figure: Figure, context: Context, head: Token) -> bool:
    """Whether a bare 申请 is of another kind: text nobody reads stands right before it, or nothing tells the topic."""
    if named_behind(figure):
        return False
    if "other_thing" in kinds(figure.before):
        return True
    index = figure.before.index(head)
    before = figure.before[index - 1].end if index else figure.start
    return head.start > before or not (
        context.topic == "applications" or "application" in kinds(figure.before)
    )


def _follows(figure: Figure, context: Context) -> bool:
    """Whether a figure without a noun goes on speaking of applications: 已办结18件; 收到4条依申请公开信息."""
    if named_behind(figure):
        return True
    words = kinds(figure.before)
    if not words & VERBS or ("receive" not in words and _came_in_one_way(context.last)):
        return False
    verb = max((token.end for token in figure.before if token.kind in VERBS), default=figure.start)
    if unread(figure.before, verb, figure.token.start) or context.topic != "applications":
        return False
    behind = figure.after[0].start if figure.after else None
    return behind is None or behind == figure.token.end


def _came_in_one_way(last: FigureClaim | None) -> bool:
    """受理线上申请65件，办结62件: handled of those that came in one way."""
    return last is not None and last.one_way and last.part_of is None


def named_behind(figure: Figure) -> bool:
    """Whether applications are named right behind the figure: 收到4条依申请公开信息."""
    noun = next((token for token in figure.after if token.kind not in ("filler", "information")), None)
    named = noun is not None and noun.kind == "application"
    return named and noun is not None and unread(figure.after, figure.token.end, noun.start) == 0


def sum_told(figure: Figure, context: Context) -> list[FigureClaim]:
    """All applications received, where the parts before are exactly that many: by organs, ways or months.

    Parts that were handled are no claims either, but what their sum tells stays open.
    """
    words = kinds(figure.before)
    if "total" not in words or not words <= _SUMMED or gap_before(figure, None) or not context.this_year:
        return []
    seen = context.seen
    if seen & REMEDIES and not seen & (_OTHER | OUTCOMES | DISCLOSED | {"application"}):
        return _cases_together(figure, context)
    if seen & OUTCOMES and context.listing and not seen & (REMEDIES | DISCLOSED | CARRIES):
        return _outcomes_together(figure, context)
    if seen & (_OTHER | OUTCOMES | REMEDIES | DISCLOSED) or not _of_applications(context):
        return []
    parts = context.claims[context.first :]
    sums = list(accumulate(part.value for part in reversed(parts)))
    if figure.token.bare or figure.value not in sums[1:]:
        return []
    context.levels = False
    added = parts[-1 - sums.index(figure.value, 1) :]
    if seen & {"handle", "treat"}:
        return _open(figure, added, context)
    return [figure.told("received" if seen & CARRIES else "new_received", "sum", sure=False)]


def _outcomes_together(figure: Figure, context: Context) -> list[FigureClaim]:
    """予以公开3件，不予公开2件，其他4件，总计9件: what the outcomes of a list make up was handled."""
    parts = context.claims[context.first :]
    listed = [part for part in parts if part.measure in OUTCOMES]
    sums = list(accumulate(part.value for part in reversed(parts)))
    if len(listed) < 2 or figure.value not in sums[1:] or not _of_applications(context) or not context.ours:
        return []
    added = parts[-1 - sums.index(figure.value, 1) :]
    if any(part.measure and part.measure not in OUTCOMES for part in added):
        return []
    return [figure.told("handled", "sum", sure=False)]


def _cases_together(figure: Figure, context: Context) -> list[FigureClaim]:
    """以县政府为被申请人的4件，以部门为被申请人的6件，合计10件: all cases of the one kind that was told."""
    parts = context.claims[context.first :]
    measures = {part.measure for part in parts} - {""}
    if len(parts) < 2 or len(measures) != 1 or sum(part.value for part in parts) != figure.value:
        return []
    for part in parts:
        context.retell(part, measure="", why="summed")
    return [figure.told(measures.pop(), "sum", sure=False)]


def _open(figure: Figure, parts: Sequence[FigureClaim], context: Context) -> list[FigureClaim]:
    measures = {part.measure for part in parts if part.measure}
    if not measures <= {"handled"}:
        return []
    for part in parts:
        context.retell(part, measure="", why="summed")
    return [figure.told("", why="summed")]


def _of_applications(context: Context) -> bool:
    about = context.topic == "applications" or context.mentioned
    return about or {"apply", "receive"} <= context.seen
