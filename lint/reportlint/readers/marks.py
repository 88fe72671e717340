"""What type adds to text: raised digits are marks of footnotes and never digits of a figure; struck text is gone."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.model.wording import Text

_SIGNS = {"superscript": "⁰¹²³⁴⁵⁶⁷⁸⁹", "subscript": "₀₁₂₃₄₅₆₇₈₉"}

RAISED: Mapping[str, Mapping[int, str]] = {
    how: str.maketrans(dict(zip("0123456789", signs, strict=True))) for how, signs in _SIGNS.items()
}
"""For text that is set as "superscript" or "subscript": each digit and the sign for it; lengths stay."""

STRUCK = Text(
    "文件里加了删除线的文字按已经删去处理，没有检查",
    "text that is struck out counts as deleted and was not checked",
)
"""What to tell the user of a file that holds such text."""

_ALONE = "".join(_SIGNS.values()) + " \t\r\n\u00a0\u3000"


def is_alone(text: str) -> bool:
    """Whether a text is nothing but such signs: then it is a figure that somebody set that way."""
    return not text.strip(_ALONE)
