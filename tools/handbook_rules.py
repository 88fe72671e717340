"""The handbook's page of each rule, from its file: what it finds, why, on what basis, examples as they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape

from lxml import html as lxml_html
from msgspec.structs import replace

from reportlint.app.api import Settings, check_bytes, parse_bytes
from reportlint.audit.outputs.wording import family_name, family_of
from reportlint.draft import draft_from, prior_draft_from, text
from reportlint.draft.model import FILENAME
from reportlint.engine.examples import Example, read_examples
from reportlint.engine.rules import Rule
from reportlint.model.diagnostic import Result
from reportlint.model.report import Report
from reportlint.render import words
from reportlint.render.explain import blanked, judged
from reportlint.render.page import template, words_in
from reportlint.render.page.body import PageBlock, ProseBlock, TableBlock, blocks_of
from reportlint.render.page.grids import CellView, TableView
from reportlint.render.page.marks import Marks
from reportlint.render.page.view import file_view

DRAWN = 6
"""Maximum blocks of a report that are drawn for one example."""


def table_of_rules(rules: Sequence[Rule]) -> str:
    """The page on which all rules are listed, family by family."""
    lines = [
        "# 全部规则 / All rules",
        "",
        "命令 `reportlint rules` 列出的一样。错误是违反有约束力的规定，或者数字对不上；",
    ]
    lines += ["警告是很可能有误，需要人看一眼；提示是习惯和文风。", ""]
    lines += [
        "An error breaks a binding rule or an equation; a warning needs a look; a hint is about habit and style.",
        "",
    ]
    for letter in dict.fromkeys(family_of(rule.code) for rule in rules):
        lines += [
            f"## {family_name(letter, 'zh')} / {family_name(letter, 'en')}",
            "",
            "| 编号 | 级别 | 查什么 | What |",
            "|---|---|---|---|",
        ]
        for rule in rules:
            if family_of(rule.code) == letter:
                level = words.SEVERITY[rule.declared].zh
                cells = (f"[{rule.code}]({rule.code}.md)", level, _text(rule.title.zh), _text(rule.title.en))
                lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def rule_page(rule: Rule, rules: Sequence[Rule]) -> str:
    """The page of one rule as Markdown, Chinese first, English beside it."""
    return "\n".join(_page(rule, rules)) + "\n"


def _page(rule: Rule, rules: Sequence[Rule]) -> Iterator[str]:
    examples = read_examples(rule.path)
    level, sure = words.SEVERITY[rule.declared], words.CONFIDENCE[rule.confidence]
    yield f"# {rule.code} {_text(rule.title.zh)}"
    yield from ("", _english(rule.title.en), "")
    yield f'<p class="facts"><span class="level {rule.declared}">{level.zh} {level.en}</span> '
    yield f"<span>{sure.zh} {sure.en}</span> <code>{rule.name}</code></p>"
    yield from ("", "## 怎么报 / What it says", "")
    for message in dict.fromkeys((rule.message, *rule.messages.values())):
        yield f"- {_text(blanked(message.zh))}  "
        yield f"  {_english(blanked(message.en))}"
    yield from ("", "## 为什么 / Why", "", _text(rule.rationale.zh), "", _english(rule.rationale.en))
    yield from ("", "## 依据 / Basis", "")
    for basis in rule.basis_texts:
        yield f"- {_text(basis.zh)}  "
        yield f"  {_english(basis.en)}"
    if not rule.basis_texts:
        yield "- 没有明文，出于通常的写法。 " + _english("No document: it is what is usual.")
    yield from ("", "按报告年度和单位看依据：[各年度的依据](../bases.md)。", "")
    yield from (
        "## 怎么改 / How to mend",
        "",
        _text(blanked(rule.help.zh)),
        "",
        _english(blanked(rule.help.en)),
        "",
    )
    yield from _fix(rule)
    yield from _shown("错的例子 / Wrong", [example for example in examples if not example.good], rule)
    yield from _shown(
        "对的例子，不会报的写法 / Right, and what it leaves alone",
        [one for one in examples if one.good],
        rule,
    )
    yield from _settings(rule)
    yield from _related(rule, rules)


def _fix(rule: Rule) -> Iterator[str]:
    if rule.fix is None:
        return
    flag = "" if rule.fix["safety"] == "safe" else " --unsafe"
    yield f"不会改变意思的，可以让程序改：`reportlint fix 年报.docx{flag}`（加 `--write` 才写入）。"
    yield from ("", _english(f"What cannot change the meaning is mended by reportlint fix{flag}."), "")


def _settings(rule: Rule) -> Iterator[str]:
    yield from ("## 设置 / Settings", "", "写进 `.reportlint.yaml`：不查这一条，或者改它的级别。", "")
    yield from ("```yaml", f"ignore: [{rule.code}]", "severity:", f"  {rule.code}: info", "```", "")
    if rule.stage != "gate":
        anchor = f"../kinds.md#{rule.check}"
        yield f"它是 [{rule.check}]({anchor}) 这种检查，参数可以在配置的 `parameters` 里改。"
        yield from (
            _english(f"Its kind of check is {rule.check}; the configuration may give other parameters."),
            "",
        )


def _related(rule: Rule, rules: Sequence[Rule]) -> Iterator[str]:
    known = {one.code: one for one in rules}
    leading = dict.fromkeys(name.split(".")[0] for names in rule.follows.values() for name in names)
    following = [
        one.code
        for one in rules
        if any(name.split(".")[0] == rule.code for names in one.follows.values() for name in names)
    ]
    beside = [one.code for one in rules if family_of(one.code) == family_of(rule.code) and one is not rule]
    yield from ("## 相关的规则 / Related", "")
    for told, codes in (
        ("同一处由它先报，这一条就不再重复 / leads", list(leading)),
        ("这一条报了，它们就不再重复 / follow", following),
        ("同一类 / the same family", beside),
    ):
        links = [f"[{code} {_text(known[code].title.zh)}]({code}.md)" for code in codes if code in known]
        if links:
            yield f"- {told}：{'、'.join(links)}"
    yield "- [全部规则](index.md)"


def _shown(head: str, examples: Sequence[Example], rule: Rule) -> Iterator[str]:
    yield from (f"## {head}", "")
    for example in examples:
        yield from (f"### {_text(example.title.zh)}", "", _english(example.title.en), "")
        for line in judged(example, "zh"):
            yield f"- {_text(line)}"
        yield ""
        drawn = "" if example.batch else drawing(rule, example)
        if drawn:
            yield from (drawn, "")
        for finding in example.findings:
            severity = finding.severity or rule.declared
            lead = f"{finding.file} " if finding.file else ""
            told = escape(lead + finding.message)
            yield from (f'<p class="told {severity}"><b>{words.SEVERITY[severity].zh}</b> {told}</p>', "")
        for reason in example.not_checked:
            yield from (f'<p class="told unchecked"><b>没能检查</b> {escape(reason)}</p>', "")
        if example.good and not example.not_checked:
            yield from ('<p class="told good">不报 <span lang="en">nothing is said</span></p>', "")


def drawing(rule: Rule, example: Example) -> str:
    """The parts of the example's report that the rule marks or that the example changes, as the page draws them."""
    written, name = example.text, FILENAME
    usual: tuple[PageBlock, ...] = ()
    if written is None:
        edits = example.report or {}
        draft = draft_from(edits)
        written, name = text(draft), draft.filename
        usual = _usual(*(edits.get(key) for key in ("sample", "unit", "year")))
    settings = Settings(
        select=(rule.code,),
        parameters={rule.code: example.parameters} if example.parameters else {},
        keep_content=True,
    )
    result = check_bytes(written.encode(), name=name, settings=settings, prior=_prior(example))
    told = tuple(_reduced(_blocks(result, rule), usual))[:DRAWN]
    if not told:
        return ""
    view = replace(file_view(result, [rule], number=1, lang="zh"), blocks=told)
    drawn = template("document.html").render(file=view, t=words_in("zh"), lang="zh")
    return f'<div class="drawn" markdown="0">{_inert(drawn)}</div>'


@cache
def _usual(name: str | None, unit: str | None, year: int | None) -> tuple[PageBlock, ...]:
    """The correct report that an example changes."""
    told = {"sample": name, "unit": unit, "year": year}
    draft = draft_from({key: value for key, value in told.items() if value is not None})
    return blocks_of(parse_bytes(text(draft).encode(), name=draft.filename), Marks(), lang="zh")


def _blocks(result: Result, rule: Rule) -> tuple[PageBlock, ...]:
    own = tuple(found for found in result.diagnostics if found.code == rule.code)
    return file_view(replace(result, diagnostics=own), [rule], number=1, lang="zh").blocks


def _reduced(blocks: Sequence[PageBlock], usual: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """The blocks with marks, and those that the usual report has not; of tables the rows that are so."""
    known = {_words_of(block) for block in usual}
    rows = {_row(row) for block in usual if isinstance(block, TableBlock) for row in block.table.body}
    for block in blocks:
        if isinstance(block, TableBlock):
            table = block.table
            body = tuple(row for row in table.body if _marked(row) or (rows and _row(row) not in rows))
            if body or table.marks or table.extra or block.pins:
                yield replace(block, table=_shortened(table, body))
        elif (
            block.pins
            or not isinstance(block, ProseBlock)
            or any(piece.marks for piece in block.pieces)
            or (known and _words_of(block) not in known)
        ):
            yield block


def _shortened(table: TableView, body: tuple[tuple[CellView, ...], ...]) -> TableView:
    """The table with these rows alone; a label that spans rows spans no more than there are."""
    alone = tuple(tuple(replace(cell, row_span=1) for cell in row) for row in body)
    width = max((sum(cell.column_span for cell in row) for row in (*table.head[:1], *body)), default=0)
    return replace(table, body=tuple(_filled(row, width) for row in alone))


def _filled(row: tuple[CellView, ...], width: int) -> tuple[CellView, ...]:
    """The row as wide as the others: its first label takes the room of the one above that spans it."""
    lacking = width - sum(cell.column_span for cell in row)
    if lacking <= 0 or not row:
        return row
    return (replace(row[0], column_span=row[0].column_span + lacking), *row[1:])


def _marked(row: Sequence[CellView]) -> bool:
    return any(cell.marks for cell in row)


def _row(row: Sequence[CellView]) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)


def _words_of(block: PageBlock) -> str:
    return "".join(piece.text for piece in block.pieces) if isinstance(block, ProseBlock) else ""


def _prior(example: Example) -> Report | None:
    if example.prior is None:
        return None
    draft = prior_draft_from(example.prior, example.report or {})
    return parse_bytes(text(draft).encode(), name=draft.filename)


def _inert(drawn: str) -> str:
    """The drawing without what leads to the list of findings, on one line, for Markdown to leave alone."""
    root = lxml_html.fragment_fromstring(drawn, create_parent="div")
    for element in root.iter():
        for name in ("id", "href", "data-findings"):
            element.attrib.pop(name, None)
        if element.tag == "a":
            element.tag = "span"
        elif element.tag in ("h2", "h3"):  # no headings of the page
            element.tag, element.attrib["class"] = "p", "heading"
    inside = lxml_html.tostring(root, encoding="unicode")
    return re.sub(r"\s*\n\s*", " ", inside[len("<div>") : -len("</div>")]).strip()


def _english(text_: str) -> str:
    return f'<span class="en" lang="en">{escape(" ".join(text_.split()))}</span>'


_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~]")


def _text(text_: str) -> str:
    """The text on one line, as Markdown shows it."""
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", " ".join(text_.split()))
