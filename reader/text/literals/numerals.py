"""The value of a written number: digits of any script and grouping, scales, Chinese numerals.

A mark between digits means what the language of the text means by it: French writes 1 234,5,
Chinese 1,234.5, and the Arabic press both.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from reader.text.regex import regex

SPACES = "\u0020\u00a0\u202f\u2009"
_MARATHONS = frozenset(("42.195", "21.097"))
"""Kilometres: the Arabic press writes thousands so as well, but not these."""
_POINTS = {"٫": ".", "،": ","}

HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
HAN_DIGITS |= {"零": 0, "两": 2, "兩": 2, "○": 0}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
HAN = "〇零一二三四五六七八九十百千万萬亿億兆两兩"
"""What a number in Chinese numerals is written with."""

_WORDS = {
    "ar": {
        10**3: "ألف ألفا ألفًا آلاف الف الاف",
        10**6: "مليون مليونا مليونًا ملايين",
        10**9: "مليار مليارا مليارًا مليارات بليون ملايير",
        10**12: "تريليون تريليونا تريليونات ترليون",
    },
    "fr": {
        10**3: "mille",
        10**6: "million millions",
        10**9: "milliard milliards Md Mds Mrd Mrds",
        10**12: "billion billions",
    },
    "en": {
        10**3: "thousand",
        10**6: "million millions",
        10**9: "billion billions bn",
        10**12: "trillion trillions",
    },
}
SCALES: dict[str, dict[str, int]] = {
    language: {word: scale for scale, words in scales.items() for word in words.split()}
    for language, scales in _WORDS.items()
}
"""Words of a language that multiply the number before them."""
DUALS = {
    f"{word}{ending}": 2 * scale
    for word, scale in (("ألف", 10**3), ("مليون", 10**6), ("مليار", 10**9))
    for ending in ("ين", "ان")
}
"""Two of them, in Arabic one word."""

_NAMES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def western(text: str) -> str:
    """The text with its decimal digits of any script as 0 to 9, one character for one."""
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


_OTHER_DIGIT = regex(r"[^\D0-9]")


@lru_cache(maxsize=4096)
def value(number: str, language: str) -> Decimal | None:
    """The value of digits with their marks, or None where they are not a number.

    Args:
        number: digits, and marks between them.
        language: language of the text around it.
    """
    plain = western(number)
    if plain in _MARATHONS:
        return Decimal(plain)
    for mark, other in _POINTS.items():
        plain = plain.replace(mark, other)
    if "٫" in number:
        whole, _, decimals = plain.rpartition(".")
        return _exact(_ungrouped(whole), decimals)
    plain = re.sub(rf"[{SPACES}٬'’](?=\d{{3}}(?!\d))", "", plain)
    marks = re.findall(r"[.,]", plain)
    if not marks:
        return _exact(plain, "")
    last = marks[-1]
    whole, _, decimals = plain.rpartition(last)
    if len(set(marks)) == 1 and _is_grouping(plain, last, language):
        return _exact(_ungrouped(plain), "")
    if whole.count(last):
        return None
    return _exact(_ungrouped(whole), decimals)


def _is_grouping(plain: str, mark: str, language: str) -> bool:
    """Whether the one kind of mark in a number groups its digits."""
    groups = plain.split(mark)
    if any(len(group) != 3 for group in groups[1:]) or len(groups[0]) > 3:
        return False
    if len(groups) > 2:
        return True
    if groups[0].lstrip("0") == "":
        return False
    if language in ("zh", "ja", "ko", "en"):
        return mark == ","
    return mark == "." or language not in ("fr", "es", "it", "de", "pt")


def _ungrouped(digits: str) -> str:
    return re.sub(rf"[.,{SPACES}٬]", "", digits)


def _exact(whole: str, decimals: str) -> Decimal | None:
    text = f"{whole or '0'}.{decimals}" if decimals else whole
    return Decimal(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else None


@lru_cache(maxsize=4096)
def han(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral (三百五十万), or None where it is none.

    Digits may stand among its characters: 2亿3000万, 3.5万亿.
    """
    total, section, number = Decimal(0), Decimal(0), Decimal(0)
    pending = False
    for part in re.findall(r"\d+(?:\.\d+)?|.", western(numeral).replace(",", "")):
        if part[0].isdigit():
            number, pending = Decimal(part), True
        elif part in HAN_DIGITS:
            digit = HAN_DIGITS[part]
            number = number * 10 + digit if pending and number else Decimal(digit)
            pending = True
        elif part in HAN_UNITS:
            section += (number if pending else 1) * HAN_UNITS[part]
            number, pending = Decimal(0), False
        elif part in HAN_SCALES:
            scale = HAN_SCALES[part]
            section += number
            if section == 0:
                section = total or Decimal(1)
                total = Decimal(0)
            elif scale == 10**8 and total and total < scale:
                section, total = section + total, Decimal(0)  # 三千五百万亿
            total += section * scale
            section, number, pending = Decimal(0), Decimal(0), False
        else:
            return None
    return total + section + number


def han_decimal(numeral: str) -> Decimal | None:
    """The value of a number in digits or in Chinese, with its decimals: 3.5, 三点五."""
    whole, _, part = numeral.partition("点")
    number = han(whole)
    if number is None or not part:
        return number
    return Decimal(f"{number}.{''.join(str(HAN_DIGITS[digit]) for digit in part)}")


def of_roman(numeral: str) -> int:
    """The value of a Roman numeral of I, V and X: 19 of XIX."""
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-one if one < then else one for one, then in zip(values, following, strict=True))


def plain(number: Decimal) -> str:
    """Digits alone, with a point where there are decimals: 1234.5."""
    return format(number, "f")


def grouped(number: Decimal) -> str:
    """Digits with commas between thousands: 1,234.5."""
    return format(number, ",f")


def scaled(number: Decimal) -> str | None:
    """As English writes large round numbers: 1.4 billion; None where that is not exact."""
    for scale, name in _NAMES:
        if number >= scale:
            count = (number / scale).normalize()
            exponent = count.as_tuple().exponent
            if isinstance(exponent, int) and exponent < -3:
                return None
            return f"{format(count, ',f')} {name}"
    return None


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def spelt(number: int) -> str | None:
    """An English number in letters, up to a hundred; None below zero."""
    if number < 0:
        return None
    if number < 20:
        return _UNITS[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_UNITS[unit]}" if unit else "")
    return "one hundred" if number == 100 else None


def in_words(number: int) -> str:
    """An English number in letters: forty million; nothing where digits read better."""
    for scale, name in (*_NAMES, (10**3, "thousand")) if number >= 10**3 else ():
        count, rest = divmod(number, scale)
        if count:
            return f"{in_words(count)} {name}" if rest == 0 and in_words(count) else ""
    hundreds, rest = divmod(number, 100)
    small = spelt(rest) or "" if rest or not hundreds else ""
    if not hundreds:
        return small
    return f"{_UNITS[hundreds]} hundred" + (f" and {small}" if small else "")


def ordinal(number: int) -> tuple[str, ...]:
    """An English ordinal, in digits and, up to a hundred, in letters: 21st, twenty-first."""
    last = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    forms = [f"{number}{last or 'th'}"]
    name = spelt(number)
    if name:
        head, _, unit = name.rpartition("-")
        last_word = unit.rpartition(" ")[2]
        letters = _ORDINALS.get(last_word) or (
            last_word[:-1] + "ieth" if last_word.endswith("y") else last_word + "th"
        )
        forms.append(f"{head}-{letters}" if head else unit.replace(last_word, letters))
    return tuple(forms)


_REFERENCE = regex(
    r"(?:\bn[°º]|№|\bnuméro|\bB\.\s?P\.|\bBP|ص\.\s?ب\.?|رقم|الرسمية\s+عدد|信箱"
    r"|\bcode(?:\s+(?:postal|PIN|secret|confidentiel))?|\bport|\bréf(?:érence|\.)?|\bmatricule"
    r"|\b(?:SMS|appel\w*|compos\w+|joign\w+|téléphon\w+)\s(?:au|le)"
    r"|(?:الرمز|رمز)(?:\s+(?:البريدي|السري))?|المنفذ|الهاتف|هاتف"
    r"|邮编|邮政编码|端口号?|编号|号码|电话|热线|代码|密码|验证码|QQ[群号]*|微信号?|[工学证]号|拨打)"
    r"[为是]?\s*[:：]?\s*$",
    re.IGNORECASE,
)


def is_reference(bare: str, before: str) -> bool:
    """Whether digits name something and count nothing: 007, 03.03, n° 7318."""
    digits = re.sub(r"\D", "", bare)
    if bare[0] == "0" and len(digits) > 2 and bare[1].isdigit():
        return len(digits) > 3 or bare.isdigit()
    return len(digits) > 3 and bare.isdigit() and _REFERENCE.search(before) is not None
