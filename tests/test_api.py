"""What `import reportlint` gives: every name, nothing at start-up, and the examples of docs/api.md."""

from __future__ import annotations

import ast
import doctest
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import reportlint

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "api.md"
NAMES = sorted(set(reportlint.__all__) - {"__version__"})  # type: ignore[attr-defined]


def test_the_examples_of_the_page_come_out_as_they_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = PAGE.read_text("utf-8").replace("```python\n", "").replace("\n```\n", "\n\n")
    example = doctest.DocTestParser().get_doctest(text, {}, "api.md", str(PAGE), 0)
    assert len(example.examples) > 15
    said: list[str] = []
    outcome = doctest.DocTestRunner().run(example, out=said.append)
    assert outcome.failed == 0, "".join(said)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_there_documented_and_on_the_page(name: str) -> None:
    assert inspect.getdoc(getattr(reportlint, name))
    assert f"`{name}" in PAGE.read_text("utf-8")
    assert name in dir(reportlint)


def test_the_stub_for_type_checkers_has_the_same_names() -> None:
    stub = ast.parse((Path(reportlint.__file__).parent / "__init__.pyi").read_text("utf-8"))
    imported = [node.names[0] for node in stub.body if isinstance(node, ast.ImportFrom)]
    assert sorted(alias.name for alias in imported) == NAMES
    assert all(alias.asname == alias.name for alias in imported)


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys; import reportlint; print([name for name in sys.modules if name.startswith('reportlint.')])"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "lint")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout == "[]\n"


def test_a_name_that_is_none_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'check_everything'"):
        reportlint.check_everything  # type: ignore[attr-defined]  # noqa: B018
