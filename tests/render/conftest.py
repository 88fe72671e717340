"""What the tests of outputs need from outside."""

from __future__ import annotations

import os
import shutil

import pytest


@pytest.fixture
def sarif_multitool() -> str:
    """Microsoft's SARIF Multitool (npm `@microsoft/sarif-multitool`), as SARIF_MULTITOOL or the PATH names it."""
    found = os.environ.get("SARIF_MULTITOOL") or shutil.which("sarif-multitool")
    if not found:
        pytest.skip("needs the SARIF Multitool: npm install -g @microsoft/sarif-multitool")
    return found
