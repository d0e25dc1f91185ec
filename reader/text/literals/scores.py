"""Scores of a match: بثلاثة أهداف لهدفين, "trois buts à deux", 25比23、25比21、25比18.

A small model keeps the winner's goals and loses the other's; a score in figures it copies. Of
several in a row it loses one: it reads the first alone.
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

_SCORE = r"\d{1,3}(?:比|[:：∶-])\d{1,3}"
_ROW = regex(
    rf"(?<![\d.,:：∶/比-])(?P<first>{_SCORE})(?:(?:[、，,]|[、，,]?(?:和|以及|及)) ?{_SCORE})+"
    r"(?![\d%:：∶/比年月日号岁点时米公个名万亿-])"
)
_SETS = regex(r"(\d{1,3})(比|[:：∶-])(\d{1,3})")


def rows(plain: str) -> Iterator[Literal]:
    """The scores of a Chinese text that stand in a row, for English.

    Args:
        plain: a sentence, its digits as 0 to 9.
    """
    for match in _ROW.finditer(plain):
        sets = _SETS.findall(match[0])
        signs = {sign for _, sign, _ in sets}
        if len(signs) > 1 or (signs <= set(":：∶") and all(_may_be_hour(*each) for each in sets)):
            continue
        if "-" in signs and any(int(one) < int(other) - 30 for one, _, other in sets):
            continue
        *some, last = (f"{one}-{other}" for one, _, other in sets)
        said = f"{', '.join(some)} and {last}"
        forms = (said, said.replace("-", "–"), ", ".join((*some, last)))
        first = some[0]
        admitted = (first, first.replace("-", "–"), first.replace("-", " to "))
        yield Literal("number", *match.span(), forms, first, admitted)


def _may_be_hour(hour: str, _: str, minute: str) -> bool:
    return int(hour) <= 24 and len(minute) == 2 and int(minute) < 60


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
