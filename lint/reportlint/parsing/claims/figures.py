"""A figure and the words around it → what is told: the head before the figure, or the verb behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlint.parsing.claims.carry import direction
from reportlint.parsing.claims.context import (
    CARRIES,
    DISCLOSED,
    OUTCOMES,
    REMEDIES,
    VERBS,
    Context,
    Told,
    head_of,
    kinds,
)
from reportlint.parsing.claims.disclosure import disclosure_told
from reportlint.parsing.claims.remedies import remedies_told
from reportlint.parsing.claims.tokens import Token, unread

_NO_CLAIM = frozenset({"compare", "change", "cumulative", "half", "if", "rate"})
_NOT_COUNTED = frozenset(
    {"reason", "result", "withdrawn", "undone", "fee", "rate", "other_thing", "publication", "matter"}
)
_OUTCOME_HEADS = OUTCOMES | {"disclose", "other_rest", "already_public"}
_NOT_HANDLED = (_NOT_COUNTED - {"fee", "rate"}) | {"none", "application", "apply", "fault"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the tokens of its clause before it (from the figure before) and behind it (to the next)."""

    token: Token
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    start: int
    limit: int
    """Where the stretch before it begins, and where the one behind it ends."""

    @property
    def has_head(self) -> bool:
        """Whether the words before it tell what it counts."""
        return head_of(self.before) is not None or bool(kinds(self.before) & VERBS)

    @property
    def value(self) -> int:
        """The number told."""
        return self.token.value or 0

    def told(self, measure: str, *, sure: bool = True, both: bool = False, fresh: bool = False) -> Told:
        """The figure as a claim on `measure`; a figure without its measure word is never sure."""
        return Told(
            measure,
            self.value,
            self.token.start,
            self.token.end,
            sure and not self.token.bare,
            both=both,
            fresh=fresh,
            whole="total" in kinds(self.before),
            handled_too=not measure and self._handled_too(),
        )

    def _handled_too(self) -> bool:
        """Whether a part that is no claim may have been handled: taken back, or dealt with after correction."""
        around = kinds((*self.before, *self.after))
        dealt_with = not self.has_head and "treat" in around and "undone" not in around
        return "withdrawn" in around or (dealt_with and not around & {"none", "application"})


def figure_told(figure: Figure, context: Context, *, closed: bool) -> list[Told]:
    """What a figure tells; one entry without a measure when it is no claim."""
    nothing = [figure.told("")]
    if _is_no_claim(figure, context, closed=closed):
        return nothing
    found = _before(figure, context) if figure.has_head else _behind(figure, context)
    return found or nothing


def _is_no_claim(figure: Figure, context: Context, *, closed: bool) -> bool:
    words = kinds(figure.before)
    if context.levels and "own_level" in words:
        return True
    if figure.token.rough or words & _NO_CLAIM or not context.this_year:
        return True
    if figure.token.bare and (figure.after[0].start if figure.after else figure.limit) > figure.token.end:
        return True
    if figure.before and figure.before[-1].kind == "approximate":
        return True
    cut_off = figure.token.bare and not closed and not figure.after and figure.value != 0
    return cut_off or ("none" in words and figure.value != 0 and not words & CARRIES)


def _gap(figure: Figure, token: Token | None) -> int:
    """Unread characters between a word and the figure."""
    start = figure.start if token is None else token.end
    return unread(figure.before, start, figure.token.start)


def _before(figure: Figure, context: Context) -> list[Told]:
    words, head = kinds(figure.before), head_of(figure.before)
    if "elsewhere" in words and (context.topic == "applications" or "application" in words):
        context.ours = False
    carried = bool(words & CARRIES)
    if "rest" in words and not carried:
        return []
    if (
        carried
        and not _all_verbs(figure)
        and (head is None or head.kind in ("application", "apply", "other_rest"))
    ):
        return _carried(figure, context, figure.before)
    if head is not None and _gap(figure, head):
        return []
    if head is not None and head.kind in REMEDIES:
        return remedies_told(figure.before, figure.told, context, figure.value)
    if (head.kind if head is not None else context.topic) in DISCLOSED:
        return disclosure_told(figure.before, figure.told, context, head)
    if not context.ours or (context.topic == "other" and "application" not in words):
        return []
    if head is not None and head.kind in _OUTCOME_HEADS:
        return _outcome(figure, context, head)
    return _incoming(figure, context, head)


def _all_verbs(figure: Figure) -> bool:
    """申请受理、答复、结转均为0件: one figure for several verbs."""
    words = kinds(figure.before)
    return figure.value == 0 and "all" in words and bool(words & {"receive", "handle", "treat"})


def _carried(figure: Figure, context: Context, around: Sequence[Token]) -> list[Told]:
    about = context.topic == "applications" or "application" in kinds(around)
    measure = direction(around, context) if about and context.ours else ""
    if kinds(around) & (REMEDIES | {"other_thing"}) or not measure:
        return []
    return [figure.told(measure)]


def _outcome(figure: Figure, context: Context, head: Token) -> list[Told]:
    about = context.topic == "applications" or "application" in kinds(figure.before)
    if not about:
        return []
    named = [token for token in figure.before if token.kind in OUTCOMES or token.kind == "already_public"]
    if head.kind == "other_rest":
        return [figure.told("other_handling", sure=False)] if context.listing else []
    if head.kind == "disclose":
        plain = not kinds(figure.before) & {"receive", "handle", "treat", "information", "channel", "reason"}
        return [figure.told("granted", sure=False)] if plain and not _gap(figure, None) else []
    if len(named) < 2 or not _joined(figure.before, named[-2], named[-1]):
        return [figure.told(head.kind)] if head.kind in OUTCOMES else []
    both = {token.kind for token in named[-2:]} == {"granted", "partial"}
    return [figure.told("granted_and_partial")] if both and len(named) == 2 else []


def _joined(scope: Sequence[Token], first: Token, second: Token) -> bool:
    """Whether nothing but 和, 及, 、 and the like stands between two words."""
    between = [token for token in scope if first.end <= token.start and token.end <= second.start]
    bare = unread(scope, first.end, second.start) == 0
    return bare and all(token.kind in ("join", "、", "filler") for token in between)


def _incoming(figure: Figure, context: Context, head: Token | None) -> list[Told]:
    """Applications received or handled."""
    words = kinds(figure.before)
    if head is not None and (head.kind in _NOT_COUNTED or _is_part(figure, context, head)):
        return []
    if head is None and not _follows(figure, context):
        return []
    if head is not None and head.kind not in ("application", "apply", "channel", "applicant"):
        return []
    sure = head is None or head.kind == "application" or context.topic == "applications"
    sure = sure and not words & {"channel", "applicant"}
    return _by_verbs(figure, context, sure=sure)


def _by_verbs(figure: Figure, context: Context, *, sure: bool) -> list[Told]:
    words = kinds(figure.before)
    receive, strong, weak = "receive" in words, "handle" in words, "treat" in words
    if not (receive or strong or weak):
        return _without_verb(figure, context, words)
    found = []
    if receive:
        found.append(figure.told("new_received", sure=sure))
    if strong or weak:
        soft = weak and not (strong and not receive and _first_is_strong(figure))
        found.append(figure.told("handled", sure=sure and not soft, both=receive))
    return found + _all_alike(figure)


def _all_alike(figure: Figure) -> list[Told]:
    """收到申请3件全部予以公开: the outcome of all of them."""
    outcomes = [token for token in figure.after if token.kind in OUTCOMES]
    alike = len(outcomes) == 1 and "all" in kinds(figure.after) and "none" not in kinds(figure.after)
    return [figure.told(outcomes[0].kind)] if alike else []


def _first_is_strong(figure: Figure) -> bool:
    return next(token.kind for token in figure.before if token.kind in ("handle", "treat")) == "handle"


def _without_verb(figure: Figure, context: Context, words: frozenset[str]) -> list[Told]:
    """依申请公开3次; 本年度10件 or 2024年申请47件 among the parts of a total."""
    if context.total is not None and words & {"current", "year"}:
        return [figure.told("new_received", fresh=True)]
    if "application" in words and context.part is None and not words & {"channel", "applicant", "raise"}:
        return [figure.told("new_received", sure=False)]
    return []


def _is_part(figure: Figure, context: Context, head: Token) -> bool:
    """Whether the figure counts a part: one channel, one kind of applicant, one subject, other applications."""
    words = kinds(figure.before)
    if "all_channels" in words:
        return False
    if "channel" in words:
        return sum(token.kind == "channel" for token in figure.before) < 3
    if "applicant" in words and head.kind != "application":
        return True
    if "applicant" in words and context.part is not None:
        return True
    if head.kind == "apply":
        return _other_kind(figure, context, head)
    return False


def _other_kind(figure: Figure, context: Context, head: Token) -> bool:
    """Whether a bare 申请 is of another kind: text nobody reads stands right before it, or nothing tells the topic."""
    if _named_behind(figure):
        return False
    index = figure.before.index(head)
    before = figure.before[index - 1].end if index else figure.start
    return head.start > before or not (
        context.topic == "applications" or "application" in kinds(figure.before)
    )


def _follows(figure: Figure, context: Context) -> bool:
    """Whether a figure without a noun goes on speaking of applications: 已办结18件; 收到4条依申请公开信息."""
    if _named_behind(figure):
        return True
    if not kinds(figure.before) & VERBS:
        return False
    verb = max((token.end for token in figure.before if token.kind in VERBS), default=figure.start)
    if unread(figure.before, verb, figure.token.start) or context.topic != "applications":
        return False
    behind = figure.after[0].start if figure.after else None
    return behind is None or behind == figure.token.end


def _named_behind(figure: Figure) -> bool:
    """Whether applications are named right behind the figure: 收到4条依申请公开信息."""
    noun = next((token for token in figure.after if token.kind not in ("filler", "information")), None)
    named = noun is not None and noun.kind == "application"
    return named and noun is not None and unread(figure.after, figure.token.end, noun.start) == 0


def _behind(figure: Figure, context: Context) -> list[Told]:
    """The verb or outcome behind the figure: 其中298件如期办结, 3件予以公开, 2件结转下年度."""
    words, before = kinds(figure.after), kinds(figure.before)
    about = context.topic == "applications" or "application" in words
    if not about or not context.ours:
        return []
    if _gap(figure, None):
        return [] if words else _without_verb(figure, context, before)
    if (context.announced and "total" in before and not words - {"all", "filler"}) or (
        "total" in before and _named_behind(figure) and not words & VERBS
    ):
        return [figure.told("new_received", sure=False)]
    if words & CARRIES:
        return _carried(figure, context, (*figure.before, *figure.after))
    outcomes = [token for token in figure.after if token.kind in OUTCOMES]
    if outcomes and "none" not in words:
        joined = len(outcomes) > 1 and _joined(figure.after, outcomes[0], outcomes[1])
        return [] if joined or "already_public" in words else [figure.told(outcomes[-1].kind)]
    if "handle" in words and not words & _NOT_HANDLED and "rest" not in before:
        if "all" in words and "total" in before:
            return [figure.told("new_received", sure=False)]
        return [figure.told("handled")]
    if context.part is not None and "receive" in words and words & {"current", "year"}:
        return [figure.told("new_received", fresh=True)]
    return _without_verb(figure, context, before) if not words else []
