"""What an audit is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportlint.api import DEFAULTS, Settings
from reportlint.batch import Unit

SMALL = 32
"""Up to so many files are judged sooner by this process than a pool has started."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which reports to audit and how.

    `paths` are folders, files and globs. `units` is the list of those that owe a report, read from
    `units_path`. `aliases` maps names of units to those they count as. `jobs` are processes (None: as
    many as there are cores, for more than a few files); `scheduler` is the address of a Dask cluster
    that takes their place. `cache` is the folder of the cache, None for none.
    """

    paths: tuple[str, ...]
    settings: Settings = DEFAULTS
    units: tuple[Unit, ...] = ()
    units_path: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    jobs: int | None = None
    scheduler: str | None = None
    cache: Path | None = None
