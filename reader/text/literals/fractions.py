"""Fractions: ½ as one sign, 三分之二 in Chinese, 千分之五 as so many per thousand."""

from __future__ import annotations

from collections.abc import Iterator

from reader.text.literals import numerals
from reader.text.literals.literal import SLOT, Literal
from reader.text.regex import regex

_FRACTION = regex(r"(?<![\w.,])(?:\d+ ?)?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞](?!\w)")
_SHARE = regex(
    r"(?P<whole>[二两三四五六七八九十]|\d{1,2})分之(?P<part>[一二两三四五六七八九]|\d{1,2})(?![\d点.万亿])"
)
_RATES = {
    "千": ("per thousand", "per 1,000", "in a thousand", "‰"),
    "万": ("per 10,000", "per ten thousand", "in 10,000"),
    "十万": ("per 100,000", "per hundred thousand", "in 100,000"),
    "百万": ("per million", "in a million"),
}
_RATE = regex(
    rf"(?<![{numerals.HAN}\d])(?P<of>十万|百万|千|万)分之"
    rf"(?P<number>\d+(?:\.\d+)?|[{numerals.HAN}]+(?:点[〇零一二三四五六七八九]+)?)"
)


def rates(plain: str) -> Iterator[Literal]:
    """The parts per thousand and less of a Chinese text, for English.

    A model knows percentages alone: it reads one.

    Args:
        plain: a sentence, its digits as 0 to 9.
    """
    for match in _RATE.finditer(plain):
        number = numerals.han_decimal(match["number"])
        if number is None:
            continue
        said = numerals.plain(number)
        forms = tuple(f"{said}{'' if of == '‰' else ' '}{of}" for of in _RATES[match["of"]])
        admitted = (f"{SLOT}%", f"{SLOT} percent", f"{SLOT} per cent")
        yield Literal("number", *match.span(), forms, f"{SLOT}%", admitted)


def _shares(text: str) -> Iterator[Literal]:
    """Fractions in Chinese: 三分之二."""
    for match in _SHARE.finditer(text):
        whole, part = (
            int(one) if one.isdigit() else int(numerals.han(one) or 0)
            for one in (match["whole"], match["part"])
        )
        if not 1 <= part < whole <= 20:
            continue
        name = {2: "half", 4: "quarter"}.get(whole, numerals.ordinal(whole)[-1])
        count = numerals.spelt(part) or str(part)
        ending = "s" if part > 1 else ""
        forms = [f"{count}{gap}{name}{ending}" for gap in (" ", "-")]
        forms += [f"a {name}"] if part == 1 else []
        if whole == 4:
            forms += [f"{count}{gap}fourth{ending}" for gap in (" ", "-")]
        forms += ["half"] if whole == 2 else []
        yield Literal("number", *match.span(), (*forms, f"{part}/{whole}"))


def fractions(text: str, language: str, target: str) -> Iterator[Literal]:
    """The fractions of a text that are not two numbers with a stroke between them.

    Args:
        text: a sentence.
        language: its language.
        target: language of the renderings.
    """
    for match in _FRACTION.finditer(text):
        yield Literal("number", *match.span(), (match[0],), SLOT, (SLOT,), match[0])
    if language == "zh" and target == "en":
        yield from _shares(text)
