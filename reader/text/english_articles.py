"""Whether English says a or an before a word, a number or a code: by its sound, not its letter."""

from __future__ import annotations

import re

from reader.text.regex import regex

_UNSAID = "\"“‘'([$€£¥"
"""What may stand before what is said; a currency is said after its number."""
_NUMBER = regex(r"8|1[18](?:\d\d|(?:\d{3})*)(?!\d)")
"""Eight, eleven and eighteen, of whatever: 80, 11,000, 1848."""
_INITIALS = regex(r"[A-Z]{2,}(?=s?(?![a-z]))")
_LETTER = regex(r"[A-Z](?=\.[A-Z]|\d|(?![\w.’']))")
"""One that is read by its name: F-16, S&P, H1N1, U.S."""
_READ_AS_WORDS = frozenset("SIM RAM MAP FAO ROM LAW MEN NEW RED FAR SAR RIB HIM HER".split())
"""Of three letters; longer ones are read so where vowels and consonants alternate: FIFA."""
_PRONOUNCED = regex(r"(?:[^AEIOU]{0,2}[AEIOU])+[^AEIOU]{0,2}")
_CLOSED = regex(
    r"uni(?![nm]|de)|un(?=anim)|us[aeiu]|usur|ut[aei]|utop|ur[aeiou](?!d)|u[kvy]|uig|ubiq|ugand|u\b"
    r"|eu|ewe|one(?!r)|once|oua",
    re.I,
)
"""Vowels that are said as another sound: a union, a European, a Ukrainian, a one-off."""
_SILENT = regex(r"hour|honest|honou?r|heir", re.I)
_UNSURE = regex(r"[Hh]|[A-Z]\.")
"""Some say "an historic"; "M." may be read as Monsieur."""


def takes_an(text: str) -> bool | None:
    """Whether what follows an article begins with the sound of a vowel.

    Args:
        text: what follows it, from its first word on.

    Returns:
        None where that is not sure.
    """
    text = text.lstrip(_UNSAID)
    if text[:1].isdigit():
        return _NUMBER.match(text) is not None
    spelt = _INITIALS.match(text) or _LETTER.match(text)
    if spelt:
        letters = spelt[0]
        is_word = letters in _READ_AS_WORDS or (
            len(letters) > 3 and _PRONOUNCED.fullmatch(letters) is not None
        )
        return letters[0] in ("AEIO" if is_word else "AEFHILMNORSX")
    if _SILENT.match(text):
        return True
    if _UNSURE.match(text):
        return None
    return text[:1].casefold() in tuple("aeiouéèêàâîôœæ") and _CLOSED.match(text) is None
