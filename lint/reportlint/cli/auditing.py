"""The command `audit`: many reports judged together, told as one result, and what is taken along written."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from reportlint.app.api import rules_in_force
from reportlint.app.config import Config
from reportlint.app.config_source import load_config
from reportlint.app.inputs import STDIN, left_out_words
from reportlint.audit.outcome import Audit
from reportlint.audit.outputs.points import Weights, scored
from reportlint.audit.outputs.summary import round_words, summary
from reportlint.audit.previous import compared, read_previous, round_sentence
from reportlint.audit.progress import progress_for
from reportlint.audit.run import audit as run
from reportlint.audit.store import usual_cache
from reportlint.cli import streams, waiving
from reportlint.cli.checking import FAILED, exit_code
from reportlint.cli.requests import request_of
from reportlint.cli.taking import Taking, Wanted
from reportlint.cli.usage import INTERRUPTED, broken_output
from reportlint.cli.wishes import Wishes, language, settings
from reportlint.engine.rules import Rule
from reportlint.model.diagnostic import Result
from reportlint.model.wording import Text, visible
from reportlint.render import SHOW_CONTENT, RenderOptions, renderer
from reportlint.render.plain import harmless
from reportlint.render.tally import Tally


class AuditError(Exception):
    """The audit cannot be made as it was asked for; `words` is one sentence."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class Manner(NamedTuple):
    """How the audit is to be made; None means not asked."""

    format: str | None
    output: str | None
    fail_on: str | None
    units: str | None
    year: int | None
    jobs: int | None
    scheduler: str | None
    cached: bool
    cache_folder: str | None
    waivers: str | None
    debug: bool
    previous: str | None = None


def audit(paths: Sequence[str], wishes: Wishes, manner: Manner, wanted: Wanted, *, config: str | None) -> int:
    """Audits the paths, writes the result and what is wanted besides, returns the exit code.

    An audit that Ctrl-C ended writes what was done by then; its exit code says so.
    """
    if manner.debug:
        streams.show_traces()
    if STDIN in paths:
        raise AuditError(_NO_STDIN)
    found = load_config(config)
    # What a report says of itself is what tells the units apart: one name for all would make them one.
    chosen = replace(settings(wishes, found), unit=None, year=None)
    lang = language(wishes, found)
    in_force = rules_in_force(chosen)
    rules = tuple(in_force)
    previous = (
        None
        if manner.previous is None
        else read_previous(manner.previous, aliases=found.get("aliases") or {})
    )
    streams.make_sure([manner.output, *wanted.files().values()], paths)
    weights = _weights(found, rules)
    taking = Taking(wanted, found, today=date.today(), besides=manner.output)
    waivers = waiving.find(manner.waivers, found, rule_files=chosen.rule_files)
    request, remarks = request_of(
        paths,
        chosen,
        found,
        units=manner.units,
        year=manner.year,
        jobs=manner.jobs,
        scheduler=manner.scheduler,
        cache=Path(manner.cache_folder or usual_cache()) if manner.cached else None,
        waive=waivers.for_one(),
    )
    for said in remarks:
        print(harmless(said.of(lang)), file=sys.stderr)
    fail_on = manner.fail_on or found.get("fail-on") or "error"
    options = RenderOptions(
        lang=lang,
        colour=streams.wants_colour("auto", to_file=manner.output is not None),
        width=streams.terminal_width(),
        rules=rules,
        fail_on=fail_on,
        rules_version=in_force.version,
        handbook=found.get("handbook") or "",
    )
    tally = Tally()
    with run(request, progress=progress_for(lang)) as audited:
        done = audited if previous is None else compared(audited, previous)
        if weights is not None:
            done = scored(done, weights, rules)
        broken = _write(done, options, manner, tally, lang)
        for said in taking.write(done, rules=rules, lang=lang):
            print(said.of(lang), file=sys.stderr)
        print(round_words(done.batch["round"]).of(lang), file=sys.stderr)
        if previous is not None:
            print(harmless(round_sentence(done.batch["previous"]).of(lang)), file=sys.stderr)
        print(tally.sentence(lang), file=sys.stderr)
        for said in _left_out(done):
            print(harmless(said.of(lang)), file=sys.stderr)
        waivers.tell(lang)
        if done.record.interrupted:
            print(_stopped(done).of(lang), file=sys.stderr)
            return INTERRUPTED
    return FAILED if broken or taking.broken else exit_code(tally, fail_on)


def _weights(found: Config, rules: Sequence[Rule]) -> Weights | None:
    """The weights of the configuration; None where it has none. Raises ConfigError for a rule that is not there."""
    given = found.get("points")
    if given is None:
        return None
    known = {name for rule in rules for name in (rule.code, rule.name)}
    for key in given.get("rules") or {}:
        if key not in known:
            words = Text(f"没有“{key}”这条规则，或者这次没有查它", f"no rule “{key}” is in force")
            raise found.error(("points", "rules", key), words)
    return Weights(**given)


def _write(done: Audit, options: RenderOptions, manner: Manner, tally: Tally, lang: str) -> bool:
    """Writes the result; where it breaks down that is told, and what is wanted besides is written all the same.

    Whether it broke down.
    """
    try:
        _write_result(done, options, manner, tally)
    except streams.Closed:
        raise
    except Exception as error:
        told = broken_output(
            "output" if manner.output else "format", manner.output or manner.format or "text", error
        )
        print(told.of(lang), file=sys.stderr)
        return True
    return False


def _write_result(done: Audit, options: RenderOptions, manner: Manner, tally: Tally) -> None:
    """Writes the result in its format; every result passes through the tally."""
    format = manner.format or "text"
    if format == "text":
        for row in done.watched(_COUNTING, done.rows):
            if not row.earlier:
                tally.add(done.result(row.path))
        pieces = summary(done, options)
    else:
        results = _with_content(done) if format in SHOW_CONTENT else done.results()
        earlier = {row.path for row in done.rows if row.earlier}
        pieces = renderer(format)(_counted(results, tally, earlier), options._replace(batch=done.batch))
    streams.write(pieces, output=manner.output, utf8=format not in ("text", "concise"))


def _counted(results: Iterable[Result], tally: Tally, earlier: Set[str]) -> Iterator[Result]:
    """The results as they come; those of the round are counted, not those that are there to be compared with."""
    for result in results:
        if result.path not in earlier:
            tally.add(result)
        yield result


def _with_content(done: Audit) -> Iterator[Result]:
    return (replace(result, content=done.report(result.path)) for result in done.results())


def _left_out(done: Audit) -> Iterator[Text]:
    """What was not counted, and what of the configuration had no use."""
    no_reports = done.batch["no_reports"]
    not_read = [path for path in done.batch["left_out"] if path not in set(no_reports)]
    if no_reports:
        shown = [visible(path) for path in no_reports[:_NAMED]]
        more = Text("等", " and others") if len(no_reports) > _NAMED else Text("", "")
        yield Text(
            f"不像年报，未计入的文件 {len(no_reports)} 个：{'、'.join(shown)}{more.zh}",
            f"{len(no_reports)} files are no annual reports and were not counted: {', '.join(shown)}{more.en}",
        )
    if not_read:
        yield left_out_words(not_read)
    yield from _renamed(done.batch["renamed"])
    for pattern in done.batch["idle"]:
        yield Text(
            f"配置 files 里的“{pattern}”没有对上任何文件，请核对",
            f"“{pattern}” under files in the configuration means no file; check it",
        )


def _renamed(told: Mapping[str, Any]) -> Iterator[Text]:
    """Which units were compared under another name, and which may be one unit."""
    for pair in told["pairs"]:
        unit, was = visible(pair["unit"]), visible(pair["was"])
        yield Text(
            f"{unit}没有上年报告，上年的{was}名字相近、数字接得上，当作改了名，已经对照；不是同一个单位的话，"
            f"请在配置的 aliases 里写 {was}: {was}",
            f"{unit} was compared with last year's report of {was}: names are alike and the figures go on; "
            f"if it is another unit, write {was}: {was} under aliases in the configuration",
        )
    if told["new"]:
        new, gone = (
            "、".join(map(visible, told[key][:_NAMED])) + ("等" if len(told[key]) > _NAMED else "")
            for key in ("new", "gone")
        )
        yield Text(
            f"{len(told['new'])} 个单位没有上年报告（{new}），上年有报告的 {len(told['gone'])} 个单位今年没有（{gone}），"
            "可能改了名；是的话请在配置的 aliases 里写明（旧名: 新名），再查一次",
            f"{len(told['new'])} units have no report of last year ({new}), {len(told['gone'])} of last year have none "
            f"now ({gone}): if a name was changed, tell it under aliases in the configuration (old: new)",
        )


_NAMED = 8
_COUNTING = Text("汇总", "counting")
_NO_STDIN = Text(
    "audit 检查文件夹和文件，不能从标准输入（-）读；请写文件夹的名字",
    "audit is for folders and files and does not read standard input (-): name a folder",
)


def _stopped(done: Audit) -> Text:
    """How far an audit came that Ctrl-C ended."""
    judged = done.batch["stopped"]["judged"]
    whole = judged + done.batch["stopped"]["left"]
    return Text(
        f"检查中途停止：共 {whole} 份，查完 {judged} 份；写出来的是已经查完的，其余没有核对",
        f"stopped after {judged} of {whole} files: what is written was done by then, the rest was not judged",
    )
