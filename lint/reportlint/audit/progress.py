"""How far the audit is, on a terminal: a bar with rate and remaining time; elsewhere nothing."""

from __future__ import annotations

import sys
from typing import Any, Protocol

from reportlint.model.wording import Text


class Progress(Protocol):
    """What shows how far the audit is."""

    def stage(self, name: Text, total: int) -> None:
        """The next stage begins, with `total` things to do."""
        ...

    def advance(self) -> None:
        """One more is done."""
        ...

    def tick(self) -> None:
        """Still at work."""
        ...

    def close(self) -> None:
        """No more to come."""
        ...


class Silent:
    """Shows nothing."""

    def stage(self, name: Text, total: int) -> None:
        """Nothing is shown."""

    def advance(self) -> None:
        """Nothing is shown."""

    def tick(self) -> None:
        """Nothing is shown."""

    def close(self) -> None:
        """Nothing is shown."""


class Bar:
    """A bar on standard error. It is drawn by hand, since processes are copied while no other thread runs."""

    def __init__(self, lang: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Rich

        self._lang = lang
        self._progress: Any = Rich(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn(Text("剩余", "left").of(lang)),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
            auto_refresh=False,
            transient=True,
        )
        self._task: Any = None
        self._drawn = 0.0

    def stage(self, name: Text, total: int) -> None:
        """Begins a bar of its own in place of the last; after `close` there is a bar again."""
        self._progress.start()
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(name.of(self._lang), total=total, rate="")
        self._draw()

    def advance(self) -> None:
        """Moves the bar."""
        self._progress.advance(self._task)
        self.tick()

    def tick(self) -> None:
        """Draws anew, ten times a second at most."""
        from time import monotonic

        now = monotonic()
        if self._task is not None and now - self._drawn > 0.1:
            self._drawn = now
            self._draw()

    def close(self) -> None:
        """Takes the bar away."""
        self._progress.stop()
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None

    def _draw(self) -> None:
        speed = next(task.speed for task in self._progress.tasks if task.id == self._task)
        rate = Text(f"每秒 {speed:.1f} 个", f"{speed:.1f}/s").of(self._lang) if speed else ""
        self._progress.update(self._task, rate=rate)
        self._progress.refresh()


def progress_for(lang: str) -> Progress:
    """A bar where standard error is a terminal, else silence."""
    return Bar(lang) if sys.stderr is not None and sys.stderr.isatty() else Silent()
