"""The JSON document: whole, valid against its schema, the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Callable

from jsonschema import Draft202012Validator

from reportlint import __version__
from reportlint.data.resources import folder
from reportlint.render import RenderOptions, renderer
from tests.render import samples


def document(*results: object) -> str:
    return "".join(renderer("json")(results, RenderOptions()))  # type: ignore[arg-type]


def test_golden(golden: Callable[[str, str], None]) -> None:
    golden("result.json", document(*samples.EVERYTHING).replace(f'"{__version__}"', '"VERSION"'))


def test_whole_document_of_one_finding() -> None:
    result = samples.checked(samples.MONEY, path="报告.txt")
    place = {"line": 55, "column": 30, "end_line": 55, "end_column": 31, "page": None}
    assert json.loads(document(result)) == {
        "schema_version": 1,
        "tool": {"name": "reportlint", "version": __version__, "rules": None},
        "files": [
            {
                "path": "报告.txt",
                "status": "checked",
                "error": None,
                "report": {"title": samples.TITLE, "unit": "柳溪镇人民政府", "year": 2024, "edition": "2021"},
                "diagnostics": [
                    {
                        "code": "A301",
                        "name": "row-total-mismatch",
                        "severity": "error",
                        "confidence": "certain",
                        "message": samples.MONEY.message.zh,
                        "where": samples.MONEY.where.zh,
                        "section": 3,
                        "location": place,
                        "cell": {"table": "disclosure", "row": "fees", "column": "amount"},
                        "expected": 1.5,
                        "actual": 2,
                        "basis": [samples.FORM.zh, samples.ACCURACY.zh],
                        "help": samples.MONEY.help.zh,
                        "related": [],
                        "suspect": None,
                        "fix": None,
                    }
                ],
                "not_checked": [],
                "outcomes": {
                    "A301": {"outcome": "found", "by": []},
                    **{f"P{number:03}": {"outcome": "passed", "by": []} for number in range(28)},
                    "P101": {"outcome": "not_applicable", "by": []},
                    "P102": {"outcome": "not_applicable", "by": []},
                },
            }
        ],
        "summary": {
            "files": 1,
            "unreadable": 0,
            "errors": 1,
            "warnings": 0,
            "infos": 0,
            "not_checked": 0,
            "waived": 0,
        },
    }


def test_valid_against_its_schema() -> None:
    schema = json.loads((folder("schemas") / "result.schema.json").read_text("utf-8"))
    validator = Draft202012Validator(schema)
    for results in ((), samples.EVERYTHING):
        assert [error.message for error in validator.iter_errors(json.loads(document(*results)))] == []


def test_pieces_make_the_document_that_json_would_write() -> None:
    for results in ((), (samples.CLEAN,), samples.EVERYTHING):
        written = document(*results)
        assert written == json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n"


def test_results_are_written_one_by_one() -> None:
    taken = []

    def results() -> object:
        for result in samples.EVERYTHING:
            taken.append(result.path)
            yield result

    pieces = renderer("json")(results(), RenderOptions())  # type: ignore[arg-type]
    next(pieces)
    assert taken == []
    assert '"柳溪镇.txt"' in next(pieces)
    assert taken == ["柳溪镇.txt"]
