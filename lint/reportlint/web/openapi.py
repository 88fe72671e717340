"""The service's description for programs (OpenAPI): what each path takes and gives."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import FastAPI

from reportlint.data.resources import folder

_FILES = {"type": "array", "items": {"type": "string", "format": "binary"}}
_OPTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "select": ({"type": "string"}, "只查这些规则，如 A301,T2。Check only these rules."),
    "lang": ({"type": "string", "enum": ["zh", "en"]}, "消息的语言。The language of messages."),
    "year": (
        {"type": "integer", "minimum": 2008, "maximum": 2099},
        "报告年度，代替报告里写的。The report year.",
    ),
    "unit": ({"type": "string"}, "报告单位，代替报告里写的。The reporting unit."),
}


def takes_reports() -> dict[str, Any]:
    """What `openapi_extra` says of a path that takes reports as a form or as plain text."""
    form = {
        "type": "object",
        "anyOf": [{"required": ["files"]}, {"required": ["text"]}],
        "properties": {
            "files": {
                **_FILES,
                "minItems": 1,
                "description": "要检查的报告，可以有几份，也可以是压缩包。The reports, or archives of them.",
            },
            "prior": {
                "type": "string",
                "format": "binary",
                "description": "同一单位上一年的报告，只能配一份报告。Last year's report of the same unit.",
            },
            "text": {"type": "string", "description": "报告的文字，代替文件。A report's text."},
            "take": {
                "type": "string",
                "description": "mended 改哪几处：fixes 列出的 take，逗号隔开。The changes that are wanted.",
            },
            "only": {
                "type": "string",
                "description": "压缩包或工作簿里只要这一份，写结果里的 path。The one report of an archive that is wanted.",
            },
            **{name: {**schema, "description": told} for name, (schema, told) in _OPTIONS.items()},
        },
    }
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": schema, "description": told}
            for name, (schema, told) in _OPTIONS.items()
        ],
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {"schema": form},
                "text/plain": {"schema": {"type": "string", "description": "报告的文字，UTF-8 或 GB18030。"}},
            },
        },
    }


def gives_results() -> dict[int | str, dict[str, Any]]:
    """The answers of `POST /api/check`."""
    schema = {"$ref": f"{_COMPONENTS}result"}
    return {
        200: {"description": "检查结果。The result.", "content": {"application/json": {"schema": schema}}},
        **refusals(),
    }


_COMPONENTS = "#/components/schemas/"


def describe(app: FastAPI) -> None:
    """Lets the application describe itself with the schema of results, whose parts stand where generators look."""
    usual = app.openapi

    def described() -> dict[str, Any]:
        made = usual()
        made.setdefault("components", {}).setdefault("schemas", {}).update(_result_schemas())
        return made

    app.openapi = described  # type: ignore[method-assign]


@cache
def _result_schemas() -> dict[str, Any]:
    text = (folder("schemas") / "result.schema.json").read_text("utf-8")
    schema = json.loads(text.replace('"#/$defs/', f'"{_COMPONENTS}'))
    parts = schema.pop("$defs")
    return {**parts, "result": {key: value for key, value in schema.items() if key not in ("$schema", "$id")}}


def refusals() -> dict[int | str, dict[str, Any]]:
    """The answers that refuse a request."""
    sentence = {
        "type": "object",
        "properties": {
            "error": {
                "type": "object",
                "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
            }
        },
    }
    told = {
        400: "选项或内容不对。A bad option, or nothing to check.",
        401: "需要口令。The token is needed.",
        403: "来自别的网站。From another site.",
        404: "没有这个网址。No such address.",
        408: "上传太慢。The upload took too long.",
        413: "太大或太多。Too large or too many.",
        415: "内容类型不对。Another content type.",
        421: "不是本服务的名字。Not a name of this service.",
        422: "不能照办。Cannot be done with this file.",
        500: "程序出错。The program failed on this file.",
        503: "正忙。Busy.",
        504: "检查超时。Took too long.",
    }
    return {
        status: {"description": words, "content": {"application/json": {"schema": sentence}}}
        for status, words in told.items()
    }
