"""What a notice says: from a unit's results to plain words, which a template puts on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportlint.audit.outcome import Audit, AuditedFile, AuditRecord
from reportlint.audit.outputs.round import RoundUnit, round_of
from reportlint.audit.outputs.wording import OwnNames, clean, file_name, see_also
from reportlint.model.diagnostic import SEVERITIES, Diagnostic, Result
from reportlint.model.forms import NUMERALS
from reportlint.model.wording import Text
from reportlint.render import words
from reportlint.render.groups import grouped

MOST_PLACES = 30
"""Maximum places of one problem listed before “另有 N 处同样的问题”."""

MANY = 4
"""From so many places on one problem is one row of the table."""
_WRITING = Text("写整改通知书", "writing notices")
_ZH = "zh"


class Sender(Struct, frozen=True):
    """Who sends the notices, and until when they are to be answered; "" and None where nothing was said."""

    issuer: str = ""
    contact: str = ""
    days: int = 10
    deadline: date | None = None
    dated: date | None = None
    number: str = ""
    """The document number of the notices, with {} for the running number: 砚政公开〔2025〕{}号."""
    signer: str = ""


class NoticeRow(Struct, frozen=True):
    """One mistake as a row of the table: where, what is told there, what it should be, on what basis, what to do."""

    number: int
    place: str
    told: str
    should_be: str
    basis: str
    advice: str


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
    rows: tuple[NoticeRow, ...] = ()
    trouble: tuple[str, ...] = ()
    """What stands in the place of a report, or what of it could not be read, a sentence each."""
    number: str = ""
    signer: str = ""
    judged_by: str = ""
    """By which program and rules, and where each of these is explained."""
    again: bool = False
    mended: int = 0
    still: int = 0
    new: int = 0
    """A second notice: of what the last audit found, how much was mended, is still there, and was found besides."""


def notices(audit: Audit, sender: Sender) -> Iterator[tuple[str, Notice]]:
    """The notices on the audit's round with the names to file them under, the gravest first.

    There is one for each unit that has something to put right; where a list of units was given, for those of the
    list alone. Units whose reports have nothing but suggestions get none, and neither do files of unknown units:
    a notice has to have somebody to go to.
    """
    round = round_of(audit)
    names = OwnNames(row.path for row in audit.rows)
    numbers = count(1)
    listed = any(unit.unit.listed for unit in round.units)
    for unit in audit.watched(_WRITING, sorted(round.units, key=_gravity)):
        if listed and not unit.unit.listed:
            continue
        made = _notice(unit, round.year, audit, sender, names)
        if made is not None:
            number = sender.number.replace("{}", str(next(numbers))) if sender.number else ""
            yield clean(unit.unit.name), replace(made, number=clean(number))


def _gravity(unit: RoundUnit) -> tuple[Any, ...]:
    counts = [-sum(row.count(level) for row in unit.rows) for level in SEVERITIES]
    return (unit.status != "missing", *counts, unit.unit.name)


def _notice(
    unit: RoundUnit, year: int | None, audit: Audit, sender: Sender, names: OwnNames
) -> Notice | None:
    numbers = count(1)
    parts: list[NoticePart] = []
    lighter: list[Diagnostic] = []
    every: list[Diagnostic] = []
    instead = clean(unit.instead)
    trouble = [instead if instead.startswith("经核对") else f"你单位{instead}"] if instead else []
    again = _was_told(unit, audit)
    rows = () if instead else unit.rows  # what is wrong in another unit's report is not this one's to mend
    for result, found in _without_repeats(rows, audit):
        grave = [finding for finding in found if finding.severity != "info"]
        lighter += [finding for finding in found if finding.severity == "info" and not again]
        part = _part(result, grave, numbers, names, numeral=_numeral(len(parts) + 1))
        if part is not None:
            parts.append(part)
        if result.status == "unreadable":
            trouble.append(f"你单位交了，但文件“{_file_name(result.path)}”没能读取：{_reason(result)}")
        else:
            every += grave
        for item in result.unread:
            parts.append(_part_unread(result, item.reason.zh, numeral=_numeral(len(parts) + 1)))
            trouble.append(f"文件“{_file_name(result.path)}”没有读全：{clean(item.reason.zh).rstrip('。')}")
    missing = unit.status == "missing"
    if not every and not trouble and not missing:
        return None
    counted = Counter(finding.severity for finding in every)
    left = [finding for finding in every if finding.since == "still"]
    fresh = [finding for finding in every if finding.since != "still"]
    return Notice(
        addressee=clean(unit.unit.name),
        years=str(year or ""),
        errors=counted["error"],
        warnings=counted["warning"],
        parts=tuple(parts),
        missing=("" if year is None else f"{year}年度",) if missing else (),
        suggestions=_points(lighter, numbers, names),
        deadline=deadline_of(sender),
        issuer=clean(sender.issuer),
        contact=clean(sender.contact),
        date=spelled(sender.dated) if sender.dated else "",
        rows=tuple(_rows([*left, *fresh] if again else every, names)),
        trouble=tuple(map(names.only, trouble)),
        signer=clean(sender.signer),
        judged_by=judged_by(audit.record),
        again=again,
        mended=unit.mended,
        still=len(left),
        new=len(fresh),
    )


def judged_by(record: AuditRecord) -> str:
    """By which program and rules an audit judged, and where each rule is explained; "" where that is not known."""
    if not record.rules:
        return ""
    explained = f"；各条规则的说明见 {clean(record.handbook)}" if record.handbook else ""
    return f"{words.judged_by(record.rules).zh}{explained}。"


def _was_told(unit: RoundUnit, audit: Audit) -> bool:
    """Whether the unit had to put something right after the last audit: then this is a second notice."""
    if unit.before is None:
        return False
    if unit.status == "missing" or unit.before != "handed_in":
        return unit.status != "handed_in" and unit.before != "handed_in"
    still = (
        finding.since == "still" and finding.severity != "info"
        for row in unit.rows
        for finding in audit.result(row.path).diagnostics
    )
    return bool(unit.mended) or any(still)


def reason_of(notice: Notice) -> str:
    """Why a notice is sent, in a few words for the index."""
    told = [("仍未报送" if notice.again else "没有报送")] if notice.missing else []
    told += ["交了，有文件不能用"] if notice.trouble else []
    if notice.errors or notice.warnings:
        told.append(f"错误{notice.errors}处、警告{notice.warnings}处")
    if notice.again and not notice.missing:
        told.append(f"催办：改好{notice.mended}处，还有{notice.still}处")
    return "；".join(told)


def _reason(result: Result) -> str:
    return clean(result.error.zh if result.error else "").rstrip("。")


def _rows(found: Sequence[Diagnostic], names: OwnNames) -> Iterator[NoticeRow]:
    """A row for each mistake; one that stands in many places is one row."""
    number = count(1)
    for group in grouped(found):
        for members in [group] if len(group) >= MANY else [[one] for one in group]:
            first = members[0]
            places = list(dict.fromkeys(_where(one) for one in members[:MOST_PLACES]))
            more = f"等{len(members)}处" if len(members) > MOST_PLACES else ""
            told = names.only(clean(first.message.zh)).rstrip("。")
            if first.since == "new":
                told = f"（新发现）{told}"
            if len(members) > 1:
                told = f"{clean(first.title.zh)}，共{len(members)}处。如：{told}"
            yield NoticeRow(
                next(number),
                "；".join(places) + more,
                told,
                _should_be(first) if len(members) == 1 else "",
                clean(words.basis((basis for one in members for basis in one.basis), _ZH)),
                clean(first.help.zh),
            )


def _where(found: Diagnostic) -> str:
    """The place as the form names it, and in the file."""
    where, place = words.leading(found)
    return words.whereabouts(clean(where.zh), place, _ZH) or "全文"


def _should_be(found: Diagnostic) -> str:
    """What should stand there, as far as that is known."""
    value = found.suspect.value if found.suspect is not None else found.expected
    return "" if value is None else clean(str(value))


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
    result: Result, grave: Sequence[Diagnostic], numbers: Iterator[int], names: OwnNames, *, numeral: str
) -> NoticePart | None:
    file = _file_name(result.path)
    title = clean(result.report.title) if result.report and result.report.title else ""
    if result.status == "unreadable":
        return NoticePart(numeral, title, file, (), clean(result.error.zh if result.error else ""))
    if result.recognised.zh:
        file += "（由图片认读，请先对照原件核对）"
    return NoticePart(numeral, title, file, _points(grave, numbers, names)) if grave else None


def _part_unread(result: Result, reason: str, *, numeral: str) -> NoticePart:
    """A part on what of a file was not read."""
    title = clean(result.report.title) if result.report and result.report.title else ""
    return NoticePart(numeral, title, _file_name(result.path), (), clean(reason))


def _file_name(path: str) -> str:
    """The file's own name: in which folders the sender keeps it is nobody else's concern."""
    return clean(file_name(path))


def _points(found: Sequence[Diagnostic], numbers: Iterator[int], names: OwnNames) -> tuple[NoticePoint, ...]:
    return tuple(_point(group, next(numbers), names) for group in grouped(found))


def _point(group: Sequence[Diagnostic], number: int, names: OwnNames) -> NoticePoint:
    first = group[0]
    places = [names.only(_place(found)) for found in group[:MOST_PLACES]]
    if len(group) > MOST_PLACES:
        places.append(f"另有 {len(group) - MOST_PLACES} 处同样的问题，请对照本条逐处核对")
    return NoticePoint(
        number=number,
        title=clean(first.title.zh),
        severity=words.SEVERITY[first.severity].of(_ZH),
        code=first.code,
        places=tuple(places),
        basis=clean(words.basis((basis for found in group for basis in found.basis), _ZH)),
        advice=clean(first.help.zh),
    )


def _place(found: Diagnostic) -> str:
    """Where, and what is wrong there: 原文第41行：第三部分的表，“…”行、“总计”列应为 3."""
    where = words.at(found, _ZH)
    told = "；".join([clean(found.message.zh), *(f"另见{also}" for also in see_also(found, _ZH))])
    return f"{where}：{told}" if where else told
