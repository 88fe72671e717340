"""One rule explained: what it finds, why, on which basis, what to do, and its examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Any

from reportlint.engine.examples import Example
from reportlint.engine.rules import Rule
from reportlint.model.forms import bundled_editions, cell_name
from reportlint.model.report import CellKey
from reportlint.model.wording import Text
from reportlint.render import RenderOptions, words
from reportlint.render.paper import TextPaper
from reportlint.render.plain import harmless

_LONGEST_TEXT = 120
_OLD_SAMPLE = "old"


def render_explanation(rule: Rule, examples: Sequence[Example], options: RenderOptions) -> Iterator[str]:
    """The explanation in pieces, a piece per part."""
    paper = TextPaper(options)
    yield "\n".join(_about(rule, paper)) + "\n"
    for good, head in ((False, Text("会报的例子", "found")), (True, Text("不会报的例子", "not found"))):
        chosen = [example for example in examples if example.good == good]
        if chosen:
            yield "\n" + paper.paint("heading", head.of(paper.lang)) + "\n"
            yield "".join("\n".join(_example(example, rule, paper)) + "\n" for example in chosen)


def _about(rule: Rule, paper: TextPaper) -> Iterator[str]:
    lang = paper.lang
    severity = paper.paint(rule.severity, words.SEVERITY[rule.severity].of(lang))
    yield f"{paper.paint('heading', rule.code)} {severity}  {paper.paint('faint', rule.name)}"
    yield from paper.block(harmless(rule.title.of(lang)), style="heading")
    yield ""
    messages = [rule.message, *rule.messages.values()]
    for label, texts in (
        (Text("怎么报：", "says: "), [blanked(message.of(lang)) for message in dict.fromkeys(messages)]),
        (Text("为什么：", "why: "), [rule.rationale.of(lang)]),
        (Text("依据：", "basis: "), [words.basis(rule.basis_texts, lang)]),
        (Text("怎么改：", "what to do: "), [blanked(rule.help.of(lang))]),
    ):
        for text in texts:
            lead = paper.paint("faint", label.of(lang))
            yield from paper.block(harmless(text), indent=2, hang=2, lead=lead)
    if rule.fix is not None:
        flag = "" if rule.fix["safety"] == "safe" else " --unsafe"
        line = Text(
            f"可以自动改的用 reportlint fix{flag}", f"what needs no person is mended by reportlint fix{flag}"
        )
        yield from paper.block(line.of(lang), indent=2, hang=2)


def blanked(template: str) -> str:
    """A message with … where a figure or a name will stand."""
    return "".join(text + ("…" if name is not None else "") for text, name, *_ in Formatter().parse(template))


def _example(example: Example, rule: Rule, paper: TextPaper) -> Iterator[str]:
    lang = paper.lang
    yield from paper.block(harmless(example.title.of(lang)), indent=2, hang=2, lead="- ")
    for edit in judged(example, lang):
        yield from paper.block(harmless(edit), indent=4, hang=2)
    for finding in example.findings:
        severity = finding.severity or rule.declared
        lead = paper.paint(severity, words.SEVERITY[severity].of(lang)) + words.COLON.of(lang)
        lead += f"{harmless(finding.file)} " if finding.file else ""
        yield from paper.block(harmless(finding.message), indent=4, hang=2, lead=lead)
    for reason in example.not_checked:
        missed = Text("没能检查：", "not checked: ").of(lang)
        yield from paper.block(missed + harmless(reason), indent=4, hang=2)


def judged(example: Example, lang: str) -> Iterator[str]:
    """What is judged: the whole file, or what the example changes in a correct report and in last year's."""
    for name, value in example.parameters.items():
        if isinstance(value, dict):
            value = [f"{key} {part}" for key, part in value.items()]
        listed = words.LISTED.of(lang).join(map(str, value)) if isinstance(value, list) else str(value)
        yield Text(f"配置里 {name}：{listed}", f"configured {name}: {listed}").of(lang)
    if example.text is not None:
        yield Text("全文：", "the whole file: ").of(lang) + _shortened(example.text)
    if example.batch:
        yield from _batch(example, lang)
    report = example.report or {}
    yield from _edits(report, lang)
    if example.prior is not None:
        lead = Text("上年报告：", "last year's report: ").of(lang)
        sample = {"sample": report["sample"]} if "sample" in report else {}
        edits = list(_edits({**sample, **example.prior}, lang))
        same = Text("同一单位上一年的报告", "of the same unit, a year earlier").of(lang)
        yield from (lead + edit for edit in edits or [same])


def _batch(example: Example, lang: str) -> Iterator[str]:
    """The files of a batch, a line each, and the list of units."""
    for member in example.batch:
        changes = list(_edits(member.report, lang))
        if member.owner is not None:
            changes.insert(0, Text(f"交的单位是{member.owner}", f"handed in by {member.owner}").of(lang))
        if member.prior is not None:
            changes.append(
                Text(f"上年报告是 {member.prior}", f"last year's report is {member.prior}").of(lang)
            )
        what = words.SEMICOLON.of(lang).join(changes) or Text("示例报告，没有改动", "the sample as it is").of(
            lang
        )
        yield f"{member.path}{words.COLON.of(lang)}{what}"
    for path in example.unread:
        yield Text(f"{path}：没有读出来", f"{path}: could not be read").of(lang)
    if example.units:
        names = (
            unit.name
            + (Text(f"（上级是{unit.parent}）", f" (below {unit.parent})").of(lang) if unit.parent else "")
            for unit in example.units
        )
        yield Text("单位名单：", "list of units: ").of(lang) + words.LISTED.of(lang).join(names)


def _edits(edits: Mapping[str, Any], lang: str) -> Iterator[str]:
    """What is changed in a correct report, as far as it can be said in a line."""
    newest, *_, oldest = bundled_editions()
    edition = oldest if edits.get("sample") == _OLD_SAMPLE else newest
    if edition != newest:
        yield Text(f"按{edition}年的格式写", f"written on the form of {edition}").of(lang)
    if "unit" in edits:
        yield Text(f"单位是{edits['unit']}", f"the unit is {edits['unit']}").of(lang)
    if "year" in edits:
        yield Text(f"年度是{edits['year']}", f"the year is {edits['year']}").of(lang)
    for key, raw in edits.get("cells", {}).items():
        name = cell_name(CellKey(*key.split(".")), edition=edition).of(lang)
        yield Text(f"{name} 填“{raw}”", f"{name} says “{raw}”").of(lang)
    for number, prose in edits.get("sections", {}).items():
        lead = Text(f"第{number}部分写：", f"section {number} says: ").of(lang)
        yield lead + (_shortened(prose) or words.BLANK.of(lang))
    title = edits.get("title")
    if title is not None:
        lines = [title] if isinstance(title, str) else title
        yield Text("标题写：", "the title says: ").of(lang) + " / ".join(lines)
    if edits.get("period") is not None:
        lead = Text("统计期限写：", "the period says: ").of(lang)
        yield lead + (edits["period"] or words.BLANK.of(lang))


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TEXT else line[: _LONGEST_TEXT - 1] + "…"
