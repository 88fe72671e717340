"""The command `audit`: many reports judged together, told as one result, and what is taken along written."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from reportlint.app.api import rules_in_force
from reportlint.app.config_source import load_config
from reportlint.app.inputs import STDIN, left_out_words
from reportlint.audit.listing import Listing, read_listing
from reportlint.audit.outcome import Audit
from reportlint.audit.outputs.summary import round_words, summary
from reportlint.audit.previous import compared, read_previous, round_sentence
from reportlint.audit.progress import progress_for
from reportlint.audit.request import AuditRequest
from reportlint.audit.run import audit as run
from reportlint.audit.store import usual_cache
from reportlint.cli import streams, waiving
from reportlint.cli.checking import exit_code
from reportlint.cli.taking import Taking, Wanted
from reportlint.cli.usage import INTERRUPTED
from reportlint.cli.wishes import Wishes, language, settings
from reportlint.engine.filing import Fixed
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
    taking = Taking(wanted, found, today=date.today(), besides=manner.output)
    waivers = waiving.find(manner.waivers, found, rule_files=chosen.rule_files)
    listing = read_listing(manner.units) if manner.units else Listing(())
    for said in listing.remarks:
        print(harmless(said.of(lang)), file=sys.stderr)
    request = AuditRequest(
        tuple(paths),
        settings=chosen,
        units=listing.units,
        units_path=manner.units,
        aliases=found.get("aliases") or {},
        jobs=manner.jobs,
        scheduler=manner.scheduler,
        cache=Path(manner.cache_folder or usual_cache()) if manner.cached else None,
        waive=waivers.for_one(),
        year=manner.year,
        exclude=tuple(found.get("exclude") or ()),
        handbook=found.get("handbook") or "",
        filings={path: Fixed(**said) for path, said in (found.get("files") or {}).items()},
    )
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
        _write(done, options, manner, tally)
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
    return exit_code(tally, fail_on)


def _write(done: Audit, options: RenderOptions, manner: Manner, tally: Tally) -> None:
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
    for pattern in done.batch["idle"]:
        yield Text(
            f"配置 files 里的“{pattern}”没有对上任何文件，请核对",
            f"“{pattern}” under files in the configuration means no file; check it",
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
