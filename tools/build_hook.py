"""Writes into wheel and source distribution which commit they are built from (`reportlint --version` tells it)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

IN_SDIST, IN_WHEEL = "COMMIT", "reportlint/commit.txt"


class CommitHook(BuildHookInterface):
    """A hook for both targets; an editable install asks git itself."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds a file with the commit, where that is known."""
        commit = commit_of(Path(self.root))
        if version == "editable" or not commit:
            return
        folder = Path(tempfile.mkdtemp())
        (folder / IN_SDIST).write_text(commit + "\n", encoding="ascii")
        inside = IN_WHEEL if self.target_name == "wheel" else IN_SDIST
        build_data["force_include"][str(folder / IN_SDIST)] = inside


def commit_of(root: Path) -> str:
    """The commit of the checkout, or what a source distribution says; "" where neither is there."""
    written = root / IN_SDIST
    if written.is_file():
        return written.read_text("ascii").strip()
    if not (root / ".git").exists():
        return ""
    command = ["git", "-C", str(root), "describe", "--always", "--exclude=*", "--dirty=+", "--abbrev=12"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
