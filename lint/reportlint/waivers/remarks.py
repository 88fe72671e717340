"""What the user is to know of waivers at the end of a run: the expired, the lapsed, and those without use."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping

from reportlint.model.fingerprint import Values, values
from reportlint.model.forms import cell_name, editions
from reportlint.model.report import CellKey
from reportlint.model.wording import Text
from reportlint.waivers.apply import Tracker, changed
from reportlint.waivers.waiver import Waiver, Waivers

_NAMES: Mapping[str, Text] = {
    "actual": Text("填的", "the value"),
    "expected": Text("应填的", "the value expected"),
    "suspect": Text("可能填错的一格", "the cell most likely wrong"),
    "figures": Text("有关各格的数", "the figures concerned"),
    "sentence": Text("这句话", "the sentence"),
}
_OTHER = Text("其他内容", "something else")


def remarks(waivers: Waivers, tracker: Tracker, *, codes: Collection[str] = ()) -> tuple[Text, ...]:
    """A sentence for each waiver that has lapsed, expired or no use, in the order of their file.

    Nothing is said of a waiver whose file was there and not judged in this run, unless it is for a
    rule that is not among all the `codes` there are (empty: not known).
    """
    told = (
        _unknown(waivers, entry)
        if codes and entry.code not in codes
        else _remark(waivers, tracker, index, entry)
        for index, entry in enumerate(waivers.entries)
    )
    return tuple(words for words in told if words is not None)


def _remark(waivers: Waivers, tracker: Tracker, index: int, entry: Waiver) -> Text | None:
    state = tracker.states.get(index)
    if state == "used":
        return None
    if state is None:
        if entry.file == "-" or os.path.lexists(os.path.join(waivers.folder, entry.file)):
            return None
        words = Text(
            "没有用上：找不到这个文件，请核对文件名，或者删掉这一条",
            "is of no use: there is no such file; check its name, or delete the waiver",
        )
    elif state == "expired":
        words = Text(
            f"到 {entry.until} 为止，已经过期；请改正报告，或者重新定期限",
            f"has expired on {entry.until}; mend the report, or set a new day",
        )
    elif state == "lapsed":
        words = _lapsed(entry, values(tracker.findings[index]))
    else:
        words = _unused(entry, tracker.used.get(index, 0))
    zh, en = _subject(waivers, entry)
    return Text(f"{zh}{words.zh}", f"{en}{words.en}")


def _unknown(waivers: Waivers, entry: Waiver) -> Text:
    zh, en = _subject(waivers, entry)
    return Text(
        f"{zh}没有用上：没有编号为 {entry.code} 的规则，请核对编号",
        f"{en}is of no use: no rule has this code; check it",
    )


def _subject(waivers: Waivers, entry: Waiver) -> Text:
    line, column = entry.position
    place = f"{waivers.path}:{line}:{column}"
    subject = _where(entry).each(
        lambda where: " ".join(part for part in (entry.file, entry.code, where) if part)
    )
    return Text(f"{place}: 豁免 {subject.zh}：", f"{place}: the waiver of {subject.en} ")


def _where(entry: Waiver) -> Text:
    """The cell in the clerk's words, or the words the finding stands at."""
    if entry.cell is None:
        words = f"“{entry.text}”" if entry.text else ""
        return Text(words, words)
    for edition in editions():
        try:
            return cell_name(CellKey(*entry.cell.split(".")), edition=edition)
        except (KeyError, StopIteration):  # a cell of another form
            continue
    return Text(entry.cell, entry.cell)


def _unused(entry: Waiver, number: int) -> Text:
    if number:
        return Text(
            f"写了 {entry.times} 处，这次只有 {number} 处；请改 times",
            f"is for {entry.times} findings, and there were {number}; change times",
        )
    return Text(
        "没有用上：已经没有这个问题了，请删掉这一条", "is of no use: nothing is found there; delete it"
    )


def _lapsed(entry: Waiver, told: Values) -> Text:
    """That the finding is another one now: which values it has that the waiver was not given for."""
    lines = list(_differences(entry.values, told))
    zh, en = "，".join(line.zh for line in lines), ", ".join(line.en for line in lines)
    return Text(
        f"已经失效：{zh}；请重新核对，确实要豁免就改这一条",
        f"has lapsed: {en}; look at it again, and change the waiver if it is still meant",
    )


def _differences(given: Values, told: Values) -> Iterator[Text]:
    names = changed(given, told) or [name for name in ("actual", "expected") if name not in given]
    plain = [name for name in names if name in ("actual", "expected")]
    for name in plain:
        zh, en = _NAMES[name]
        now = told.get(name, "")
        if name in given:
            yield Text(
                f"{zh}原来是“{given[name]}”，现在是“{now}”", f"{en} was {given[name]}, and now is {now}"
            )
        else:
            yield Text(f"没有写 {name}（现在是“{now}”）", f"it does not tell {name} (now {now})")
    others = {_NAMES.get(name, _OTHER) for name in names if name not in plain}
    if others and not plain:
        zh, en = "、".join(word.zh for word in others), ", ".join(word.en for word in others)
        yield Text(f"{zh}变了", f"{en} changed")
