"""A report that is to be marked or mended, checked first; one that could not be checked is refused."""

from __future__ import annotations

from msgspec.structs import replace

from reportlint.app.api import Settings, check_bytes
from reportlint.marking.failure import MarkFailure
from reportlint.model.diagnostic import Result
from reportlint.model.report import Report
from reportlint.model.wording import NO_WORDS


def checked(
    data: bytes, *, name: str, path: str | None = None, settings: Settings, prior: Report | None = None
) -> Result:
    """The result with the report that was judged. Parameters as for `check_bytes`.

    Raises MarkFailure for a file that is no report or cannot be read, and RuleError.
    """
    asked = replace(settings, keep_content=True)
    result = check_bytes(data, name=name, path=path, settings=asked, prior=prior)
    if result.status == "unreadable":
        raise MarkFailure(result.error or NO_WORDS)
    return result
