"""Finding and reading the waivers' file, with the place of every fault."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from reportlint.app.config import ConfigError
from reportlint.data.files import read_settings
from reportlint.model.fingerprint import Values
from reportlint.model.wording import Text
from reportlint.waivers.waiver import FILENAME, Waiver, Waivers


def find_waivers(
    given: str | None = None, *, beside: Path | None = None, start: Path | None = None
) -> Waivers:
    """The waivers of the file `given`, else of the one nearest to the folder `start` (working folder).

    It is looked for up to the folder of the configuration file `beside`, and there first if that lies
    elsewhere. Without such a file there are no waivers. Raises ConfigError for a file that is missing
    or broken, with its place and in one sentence.
    """
    if given is not None:
        return load_waivers(Path(given))
    here = (start or Path.cwd()).absolute()
    folders = [here, *here.parents]
    if beside is not None:
        last = beside.absolute().parent
        folders = folders[: folders.index(last) + 1] if last in folders else [last, *folders]
    path = next((folder / FILENAME for folder in folders if (folder / FILENAME).is_file()), None)
    return Waivers() if path is None else load_waivers(_short(path))


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def load_waivers(path: Path) -> Waivers:
    """The waivers of one file. Raises ConfigError."""
    try:
        text = read_settings(path)
    except OSError as error:
        words = Text("读不了这个豁免文件，请核对路径和权限", "this file of waivers cannot be read")
        raise ConfigError(str(path), words) from error
    except UnicodeDecodeError as error:
        words = Text("豁免文件不是 UTF-8 编码，请另存为 UTF-8", "this file of waivers is not UTF-8")
        raise ConfigError(str(path), words) from error
    from reportlint.app.config_source import read_yaml

    source = read_yaml(path, text)
    data = {} if source.data is None else source.data
    _check(source, data)
    entries = data.get("waivers") or []
    made = (_waiver(entry, source.position(("waivers", index))) for index, entry in enumerate(entries))
    return Waivers(path, tuple(made))


def _check(source: Any, data: Any) -> None:
    import json

    from reportlint.data.resources import folder
    from reportlint.data.schema_words import find_fault

    _check_days(source, data)
    fault = find_fault(data, json.loads((folder("schemas") / "waivers.schema.json").read_text("utf-8")))
    if fault is not None:
        raise source.error(fault.way, fault.words)


def _check_days(source: Any, data: Any) -> None:
    """Tells a day that does not exist, whatever else is wrong with the entry. Raises ConfigError."""
    entries = data.get("waivers") if isinstance(data, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        day = entry.get("until") if isinstance(entry, dict) else None
        if isinstance(day, str) and _day(day) is None:
            words = Text(
                f"“until”写成了“{day}”，没有这一天，请写成 2025-12-31 这样",
                f"until is {day}, which is no day",
            )
            raise source.error(["waivers", index, "until"], words)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _waiver(entry: Mapping[str, Any], position: tuple[int, int]) -> Waiver:
    values: Values = entry.get("values") or {}
    return Waiver(
        entry["file"],
        entry["code"],
        entry.get("cell"),
        entry.get("text"),
        values,
        entry["reason"],
        _day(entry["until"]) if "until" in entry else None,
        entry.get("times", 1),
        position,
    )
