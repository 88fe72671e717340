"""From a request's body and query to a job: files, pasted text, options; each within its bounds."""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from reportlint.app.api import Settings
from reportlint.model.numbers import chinese_number
from reportlint.model.wording import Language, Text
from reportlint.web.jobs import AnswerKind, Job
from reportlint.web.limits import NOTHING, Limits, Refusal, too_many_uploads, upload_too_large
from reportlint.web.uploads import Upload

FIRST_YEAR, LAST_YEAR = 2008, 2099
PASTED = Text("粘贴的文字.txt", "pasted text.txt")
_NAME_LENGTH = 200
_FIELDS = 20


async def job_of(
    request: Request, kind: AnswerKind, *, base: Settings, lang: Language, limits: Limits
) -> Job:
    """The job that a request asks for; `base` are the service's own settings, `lang` its language. Raises Refusal."""
    told = dict(request.query_params)
    type_, _, _ = request.headers.get("content-type", "").partition(";")
    if type_ == "text/plain":
        data = await request.body()
        lang = _lang(told, lang)
        name = _name(told.get("name") or PASTED.of(lang))
        uploads: tuple[Upload, ...] = (Upload(name, data),) if data.strip() else ()
        settings = _settings(told, base)
        return Job(kind, _within(uploads, limits), None, settings, lang, only=_only(told), limits=limits)
    if type_ not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raise _OTHER_TYPE
    try:
        async with request.form(
            max_files=limits.files + 2, max_fields=_FIELDS, max_part_size=limits.file
        ) as form:
            told |= {key: value for key, value in form.items() if isinstance(value, str)}
            settings, lang = _settings(told, base), _lang(told, lang)
            uploads = await _uploads(form, "files", limits)
            text = told.get("text", "")
            if text.strip():
                uploads = (*uploads, Upload(PASTED.of(lang), text.encode("utf-8", "replace")))
            prior = await _uploads(form, "prior", limits)
    except HTTPException as error:
        raise (too_many_uploads(limits) if "Too many files" in str(error.detail) else _BROKEN_FORM) from error
    take = frozenset(told["take"].split(",")) if "take" in told else None
    return Job(
        kind,
        _within(uploads, limits),
        prior[0] if prior else None,
        settings,
        lang,
        take,
        only=_only(told),
        limits=limits,
    )


async def _uploads(form: FormData, field: str, limits: Limits) -> tuple[Upload, ...]:
    """The files of a form's field; a file input that was left empty sends a nameless file of no bytes."""
    found = [value for value in form.getlist(field) if isinstance(value, UploadFile)]
    uploads = []
    for file in found:
        name = _name(file.filename or "")
        if (file.size or 0) > limits.file:
            raise upload_too_large(limits, name)
        data = await file.read()
        if data or file.filename:
            uploads.append(Upload(name or PASTED.zh, data))
    return tuple(uploads)


def _within(uploads: tuple[Upload, ...], limits: Limits) -> tuple[Upload, ...]:
    if not uploads:
        raise NOTHING
    if len(uploads) > limits.files:
        raise too_many_uploads(limits)
    for upload in uploads:
        if len(upload.data) > limits.file:
            raise upload_too_large(limits, upload.name)
    return uploads


def _name(told: str) -> str:
    """A file's name as it is shown: without folders, and not endless. Nothing is ever opened by it."""
    return told.replace("\\", "/").rsplit("/", 1)[-1][-_NAME_LENGTH:]


def _only(told: dict[str, str]) -> str | None:
    return told.get("only", "").strip() or None


def _lang(told: dict[str, str], usual: Language) -> Language:
    lang = told.get("lang") or usual
    if lang not in ("zh", "en"):
        raise _bad("lang", Text("只能是 zh 或 en", "must be zh or en"))
    return cast(Language, lang)


def _settings(told: dict[str, str], base: Settings) -> Settings:
    """The service's settings with what the request wants otherwise."""
    made = base
    if select := told.get("select", "").strip():
        made = replace(made, select=tuple(code.strip() for code in select.split(",") if code.strip()))
    if year := told.get("year", "").strip():
        year = year.removesuffix("年")
        figure = int(year[:5]) if year.isdecimal() else chinese_number(year)
        if figure is None or not FIRST_YEAR <= figure <= LAST_YEAR:
            told_as = Text(
                f"应是 {FIRST_YEAR} 至 {LAST_YEAR} 的年份", f"must be a year from {FIRST_YEAR} to {LAST_YEAR}"
            )
            raise _bad("year", told_as)
        made = replace(made, year=figure)
    if unit := told.get("unit", "").strip():
        made = replace(made, unit=unit[:_NAME_LENGTH])
    return made


def _bad(option: str, words: Text) -> Refusal:
    return Refusal(400, Text(f"{option} {words.zh}", f"{option} {words.en}"))


_OTHER_TYPE = Refusal(
    415,
    Text(
        "请用 multipart/form-data 上传文件，或者用 text/plain 发送报告的文字",
        "send files as multipart/form-data, or a report's text as text/plain",
    ),
)
_BROKEN_FORM = Refusal(
    400, Text("上传的内容不完整，读不出来，请再试一次", "the upload is not complete; try again")
)
