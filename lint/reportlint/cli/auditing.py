"""The command `audit`: many reports judged together, told as one result, and what is taken along written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from reportlint.api import rules_in_force
from reportlint.audit.listing import read_units
from reportlint.audit.progress import progress_for
from reportlint.audit.request import Request
from reportlint.audit.run import audit as run
from reportlint.audit.store import usual_cache
from reportlint.cli import streams
from reportlint.cli.checking import exit_code
from reportlint.cli.taking import Taking, Wanted
from reportlint.cli.wishes import Wishes, settings
from reportlint.config import load_config
from reportlint.render import RenderOptions, renderer
from reportlint.render.tally import Tally


class Manner(NamedTuple):
    """How the audit is to be made; None means not asked."""

    format: str | None
    output: str | None
    fail_on: str | None
    units: str | None
    jobs: int | None
    scheduler: str | None
    cached: bool
    debug: bool


def audit(paths: Sequence[str], wishes: Wishes, manner: Manner, wanted: Wanted, *, config: str | None) -> int:
    """Audits the paths, writes the result and what is wanted besides, returns the exit code."""
    if manner.debug:
        streams.show_traces()
    found = load_config(config)
    chosen = settings(wishes, found)
    rules = tuple(rules_in_force(chosen))
    taking = Taking(wanted, found, today=date.today())
    request = Request(
        tuple(paths),
        settings=chosen,
        units=read_units(manner.units) if manner.units else (),
        units_path=manner.units,
        jobs=manner.jobs,
        scheduler=manner.scheduler,
        cache=Path(usual_cache()) if manner.cached else None,
    )
    fail_on = manner.fail_on or found.get("fail-on") or "error"
    format = manner.format or "concise"
    options = RenderOptions(lang=chosen.lang, width=streams.terminal_width(), rules=rules, fail_on=fail_on)
    tally = Tally()
    with run(request, progress=progress_for(chosen.lang)) as done:
        pieces = renderer(format)(tally.watch(done.results()), options)
        streams.write(pieces, output=manner.output, utf8=format not in ("text", "concise"))
        for said in taking.write(done, rules=rules, lang=chosen.lang):
            print(said.of(chosen.lang), file=sys.stderr)
        print(tally.sentence(chosen.lang), file=sys.stderr)
    return exit_code(tally, fail_on)
