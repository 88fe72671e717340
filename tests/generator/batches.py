"""Batches of invented towns over two years: everybody writes anew, or some copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from reportlint.app.api import parse_bytes
from reportlint.draft import text
from reportlint.engine.across import entry_of
from reportlint.model.batch import Batch, BatchEntry
from reportlint.model.report import Report
from tests.generator.prose import Prose, copied, town, written

_FIRST, _SECOND = "云清石白南高丰沙曦栎翎澜", "陂河桥滩塘岭田溪汀峪浦泷"


@dataclass(frozen=True, slots=True)
class Written:
    """A batch, and the paths of the reports that were copied: from last year's, and from another town's."""

    batch: Batch
    from_last_year: frozenset[str]
    from_sibling: frozenset[str]


def towns(count: int) -> list[str]:
    """Names of different towns."""
    names = [f"{first}{second}镇人民政府" for first in _FIRST for second in _SECOND]
    return names[:count] if count <= len(names) else [f"第{number}镇人民政府" for number in range(count)]


def two_years(count: int, seed: int, *, stock: float, copies: int = 0, edits: float = 0.0) -> Written:
    """`count` towns that write each year anew, but for `copies` who copied last year's report and `copies` a sibling's.

    `edits` is the share of the parts of sentences that the copies change. Those copied from are other towns.
    """
    random = Random(seed)
    names = towns(count)
    proses: dict[tuple[str, int], Prose] = {
        (name, year): written(random, stock=stock) for year in (2023, 2024) for name in names
    }
    drawn = random.sample(names, 3 * copies)
    lazy, copying, sources = drawn[:copies], drawn[copies : 2 * copies], drawn[2 * copies :]
    for name in lazy:
        proses[name, 2024] = copied(proses[name, 2023], random, edits=edits)
    for name, source in zip(copying, sources, strict=True):
        proses[name, 2024] = copied(proses[source, 2024], random, edits=edits)
    return Written(
        batch_of(proses, random),
        frozenset(f"2024/{name}.txt" for name in lazy),
        frozenset(f"2024/{name}.txt" for name in (*copying, *sources)),
    )


def batch_of(proses: Mapping[tuple[str, int], Prose], random: Random) -> Batch:
    """The reports of these towns and years as a batch with its pairs of years."""
    files = {
        f"{year}/{name}.txt": text(town(name, year, prose, random)).encode()
        for (name, year), prose in sorted(proses.items(), key=lambda entry: entry[0][::-1])
    }

    def reading(entry: BatchEntry) -> Report:
        return parse_bytes(files[entry.path], name="年报.txt")

    return Batch(
        tuple(_entries(files.items())),
        reading,
        priors={path: path.replace("2024/", "2023/") for path in files if path.startswith("2024/")},
    )


def _entries(files: Iterable[tuple[str, bytes]]) -> Iterable[BatchEntry]:
    for path, data in files:
        report = parse_bytes(data, name="年报.txt")
        yield entry_of(report, path=path, digest=sha256(data).hexdigest())
