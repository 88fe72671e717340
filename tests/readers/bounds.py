"""What the whole command takes on one file, in a process of its own, so that no other test counts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

ENGINE = Path(__file__).resolve().parents[2] / "lint"

_BETWEEN = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stderr=subprocess.DEVNULL)
if hasattr(os, "wait4"):
    _, status, usage = os.wait4(process.pid, 0)
    code, held = os.waitstatus_to_exitcode(status), usage.ru_maxrss
else:
    code, held = process.wait(), 0
print(json.dumps([code, held]), file=sys.stderr)
"""
"""A small process that starts the command: what the starting process holds counts as the command's, too."""

_COMMAND = """
from reportlint.readers import picture
picture.is_installed = lambda: False
from reportlint.cli import main
main()
"""
"""The command as it is without the extra `ocr`."""


def checked(path: Path) -> tuple[int, str, float, float]:
    """Exit code, what was said, seconds, and the most mebibytes held (0 where the system does not tell).

    Processes that the command starts and waits for count too.
    """
    start = monotonic()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            _BETWEEN,
            sys.executable,
            "-c",
            _COMMAND,
            "--format",
            "concise",
            str(path),
        ],
        env={**os.environ, "PYTHONPATH": str(ENGINE), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, held = json.loads(done.stderr)
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return code, done.stdout, monotonic() - start, held / unit
