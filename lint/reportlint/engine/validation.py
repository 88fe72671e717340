"""A close look at a rule file: everything that can be wrong in it is told with file, line and column.

Run on every rule file that a user brings, and by the tests on the bundled ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from jsonschema import FormatChecker
from msgspec import Struct

from reportlint.checks import ACROSS, KINDS, find_kind
from reportlint.data.marked_yaml import Keys, MarkedYaml, YamlFault, read_documents
from reportlint.data.resources import folder
from reportlint.data.schema_words import Fault, find_fault
from reportlint.engine.bases import citation, load_bases
from reportlint.engine.fixes import mistakes
from reportlint.engine.kind import Kind
from reportlint.engine.rules import RuleError, read_text
from reportlint.model.forms import editions, load_form
from reportlint.model.wording import Text

COMMON_PLACEHOLDERS = frozenset({"cell", "expected", "actual"})
"""What every message may use: the engine fills it from the finding."""


class Part(Struct, frozen=True):
    """One YAML document of a rule file."""

    path: Path
    document: MarkedYaml

    @property
    def data(self) -> Any:
        """What it says."""
        return self.document.data

    def error(self, words: Text, way: Keys = (), *, at_key: bool = False) -> RuleError:
        """The error at what lies at the end of `way` (keys and indices), or at the key itself."""
        return RuleError.at(self.path, words, *self.document.position(way, at_key=at_key))


def read_rule_file(path: Path, *, taken: Mapping[str, Path] | None = None) -> Mapping[str, Any]:
    """The rule of a rule file, after the whole file has been found sound, its examples too.

    `taken` are the codes and names of other rules and their files. Raises RuleError at the first fault.
    """
    head, *examples = _parts(path)
    check_schema(head, _schema("rule"))
    kind = _kind(head)
    check_schema(head, kind.parameters, ("parameters",))
    _check_cases(head, kind)
    _check_messages(head, kind)
    _check_basis(head)
    for words, way in mistakes(head.data["fix"], kind) if "fix" in head.data else ():
        raise head.error(words, way)
    _check_taken(head, taken or {})
    for example in examples:
        check_schema(example, _schema("rule-example"))
    data: Mapping[str, Any] = head.data
    return data


def read_form_file(path: Path) -> str:
    """The edition of the form in a file, after the file has been found sound. Raises RuleError at the first fault."""
    form, *_ = _parts(path)
    check_schema(form, _schema("format"))
    for words, way in _form_mistakes(form.data):
        raise form.error(words, way)
    return str(form.data["edition"])


def _form_mistakes(form: Mapping[str, Any]) -> Iterator[tuple[Text, Sequence[str | int]]]:
    """What is wrong with a form that no schema can say, with the keys that lead there."""
    years = form["years"]
    if years["last"] is not None and years["last"] < years["first"]:
        yield Text("last 早于 first", "last is before first"), ("years", "last")
    if form.get("like", "") not in ("", *editions()):
        zh, en = f"没有 {form['like']} 年的格式", f"no form of {form['like']} is known"
        yield Text(zh, en), ("like",)
    if [section["number"] for section in form["sections"]] != list(range(1, len(form["sections"]) + 1)):
        yield (
            Text("各部分要按编号 1 至 6 排列", "the sections must be numbered 1 to 6 in order"),
            ("sections",),
        )
    for name, table in form["tables"].items():
        groups = {group["key"] for group in table.get("groups", ())}
        taken = set(groups)
        for index, block in enumerate(table["blocks"]):
            columns: set[str] = set()
            for which, seen in (("rows", taken), ("columns", columns)):
                for position, heading in enumerate(block[which]):
                    way = ("tables", name, "blocks", index, which, position)
                    key, group = heading["key"], heading.get("group")
                    if key in seen:
                        yield Text(f"键“{key}”写了两次", f"the key {key!r} stands twice"), (*way, "key")
                    if group not in (None, *groups):
                        yield Text(f"groups 里没有“{group}”", f"groups lack {group!r}"), (*way, "group")
                    seen.add(key)


def _check_taken(part: Part, taken: Mapping[str, Path]) -> None:
    for key, zh, en in (("code", "编号", "code"), ("name", "名称", "name")):
        word = part.data[key]
        if word in taken:
            words = Text(f"{zh} {word} 已经用在 {taken[word]}", f"the {en} {word} is taken by {taken[word]}")
            raise part.error(words, (key,))


def check_schema(part: Part, schema: Mapping[str, Any], way: tuple[str, ...] = ()) -> None:
    """Raises RuleError where the part of the document at `way` does not fit the schema."""
    data = part.data
    for step in way:
        data = data.get(step, {})
    fault = fault_in(data, schema)
    if fault is not None:
        raise part.error(fault.words, (*way, *fault.way), at_key=fault.at_key)


def fault_in(data: object, schema: Mapping[str, Any]) -> Fault | None:
    """The fault in data of a rule or a form; their schemas name formats of their own."""
    return find_fault(data, schema, formats=_formats(editions()))


def _parts(path: Path) -> list[Part]:
    try:
        parts = [Part(path, document) for document in read_documents(read_text(path))]
    except YamlFault as fault:
        raise RuleError.at(path, fault.words, *(fault.position or ())) from fault
    if not parts:
        raise RuleError.at(path, Text("规则文件是空的", "is empty"))
    return parts


def _kind(part: Part) -> Kind:
    name = part.data["check"]
    try:
        kind = find_kind(name)
    except Exception as error:  # another package's code runs here, and may fail in any way
        words = Text(f"检查“{name}”装不进来：{error}", f"the kind of check {name!r} fails to load: {error}")
        raise part.error(words, ("check",)) from error
    if kind is None:
        near = get_close_matches(name, (*KINDS, *ACROSS))
        words = Text(
            f"没有“{name}”这种检查" + (f"，相近的有 {'、'.join(near)}" if near else ""),
            f"no kind of check is named {name!r}" + (f"; near it: {', '.join(near)}" if near else ""),
        )
        raise part.error(words, ("check",))
    return kind


def _check_messages(part: Part, kind: Kind) -> None:
    messages = part.data.get("messages", {})
    for variant in sorted(kind.variants - set(messages)):
        words = Text(f"messages 里缺“{variant}”一条", f"messages lack {variant!r}")
        raise part.error(words, ("messages",), at_key=True)
    ways: list[tuple[str, ...]] = [("message",), ("help",), *(("messages", variant) for variant in messages)]
    for way in ways:
        for lang in ("zh", "en"):
            _check_placeholders(part, kind, (*way, lang))


def _check_cases(part: Part, kind: Kind) -> None:
    for key in ("messages", "follows"):
        for variant in part.data.get(key, {}):
            if variant not in kind.variants and (variant or key == "messages"):
                words = Text(
                    f"检查“{kind.name}”没有“{variant}”这种情形",
                    f"the check {kind.name!r} has no case {variant!r}",
                )
                raise part.error(words, (key, variant), at_key=True)


def _check_placeholders(part: Part, kind: Kind, way: tuple[str, ...]) -> None:
    text = part.data
    for step in way:
        text = text[step]
    known = COMMON_PLACEHOLDERS | kind.placeholders
    try:
        fields = list(Formatter().parse(text))
    except ValueError as error:
        words = Text(
            "花括号不成对；要写花括号本身，就写两遍", "unpaired braces; write them twice to show one"
        )
        raise part.error(words, way) from error
    for _, name, spec, conversion in fields:
        if name is not None and (name not in known or spec or conversion):
            shown = "、".join(f"{{{word}}}" for word in sorted(known))
            words = Text(
                f"不认识占位符 {{{name}}}，可用的有 {shown}",
                f"unknown placeholder {{{name}}}; known are {shown.replace('、', ', ')}",
            )
            raise part.error(words, way)


def _check_basis(part: Part) -> None:
    for index, entry in enumerate(part.data["basis"]):
        key = citation(entry).basis
        if isinstance(key, str) and key not in load_bases():
            words = Text(
                f"依据“{key}”不在 rules/basis.yaml 里；别的依据请写成 {{zh: …, en: …}}",
                f"the basis {key!r} is none of rules/basis.yaml; give another one as {{zh: …, en: …}}",
            )
            raise part.error(words, ("basis", index))


@cache
def _schema(name: str) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = json.loads((folder("schemas") / f"{name}.schema.json").read_text("utf-8"))
    return schema


@cache
def _formats(known: tuple[str, ...]) -> FormatChecker:
    """The formats of parameter schemas: keys that some of the forms known have, and regular expressions.

    `edition` is one of the forms; `table`, `row` and `column` are one of these; `rows` and `columns` may be a
    group of them as well. A `basis` is a key of rules/basis.yaml, a `regex` one of Python's.
    """
    tables = {key: table for edition in known for key, table in load_form(edition).tables.items()}
    every = [table for edition in known for table in load_form(edition).tables.values()]
    keys = {
        "edition": frozenset(known),
        "table": frozenset(tables),
        "row": frozenset(row.key for table in every for row in table.rows),
        "column": frozenset(
            column.key for table in every for block in table.blocks for column in block.columns
        ),
    }
    groups = frozenset(group.key for table in every for group in table.groups)
    keys |= {
        "rows": keys["row"] | groups,
        "columns": keys["column"] | groups,
        "basis": frozenset(load_bases()),
    }
    checker = FormatChecker(formats=())
    for name, words in keys.items():
        checker.checks(name)(lambda word, words=words: not isinstance(word, str) or word in words)
    checker.checks("regex", raises=re.error)(lambda word: not isinstance(word, str) or bool(re.compile(word)))
    return checker
