"""What is said on standard error when the command cannot do what was asked: one sentence, in one language."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any

from reportlint.cli.options import BadValue
from reportlint.model.wording import Text
from reportlint.render.plain import harmless

INTERRUPTED = 130
"""Ctrl-C."""
FAILED = 2
"""The exit code for everything that could not be done."""


def wanted_language(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, found before they are parsed; "" where they do not say."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if argument in ("--lang=en", "--lang=zh"):
            return argument[-2:]
        if argument == "--lang":
            return following
    return ""


def asking(arguments: Sequence[str]) -> list[str]:
    """The arguments; where help is asked for, without the language it is to be in, which not every command takes."""
    if not {"--help", "-h"} & {*arguments}:
        return list(arguments)
    pairs = zip(["", *arguments], arguments, strict=False)
    return [word for before, word in pairs if before != "--lang" and not word.startswith("--lang")]


def complain(words: Text, lang: str) -> int:
    """Tells the words on standard error, in Chinese unless English was asked for or is all that can be shown there;
    returns the exit code.
    """
    english = lang == "en" or not _shows_chinese(sys.stderr.encoding)
    lead, said = ("Error: ", words.en) if english else ("错误：", words.zh)
    sys.stderr.write(f"{lead}{harmless(said)}\n")
    return FAILED


def _shows_chinese(encoding: str | None) -> bool:
    try:
        return bool("错".encode(encoding or "ascii"))
    except (UnicodeEncodeError, LookupError):
        return False


def complain_of_bug(error: Exception, lang: str, *, debug: bool) -> int:
    """Tells of a fault in the program itself; the trace only when it was asked for."""
    if debug:
        import traceback

        traceback.print_exception(error)
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    return complain(
        Text(
            f"程序出错（{reason}），请加 --debug 再运行一次，把输出发给维护者",
            f"the program failed ({reason}); run again with --debug and send the output to the maintainers",
        ),
        lang,
    )


def broken_output(option: str, path: str, error: Exception) -> Text:
    """That an output could not be written, or broke down; the log has the trace."""
    import logging

    logging.getLogger("reportlint").debug("writing %s failed", path, exc_info=error)
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    words = getattr(error, "words", None)
    if not isinstance(words, Text):
        words = Text(
            f"程序出错（{reason}），请加 --debug 再运行一次，把输出发给维护者",
            f"the program failed ({reason}); run again with --debug and send the output to the maintainers",
        )
    return Text(
        f"错误：--{option} {path} 没有写成：{words.zh}",
        f"Error: --{option} {path} was not written: {words.en}",
    ).each(harmless)


def is_about_usage(error: Exception) -> bool:
    """Whether the error is about the command line: these, and only these, bring a message for the user."""
    return callable(getattr(error, "format_message", None))


def words_of(error: Any, arguments: Sequence[str]) -> Text:
    """One sentence for an error about the command line, in our own words where what it concerns is known.

    What it concerns is told by what the error carries: an option with others like it, an option, or a parameter.
    """
    english = " ".join(error.format_message().split()).rstrip(".")
    option = getattr(error, "option_name", None)
    if option and hasattr(error, "possibilities"):
        near = sorted(error.possibilities or ())
        return Text(
            f"没有 {option} 这个选项" + (f"，是不是 {'、'.join(near)}？" if near else ""),
            f"No such option: {option}" + (f" (did you mean {', '.join(near)}?)" if near else ""),
        )
    if option:
        told = "不带值，去掉后面的值" if _has_value(option, arguments) else "后面要写一个值"
        return Text(f"选项 {option} {told}", english)
    if isinstance(error, BadValue):
        return Text(f"{_name(error)} {error.words.zh}", f"{_name(error)} {error.words.en}")
    if getattr(error, "param", None) is None:
        named = re.search(r"\(([^()]*)\)$", english)
        which = f"“{named[1]}”" if named else "词"
        return Text(f"命令后面多写了{which}，或者写得不对，用 --help 看用法", english)
    if hasattr(error, "param_type"):
        return Text(f"没有写{_named(error)}，用 --help 看用法", english)
    return Text(f"{_name(error)} 的值写得不对，用 --help 看用法", english)


def _has_value(option: str, arguments: Sequence[str]) -> bool:
    return any(argument.startswith(f"{option}=") for argument in arguments)


def _named(error: Any) -> str:
    """The parameter as the help names it."""
    from reportlint.cli.helping import value_name

    name = _name(error)
    return f" {name}" if name.startswith("-") else value_name(error.param, "zh")


def _name(error: Any) -> str:
    """What the user calls the parameter: --format, or the argument's name."""
    options = [name for name in getattr(error.param, "opts", ()) if name.startswith("--")]
    return options[0] if options else str(getattr(error.param, "metavar", None) or error.param.name)
