"""The examples of a rule: the YAML documents that follow it in its file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from reportlint.data.marked_yaml import read_documents
from reportlint.model.batch import Unit
from reportlint.model.diagnostic import Severity
from reportlint.model.wording import Text


class ExpectedRelated(Struct, frozen=True):
    """A second place that a finding of an example names; `at` as in `ExpectedFinding`, None where it is left open."""

    message: str
    at: str | None = None


class ExpectedFinding(Struct, frozen=True):
    """A finding that an example must give; `file` is the path that it stands under in a batch.

    `at` is a cell as table.row.column, else the text that is marked ("" where the place is
    unknown). `severity` is None for the rule's own, `related` None where it is left open.
    """

    at: str
    message: str
    severity: Severity | None = None
    related: tuple[ExpectedRelated, ...] | None = None
    file: str = ""


class Member(Struct, frozen=True):
    """One report of a batch: edits on a bundled sample in a file at `path`.

    `prior` is the path of the same unit's report of the year before, `owner` the unit whose report it is
    where that is another than the report names.
    """

    path: str
    report: Mapping[str, Any]
    prior: str | None = None
    owner: str | None = None


class Example(Struct, frozen=True):
    """One example: what is judged, and all that the rule says about it, in Chinese.

    What is judged is either `report`, edits on a bundled sample, or `text`, a whole file, or a `batch` of
    reports with the list of `units` and the files `unread`. `parameters` are those that a configuration
    gives the rule in place of its own. `prior` are the edits that make last year's report; None where
    none is given.
    """

    good: bool
    title: Text
    report: Mapping[str, Any] | None
    text: str | None
    findings: tuple[ExpectedFinding, ...]
    not_checked: tuple[str, ...]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    prior: Mapping[str, Any] | None = None
    batch: tuple[Member, ...] = ()
    units: tuple[Unit, ...] = ()
    unread: tuple[str, ...] = ()


def read_examples(path: Path) -> tuple[Example, ...]:
    """The examples of a rule file, in its order; the file is known to be sound (see `validation`)."""
    _, *examples = read_documents(path.read_text("utf-8-sig"))
    return tuple(_example(example.data) for example in examples)


def _example(data: Mapping[str, Any]) -> Example:
    return Example(
        good=data["example"] == "good",
        title=Text(**data["title"]),
        report=data.get("report"),
        text=data.get("text"),
        findings=tuple(_finding(finding) for finding in data.get("findings", ())),
        not_checked=tuple(data.get("not_checked", ())),
        parameters=data.get("parameters", {}),
        prior=data.get("prior"),
        batch=tuple(Member(**{"report": {}, **member}) for member in data.get("batch", ())),
        units=tuple(Unit(**unit) for unit in data.get("units", ())),
        unread=tuple(data.get("unread", ())),
    )


def _finding(data: Mapping[str, Any]) -> ExpectedFinding:
    related = data.get("related")
    return ExpectedFinding(
        at=data["at"],
        message=data["message"],
        severity=data.get("severity"),
        related=None if related is None else tuple(ExpectedRelated(**second) for second in related),
        file=data.get("file", ""),
    )
