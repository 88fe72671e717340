"""Many uploads at once, slow ones among them: how long good ones wait, and whether the service lives.

    python benchmarks/uploads.py [--uploads 50 200] [--write]

`reportlint serve` is started and sent so many requests at once, from as many addresses of this machine (elsewhere than
on Linux from one). Of ten, six are good reports, two trickle in a byte at a time, one takes all the time that a request
may have, one is no report at all. A good report must be answered or refused with one sentence within ten seconds.
`--write` puts the table into docs/serve.md. Nothing here ever fails on a timing.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

import httpx  # noqa: E402
from pages import put  # noqa: E402

from tests.readers.test_pdf_hostile import too_many_lines  # noqa: E402
from tests.web import faulty_docx, served  # noqa: E402

LONGEST = 10.0
"""Seconds within which a good upload is to be answered or refused."""
KINDS = ("good", "good", "trickle", "good", "long", "good", "good", "no report", "good", "trickle")


class Answer(NamedTuple):
    """What became of an upload."""

    kind: str
    status: int
    seconds: float


def main() -> None:
    """Measures, prints the table, and writes it where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--uploads", type=int, nargs="+", default=[50, 200], help="how many at once")
    options.add_argument("--write", action="store_true", help="put the table into docs/serve.md")
    chosen = options.parse_args()
    lines = [
        "| uploads at once | good ones | answered | refused | slowest answer | slowest refusal | afterwards |",
        "|---|---|---|---|---|---|---|",
    ]
    for number in chosen.uploads:
        with served() as address:
            answers = asyncio.run(_send(address, number))
            lines.append(_row(number, answers, _afterwards(address)))
            print(lines[-1], flush=True)
    table = "\n".join(lines)
    print(table)
    if chosen.write:
        machine = f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores"
        put("serve.md", "uploads", f"{table}\n\nMeasured with {machine}.")


async def _send(address: str, number: int) -> list[Answer]:
    """All uploads begun at once."""
    files = {"good": faulty_docx(), "long": too_many_lines(), "no report": b"\0\1\2" * 5000}
    return await asyncio.gather(
        *(_upload(address, index, KINDS[index % len(KINDS)], files) for index in range(number))
    )


async def _upload(address: str, index: int, kind: str, files: dict[str, bytes]) -> Answer:
    own = f"127.0.{1 + index // 250}.{1 + index % 250}" if sys.platform == "linux" else None
    transport = httpx.AsyncHTTPTransport(verify=False, local_address=own)  # certificates take long to load
    async with httpx.AsyncClient(transport=transport, timeout=180) as client:
        await asyncio.sleep(0.2)  # until all clients are made
        start = time.monotonic()
        try:
            if kind == "trickle":
                told = {"content-type": "text/plain"}
                answer = await client.post(f"{address}/api/check", content=_trickle(), headers=told)
            else:
                name = {"good": "年报.docx", "long": "年报.pdf", "no report": "年报.doc"}[kind]
                answer = await client.post(f"{address}/api/check", files={"files": (name, files[kind])})
            status = answer.status_code
        except httpx.TransportError:  # cut off in the middle of what it sends
            status = 408
    return Answer(kind, status, time.monotonic() - start)


async def _trickle() -> AsyncIterator[bytes]:
    for _ in range(300):
        yield b"-"
        await asyncio.sleep(0.2)


def _afterwards(address: str) -> str:
    start = time.monotonic()
    answer = httpx.post(f"{address}/api/check", files={"files": ("年报.docx", faulty_docx())}, timeout=120)
    return f"{answer.status_code} in {time.monotonic() - start:.1f} s"


def _row(number: int, answers: list[Answer], afterwards: str) -> str:
    good = [answer for answer in answers if answer.kind == "good"]
    answered = [answer.seconds for answer in good if answer.status == 200]
    refused = [answer.seconds for answer in good if answer.status == 503]
    others = sorted({answer.status for answer in good} - {200, 503})
    told = f"{len(refused)}" + (f" and {others}" if others else "")
    slowest = [f"{max(times, default=0):.1f} s" for times in (answered, refused)]
    late = sum(answer.seconds > LONGEST for answer in good)
    shown = f"**{slowest[0]}**" + (f" ({late} of {len(good)} over {LONGEST:g} s)" if late else "")
    return f"| {number} | {len(good)} | {len(answered)} | {told} | {shown} | {slowest[1]} | {afterwards} |"


if __name__ == "__main__":
    main()
