"""What a JSON Schema found wrong, said in one plain sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match
from msgspec import Struct

from reportlint.model.wording import Text

_TYPES = {
    "string": Text("一段文字", "a text"),
    "integer": Text("一个整数", "a whole number"),
    "number": Text("一个数", "a number"),
    "boolean": Text("true 或 false", "true or false"),
    "array": Text("一个列表", "a list"),
    "object": Text("一组“键: 值”", "a mapping"),
    "null": Text("空", "nothing"),
}
_FORMATS = {
    "edition": Text("一种格式的年份", "the edition of a form"),
    "table": Text("表的键", "the key of a table"),
    "row": Text("行的键", "the key of a row"),
    "column": Text("列的键", "the key of a column"),
    "rows": Text("行或行组的键", "the key of a row or a group of rows"),
    "columns": Text("列或列组的键", "the key of a column or a group of columns"),
}

_LIMITS = {
    "minimum": Text("不能小于", "at least"),
    "maximum": Text("不能大于", "at most"),
    "exclusiveMinimum": Text("要大于", "more than"),
}


class Fault(Struct, frozen=True):
    """Where data does not fit a schema: the keys and indices that lead there; `at_key` when the key itself is wrong."""

    words: Text
    way: tuple[str | int, ...]
    at_key: bool


def find_fault(
    data: object, schema: Mapping[str, Any], *, formats: FormatChecker | None = None
) -> Fault | None:
    """The fault that tells most about why the data does not fit the schema; None when it does.

    What a schema refuses with `not` may be told in words of its own, under `refusal`.
    """
    validator = Draft202012Validator(schema, format_checker=formats)
    fault = best_match(validator.iter_errors(_with_text_keys(data)))
    if fault is None:
        return None
    if isinstance(fault.parent, ValidationError) and _is_choice(fault.parent):
        fault = fault.parent
    words, key = schema_words(fault)
    way = (*fault.absolute_path, *([] if key is None else [key]))
    return Fault(words, way, at_key=key is not None)


def _with_text_keys(data: object) -> object:
    """The data as JSON has it: YAML allows numbers as keys."""
    if isinstance(data, dict):
        return {str(key): _with_text_keys(value) for key, value in data.items()}
    return [_with_text_keys(value) for value in data] if isinstance(data, list) else data


def _is_choice(fault: ValidationError) -> bool:
    """Whether data has to have one of several keys, and has none or several of them."""
    choices: Any = fault.validator_value
    return fault.validator == "oneOf" and all(list(choice) == ["required"] for choice in choices)


def schema_words(fault: ValidationError) -> tuple[Text, str | None]:
    """The sentence, and the key it is about when that key itself is wrong (unknown, badly written)."""
    name = next((str(step) for step in reversed(fault.absolute_path) if isinstance(step, str)), "")
    subject = Text(f"“{name}”", name) if name else Text("这里", "this")
    value: Any = fault.instance
    wanted: Any = fault.validator_value
    schema: Any = fault.schema
    if fault.validator == "required":
        missing = [key for key in wanted if key not in value]
        zh, en = "、".join(f"“{key}”" for key in missing), ", ".join(map(repr, missing))
        return Text(f"缺{zh}", f"lacks {en}"), None
    if fault.validator == "additionalProperties":
        known = sorted(schema.get("properties", ()))
        key = next(key for key in value if key not in known)
        return _unknown_key(key, known), key
    if "propertyNames" in fault.schema_path:
        return Text(f"键“{value}”写法不对", f"the key {value!r} is not written as it should be"), str(value)
    if isinstance(fault.cause, re.error):
        return _regex_words(subject, value, fault.cause), None
    if fault.validator == "not" and "refusal" in schema:
        return Text(**schema["refusal"]), None
    return _value_words(str(fault.validator), subject, value, wanted), None


def _regex_words(name: Text, value: object, error: re.error) -> Text:
    at = "" if error.pos is None else f"从第{error.pos + 1}个字符起"
    return Text(
        f"{name.zh}里的“{value}”不是正则表达式，{at}写法不对；要找括号这类符号本身，前面加 \\",
        f"{value!r} in {name.en} is not a regular expression: {error}",
    )


def _unknown_key(key: str, known: list[str]) -> Text:
    if near := get_close_matches(key, known, n=1):
        zh, en = f"，是不是“{near[0]}”？", f"; did you mean {near[0]!r}?"
    elif known:
        zh, en = f"，可用的有 {'、'.join(known)}", f"; known are {', '.join(known)}"
    else:
        zh = en = ""
    return Text(f"不认识的键“{key}”{zh}", f"unknown key {key!r}{en}")


def _value_words(validator: str, name: Text, value: object, wanted: object) -> Text:
    zh, en = name
    if validator == "not":
        return Text(f"{zh}不该写在这里", f"{en} is out of place here")
    if validator == "enum" and isinstance(wanted, list):
        choices = [str(choice) for choice in wanted]
        return Text(
            f"{zh}写成了“{value}”，只能是 {'、'.join(choices)}",
            f"{en} is {value!r}; use one of {', '.join(choices)}",
        )
    if validator == "const":
        return Text(f"{zh}写成了“{value}”，只能是 {wanted}", f"{en} is {value!r}; it must be {wanted}")
    if validator == "type":
        types = [_TYPES[kind] for kind in ([wanted] if isinstance(wanted, str) else _names(wanted))]
        either = Text("或".join(kind.zh for kind in types), " or ".join(kind.en for kind in types))
        return Text(f"{zh}应当是{either.zh}", f"{en} should be {either.en}")
    if validator in ("minItems", "minLength", "minProperties"):
        return Text(f"{zh}不能是空的", f"{en} must not be empty")
    if validator in _LIMITS:
        zh_limit, en_limit = _LIMITS[validator]
        return Text(
            f"{zh}写成了 {value}，{zh_limit} {wanted}", f"{en} is {value}; it must be {en_limit} {wanted}"
        )
    if validator == "format" and wanted in _FORMATS:
        what = _FORMATS[str(wanted)]
        return Text(f"{zh}里的“{value}”不是{what.zh}", f"{value!r} in {en} is not {what.en}")
    if validator == "oneOf" and isinstance(wanted, list):
        keys = [key for choice in wanted for key in choice.get("required", ())]
        return Text(f"{zh}要有且只有一项：{'、'.join(keys)}", f"{en} needs exactly one of {', '.join(keys)}")
    if validator == "pattern":
        return Text(
            f"{zh}写成了“{value}”，写法不对（要合 {wanted}）",
            f"{en} is {value!r}, which does not fit {wanted}",
        )
    return Text(f"{zh}不合规定（{validator}）", f"{en} does not fit the schema ({validator})")


def _names(wanted: object) -> list[str]:
    return [str(name) for name in wanted] if isinstance(wanted, (list, tuple)) else []
