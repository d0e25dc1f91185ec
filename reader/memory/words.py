"""The words of a text as a translation memory compares and searches them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from reader.text.literals.dates import month_names

_MARKS = dict.fromkeys([*range(0x610, 0x61B), *range(0x64B, 0x660), 0x640, 0x670, 0xAD, 0x200B])
_FOLDED = str.maketrans("أإآٱىةکی’‘", "اااايهكي''") | _MARKS
_WORD = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_NUMBER = r"\d+(?:[.,\u066b\u066c\u00a0\u202f ]\d+)*(?:er)?"
_ADDRESS = re.compile(r"[^\s\u0600-\u06ff\u3400-\u9fff]*(?:@|://)[^\s\u0600-\u06ff\u3400-\u9fff]*")
_LATIN = re.compile(r"[a-z\u00df-\u024f]+(?:[ .'-]+[a-z\u00df-\u024f]+)*")
_NOT_LATIN = re.compile(r"[\u0600-\u06ff\u3400-\u9fff]")


def key_of(text: str) -> str:
    """A text without what spelling may vary in: case, vowel signs, width, white space."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    return " ".join(folded.split())


def shape_of(key: str) -> str:
    """A key with one sign for each number, date and address; empty where there is none.

    So it is for a name in Latin letters, in a text of other letters. Sentences of one shape may
    be alike but for these; sentences of two shapes are not.
    """
    shape = _values().sub("#", _ADDRESS.sub("#", key))
    if _NOT_LATIN.search(key):
        shape = _LATIN.sub("#", shape)
    return shape if shape != key else ""


@cache
def _values() -> re.Pattern[str]:
    """A number, or a date: numbers and names of months in a row."""
    names = sorted({key_of(name) for name in month_names()}, key=len, reverse=True)
    one = rf"(?:{_NUMBER}|(?<![^\W\d_])(?:{'|'.join(map(re.escape, names))})(?![^\W\d_]))"
    return re.compile(rf"{one}(?:[ ,/-]*{one})*")


def tokens_of(text: str) -> list[str]:
    """The words of a text as they are searched; of Chinese, each two characters."""
    return words_of(key_of(text))


def words_of(key: str) -> list[str]:
    """As `tokens_of`, of a text that is folded."""
    words: list[str] = []
    for word in _WORD.findall(key):
        if len(word) > 1 and "\u3400" <= word[0] <= "\u9fff":
            words += [word[place : place + 2] for place in range(len(word) - 1)]
        else:
            words.append(word)
    return words
