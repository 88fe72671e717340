"""What the command line asks for, and what it makes together with the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

from reportlint.app.api import MAX_BYTES, Settings, rules_in_force
from reportlint.app.config import Config
from reportlint.model.wording import Language

_MEBIBYTE = 1 << 20
_ABOUT_RULES = ("select", "ignore", "severity", "parameters")


class Wishes(NamedTuple):
    """What the command line asks for, before the configuration fills the gaps; None means not asked."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    rules: tuple[str, ...] | None = None
    edition: str | None = None
    year: int | None = None
    unit: str | None = None
    lang: str | None = None
    max_size: float | None = None
    everything: bool = False


def settings(wishes: Wishes, config: Config) -> Settings:
    """The settings of a run: the command line wins over the configuration.

    Raises ConfigError for rules of the configuration that do not exist and for parameters that a rule
    cannot have.
    """
    made = unproven_settings(wishes, config)
    if any(config.get(key) for key in _ABOUT_RULES):
        _check_rules(made, wishes, config)
    return made


def unproven_settings(wishes: Wishes, config: Config) -> Settings:
    """The settings as `settings` has them; whether the rules that they name exist is not looked at."""
    select = wishes.select if wishes.select is not None else tuple(config.get("select") or ())
    megabytes = _first(wishes.max_size, config.get("max-size-mb"))
    return Settings(
        select=select,
        ignore=wishes.ignore if wishes.ignore is not None else tuple(config.get("ignore") or ()),
        severities=tuple(_severities(config, wishes.select or ())),
        rule_files=config.rule_files() if wishes.rules is None else tuple(map(Path, wishes.rules)),
        parameters=config.get("parameters") or {},
        edition=cast(Any, _first(wishes.edition, config.get("edition"), "auto")),
        year=_first(wishes.year, config.get("year")),
        unit=_first(wishes.unit, config.get("unit")),
        max_bytes=MAX_BYTES if megabytes is None else max(int(megabytes * _MEBIBYTE), 1),
        everything=wishes.everything,
    )


def language(wishes: Wishes, config: Config) -> Language:
    """The language that the user is told everything in."""
    return cast(Language, _first(wishes.lang, config.get("lang"), "zh"))


def _check_rules(made: Settings, wishes: Wishes, config: Config) -> None:
    from reportlint.engine.loading import ParameterError
    from reportlint.engine.rules import UnknownRule

    try:
        rules_in_force(made)
    except ParameterError as fault:
        raise config.error(("parameters", *fault.keys), fault.words) from fault
    except UnknownRule as fault:
        asked_for = (*(wishes.select or ()), *(wishes.ignore or ()))
        keys = None if fault.word in asked_for else _keys_of(fault.word, config)
        if keys is None:
            raise
        raise config.error(keys, fault.words) from fault


def _keys_of(word: str, config: Config) -> tuple[str | int, ...] | None:
    """The keys that lead to where the configuration names this rule."""
    return next((keys for keys, named in _rules_named(config) if named.strip() == word), None)


def _rules_named(config: Config) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key in ("select", "ignore"):
        yield from (((key, index), word) for index, word in enumerate(config.get(key) or ()))
    yield from ((("severity", word), word) for word in config.get("severity") or ())


def _severities(config: Config, selected: tuple[str, ...]) -> list[tuple[str, Any]]:
    """The severities configured; `off` gives way to a rule that the command line selects."""
    given = (config.get("severity") or {}).items()
    asked_for = tuple(code.upper() for code in selected)
    return [(code, level) for code, level in given if level != "off" or code.upper() not in asked_for]


def _first(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)
