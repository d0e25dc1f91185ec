"""What is copied as it stands, so that neither model nor glossary reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.article import Occurrence, Sentence
from reader.text.capitals import is_shouted
from reader.text.literals import Literal, literals, may_hold_words
from reader.text.regex import regex

if TYPE_CHECKING:
    from reader.glossary.matching.matcher import Match


def covers(literal: Literal, term: Occurrence | Match) -> bool:
    """Whether a term stands inside a literal, and is not all of a code: F-16, G7."""
    if literal.kind == "code" and literal.span == term.span:
        return False
    return literal.start <= term.start and term.end <= literal.end


def readable(matches: Sequence[Match], text: str, language: str, target: str) -> list[Match]:
    """The glossary's matches in a sentence but for those inside an address or a code."""
    if not matches:
        return []
    words = all(any(map(str.isalpha, text[each.start : each.end])) for each in matches)
    if words and not may_hold_words(text):
        return list(matches)
    opaque = [each for each in literals(text, language, target) if each.is_opaque]
    return [match for match in matches if not any(covers(each, match) for each in opaque)]


def literals_alone(sentence: Sentence, target: str) -> str | None:
    """The translation of a sentence that is nothing but literals and marks; None for any other."""
    signs = [mark for mark in sentence.marks if mark.is_sign and mark.start < mark.end]
    if signs and not any(
        char.isalnum() and not any(mark.start <= place < mark.end for mark in signs)
        for place, char in enumerate(sentence.text)
    ):
        return sentence.text
    if sentence.terms:
        return None
    return without_model(sentence.text, sentence.language or "", target)


def without_model(text: str, language: str, target: str) -> str | None:
    """The translation of a text that is nothing but literals and marks; None for any other."""
    if is_shouted(text, language):
        return None
    protected = literals(text, language, target)
    if "en" not in (language, target) and any(
        _LETTER.search(each.model or "") for each in protected
    ):
        return None  # only English's names of units are known
    rest, done = "", 0
    pieces: list[str] = []
    for literal in protected:
        gap = text[done : literal.start]
        rest += gap
        joint = " " if pieces and not gap else ""
        pieces.append(gap + joint + literal.renderings[0])
        done = literal.end
    rest += text[done:]
    if not protected or any(char.isalnum() for char in rest):
        return None
    made = "".join(pieces) + text[done:]
    if target == "en" and language in ("ar", "zh"):
        made = re.sub(r" +(?=[ ,.;:?)]|$)|(?<=\() +", "", made.translate(_PUNCTUATION)).strip()
        made = re.sub(r"(?<=[A-Za-z]),(?=\d)", ", ", made)
    return re.sub(r"(?<=\.m)\.{2,}$", ".", made) if target == "en" else made


_LETTER = regex(r"[^\W\d_]")
_PUNCTUATION = str.maketrans(
    {"，": ", ", "。": ". ", "、": ", ", "；": "; ", "：": ": ", "（": " (", "）": ") ", "？": "? "}
    | {"،": ",", "؛": ";", "؟": "?"}
)
