"""Prints the lowest allowed version of every dependency, as constraints for pip: python tools/floors.py > floors.txt.

What only the tests need is left out: it may be the newest.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(\[[\w,-]+\])?>=(?P<floor>[\d.]+)")
"""How pyproject.toml states what it needs; what follows, such as a marker, is left to pip."""
OWN = "reportlint["
"""What starts a reference of one extra to others."""


def floors() -> list[str]:
    """`name==version` for every dependency, those of extras included, in the order of pyproject.toml."""
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    stated = [
        *project["dependencies"],
        *(line for extra in extras if extra != "dev" for line in extras[extra]),
    ]
    found = []
    for line in stated:
        if not line.startswith(OWN):
            match = REQUIREMENT.match(line)
            if match is None:
                sys.exit(f"pyproject.toml: {line!r} has no lower bound")
            found.append(f"{match['name']}=={match['floor']}")
    return found


if __name__ == "__main__":
    print("\n".join(floors()))
