"""reportlint: checks annual reports on government information disclosure (政府信息公开工作年度报告).

The names below are what other programs may rely on; each is imported when it is first used. docs/api.md shows how.
"""

from importlib import import_module

__version__ = "0.1.0"

_MODULES = {
    "check_bytes": "app.api",
    "check_file": "app.api",
    "check_paths": "app.api",
    "parse_file": "app.api",
    "Settings": "app.api",
    "Result": "model.diagnostic",
    "Diagnostic": "model.diagnostic",
    "Report": "model.report",
    "Kind": "engine.kind",
    "Finding": "engine.kind",
    "ReadFailure": "readers.failure",
    "RuleError": "engine.rules",
}
__all__ = [*_MODULES, "__version__"]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"reportlint.{_MODULES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
