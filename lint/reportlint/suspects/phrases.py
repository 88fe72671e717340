"""What is said of wrong cells: the likeliest first, what belongs there, and how sure that is."""

from __future__ import annotations

from reportlint.model.diagnostic import Diagnostic
from reportlint.model.forms import cell_name, load_form
from reportlint.model.report import Number, Table
from reportlint.model.wording import Text, visible
from reportlint.suspects.likeliest import Suspects
from reportlint.suspects.search import CellChange, Mending

MOST_LISTED = 5
"""So many possibilities are listed at most."""
_NUMERALS = "一二三四五"


def lead(found: Suspects, table: Table) -> Text:
    """The sentence a finding begins with: 最可能：…“自然人”列应为 3（现填 2），改后全表的合计都对得上."""
    return _several(found, table) if found.state == "several" else _named(found, table)


def _named(found: Suspects, table: Table) -> Text:
    changes = found.mendings[0]
    cells = possibility(changes, table)
    if len(changes) == 1:
        words = Text("最可能：", "most likely: ")
    elif _are_swapped(changes):
        words = Text("最可能是两格的数写对调了：", "most likely two figures stand in each other's cell: ")
    else:
        words = Text("最可能有两格填错：", "most likely two cells are wrong: ")
    zh, en = (
        words.zh + cells.zh + "，改后全表的合计都对得上",
        words.en + cells.en + "; then all sums of the table agree",
    )
    if found.confirmed:
        zh, en = zh + "，和正文说的也一致", en + ", and so does the prose"
    elif len(found.mendings) > 1:
        zh, en = (
            zh + "（别的改法也凑得上，但不像是笔误）",
            en + " (other changes fit too, but look less like a slip)",
        )
    unseen = _unseen(found)
    return Text(zh + unseen.zh, en + unseen.en)


def _several(found: Suspects, table: Table) -> Text:
    name, name_en = _name(table)
    number, wrong = len(found.mendings), len(found.mendings[0])
    listed = "" if number <= MOST_LISTED else f"，下面列出最可能的{_NUMERALS[MOST_LISTED - 1]}种"
    listed_en = "" if number <= MOST_LISTED else f"; the {MOST_LISTED} likeliest are listed"
    cells, cells_en = ("有一格填错", "one cell is") if wrong == 1 else ("有两格填错", "two cells are")
    return Text(
        f"{name}{cells}，有 {number} 种改法都能让合计全部对上，只看表分不出是哪一种{listed}，请对照台账核实",
        f"{name_en}: {cells_en} wrong, and {number} changes make all sums agree{listed_en};"
        " compare them with your records",
    )


def advice(found: Suspects, table: Table) -> Text | None:
    """What to do about the cells that are named; None where none is, and the rule's own advice holds."""
    if found.state != "named":
        return None
    changes = found.mendings[0]
    if len(changes) > 1:
        return Text(
            "先对照台账核实这两格：确如上面所说，就只改这两格，各处合计都对得上；不要改总计来凑数。",
            "Check these two cells against your records: if they should be as told, change nothing else and all sums "
            "agree; never change a total only to make it fit.",
        )
    value = changes[0].value
    return Text(
        f"先对照台账核实这一格：确是 {value} 就只改这一格，各处合计都对得上；不是 {value}，再核实同一行、同一列的其他格，"
        "不要改总计来凑数。",
        f"Check this cell against your records: if it should be {value}, change nothing else and all sums agree; "
        "if not, check the other cells of its row and column, and never change a total only to make it fit.",
    )


def confirmation(other: Diagnostic) -> Text:
    """What is said of a place that contradicted the wrong cell: 正文说办结5件，改后就一致了."""
    told = dict(other.rests_on).get("told") or dict(other.rests_on).get("words")
    if told:
        return Text(f"正文说{told}，与改后的数一致", f"the prose says {other.actual}, which agrees then")
    return Text(f"{other.title.zh}，改后就一致了", f"{other.title.en}: agrees then")


def _unseen(found: Suspects) -> Text:
    number = len(found.unknown)
    if not number:
        return Text("", "")
    return Text(
        f"（另有 {number} 处合计因为有数认不出或缺行缺列，没有核对）",
        f" ({number} sums could not be checked: a figure is unreadable or lost)",
    )


def _name(table: Table) -> Text:
    return load_form(table.edition).tables[table.key].called


def possibility(changes: Mending, table: Table, number: int | None = None) -> Text:
    """The cells and what belongs there: …“自然人”列应为 3（现填 2）; `number` (from 1) where several are listed."""
    parts = [_change(change, table) for change in changes]
    zh, en = "；".join(part.zh for part in parts), " and ".join(part.en for part in parts)
    if number is None:
        return Text(zh, en)
    return Text(f"改法{_NUMERALS[number - 1]}：{zh}", f"possibility {number}: {en}")


def _change(change: CellChange, table: Table) -> Text:
    zh, en = cell_name(change.cell, edition=table.edition)
    now = _held(change, table)
    return Text(f"{zh}应为 {change.value}（{now.zh}）", f"{en} should be {change.value} ({now.en})")


def held(change: CellChange, table: Table) -> Text:
    """What is said at the place of a cell that is named: 很可能填错的就是这一格，现填 2，应为 3."""
    now = _held(change, table)
    return Text(
        f"很可能填错的就是这一格，{now.zh}，应为 {change.value}",
        f"most likely this cell is wrong: {now.en}, {change.value} belongs there",
    )


def _held(change: CellChange, table: Table) -> Text:
    value = table.value(change.cell.row, change.cell.column)
    raw = visible(value.raw) if value is not None else ""
    if not raw:
        return Text("现在空着", "it is blank")
    held = str(change.held) if isinstance(value, Number) else f"“{raw}”"
    return Text(f"现填 {held}", f"it says {held}")


def _are_swapped(changes: Mending) -> bool:
    first, second = changes
    return first.value == second.held and second.value == first.held


def unexplained(found: Suspects, table: Table) -> Text:
    """Why no cell can be named, said once for the table."""
    name, en = _name(table)
    if found.state == "many":
        return Text(
            f"{name}要改三格以上，合计才能全部对上，推不出是哪几格填错，对不上的合计逐处列出",
            f"{en}: three cells or more must change before all sums agree, so each broken sum is listed",
        )
    return Text(
        f"{name}有 {len(found.unknown)} 处合计没能核对，推不出是哪一格填错，对不上的合计逐处列出",
        f"{en}: {len(found.unknown)} sums could not be checked, so the wrong cell cannot be told;"
        " each broken sum is listed",
    )
