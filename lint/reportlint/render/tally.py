"""The counts over all files of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlint.model.diagnostic import SEVERITIES, Result, Severity
from reportlint.model.wording import Text
from reportlint.render import words


class Tally:
    """Counts the results that pass through `watch`.

    `findings` has those of unreadable files (E901, E902) too; `told` has not, for such a file is told as one.
    """

    def __init__(self) -> None:
        self.files = self.unreadable = self.partly = self.not_checked = self.crashed = self.waived = 0
        self.findings: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
        self.told: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)

    def watch(self, results: Iterable[Result]) -> Iterator[Result]:
        """The results as they come, counted."""
        for result in results:
            self.add(result)
            yield result

    def add(self, result: Result) -> None:
        """Counts one more file; the list of units of an audit is none, though what was found under it counts."""
        self.files += not result.is_list
        self.unreadable += result.status == "unreadable"
        self.partly += bool(result.unread)
        self.not_checked += len(result.not_checked)
        self.crashed += len(result.crashed)
        self.waived += len(result.waived)
        for diagnostic in result.diagnostics:
            self.findings[diagnostic.severity] += 1
            self.told[diagnostic.severity] += result.status != "unreadable"

    def sentence(self, lang: str) -> str:
        """The counts as one line: 共 3 个文件：2 处错误，1 处警告，0 处提示，1 个文件没能检查."""
        parts = [words.findings(self.told, lang)]
        if self.waived:
            parts.append(words.waived(self.waived, lang))
        if self.unreadable:
            part = Text(f"{self.unreadable} 个文件没能检查", f"{self.unreadable} could not be checked")
            parts.append(part.of(lang))
        if self.partly:
            part = Text(f"{self.partly} 个文件没有读全", f"{self.partly} not read to the end")
            parts.append(part.of(lang))
        if self.not_checked:
            part = Text(f"另有 {self.not_checked} 项没能检查", f"{self.not_checked} checks could not be made")
            parts.append(part.of(lang))
        files = Text(f"共 {self.files} 个文件：", f"{self.files} file{'' if self.files == 1 else 's'}: ")
        return files.of(lang) + words.COMMA.of(lang).join(parts)
