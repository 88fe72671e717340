"""Rules as data: rule files become `Rule`s, and options choose the rules in force.

The bundled files are trusted at start-up: only the first YAML document of each is read and its
schema is checked by the tests. When one cannot be read after all, and for every file that a user
brings, `validation` looks closely and tells the place of the fault.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.checks import ACROSS, find_kind
from reportlint.data.resources import folder, load_yaml
from reportlint.engine.kind import Kind, Stage
from reportlint.model.diagnostic import SEVERITIES, Severity
from reportlint.model.wording import Text

_GUARDS: tuple[Stage, ...] = ("gate", "reading")
_RULE_FILE = re.compile(r"[A-Z]+\d{3}\.yaml")


class RuleError(Exception):
    """A rule file or a choice of rules that cannot be used; `words` is one sentence in both languages.

    For a rule file the sentence begins with file:line:column, as far as the place is known.
    """

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words

    @classmethod
    def at(cls, path: Path, words: Text, line: int | None = None, column: int | None = None) -> RuleError:
        """The error at a place of a rule file; line and column count from 1."""
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        return cls(Text(f"{place}: {words.zh}", f"{place}: {words.en}"))


class UnknownRule(RuleError):
    """No rule has the code or name `word`."""

    def __init__(self, word: str, known: Sequence[Rule]) -> None:
        super().__init__(unknown_rule(word, known))
        self.word = word


class Rule(Struct, frozen=True):
    """One rule as its file has it.

    `severity` is the one in force, `declared` the one of the file. `basis` holds keys of
    rules/basis.yaml, or the words themselves in a third party's rule. `check` names the kind of
    check. Messages may hold placeholders.
    """

    code: str
    name: str
    severity: Severity
    declared: Severity
    since: str
    title: Text
    message: Text
    messages: Mapping[str, Text]
    help: Text
    basis: tuple[str | Text, ...]
    rationale: Text
    check: str
    parameters: Mapping[str, Any]
    path: Path
    fix: Mapping[str, Any] | None = None
    """How its findings are mended, where that needs no person (see `engine.fixes`)."""
    follows: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By case of its message the rules (T201), or cases of rules (T202.column), whose findings lead its own."""

    @property
    def kind(self) -> Kind:
        """The kind of check. Raises RuleError when nobody brings it, or when it fails to load."""
        try:
            kind = find_kind(self.check)
        except Exception as error:  # another package's code runs here, and may fail in any way
            raise RuleError.at(self.path, _broken_kind(self.check, error)) from error
        if kind is None:
            raise RuleError.at(
                self.path, Text(f"没有“{self.check}”这种检查", f"no kind of check is named {self.check!r}")
            )
        return kind

    @property
    def stage(self) -> Stage:
        """What the rule judges (see `Kind`). Raises RuleError as `kind` does."""
        return "across" if self.check in ACROSS else self.kind.stage

    def basis_words(self, lang: str) -> tuple[str, ...]:
        """The documents and articles the rule rests on, as they may be printed."""
        known = load_basis()
        return tuple((known[entry] if isinstance(entry, str) else entry).of(lang) for entry in self.basis)


def _broken_kind(name: str, error: Exception) -> Text:
    return Text(f"检查“{name}”装不进来：{error}", f"the kind of check {name!r} fails to load: {error}")


class RuleSet(Struct, frozen=True, dict=True):
    """The rules in force, in the order of their codes."""

    rules: tuple[Rule, ...]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def at(self, stage: Stage) -> tuple[Rule, ...]:
        """The rules whose kind judges at this stage."""
        return self._by_stage[stage]

    @cached_property
    def _by_stage(self) -> Mapping[str, tuple[Rule, ...]]:
        return {stage: tuple(rule for rule in self.rules if rule.stage == stage) for stage in get_args(Stage)}


def load_rules(
    *,
    extra: Sequence[Path] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severities: Mapping[str, str] | None = None,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
) -> RuleSet:
    """The rules in force.

    `extra` are rule files of the user's own. `select` (empty: all) and `ignore` take codes, names
    and beginnings of codes (`A`, `A3`). `severities` maps any of these to error, warning, info or
    off. `parameters` maps codes or names to parameters that take the place of the rule's own. Rules
    that guard the reading of a file stay in force though `select` leaves them out; only `ignore` and
    off drop them.

    Raises RuleError for a broken rule file, for a code that no rule has and for unfit parameters.
    """
    known = catalogue(extra)
    if parameters:
        from reportlint.engine.overrides import override

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
    ruleset = RuleSet(tuple(active))
    ruleset.at("report")  # a kind that is missing is told now, not in the middle of a run
    return ruleset


def catalogue(extra: Sequence[Path] = ()) -> tuple[Rule, ...]:
    """All rules, the bundled and those of the files `extra`, in the order of their codes. Raises RuleError."""
    rules = _bundled()
    if extra:
        from reportlint.engine.validation import read_rule_file

        for path in extra:
            data = read_rule_file(
                path, taken={word: rule.path for rule in rules for word in (rule.code, rule.name)}
            )
            rules = (*rules, build_rule(data, path))
    return tuple(sorted(rules, key=lambda rule: rule.code))


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


def build_rule(data: Mapping[str, Any], path: Path) -> Rule:
    """The rule that the first document of a valid rule file describes."""
    return Rule(
        code=data["code"],
        name=data["name"],
        severity=data["severity"],
        declared=data["severity"],
        since=data["since"],
        title=Text(**data["title"]),
        message=Text(**data["message"]),
        messages={variant: Text(**words) for variant, words in data.get("messages", {}).items()},
        help=Text(**data["help"]),
        basis=tuple(entry if isinstance(entry, str) else Text(**entry) for entry in data["basis"]),
        rationale=Text(**data["rationale"]),
        check=data["check"],
        parameters=data.get("parameters", {}),
        path=path,
        fix=data.get("fix"),
        follows=data.get("follows", {}),
    )


@cache
def load_basis() -> Mapping[str, Text]:
    """The documents and articles that may be cited, by their keys (rules/basis.yaml)."""
    data: Any = load_yaml((folder("rules") / "basis.yaml").read_text("utf-8"))
    return {key: Text(**words) for key, words in data.items()}


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


def unknown_rule(word: str, known: Sequence[Rule]) -> Text:
    """That no rule has this code or name, and which ones are near."""
    from difflib import get_close_matches

    names = {rule.name: rule.code for rule in known}
    near = [names[name] for name in get_close_matches(word.lower(), names, cutoff=0.8)]
    for length in range(len(word) - 1, 0, -1):
        near = near or sorted(code for code in names.values() if code.startswith(word[:length].upper()))[:5]
    return Text(
        f"没有编号为“{word}”的规则"
        + (f"，相近的有 {'、'.join(near)}" if near else "，用 reportlint rules 可列出全部规则"),
        f"no rule has the code {word!r}"
        + (f"; near it: {', '.join(near)}" if near else "; see `reportlint rules`"),
    )
