"""Where benchmarks put their figures: a marked block of a page in docs/."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"


def put(page: str, mark: str, text: str) -> None:
    """Puts `text` between `<!-- mark -->` and `<!-- /mark -->` in docs/`page`, at the end where there are none yet."""
    path = DOCS / page
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    block = f"{begin}\n{text}\n{end}"
    whole = path.read_text("utf-8") if path.exists() else f"# {path.stem.capitalize()}\n"
    if begin in whole:
        before, rest = whole.split(begin, 1)
        whole = before + block + rest.split(end, 1)[1]
    else:
        whole = f"{whole.rstrip()}\n\n{block}\n"
    path.write_text(whole, encoding="utf-8", newline="\n")
