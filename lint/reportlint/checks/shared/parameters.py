"""Pieces of JSON Schema that the parameters of several kinds are made of."""

from __future__ import annotations

PATTERN = {"type": "string", "format": "regex"}
"""A regular expression."""

PATTERNS = {"type": "array", "minItems": 1, "items": PATTERN}
"""Regular expressions, at least one."""

PATTERNS_OR_NONE = {"type": "array", "items": PATTERN}
"""Regular expressions, perhaps none."""

BASIS = {"type": "array", "minItems": 1, "items": {"type": "string", "format": "basis"}}
"""Keys of rules/basis.yaml that some findings of a rule cite in place of the rule's own."""
