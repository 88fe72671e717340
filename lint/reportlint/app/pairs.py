"""Which reports of a run are one unit's reports of consecutive years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from reportlint.model.diagnostic import ReportIdentity, Result
from reportlint.model.naming import told_path, told_stem
from reportlint.model.units import same_organ, settled
from reportlint.model.wording import Text, visible

_ENDING = 2
"""Names of one organ end alike: the last characters by which they are looked up."""


def last_years(results: Sequence[Result]) -> Mapping[int, int | Text]:
    """By the number of a report among the results that of the same unit's report of the year before.

    One report in several formats (files that differ in their suffix only) counts as one. Where there are several
    reports of the year before, a sentence stands in place of the number: none of them is compared.
    """
    filed: dict[tuple[str, int], list[int]] = {}
    for number, result in enumerate(results):
        if (known := _known(result)) is not None:
            filed.setdefault((settled(known[0])[-_ENDING:], known[1]), []).append(number)
    pairs: dict[int, int | Text] = {}
    for number, result in enumerate(results):
        if (known := _known(result)) is None:
            continue
        unit, year = known
        before = [
            other
            for other in filed.get((settled(unit)[-_ENDING:], year - 1), ())
            if same_organ(unit, _unit(results[other].report))
        ]
        if (
            len(
                {
                    told_path(path).parent / told_stem(path)
                    for path in (results[other].path for other in before)
                }
            )
            > 1
        ):
            pairs[number] = _several([results[other].path for other in before])
        elif before:
            pairs[number] = before[0]
    return pairs


def noted(path: str) -> Text:
    """What is said of a report that was compared with that of the year before without being asked."""
    name = visible(PurePath(path).name)
    return Text(f"已和上年报告（{name}）对照", f"compared with last year's report ({name})")


def _known(result: Result) -> tuple[str, int] | None:
    """Unit and year of a report that was judged from a file, where both are known."""
    report = result.report
    if result.status != "checked" or report is None or report.unit is None or report.year is None:
        return None
    return None if result.path == "-" else (report.unit, report.year)


def _unit(report: ReportIdentity | None) -> str:
    return report.unit or "" if report is not None else ""


def _several(paths: Sequence[str]) -> Text:
    names = [visible(PurePath(path).name) for path in paths]
    return Text(
        f"上年报告不止一份（{'、'.join(names)}），没有和上年核对；请只留一份，或者用 --prior 指明",
        f"there are several reports of the year before ({', '.join(names)}); none was compared: name one by --prior",
    )
