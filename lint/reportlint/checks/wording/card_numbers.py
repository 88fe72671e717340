"""Kind `card_numbers`: bank card numbers in the prose and in tables (16 to 19 digits, the check digit is right).

Parameters, regular expressions: `issuers`, how a number begins that is a card's in any case;
`introduced`, how it may begin where one of the words `cards` stands before it; `codes`, words before a
number by which it is none (档案编号). A valid identity card number or credit code is none either.
Masked numbers never match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.shared.parameters import PATTERNS
from reportlint.checks.shared.running_text import running_text
from reportlint.checks.wording.id_numbers import is_credit_code, is_id_number
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Report

_NUMBER = re.compile(
    r"\d(?<![\dA-Za-z.].)(?:\d{15,18}|\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?)(?![\dA-Za-z]|\.\d|[ -]\d)",
    re.ASCII,
)
_REACH = 12
"""How many characters before a number may say what it is."""


def is_card_number(number: str) -> bool:
    """Whether the last digit is the check digit of the others (Luhn, ISO/IEC 7812)."""
    doubled = (int(digit) * 2 for digit in number[-2::-2])
    total = sum(int(digit) for digit in number[-1::-2]) + sum(
        figure // 10 + figure % 10 for figure in doubled
    )
    return total % 10 == 0


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    words = {name: re.compile("|".join(context.parameters[name])) for name in _WORD_LISTS}
    for section, paragraph, text in running_text(report, _NUMBER, asides=True, beside=True):
        for match in _NUMBER.finditer(text):
            number = re.sub(r"\D", "", match[0])
            before = text[max(0, match.start() - _REACH) : match.start()]
            introduced = words["cards"].search(before)
            if not words["introduced" if introduced else "issuers"].match(number):
                continue
            if words["codes"].search(before) or not is_card_number(number) or _is_other(number):
                continue
            values = {"number": f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"}
            yield Finding(paragraph.place.part(*match.span()), values, section=section)


def _is_other(number: str) -> bool:
    return len(number) == 18 and (is_id_number(number) or is_credit_code(number))


_WORD_LISTS = ("issuers", "introduced", "cards", "codes")

KIND = Kind(
    name="card_numbers",
    run=_run,
    parameters={
        "type": "object",
        "required": [*_WORD_LISTS],
        "additionalProperties": False,
        "properties": dict.fromkeys(_WORD_LISTS, PATTERNS),
    },
    placeholders=frozenset({"number"}),
)
