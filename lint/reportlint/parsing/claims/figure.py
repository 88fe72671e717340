"""A figure with the words around it, as the stages that tell its meaning see it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from reportlint.parsing.claims.carry import direction
from reportlint.parsing.claims.context import CARRIES, REMEDIES, VERBS, Context, Told, head_of, kinds
from reportlint.parsing.claims.tokens import Token, unread

_TELLING = VERBS | {"issue", "repeal", "in_force"}


class Figure(Struct, frozen=True):
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
        return head_of(self.before) is not None or bool(kinds(self.before) & _TELLING)

    @property
    def value(self) -> int:
        """The number told."""
        return self.token.value or 0

    def told(
        self,
        measure: str,
        *,
        sure: bool = True,
        both: bool = False,
        fresh: bool = False,
        weak: bool = False,
    ) -> Told:
        """The figure as a claim on `measure`; a figure without its measure word is never sure."""
        words = kinds(self.before)
        return Told(
            measure,
            self.value,
            self.token.start,
            self.token.end,
            sure and not self.token.bare,
            both=both,
            weak=weak,
            one_way=not measure and "receive" in words and bool(words & {"channel", "via"}),
            fresh=fresh,
            whole="total" in words,
            opens="part" in words,
            handled_too=not measure and self._handled_too(),
            published=not measure and bool(words & {"publication", "already_public"}),
        )

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
            or "withdrawn" in around
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


def carried_told(figure: Figure, context: Context, around: Sequence[Token]) -> list[Told]:
    """What a figure beside 结转 tells, by the years around it."""
    about = context.topic == "applications" or "application" in kinds(around)
    measure = direction(around, context) if about and context.ours else ""
    if kinds(around) & (REMEDIES | {"other_thing"}) or not measure:
        return []
    return [figure.told(measure)]
