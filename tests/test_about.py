"""What the program tells of itself: the version line, the version of its rules, and how to add what is missing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reportlint import __version__
from reportlint.app.api import Settings, rules_in_force
from reportlint.data import about
from tests.cli.conftest import Ran, folder, reportlint  # noqa: F401 - fixtures

ROOT = Path(__file__).parent.parent
PACK = ROOT / "rules" / "packs" / "jiangzhou"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after `pip install`: no checkout around the program."""
    monkeypatch.setattr(about, "checkout", lambda: None)


def pip_beside(monkeypatch: pytest.MonkeyPatch, python: str | None) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: python)


def test_the_version_line_tells_version_commit_and_rules() -> None:
    told = re.fullmatch(
        r"reportlint (\S+) \(commit ([0-9a-f]{12}\+?|unknown), rules ([0-9a-f]{12})\)", about.version_line()
    )
    assert told is not None
    assert (told[1], told[3]) == (__version__, about.rules_digest())


def test_an_installed_program_tells_the_commit_it_was_built_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "commit.txt").write_text("0123456789ab\n", encoding="ascii")
    monkeypatch.setattr(about, "_PACKAGE", tmp_path)
    assert about.commit() == "0123456789ab"


def test_without_git_the_commit_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(about, "_PACKAGE", tmp_path)
    monkeypatch.setattr(about, "checkout", lambda: tmp_path)
    assert about.commit() == ""
    assert "commit unknown" in about.version_line()


def copied_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the rules, which is what is digested from now on."""
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    monkeypatch.setattr(about, "folder", lambda name: tmp_path / name)
    return rules


def digest() -> str:
    return about.rules_digest.__wrapped__()


def test_the_same_rules_have_the_same_version_whatever_their_line_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = copied_rules(tmp_path, monkeypatch)
    before = digest()
    for path in rules.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert digest() == before == about.rules_digest()


@pytest.mark.parametrize(
    "changed", ["arithmetic/A301.yaml", "basis.yaml", "formats/2021.yaml", "lexicon/ways.yaml", "masks.yaml"]
)
def test_whatever_is_judged_by_makes_another_version(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = copied_rules(tmp_path, monkeypatch)
    before = digest()
    (path,) = rules.rglob(Path(changed).name)
    path.write_bytes(b"# changed\n" + path.read_bytes())
    assert digest() != before


def test_an_example_of_a_rule_makes_no_other_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = copied_rules(tmp_path, monkeypatch)
    before = digest()
    (path,) = rules.rglob("A301.yaml")
    path.write_bytes(path.read_bytes() + b"---\ngood: another\n")
    assert digest() == before


def test_what_the_user_changes_stands_behind_the_version() -> None:
    plain = rules_in_force(Settings()).version
    chosen = [
        Settings(select=("A",)),
        Settings(ignore=("A301",)),
        Settings(severities=(("A301", "info"),)),
        Settings(rule_files=(PACK,)),
    ]
    versions = [rules_in_force(settings).version for settings in chosen]
    assert plain == about.rules_digest()
    assert all(re.fullmatch(rf"{plain}\+[0-9a-f]{{8}}", version) for version in versions)
    assert len(set(versions)) == len(versions)


def test_a_rule_file_of_the_user_makes_another_version_when_it_changes(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("一", encoding="utf-8")
    before = about.digest_of_changes([own], ())
    own.write_text("二", encoding="utf-8")
    assert about.digest_of_changes([own], ()) != before


@pytest.mark.usefixtures("installed")
def test_an_installed_program_is_added_to_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    pip_beside(monkeypatch, sys.executable)
    assert about.install_line("audit").zh == '请运行：pip install "reportlint[audit]"'
    assert about.install_line("audit").en == 'install it with: pip install "reportlint[audit]"'


@pytest.mark.usefixtures("installed")
def test_where_pip_is_another_pythons_ours_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    pip_beside(monkeypatch, "/usr/bin/python")
    monkeypatch.setattr(sys, "executable", str(tmp_path / ".venv" / "bin" / "python"))
    line = f'"{Path(".venv/bin/python")}" -m pip install "reportlint[audit]"'
    assert about.install_line("audit").zh == f"请运行：{line}"


@pytest.mark.usefixtures("installed")
def test_where_there_is_no_pip_uv_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(about, "find_spec", lambda name: None)
    line = f'uv pip install --python "{sys.executable}" "reportlint[audit]"'
    assert about.install_line("audit").zh == f"请运行：{line}"


def test_a_checkout_is_installed_from_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pip_beside(monkeypatch, sys.executable)
    monkeypatch.chdir(ROOT)
    assert about.install_line("audit").zh == '请运行：pip install ".[audit]"'
    monkeypatch.chdir(tmp_path)
    assert about.install_line("audit").zh == f'请运行：pip install "{ROOT}[audit]"'


@pytest.mark.parametrize(
    ("extra", "told"), [("ocr", "请换用带文字识别的程序包"), ("cluster", "这个程序包里没有")]
)
def test_a_package_cannot_be_added_to(extra: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    line = about.install_line(extra)
    assert line.zh.startswith(told)
    assert "pip" not in line.zh + line.en


def test_no_install_line_is_written_by_hand() -> None:
    """Whoever names a line for pip asks `install_line` for it."""
    sources = [path for path in (ROOT / "lint").rglob("*") if path.suffix in (".py", ".html", ".yaml", ".js")]
    by_hand = [path.name for path in sources if "pip install" in path.read_text("utf-8")]
    assert by_hand == ["about.py"]


def test_every_extra_that_a_hint_names_can_be_installed() -> None:
    tomllib: Any = pytest.importorskip("tomllib")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    sources = [path.read_text("utf-8") for path in (ROOT / "lint").rglob("*.py")]
    named = {extra for source in sources for extra in re.findall(r'install_line\("(\w+)"\)', source)}
    assert {"audit", "cluster"} <= named
    assert all(extras.get(extra) for extra in named)


EXTRAS = {"pdf", "web"}


def test_reading_and_serving_need_no_extra() -> None:
    tomllib: Any = pytest.importorskip("tomllib")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {name for name, needed in project["optional-dependencies"].items() if not needed} == EXTRAS
    needed = {re.split(r"[>=;]", line)[0] for line in project["dependencies"]}
    assert needed >= {"fastapi", "uvicorn", "python-multipart", "pypdfium2", "lxml"}


def test_every_output_tells_the_version_of_the_rules(reportlint: Any, tmp_path: Path) -> None:  # noqa: F811
    version = about.rules_digest()
    faulty = str(ROOT / "examples" / "faulty.txt")

    def output(format: str) -> str:
        ran: Ran = reportlint(faulty, "--format", format, "--config", str(config))
        return ran.out

    config = tmp_path / ".reportlint.yaml"
    config.write_text("handbook: https://example.org/book/\n", encoding="utf-8")
    assert output("text").rstrip().splitlines()[-1].endswith(f"规则版本 {version}")
    assert json.loads(output("json"))["tool"] == {
        "name": "reportlint",
        "version": __version__,
        "rules": version,
    }
    (run,) = json.loads(output("sarif"))["runs"]
    assert run["tool"]["driver"]["properties"] == {"rulesVersion": version}
    pages = {rule["id"]: rule["helpUri"] for rule in run["tool"]["driver"]["rules"]}
    assert pages["A301"] == "https://example.org/book/rules/A301.html"
    assert f'<property name="rules" value="{version}"/>' in output("junit")
    html = output("html")
    assert f"规则版本 {version}" in html
    assert 'href="https://example.org/book/rules/Y502.html"' in html
    assert version in output("markdown")


@pytest.mark.parametrize("address", ["book", "javascript:alert(1)", "https://exa mple", 'https://e"x'])
def test_an_address_of_the_handbook_that_is_none(reportlint: Any, tmp_path: Path, address: str) -> None:  # noqa: F811
    config = tmp_path / ".reportlint.yaml"
    config.write_text(f"handbook: {json.dumps(address)}\n", encoding="utf-8")
    ran: Ran = reportlint("check", str(ROOT / "examples" / "good.txt"), "--config", str(config))
    assert ran.code == 2
    assert "handbook" in ran.err


def load(path: Path) -> ModuleType:
    import importlib.util

    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_build_tells_the_commit_of_its_checkout_or_of_its_source_distribution(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    hook = load(ROOT / "tools" / "build_hook.py")
    assert hook.commit_of(tmp_path) == ""
    git = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    assert re.fullmatch("[0-9a-f]{12}", hook.commit_of(tmp_path))
    (tmp_path / "COMMIT").write_text("0123456789ab\n", encoding="ascii")
    assert hook.commit_of(tmp_path) == "0123456789ab"
