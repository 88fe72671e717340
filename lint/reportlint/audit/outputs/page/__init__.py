"""An audit as one HTML page that needs no network: heat map, ranking, and each unit with its wrong cells marked."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reportlint.audit.outcome import Audit
from reportlint.audit.outputs.brief import brief_of
from reportlint.audit.outputs.notices.content import Sender
from reportlint.audit.outputs.page.data import JSON, FileDetails, details, has_details, index, layout
from reportlint.audit.outputs.tallies import files_of, owed, totals
from reportlint.engine.rules import Rule
from reportlint.model.diagnostic import SEVERITIES
from reportlint.model.wording import Text
from reportlint.render import words

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = (
    "echarts/echarts.min.js",
    "knowledge.js",
    "heat.js",
    "ranking.js",
    "tables.js",
    "unit.js",
    "start.js",
)
"""What the page runs, in this order; the first is Apache ECharts (see assets/echarts/NOTICE)."""


_WRITING = Text("写网页", "writing the page")


def audit_page(audit: Audit, *, lang: str = "zh", rules: Sequence[Rule] = ()) -> Iterator[str]:
    """The page in pieces, a piece for each file with findings; results are taken one at a time. On paper it begins with
    the circular, in which the `rules` have their titles.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inside"] = json_inside
    scripts = [(ASSETS / name).read_text("utf-8") for name in SCRIPTS]
    known = index(audit, lang)
    context: dict[str, Any] = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "w": known["words"],
        "scripts": scripts,
        "hashes": " ".join(map(script_hash, scripts)),
        "style": (ASSETS / "page.css").read_text("utf-8"),
        "index": known,
        "blocks": _blocks(audit, known, lang),
        "counts": _counts(audit, known),
        "totals": [
            (level, words.SEVERITY[level].of(lang), number) for level, number in totals(audit).items()
        ],
        "severities": [(level, words.SEVERITY[level].of(lang)) for level in SEVERITIES],
        "record": audit.record,
        "brief_of": lambda: brief_of(audit, rules=rules, sender=Sender()) if lang == "zh" else None,
    }
    # index is told after the blocks: only then it has the layouts of all tables that they show
    yield from environment.get_template("page.html").generate(context)


def _blocks(audit: Audit, known: JSON, lang: str) -> Iterator[FileDetails]:
    for number, row in enumerate(audit.watched(_WRITING, audit.rows)):
        if not has_details(row):
            continue
        result = audit.result(row.path)
        wanted = any(finding.cell or finding.suspect for finding in result.diagnostics)
        value = details(result, audit.report(row.path) if wanted else None, lang)
        for key, table in value["tables"].items():
            drawn = known["layouts"].setdefault(table["edition"], {})
            if key not in drawn:
                drawn[key] = layout(table["edition"], key)
        yield FileDetails(number, value)


def _counts(audit: Audit, known: JSON) -> list[tuple[int, str]]:
    """The figures at the top with their words; those that are good when 0 are left out then."""
    files = files_of(audit)
    clean = sum(row.status == "checked" and not row.tallied for row in files)
    unreadable = sum(row.status == "unreadable" for row in files)
    waived = sum(row.waived for row in files)
    told = {"units": len(audit.units), "files": len(files), "clean": clean}
    rare = {"unreadable": unreadable, "owed": len(owed(audit)), "waived": waived}
    told |= {key: number for key, number in rare.items() if number}
    return [(number, known["words"][key]) for key, number in told.items()]


_ACTED_UPON = re.compile("[<>&\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_inside(value: Any) -> str:
    """The value as JSON that may stand in a script element, and in JavaScript, as it is."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _ACTED_UPON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def script_hash(script: str) -> str:
    """The script's hash, by which a content security policy lets it run and no other."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
