"""Forms that pages of filling systems show: what stands in a field is text like any other."""

from __future__ import annotations

import re

from lxml.etree import _Element

from reportlint.readers.html.words import whole_text

_WRITTEN = frozenset({"", "text", "number", "tel", "date", "month"})
"""Types of fields that show their value as text; "" is the usual one."""
_PROMPT = re.compile(r"^\s*请|搜索|检索|关键[字词]")
"""What sites put into their own fields; it leads to no figure and to no sentence."""


def show_fields(root: _Element) -> None:
    """Makes text of what the fields of a page show, where it can belong to a report.

    That is in a cell, in a field that nobody can write in, and wherever a field holds a sentence.
    """
    for field in list(root.iter("input", "textarea")):
        text = whole_text(field) if field.tag == "textarea" else _value(field)
        if text.strip() and _belongs(field, text):
            for child in list(field):
                field.remove(child)
            field.tag = "pre" if "\n" in text.strip() else "span"
            field.text = text.strip()


def _value(field: _Element) -> str:
    return field.get("value", "") if field.get("type", "").strip().lower() in _WRITTEN else ""


def _belongs(field: _Element, text: str) -> bool:
    if "。" in text or field.get("readonly") is not None or field.get("disabled") is not None:
        return True
    return next(field.iterancestors("td", "th"), None) is not None and not _PROMPT.search(text)
