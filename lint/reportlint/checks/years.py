"""Years as prose writes them, as parts of regular expressions: 2024 年, 二〇二四年, 2024年1月至12月."""

from __future__ import annotations

from reportlint.numbers import chinese_number

_NUMBERING = (
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*|[一二三四五六七八九十]是|首先|其次|最后|再次)*"
)
CLAUSE_START = rf"(?:^|[，,：:、])[\s□]*{_NUMBERING}[\s，,：:、]*(?:截[至止][到至]?|在)?\s*"
"""The start of a clause, behind its numbering."""
YEAR_TAIL = (
    r"\s*(?:度|全年|[以年]?内|里|间|年?底|年?末)?"
    r"(?:\s*1\s*月?\s*(?:1\s*日)?\s*[至到—–~～-]+\s*12\s*月\s*(?:31\s*日|份|底)?(?:期间)?)?"
    r"(?!\s*[\d月日以起至到—–~～、和与及-])(?:期间)?\s*[，,]?\s*"
)
"""What may follow 2024年 where a whole clause speaks of the year; no single month, no range of years."""
_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


def written(year: int) -> str:
    """The ways to write a year, in digits or in Chinese numerals: 2024, 二〇二四, 二零二四."""
    return f"{year}|{str(year).translate(_CHINESE).replace('〇', '[〇零○]')}"


def number_of(year: str) -> int:
    """The year that is written so; 0 for what is none."""
    return int(year) if year.isdecimal() else chinese_number(year) or 0
