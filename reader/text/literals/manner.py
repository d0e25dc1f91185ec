"""How French and Arabic write a number: marks, scales, percentages, days, hours.

English alone is known in full (`numerals`, `dates`); of the others this is what their press does
with figures. French groups by spaces and has a decimal comma, and no line may break inside
(U+00A0). The Arabic press of the Maghreb writes Western digits; those of thousands stand ungrouped
(4200) or as a word (45 ألف), and decimals with either mark: of 424 in our own news, 222 have a
comma.
"""

from __future__ import annotations

from decimal import Decimal

from reader.text.literals import numerals

_PERCENT = {
    "fr": ("\u00a0%", " %", "\u202f%", "%", " pour cent"),
    "ar": ("%", " %", " في المائة", " في المئة", " بالمائة", " بالمئة", "٪"),
}
TARGETS = ("fr", "ar")
"""Languages besides English whose manner is known."""

_SPACE = "\u00a0"
_FRENCH_SCALES = ((10**9, "milliard"), (10**6, "million"))
_ARABIC_SCALES = (
    (10**12, "تريليون", "تريليونات", ("تريليونا", "ترليون")),
    (10**9, "مليار", "مليارات", ("مليارا", "ملايير", "بليون")),
    (10**6, "مليون", "ملايين", ("مليونا",)),
    (10**3, "ألف", "آلاف", ("ألفا",)),
)
"""A scale, its word after 11 and more, after 3 to 10, and other ways to write it."""
_SMALL = {
    "fr": (
        "zéro|un une 1er 1re 1ère premier première|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|"
        "onze|douze|treize|quatorze|quinze|seize"
    ),
    "ar": (
        "صفر||اثنين اثنان اثنتين|ثلاثة ثلاث|أربعة أربع|خمسة خمس|ستة ست|سبعة سبع|ثمانية ثماني ثمان|"
        "تسعة تسع|عشرة عشر"
    ),
}
SMALL = {
    language: {number: tuple(words.split()) for number, words in enumerate(table.split("|"))}
    for language, table in _SMALL.items()
}
"""Words that a translation may have for a small number in digits."""


def digits(number: Decimal, target: str) -> tuple[str, ...]:
    """A number in digits, the preferred form first; then those that are as right.

    Args:
        number: its value.
        target: the language; of one that is not in `TARGETS`, English's marks are tried too.
    """
    plain, grouped = numerals.plain(number), numerals.grouped(number)
    if target == "fr":
        whole, _, part = grouped.partition(".")
        gaps = (_SPACE, " ", "\u202f", ".") if "," in whole else ("",)
        after = f",{part}" if part else ""
        forms = [whole.replace(",", gap) + after for gap in gaps]
        return tuple(dict.fromkeys((*forms, plain.replace(".", ","))))
    spaced = grouped.replace(",", _SPACE)
    forms = [plain, grouped, spaced, spaced.replace(_SPACE, " ")]
    if target == "ar":
        forms += [plain.replace(".", ",")] if "." in plain else [grouped.replace(",", ".")]
    return tuple(dict.fromkeys(forms))


def scaled(number: Decimal, target: str, *, slips: bool = False) -> tuple[str, ...]:
    """A large round number with the word of its scale: 27 millions, 5 مليارات; () for others.

    Args:
        number: its value.
        target: the language.
        slips: whether forms of the wrong number come along, as 140 ملايين.
    """
    if target == "fr":
        return tuple(_french(number))
    return tuple(_arabic(number, slips)) if target == "ar" else ()


def _french(number: Decimal) -> list[str]:
    for scale, name in _FRENCH_SCALES:
        if number >= scale:
            count = (number / scale).normalize()
            if _is_long(count):
                return []
            ending = "s" if count >= 2 else ""
            forms = [
                f"{form}{gap}{name}{ending}"
                for form in digits(count, "fr")
                for gap in (" ", _SPACE)
            ]
            forms += [f"{word} {name}{ending}" for word in _words(count, "fr")]
            if scale == 10**9 and count >= 1000:
                many = digits((count / 1000).normalize(), "fr")
                forms += [f"{form} billion{end}" for form in many for end in ("s", "")]
            return list(dict.fromkeys(forms))
    return []


def _arabic(number: Decimal, slips: bool) -> list[str]:
    for scale, one, few, others in _ARABIC_SCALES:
        if number < scale:
            continue
        count = (number / scale).normalize()
        if _is_long(count) or (scale == 1000 and count != int(count)):
            return []
        is_few = count == int(count) and 3 <= count % 100 <= 10
        names = (few,) if is_few else (one, *others)
        names += (one, few) if slips else ()
        forms = [f"{form} {name}" for name in names for form in digits(count, "ar")]
        forms += [f"{word} {name}" for name in names for word in _words(count, "ar")]
        if count == 1:
            forms = [one, *forms, *others]
        if count == 2:
            forms = [*forms, *(one + ending for ending in ("ين", "ان", "ي", "ا"))]
        if count == Decimal("1.5"):
            forms += [f"{one} ونصف {one}", f"{one} ونصف المليون", f"{one} ونصف"]
        if scale == 10**6 and count != int(count) and number % 1000 == 0:
            forms += _in_thousands(int(number), one, few)
        return list(dict.fromkeys(forms))
    return []


def _in_thousands(number: int, one: str, few: str) -> list[str]:
    """1250 ألف, مليون و250 ألف."""
    millions, thousands = divmod(number // 1000, 1000)
    word = "آلاف" if 3 <= thousands % 100 <= 10 else "ألف"
    whole = one if millions == 1 else f"{millions} {few if 3 <= millions <= 10 else one}"
    return [
        f"{whole} و{thousands} {word}",
        *(f"{number // 1000} {name}" for name in ("ألف", "آلاف", "ألفا")),
    ]


def _is_long(count: Decimal) -> bool:
    """Whether a count has more decimals than anybody writes before a scale."""
    exponent = count.as_tuple().exponent
    return isinstance(exponent, int) and exponent < -3


def _words(count: Decimal, target: str) -> tuple[str, ...]:
    if count != int(count):
        return ()
    words = SMALL[target].get(int(count), ())
    return words[:1] if target == "fr" else words


def percent(number: Decimal, target: str) -> tuple[str, ...]:
    """A percentage, the preferred form first."""
    forms = digits(number, target)
    return tuple(form + sign for sign in _PERCENT.get(target, ("%", " %")) for form in forms)


def between(first: str, last: str, target: str) -> tuple[str, ...]:
    """A range or a score as it may be written: 15-20."""
    forms = [f"{first}-{last}", f"{first}–{last}"]
    if target == "fr":
        forms += [f"{first} à {last}", f"{first} et {last}"]
    if target == "ar":
        forms += [f"{first} {word}{last}" for word in ("إلى ", "و", "و ")]
    return tuple(forms)


def written(number: Decimal, target: str, round_: bool) -> str:
    """A number as it takes a stand-in's place: with its scale where it is a round one."""
    names = scaled(number, target) if round_ else ()
    return (names or digits(number, target))[0]


def forms(
    number: Decimal, target: str, *, share: bool, is_year: bool, round_: bool
) -> tuple[str, ...]:
    """What a number of a text in another language than English may be in the translation.

    Args:
        number: its value.
        target: language of the translation, not English.
        share: whether it is a percentage.
        is_year: whether it may be a year.
        round_: whether it was written with a scale.
    """
    if share:
        return percent(number, target)
    if is_year:
        return tuple(dict.fromkeys((numerals.plain(number), *digits(number, target))))
    small = SMALL.get(target, {}).get(int(number), ()) if number == int(number) else ()
    return (*(scaled(number, target) if round_ else ()), *digits(number, target), *small)
