"""Words of an article as candidates are made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.glossary.matching.normalisation import ARABIC, HAN, key
from reader.text.regex import regex

BREAK = regex(r"[.,;:!?،؛؟。，；：！？、\n«»“”\"()（）《》…]")
"""Marks that no term goes across."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a Chinese character, with its place in the text in characters."""

    folded: str
    start: int
    end: int


_LATIN_TOKEN = regex(r"[^\W_]+['’]?(?:(?<=aujourd['’])hui)?")
_HAN_TOKEN = regex(f"[{HAN}]|[A-Za-z0-9]+")


def tokens_of(text: str, language: str) -> list[Token]:
    """Words; in Chinese, characters."""
    pattern = _HAN_TOKEN if language == "zh" else _LATIN_TOKEN
    return [
        Token(key(word[0].rstrip("'’"), language), *word.span()) for word in pattern.finditer(text)
    ]


WITH_CLITIC = regex("[وفبك]{1,2}ال..|[وف]لل..")
"""An Arabic word that begins with a conjunction or preposition before its article."""


def is_arabic(text: str) -> bool:
    """Whether a text is Arabic letters alone."""
    return re.fullmatch(f"[{ARABIC}]+", text) is not None


def clitic_length(word: str, vocabulary: frozenset[str]) -> int:
    """How many letters are clitics: the article, or the bare word elsewhere, proves them so.

    Of للـ the second lam belongs to the article, whose alif is not written.
    """
    fused = re.match(r"[وف]?ل(?=ل..)", word)
    if fused:
        return fused.end()
    article = re.match(r"[وفبكل]{1,2}(?=ال..)", word)
    if article:
        return article.end()
    return 1 if len(word) > 3 and word[0] in "وفبكل" and key(word[1:]) in vocabulary else 0
