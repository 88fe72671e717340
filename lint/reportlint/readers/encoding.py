"""Bytes → characters: which encoding a text file is in, told rather than guessed wherever possible."""

from __future__ import annotations

import codecs
import re

from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_HAN = re.compile("[\u4e00-\u9fff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    A byte order mark decides; then UTF-8, UTF-16 without a mark, and GB18030 are tried strictly in
    this order; what none of them can be is asked of charset-normalizer. Raises ReadFailure for
    bytes that are no text, or text damaged beyond doubt.
    """
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _strict(data, codec, name), name
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(data, error)
    if "\x00" in text:
        return _without_mark(data)
    return _refuse_binary(text), "UTF-8"


def _other(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """Text that is not UTF-8: UTF-16 without a mark, GB18030, or whatever fits; damaged UTF-8 is told."""
    if b"\x00" in data:
        return _without_mark(data)
    damaged = data.decode("utf-8", errors="replace")
    if len(_HAN.findall(damaged)) > 20 * damaged.count("\ufffd"):
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadFailure(
            Text(
                f"文件编码已损坏：第{line}行有不属于 UTF-8 的字节，请用原文件重新复制或另存为 UTF-8",
                f"the text is damaged: line {line} has bytes that are not UTF-8; copy it again or save it as UTF-8",
            )
        )
    try:
        return _refuse_binary(data.decode("gb18030")), "GB18030"
    except UnicodeDecodeError:
        return _guessed(data)


def _without_mark(data: bytes) -> tuple[str, str]:
    """UTF-16 whose mark is missing: half of the bytes of its line ends and digits are zero."""
    zeros_first, zeros_second = data[0::2].count(0), data[1::2].count(0)
    codec = "utf-16-be" if zeros_first > zeros_second else "utf-16-le"
    if len(data) % 2 == 0 and zeros_first + zeros_second > len(data) // 100:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            text = "\x00"
        if "\x00" not in text and (_HAN.search(text) or text.isascii()):
            return _refuse_binary(text), "UTF-16"
    raise _binary()


def _guessed(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # heavy, and hardly ever needed

    best = from_bytes(data[:65536]).best()
    if best is not None:
        try:
            return _refuse_binary(data.decode(best.encoding)), best.encoding.upper()
        except (UnicodeDecodeError, LookupError):
            pass
    raise _binary()


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return _refuse_binary(data.decode(codec))
    except UnicodeDecodeError as error:
        raise ReadFailure(
            Text(
                f"文件标明是 {name} 编码，但第 {error.start + 1} 个字节读不通，请用原文件重新另存",
                f"the file says it is {name} but byte {error.start + 1} cannot be read; save it again",
            )
        ) from error


def _refuse_binary(text: str) -> str:
    if len(_CONTROLS.findall(text)) * 20 > len(text):
        raise _binary()
    return text


def _binary() -> ReadFailure:
    return ReadFailure(
        Text(
            "这不是文本文件（内容是二进制数据），请另存为文本文件（.txt）后再检查",
            "this is not a text file (binary data); save the report as plain text first",
        )
    )
