"""Kind `id_numbers`: identity card numbers in the prose and in tables (GB 11643: date and check digit are right).

Parameters: `identity`, words before a number by which it is an identity number in any case, and
`codes`, words before a number by which it is none (信用代码). Without such a word a number that is
also a valid unified social credit code (GB 32100) is taken for one. Masked numbers never match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reportlint.checks.shared.parameters import PATTERNS
from reportlint.checks.shared.running_text import running_text
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Report

_NUMBER = re.compile(r"\d(?<![\dA-Za-z].)\d{5} ?\d{8} ?\d{3}[\dXx](?![\dA-Za-z])", re.ASCII)
_WEIGHTS = tuple(pow(2, 17 - position, 11) for position in range(17))
_CHECK_DIGITS = "10X98765432"
_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
_REACH = 15
"""How many characters before a number may say what it is."""


def is_id_number(number: str) -> bool:
    """Whether 18 characters are an identity card number: province, date of birth and check digit fit."""
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not _PROVINCES.match(number) or not 1900 <= year < 2100:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == number[17].upper()


def is_credit_code(number: str) -> bool:
    """Whether 18 characters are a unified social credit code: kind of body and check character fit."""
    if number[0] not in "159" or number[1] not in "1239":
        return False
    total = sum(
        _CREDIT_SIGNS.index(sign) * weight for sign, weight in zip(number, _CREDIT_WEIGHTS, strict=False)
    )
    return _CREDIT_SIGNS[-total % 31] == number[17].upper()


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    identity = re.compile("|".join(context.parameters["identity"]))
    codes = re.compile("|".join(context.parameters["codes"]))
    for section, paragraph, text in running_text(report, _NUMBER, asides=True, beside=True):
        for match in _NUMBER.finditer(text):
            number = match[0].replace(" ", "")
            before = text[max(0, match.start() - _REACH) : match.start()]
            if not is_id_number(number) or codes.search(before):
                continue
            if identity.search(before) or not is_credit_code(number):
                values = {"number": f"{number[:2]}{'*' * 13}{number[-3:]}"}
                yield Finding(paragraph.place.part(*match.span()), values, section=section)


KIND = Kind(
    name="id_numbers",
    run=_run,
    parameters={
        "type": "object",
        "required": ["identity", "codes"],
        "additionalProperties": False,
        "properties": {"identity": PATTERNS, "codes": PATTERNS},
    },
    placeholders=frozenset({"number"}),
)
