"""Kind `copied_from_sibling`: a report's prose is not another unit's of the same year with other names.

Parameters: those of `copied_over_years`, and `same`, when two files hold one report (see `cells.ONE_REPORT`),
which is another rule's business. Units one of which is the other's parent are not compared. Which of the two
copied is known where the other one alone wrote the same the year before; else both are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain

from reportlint.checks.across.alike import (
    SCHEMA,
    Copy,
    Likeness,
    Own,
    issued_text,
    likeness,
    own_pieces,
    told,
)
from reportlint.checks.across.near import near_pairs
from reportlint.checks.shared.cells import ONE_REPORT, one_report
from reportlint.checks.shared.owners import Owners
from reportlint.data.about import install_line
from reportlint.engine.kind import Across, Kind, NotApplicable, Placed, Unchecked, alone
from reportlint.model.batch import BatchEntry
from reportlint.model.wording import Text

KEPT = 2000
"""Reports whose pieces are held for comparing; the others' are made again."""

_UNKNOWN = Text(
    "没有认出年份或单位，没有和别的单位核对", "its year or unit is not known; not compared with other units"
)


def _run(across: Across) -> Iterator[Placed]:
    issued = issued_text(across.batch, across.parameters["issued"])
    years: defaultdict[int, list[BatchEntry]] = defaultdict(list)
    for entry in across.batch.entries:
        year = across.batch.year(entry)
        if year is None or across.batch.owner(entry) is None:
            yield Placed(entry.path, Unchecked(_UNKNOWN))
        else:
            years[year].append(entry)
    for year, entries in years.items():
        if len({across.batch.owner(entry) for entry in entries}) > 1:
            yield from _compared(across, entries, issued[year])
        else:
            yield from (Placed(entry.path, NotApplicable()) for entry in entries)


def _compared(across: Across, entries: list[BatchEntry], issued: frozenset[int]) -> Iterator[Placed]:
    """What is copied among the reports of one year."""
    number = across.parameters["section"]["number"]
    by_path = {entry.path: entry for entry in entries}

    @lru_cache(maxsize=KEPT)
    def pieces(path: str) -> Own:
        return own_pieces(by_path[path].prose, number, issued)

    copies: dict[str, Copy] = {}
    owners = Owners(across.batch)
    try:
        for first, second in _pairs(list(by_path), pieces):
            for path, source in ((first, second), (second, first)):
                alike = likeness(pieces(path), pieces(source), across.parameters)
                if alike is not None and _is_copy(across, owners, by_path[path], by_path[source], alike):
                    copy = copies.setdefault(path, Copy(by_path[source], alike))
                    copy.add(by_path[source], alike, across.batch.owner(by_path[source]))
    except ImportError:
        how = install_line("audit")
        zh, en = (
            f"报告太多，要装上 datasketch 才能互相比较，{how.zh}",
            f"so many reports need datasketch, {how.en}",
        )
        yield from (Placed(entry.path, Unchecked(Text(zh, en))) for entry in entries)
    for path, copy in copies.items():
        yield _told(across, by_path[path], copy)


def _pairs(paths: list[str], pieces: Callable[[str], Own]) -> Iterator[tuple[str, str]]:
    """The pairs of paths that may be alike: by the whole of their own text, or by one section alone."""
    return chain(
        near_pairs(paths, lambda path: pieces(path).whole, rows=3),
        near_pairs(paths, lambda path: pieces(path).section, rows=4),
    )


def _is_copy(across: Across, owners: Owners, copy: BatchEntry, source: BatchEntry, alike: Likeness) -> bool:
    """Whether the first of two reports that are alike may be the copy: not if it said the same the year before
    alone.
    """
    if owners.related(copy, source) or one_report(copy, source, across.parameters["same"]):
        return False
    before, other_before = across.batch.prior(copy), across.batch.prior(source)
    if before is None or other_before is None:
        return True
    own, others = (len(alike.keys & set(entry.prose.keys)) for entry in (before, other_before))
    return own <= len(alike.keys) / 2 or others >= len(alike.keys) / 5


def _told(across: Across, entry: BatchEntry, copy: Copy) -> Placed:
    unit, count = across.batch.owner(copy.source), len(copy.units)
    whose = Text(f"{unit}（{copy.source.path}）", f"{unit} ({copy.source.path})")
    several = Text(f"{whose.zh}等至少{count}个单位", f"at least {count} units, one of them {whose.en}")
    values = {"source": whose if count == 1 else several}
    return told(across, entry, (copy.source, whose), copy.alike, values)


KIND = Kind(
    "copied_from_sibling",
    alone,
    {
        **SCHEMA,
        "required": [*SCHEMA["required"], "same"],
        "properties": {**SCHEMA["properties"], "same": ONE_REPORT},
    },
    placeholders=frozenset({"source", "percent", "count"}),
    variants=frozenset({"section"}),
    stage="across",
    across=_run,
)
