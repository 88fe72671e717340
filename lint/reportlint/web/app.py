"""The service: the page, the HTTP API, and the answers to what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Annotated, Any, NamedTuple
from urllib.parse import parse_qs, quote

from fastapi import FastAPI, Path, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from msgspec.structs import replace
from starlette.exceptions import HTTPException

from reportlint import __version__
from reportlint.app.api import DEFAULTS, Settings
from reportlint.data.about import handbook_folder
from reportlint.model.naming import told_stem
from reportlint.model.wording import Language, Text
from reportlint.web import openapi
from reportlint.web.access import COOKIE, NO_TOKEN, Access
from reportlint.web.forms import job_of
from reportlint.web.gate import App, Gate
from reportlint.web.handbook import ADDRESS as HANDBOOK
from reportlint.web.handbook import add_handbook
from reportlint.web.jobs import AnswerKind, Job
from reportlint.web.limits import BUSY, Limits, Refusal
from reportlint.web.pages import asset, page
from reportlint.web.workers import Workers

_TYPES = {
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
}
_FORM_KINDS: dict[str, AnswerKind] = {
    "json": "json",
    "html": "html",
    "annotated": "annotated",
    "notice": "notice",
    "audit": "audit",
    "fixes": "fixes",
    "mended": "mended",
}


def create_app(
    *,
    limits: Limits | None = None,
    access: Access | None = None,
    settings: Settings = DEFAULTS,
    lang: Language = "zh",
    handbook: str = "",
) -> App:
    """The service as an ASGI application; its workers live as long as its lifespan.

    `settings` and the language of messages are those of requests that ask for nothing else. `handbook` is the address
    that results lead to; without it those on the page lead to the handbook that the service shows, if it was built.
    """
    limits, access = limits or Limits(), access or Access()
    pool = Workers(limits)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await pool.start()
        yield
        await pool.stop()

    app = FastAPI(
        title="reportlint",
        version=__version__,
        description="检查《政府信息公开工作年度报告》。Checks annual reports on government information disclosure.",
        lifespan=life,
        docs_url=None,
        redoc_url=None,
    )
    openapi.describe(app)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(HTTPException, _unknown)
    built = handbook_folder()
    if built is not None:
        add_handbook(app, built)
    here = HANDBOOK if built is not None else ""
    _add_pages(app, access)
    _add_answers(app, pool, limits, Manner(settings, lang, handbook, handbook or here))
    return Gate(app, limits=limits, access=access, refuse=_answer_to)


def _add_pages(app: FastAPI, access: Access) -> None:
    @app.get("/", include_in_schema=False)
    async def index(request: Request) -> Response:
        return _page("index.html", request)

    @app.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> Response:
        return _page("docs.html", request, api=app.openapi())

    @app.get("/static/{name}", include_in_schema=False)
    async def static(name: str) -> Response:
        found = asset(name)
        if found is None:
            raise HTTPException(404)
        return Response(found.content, media_type=found.type)

    @app.get("/healthz", summary="是否在运行。Whether the service runs.")
    async def healthz() -> dict[str, str]:
        return {"status": "ok", "version": __version__}

    @app.post("/login", include_in_schema=False)
    async def login(request: Request) -> Response:
        given = parse_qs((await request.body())[:4096].decode("utf-8", "replace")).get("token", [""])[0]
        if not access.accepts(given):
            return _page("login.html", request, status=401, wrong=True)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(COOKIE, access.cookie, httponly=True, samesite="strict")
        return answer


class Manner(NamedTuple):
    """How the service answers: its settings and language, the handbook of what is taken along and of its own page."""

    settings: Settings
    lang: Language
    handbook: str
    beside: str


def _add_answers(app: FastAPI, pool: Workers, limits: Limits, manner: Manner) -> None:
    extra = openapi.takes_reports()

    async def job_for(request: Request, kind: AnswerKind) -> Job:
        job = await job_of(request, kind, base=manner.settings, lang=manner.lang, limits=limits)
        return replace(job, handbook=manner.beside if kind == "fragment" else manner.handbook)

    @app.post(
        "/api/check",
        summary="检查报告，结果同 check --format json。Checks reports; the result of check --format json.",
        openapi_extra=extra,
        responses=openapi.gives_results(),
    )
    async def check(request: Request) -> Response:
        job = await job_for(request, "json")
        return Response((await pool.run(job)).content, media_type="application/json")

    @app.post(
        "/api/{kind}",
        summary="可以下载的结果：html 是标出问题的网页，annotated 是带批注的原文件，notice 是整改通知书，"
        "audit 是几份报告一起查的总览，fixes 列出程序能改的写法，mended 是改好的文件（take 写明改哪几处）。"
        "To download: html is the annotated page, annotated the file itself with comments, notice a Word file to send, "
        "audit the page of several reports judged together, fixes lists what can be mended without changing "
        "the meaning, mended is the file with it (take names the places).",
        openapi_extra=extra,
        responses={200: {"description": "文件。A file.", "content": {"*/*": {}}}, **openapi.refusals()},
    )
    async def download(
        kind: Annotated[str, Path(json_schema_extra={"enum": list(_FORM_KINDS)})], request: Request
    ) -> Response:
        if kind not in _FORM_KINDS:
            raise HTTPException(404)
        job = await job_for(request, _FORM_KINDS[kind])
        answer = await pool.run(job)
        stem = told_stem(job.only.rpartition("/")[2] if job.only else job.uploads[0].name)
        name = quote(f"{stem}{_ENDINGS[_FORM_KINDS[kind]]}{answer.suffix}", safe="")
        disposition = f"attachment; filename*=UTF-8''{name}"
        return Response(
            answer.content, media_type=_TYPES[answer.suffix], headers={"content-disposition": disposition}
        )

    @app.post("/check", include_in_schema=False)
    async def shown(request: Request) -> Response:
        """The page with the result; the part that holds it alone, for the script of our own page."""
        job = await job_for(request, "fragment")
        answer = await pool.run(job)
        if request.headers.get("x-part") == "result":
            return HTMLResponse(answer.content)
        from markupsafe import Markup

        return _page("index.html", request, lang=job.lang, result=Markup(answer.content.decode()))


_ENDINGS: dict[AnswerKind, str] = {
    "json": "-检查结果",
    "html": "-检查结果",
    "annotated": ".批注",
    "fixes": "-可改的写法",
    "mended": "-改好",
    "notice": "-整改通知书",
    "audit": "-整批总览",
}


def _lang(request: Request) -> str:
    return "en" if request.query_params.get("lang") == "en" else "zh"


def _page(name: str, request: Request, *, status: int = 200, lang: str = "", **data: Any) -> Response:
    lang = lang or _lang(request)
    shown = {"version": __version__, "handbook": HANDBOOK if handbook_folder() else ""}
    return HTMLResponse(page(name, lang=lang, **shown, **data), status_code=status)


async def _refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return _refusal(request, refusal)


def _refusal(request: Request, refusal: Refusal) -> Response:
    """One sentence: as a page for a browser that navigates, else as JSON in both languages."""
    headers = {"retry-after": "5"} if refusal.status == BUSY.status else {}
    navigates = "text/html" in request.headers.get("accept", "")
    answer: Response
    if not navigates:
        words = refusal.words
        answer = JSONResponse({"error": {"zh": words.zh, "en": words.en}}, refusal.status)
    elif refusal.status == NO_TOKEN.status:
        answer = _page("login.html", request, status=refusal.status, wrong=False)
    else:
        told = refusal.words.of(_lang(request))
        answer = _page("index.html", request, status=refusal.status, error=told)
    answer.headers.update(headers)
    return answer


def _answer_to(refusal: Refusal, scope: MutableMapping[str, Any]) -> App:
    return _refusal(Request(scope), refusal)


async def _unknown(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return _refusal(request, Refusal(404, Text("没有这个网址", "there is no such address")))
    words = Text("这个请求不能处理", "the request cannot be served")
    answer = _refusal(request, Refusal(error.status_code, words))
    answer.headers.update(error.headers or {})  # Allow, of a method that the address does not have
    return answer
