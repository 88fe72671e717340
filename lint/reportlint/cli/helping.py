"""What --help says: one language, plain lines, from the options' own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reportlint.model.wording import Text

if TYPE_CHECKING:
    from reportlint.render.paper import TextPaper

_APART = re.compile(r" / |(?<=[。\n])(?=[A-Z])")
"""What stands between the Chinese and the English words of an option or a command."""
_CHOICES = re.compile(r" (\([a-z|. ]+\))$")
"""The words that an option takes, behind the words about it."""
_TYPERS: dict[str, Text] = {
    "--help": Text("看这段说明", "show this"),
    "--install-completion": Text("让命令行能按 Tab 键补全", "install completion for the shell"),
    "--show-completion": Text("显示补全用的脚本，可以自己放", "show the script for completion"),
}
"""Words for the options that typer brings itself."""

_VALUES: dict[str, str] = {
    "ADDRESS": "地址",
    "CODE": "编号",
    "CODES": "编号",
    "DATE": "日期",
    "DIR": "文件夹",
    "F": "字母",
    "FILE": "文件",
    "HOST": "地址",
    "NAME": "名称",
    "PATH": "文件",
    "PORT": "端口",
    "TEXT": "一句话",
    "TOKEN": "口令",
    "WORD": "词",
    "YEAR": "年份",
}
"""What stands for a value, in Chinese; what is missing here (MB, N) is the same in both languages."""

_USAGE = Text("用法：", "usage: ")
_COMMANDS = Text("命令", "commands")
_ARGUMENTS = Text("要写的", "arguments")
_OPTIONS = Text("选项", "options")
_OWED = Text("（必须写）", " (needed)")
_OTHER = Text("（English: --lang en）", "(中文：--lang zh)")
BEGINNING = Text(
    "检查一份报告：reportlint 年报.docx\n"
    "在浏览器里看：reportlint serve --open\n"
    "批注在 Word 文件里：reportlint annotate 年报.docx\n",
    "check a report: reportlint report.docx\n"
    "see it in the browser: reportlint serve --open\n"
    "comments in the Word file: reportlint annotate report.docx\n",
)
"""What is said to somebody who gave the command nothing to do."""


class OneLanguage:
    """For a command: its help in the language that was asked for (`obj` of the context), Chinese by default."""

    def get_help(self, ctx: Any) -> str:
        """The whole help."""
        from reportlint.cli import streams
        from reportlint.render import RenderOptions
        from reportlint.render.paper import TextPaper

        lang = "en" if ctx.obj == "en" else "zh"
        return "\n".join(
            _help(self, ctx, TextPaper(RenderOptions(lang=lang, width=streams.terminal_width())))
        )


def _help(command: Any, ctx: Any, paper: TextPaper) -> Iterator[str]:
    parameters = [
        parameter for parameter in command.get_params(ctx) if not getattr(parameter, "hidden", False)
    ]
    arguments = [parameter for parameter in parameters if parameter.param_type_name == "argument"]
    options = [parameter for parameter in parameters if parameter.param_type_name == "option"]
    commands = getattr(command, "commands", {})
    words = [ctx.command_path, *(value_name(parameter, paper.lang) for parameter in arguments)]
    words.append(f"[{(_COMMANDS if commands else _OPTIONS).of(paper.lang)}]")
    yield _USAGE.of(paper.lang) + " ".join(words)
    yield ""
    yield from paper.block(_told(command.help or "", paper.lang))
    listed = {
        _ARGUMENTS: [
            (value_name(parameter, paper.lang), _about(parameter, paper.lang)) for parameter in arguments
        ],
        _COMMANDS: [(name, _told(each.help or "", paper.lang)) for name, each in commands.items()],
        _OPTIONS: [(_name(parameter, paper.lang), _about(parameter, paper.lang)) for parameter in options],
    }
    for head, lines in listed.items():
        if lines:
            yield ""
            yield head.of(paper.lang) + Text("：", ":").of(paper.lang)
            yield from _columns(lines, paper)
    yield ""
    yield _OTHER.of(paper.lang)


def _columns(lines: list[tuple[str, str]], paper: TextPaper) -> Iterator[str]:
    """Names at the left, what is said of them at the right."""
    from reportlint.render.plain import pad, width

    size = max(width(name) for name, _ in lines) + 2
    for name, about in lines:
        yield from paper.block(about, indent=2, hang=size, lead=pad(name, size))


def value_name(parameter: Any, lang: str) -> str:
    """What stands for the value of an option or argument; "" for an option without one."""
    name = str(parameter.metavar or "").strip("[]")
    return _VALUES.get(name, name) if lang != "en" else name


def _name(option: Any, lang: str) -> str:
    """How an option is written: -f, --format 词."""
    return " ".join(filter(None, (", ".join(sorted(option.opts, key=len)), value_name(option, lang))))


def _about(parameter: Any, lang: str) -> str:
    own = next((_TYPERS[name] for name in parameter.opts if name in _TYPERS), None)
    told = own.of(lang) if own is not None and _APART.search(parameter.help or "") is None else ""
    told = told or _told(parameter.help or "", lang)
    return told + (_OWED.of(lang) if parameter.required else "")


def _told(words: str, lang: str) -> str:
    """The words in one language, with the choices that stand behind them."""
    choices = _CHOICES.search(words)
    words = words[: choices.start()] if choices else words
    zh, *en = _APART.split(words.strip(), maxsplit=1)
    told = en[0] if lang == "en" and en else zh.rstrip("。")
    return told.strip() + (Text("：", " ").of(lang) + choices[1][1:-1] if choices else "")
