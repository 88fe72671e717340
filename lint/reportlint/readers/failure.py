"""What a reader raises when a file cannot be read, and what is said where the program itself breaks down on one."""

from __future__ import annotations

from reportlint.model.wording import Text


class ReadFailure(Exception):
    """A file that cannot be read; `words` is one sentence that says why and what to do."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def crashed(error: Exception, name: str) -> Text:
    """That the program fails on this file; the log gets the trace."""
    import logging

    logging.getLogger("reportlint").debug("reading %s failed", name, exc_info=error)
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    return Text(
        f"读这个文件时程序出错（{reason}），请加 --debug 再运行一次，把输出发给维护者",
        f"the program failed on this file ({reason}); run again with --debug and send the output to the maintainers",
    )
