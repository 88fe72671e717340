"""The commands on a report's own file, `annotate` and `fix`, with their options."""

from __future__ import annotations

import typer

from reportlint.cli import options as opt


def annotate(
    path: opt.Marked,
    output: opt.MarkedOutput = None,
    force: opt.Force = False,
    select: opt.Select = None,
    ignore: opt.Ignore = None,
    fail_on: opt.FailOn = None,
    edition: opt.Edition = None,
    year: opt.Year = None,
    unit: opt.Unit = None,
    prior: opt.Prior = None,
    rules: opt.Rules = None,
    config: opt.Config = None,
    lang: opt.Lang = None,
    max_size: opt.MaxSize = None,
    everything: opt.Everything = False,
    waivers: opt.Waivers = None,
    debug: opt.Debug = False,
) -> None:
    """把问题批注在原文件里。Writes what was found into a copy of the report."""
    from reportlint.cli import marking
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
    manner = marking.Manner(output=output, force=force, fail_on=fail_on, debug=debug, waivers=waivers)
    raise typer.Exit(marking.annotate(path, wishes, manner, config=config, prior=prior))


def fix(
    path: opt.Mended,
    write: opt.Write = False,
    diff: opt.Diff = False,
    unsafe: opt.Unsafe = False,
    select: opt.Select = None,
    ignore: opt.Ignore = None,
    edition: opt.Edition = None,
    year: opt.Year = None,
    unit: opt.Unit = None,
    rules: opt.Rules = None,
    config: opt.Config = None,
    lang: opt.Lang = None,
    max_size: opt.MaxSize = None,
    debug: opt.Debug = False,
) -> None:
    """改不会改变意思的写法。Mends what cannot change the meaning."""
    from reportlint.cli import fixing
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
    manner = fixing.Manner(write=write, diff=diff, unsafe=unsafe, debug=debug)
    raise typer.Exit(fixing.fix(path, wishes, manner, config=config))
