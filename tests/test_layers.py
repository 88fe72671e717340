"""A module imports only from the layers to its left: types ◀ readers ◀ parsing ◀ engine, checks ◀ … ◀ cli."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "lint" / "reportlint"

LAYERS = (
    (
        "document",
        "report",
        "diagnostic",
        "drawing",
        "numbers",
        "wording",
        "forms",
        "resources",
        "units",
        "schema_words",
        "batch",
        "fingerprint",
    ),
    ("readers",),
    ("parsing",),
    ("engine", "checks", "localisation"),
    ("render",),
    ("inputs", "candidates", "own_outputs", "config", "config_source", "waivers", "api", "draft", "trial"),
    ("marking",),
    ("audit", "web"),
    ("cli", "__main__"),
)
"""From left to right; modules of one layer may import each other."""

TYPES = ("document", "report", "diagnostic", "wording")
"""What the data between the layers is made of."""

RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(module: str) -> str | None:
    """The layer member that a dotted name of ours belongs to; None for the package itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else None


def imports(tree: ast.AST) -> Iterator[str]:
    """The names that a module imports from us, wherever the import stands in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "reportlint")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "reportlint":
            assert node.level == 0
            assert node.module is not None
            if node.module == "reportlint":
                yield from (f"reportlint.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_imports_only_from_its_left(path: Path) -> None:
    inside = path.relative_to(PACKAGE).with_suffix("").parts[0]
    if inside == "__init__":
        return
    assert inside in RANK, f"{inside} has no layer yet: give it one in LAYERS"
    tree = ast.parse(path.read_text("utf-8"))
    for name in imports(tree):
        target = part_of(name)
        if target is None or target == "__version__":
            continue
        assert RANK[target] <= RANK[inside], f"{path.name} imports {name}"


@pytest.mark.parametrize("name", TYPES)
def test_types_import_types_only(name: str) -> None:
    tree = ast.parse((PACKAGE / f"{name}.py").read_text("utf-8"))
    assert {part_of(imported) for imported in imports(tree)} <= {*TYPES}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_is_small_and_says_its_purpose(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 300
    assert ast.get_docstring(ast.parse(text))


def test_no_relative_imports() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), path
