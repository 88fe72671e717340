"""The rules in force: rule files are read, and options choose among the rules.

The bundled files are trusted at start-up: only the first YAML document of each is read and its
schema is checked by the tests. When one cannot be read after all, and for every file that a user
brings, `validation` looks closely and tells the place of the fault.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from reportlint.data.resources import folder, load_yaml
from reportlint.engine.kind import Stage
from reportlint.engine.rules import Rule, RuleError, RuleSet, UnknownRule, build_rule, unknown_rule
from reportlint.model.diagnostic import SEVERITIES
from reportlint.model.wording import Text

_GUARDS: tuple[Stage, ...] = ("gate", "reading")
"""Stages whose rules stay in force though they are not selected."""
_RULE_FILE = re.compile(r"[A-Z]+\d{3}\.yaml")


class ParameterError(RuleError):
    """Parameters that a rule cannot be given; `keys` lead to the fault, the rule's code or name first."""

    def __init__(self, words: Text, keys: Sequence[str | int]) -> None:
        super().__init__(words)
        self.keys = tuple(keys)


def load_rules(
    *,
    extra: Sequence[Path] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severities: Mapping[str, str] | None = None,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
) -> RuleSet:
    """The rules in force.

    `extra` are rule files, forms, word lists and packs of the user's own (see `packs`). `select` (empty: all) and
    `ignore` take codes, names and beginnings of codes (`A`, `A3`). `severities` maps any of these to error,
    warning, info or off. `parameters` maps codes or names to parameters that take the place of the rule's own.
    Rules that guard the reading of a file stay in force though `select` leaves them out; only `ignore` and off drop
    them.

    Raises RuleError for a broken rule file, for a code that no rule has and for unfit parameters.
    """
    known = catalogue(extra)
    if parameters:
        known = override(known, parameters)
    chosen = _matching(select, known) if select else {rule.code for rule in known}
    dropped = _matching(ignore, known)
    levels = _levels(severities or {}, known)
    active = (
        replace(rule, severity=levels.get(rule.code, rule.severity))
        for rule in known
        if rule.code not in dropped and levels.get(rule.code) != "off"
        if rule.code in chosen or rule.stage in _GUARDS
    )
    wishes = (select, ignore, severities or {}, parameters or {})
    ruleset = RuleSet(tuple(active), changed=_changed(extra, wishes))
    ruleset.at("report")  # a kind that is missing is told now, not in the middle of a run
    return ruleset


def _changed(extra: Sequence[Path], wishes: tuple[Any, ...]) -> str:
    """The version of what the user adds and chooses; "" where that is nothing."""
    if not extra and not any(wishes):
        return ""
    from reportlint.data.about import digest_of_changes
    from reportlint.engine.packs import pack_files

    return digest_of_changes(pack_files(extra), wishes)


def catalogue(extra: Sequence[Path] = ()) -> tuple[Rule, ...]:
    """All rules, the bundled and those of the files and packs `extra`, in the order of their codes.

    Forms among them are known from now on (see `packs`). Raises RuleError.
    """
    rules = (*_bundled(), *(_brought(tuple(extra)) if extra else ()))
    return tuple(sorted(_with_words(rules, extra) if extra else rules, key=lambda rule: rule.code))


def _brought(extra: tuple[Path, ...]) -> Iterator[Rule]:
    """The rules that a user brings."""
    from reportlint.engine import packs
    from reportlint.engine.validation import read_rule_file

    packs.learn_forms(extra)
    taken = {word: rule.path for rule in _bundled() for word in (rule.code, rule.name)}
    for path in packs.rule_files(extra):
        rule = build_rule(read_rule_file(path, taken=taken), path)
        taken |= {rule.code: path, rule.name: path}
        yield rule


def _with_words(rules: Sequence[Rule], extra: Sequence[Path]) -> Sequence[Rule]:
    """The rules with the words that the packs' lists add to their own."""
    from reportlint.engine import packs

    for path, words in packs.word_lists(extra).items():
        own = next((rule.parameters.get("words", ()) for rule in rules if rule.code == path.stem.upper()), ())
        try:
            rules = override(rules, {path.stem: {"words": [*own, *words]}})
        except ParameterError as fault:
            raise RuleError.at(path, fault.words) from fault
    return rules


@cache
def _bundled() -> tuple[Rule, ...]:
    rules = []
    for path in bundled_paths():
        try:
            data: Any = load_yaml(_head(path))
            rules.append(build_rule(data, path))
        except Exception:
            from reportlint.engine.validation import read_rule_file

            read_rule_file(path)  # tells the place of the fault
            raise
    return tuple(rules)


def bundled_paths() -> tuple[Path, ...]:
    """The bundled rule files, family by family. They are named by their codes (rules/tables/T201.yaml)."""
    families = [entry.path for entry in os.scandir(folder("rules")) if entry.is_dir()]
    names = [
        file.path for family in families for file in os.scandir(family) if _RULE_FILE.fullmatch(file.name)
    ]
    return tuple(Path(name) for name in sorted(names))


def _head(path: Path) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read().split("\n---", 1)[0]


def override(rules: Sequence[Rule], parameters: Mapping[str, Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules with the parameters given for some of them, by code or name.

    A parameter that is not given stays as the rule has it. Raises ParameterError for a rule that
    does not exist and for parameters that do not fit the kind's schema.
    """
    from reportlint.engine.validation import fault_in

    changed = {}
    for name, given in parameters.items():
        rule = next((rule for rule in rules if name.upper() == rule.code or name.lower() == rule.name), None)
        if rule is None:
            raise ParameterError(unknown_rule(name, rules), (name,))
        merged = {**rule.parameters, **given}
        fault = fault_in(merged, rule.kind.parameters)
        if fault is not None:
            about = Text(
                f"规则 {rule.code} 的参数：{fault.words.zh}", f"parameters of {rule.code}: {fault.words.en}"
            )
            raise ParameterError(about, (name, *fault.way))
        changed[rule.code] = replace(rule, parameters=merged)
    return tuple(changed.get(rule.code, rule) for rule in rules)


def _levels(severities: Mapping[str, str], known: Sequence[Rule]) -> dict[str, Any]:
    for word, level in severities.items():
        if level not in (*SEVERITIES, "off"):
            zh = f"规则 {word} 的级别写成了“{level}”，只能是 error、warning、info 或 off"
            raise RuleError(
                Text(zh, f"rule {word} is given the level {level!r}: use error, warning, info or off")
            )
    return {code: level for word, level in severities.items() for code in _matching([word], known)}


def _matching(words: Iterable[str], known: Sequence[Rule]) -> set[str]:
    codes: set[str] = set()
    for word in words:
        wanted = word.strip()
        found = {
            rule.code for rule in known if rule.code.startswith(wanted.upper()) or rule.name == wanted.lower()
        }
        if not found or not wanted:
            raise UnknownRule(wanted, known)
        codes |= found
    return codes
