"""Units that have another name by now: compared where it is plain, asked about where it is not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reportlint.audit.request import AuditRequest
from reportlint.audit.run import audit
from reportlint.draft import draft_from, text

OLD, NEW = "砚陂县文化旅游局", "砚陂县文化旅游体育局"


def _report(unit: str, year: int, cells: Mapping[str, str]) -> bytes:
    return text(draft_from({"sample": "zeros", "unit": unit, "year": year, "cells": dict(cells)})).encode()


def _asked(carried_in: str, new: str, aliases: Mapping[str, str] | None = None) -> tuple[object, list[str]]:
    """What is said of names, and the codes found in the report that may be of a renamed unit."""
    files = {
        "2023/a.txt": _report(
            OLD, 2023, {f"applications.carried_out.{key}": "2" for key in ("natural_person", "total")}
        ),
        "2023/b.txt": _report("云陂镇人民政府", 2023, {}),
        "2024/a.txt": _report(
            new, 2024, {f"applications.carried_in.{key}": carried_in for key in ("natural_person", "total")}
        ),
        "2024/b.txt": _report("云陂镇人民政府", 2024, {}),
    }
    with audit(AuditRequest((), given=files, aliases=aliases or {})) as done:
        pairs = {pair["path"]: pair["prior"] for pair in done.batch["pairs"]}
        codes = [one.code for one in done.result("2024/a.txt").diagnostics if one.code == "X701"]
        return (done.batch["renamed"], pairs.get("2024/a.txt")), codes


def test_names_alike_and_figures_that_go_on_are_one_unit() -> None:
    assert _asked("2", NEW) == (
        ({"pairs": [{"unit": NEW, "was": OLD}], "new": [], "gone": []}, "2023/a.txt"),
        [],
    )


@pytest.mark.parametrize(("carried_in", "new"), [("1", NEW), ("2", "砚陂县水利局")])
def test_what_is_not_plain_is_asked(carried_in: str, new: str) -> None:
    assert _asked(carried_in, new) == (({"pairs": [], "new": [new], "gone": [OLD]}, None), [])


def test_the_configuration_settles_it() -> None:
    told, codes = _asked("1", NEW, {OLD: NEW})
    assert told == ({"pairs": [], "new": [], "gone": []}, "2023/a.txt")
    assert codes == ["X701"]
    told, _ = _asked("2", NEW, {OLD: OLD})
    assert told == ({"pairs": [], "new": [], "gone": []}, None)
