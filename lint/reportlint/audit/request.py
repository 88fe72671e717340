"""What an audit is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field

from reportlint.app.api import DEFAULTS, Settings
from reportlint.engine.filing import Fixed
from reportlint.model.batch import Unit
from reportlint.model.diagnostic import Result
from reportlint.model.wording import Text


class AuditRequest(Struct, frozen=True):
    """Which reports to audit and how.

    `paths` are folders, files and globs; with `given` the reports come in memory instead, by the names that
    results call them (or why one could not be read). `units` is the list of those that owe a report, read from
    `units_path`. `aliases` maps names of units to those they count as. `jobs` are processes (None: as
    many as there are cores, for more than a few files); `scheduler` is the address of a Dask cluster
    that takes their place. `cache` is the folder of the cache, None for none. `waive` moves the findings
    that the user accepts out of a result; it is applied last, and its outcome is never stored. `year` is the round's
    (None: the newest), `exclude` are globs of what is left out (`报告/旧/*`, or a name alone), `filings` by such
    globs what is settled of files whatever they say. `handbook` is the address of the handbook, for what is written.
    """

    paths: tuple[str, ...]
    settings: Settings = DEFAULTS
    units: tuple[Unit, ...] = ()
    units_path: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    jobs: int | None = None
    scheduler: str | None = None
    cache: Path | None = None
    waive: Callable[[Result], Result] | None = None
    given: Mapping[str, bytes | Text] | None = None
    year: int | None = None
    exclude: tuple[str, ...] = ()
    handbook: str = ""
    filings: Mapping[str, Fixed] = field(default_factory=dict)

    def unusual_settings(self) -> dict[str, str]:
        """The settings that are not the usual ones, for the record."""
        settings = self.settings
        chosen = {
            "paths": " ".join(self.paths),
            "select": ",".join(settings.select),
            "ignore": ",".join(settings.ignore),
            "rules": " ".join(map(str, settings.rule_files)),
            "units": self.units_path or "",
            "edition": settings.edition,
        }
        return {key: value for key, value in chosen.items() if value}
