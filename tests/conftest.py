"""What all tests share: golden outputs and their flag; counts of what was generated, shown at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("reportlint", deadline=None)  # timings never decide a test
settings.load_profile("reportlint")

_PREFIX = "generated "


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --update-golden and --update-screenshots."""
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden outputs; review the diff"
    )
    parser.addoption(
        "--update-screenshots", action="store_true", help="rewrite docs/images from the browser; look at them"
    )


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
