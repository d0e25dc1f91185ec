"""Degrees below zero: 零下五度, خمس درجات تحت الصفر, "moins cinq degrés".

The sign is what a reader cannot see to be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reader.text.literals import numerals
from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.quantities import DIGITS
from reader.text.literals.ranges import numbers
from reader.text.regex import regex

_HAN = rf"(?:[{numerals.HAN}]+(?:点[{numerals.HAN}]+)?|{DIGITS})"
_CHINESE = regex(
    rf"(?:摄氏)?(?:零下|(?<![正承抱担自肩])负)(?:摄氏)? ?(?P<first>{_HAN})"
    rf"(?: ?(?:至|到|[-~～–—])(?:零下|负)? ?(?P<last>{_HAN}))? ?(?P<unit>摄氏度|度|℃|°C)"
)
_DEGREES = {
    "ar": r" ?(?:درج(?:ة|ات)(?: (?P<unit>مئوية|سلسيوس))?|°[CF]?|℃)",
    "fr": r" ?(?:degrés?(?: (?P<unit>Celsius|centigrades?))?|° ?(?P<sign>C)?(?!\w))",
}
_BEFORE = {
    "ar": regex(r"(?<!\w)(?:ناقص|سالب) $"),
    "fr": regex(r"(?<![\w’'-])(?<!au )(?<!du )(?<!ou )moins $", re.IGNORECASE),
}
_ZERO = {
    "ar": r" (?:تحت|دون) الصفر(?!\w)",
    "fr": r" (?:au[- ]dessous|en[- ]dessous|sous) (?:de )?(?:le )?(?:zéro|0)(?![\w,.]\d|\w)",
}
_AFTER = {language: regex(f"{_DEGREES[language]}{zero}") for language, zero in _ZERO.items()}
_ALONE = {language: regex(degrees) for language, degrees in _DEGREES.items()}
_THEN = regex(r" (?:à|et|ou) moins (?=[^.;]{1,25}(?:degrés?|°))")
_DUAL = regex(r"(?<!\w)درجت(?:ان|ين)(?: (?P<unit>مئويتين|مئويتان))? (?:تحت|دون) الصفر(?!\w)")
_SIGHT = 10
"""Characters before a number in which its sign is looked for."""
_HINTS = {"zh": ("零下", "负"), "ar": ("الصفر", "ناقص", "سالب"), "fr": ("moins", "Moins", "sous")}
_MODEL = {"ar": f"{SLOT} درجة", "fr": f"{SLOT} degrés", "zh": f"{SLOT}度"}


def temperatures(text: str, language: str) -> Iterator[Literal]:
    """The temperatures of a text that are below zero in words, for English."""
    if not any(hint in text for hint in _HINTS.get(language, ())):
        return
    if language == "zh":
        for match in _CHINESE.finditer(text):
            first, last = (_han(match[name]) for name in ("first", "last"))
            if first is not None and (last is not None) == bool(match["last"]):
                celsius = match["unit"] != "度" or "摄氏" in match[0]
                yield _below(match.span(), (first, last), language, celsius)
        return
    for start, end, value, _ in numbers(text, language):
        before = _BEFORE[language].search(text, max(0, start - _SIGHT), start)
        degrees = (_ALONE if before else _AFTER)[language].match(text, end)
        if before and not degrees and _THEN.match(text, end):  # de moins deux à moins cinq degrés
            yield _bare((before.start(), end), value)
        if degrees:
            celsius = any(degrees.groupdict().values()) or "C" in degrees[0]
            span = before.start() if before else start, degrees.end()
            yield _below(span, (value, None), language, celsius)
    if language == "ar":
        for match in _DUAL.finditer(text):
            yield _below(match.span(), (Decimal(2), None), language, bool(match["unit"]))


def _han(numeral: str | None) -> Decimal | None:
    return numerals.han(numeral) if numeral else None


def _below(
    span: tuple[int, int],
    degrees: tuple[Decimal, Decimal | None],
    language: str,
    celsius: bool,
) -> Literal:
    first, last = degrees
    pairs = [tuple(numerals.plain(each) for each in degrees if each is not None)]
    spelt = tuple(_spelt(each) for each in degrees if each is not None)
    pairs += [spelt] if all(spelt) else []
    unit = " degree" if first == 1 and last is None else " degrees"
    words = [f"{unit} Celsius", unit] if celsius else [unit, f"{unit} Celsius"]
    signs = [" °C", "°C", "°"] if celsius else ["°", " °C", "°C"]
    forms = []
    for numbered in pairs:
        digits = numbered[0][0].isdigit()
        units = [*signs[:2], *words, signs[2]] if celsius else [*words, *signs]
        for minus in ("-", "minus ", "−") if digits else ("minus ",):
            said = " to ".join(f"{minus}{number}" for number in numbered)
            forms += [f"{said}{each}" for each in (units if digits else words)]
        bare = " to ".join(numbered)
        below = [*words, *signs, ""] if digits else [*words, ""]
        forms += [f"{bare}{each} below {zero}" for each in below for zero in ("zero", "freezing")]
    forms += [f"minus {number}" for number, *more in pairs if not more]
    model = f"{SLOT} °C" if celsius else _MODEL[language]
    admitted = tuple(
        f"{SLOT}{each}" for each in ([*signs[:2], *words] if celsius else words + signs)
    )
    value = " to ".join(f"-{number}" for number in pairs[0])
    return Literal("number", *span, tuple(dict.fromkeys(forms)), model, admitted, value)


def _bare(span: tuple[int, int], value: Decimal) -> Literal:
    digits, words = numerals.plain(value), _spelt(value)
    forms = [f"{minus}{digits}" for minus in ("-", "minus ", "−")]
    forms += [f"minus {words}"] if words else []
    return Literal("number", *span, tuple(forms), SLOT, (SLOT,), forms[0])


def _spelt(number: Decimal) -> str:
    return (numerals.spelt(int(number)) or "") if number == int(number) else ""
