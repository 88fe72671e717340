"""What is raised when a file cannot be marked or mended."""

from __future__ import annotations

from reportlint.model.wording import Text


class MarkFailure(Exception):
    """A file that marks or fixes cannot be written into; `words` is one sentence that says why and what to do."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words
