"""What would mend a finding, as its rule declares it: the text that is marked, written anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, TypeAlias

from reportlint.engine.kind import Kind
from reportlint.model.diagnostic import Fix
from reportlint.model.document import Place
from reportlint.model.wording import Text

Way: TypeAlias = tuple[str | int, ...]


def fix_of(
    declared: Mapping[str, Any],
    *,
    case: str,
    place: Place,
    lines: tuple[str, ...],
    values: Mapping[str, object],
) -> Fix | None:
    """The fix of one finding; None where its rule has none for the case, or nothing would change.

    `declared` is the rule's `fix` (see schemas/rule.schema.json), `case` the variant of its message,
    `values` fill the placeholders. Only text on one known line can be mended.
    """
    if case not in declared.get("cases", ("",)):
        return None
    if place.line is None or place.column is None or place.end_column is None:
        return None
    if place.end_line != place.line or not 0 < place.line <= len(lines):
        return None
    old = lines[place.line - 1][place.column - 1 : place.end_column - 1]
    new = old
    for step in declared["replace"]:
        new = _replaced(new, step, values)
    return None if new == old else Fix(place, old, new, safe=declared["safety"] == "safe")


def _replaced(text: str, step: Mapping[str, str], values: Mapping[str, object]) -> str:
    """The text after one step; words that stand there more than once are left alone."""
    if "pattern" in step:
        return re.sub(step["pattern"], step["with"], text)
    instead = step["with"].format_map(values)
    if "words" not in step:
        return instead
    words = step["words"].format_map(values)
    return text.replace(words, instead) if words and text.count(words) == 1 else text


def mistakes(declared: Mapping[str, Any], kind: Kind) -> Iterator[tuple[Text, Way]]:
    """What is wrong with a rule's `fix` that no schema can say, with the keys that lead there."""
    if kind.identities is not None:
        yield _SUMS, ("fix",)
    for index, case in enumerate(declared.get("cases", ())):
        if case and case not in kind.variants:
            zh, en = f"检查“{kind.name}”没有“{case}”这种情形", f"the check {kind.name!r} has no case {case!r}"
            yield Text(zh, en), ("fix", "cases", index)
    known = kind.placeholders | {"expected", "actual"}
    for index, step in enumerate(declared["replace"]):
        keys = ("pattern", "with") if "pattern" in step else ("words", "with")
        for key in keys:
            wrong = _mistake(step, key, known) if key in step else None
            if wrong is not None:
                yield wrong, ("fix", "replace", index, key)


_SUMS = Text(
    "合计对不上要由人来改，这种规则不能有 fix", "sums are for a person to mend: such a rule cannot have a fix"
)


def _mistake(step: Mapping[str, str], key: str, known: frozenset[str]) -> Text | None:
    if "pattern" in step:
        try:
            if key == "pattern":
                re.compile(step["pattern"])
            else:
                _check_template(re.compile(step["pattern"]), step["with"])
        except (re.error, IndexError) as error:
            return Text(f"正则表达式不成立：{error}", f"the regular expression is wrong: {error}")
        return None
    try:
        names = [name for _, name, _, _ in Formatter().parse(step[key]) if name is not None]
    except ValueError:
        return Text("花括号不成对；要写花括号本身，就写两遍", "unpaired braces; write them twice to show one")
    unknown = next((name for name in names if name not in known), None)
    if unknown is None:
        return None
    shown = sorted(f"{{{name}}}" for name in known)
    return Text(
        f"不认识占位符 {{{unknown}}}，可用的有 {'、'.join(shown)}",
        f"unknown placeholder {{{unknown}}}; known are {', '.join(shown)}",
    )


def _check_template(pattern: re.Pattern[str], template: str) -> None:
    """Raises re.error where a replacement names a group that the pattern has not."""
    re.compile(f"{pattern.pattern}|", pattern.flags).sub(template, "", count=1)
