"""Whether a term stands in the plural where it was found, as far as the source plainly shows it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from reader.glossary.concept import Concept
from reader.glossary.matching.normalisation import ARABIC, key
from reader.text.regex import regex

_WORD = regex(r"[^\W_]+")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def is_plural(text: str, start: int, end: int, term: str, concept: Concept, language: str) -> bool:
    """Whether `text[start:end]`, an occurrence of `term`, is a plural.

    Args:
        text: a sentence.
        start: where the term begins in it, after any clitic.
        end: where it ends.
        term: the term as the concept lists it.
        concept: the concept; its other terms tell a plural from a singular.
        language: of the text.
    """
    if language == "fr":
        return _french(text, start, end, term, concept.admitted("fr"))
    if language == "ar":
        return _arabic(text, start, term, concept.admitted("ar"))
    if language == "zh":
        return _chinese(text, start, end)
    return False


_SMALL = frozenset("de d du des à au aux en pour par sur sans avec contre et dans sous".split())
_FR_NUMBER = (
    r"(?:[2-9]|\d{2,}|\d{1,3}(?:[\u202f\xa0 .]\d{3})+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix"
    r"|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|mille)"
)
_FR_DETERMINER = (
    r"(?:les|des|aux|ces|ses|mes|tes|nos|vos|leurs|plusieurs|quelques|certaine?s|différente?s"
    rf"|diverse?s|nombreu(?:x|ses)|{_FR_NUMBER}(?: (?:millions|milliers|centaines|dizaines) de)?)"
)
_FR_PRENOMINAL = (
    r"(?:jeunes|grande?s|petite?s|nouve(?:aux|lles)|ancien(?:ne)?s|autres|premi(?:ers|ères)"
    r"|derni(?:ers|ères)|principa(?:ux|les)|gros(?:ses)?|hauts|mêmes|bonne?s|meilleure?s|futurs)"
)
_FR_DETERMINED = regex(rf"\b{_FR_DETERMINER} (?:{_FR_PRENOMINAL} )?$", re.IGNORECASE)
_FR_AFTER_NOUN = regex(r"[^\W\d_]{3,}[sx] $")
"""After another plural it may be an adjective: groupes terroristes."""


def _french(text: str, start: int, end: int, term: str, listed: tuple[str, ...]) -> bool:
    before = text[max(0, start - 60) : start]
    words, singular = _WORD.findall(text[start:end].lower()), _WORD.findall(term.lower())
    if len(words) != len(singular):
        return False
    head = _before_preposition(singular)
    if not head:
        return False
    determined = _FR_DETERMINED.search(before) is not None
    if len(words) == 1 and not determined and _FR_AFTER_NOUN.search(before):
        return False
    for word, one in zip(words, head, strict=False):
        if word != one and word in _french_plurals(one):
            return True
    if any(term.lower() in _french_plurals(other.lower()) for other in listed):
        return True
    return determined and term.lower().split()[0].endswith(("s", "x", "z"))


def _before_preposition(words: list[str]) -> list[str]:
    return words[: next((n for n, word in enumerate(words) if word in _SMALL), len(words))]


def _french_plurals(word: str) -> tuple[str, ...]:
    return word + "s", word + "x", word[:-2] + "aux" if word.endswith(("al", "il")) else word + "s"


_AR_NUMBER = regex(
    r"(?<![\w.,٫٬/])(?P<digits>\d{1,3}(?:[.,٬]\d{3})+|\d+) $|(?:^| )[وبلف]?(?:ثلاثة?|أربعة?|خمسة?"
    r"|ستة?|سبعة?|ثماني(?:ة)?|تسعة?|عشرة?|عدة|بضعة?|عشرات|مئات|آلاف) $"
)
_WEAK = regex("[اويةىءئؤأإآ]")
_DOUBLED = regex(r"(.)\1")
_LETTER = f"[{ARABIC}]"
_BROKEN = regex(
    rf"(?:{_LETTER}{{2}}ا{_LETTER}(?:ي)?{_LETTER}|ا{_LETTER}{{2}}ا{_LETTER}|{_LETTER}{{2}}و{_LETTER}"
    rf"|{_LETTER}{{2,3}}اء|ا{_LETTER}{{2,4}}اء|{_LETTER}{{2}}ا{_LETTER}|{_LETTER}وا{_LETTER}{{1,2}}(?:ي{_LETTER})?"
    rf"|ا{_LETTER}{{3}}ه|{_LETTER}ا{_LETTER}ه|{_LETTER}{{3}}ه?|{_LETTER}{{2}}ا{_LETTER}{{1,2}}ه?)"
)
"""Folded shapes of broken plurals: فنادق, أعمال, بنوك, شعراء, أطباء, عمال, مدن, باعة."""


def _arabic(text: str, start: int, term: str, listed: tuple[str, ...]) -> bool:
    number = _AR_NUMBER.search(text, max(0, start - 30), start)
    if number:
        digits = number["digits"] or "3"
        count = int(_digits(digits))
        return count > 2 and not (_FIRST_YEAR <= count <= _LAST_YEAR and digits.isdigit())
    return _is_arabic_plural(term, listed)


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())


@lru_cache(maxsize=4096)
def _is_arabic_plural(term: str, listed: tuple[str, ...]) -> bool:
    head = _first(term)
    others = {_first(other) for other in listed} - {head}
    for ending in ("ات", "ون", "ين"):
        if head.endswith(ending) and len(head) > 4:
            stem = head[:-2]
            if others & {stem, stem + "ه", stem + "ي", stem + "اء"}:
                return True
            if ending != "ات" and {stem + "ون", stem + "ين"} <= others | {head}:
                return True
    if head.endswith(("ات", "ون", "ين", "ان")) or not _BROKEN.fullmatch(head):
        return False
    if listed and head == _first(listed[0]):  # كلب of كلاب is a singular, كتب of كتاب is not
        return False
    return any(_skeleton(head) == _skeleton(other) and _yields(other, head) for other in others)


def _first(term: str) -> str:
    word = key(term, "ar").split(" ")[0]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _skeleton(word: str) -> str:
    return _DOUBLED.sub(r"\1", _WEAK.sub("", word))


_SINGULAR = regex(
    rf"(?:{_LETTER}{{2}}[اوي]{_LETTER}ه?|{_LETTER}ا{_LETTER}{{2,3}}|{_LETTER}{{3,5}}ه?|م{_LETTER}+)"
)


def _yields(one: str, many: str) -> bool:
    """Whether the second has the look of the first's plural rather than the reverse."""
    if (len(many) == 3 and many[1] == "ا") or (one.endswith("ه") and many.endswith("ه")):
        return False  # دار, موازنة
    if "ا" in one[1:-1] and "ا" not in many and not _shorter(one, many):
        return False
    if one.endswith(("ات", "ون", "ين")) or not _SINGULAR.fullmatch(one):
        return False
    if len(many) < len(one.removesuffix("ه")):
        return _shorter(one, many)
    return many != one + "ه" and many.removesuffix("ه") != one


_OF_LONG = frozenset("كتب نظم سحب حزم".split())


def _shorter(one: str, many: str) -> bool:
    """فعل of فعيل: طرق of طريق, مدن of مدينة; of فعال hardly: كتب of كتاب, but not كلب of كلاب."""
    stem = one.removesuffix("ه")
    vowels = "اي" if many in _OF_LONG else "ي"
    return len(stem) == 4 and stem[2] in vowels and many == stem[:2] + stem[3]


People = Literal["", "one", "many"]


def people(text: str, start: int, end: int, term: str, language: str) -> People:
    """Whether the word of a nation at `text[start:end]` is a noun, of one of its people or several.

    Args: as for `is_plural`.
    """
    word, before = text[start:end], text[max(0, start - 60) : start]
    if language == "fr":
        if not word[0].isupper() or word.isupper():
            return ""
        several, one = _FR_DETERMINED.search(before), _FR_ONE.search(before)
        if _FR_IN_NAME.search(before) and not (several or one):
            return ""
        many = several if word.lower() == term.lower() else word.endswith(("s", "x"))
        return "many" if many else "one" if one else ""
    if language == "ar":
        number = _AR_NUMBER.search(before)
        if number:  # three thousand "American"
            return "many" if int(_digits(number["digits"] or "3")) > 2 else ""
        is_noun = _AR_PEOPLE.search(term) and term.startswith("ال") and not _AR_NOUN.search(before)
        return "many" if is_noun else ""
    if language == "zh" and word.endswith("人") and text[end : end + 1] not in _ZH_NO_PEOPLE:
        return "one" if _ZH_ONE.search(before) else "many" if _chinese(text, start, end) else ""
    return ""


_FR_IN_NAME = regex(r"\b[^\W\d_]*[A-ZÀ-Þ][^\W_]+ $")
"""A name goes on with it: Fédération Estonienne."""
_FR_ONE = regex(r"\b(?:une?|le|la|l['’]|du|au|cette?|jeune)(?:(?<=['’])| )$", re.IGNORECASE)
_AR_PEOPLE = regex(r"(?:يون|يين)$|^ال(?!\w+ي[ةه]?$|\w+ات$)")
_AR_NOUN = regex(r"(?:(?:^|\s)[وفبك]?(?:ال|لل)\w+|(?:ها|هم|هما|هن|نا|كم|ه))[\s،]+[وفبكل]*$")
"""A definite noun, whose adjective it may be."""
_ZH_ONE = regex(r"(?<![十百千第])[一1][名位个]$")
_ZH_NO_PEOPLE = frozenset("民口工权均士员类体才大造质数物")


_ZH_NUMERAL = "〇零一二两三四五六七八九十百千万亿几数多"
_ZH_COUNTED = regex(
    rf"(?<![第\d.{_ZH_NUMERAL}])"
    rf"(?P<number>(?:\d[\d,]*|[{_ZH_NUMERAL}0-9]+)[多余]?[万亿]?[多余]?)"
    r"(?:名|位|个|家|所|座|艘|架|辆|条|间|支|只|头|匹|台|部|项|件|起|场|次|枚|棵|株|把|本|份|款|处|栋|幢|对|群|批)$"
)
_ZH_SOME = regex(r"(?:一些|这些|那些|许多|很多|不少|众多|多数|大批|各位)$")


def _chinese(text: str, start: int, end: int) -> bool:
    if text[end - 1 : end] == "们" or text[end : end + 1] == "们":
        return True
    if _ZH_SOME.search(text, max(0, start - 6), start):
        return True
    counted = _ZH_COUNTED.search(text, max(0, start - 16), start)
    return counted is not None and counted["number"] not in ("1", "一")
