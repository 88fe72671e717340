"""What the documents show is what the program says: outputs, the table of rules, commands, links."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from reportlint.app.api import check_file

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
HANDBOOK = ROOT / "docs" / "handbook"
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted(HANDBOOK.glob("*.md")),
]


@pytest.fixture(scope="module")
def refresh_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh_docs", ROOT / "tools" / "refresh_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_pages_show_what_the_program_says(refresh_docs: ModuleType) -> None:
    assert {"README.md", "bases.md", "kinds.md", "messages.md", "clerk.md"} <= {
        page.name for page in refresh_docs.PAGES
    }
    for page in refresh_docs.PAGES:
        if page.name != "messages.md":
            text = page.read_text("utf-8")
            assert refresh_docs.refreshed(text) == text, "run: python tools/refresh_docs.py"


@pytest.mark.slow
def test_every_message_is_listed(refresh_docs: ModuleType) -> None:
    page = (ROOT / "docs" / "messages.md").read_text("utf-8")
    assert refresh_docs.refreshed(page) == page, "run: python tools/refresh_docs.py"


def test_readme_shows_both_examples_and_is_read_in_one_go() -> None:
    for part in (
        "output: reportlint examples/good.txt",
        "output: reportlint examples/faulty.txt --format concise",
    ):
        assert f"<!-- {part} -->" in README
    assert len(README.splitlines()) <= 150
    assert README.index("## English") < len(README) * 2 // 3


def test_the_handbook_shows_a_faulty_report_as_a_clerk_sees_it() -> None:
    assert "<!-- output: reportlint examples/faulty.txt -->" in (HANDBOOK / "clerk.md").read_text("utf-8")


def test_two_commands_of_one_line_each() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert len(commands) == 2
    assert "reportlint examples/" in commands[0]
    assert "pytest" in commands[1]


def test_examples_are_what_they_are_called() -> None:
    good = check_file(str(ROOT / "examples" / "good.txt"))
    faulty = check_file(str(ROOT / "examples" / "faulty.txt"))
    assert (good.status, good.diagnostics, good.not_checked) == ("checked", (), ())
    assert {found.code for found in faulty.diagnostics if found.severity == "error"} >= {"A301", "Y502"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", prose):
        if page.parent == HANDBOOK and target == "rules/index.md":
            continue  # made when the handbook is built
        assert (page.parent / target).exists(), target
