"""After all sentences of a section were read: what their figures decide about one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct, field

from reportlint.parsing.claims.context import Told

_ORIGINS = ("carried_in", "new_received")


class _Found(Struct):
    """All figures of a section; those of a sentence and the parts of a total at hand."""

    told: Sequence[Told]
    _sentences: dict[int, list[Told]] = field(default_factory=lambda: defaultdict(list))
    _parts: dict[int, list[Told]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for entry in self.told:
            self._sentences[entry.sentence].append(entry)
            if entry.part_of is not None:
                self._parts[id(entry.part_of)].append(entry)

    def beside(self, entry: Told) -> list[Told]:
        """The figures of its sentence, itself among them."""
        return self._sentences[entry.sentence]

    def parts(self, whole: Told) -> list[Told]:
        """The figures told as parts of a total."""
        return self._parts.get(id(whole), [])

    def near(self, entry: Told) -> list[Told]:
        """The figures of its sentence and of those around it."""
        return [other for step in (-1, 0, 1) for other in self._sentences.get(entry.sentence + step, [])]


def settle(told: Sequence[Told]) -> list[Told]:
    """The figures that stay claims, in their order.

    A total received that has a carry-over among its parts includes it. Applications taken back are
    handled as well, so that 其中11件办结，8件撤销 does not tell how many were handled. One figure for
    收到和办理 does not tell what was handled when some were carried over.
    """
    found = _Found(told)
    _name_totals(found)
    _drop_parts_of_all(told)
    _settle_dealt_with(found)
    published = {entry.sentence for entry in told if entry.published and entry.value}
    carried = any(entry.measure == "carried_out" and entry.value for entry in told)
    kept = [
        entry
        for entry in told
        if entry.measure
        and not (entry.measure == "handled" and _undecided(entry, found, carried))
        and not (entry.measure == "granted" and entry.value and entry.sentence in published)
        and not (entry.fresh and not _beside_carry_over(entry, found))
        and not (entry.measure == "unfinished" and (carried or _some_left(entry, found)))
    ]
    claims = _Found(kept)
    return [entry for entry in kept if not _one_of_several(entry, claims)]


def _name_totals(found: _Found) -> None:
    """A total with a carry-over or with this year's among its parts includes both; other parts received are a subset."""
    for entry in found.told:
        whole = entry.part_of or _sum_with(entry, found)
        if whole is None or entry.measure not in _ORIGINS:
            continue
        beside = {other.measure for other in found.parts(whole)}
        if entry.part_of is None:
            beside.add("carried_in")
        if whole.measure == "handled" and whole.weak and {"carried_in", "new_received"} <= beside:
            whole.measure, whole.sure = "received", True
        elif whole.measure == "new_received" and "carried_in" in beside:
            _with_carry_over(whole, entry, found)
        elif whole.measure in ("new_received", "handled") and entry.measure == "new_received":
            entry.measure = "" if entry.value < whole.value else entry.measure


def _drop_parts_of_all(told: Sequence[Told]) -> None:
    """均已答复，其中当场答复2件: all were handled, and these in one way."""
    done: set[int] = set()
    for entry in told:
        if entry.measure == "unfinished":
            done.add(entry.sentence)
        elif entry.measure == "handled" and entry.part_of is not None and entry.sentence in done:
            entry.measure = ""


def _settle_dealt_with(found: _Found) -> None:
    """处理32件（含上年结转2件），办结29件，3件结转: the first figure is all that there were."""
    for entry in found.told:
        if entry.measure != "handled" or not entry.weak:
            continue
        beside = [other for other in found.beside(entry) if other is not entry]
        if any(other.measure in ("new_received", "received") for other in beside):
            continue
        parts = [other for other in beside if other.part_of is entry]
        apart = [other for other in beside if other not in parts]
        fewer = any(other.measure == "handled" and other.value < entry.value for other in apart)
        if fewer or any(other.measure == "carried_out" and other.value for other in apart):
            inside = any(other.measure == "carried_in" for other in parts)
            entry.measure = "received" if inside else ""


def _with_carry_over(whole: Told, entry: Told, found: _Found) -> None:
    """新收6件，其中网上4件、邮寄2件；上年结转1件: behind a list that is complete the carry-over is told apart.

    Where another list is broken off by it, what the total includes stays open.
    """
    parts = found.parts(whole)
    before = parts[: parts.index(entry)] if entry in parts else []
    if entry.opens or any(other.measure in _ORIGINS for other in [*before, entry][:1]):
        whole.measure = "received"
    elif whole.value not in accumulate(other.value for other in before):
        whole.measure = ""


def _sum_with(entry: Told, found: _Found) -> Told | None:
    """收到6件，1件为上年结转，5件为本年新收: the total before that a carry-over and this year's add up to."""
    if entry.measure != "new_received":
        return None
    beside = found.beside(entry)
    carried = sum(other.value for other in beside if other.measure == "carried_in")
    before = beside[: beside.index(entry)]
    wanted = entry.value + carried
    return next(
        (other for other in before if carried and other.measure == "new_received" and other.value == wanted),
        None,
    )


def _undecided(entry: Told, found: _Found, carried: bool) -> bool:
    """Whether it is open how many were handled in all."""
    beside = found.beside(entry)
    received = next(
        (n for n, other in enumerate(beside) if other.measure in ("new_received", "received")), None
    )
    place = beside.index(entry)
    taken_back = any(
        other.handled_too
        and other.value
        and not _apart(other.part_of, entry, beside)
        and (other.part_of is not None or (received is not None and received < n) or n > place)
        for n, other in enumerate(beside)
    )
    inside = entry.part_of is not None and entry.part_of.measure == "handled"
    return (entry.both and carried) or (taken_back and not entry.whole) or inside


def _apart(whole: Told | None, entry: Told, beside: Sequence[Told]) -> bool:
    """收到97件，其中县直63件、乡镇34件；答复91件: a complete list by organ, and what was handled beside it."""
    before = beside[: beside.index(entry)]
    parts = [other.value for other in before if whole is not None and other.part_of is whole]
    return whole is not None and sum(parts) == whole.value


def _some_left(entry: Told, found: _Found) -> bool:
    """Whether the sentence tells fewer handled than received."""
    beside = found.beside(entry)
    received = max((other.value for other in beside if other.measure == "new_received"), default=0)
    return any(other.measure == "handled" and other.value < received for other in beside)


def _beside_carry_over(entry: Told, found: _Found) -> bool:
    return any(other.measure == "carried_in" for other in found.near(entry))


def _one_of_several(entry: Told, found: _Found) -> bool:
    """Two figures for one measure in one sentence are parts of a whole, unless one is called the total."""
    if entry.whole:
        return False
    return any(other.measure == entry.measure and other.value != entry.value for other in found.beside(entry))
