"""The architecture: a module imports only from the layers to its left, and no modules import each other in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "lint" / "reportlint"

LAYERS = (
    ("model", "data"),
    ("workers",),
    ("readers",),
    ("parsing",),
    ("engine", "checks", "suspects"),
    ("render",),
    ("app", "waivers", "draft"),
    ("marking",),
    ("audit", "web"),
    ("cli", "__main__"),
)
"""From left to right; modules of one layer may import each other, as long as no circle comes of it."""

RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
PATHS = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 400
LONGEST_LINE = 120


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in PATHS}


def imports(path: Path) -> Iterator[str]:
    """The modules of ours that a module imports, wherever the import stands in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "reportlint":
            assert node.level == 0, f"{path} imports by a relative name"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else str(node.module)


GRAPH = {name: frozenset(imports(path)) - {name} for name, path in MODULES.items()}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_module_imports_only_from_its_left(name: str) -> None:
    room = name.split(".")[1:2]
    if not room:
        return
    assert room[0] in RANK, f"{room[0]} has no layer yet: give it one in LAYERS"
    wrong = [other for other in GRAPH[name] if RANK.get([*other.split("."), ""][1], 0) > RANK[room[0]]]
    assert not wrong


def test_modules_import_each_other_in_no_circle() -> None:
    try:
        TopologicalSorter(GRAPH).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("name", sorted(MODULES))
def test_module_is_of_a_readable_size_and_says_its_purpose(name: str) -> None:
    text = MODULES[name].read_text("utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    assert ast.get_docstring(ast.parse(text))


def test_no_line_is_longer_than_a_screen() -> None:
    """Tests are left out: they hold pieces of pages as they are."""
    sources = [path for folder in ("lint", "benchmarks", "tools") for path in (ROOT / folder).rglob("*.py")]
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]
    assert not long
