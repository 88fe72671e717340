"""What a notice says: from a unit's results to plain words, which a template puts on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count

from msgspec import Struct

from reportlint.audit.outcome import Audit, AuditedFile
from reportlint.audit.outputs.tallies import UnitTally, owed
from reportlint.audit.outputs.wording import clean, see_also, where_in_file
from reportlint.model.diagnostic import Diagnostic, Result, Severity
from reportlint.model.forms import NUMERALS
from reportlint.render import words
from reportlint.render.groups import grouped

MOST_PLACES = 30
"""Maximum places of one problem listed before “另有 N 处同样的问题”."""

_ZH = "zh"


class Sender(Struct, frozen=True):
    """Who sends the notices, and until when they are to be answered; "" and None where nothing was said."""

    issuer: str = ""
    contact: str = ""
    days: int = 10
    deadline: date | None = None
    dated: date | None = None


class NoticePoint(Struct, frozen=True):
    """One problem: its places, on what basis it is one, what to do. `number` counts through the notice."""

    number: int
    title: str
    severity: str
    code: str
    places: tuple[str, ...]
    basis: str
    advice: str


class NoticePart(Struct, frozen=True):
    """What is to be put right in one file; `numeral` is 一, 二 …, `trouble` says what could not be read."""

    numeral: str
    title: str
    file: str
    points: tuple[NoticePoint, ...]
    trouble: str = ""


class Notice(Struct, frozen=True):
    """One notice, in the words of its template (docs/notices.md lists them); dates and terms are spelled out."""

    addressee: str
    years: str
    errors: int
    warnings: int
    parts: tuple[NoticePart, ...]
    missing: tuple[str, ...]
    suggestions: tuple[NoticePoint, ...]
    deadline: str
    issuer: str
    contact: str
    date: str


def notices(audit: Audit, tallies: Iterable[UnitTally], sender: Sender) -> Iterator[tuple[str, Notice]]:
    """The notices with the names to file them under, one for each unit that has something to put right.

    Units whose reports have nothing but suggestions get none. A file whose unit is not known has a
    notice of its own.
    """
    missing: dict[str, list[int | None]] = {}
    for unit, year in owed(audit):
        missing.setdefault(unit.name, []).append(year)
    for tally in tallies:
        if tally.unit is None:
            for row in tally.rows:
                name = _file_name(row.path)
                made = _notice(f"报送“{name}”的单位", [row], (), audit, sender)
                if made is not None:
                    yield name, made
            continue
        name = clean(tally.unit.name)
        made = _notice(name, tally.rows, missing.get(tally.unit.name, ()), audit, sender)
        if made is not None:
            yield name, made


def _notice(
    addressee: str, rows: Sequence[AuditedFile], missing: Sequence[int | None], audit: Audit, sender: Sender
) -> Notice | None:
    numbers = count(1)
    parts: list[NoticePart] = []
    lighter: list[Diagnostic] = []
    counted: Counter[Severity] = Counter()
    for result, found in _without_repeats(rows, audit):
        grave = [finding for finding in found if finding.severity != "info"]
        lighter += [finding for finding in found if finding.severity == "info"]
        part = _part(result, grave, numbers, numeral=_numeral(len(parts) + 1))
        if part is not None:
            parts.append(part)
        for item in result.unread:
            parts.append(_part_unread(result, item.reason.zh, numeral=_numeral(len(parts) + 1)))
        if result.status == "checked":
            counted.update(finding.severity for finding in grave)
    if not parts and not missing:
        return None
    years = sorted({year for year in (*(row.year for row in rows), *missing) if year is not None})
    return Notice(
        addressee=addressee,
        years="、".join(map(str, years)),
        errors=counted["error"],
        warnings=counted["warning"],
        parts=tuple(parts),
        missing=tuple("" if year is None else f"{year}年度" for year in missing),
        suggestions=_points(lighter, numbers),
        deadline=deadline_of(sender),
        issuer=clean(sender.issuer),
        contact=clean(sender.contact),
        date=spelled(sender.dated) if sender.dated else "",
    )


def _without_repeats(rows: Sequence[AuditedFile], audit: Audit) -> Iterator[tuple[Result, list[Diagnostic]]]:
    """The files with findings by year; what a further copy of a report has too is left out of it."""
    told: set[tuple[int | None, str, str]] = set()
    for row in sorted(rows, key=lambda row: (row.year or 0, row.same_as is not None, row.path)):
        if not row.tallied and not row.unread and row.status == "checked":
            continue
        result = audit.result(row.path)
        keys = [(row.year, finding.code, finding.message.zh) for finding in result.diagnostics]
        pairs = zip(keys, result.diagnostics, strict=True)
        yield result, [finding for key, finding in pairs if row.same_as is None or key not in told]
        told.update(keys)


def deadline_of(sender: Sender, paper: str = "通知") -> str:
    """The deadline: the date that was given, else a number of working days after the `paper` came."""
    if sender.deadline is not None:
        return f"{spelled(sender.deadline)}前"
    return f"收到本{paper}之日起{sender.days}个工作日内"


def spelled(day: date) -> str:
    """A date in words: 2025年2月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _numeral(number: int) -> str:
    """The number in Chinese numerals, as far as notices need them."""
    tens, ones = divmod(number, 10)
    if number > 99:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return head + (NUMERALS[ones] if ones else "")


def _part(
    result: Result, grave: Sequence[Diagnostic], numbers: Iterator[int], *, numeral: str
) -> NoticePart | None:
    file = _file_name(result.path)
    title = clean(result.report.title) if result.report and result.report.title else ""
    if result.status == "unreadable":
        return NoticePart(numeral, title, file, (), clean(result.error.zh if result.error else ""))
    return NoticePart(numeral, title, file, _points(grave, numbers)) if grave else None


def _part_unread(result: Result, reason: str, *, numeral: str) -> NoticePart:
    """A part on what of a file was not read."""
    title = clean(result.report.title) if result.report and result.report.title else ""
    return NoticePart(numeral, title, _file_name(result.path), (), clean(reason))


def _file_name(path: str) -> str:
    """The file's own name: in which folders the sender keeps it is nobody else's concern."""
    return clean(path.replace("\\", "/").rsplit("/", 1)[-1])


def _points(found: Sequence[Diagnostic], numbers: Iterator[int]) -> tuple[NoticePoint, ...]:
    return tuple(_point(group, next(numbers)) for group in grouped(found))


def _point(group: Sequence[Diagnostic], number: int) -> NoticePoint:
    first = group[0]
    places = [_place(found) for found in group[:MOST_PLACES]]
    if len(group) > MOST_PLACES:
        places.append(f"另有 {len(group) - MOST_PLACES} 处同样的问题，请对照本条逐处核对")
    return NoticePoint(
        number=number,
        title=clean(first.title.zh),
        severity=words.SEVERITY[first.severity].of(_ZH),
        code=first.code,
        places=tuple(places),
        basis="；".join(clean(basis.zh) for basis in first.basis),
        advice=clean(first.help.zh),
    )


def _place(found: Diagnostic) -> str:
    """Where, and what is wrong there: 原文第41行：表三 第1行… 应为 3."""
    where = where_in_file(found, _ZH)
    told = "；".join([clean(found.message.zh), *(f"另见{also}" for also in see_also(found, _ZH))])
    return f"{where}：{told}" if where else told
