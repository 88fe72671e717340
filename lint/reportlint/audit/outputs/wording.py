"""Words that the workbook, the page and the notices share: families of rules, places, and texts made harmless."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reportlint.data.resources import load_yaml
from reportlint.model.diagnostic import Diagnostic, FoundValue
from reportlint.model.wording import Text
from reportlint.render import words
from reportlint.render.groups import seconds
from reportlint.render.plain import harmless

_NO_CHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_FAMILY = re.compile(r"[A-Z]+")


@cache
def fixed_words() -> Mapping[str, Mapping[str, Text]]:
    """The fixed words of these outputs by their part and key (assets/words.yaml)."""
    path = Path(__file__).parent / "assets" / "words.yaml"
    data: Any = load_yaml(path.read_text("utf-8"))
    return {part: {key: Text(**said) for key, said in entries.items()} for part, entries in data.items()}


def word(part: str, key: str, lang: str) -> str:
    """One of the fixed words. Raises KeyError for one that does not exist."""
    return fixed_words()[part][key].of(lang)


def family_of(code: str) -> str:
    """The family of a rule: the letters that its code begins with."""
    found = _FAMILY.match(code)
    return found[0] if found else code


def family_name(family: str, lang: str) -> str:
    """A family's name; its letters alone where it is of a third party's rules."""
    named = fixed_words()["families"].get(family)
    return family if named is None else f"{family} {named.of(lang)}"


def clean(text: str) -> str:
    """The text on one line, without anything that cannot be seen or that no XML file can hold."""
    return _NO_CHARACTER.sub("", harmless(text)).strip()


def where_in_file(finding: Diagnostic, lang: str) -> str:
    """Where to look in the file, in words; "" where the place is unknown."""
    return words.place(finding.place, lang)


def values_of(finding: Diagnostic) -> tuple[FoundValue, FoundValue]:
    """What stands at the place that a finding leads with, and what should; None where that is not known."""
    suspect, cut = finding.suspect, finding.cut
    if suspect is None:
        return finding.actual, finding.expected
    if finding.cell == suspect.cell:
        return finding.actual, suspect.value
    named = words.leading(finding)[0].zh
    if cut is not None:
        row, column = cut.marked
        label, cells = cut.rows[row]
        if f"“{label}”" in named and f"“{cut.columns[column]}”" in named:
            return cells[column], suspect.value
    return None, suspect.value


def see_also(finding: Diagnostic, lang: str) -> list[str]:
    """The other places that a finding speaks of, each with what stands there."""
    told = []
    for related in seconds(finding):
        where = words.at(related, lang)
        told.append(
            f"{where}{words.COLON.of(lang)}{clean(related.message.of(lang))}"
            if where
            else clean(related.message.of(lang))
        )
    return told


class OwnNames:
    """Leaves of the paths in a text the files' own names: in which folders they are kept is nobody else's concern."""

    def __init__(self, paths: Iterable[str]) -> None:
        folders = {path[: len(path) - len(file_name(path))] for path in paths} - {""}
        found = "|".join(re.escape(folder) for folder in sorted(folders, key=len, reverse=True))
        self._folders = re.compile(found) if found else None

    def only(self, text: str) -> str:
        """The text without the folders."""
        return self._folders.sub("", text) if self._folders else text


def file_name(path: str) -> str:
    """The file's own name."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]
