"""The service: reports that are sent to it, and the service as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from reportlint.draft import draft_from, text
from reportlint.draft.docx import docx

ENGINE = Path(__file__).resolve().parents[2] / "lint"
FAULTS: dict[str, Any] = {
    "sample": "town",
    "cells": {"applications.new_received.natural_person": "1", "disclosure.coercion.decisions": "/"},
    "sections": {6: "本报告电子版可在政府门户网站（具体网址）下载。"},
}


def faulty_text() -> bytes:
    return text(draft_from(FAULTS)).encode()


def faulty_docx() -> bytes:
    return docx(draft_from(FAULTS))


def good_text(**edits: Any) -> bytes:
    return text(draft_from({"sample": "town", **edits})).encode()


@contextmanager
def served(*options: str) -> Iterator[str]:
    """The address of a service that runs for a while, started by the command."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "reportlint", "serve", "--port", str(port), *options],
        env={**os.environ, "PYTHONPATH": str(ENGINE)},
        stderr=subprocess.PIPE,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the service did not start: {process.poll()}")
