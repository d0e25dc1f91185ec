"""Ordinals in figures that models lose or misread: XVIIe et XVIIIe siècles, الدورة ال25.

Of two centuries in Roman figures a small model keeps one, of a large ordinal it loses the tens, and
a number with the article it takes for a count. It reads them in plain digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.text.literals.literal import Literal
from reader.text.literals.numerals import of_roman, ordinal
from reader.text.regex import regex

_ROMAN = regex(r"(?<![\w.])(?P<roman>X{0,3}(?:IX|IV|V?I{0,3}))(?<=[IVX])(?:[eᵉ]|ème)(?!\w)")
_MAY_BE_ROMAN = regex("[IVX][eèᵉ]")
_JOINT = regex(r"\s(?:et|ou)\s(?:le|du|au)\s")
_SINGLE = regex(r"\s+siècle(?!s)")
_THE = regex(r"\b(?:[Ll][ea]|[Dd]u|[Aa]u)\s$")
_EASY = 3
"""Up to it models read Roman ordinals of anything but centuries as they are."""
_WITH_ARTICLE = regex(
    r"(?<!\w)[وفبلك]?(?:ال(?:دورة|نسخة|طبعة|جولة|ذكرى|قمة|جلسة|مرتبة|رتبة|مرحلة|حلقة|مادة|سنة|يوم|قرن|"
    r"اجتماع|مؤتمر|فصل|أسبوع|اسبوع|شهر|مركز|موسم|فوج|لقاء|ملتقى|مهرجان)|لل(?:دورة|نسخة|طبعة|مرة|قمة|"
    r"جلسة|ذكرى)|المرة)\s(?P<rank>ال[ـ\s]?(?P<number>\d{1,3}))(?![\w%]|[.,/:-]\d)"
)
"""الدورة ال25: a number with the article."""


def ordinals(plain: str, language: str) -> Iterator[Literal]:
    """The ordinals in Roman figures of a French text, those with the article of an Arabic one.

    Args:
        plain: a sentence, its digits as 0 to 9.
        language: its language.
    """
    if language == "fr" and _MAY_BE_ROMAN.search(plain):
        yield from _romans(plain)
    if language == "ar":
        for match in _WITH_ARTICLE.finditer(plain):
            number = int(match["number"])
            yield Literal("number", *match.span("rank"), ordinal(number), match["number"])


def _romans(text: str) -> Iterator[Literal]:
    found = list(_ROMAN.finditer(text))
    for place, match in enumerate(found):
        number = of_roman(match["roman"])
        following = found[place + 1] if place + 1 < len(found) else None
        model = f"{number}e" if number > _EASY or "siècle" in text else None
        if (
            following is not None
            and _JOINT.fullmatch(text, match.end(), following.start())
            and _SINGLE.match(text, following.end())
        ):
            model = f"{number}e siècle"  # of "entre le 12e et le 15e siècle" one gets lost
        forms = ordinal(number)
        if "siècle" not in text and _THE.search(text, 0, match.start()):
            forms = (*(f"the {form}" for form in forms), *forms)
        yield Literal("number", *match.span(), forms, model)
