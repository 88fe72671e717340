"""The commands: each takes its options and hands them on; whatever is heavy is imported when it runs."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from reportlint.cli import options as opt
from reportlint.cli.helping import BEGINNING, OneLanguage
from reportlint.cli.own_file import annotate, fix
from reportlint.cli.service import serve
from reportlint.cli.values import PlainValues
from reportlint.model.wording import Text

DEFAULT_COMMAND = "check"


class Command(OneLanguage, PlainValues, TyperCommand):
    """One command."""


class Commands(OneLanguage, PlainValues, TyperGroup):
    """Takes `reportlint FILE…` for `reportlint check FILE…`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts the default command before what is no command and no option of the program itself."""
        if not args and not ctx.resilient_parsing:
            print(BEGINNING.zh, end="")
            raise typer.Exit(2)
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        if args and args[0] not in self.commands and args[0].split("=")[0] not in own:
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=Commands,
    help="检查政府信息公开工作年度报告；reportlint 年报.txt 与 reportlint check 年报.txt 相同。"
    "Checks annual reports on government information disclosure; reportlint FILE is reportlint check FILE.",
    context_settings={"help_option_names": ["--help", "-h"]},
    pretty_exceptions_enable=False,
)


def command() -> Any:
    """The whole command, ready to run."""
    return typer.main.get_command(app)


def _version(wanted: bool) -> None:
    if wanted:
        from reportlint.data.about import version_line

        print(version_line())
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="显示版本、提交和规则版本。Show version, commit, rules.",
        ),
    ] = False,
) -> None:
    """The options of the program itself."""


@app.command(cls=Command)
def check(
    paths: opt.Paths,
    format: opt.Format = None,
    output: opt.Output = None,
    select: opt.Select = None,
    ignore: opt.Ignore = None,
    fail_on: opt.FailOn = None,
    edition: opt.Edition = None,
    year: opt.Year = None,
    unit: opt.Unit = None,
    prior: opt.Prior = None,
    no_pairs: opt.NoPairs = False,
    rules: opt.Rules = None,
    waivers: opt.Waivers = None,
    config: opt.Config = None,
    lang: opt.Lang = None,
    max_size: opt.MaxSize = None,
    stdin_filename: opt.StdinName = None,
    everything: opt.Everything = False,
    watch: opt.Watch = False,
    jobs: opt.Jobs = None,
    color: opt.Colour = "auto",
    debug: opt.Debug = False,
) -> None:
    """检查年报。Checks reports."""
    from reportlint.cli import checking
    from reportlint.cli.wishes import Wishes

    wishes = Wishes(
        select=opt.codes(select),
        ignore=opt.codes(ignore),
        rules=opt.files(rules),
        edition=edition,
        year=year,
        unit=unit,
        lang=lang,
        max_size=max_size,
        everything=everything,
    )
    manner = checking.Manner(
        format=format,
        output=output,
        fail_on=fail_on,
        colour=color,
        stdin_name=stdin_filename,
        debug=debug,
        waivers=waivers,
        jobs=jobs,
        pairs=not no_pairs,
    )
    if watch:
        from reportlint.cli import watching

        raise typer.Exit(watching.watch(paths, wishes, manner, config=config, prior=prior))
    raise typer.Exit(checking.check(paths, wishes, manner, config=config, prior=prior))


@app.command(cls=Command)
def baseline(
    paths: opt.Paths,
    output: opt.BaselineOutput = None,
    select: opt.Select = None,
    ignore: opt.Ignore = None,
    edition: opt.Edition = None,
    year: opt.Year = None,
    unit: opt.Unit = None,
    prior: opt.Prior = None,
    rules: opt.Rules = None,
    config: opt.Config = None,
    lang: opt.Lang = None,
    max_size: opt.MaxSize = None,
    together: opt.Together = False,
    units: opt.Units = None,
    force: opt.Force = False,
    debug: opt.Debug = False,
) -> None:
    """把现有的问题记为豁免，今后只报新的。Writes today's findings as waivers."""
    from reportlint.cli import waiving
    from reportlint.cli.wishes import Wishes

    wishes = Wishes(
        select=opt.codes(select),
        ignore=opt.codes(ignore),
        rules=opt.files(rules),
        edition=edition,
        year=year,
        unit=unit,
        lang=lang,
        max_size=max_size,
    )
    code = waiving.baseline(
        paths,
        wishes,
        output=output,
        config=config,
        prior=prior,
        force=force,
        debug=debug,
        together=together,
        units=units,
    )
    raise typer.Exit(code)


for _command in (annotate, fix, serve):
    app.command(cls=Command)(_command)


@app.command(cls=Command)
def audit(
    paths: opt.Paths,
    format: opt.Format = None,
    output: opt.Output = None,
    select: opt.Select = None,
    ignore: opt.Ignore = None,
    fail_on: opt.FailOn = None,
    units: opt.Units = None,
    year: opt.RoundYear = None,
    previous: opt.Previous = None,
    xlsx: opt.Xlsx = None,
    html: opt.Html = None,
    notices: opt.Notices = None,
    notice_template: opt.NoticeTemplate = None,
    deadline: opt.Deadline = None,
    csv: opt.Csv = None,
    parquet: opt.Parquet = None,
    totals: opt.Totals = None,
    brief: opt.Brief = None,
    jobs: opt.Jobs = None,
    scheduler: opt.Scheduler = None,
    no_cache: opt.NoCache = False,
    cache_dir: opt.CacheDir = None,
    waivers: opt.Waivers = None,
    edition: opt.Edition = None,
    rules: opt.Rules = None,
    config: opt.Config = None,
    lang: opt.Lang = None,
    max_size: opt.MaxSize = None,
    debug: opt.Debug = False,
) -> None:
    """检查一批年报。Audits many reports together."""
    from reportlint.cli import auditing
    from reportlint.cli.taking import Wanted
    from reportlint.cli.wishes import Wishes

    wishes = Wishes(
        select=opt.codes(select),
        ignore=opt.codes(ignore),
        rules=opt.files(rules),
        edition=edition,
        lang=lang,
        max_size=max_size,
    )
    manner = auditing.Manner(
        format,
        output,
        fail_on,
        units,
        year,
        jobs,
        scheduler,
        not no_cache,
        cache_dir,
        waivers,
        debug,
        previous,
    )
    wanted = Wanted(xlsx, html, notices, notice_template, deadline, csv, parquet, totals, brief)
    raise typer.Exit(auditing.audit(paths, wishes, manner, wanted, config=config))


@app.command(name="rules", cls=Command)
def list_rules(
    family: Annotated[
        str | None,
        typer.Option(
            "--family", metavar="F", show_default=False, help="只列这一类，如 A。Only this family, such as A."
        ),
    ] = None,
    test: Annotated[
        list[str] | None,
        typer.Option(
            "--test",
            metavar="FILE",
            show_default=False,
            help="检验规则文件里的例子，可重复。Puts the examples of a rule file to the proof, repeatable.",
        ),
    ] = None,
    kinds: Annotated[
        bool,
        typer.Option(
            "--kinds", show_default=False, help="写规则用：各种检查的手册。The manual of the kinds of check."
        ),
    ] = False,
    lang: opt.Lang = None,
    rules: opt.Rules = None,
    config: opt.Config = None,
) -> None:
    """列出全部规则。Lists the rules."""
    from reportlint.cli import looking
    from reportlint.cli.wishes import Wishes

    if test:
        raise typer.Exit(looking.try_rules(test))
    listed = looking.list_kinds if kinds else looking.list_rules
    listed(family, Wishes(rules=opt.files(rules), lang=lang), config=config)


@app.command(cls=Command)
def explain(
    code: Annotated[
        str | None,
        typer.Argument(metavar="[CODE]", help="规则编号，如 A301。The rule's code, such as A301."),
    ] = None,
    sentence: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="不解释规则，而是逐词说明这句话读出了什么。Tells, word by word, what is read from this sentence.",
        ),
    ] = None,
    lang: opt.Lang = None,
    rules: opt.Rules = None,
    config: opt.Config = None,
) -> None:
    """解释一条规则，或一句话怎么读的。Explains one rule, or how a sentence is read."""
    from reportlint.cli import looking
    from reportlint.cli.wishes import Wishes
    from reportlint.engine.rules import RuleError

    wishes = Wishes(rules=opt.files(rules), lang=lang)
    if sentence is not None and code is None:
        looking.explain_sentence(sentence, wishes, config=config)
    elif code is not None and sentence is None:
        looking.explain(code, wishes, config=config)
    else:
        raise RuleError(
            Text(
                "写一个规则编号，或者写 --sentence 和一句话，只写一样",
                "give a rule's code or --sentence TEXT, one of them",
            )
        )


@app.command(cls=Command)
def parse(
    paths: opt.Paths,
    format: opt.ParseFormat = "json",
    claims: Annotated[
        bool,
        typer.Option(
            "--claims",
            help="逐句说明正文里的数是怎么读的，不写 JSON。Tells how the figures of the prose were read, not JSON.",
        ),
    ] = False,
    output: opt.Output = None,
    edition: opt.Edition = None,
    year: opt.Year = None,
    unit: opt.Unit = None,
    max_size: opt.MaxSize = None,
    stdin_filename: opt.StdinName = None,
    debug: opt.Debug = False,
) -> None:
    """读出年报的内容，不作判断。Shows what was read from reports, unjudged."""
    from reportlint.cli import looking
    from reportlint.cli.wishes import Wishes

    wishes = Wishes(edition=edition, year=year, unit=unit, max_size=max_size)
    code = looking.parse(
        paths,
        wishes,
        format="claims" if claims else format or "json",
        output=output,
        stdin_name=stdin_filename,
        debug=debug,
    )
    raise typer.Exit(code)


@app.command(cls=Command)
def new(
    output: opt.NewOutput,
    unit: opt.NewUnit = None,
    year: opt.NewYear = None,
    prior: opt.NewFrom = None,
    force: opt.Force = False,
) -> None:
    """写一份空白年报。Writes the blank form of a unit and a year."""
    from reportlint.cli.making import new

    new(unit, year, output, prior=prior, force=force)
