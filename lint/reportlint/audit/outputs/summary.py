"""The text of an audit for an inspector in a hurry: what needs a look, the gravest first, and the whole in figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec.structs import replace

from reportlint.audit.outcome import Audit, AuditedFile
from reportlint.audit.outputs.tallies import files_of, owed
from reportlint.model.diagnostic import SEVERITIES, NotChecked, Result
from reportlint.model.wording import Text
from reportlint.render import RenderOptions, words
from reportlint.render.paper import TextPaper
from reportlint.render.plain import harmless
from reportlint.render.verdict import missed

MOST_UNCHECKED = 20
"""Maximum checks listed that could not be made before “… and N more”."""


def summary(audit: Audit, options: RenderOptions) -> Iterator[str]:
    """The text in pieces: reports with problems, files not read, units without a report, what was not checked,
    findings by rule; at last by which rules was judged.
    """
    paper = TextPaper(options)
    for part in (
        _reports,
        _unread,
        _partly,
        _recognised,
        _misfiled,
        _missing,
        _unclear,
        _not_checked,
        _by_rule,
    ):
        lines = [line for told in part(audit, options) for line in told(paper)]
        if lines:
            yield "\n".join(lines) + "\n\n"
    if options.rules_version:
        yield (
            "\n".join(paper.block(words.judged_by(options.rules_version).of(options.lang), style="faint"))
            + "\n"
        )


class _Line:
    """One text to be wrapped on the paper: a heading, or an entry below one."""

    def __init__(self, text: str, *, lead: str = "", style: str = "", indent: int = 0) -> None:
        self._text, self._lead, self._style, self._indent = text, lead, style, indent

    def __call__(self, paper: TextPaper) -> Iterator[str]:
        lead = paper.paint(self._style, self._lead) if self._lead else ""
        style = "" if self._lead else self._style
        yield from paper.block(
            harmless(self._text), lead=lead, style=style, indent=self._indent, hang=2 if self._indent else 0
        )


def _reports(audit: Audit, options: RenderOptions) -> Iterator[_Line]:
    read = [row for row in files_of(audit) if row.status == "checked" and row.worst is not None]
    grave = [row for row in read if any(row.count(level) for level in SEVERITIES[:2])]
    grave.sort(key=lambda row: (*(-row.count(level) for level in SEVERITIES), row.path))
    if grave:
        head = Text(f"有问题的报告 {len(grave)} 份，最重的在前：", f"{len(grave)} reports with problems:")
        yield _Line(head.of(options.lang), style="heading")
    for row in grave:
        worst = row.worst
        assert worst is not None
        yield _Line(f"{_who(row, options.lang)}  {row.path}", indent=2)
        counts = {level: row.count(level) for level in SEVERITIES[:2] if row.count(level)}
        told = words.findings(counts, options.lang) + words.COLON.of(options.lang)
        yield _Line(
            f"{worst.code} {worst.message.of(options.lang)}", lead=told, style=worst.severity, indent=4
        )


def _who(row: AuditedFile, lang: str) -> str:
    unit = row.unit or (row.report.unit if row.report else None) or words.NO_UNIT.of(lang)
    year = Text(f"{row.year}年度", str(row.year)).of(lang) if row.year else words.NO_YEAR.of(lang)
    return f"{unit}  {year}"


def _unread(audit: Audit, options: RenderOptions) -> Iterator[_Line]:
    unread = [row for row in audit.rows if row.status == "unreadable"]
    if unread:
        head = Text(f"没能读取的文件 {len(unread)} 个：", f"{len(unread)} files that could not be read:")
        yield _Line(head.of(options.lang), style="error")
    for row in unread:
        yield _Line(
            f"{row.path}{words.COLON.of(options.lang)}{row.error.of(options.lang) if row.error else ''}",
            indent=2,
        )


def _partly(audit: Audit, options: RenderOptions) -> Iterator[_Line]:
    partly = [row for row in audit.rows if row.unread and not row.earlier]
    if partly:
        head = Text(
            f"没有读全的文件 {len(partly)} 个：", f"{len(partly)} files of which a part was not read:"
        )
        yield _Line(head.of(options.lang), style="error")
    for row in partly:
        for item in audit.result(row.path).unread:
            yield _Line(f"{row.path}{words.COLON.of(options.lang)}{item.reason.of(options.lang)}", indent=2)


def _recognised(audit: Audit, options: RenderOptions) -> Iterator[_Line]:
    told = [row for row in audit.rows if row.recognised.zh and not row.earlier]
    if told:
        head = Text(f"由图片认读的文件 {len(told)} 个：", f"{len(told)} files recognised from pictures:")
        yield _Line(head.of(options.lang), style="warning")
    for row in told:
        yield _Line(f"{row.path}{words.COLON.of(options.lang)}{row.recognised.of(options.lang)}", indent=2)


def _not_checked(audit: Audit, options: RenderOptions) -> Iterator[_Line]:
    """What could not be judged beside that, as far as there is room."""
    number = sum(row.not_checked - row.unread for row in audit.rows)
    if number:
        yield _Line(words.NOT_CHECKED.of(options.lang), style="warning")
    results = (audit.result(row.path) for row in audit.rows if row.not_checked > row.unread)
    told = (
        (result.path, item)
        for result in results
        for item in missed(replace(result, not_checked=_rest(result)))
    )
    for path, item in islice(told, MOST_UNCHECKED):
        yield _Line(f"{path}  {item.code}{words.COLON.of(options.lang)}{item.words(options.lang)}", indent=2)
        number -= item.number
    if number:
        more = Text(
            f"另有 {number} 项，都在 --xlsx 的“未能读取”和 --format json 里",
            f"{number} more are in --xlsx (“Unreadable”) and --format json",
        )
        yield _Line(more.of(options.lang), indent=2)


def _rest(result: Result) -> tuple[NotChecked, ...]:
    return tuple(item for item in result.not_checked if not item.unread)


def _misfiled(audit: Audit, options: RenderOptions) -> Iterator[_Line]:
    """The units whose file is not the one that was due."""
    wrong = [unit for unit in audit.batch.get("units", ()) if unit["status"] == "misfiled"]
    if wrong:
        head = Text(
            f"交了、但不是该交的 {len(wrong)} 个：",
            f"{len(wrong)} units with a report that is not the one due:",
        )
        yield _Line(head.of(options.lang), style="error")
    for unit in wrong:
        note = unit["note"].of(options.lang) if unit["note"] else ""
        files = words.LISTED.of(options.lang).join(unit["files"])
        told = Text(f"{unit['name']}：{note}（{files}）", f"{unit['name']}: {note} ({files})")
        yield _Line(told.of(options.lang), indent=2)


def round_words(told: Mapping[str, int | None]) -> Text:
    """The figures of the round in one sentence."""
    year = told["year"]
    zh = f"{year}年度这一轮" if year else "这一轮（没有认出年份）"
    return Text(
        f"{zh}：应报 {told['owed']}，已报 {told['handed_in']}（合格 {told['fine']}，需改 {told['to_mend']}，"
        f"未能读取 {told['unreadable']}），交了但不对 {told['misfiled']}，未报 {told['missing']}",
        f"round of {year}: {told['owed']} owed, {told['handed_in']} handed in ({told['fine']} fine, "
        f"{told['to_mend']} to mend, {told['unreadable']} unreadable), {told['misfiled']} misfiled, "
        f"{told['missing']} missing",
    )


def _missing(audit: Audit, options: RenderOptions) -> Iterator[_Line]:
    missing = owed(audit)
    if missing:
        head = Text(f"没有交报告的单位 {len(missing)} 个：", f"{len(missing)} units without a report:")
        yield _Line(head.of(options.lang), style="error")
        yield _Line(words.LISTED.of(options.lang).join(unit.name for unit, _ in missing), indent=2)


def _unclear(audit: Audit, options: RenderOptions) -> Iterator[_Line]:
    for entry in audit.batch.get("unclear_names", ()):
        fulls = words.LISTED.of(options.lang).join(entry["may_be"])
        told = Text(
            f"“{entry['name']}”可能是{fulls}，分不清是哪一个；请在配置的 aliases 里写明",
            f"“{entry['name']}” may be {fulls}: name it under aliases in the configuration",
        )
        yield _Line(told.of(options.lang), style="warning")


def _by_rule(audit: Audit, options: RenderOptions) -> Iterator[_Line]:
    titles = {rule.code: rule.title.of(options.lang) for rule in options.rules}
    rules = audit.batch.get("rules", ())
    if rules:
        yield _Line(Text("按规则：", "by rule:").of(options.lang), style="heading")
    for entry in sorted(rules, key=lambda entry: (SEVERITIES.index(entry["severity"]), entry["code"])):
        severity = words.SEVERITY[entry["severity"]].of(options.lang)
        told = Text(
            f"{entry['count']} 处，{entry['files']} 个文件", f"{entry['count']} in {entry['files']} files"
        )
        title = titles.get(entry["code"], "")
        yield _Line(f"{severity} {entry['code']} {title}  {told.of(options.lang)}", indent=2)
