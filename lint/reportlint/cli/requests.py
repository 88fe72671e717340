"""What an audit is asked for, put together from the command line and the configuration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reportlint.app.api import Settings
from reportlint.app.config import Config
from reportlint.audit.listing import Listing, read_listing
from reportlint.audit.request import AuditRequest
from reportlint.engine.filing import Fixed
from reportlint.model.diagnostic import Result
from reportlint.model.wording import Text


def request_of(
    paths: Sequence[str],
    chosen: Settings,
    found: Config,
    *,
    units: str | None = None,
    year: int | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    cache: Path | None = None,
    waive: Callable[[Result], Result] | None = None,
) -> tuple[AuditRequest, tuple[Text, ...]]:
    """The request, and what is to be said of the list of units. Raises ListingError."""
    listing = read_listing(units) if units is not None else Listing(())
    request = AuditRequest(
        tuple(paths),
        settings=chosen,
        units=listing.units,
        units_path=units,
        aliases=found.get("aliases") or {},
        jobs=jobs,
        scheduler=scheduler,
        cache=cache,
        waive=waive,
        year=year,
        exclude=tuple(found.get("exclude") or ()),
        handbook=found.get("handbook") or "",
        filings={path: Fixed(**said) for path, said in (found.get("files") or {}).items()},
    )
    return request, listing.remarks
