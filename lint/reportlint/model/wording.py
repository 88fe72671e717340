"""Words: in two languages for the user, and made comparable before a label, a title or a unit is compared.

Nothing here changes what is judged or shown; figures are read from the text as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

Language: TypeAlias = Literal["zh", "en"]


class Text(NamedTuple):
    """Words for the user in both languages."""

    zh: str
    en: str

    def of(self, lang: str) -> str:
        """The words in `lang`: "zh" or "en"."""
        return self.en if lang == "en" else self.zh

    def each(self, change: Callable[[str], str]) -> Text:
        """The same change made to the words of both languages."""
        return Text(change(self.zh), change(self.en))


NO_WORDS = Text("", "")


_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\x00-\x1f\x7f-\x9f]+")
_UNIFIED = str.maketrans(
    {
        **dict.fromkeys("“”„‟〝〞「」『』＂‘’‚‛`´", '"'),
        **dict.fromkeys("〔［【﹝〈", "("),
        **dict.fromkeys("〕］】﹞〉", ")"),
        **dict.fromkeys("—―–‐‑‒−─━﹣", "-"),
    }
)
_PUNCTUATION = re.compile(r"[^\w]+|_")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text without width, spaces, unseen characters, and with one kind of quotes, brackets and dashes."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text).translate(_UNIFIED))


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """The folded text without any punctuation: what labels are compared by."""
    return _PUNCTUATION.sub("", fold(text))


def visible(text: str) -> str:
    """The text on one line without unseen characters, for showing; width and punctuation stay."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def spelled(text: str) -> str:
    """The text with halves of characters, as names of files that are no text have, spelled out (\\udcff)."""
    return text.encode("utf-8", "backslashreplace").decode()
