"""Whose report a file is and on which year, by all that speaks for it: title, period, file name, folders, the list.

The title decides, unless it fits several units or none; then the file's name does, then its folders. Where the title
names one listed unit and the file's name plainly another, the file was handed in for the one that its name tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import PurePath

from msgspec import Struct

from reportlint.model.batch import BatchEntry, Filing, Unit
from reportlint.model.naming import told_path, told_stem
from reportlint.model.units import same_organ, settled
from reportlint.model.wording import fold
from reportlint.parsing.identity import unit_in_filename

_BESIDE = re.compile(
    r"(?:19|20)\d{2}(?:年(?!报))?|政府信息公开|政务公开|信息公开|年度报告|年度|工作|报告|年报|报送|上报|终稿|定稿|最终|盖章|扫描件?|"
    r"修订[版稿]?|修改[版稿]?|合并|代报|电子[版件]|正式|公开|情况|的|[-_.\s\d()（）【】〔〕\[\]《》]+"
)
"""What names of files and folders have beside the unit."""
_BETWEEN = re.compile(r"[、，,;；+＋&/]|(?<=[局委办镇乡道府院会队站中心])[和与及]")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NO_REPORT_BY_NAME = re.compile(
    "函|通知|通讯录|联系|名单|清单|台账|回执|说明|请示|统计表|汇总|签到|模板|样表|空白|须知|培训|方案|会议"
)
"""Words of names of what is sent along with reports."""
NO_REPORT = "E902"
"""The rule that says that a file is no annual report."""
_ENOUGH = 5
"""A year is the round only if it has at least one report for so many as the year with the most has."""


class FileEvidence(Struct, frozen=True):
    """What one file says of itself. `unit` and `title_year` are the title's, `period_year` that of the period;
    `others` the units of further reports in the file. A file that could not be read has only its path."""

    path: str
    unit: str | None = None
    title_year: int | None = None
    period_year: int | None = None
    others: tuple[str, ...] = ()


class Fixed(Struct, frozen=True):
    """What the user says of a file in the configuration: whose it is, on which year; None where nothing is said."""

    unit: str | None = None
    year: int | None = None


def told_by(entry: BatchEntry) -> FileEvidence:
    """What a report that was read says of itself."""
    return FileEvidence(entry.path, entry.titled, entry.title_year, entry.period_year, entry.others)


class Evidence:
    """Weighs what files say against the list of units."""

    def __init__(
        self,
        units: Sequence[Unit],
        aliases: Mapping[str, str],
        round_year: int | None,
        fixed: Mapping[str, Fixed] | None = None,
    ) -> None:
        """`fixed` are the decisions that the user has made, by path."""
        self._fixed = fixed or {}
        self._names = tuple(unit.name for unit in units)
        self._above = {unit.parent for unit in units if unit.parent}
        self._aliases = {settled(name): meant for name, meant in aliases.items()}
        self._asked = round_year

    def decide(self, files: Iterable[FileEvidence]) -> tuple[dict[str, Filing], int | None]:
        """A decision for every file by its path, and the year of the round: the one asked for, else the newest."""
        told = list(files)
        newest = self._asked or latest(self._year(file, None)[0] for file in told)
        return {file.path: self._decision(file, newest) for file in told}, newest

    def _decision(self, file: FileEvidence, newest: int | None) -> Filing:
        year, year_by = self._year(file, newest)
        fixed = self._fixed.get(file.path)
        if fixed is not None and fixed.unit is not None:
            settled = next(iter(self._fitting(fixed.unit)), fixed.unit)
            return Filing(
                settled, year, tuple(dict.fromkeys(("config", *year_by))), None, (), path_years(file.path)
            )
        unit, by, content, also = self._unit(file)
        return Filing(unit, year, tuple(dict.fromkeys((*by, *year_by))), content, also, path_years(file.path))

    def _year(self, file: FileEvidence, newest: int | None) -> tuple[int | None, tuple[str, ...]]:
        fixed = self._fixed.get(file.path)
        if fixed is not None and fixed.year is not None:
            return fixed.year, ("config",)
        return _year(file, newest)

    def _unit(self, file: FileEvidence) -> tuple[str | None, tuple[str, ...], str | None, tuple[str, ...]]:
        titled = self._fitting(file.unit) if file.unit else ()
        named = self._in_name(told_stem(file.path))
        foldered = next(filter(None, map(self._in_folder, told_path(file.path).parents)), ())
        others = tuple(name for other in file.others for name in self._fitting(other)[:1])
        also = tuple(dict.fromkeys(name for name in (*others, *(named if len(named) > 1 else ()))))
        if len(titled) == 1:
            owner = titled[0]
            if len(named) == 1 and named[0] != owner and not _kin(owner, named[0]):
                return named[0], ("file name",), owner, also
            if not named and len(foldered) == 1 and foldered[0] != owner and not _kin(owner, foldered[0]):
                return foldered[0], ("folder",), owner, also
            by = (
                "title",
                *(("file name",) if owner in named else ()),
                *(("folder",) if owner in foldered else ()),
            )
            return owner, by, None, tuple(name for name in also if name != owner)
        for found, where in ((named, "file name"), (foldered, "folder")):
            fitting = [name for name in found if not titled or name in titled]
            if len(fitting) == 1 and (titled or not file.unit or _may_be(file.unit, fitting[0])):
                by = ("title", where) if titled else (where,)
                return fitting[0], by, None, tuple(name for name in also if name != fitting[0])
        if file.unit:
            return self._unlisted(file), ("title",), None, also
        return None, (), None, also

    def _unlisted(self, file: FileEvidence) -> str | None:
        """A unit that the list has not: as the title says, or fuller where the file's name says it."""
        assert file.unit is not None
        meant = self._aliases.get(settled(file.unit), file.unit)
        fuller = unit_in_filename(PurePath(file.path).name) or _bare(fold(told_stem(file.path)))
        longer = len(settled(fuller)) > len(settled(meant)) and same_organ(fuller, meant)
        return fuller if longer and meant == file.unit else meant

    def _fitting(self, name: str) -> tuple[str, ...]:
        """The listed units that a name may mean; exactly the one that is written so, where there is one."""
        meant = self._aliases.get(settled(name), name)
        exact = [listed for listed in self._names if settled(listed) == settled(meant)]
        return tuple(exact or (listed for listed in self._names if same_organ(meant, listed)))

    def _in_name(self, written: str) -> tuple[str, ...]:
        """The listed units that a file's or folder's name tells, several where it names several."""
        text = fold(written)
        bare = _bare(text)
        alias = [meant for name, meant in self._aliases.items() if name == settled(bare)]
        if alias:
            return self._fitting(alias[0])
        return tuple(dict.fromkeys(name for part in _BETWEEN.split(text) for name in self._in_part(part)))

    def _in_part(self, part: str) -> tuple[str, ...]:
        """The listed units that a part of a name tells: those written in full, else those that it is short for."""
        whole = [name for name in self._names if fold(name) in part]
        whole = [
            name for name in whole if not any(name != other and fold(name) in fold(other) for other in whole)
        ]
        bare = _bare(part)
        return tuple(whole) or (self._meant(bare) if len(bare) > 1 else ())

    def _meant(self, part: str) -> tuple[str, ...]:
        found = [name for name in self._names if same_organ(part, name)]
        found = found or [name for name in self._names if _is_short(part, name)]
        return tuple(found)

    def _in_folder(self, folder: PurePath) -> tuple[str, ...]:
        """The unit that a folder is named after; not the government above all others, whose the whole place is."""
        return tuple(name for name in self._in_name(folder.name) if name not in self._above)


def is_handed_in_as_report(path: str) -> bool:
    """Whether a file's name leaves it open that it was meant to be a report; 报送函, 联系人 and the like do not."""
    return not _NO_REPORT_BY_NAME.search(fold(told_stem(path)))


@cache
def _bare(text: str) -> str:
    return _BESIDE.sub("", text)


def _is_short(short: str, name: str) -> bool:
    """Whether the characters of a short name stand in the full one in order, the last at its end: 城管局, 统计局."""
    signs, full = settled(short), settled(name)
    rest = iter(full)
    return len(signs) > 2 and signs[-1] == full[-1] and all(sign in rest for sign in signs)


def _kin(first: str, second: str) -> bool:
    """Whether one is the other's government or office, whose files may stand under either name."""
    one, other = settled(first), settled(second)
    return one.startswith(other) or other.startswith(one)


def _may_be(told: str, listed: str) -> bool:
    """Whether a title that fits no listed unit may be a slip, or a former name, for what the file's name tells."""
    one, other = settled(told), settled(listed)
    shared = len(set(one) & set(other))
    return shared * 2 >= min(len(set(one)), len(set(other)))


def path_years(path: str) -> frozenset[int]:
    """The years that the file's name tells, else those of its nearest folder that tells any."""
    for part in (told_stem(path), *(parent.name for parent in told_path(path).parents)):
        if found := _YEAR.findall(fold(part)):
            return frozenset(map(int, found))
    return frozenset()


def _year(file: FileEvidence, newest: int | None) -> tuple[int | None, tuple[str, ...]]:
    """The year reported on: where title and period disagree, the one that the path tells, else that of the round."""
    told: dict[int, str] = {}
    for year, where in ((file.title_year, "title"), (file.period_year, "period")):
        if year == file.title_year == file.period_year and year is not None:
            return year, ("title", "period")
        if year is not None:
            told[year] = where
    if len(told) == 1:
        return next(iter(told)), tuple(told.values())
    written = path_years(file.path)
    if told:
        for year in (*written, newest):
            if year in told:
                return year, (told[year],)
        return file.title_year, ("title",)
    return (next(iter(written)), ("path",)) if len(written) == 1 else (None, ())


def latest(years: Iterable[int | None]) -> int | None:
    """The newest year that has reports enough; one that a slip of the pen made is none."""
    counted = Counter(year for year in years if year is not None)
    most = max(counted.values(), default=0)
    return max((year for year, count in counted.items() if count * _ENOUGH >= most), default=None)
