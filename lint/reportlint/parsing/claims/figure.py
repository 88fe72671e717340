"""A figure with the words around it, as the stages that tell its meaning see it; which way it is carried over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from reportlint.parsing.claims.context import Context, FigureClaim, head_of, kinds
from reportlint.parsing.claims.kinds import CARRIES, REMEDIES, SUBROWS, VERBS, Kind, Kinds
from reportlint.parsing.claims.tokens import Token, unread

_FIXED: Mapping[Kind, str] = {"from_last_year": "carried_in", "to_next_year": "carried_out"}
WHOLE_AREA = 1
"""The value of a word such as 全县, which else adds nothing."""
_TELLING: Kinds = VERBS | {"issue", "repeal", "in_force"}


class Figure(Struct, frozen=True):
    """A figure with the tokens of its clause before it (from the figure before) and behind it (to the next)."""

    token: Token
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    start: int
    limit: int
    """Where the stretch before it begins, and where the one behind it ends."""
    clause: Sequence[Token]
    index: int
    begins: int
    """The whole clause, the place of the figure among its tokens, and where the clause begins."""

    @property
    def has_head(self) -> bool:
        """Whether the words before it tell what it counts."""
        return head_of(self.before) is not None or bool(kinds(self.before) & _TELLING)

    @property
    def is_late(self) -> bool:
        """Whether it tells what was handled late (延期办结8件), beside what was handled in time."""
        return "late" in kinds(self.before) and "handle" in kinds((*self.before, *self.after))

    @property
    def whole_area(self) -> bool:
        """Whether it is told of the whole area or system."""
        return any(token.kind == "filler" and token.value == WHOLE_AREA for token in self.clause)

    @property
    def value(self) -> int:
        """The number told."""
        return self.token.value or 0

    def told(
        self,
        measure: str,
        way: str = "",
        *,
        why: str = "",
        sure: bool = True,
        both: bool = False,
        fresh: bool = False,
        weak: bool = False,
        half: bool = False,
        case: str = "",
    ) -> FigureClaim:
        """The figure as a claim on `measure`, told by a way; a figure without its measure word is never sure."""
        words = kinds(self.before)
        return FigureClaim(
            measure,
            self.value,
            self.token.start,
            self.token.end,
            sure and not self.token.bare,
            way,
            why,
            both=both,
            weak=weak,
            refused=bool(kinds((*self.before, *self.after)) & {"withdrawn", "returned"}),
            half=half,
            case=case,
            others=why == "of_others" and "receive" in words and "treat" not in words,
            whole_area=self.whole_area,
            one_way=not measure and "receive" in words and bool(words & {"channel", "via"}),
            fresh=fresh,
            whole="total" in words,
            opens="part" in words,
            handled_too=not measure and self._handled_too(),
            known_part=not measure and self._known_part(),
            published=not measure and bool(words & {"publication", "already_public"}),
        )

    def _known_part(self) -> bool:
        """Whether it counts what has a row of its own elsewhere: taken back, passed on to 信访, asked twice."""
        around = kinds((*self.before, *self.after))
        return bool(around & {"withdrawn", "reason"}) and not around & SUBROWS

    def _handled_too(self) -> bool:
        """Whether a part that is no claim may have been handled: taken back, passed on, the rest."""
        around = kinds((*self.before, *self.after))
        if "excluded" in kinds(self.before):
            return False
        by_others = "elsewhere" in kinds(self.before) and around & {"treat", "handle"}
        dealt_with = not self.has_head and bool(around & {"treat", "elsewhere"}) and "undone" not in around
        left = "rest" in around and not around & (CARRIES | {"undone", "none", "year", "next"})
        return (
            left
            or bool(around & {"withdrawn", "returned"})
            or bool(by_others)
            or (dealt_with and not around & {"none", "application"})
        )


def gap_before(figure: Figure, token: Token | None) -> int:
    """Unread characters between a word and the figure."""
    start = figure.start if token is None else token.end
    return unread(figure.before, start, figure.token.start)


def joined(scope: Sequence[Token], first: Token, second: Token) -> bool:
    """Whether nothing but 和, 及, 、 and the like stands between two words."""
    between = [token for token in scope if first.end <= token.start and token.end <= second.start]
    bare = unread(scope, first.end, second.start) == 0
    return bare and all(token.kind in ("join", "、", "filler") for token in between)


def carried_told(figure: Figure, context: Context, around: Sequence[Token]) -> list[FigureClaim]:
    """What a figure beside 结转 tells, by the years around it."""
    about = context.topic == "applications" or "application" in kinds(around)
    measure = direction(around, context) if about and context.ours else ""
    if kinds(around) & (REMEDIES | {"other_thing"}) or not measure:
        return []
    return [figure.told(measure, "carried_over")]


def direction(around: Sequence[Token], context: Context) -> str:
    """carried_in or carried_out by the years named around 结转; "" where they do not tell."""
    verb = next(token for token in around if token.kind in CARRIES)
    if verb.kind in _FIXED:
        return _FIXED[verb.kind]
    years = _years(around, verb, context)
    named = {year for year, _ in years}
    if 1 in named and -1 not in named:
        return "carried_out"
    if -1 in named:
        return "carried_in"
    if verb.kind == "carry_over":
        return ""
    if any(year == 0 and behind for year, behind in years):
        return "carried_in"
    return _by_the_rest(around, context)


def _years(around: Sequence[Token], verb: Token, context: Context) -> list[tuple[int, bool]]:
    """Each year named as -1, 0 or 1 from the report year, and whether it stands behind the verb."""
    found = []
    for token in around:
        behind = token.start > verb.start
        if token.kind == "year" and token.value is not None:
            if context.year is None:
                found.append((1 if behind else -1, behind))
            elif token.value - context.year in (-1, 0, 1):
                found.append((token.value - context.year, behind))
            else:
                found.append((-1 if token.value < context.year else 1, behind))
        elif token.kind in ("previous", "current", "next"):
            found.append(({"previous": -1, "current": 0, "next": 1}[token.kind], behind))
    return found


def _by_the_rest(around: Sequence[Token], context: Context) -> str:
    """结转 alone: after what was handled it goes to the next year."""
    whole = context.part
    if whole is not None and whole.measure in ("new_received", "handled"):
        return _in_list(whole, context)
    handled = any(told.measure == "handled" for told in context.claims[-4:])
    came = any(told.measure == "carried_in" for told in context.claims[context.first :])
    return "carried_out" if handled or came else ""


def _in_list(whole: FigureClaim, context: Context) -> str:
    """结转 alone in a list: at its head or beside 新收 it came from last year, behind outcomes it goes to the next."""
    beside = [told.measure for told in context.claims[context.first :] if told.part_of == whole.number]
    if context.claims[-1].number == whole.number or "new_received" in beside:
        return "carried_in"
    done = whole.measure == "new_received" and any(
        told.measure == "handled" for told in context.claims[context.first :]
    )
    return "carried_out" if context.listing or done else ""
