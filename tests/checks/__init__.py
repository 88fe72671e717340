"""What the examples of the rules cannot show: properties of the kinds over many reports."""

from __future__ import annotations

from typing import Any, NamedTuple

from reportlint.app.api import Settings, check_bytes
from reportlint.app.trial import marked
from reportlint.draft import draft_from, text


class Told(NamedTuple):
    """A finding as these tests compare it: its code, severity, marked text and message."""

    code: str
    severity: str
    at: str
    message: str


def found(code: str, **edits: Any) -> list[Told]:
    """What the rule `code` says of a sample report with these edits."""
    return found_in(code, text(draft_from(edits)))


def found_in(code: str, written: str) -> list[Told]:
    """What the rule `code` says of a whole file."""
    result = check_bytes(written.encode(), name="年报.txt", settings=Settings(select=(code,)))
    assert result.crashed == ()
    assert result.not_checked == ()
    return [Told(item.code, item.severity, marked(item), item.message.zh) for item in result.diagnostics]
