"""The options of the commands, each said once, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import typer

from reportlint.model.numbers import chinese_number
from reportlint.model.wording import Text
from reportlint.render import FORMATS, is_format

FIRST_YEAR, LAST_YEAR = 2008, 2099
"""Annual reports are due since the Regulation of 2007 came into force."""


class BadValue(typer.BadParameter):
    """An option's value that cannot be used; `words` say what it has to be."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def _year(text: str) -> int:
    told = text.strip().removesuffix("年")
    year = int(told[:5]) if told.isdecimal() else chinese_number(told)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue(
            Text(
                f"应是 {FIRST_YEAR} 至 {LAST_YEAR} 的年份", f"must be a year from {FIRST_YEAR} to {LAST_YEAR}"
            )
        )
    return year


def _number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise BadValue(Text("应是 1 以上的整数", "must be a whole number from 1 on"))
    return int(text)


def _megabytes(text: str) -> float:
    try:
        size = float(text)
    except ValueError:
        size = 0.0
    if not 0 < size <= 100_000:
        raise BadValue(Text("应是大于 0 的数，单位是 MB", "must be a number of megabytes above 0"))
    return size


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValue(Text("应是一个日期，如 2025-02-28", "must be a date such as 2025-02-28")) from None


def _option(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, show_default=False, **more)


_MANY = 6
"""From so many choices on their list must break between lines."""


def _choice(
    *names: str, choices: tuple[str, ...], help: str, known: Callable[[str], bool] | None = None
) -> Any:
    """An option that takes one of a few words, which are completed by the shell and listed in the help.

    What is none of them is taken too where `known` says so.
    """
    listed = ("|" if len(choices) < _MANY else " | ").join(choices)

    def complete(incomplete: str) -> list[str]:
        return [choice for choice in choices if choice.startswith(incomplete)]

    return _option(
        *names,
        metavar="WORD",
        help=f"{help} ({listed})",
        parser=_one_of(choices, known or choices.__contains__),
        autocompletion=complete,
    )


def _one_of(choices: tuple[str, ...], known: Callable[[str], bool]) -> Callable[[str], str]:
    def word(text: str) -> str:
        if not known(text):
            raise BadValue(Text(f"只能是 {'、'.join(choices)}", f"must be one of {', '.join(choices)}"))
        return text

    return word


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH", help="文件、文件夹、通配符或 - （标准输入） / files, folders, globs, or - for stdin"
    ),
]
Marked = Annotated[
    str, typer.Argument(metavar="FILE", help="报告文件，或 - （标准输入） / the report, or - for stdin")
]
Mended = Annotated[str, typer.Argument(metavar="FILE", help="报告文件：.txt .md .docx / the report")]
MarkedOutput = Annotated[
    str | None,
    _option("--output", "-o", metavar="FILE", help="写进这个文件，默认 年报.批注.docx / the file to write"),
]
Write = Annotated[
    bool, _option("--write", help="写进文件，原文件留作 .bak / write the file, the old one becomes .bak")
]
Diff = Annotated[bool, _option("--diff", help="看改动前后 / show the lines before and after")]
Unsafe = Annotated[
    bool, _option("--unsafe", help="没填的格也填 0，填完要人核对 / fill cells left blank with 0 too")
]
Format = Annotated[
    str | None,
    _choice("--format", "-f", choices=FORMATS, known=is_format, help="输出格式，默认 text / output format"),
]
ParseFormat = Annotated[
    str | None, _choice("--format", "-f", choices=("json", "csv"), help="输出格式，默认 json / output format")
]
Output = Annotated[
    str | None, _option("--output", "-o", metavar="FILE", help="结果写进文件 / write the result to a file")
]
Select = Annotated[
    list[str] | None,
    _option("--select", metavar="CODES", help="只查这些规则，如 A301,T2 / check only these rules"),
]
Ignore = Annotated[
    list[str] | None, _option("--ignore", metavar="CODES", help="不查这些规则 / leave these rules out")
]
FailOn = Annotated[
    str | None,
    _choice(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        help="有这一级以上的问题时退出码为 1，默认 error / exit 1 from this severity on",
    ),
]
Edition = Annotated[
    str | None,
    _option("--edition", metavar="YEAR", help="按哪一年的格式检查，默认 auto / the form to judge by"),
]
Year = Annotated[
    int | None,
    _option(
        "--year",
        metavar="YEAR",
        parser=_year,
        help="报告年度，代替报告里写的 / the report year, if not as told",
    ),
]
RoundYear = Annotated[
    int | None,
    _option(
        "--year",
        metavar="YEAR",
        parser=_year,
        help="这一轮的报告年度，默认最近一年；往年的只作对照 / the round's report year, if not the newest",
    ),
]
Unit = Annotated[
    str | None,
    _option("--unit", metavar="NAME", help="报告单位，代替报告里写的 / the reporting unit, if not as told"),
]
NewUnit = Annotated[
    str | None, _option("--unit", metavar="NAME", help="报告单位的全称 / the unit's full name")
]
NewYear = Annotated[
    int | None,
    _option("--year", metavar="YEAR", parser=_year, help="报告年度 / the year reported on"),
]
NewFrom = Annotated[
    str | None,
    _option(
        "--from",
        metavar="FILE",
        help="上年的报告：填好上年结转、现行有效 / last year's report, to go on from",
    ),
]
NewOutput = Annotated[
    str,
    _option("--output", "-o", metavar="FILE", help="写进这个文件：.docx .txt .html / the file to write"),
]
Force = Annotated[bool, _option("--force", help="覆盖已有的文件 / overwrite the file")]
Prior = Annotated[
    str | None,
    _option(
        "--prior",
        metavar="FILE",
        help="同一单位上一年的报告，两年对照 / last year's report, to compare",
    ),
]
NoPairs = Annotated[
    bool,
    _option(
        "--no-pairs",
        help="同一单位相邻两年的报告不互相对照 / do not compare reports of consecutive years",
    ),
]
Rules = Annotated[
    list[str] | None,
    _option(
        "--rules",
        metavar="PATH",
        help="另加自己的规则、格式：文件或文件夹，可重复 / rules and forms of your own, repeatable",
    ),
]
Config = Annotated[
    str | None,
    _option(
        "--config", metavar="FILE", help="配置文件，默认找最近的 / the configuration, if not the nearest"
    ),
]
Waivers = Annotated[
    str | None,
    _option(
        "--waivers",
        metavar="FILE",
        help="豁免文件，默认找最近的 .reportlint-waivers.yaml / the waivers, if not the nearest",
    ),
]
BaselineOutput = Annotated[
    str | None,
    _option(
        "--output",
        "-o",
        metavar="FILE",
        help="写进这个文件，默认 .reportlint-waivers.yaml / the file to write",
    ),
]
Lang = Annotated[
    str | None, _choice("--lang", choices=("zh", "en"), help="消息的语言，默认 zh / the language of messages")
]
MaxSize = Annotated[
    float | None,
    _option(
        "--max-size",
        metavar="MB",
        parser=_megabytes,
        help="文件大小上限，默认 50 / size limit, 50 by default",
    ),
]
StdinName = Annotated[
    str | None,
    _option(
        "--stdin-filename", metavar="NAME", help="标准输入算作哪个文件 / the name of what comes by stdin"
    ),
]
Colour = Annotated[
    str, _choice("--color", choices=("auto", "always", "never"), help="颜色，默认 auto / colours")
]
Everything = Annotated[
    bool, _option("--all", help="对不上的合计逐处列出，不归并 / every broken sum on its own")
]
Watch = Annotated[
    bool,
    _option("--watch", help="文件一改就重新检查，Ctrl-C 结束 / check again when a file changes"),
]
Debug = Annotated[bool, _option("--debug", help="程序出错时显示细节 / show traces when the program fails")]
Together = Annotated[
    bool,
    _option(
        "--audit",
        help="放在一起查（同 audit），单位之间的问题也记 / as audit does, with findings across reports",
    ),
]
Previous = Annotated[
    str | None,
    _option(
        "--previous",
        metavar="FILE",
        help="上次检查的结果（--format json），看改了什么 / the last audit's JSON, to tell what was mended",
    ),
]
Units = Annotated[
    str | None, _option("--units", metavar="FILE", help="应报送单位的名单 / the units that owe a report")
]
Jobs = Annotated[
    int | None,
    _option("--jobs", metavar="N", parser=_number, help="同时用几个进程 / so many processes at once"),
]
Scheduler = Annotated[
    str | None, _option("--scheduler", metavar="ADDRESS", help="Dask 集群 / a Dask cluster")
]
CacheDir = Annotated[
    str | None, _option("--cache-dir", metavar="DIR", help="缓存放在这个文件夹 / the folder of the cache")
]
NoCache = Annotated[bool, _option("--no-cache", help="不用缓存 / without the cache")]
Xlsx = Annotated[
    str | None, _option("--xlsx", metavar="FILE", help="总表：图表、明细、各单位 / a workbook of everything")
]
Html = Annotated[
    str | None,
    _option("--html", metavar="FILE", help="网页：热力图、排名、错格 / a page to look at, without a network"),
]
Notices = Annotated[
    str | None,
    _option(
        "--notices", metavar="DIR", help="每个单位一份整改通知书 / a notice for each unit, in a new folder"
    ),
]
NoticeTemplate = Annotated[
    str | None,
    _option("--notice-template", metavar="FILE", help="自己的通知书模板 .docx / a template of your own"),
]
Deadline = Annotated[
    date | None,
    _option(
        "--deadline",
        metavar="DATE",
        parser=_date,
        help="整改期限，如 2025-02-28；不写为收到后10个工作日 / until when, if not 10 working days",
    ),
]
Csv = Annotated[
    str | None, _option("--csv", metavar="FILE", help="全部报告的全部格，每格一行 / all cells of all reports")
]
Parquet = Annotated[
    str | None, _option("--parquet", metavar="FILE", help="同 --csv，Parquet 格式 / the same as Parquet")
]

Totals = Annotated[
    str | None,
    _option("--totals", metavar="FILE", help="各单位数据汇总：.xlsx 或 .docx / the sums over the units"),
]
Brief = Annotated[
    str | None,
    _option("--brief", metavar="FILE", help="检查情况通报，一两页 .docx / a circular of one or two pages"),
]


def codes(given: list[str] | None) -> tuple[str, ...] | None:
    """The codes of repeated, comma-separated lists; None where the option is not given."""
    if not given:
        return None
    return tuple(code.strip() for part in given for code in part.split(","))


def files(given: list[str] | None) -> tuple[str, ...] | None:
    """The files of a repeated option; None where it is not given."""
    return tuple(given) if given else None
