"""What all tests share: tiers, golden outputs and their flag; counts of what was generated, shown at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.tiers import TIERS, belongs, parameters

# Timings never decide a test, and the values of a run are those of the next.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=30)
settings.register_profile("exhaustive", deadline=None, derandomize=True, max_examples=400)

_PREFIX = "generated "


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --tier, --update-golden and --update-screenshots."""
    parser.addoption("--tier", choices=TIERS, default="default", help="the tests to run (docs/testing.md)")
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden outputs; review the diff"
    )
    parser.addoption(
        "--update-screenshots", action="store_true", help="rewrite docs/images from the browser; look at them"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Generated values as many as the tier has; with several processes, what is made once serves one of them."""
    deep = config.getoption("--tier") in ("exhaustive", "all")
    settings.load_profile("exhaustive" if deep else "default")
    if config.getoption("dist", "no") == "load":
        config.option.dist = "loadgroup"


def pytest_report_header(config: pytest.Config) -> str:
    """Says which tests run."""
    return f"tier: {config.getoption('--tier')} (of {', '.join(TIERS)})"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives tests marked `sampled` their cases."""
    for mark in metafunc.definition.iter_markers("sampled"):
        names, cases, covers = mark.args
        metafunc.parametrize(names, parameters(cases, covers, tier=metafunc.config.getoption("--tier")))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests of other tiers."""
    tier = config.getoption("--tier")
    chosen = [item for item in items if belongs(item, tier)]
    if len(chosen) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if not belongs(item, tier)])
        items[:] = chosen


@pytest.fixture(autouse=True)
def without_recognition(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are refused as on a machine without the extra `ocr`, but in tests marked `recognises`."""
    if request.node.get_closest_marker("recognises") is None:
        monkeypatch.setattr("reportlint.readers.picture.is_installed", lambda: False)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of this name in the folder golden/ beside the test."""
    folder = Path(str(request.path)).parent / "golden"

    def compare(name: str, text: str) -> None:
        path = folder / name
        if request.config.getoption("--update-golden"):
            folder.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text("utf-8"), f"differs from {path}; --update-golden rewrites it"

    return compare


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Adds to the counts shown at the end: numbers are added up, names are counted once each."""

    def add(**values: object) -> None:
        for name, value in values.items():
            record_property(_PREFIX + name, value)

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Shows the counts, also those from other processes."""
    sums: Counter[str] = Counter()
    names: dict[str, set[str]] = {}
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties:
            if name.startswith(_PREFIX) and isinstance(value, int):
                sums[name] += value
            elif name.startswith(_PREFIX):
                names.setdefault(name, set()).add(str(value))
    counts = {**{name: len(values) for name, values in names.items()}, **sums}
    if counts:
        told = ", ".join(f"{number} {name.removeprefix(_PREFIX)}" for name, number in counts.items())
        terminalreporter.section("generated reports")
        terminalreporter.line(told)
