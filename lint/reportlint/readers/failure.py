"""What a reader raises when a file cannot be read."""

from __future__ import annotations

from reportlint.model.wording import Text


class ReadFailure(Exception):
    """A file that cannot be read; `words` is one sentence that says why and what to do."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words
