"""What a small model makes of what it was to copy: JLLL of JKL, 3455 of 345, 2-1-1 of 2-1."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from reader.text.regex import regex

_CONSONANTS = regex(r"[bcdfghjklmnpqrstvwxyz]{2,6}", re.IGNORECASE)
_DIGITS = regex(r"\d[\d.,:–-]*")
_LIKE = 0.66


def is_garbled(word: str, wanted: str) -> bool:
    """Whether a word looks like a spoilt copy of a short code or a number.

    Args:
        word: a word of a translation, whole and in any case.
        wanted: what was to be copied.
    """
    if word == wanted:
        return False
    if _CONSONANTS.fullmatch(wanted) and _CONSONANTS.fullmatch(word):
        one, other = word.casefold(), wanted.casefold()
        if not 3 <= len(other) <= 4:
            return False
        if len(one) < 3:
            return other.startswith(one)
        alike = SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LIKE
        return alike or (one[0] == other[0] and set(one) <= set(other))
    if _DIGITS.fullmatch(wanted) and _DIGITS.fullmatch(word):
        one, other = re.sub(r"\D", "", word), re.sub(r"\D", "", wanted)
        return len(other) > 1 and one.startswith(other) and 0 < len(one) - len(other) <= 2
    return False
