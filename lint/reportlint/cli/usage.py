"""What is said on standard error when the command cannot do what was asked: one sentence, Chinese first."""

from __future__ import annotations

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


def complain(words: Text, lang: str) -> int:
    """Tells the words on standard error, in both languages unless one was asked for; returns the exit code."""
    lines = []
    if lang != "en":
        lines.append(f"错误：{harmless(words.zh)}")
    if lang != "zh":
        lines.append(f"Error: {harmless(words.en)}")
    sys.stderr.write("\n".join(lines) + "\n")
    return FAILED


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
        return Text(f"命令后面多写了词，或者写得不对，用 --help 看用法（{english}）", english)
    if hasattr(error, "param_type"):
        return Text(f"没有写 {_name(error)}，用 --help 看用法", english)
    return Text(f"{_name(error)} 的值写得不对，用 --help 看用法", english)


def _has_value(option: str, arguments: Sequence[str]) -> bool:
    return any(argument.startswith(f"{option}=") for argument in arguments)


def _name(error: Any) -> str:
    """What the user calls the parameter: --format, or the argument's name."""
    options = [name for name in getattr(error.param, "opts", ()) if name.startswith("--")]
    return options[0] if options else str(getattr(error.param, "metavar", None) or error.param.name)
