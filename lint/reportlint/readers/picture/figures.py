"""What a cell or a line says after two readings of it: a text, how sure that is, and what else it may be."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from reportlint.readers.picture.models import Reading, Sign

_NAMED = 0.1
"""From this chance on another digit is named beside a figure."""
_LOOKS_LIKE = str.maketrans("OoQD〇○。lI|i丨!｜SsBZz", "0000000111111155822")
"""What a model that knows 18,000 characters may see in a lone digit."""
_LIKENESS = 0.7
"""What a score is worth where a digit was put in place of a character that looks like it."""
_DISAGREED, _ALONE = 0.5, 0.6
"""The most that a score is worth where two readings differ, and where only one says anything."""


class Said(Struct, frozen=True):
    """What was made of the readings of one line."""

    text: str
    score: float
    alternatives: tuple[str, ...] = ()


def seems_figure(reading: Reading) -> bool:
    """Whether a reading may be a figure's: nothing, digits, what looks like them, or a sign for nothing.

    A lone sign is one whatever it is taken for, and so are two that are no words: no label is so short.
    """
    text = reading.text
    if len(text) == 1 or (len(text) == 2 and text.isascii()):
        return True
    return len(text) <= 14 and all(sign in "0123456789.,/-—一无" or sign in _KNOWN for sign in text)


_KNOWN = frozenset("OoQD〇○。lI|i丨!｜SsBZz ")


_NOTHING = frozenset(("/", "-", "—", "一", "无"))
"""Signs for nothing; anything else that is no figure where one is expected is in doubt, however sure the model is."""


def figure(first: Reading, second: Reading) -> Said:
    """The figure in a cell of which there are two readings, of different scale and contrast."""
    one, other = _digits(first), _digits(second)
    if one is None and other is None:
        return _no_figure(first, second)
    if one is None or other is None:
        known = one or other
        assert known is not None
        rest = second if one else first
        others = (rest.text,) if rest.text and rest.score > known.score else ()
        return Said(known.text, min(known.score, _ALONE), (*known.alternatives, *others))
    if one.text == other.text:
        named = tuple(dict.fromkeys((*one.alternatives, *other.alternatives)))
        return Said(one.text, (one.score + other.score) / 2, named)
    better, worse = sorted((one, other), key=lambda said: -said.score)
    texts = dict.fromkeys((worse.text, *better.alternatives, *worse.alternatives))
    return Said(
        better.text, min(better.score, _DISAGREED), tuple(text for text in texts if text != better.text)
    )


def or_slash(said: Said) -> Said:
    """What is said of a cell whose ink is one slanted stroke: a figure there may be / as well."""
    if not said.text.isdigit():
        return said
    return Said(said.text, min(said.score, _DISAGREED), tuple(dict.fromkeys(("/", *said.alternatives))))


def _no_figure(first: Reading, second: Reading) -> Said:
    """What two readings say of which neither is a figure."""
    better, worse = sorted((first, second), key=lambda reading: -reading.score)
    if better.text == worse.text and better.text in _NOTHING:
        return Said(better.text, (better.score + worse.score) / 2)
    others = (worse.text,) if worse.text and worse.text != better.text else ()
    return Said(better.text, min(better.score, _DISAGREED), others)


def _digits(reading: Reading) -> Said | None:
    """The reading as a figure, or None where it is none."""
    signs = [sign for sign in reading.signs if sign.text.strip()]
    if not signs:
        return None
    plain = [_digit(sign) for sign in signs]
    text = "".join(sign.text for sign in plain)
    if not text.replace(".", "").replace(",", "").isdigit() or not text[0].isdigit() or not text.isascii():
        return None
    return Said(text, min(sign.score for sign in plain), tuple(_alternatives(plain)))


def _digit(sign: Sign) -> Sign:
    text = sign.text.translate(_LOOKS_LIKE)
    if text == sign.text:
        return sign
    return Sign(text, sign.score * _LIKENESS, sign.at, sign.others)


def _alternatives(signs: Sequence[Sign]) -> list[str]:
    """The figures with one digit as it may be read as well, the likeliest first."""
    found = [
        (chance, "".join((*(s.text for s in signs[:at]), digit, *(s.text for s in signs[at + 1 :]))))
        for at, sign in enumerate(signs)
        for digit, chance in sign.others
        if chance >= _NAMED and digit != sign.text
    ]
    return [text for _, text in sorted(found, key=lambda entry: -entry[0])][:3]


def line(first: Reading, second: Reading | None) -> list[tuple[Sign, tuple[str, ...]]]:
    """The characters of a line of prose, each with what else it may be; of two readings, those of the surer one."""
    if second is None or not second.signs:
        return [(sign, ()) for sign in first.signs]
    better, worse = sorted((first, second), key=lambda reading: -reading.mean)
    if len(better.signs) != len(worse.signs):
        return [(sign, ()) for sign in better.signs]
    return [
        (sign, ())
        if sign.text == other.text
        else (Sign(sign.text, min(sign.score, _DISAGREED), sign.at), (other.text,))
        for sign, other in zip(better.signs, worse.signs, strict=True)
    ]
