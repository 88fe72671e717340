"""Data and scripts inside an HTML page: nothing that a report says can end its script or start another."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

_ACTED_UPON = re.compile("[<>&\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_inside(value: Any) -> str:
    """The value as JSON that may stand in a script element, and in JavaScript, as it is."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _ACTED_UPON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def fingerprint(script: str) -> str:
    """The script's hash, by which a content security policy lets it run and no other."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
