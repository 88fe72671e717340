"""What became of a file as a whole: its verdict in one sentence, and what could not be checked by reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportlint.model.diagnostic import SEVERITIES, Result, Severity
from reportlint.model.wording import Text
from reportlint.render import words


def verdict(result: Result, lang: str) -> tuple[str, str]:
    """The sentence, with what became of the checks, and its style."""
    told, style = headline(result, lang)
    return told + words.SEMICOLON.of(lang) + checks(result, lang), style


def headline(result: Result, lang: str) -> tuple[str, str]:
    """What was found, and its style; never a good word when something was left unchecked."""
    counts = {severity: result.count(severity) for severity in SEVERITIES if result.count(severity)}
    style: str
    if counts:
        told, style = words.findings(counts, lang), next(iter(counts))
    elif result.waived and not (result.not_checked or result.crashed):
        told, style = Text("没有其他问题", "nothing else found").of(lang), "good"
    elif not result.outcomes:
        told, style = Text("没有判断", "not judged").of(lang), "warning"
    elif result.not_checked or result.crashed:
        told = Text("能查的没有发现问题，但有项目没能检查", "nothing found in what could be checked").of(lang)
        style = "warning"
    else:
        told, style = Text("没有发现问题", "nothing found").of(lang), "good"
    if result.waived:
        told += words.COMMA.of(lang) + words.waived(len(result.waived), lang)
    return told, style


def checks(result: Result, lang: str) -> str:
    """What became of the checks: 44 项检查通过，5 项有问题，6 项不适用."""
    outcomes = _outcomes(result)
    told = {
        "pass": Text("项检查通过", "checks passed"),
        "finding": Text("项有问题", "with findings"),
        "waived": Text("项的问题已豁免", "with nothing but waived findings"),
        "not_applicable": Text("项不适用", "not applicable"),
        "not_checked": Text("项没能检查", "could not be checked"),
        "crashed": Text("项检查出错", "broke down"),
    }
    parts = [f"{outcomes.count(key)} {word.of(lang)}" for key, word in told.items() if key in outcomes]
    return words.COMMA.of(lang).join(parts) or Text("没有要查的项目", "no checks were asked for").of(lang)


def _outcomes(result: Result) -> list[str]:
    """The outcomes, with those of rules whose findings are all waived told apart."""
    left = {diagnostic.code for diagnostic in result.diagnostics}
    waived = {entry.diagnostic.code for entry in result.waived} - left
    return [
        "waived" if outcome == "finding" and (code in waived or (waived and not left)) else outcome
        for code, outcome in result.outcomes.items()
    ]


def reasons(result: Result) -> Mapping[str, list[str]]:
    """Why something could not be checked, each reason with the codes of the rules that it kept from judging."""
    codes: dict[str, list[str]] = {}
    for item in result.not_checked:
        known = codes.setdefault(item.reason, [])
        if item.code not in known:
            known.append(item.code)
    return codes


class Missed(NamedTuple):
    """What one rule could not check: an error where the file or the check is at fault, else a lead. `number` reasons."""

    code: str
    severity: Severity
    reason: str
    number: int

    def words(self, lang: str) -> str:
        """The first reason, and how many there are besides."""
        if self.number == 1:
            return self.reason
        return self.reason + Text(f"；另有 {self.number - 1} 处", f"; and {self.number - 1} more").of(lang)


def missed(result: Result) -> Iterator[Missed]:
    """What could not be checked for outputs of one line each: every part that was not read, else a line for each rule."""
    for item in dict.fromkeys(result.unread):
        yield Missed(item.code, "error", item.reason, 1)
    by_code: dict[str, list[str]] = {}
    for item in result.not_checked:
        if not item.unread:
            by_code.setdefault(item.code, []).append(item.reason)
    for code, found in by_code.items():
        yield Missed(code, "error" if code in result.crashed else "info", found[0], len(found))
