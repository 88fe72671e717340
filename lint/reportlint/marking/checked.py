"""A report that is to be marked or mended, checked first; one that could not be checked is refused."""

from __future__ import annotations

from msgspec.structs import replace

from reportlint.app.api import Settings, check_bytes, parse_bytes, rules_in_force
from reportlint.engine.run import refusal
from reportlint.marking.failure import MarkFailure
from reportlint.model.diagnostic import Result
from reportlint.model.report import Report
from reportlint.model.wording import Text


def checked(
    data: bytes, *, name: str, path: str | None = None, settings: Settings, prior: Report | None = None
) -> Result:
    """The result with the report that was judged. Parameters as for `check_bytes`.

    Raises MarkFailure for a file that is no report, ReadFailure for one that cannot be read, RuleError.
    """
    asked = replace(settings, keep_content=True)
    result = check_bytes(data, name=name, path=path, settings=asked, prior=prior)
    if result.status == "unreadable":
        # The result has the reason in one language; reading once more gives it in both.
        words = refusal(parse_bytes(data, name=name, settings=settings), rules_in_force(settings))
        raise MarkFailure(Text(result.error or "", result.error or "") if words is None else words)
    return result
