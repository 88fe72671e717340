"""Parameters that a user gives to a rule in place of its own; they are held to the schema of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from reportlint.engine.rules import Rule, RuleError, unknown_rule
from reportlint.engine.validation import find_fault
from reportlint.model.wording import Text


class ParameterError(RuleError):
    """Parameters that a rule cannot be given; `keys` lead to the fault, the rule's code or name first."""

    def __init__(self, words: Text, keys: Sequence[str | int]) -> None:
        super().__init__(words)
        self.keys = tuple(keys)


def override(rules: Sequence[Rule], parameters: Mapping[str, Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules with the parameters given for some of them, by code or name.

    A parameter that is not given stays as the rule has it. Raises ParameterError for a rule that
    does not exist and for parameters that do not fit the kind's schema.
    """
    changed = {}
    for name, given in parameters.items():
        rule = next((rule for rule in rules if name.upper() == rule.code or name.lower() == rule.name), None)
        if rule is None:
            raise ParameterError(unknown_rule(name, rules), (name,))
        merged = {**rule.parameters, **given}
        fault = find_fault(merged, rule.kind.parameters)
        if fault is not None:
            about = Text(
                f"规则 {rule.code} 的参数：{fault.words.zh}", f"parameters of {rule.code}: {fault.words.en}"
            )
            raise ParameterError(about, (name, *fault.way))
        changed[rule.code] = replace(rule, parameters=merged)
    return tuple(changed.get(rule.code, rule) for rule in rules)
