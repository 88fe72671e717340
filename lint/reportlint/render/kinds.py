"""The manual of the kinds of check as Markdown: parameters, placeholders, variants, and a rule that uses each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from reportlint.checks.manual import KindManual, manual_of
from reportlint.engine.kind import Kind
from reportlint.engine.rules import Rule
from reportlint.model.wording import Text
from reportlint.render.plain import harmless

_MOST = 2
"""Items of a list that the example shows; … stands for the others."""
_LONGEST = 60
"""Characters of a text that the example shows."""

_COMMON = {
    "cell": Text("格子的名称", "the cell's name"),
    "expected": Text("应有的数", "the value it should have"),
    "actual": Text("填的数", "the value it has"),
}
"""The placeholders that every message may have."""


def render_kinds(rules: Sequence[Rule], kinds: Sequence[Kind], langs: Sequence[str]) -> Iterator[str]:
    """A chapter for each kind, in `langs` ("zh", "en" or both), with one of `rules` that uses it as its example."""
    yield from _lines(_introduction(langs))
    for kind in kinds:
        example = next((rule for rule in rules if rule.check == kind.name), None)
        yield from _lines(_chapter(manual_of(kind), example, langs))


def _lines(lines: Iterator[str]) -> Iterator[str]:
    yield from (f"{harmless(line)}\n" for line in lines)


def _introduction(langs: Sequence[str]) -> Iterator[str]:
    words = Text(
        "规则文件里 check 写检查的种类，parameters 写它的参数；message、messages、help 里可以用占位符，"
        "messages 里每种情形写一条。下面的占位符各种检查都能用：",
        "A rule names its kind under `check` and gives its `parameters`; `message`, `messages` and `help` may hold "
        "placeholders, and `messages` has one for each variant. Every kind has these placeholders:",
    )
    yield from (words.of(lang) for lang in langs)
    yield ""
    yield from _table(
        Text("占位符", "placeholder"), [(f"{{{name}}}", (), text) for name, text in _COMMON.items()], langs
    )


def _chapter(manual: KindManual, example: Rule | None, langs: Sequence[str]) -> Iterator[str]:
    yield f"## {manual.name}"
    yield ""
    yield " / ".join(manual.about.of(lang) for lang in langs)
    yield ""
    needed = Text("必须", "required")
    yield from _table(
        Text("参数", "parameter"),
        [
            (entry.path, (entry.type, needed.of(langs[0]) if entry.required else ""), entry.words)
            for entry in manual.parameters
        ],
        langs,
        between=(Text("类型", "type"), Text("", "")),
    )
    for head, entries, form in (
        (Text("占位符", "placeholder"), manual.placeholders, "{{{}}}"),
        (Text("情形", "variant"), manual.variants, "{}"),
    ):
        yield from _table(head, [(form.format(name), (), words) for name, words in entries.items()], langs)
    if example is not None:
        yield Text(f"例：{example.code}", f"Example: {example.code}").of(langs[0])
        yield ""
        yield "```yaml"
        yield from _example(example).splitlines()
        yield "```"
        yield ""


def _table(
    head: Text,
    rows: Sequence[tuple[str, Sequence[str], Text]],
    langs: Sequence[str],
    *,
    between: Sequence[Text] = (),
) -> Iterator[str]:
    if not rows:
        return
    meaning = [Text("意思", "meaning").of(lang) for lang in langs]
    heads = [head.of(langs[0]), *(column.of(langs[0]) for column in between), *meaning]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for name, cells, words in rows:
        shown = [f"`{name}`", *cells, *(words.of(lang) for lang in langs)]
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in shown)} |"
    yield ""


def _example(rule: Rule) -> str:
    """The part of a rule file that depends on its kind, long lists and texts cut."""
    told: dict[str, Any] = {"check": rule.check, "parameters": _cut(rule.parameters)}
    told["message"] = rule.message.zh
    told |= {"messages": {case: words.zh for case, words in rule.messages.items()}} if rule.messages else {}
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=110)


def _cut(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _cut(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [*(_cut(inner) for inner in value[:_MOST]), *(["…"] if len(value) > _MOST else [])]
    return f"{value[: _LONGEST - 1]}…" if isinstance(value, str) and len(value) > _LONGEST else value
