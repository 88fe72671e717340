"""The command `reportlint`: its way in and out, with one sentence for everything that goes wrong."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Sequence

from reportlint.model.wording import Text


def main() -> None:
    """The console script: runs the command and ends the process with its exit code."""
    gc.set_threshold(50_000)  # start-up makes much and drops little
    signal.signal(signal.SIGTERM, _end)
    sys.exit(run(sys.argv[1:]))


def _end(number: int, frame: object) -> None:
    """Whoever is told to end takes along workers and temporary files."""
    sys.exit(128 + number)


def run(arguments: Sequence[str]) -> int:
    """Runs the command with these arguments and returns its exit code; never raises for a user's mistake."""
    import typer

    from reportlint.cli import streams, usage
    from reportlint.cli.app import command
    from reportlint.data.files import forget_inputs

    forget_inputs()
    streams.stand_in_for_closed()
    streams.accept_any_character()
    lang = usage.wanted_language(arguments)
    try:
        code = command().main(
            usage.asking(arguments), prog_name="reportlint", standalone_mode=False, obj=lang
        )
        streams.flush()
    except (KeyboardInterrupt, typer.Abort):
        return usage.INTERRUPTED
    except streams.Closed:
        return usage.FAILED
    except Exception as error:  # whatever it is, the user gets a sentence
        if usage.is_about_usage(error):
            return usage.complain(usage.words_of(error, arguments), lang)
        words = getattr(error, "words", None)
        if isinstance(words, Text):
            return usage.complain(words, lang)
        return usage.complain_of_bug(error, lang, debug="--debug" in arguments)
    return code if isinstance(code, int) else 0
