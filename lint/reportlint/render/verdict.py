"""What became of a file as a whole: its verdict in one sentence, and what could not be checked by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportlint.model.diagnostic import SEVERITIES, Outcome, Result, RuleOutcome, Severity
from reportlint.model.wording import Text
from reportlint.render import words


def verdict(result: Result, lang: str) -> tuple[str, str]:
    """The sentence, with what became of the checks, and its style."""
    found, style = headline(result, lang)
    return found + words.SEMICOLON.of(lang) + checks(result, lang), style


def headline(result: Result, lang: str) -> tuple[str, str]:
    """What was found, and its style; never a good word when something was left unchecked."""
    counts = {severity: result.count(severity) for severity in SEVERITIES if result.count(severity)}
    style: str
    if counts:
        sentence, style = words.findings(counts, lang), next(iter(counts))
    elif result.waived and not (result.not_checked or result.crashed):
        sentence, style = Text("没有其他问题", "nothing else found").of(lang), "good"
    elif not result.states:
        sentence, style = Text("没有判断", "not judged").of(lang), "warning"
    elif result.not_checked or result.crashed:
        sentence = Text("能查的没有发现问题，但有项目没能检查", "nothing found in what could be checked").of(
            lang
        )
        style = "warning"
    else:
        sentence, style = Text("没有发现问题", "nothing found").of(lang), "good"
    if result.waived:
        sentence += words.COMMA.of(lang) + words.waived(len(result.waived), lang)
    return sentence, style


def checks(result: Result, lang: str) -> str:
    """What became of the checks: 44 项检查通过，4 项有问题，1 项由其他问题引起，6 项不适用."""
    counts = Counter(outcome for _, (outcome, _) in checks_made(result))
    parts = [f"{counts[outcome]} {word.of(lang)}" for outcome, word in _CHECKS.items() if counts[outcome]]
    return words.COMMA.of(lang).join(parts) or Text("没有要查的项目", "no checks were asked for").of(lang)


_CHECKS: Mapping[Outcome, Text] = {
    "passed": Text("项检查通过", "checks passed"),
    "found": Text("项有问题", "with findings"),
    "waived": Text("项的问题已豁免", "with nothing but waived findings"),
    "explained": Text("项由其他问题引起", "explained by other findings"),
    "not_applicable": Text("项不适用", "not applicable"),
    "not_checked": Text("项没能检查", "could not be checked"),
    "crashed": Text("项检查出错", "broke down"),
}


def checks_made(result: Result) -> list[tuple[str, RuleOutcome]]:
    """The rules with their outcomes, without those that had no last year's report to compare with."""
    lacking = frozenset(result.no_prior)
    return [(code, outcome) for code, outcome in result.outcomes.items() if code not in lacking]


def without_prior(result: Result) -> Text | None:
    """The closing line on the rules that had no last year's report to compare with; None where there are none."""
    number = len(result.no_prior) if result.status == "checked" else 0
    if not number:
        return None
    return Text(
        f"没有上年报告，{number} 项没有查",
        f"no last year's report: {number} check{'' if number == 1 else 's'} not made",
    )


def reasons(result: Result) -> Mapping[Text, list[str]]:
    """Why something could not be checked, each reason with the codes of the rules that it kept from judging."""
    codes: dict[Text, list[str]] = {}
    for item in result.not_checked:
        known = codes.setdefault(item.reason, [])
        if item.code not in known:
            known.append(item.code)
    return codes


class MissedCheck(NamedTuple):
    """What one rule could not check: an error where the file or the check is at fault, else a lead. `number`
    reasons.
    """

    code: str
    severity: Severity
    reason: Text
    number: int

    def words(self, lang: str) -> str:
        """The first reason, and how many there are besides."""
        if self.number == 1:
            return self.reason.of(lang)
        more = Text(f"；另有 {self.number - 1} 处", f"; and {self.number - 1} more")
        return self.reason.of(lang) + more.of(lang)


def missed(result: Result) -> Iterator[MissedCheck]:
    """What could not be checked for outputs of one line each: every part that was not read, else a line for each
    rule.
    """
    for item in dict.fromkeys(result.unread):
        yield MissedCheck(item.code, "error", item.reason, 1)
    by_code: dict[str, list[Text]] = {}
    for item in result.not_checked:
        if not item.unread:
            by_code.setdefault(item.code, []).append(item.reason)
    for code, found in by_code.items():
        yield MissedCheck(code, "error" if code in result.crashed else "info", found[0], len(found))
