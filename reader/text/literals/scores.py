"""Scores of a match in words: بثلاثة أهداف لهدفين, "trois buts à deux".

A small model keeps the winner's goals and loses the other's; a score in figures it copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.literal import Literal
from reader.text.regex import regex

_FRENCH = {
    word: number
    for number, word in enumerate("zéro un deux trois quatre cinq six sept huit neuf dix".split())
} | {"rien": 0}
_ARABIC = {
    "صفر": 0, "لا شيء": 0, "واحد": 1, "هدف واحد": 1, "هدف وحيد": 1, "هدف": 1, "هدفين": 2,
    "هدفان": 2, "اثنين": 2,
}  # fmt: skip
_ARABIC_FEW = {
    word: number
    for number, word in enumerate("ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split(), 3)
}
_SAME = "مثله"
_GOALS = rf"(?:(?:{'|'.join(_ARABIC_FEW)}|\d{{1,2}})\sأهداف|هدفين|هدفان|هدف(?:\s(?:واحد|وحيد))?)"
_PATTERN = {
    "fr": regex(
        rf"(?<![\w’'-])(?P<one>{'|'.join(_FRENCH)}|\d{{1,2}})\sbuts?\sà\s"
        rf"(?P<other>{'|'.join(_FRENCH)}|\d{{1,2}})(?![\w%-])",
        re.IGNORECASE,
    ),
    "ar": regex(
        rf"(?<!\w)(?P<by>ب?)(?P<one>{_GOALS})\s(?:مقابل\s|ل)(?P<other>{_GOALS}"
        rf"|{'|'.join((*_ARABIC_FEW, *_ARABIC))}|{_SAME}ا?|\d{{1,2}})(?!\w)"
    ),
}


def scores(plain: str, language: str) -> Iterator[Literal]:
    """The scores of a French or Arabic text, for English.

    Args:
        plain: a sentence, its digits as 0 to 9.
        language: its language.
    """
    for match in _PATTERN[language].finditer(plain):
        one = _goals(match["one"])
        score = f"{one}-{one if match['other'].startswith(_SAME) else _goals(match['other'])}"
        model = f"بنتيجة {score}" if language == "ar" and match["by"] else score
        forms = (score, score.replace("-", "–"), score.replace("-", " to "))
        yield Literal("number", *match.span(), forms, model)


def _goals(said: str) -> int:
    words = re.sub(r"\s", " ", said.casefold()).removesuffix(" أهداف")
    if words.isdigit():
        return int(words)
    return next(table[words] for table in (_FRENCH, _ARABIC, _ARABIC_FEW) if words in table)
