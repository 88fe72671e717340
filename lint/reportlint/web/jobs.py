"""What is done with uploaded reports, in a worker process: from bytes and options to the answer's content."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime, timezone
from itertools import count
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from reportlint import __version__
from reportlint.app.api import DEFAULTS, Settings, check_bytes, parse_bytes, rules_in_force, unreadable
from reportlint.app.pairs import last_years, noted
from reportlint.audit.outcome import Audit, AuditedFile, AuditedUnit, AuditRecord, RuleCount
from reportlint.audit.outputs.notices import notice_files
from reportlint.audit.outputs.notices.content import Sender
from reportlint.audit.outputs.notices.paper import NoticePaper
from reportlint.data.about import install_line
from reportlint.engine.rules import RuleError
from reportlint.engine.run import refusal
from reportlint.model.diagnostic import Result
from reportlint.model.report import Report
from reportlint.model.wording import Language, Text
from reportlint.readers.failure import ReadFailure
from reportlint.render import RenderOptions, renderer, words
from reportlint.web.limits import NOTHING, Limits, Refusal
from reportlint.web.uploads import Upload, opened

if TYPE_CHECKING:
    from reportlint.marking.fixing import Mended

AnswerKind: TypeAlias = Literal["json", "html", "fragment", "annotated", "notice", "audit", "fixes", "mended"]


class Job(Struct, frozen=True):
    """One request: the reports, last year's report for the only one, what is wanted of them, in which language."""

    kind: AnswerKind
    uploads: tuple[Upload, ...]
    prior: Upload | None = None
    settings: Settings = field(default=DEFAULTS)
    lang: Language = "zh"
    take: frozenset[str] | None = None
    """The places of the changes that are wanted, of those that `fixes` lists; None for all."""
    only: str | None = None
    """The one report that is wanted, where an archive or a workbook holds several."""
    limits: Limits = field(default=Limits())
    unread: Text | None = None
    """What in the uploads was not read."""
    handbook: str = ""
    """The address of the handbook that the answer leads to."""


class Answer(NamedTuple):
    """The content of an answer, and the suffix of the file that it makes."""

    content: bytes
    suffix: str


def prepare_worker() -> None:
    """What a new process does before its first job."""
    rules_in_force(DEFAULTS)


def work(job: Job) -> Answer:
    """The answer to a request. Raises Refusal with a sentence for the user."""
    if not job.uploads:
        raise NOTHING
    try:
        rules_in_force(job.settings)
    except RuleError as error:
        raise Refusal(400, error.words) from error
    reports, unread = opened(job.uploads, job.limits, only=job.only)
    return _WORK[job.kind](replace(job, uploads=reports, unread=unread))


def _json(job: Job) -> Answer:
    return Answer(_rendered("json", job), ".json")


def _html(job: Job) -> Answer:
    return Answer(_rendered("html", job), ".html")


def _rendered(format: str, job: Job) -> bytes:
    return "".join(renderer(format)(_results(job), _options(job))).encode("utf-8", "replace")


def _options(job: Job) -> RenderOptions:
    rules = rules_in_force(job.settings)
    return RenderOptions(
        lang=job.lang, rules=tuple(rules), rules_version=rules.version, handbook=job.handbook
    )


def _fragment(job: Job) -> Answer:
    from reportlint.render.html import files_html

    return Answer(files_html(_results(job), _options(job)).encode("utf-8", "replace"), ".html")


def _annotated(job: Job) -> Answer:
    from reportlint.marking import MarkFailure, annotate_bytes

    upload = _own(job)
    try:
        made = annotate_bytes(
            upload.data, name=upload.name, settings=job.settings, lang=job.lang, prior=_prior(job)
        )
    except (MarkFailure, ReadFailure) as failure:
        raise Refusal(422, failure.words) from failure
    return Answer(made.content, made.suffix)


def _mend(job: Job) -> Mended:
    from reportlint.marking import MarkFailure
    from reportlint.marking.fixing import mend_bytes

    upload = _own(job)
    try:
        return mend_bytes(upload.data, name=upload.name, settings=job.settings, only=job.take)
    except (MarkFailure, ReadFailure) as failure:
        raise Refusal(422, failure.words) from failure


def _fixes(job: Job) -> Answer:
    """What can be mended, a change each: its place (to be asked for by `take`), where, what for, old and new."""
    changes = [
        {
            "take": change.at,
            "where": words.whereabouts(change.where.of(job.lang), change.place, job.lang),
            "title": change.title.of(job.lang),
            "old": change.old,
            "new": change.new,
        }
        for change in _mend(job).changes
    ]
    return Answer(msgspec.json.encode(changes), ".json")


def _mended(job: Job) -> Answer:
    suffix = os.path.splitext(_own(job).name)[1].lower()
    return Answer(_mend(job).content, suffix if suffix in (".docx", ".md") else ".txt")


def _notice(job: Job) -> Answer:
    _only(job)
    try:
        made = _notice_of(_results(job)[0], rules_in_force(job.settings).version, job.handbook)
    except ImportError as error:
        how = install_line("audit")
        words = Text(f"整改通知书要先装几个组件，{how.zh}", f"notices need an extra, {how.en}")
        raise Refusal(422, words) from error
    if made is None:
        raise Refusal(422, _NOTHING_TO_MEND)
    return Answer(made, ".docx")


def _audit(job: Job) -> Answer:
    """The page of an audit: all reports together, also those of two years."""
    from reportlint.audit.outputs.page import audit_page
    from reportlint.audit.request import AuditRequest
    from reportlint.audit.run import audit

    given: dict[str, bytes | Text] = {}
    for upload in job.uploads:
        given[_unlike(upload.name, given)] = upload.failure or upload.data
    settings = replace(job.settings, unit=None, year=None)
    with audit(AuditRequest((), settings=settings, jobs=1, given=given, handbook=job.handbook)) as done:
        return Answer("".join(audit_page(done, lang=job.lang)).encode("utf-8", "replace"), ".html")


def _unlike(name: str, others: Collection[str]) -> str:
    """The name, with a number where another file has it too."""
    names = (name if number == 1 else f"{name}（{number}）" for number in count(1))
    return next(candidate for candidate in names if candidate not in others)


_NOTHING_TO_MEND = Text(
    "这份报告没有需要整改的问题，不必发通知",
    "there is nothing to put right in this report, so there is no notice",
)

_WORK: dict[AnswerKind, Callable[[Job], Answer]] = {
    "json": _json,
    "html": _html,
    "fragment": _fragment,
    "annotated": _annotated,
    "notice": _notice,
    "audit": _audit,
    "fixes": _fixes,
    "mended": _mended,
}


def _results(job: Job) -> list[Result]:
    settings = replace(job.settings, keep_content=job.kind in ("html", "fragment"))
    prior = _prior(job)
    results = [_result(upload, settings, prior) for upload in job.uploads]
    for number, before in last_years(results).items():
        upload = job.uploads[number]
        if isinstance(before, Text):
            notes = (before,)
        else:
            prior, notes = _read_prior(job.uploads[before], job), (noted(job.uploads[before].name),)
            results[number] = _result(upload, settings, prior)
        results[number] = replace(results[number], notes=(*results[number].notes, *notes))
    if job.unread is not None:
        results[-1] = replace(results[-1], notes=(*results[-1].notes, job.unread))
    return results


def _result(upload: Upload, settings: Settings, prior: Report | None) -> Result:
    if upload.failure is not None:
        return unreadable(upload.name, upload.failure, settings=settings)
    name = os.path.basename(upload.name)
    return check_bytes(upload.data, name=name, path=upload.name, settings=settings, prior=prior)


def _own(job: Job) -> Upload:
    """The only upload, which must be a file of its own. Raises Refusal."""
    upload = _only(job)
    if upload.inside or upload.failure is not None:
        from reportlint.marking import MEMBER

        raise Refusal(422, upload.failure or MEMBER)
    return upload


def _only(job: Job) -> Upload:
    if len(job.uploads) > 1:
        raise Refusal(400, Text("这一项一次只能用于一份报告", "this is made of one report at a time"))
    return job.uploads[0]


def _prior(job: Job) -> Report | None:
    """Last year's report, read by its own title. Raises Refusal where it cannot be used."""
    if job.prior is None:
        return None
    if len(job.uploads) > 1:
        raise Refusal(
            400,
            Text(
                "上年报告只能和一份报告对照，这次却有几个文件；请一次只检查一个",
                "last year's report goes with one report, and there are several; check one at a time",
            ),
        )
    return _read_prior(job.prior, job)


def _read_prior(upload: Upload, job: Job) -> Report:
    own = replace(job.settings, edition="auto", year=None, unit=None)
    try:
        report = parse_bytes(upload.data, name=os.path.basename(upload.name), settings=own)
    except ReadFailure as failure:
        raise _of_prior(upload.name, failure.words) from failure
    words = refusal(report, rules_in_force(job.settings))
    if words is not None:
        raise _of_prior(upload.name, words)
    return report


def _of_prior(name: str, words: Text) -> Refusal:
    return Refusal(422, Text(f"上年报告“{name}”：{words.zh}", f"last year's report “{name}”: {words.en}"))


def _notice_of(result: Result, rules_version: str, handbook: str) -> bytes | None:
    """The notice as a Word file; None where nothing graver than a suggestion was found. Needs docxtpl."""
    files = list(
        notice_files(_audit_of(result, rules_version, handbook), sender=Sender(), paper=NoticePaper())
    )
    return files[0][1] if files else None


def _audit_of(result: Result, rules_version: str, handbook: str) -> Audit:
    """The audit of this one file."""
    report = result.report
    unit = report.unit if report is not None else None
    year = report.year if report is not None else None
    counted = Counter((found.code, found.severity) for found in result.diagnostics)
    row = AuditedFile(
        path=result.path,
        status=result.status,
        error=result.error,
        report=report,
        unit=unit,
        tallied=tuple(RuleCount(code, severity, count) for (code, severity), count in counted.items()),
        recognised=result.recognised,
    )
    files = {} if year is None else {year: (result.path,)}
    return Audit(
        rows=(row,),
        units=() if unit is None else (AuditedUnit(unit, (unit,), files),),
        years=tuple(files),
        batch={},
        record=AuditRecord(
            __version__,
            {},
            datetime.now(timezone.utc),
            0.0,
            1,
            None,
            0,
            rules=rules_version,
            handbook=handbook,
        ),
        _result=lambda _: result,
        _report=lambda _: result.content,
        _close=lambda: None,
    )
