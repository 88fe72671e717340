"""What other packages bring by entry points: kinds of check, packs of rules, readers, renderers.

The groups are `reportlint.checks`, `reportlint.rules`, `reportlint.readers` and `reportlint.renderers`. A group is
looked through only where nothing built in has the name, for that takes longer than a usual start of the command.
"""

from __future__ import annotations

from functools import cache


def find_plugin(group: str, name: str) -> object | None:
    """What a package brings under this name, None where none does. Raises whatever its import raises."""
    from importlib.metadata import entry_points

    for point in entry_points(group=group, name=name):
        found: object = point.load()
        return found
    return None


@cache
def plugin_names(group: str) -> tuple[str, ...]:
    """The names that packages bring in this group."""
    from importlib.metadata import entry_points

    return tuple(sorted({point.name for point in entry_points(group=group)}))
