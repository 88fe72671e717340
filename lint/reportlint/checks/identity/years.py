"""Years as prose writes them, as parts of regular expressions: 2024 年, 二〇二四年, 2024年1月至12月."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.model.numbers import chinese_number

YEAR = r"(?:20\d\d|二[〇零○][〇零○一二三四五六七八九]{2})\s*年"
_NUMBERING = (
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*|[一二三四五六七八九十]是|首先|其次|最后|再次)*"
)
CLAUSE_START = rf"(?:^|[，,：:、])[\s□]*{_NUMBERING}[\s，,：:、]*(?:截[至止][到至]?|在)?\s*"
"""The start of a clause, behind its numbering; □ is what `sentences.own_words` leaves of a title."""
YEAR_TAIL = (
    r"\s*(?:度|全年|[以年]?内|里|间|年?底|年?末)?"
    r"(?:\s*1\s*月?\s*(?:1\s*日)?\s*[至到—–~～-]+\s*12\s*月\s*(?:31\s*日|份|底)?(?:期间)?)?"
    r"(?!\s*[\d月日以起至到—–~～、和与及-])(?:期间)?\s*[，,]?\s*"
)
"""What may follow 2024年 where a whole clause speaks of the year; no single month, no range of years."""
_YEAR = re.compile(YEAR)


def year_of(written: str) -> int:
    """The year that is written so (2024 年, 二〇二四年); 0 for what is none."""
    digits = written.rstrip("年 \t\u3000\xa0")
    return int(digits) if digits.isdecimal() else chinese_number(digits) or 0


def years_in(text: str) -> Iterator[int]:
    """All years of this century that the text names, in order."""
    return (year_of(match[0]) for match in _YEAR.finditer(text))
