"""Notices to put reports right (整改通知书), one Word file for each unit."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.app.own_outputs import NOTICE
from reportlint.audit.notices.content import Sender, notices
from reportlint.audit.notices.names import Names
from reportlint.audit.notices.paper import Paper
from reportlint.audit.outcome import Audit
from reportlint.audit.tallies import by_unit
from reportlint.model.wording import Text

_WRITING = Text("写整改通知书", "writing notices")


def notice_files(audit: Audit, *, sender: Sender, paper: Paper) -> Iterator[tuple[str, bytes]]:
    """The files by name, one at a time; for each unit with errors or warnings, a missing or an unreadable report.

    What the user waived is in no notice, and suggestions stand at the end of one that there is anyway.
    """
    names = Names(NOTICE, ".docx")
    for name, notice in notices(audit, audit.watched(_WRITING, by_unit(audit)), sender):
        yield names.next(name), paper.print(notice)
