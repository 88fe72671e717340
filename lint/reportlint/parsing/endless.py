"""Text that is no prose because a sentence in it has no end: it is not judged, and that is said."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.model.report import LONGEST_SENTENCE, Remark, Report
from reportlint.model.wording import Text


def endless_text(report: Report) -> Iterator[Remark]:
    """A remark for each paragraph that the rules on prose pass over; searching it would take too long."""
    for paragraph in report.endless():
        told = "".join(paragraph.text[:10].split())
        yield Remark(
            "report",
            Text(
                f"以“{told}”开头的一段里，连着{LONGEST_SENTENCE:,}多个字没有句号，不像正文，这一段没有核对；请断句或者删去，再检查",
                f"the paragraph that begins with “{told}” has more than {LONGEST_SENTENCE:,} characters "
                "without a full stop, which is no prose; it was not checked: add full stops or take it out",
            ),
            paragraph.place,
        )
