"""How figures and places stand in every JSON that is written, and how its text is laid out."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, overload

from reportlint.model.document import Place

_ACTED_UPON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON allows and a terminal or an encoder would stumble over; written as \\uXXXX."""


def dump(value: Any, *, depth: int = 0) -> str:
    """The value as JSON that stands `depth` levels deep in its document."""
    text = json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)
    return _ACTED_UPON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@overload
def number(value: int | Decimal) -> int | float: ...
@overload
def number(value: int | Decimal | str | None) -> int | float | str | None: ...
def number(value: int | Decimal | str | None) -> int | float | str | None:
    """A value as JSON has it: a decimal becomes an integer where it is one."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def location(place: Place) -> dict[str, int | None]:
    """A place with all its keys; whatever is unknown is null, as lines are in a file that shows none."""
    if place.spot is not None:
        place = Place(place.spot.line, None, place.spot.line, None, place.page)
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "page": place.page,
    }
