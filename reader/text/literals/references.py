"""Numbers that name what they stand beside, with the word that says so: n° 7, رقم 7, No. 7.

A small model takes the figure for a count or an owner: "The room of 12", "the 1 of the party". It
reads a stand-in for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.numerals import spelt
from reader.text.regex import regex

_IN_WORDS = {
    "fr": {"un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5},
    "ar": {"واحد": 1, "اثنين": 2, "اثنان": 2, "ثلاثة": 3},
    "en": {"one": 1, "two": 2, "three": 3},
}
_FIGURES = (
    r"(?P<figures>\d{1,4})"
    r"(?!\w|[.,:/-]\d|[ \u00a0\u202f]?%|[ \u00a0\u202f]\d|[ \u00a0](?:mill|bill|thous|hundred|per))"
)


def _worded(language: str) -> str:
    return rf"(?P<word>{'|'.join(_IN_WORDS[language])})(?!\w)"


_PATTERN = {
    "fr": regex(
        r"(?<![\w’'])(?:(?:num[ée]ro|n[°º]|№)[ \u00a0]?"
        rf"{_FIGURES}|num[ée]ro[ \u00a0]{_worded('fr')})",
        re.IGNORECASE,
    ),
    "ar": regex(rf"(?<!\w)(?:رقم[ \u00a0]{_FIGURES}|(?:ال)?رقم[ \u00a0]{_worded('ar')})"),
    "en": regex(
        rf"(?<![\w’'-])(?:(?:[Nn]umber[ \u00a0]|No\.[ \u00a0]?){_FIGURES}"
        rf"|[Nn]umber[ -]{_worded('en')})"
    ),
}


_YEAR = regex(r"(?:19|20)\d\d")
_NUMBERING = regex(r"\b(?:who|which|that|they|(?!(?:was|its|his|this|has)\b)[a-z]{3,}s)\s$")
"""Before "number" as a verb: the trees number 233."""
_NAMED = regex(r"(?<!\w)ال\w+(?:\s\w+)?\s$|[A-Za-zÀ-ÿ]\s$")


def references(plain: str, language: str, target: str) -> Iterator[Literal]:
    """The numbered names of a French, Arabic or English text.

    Args:
        plain: a sentence, its digits as 0 to 9.
        language: its language.
        target: language of the renderings: English, or from English French or Arabic.
    """
    if target not in ("en", "fr", "ar") or (language == "en") == (target == "en"):
        return
    for match in _PATTERN[language].finditer(plain) if language in _PATTERN else ():
        word, before = match["word"], plain[: match.start()]
        if _YEAR.fullmatch(match["figures"] or "") and not _NAMED.search(before):
            continue  # a record or a number of that year
        if language == "en" and _NUMBERING.search(before):
            continue
        number = match["figures"] or str(_IN_WORDS[language][word.casefold()])
        forms = _forms(number, target, is_short="umb" not in match[0])
        yield Literal("code", *match.span(), forms, SLOT, (SLOT,), forms[0])


_POSTAL = regex(
    r"(?:[,;–-]|\s)\s*(?P<code>\d{5})(?=[ \u00a0][A-ZÀ-Þ][\w’'-]+(?:[ \u00a0-][A-ZÀ-Þ][\w’'-]*)*"
    r"(?:[ \u00a0]\d{1,2})?(?:[ \u00a0]*[,.;()–-]|$))"
)
_STREET = regex(
    r"(?<!\w)(?:rue|av(?:enue|\.)?|b(?:oulevar|oul|lv|)d\.?|place|route|allée|impasse|chemin|quai|lot"
    r"|quartier|résidence|immeuble|B\.?P\.?|cedex|adresse|code postal)(?!\w)",
    re.IGNORECASE,
)


def postal_codes(plain: str) -> Iterator[Literal]:
    """The codes before the towns of French addresses: "12, rue de Fès, 10000 Rabat".

    Args:
        plain: a sentence, its digits as 0 to 9.
    """
    for match in _POSTAL.finditer(plain):
        if _STREET.search(plain, 0, match.start()):
            code = match["code"]
            yield Literal("code", *match.span("code"), (code,), SLOT, (SLOT,), code)


def _forms(number: str, target: str, *, is_short: bool) -> tuple[str, ...]:
    if target == "ar":
        return (f"رقم {number}", f"الرقم {number}")
    if target == "fr":
        forms = (f"n°\u00a0{number}", f"n° {number}", f"numéro {number}")
        return forms if is_short else (forms[-1], *forms[:-1])
    word = spelt(int(number)) if number.isdigit() and int(number) < 11 else number
    return (f"No. {number}", f"number {number}", f"no. {number}", f"number {word}")
