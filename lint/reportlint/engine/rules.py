"""Rules as data: what a rule file says is a `Rule`, what is in force a `RuleSet`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct, field

from reportlint.checks import ACROSS, ACROSS_TWO_YEARS, find_kind
from reportlint.data.about import rules_digest
from reportlint.data.files import read_settings
from reportlint.engine.bases import Citation, all_words, citation
from reportlint.engine.kind import Kind, Stage
from reportlint.model.diagnostic import Confidence, Severity
from reportlint.model.wording import Text


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

    `severity` is the one in force, `declared` the one of the file. `title` names the defect, `passed` says that
    it was looked for and is not there. `basis` is what its findings cite
    (see `engine.bases`). `check` names the kind of check. Messages may hold placeholders.
    """

    code: str
    name: str
    severity: Severity
    declared: Severity
    since: str
    title: Text
    passed: Text
    message: Text
    messages: Mapping[str, Text]
    help: Text
    basis: tuple[Citation, ...]
    rationale: Text
    check: str
    parameters: Mapping[str, Any]
    path: Path
    fix: Mapping[str, Any] | None = None
    """How its findings are mended, where that needs no person (see `engine.fixes`)."""
    confidence: Confidence = "likely"
    """How sure its findings are, where the kind does not say."""
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

    @property
    def wants_prior(self) -> bool:
        """Whether it says nothing of a report without last year's (see `Kind`). Raises RuleError as `kind` does."""
        return self.check in ACROSS_TWO_YEARS if self.check in ACROSS else self.kind.wants_prior

    @property
    def citations(self) -> tuple[tuple[Citation, ...], ...]:
        """What its findings may cite: its basis, and every `basis` in the parameters that takes its place."""
        return (self.basis, *(tuple(map(citation, found)) for found in _values_of("basis", self.parameters)))

    @property
    def basis_texts(self) -> tuple[Text, ...]:
        """All documents and articles that the rule rests on, whatever the report."""
        return all_words(self.basis)


def _values_of(key: str, data: object) -> Iterator[Any]:
    """What stands under a key anywhere in the data."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            if name == key:
                yield value
            else:
                yield from _values_of(key, value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _values_of(key, value)


def _broken_kind(name: str, error: Exception) -> Text:
    return Text(f"检查“{name}”装不进来：{error}", f"the kind of check {name!r} fails to load: {error}")


class RuleSet(Struct, frozen=True):
    """The rules in force, in the order of their codes.

    `changed` is the version of what the user added or changed ("" for the bundled rules as they are).
    """

    rules: tuple[Rule, ...]
    _by_stage: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    changed: str = ""

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    @property
    def version(self) -> str:
        """By which rules a report was judged: the version of the bundled ones, +, that of the user's changes."""
        return f"{rules_digest()}+{self.changed}" if self.changed else rules_digest()

    def at(self, stage: Stage) -> tuple[Rule, ...]:
        """The rules whose kind judges at this stage."""
        if not self._by_stage:
            for name in get_args(Stage):
                self._by_stage[name] = tuple(rule for rule in self.rules if rule.stage == name)
        return self._by_stage[stage]


def _not_found(title: Text) -> Text:
    return Text(f"没有发现“{title.zh}”", f"not found: {title.en}")


def build_rule(data: Mapping[str, Any], path: Path) -> Rule:
    """The rule that the first document of a valid rule file describes."""
    return Rule(
        code=data["code"],
        name=data["name"],
        severity=data["severity"],
        declared=data["severity"],
        since=data["since"],
        title=Text(**data["title"]),
        passed=Text(**data["passed"]) if "passed" in data else _not_found(Text(**data["title"])),
        message=Text(**data["message"]),
        messages={variant: Text(**words) for variant, words in data.get("messages", {}).items()},
        help=Text(**data["help"]),
        basis=tuple(map(citation, data["basis"])),
        rationale=Text(**data["rationale"]),
        check=data["check"],
        parameters=data.get("parameters", {}),
        path=path,
        fix=data.get("fix"),
        confidence=data.get("confidence", "likely"),
        follows=data.get("follows", {}),
    )


def read_text(path: Path) -> str:
    """The text of a file of rules, forms or words. Raises RuleError with the reason why it cannot be read."""
    try:
        return read_settings(path)
    except OSError as error:
        zh, en = f"规则文件打不开（{error.strerror}）", f"cannot be opened ({error.strerror})"
        raise RuleError.at(path, Text(zh, en)) from error
    except UnicodeDecodeError as error:
        raise RuleError.at(path, Text("规则文件不是 UTF-8 编码", "is not written in UTF-8")) from error


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
