"""After all sentences of a section were read: what their figures decide about one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.parsing.claims.context import FigureClaim
from reportlint.parsing.claims.kinds import OUTCOMES, SUBROWS

_ORIGINS = ("carried_in", "new_received")


class _Found(Struct):
    """The figures of a section by their number; those of a sentence and the parts of a total at hand."""

    claims: dict[int, FigureClaim]
    _sentences: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _parts: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for entry in self.claims.values():
            self._sentences[entry.sentence].append(entry.number)
            if entry.part_of is not None:
                self._parts[entry.part_of].append(entry.number)

    def beside(self, entry: FigureClaim) -> list[FigureClaim]:
        """The figures of its sentence, itself among them."""
        return [self.claims[number] for number in self._sentences[entry.sentence]]

    def parts(self, whole: FigureClaim) -> list[FigureClaim]:
        """The figures told as parts of a total."""
        return [self.claims[number] for number in self._parts.get(whole.number, ())]

    def whole(self, entry: FigureClaim) -> FigureClaim | None:
        """The total that a figure is a part of."""
        return None if entry.part_of is None else self.claims.get(entry.part_of)

    def near(self, entry: FigureClaim) -> list[FigureClaim]:
        """The figures of its sentence and of those around it."""
        numbers = [n for step in (-1, 0, 1) for n in self._sentences.get(entry.sentence + step, ())]
        return [self.claims[number] for number in numbers]

    def retell(self, entry: FigureClaim, **changes: Any) -> None:
        """Enters another reading of a figure in its place."""
        self.claims[entry.number] = replace(self.claims[entry.number], **changes)


def settle(told: Sequence[FigureClaim]) -> list[FigureClaim]:
    """All figures in their order, those that are no claims after all without their measure and with the reason.

    A total received that has a carry-over among its parts includes it. Applications taken back are
    handled as well, so that 其中11件办结，8件撤销 does not tell how many were handled. One figure for
    收到和办理 does not tell what was handled when some were carried over.
    """
    found = _Found({entry.number: entry for entry in told})
    _name_totals(found)
    _drop_parts_of_all(found)
    _settle_dealt_with(found)
    _drop_what_stays_open(found)
    _add_up_rows(found)
    kept = _Found({number: entry for number, entry in found.claims.items() if entry.measure})
    for entry in list(kept.claims.values()):
        if _one_of_several(entry, kept):
            found.retell(entry, measure="", why="one_of_several")
    return list(found.claims.values())


def _drop_what_stays_open(found: _Found) -> None:
    """Figures on whose meaning others of the section decide."""
    every = list(found.claims.values())
    published = {entry.sentence for entry in every if entry.published and entry.value}
    carried = any(entry.measure in ("carried_in", "carried_out") and entry.value for entry in every)
    left = any(entry.measure == "carried_out" and entry.value for entry in every)
    dropped = {
        entry.number
        for entry in every
        if (entry.measure == "handled" and _undecided(entry, found, carried))
        or (entry.measure == "granted" and entry.value and entry.sentence in published)
        or (entry.measure == "handled" and _half(entry, found))
        or (entry.measure == "new_received" and not entry.whole_area and _two_scopes(entry, found))
        or (entry.measure in SUBROWS and _listed_with_unknown(entry, found))
        or (entry.way == "ending" and _of_one_way(entry, found))
        or (entry.fresh and not _beside_carry_over(entry, found))
        or (entry.measure == "unfinished" and (left or _some_left(entry, found) or _of_some(entry, found)))
    }
    for number in dropped:
        found.retell(found.claims[number], measure="", why="open")


def _of_some(entry: FigureClaim, found: _Found) -> bool:
    """区政府办代表区政府受理2件，均已答复: all of what was received by one of several, perhaps."""
    return any(other.measure == "new_received" and not other.sure for other in found.beside(entry))


def _half(entry: FigureClaim, found: _Found) -> bool:
    """按时办结517件，延期办结8件: neither is all that were handled."""
    return any(
        other.half
        and other.value
        and other.part_of == entry.part_of
        and (other.number > entry.number or not entry.whole)
        for other in found.beside(entry)
    )


def _listed_with_unknown(entry: FigureClaim, found: _Found) -> bool:
    """信息不存在6件，不属本级公开5件: a reason nobody knows may belong to the same row."""
    return any(
        not other.measure
        and other.value
        and not other.known_part
        and other.part_of == entry.part_of
        and other.number != entry.part_of
        for other in found.beside(entry)
    )


def _of_one_way(entry: FigureClaim, found: _Found) -> bool:
    """诉讼5件，其中复议后起诉4件，维持4件: those upheld are perhaps of the four only, unless the endings make up the five."""
    case, _, _ = entry.measure.partition("_")
    beside = found.beside(entry)
    if not any(other.measure in ("litigation_direct", "litigation_after_review") for other in beside):
        return False
    ended = sum(other.value for other in beside if other.way == "ending" and other.measure.startswith(case))
    return case == "litigation" and not any(
        other.measure == "litigation_total" and other.value == ended for other in beside
    )


def _add_up_rows(found: _Found) -> None:
    """信息不存在5件，非本机关负责2件: reasons that share a row of the form are told together."""
    rows: dict[tuple[str, int, int | None], list[FigureClaim]] = defaultdict(list)
    for entry in found.claims.values():
        if entry.measure in SUBROWS:
            rows[entry.measure, entry.sentence, entry.part_of].append(entry)
    for first, *others in rows.values():
        if not others:
            continue
        found.retell(first, value=first.value + sum(other.value for other in others))
        for other in others:
            found.retell(other, measure="", why="summed")


def _two_scopes(entry: FigureClaim, found: _Found) -> bool:
    """市政府受理29件，各部门受理24件: what is told is of the one, the table has both."""
    return (
        entry.part_of is None
        and entry.way != "sum"
        and any(other.others and other.value and other.part_of is None for other in found.beside(entry))
    )


def _name_totals(found: _Found) -> None:
    """A total with a carry-over or with this year's among its parts includes both; other parts received are a
    subset.
    """
    for number in list(found.claims):
        entry = found.claims[number]
        whole = found.whole(entry) or _sum_with(entry, found)
        if whole is None or entry.measure not in _ORIGINS:
            continue
        beside = {other.measure for other in found.parts(whole)}
        if entry.part_of is None:
            beside.add("carried_in")
        if whole.measure == "handled" and whole.weak and {"carried_in", "new_received"} <= beside:
            if not _all_have_outcomes(whole, found):
                found.retell(whole, measure="received", sure=True)
        elif whole.measure == "new_received" and "carried_in" in beside:
            _with_carry_over(whole, entry, found)
        elif whole.measure == "handled" and _sums_up(whole, found):
            continue
        elif whole.measure in ("new_received", "handled") and _is_fewer(entry, whole):
            found.retell(entry, measure="", why="part")


def _all_have_outcomes(whole: FigureClaim, found: _Found) -> bool:
    """Whether the outcomes told make up the figure: then that many were handled."""
    return whole.value == sum(other.value for other in found.near(whole) if other.measure in OUTCOMES)


def _sums_up(whole: FigureClaim, found: _Found) -> bool:
    """办结39件，其中上年结转1件、本年新收38件: what was handled, by the year in which it came."""
    parts = [part for part in found.parts(whole) if part.measure in _ORIGINS]
    total = sum(part.value for part in parts)
    return {part.measure for part in parts} == set(_ORIGINS) and total == whole.value


def _is_fewer(entry: FigureClaim, whole: FigureClaim) -> bool:
    return entry.measure == "new_received" and entry.value < whole.value


def _drop_parts_of_all(found: _Found) -> None:
    """均已答复，其中当场答复2件: all were handled, and these in one way."""
    done: set[int] = set()
    for entry in list(found.claims.values()):
        if entry.measure == "unfinished":
            done.add(entry.sentence)
        elif entry.measure == "handled" and entry.part_of is not None and entry.sentence in done:
            found.retell(entry, measure="", why="part")


def _settle_dealt_with(found: _Found) -> None:
    """处理32件（含上年结转2件），办结29件，3件结转: the first figure is all that there were."""
    for number in list(found.claims):
        entry = found.claims[number]
        if entry.measure != "handled" or not entry.weak:
            continue
        beside = [other for other in found.beside(entry) if other is not entry]
        if any(other.measure in ("new_received", "received") for other in beside):
            continue
        parts = [other for other in beside if other.part_of == number]
        apart = [other for other in beside if other not in parts]
        fewer = any(other.measure == "handled" and other.value < entry.value for other in apart)
        if fewer or any(other.measure == "carried_out" and other.value for other in apart):
            inside = any(other.measure == "carried_in" for other in parts)
            found.retell(entry, measure="received" if inside else "", why="" if inside else "open")


def _with_carry_over(whole: FigureClaim, entry: FigureClaim, found: _Found) -> None:
    """新收6件，其中网上4件、邮寄2件；上年结转1件: behind a list that is complete the carry-over is told apart.

    Where another list is broken off by it, what the total includes stays open.
    """
    parts = found.parts(whole)
    before = parts[: parts.index(entry)] if entry in parts else []
    if entry.opens or any(other.measure in _ORIGINS for other in [*before, entry][:1]):
        found.retell(whole, measure="received")
    elif whole.value not in accumulate(other.value for other in before):
        found.retell(whole, measure="", why="open")


def _sum_with(entry: FigureClaim, found: _Found) -> FigureClaim | None:
    """收到6件，1件为上年结转，5件为本年新收: the total before that a carry-over and this year's add up to."""
    if entry.measure != "new_received":
        return None
    beside = found.beside(entry)
    carried = sum(other.value for other in beside if other.measure == "carried_in")
    before = [other for other in beside if other.number < entry.number]
    wanted = entry.value + carried
    return next(
        (other for other in before if carried and other.measure == "new_received" and other.value == wanted),
        None,
    )


def _undecided(entry: FigureClaim, found: _Found, carried: bool) -> bool:
    """Whether it is open how many were handled in all."""
    beside = found.beside(entry)
    received = next((other.number for other in beside if _came_in(other)), None)
    taken_back = any(
        other.handled_too
        and other.value
        and (other.refused or not _apart(other.part_of, entry, found))
        and (
            other.part_of is not None
            or (received is not None and received < other.number)
            or other.number > entry.number
        )
        for other in beside
    )
    whole = found.whole(entry)
    inside = whole is not None and whole.measure == "handled" and whole.value != entry.value
    return (entry.both and carried) or (taken_back and not entry.whole) or inside


def _came_in(entry: FigureClaim) -> bool:
    return entry.measure in ("new_received", "received") or entry.why == "returned"


def _apart(whole: int | None, entry: FigureClaim, found: _Found) -> bool:
    """收到97件，其中县直63件、乡镇34件；答复91件: a complete list by organ, and what was handled beside it."""
    if whole is None:
        return False
    before = [other for other in found.beside(entry) if other.number < entry.number]
    return sum(other.value for other in before if other.part_of == whole) == found.claims[whole].value


def _some_left(entry: FigureClaim, found: _Found) -> bool:
    """Whether the sentence tells fewer handled than received."""
    beside = found.beside(entry)
    received = max((other.value for other in beside if other.measure == "new_received"), default=0)
    return any(other.measure == "handled" and other.value < received for other in beside)


def _beside_carry_over(entry: FigureClaim, found: _Found) -> bool:
    return any(other.measure == "carried_in" for other in found.near(entry))


def _one_of_several(entry: FigureClaim, found: _Found) -> bool:
    """Two figures for one measure in one sentence are parts of a whole, unless one is called the total."""
    if entry.whole:
        return False
    return any(other.measure == entry.measure and other.value != entry.value for other in found.beside(entry))
