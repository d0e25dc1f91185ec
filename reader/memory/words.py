"""The words of a text as a translation memory compares and searches them."""

from __future__ import annotations

import re
import unicodedata

_MARKS = dict.fromkeys([*range(0x610, 0x61B), *range(0x64B, 0x660), 0x640, 0x670, 0xAD, 0x200B])
_FOLDED = str.maketrans("أإآٱىةکی’‘", "اااايهكي''") | _MARKS
_WORD = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_DIGITS = re.compile(r"\d+(?:[.,\u066b\u066c\u00a0\u202f ]\d+)*")


def key_of(text: str) -> str:
    """A text without what spelling may vary in: case, vowel signs, width, white space."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    return " ".join(folded.split())


def shape_of(key: str) -> str:
    """A key with every number as one sign; empty where there is none."""
    shape = _DIGITS.sub("#", key)
    return shape if shape != key else ""


def tokens_of(text: str) -> list[str]:
    """The words of a text as they are searched; of Chinese, each two characters."""
    return words_of(key_of(text))


def words_of(key: str) -> list[str]:
    """As `tokens_of`, of a text that is folded."""
    found: list[str] = []
    for word in _WORD.findall(key):
        if len(word) > 1 and "\u3400" <= word[0] <= "\u9fff":
            found += [word[place : place + 2] for place in range(len(word) - 1)]
        else:
            found.append(word)
    return found
