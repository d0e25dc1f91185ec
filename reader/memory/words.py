"""The words of a text as a translation memory compares and searches them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache

from reader.text.literals.dates import month_names
from reader.text.regex import regex

_MARKS = dict.fromkeys([*range(0x610, 0x61B), *range(0x64B, 0x660), 0x640, 0x670, 0xAD, 0x200B])
_FOLDED = str.maketrans("أإآٱىةکی’‘", "اااايهكي''") | _MARKS
_TO_FOLD = regex(f"[{''.join(map(chr, _FOLDED))}]")
_WORD = regex(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_LETTERS = regex(r"[^\W_]+")
_HAN = regex(r"[\u3400-\u9fff]")
_NUMBER = r"\d+(?:[.,\u066b\u066c\u00a0\u202f ]\d+)*(?:er)?"
_ADDRESS = regex(r"[^\s\u0600-\u06ff\u3400-\u9fff]*(?:@|://)[^\s\u0600-\u06ff\u3400-\u9fff]*")
_DIGIT = regex(r"\d")
_NUMBERS = regex(rf"{_NUMBER}(?:[ ,/-]*{_NUMBER})*")
_GLUED = regex(r"\d[^\W\d_\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]\d")
"""A number and a word without a space between them."""
_LATIN = regex(r"[a-z\u00df-\u024f]+(?:[ .'-]+[a-z\u00df-\u024f]+)*")
_NOT_LATIN = regex(r"[\u0600-\u06ff\u3400-\u9fff]")


def key_of(text: str) -> str:
    """A text without what spelling may vary in: case, vowel signs, width, white space."""
    if text.isascii():
        return " ".join(text.casefold().split())
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _TO_FOLD.search(folded):  # most of French has nothing of it, and translating it costs
        folded = folded.translate(_FOLDED)
    return " ".join(folded.split())


def shape_of(key: str, words: Collection[str] | None = None) -> str:
    """A key with one sign for each number, date and address; empty where there is none.

    So it is for a name in Latin letters, in a text of other letters. Sentences of one shape may
    be alike but for these; sentences of two shapes are not.

    Args:
        key: a text, folded.
        words: its `words_of`, where they are at hand.
    """
    shape = _ADDRESS.sub("#", key) if "@" in key or "://" in key else key
    has_digit = _DIGIT.search(key)
    if not _months().isdisjoint(words_of(key) if words is None else words) or (
        has_digit and _GLUED.search(key)
    ):
        shape = _values().sub("#", shape)
    elif has_digit:
        shape = _NUMBERS.sub("#", shape)
    if _NOT_LATIN.search(key):
        shape = _LATIN.sub("#", shape)
    return shape if shape != key else ""


@cache
def _months() -> frozenset[str]:
    """The first word of each month's name. Where a text has none, searching it for all takes a
    third of an import's time."""
    return frozenset(words_of(key_of(name))[0] for name in month_names())


@cache
def _values() -> re.Pattern[str]:
    """A number, or a date: numbers and names of months in a row."""
    names = sorted({key_of(name) for name in month_names()}, key=len, reverse=True)
    one = rf"(?:{_NUMBER}|(?<![^\W\d_])(?:{'|'.join(map(re.escape, names))})(?![^\W\d_]))"
    return re.compile(rf"{one}(?:[ ,/-]*{one})*")


def searched(text: str) -> str:
    """A text as the index of words is given it, which folds ASCII by itself."""
    return text if text.isascii() else " ".join(tokens_of(text))


def tokens_of(text: str) -> list[str]:
    """The words of a text as they are searched; of Chinese, each two characters."""
    return words_of(key_of(text))


def words_of(key: str) -> list[str]:
    """As `tokens_of`, of a text that is folded."""
    if not _HAN.search(key):
        return _LETTERS.findall(key)
    words: list[str] = []
    for word in _WORD.findall(key):
        if len(word) > 1 and "\u3400" <= word[0] <= "\u9fff":
            words += [word[place : place + 2] for place in range(len(word) - 1)]
        else:
            words.append(word)
    return words
