"""Estimates: two digits side by side, which Chinese writes for two numbers: 三四十 is 30 or 40."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reader.text.literals import numerals
from reader.text.literals.literal import SLOT, Literal
from reader.text.regex import regex

_HAN = "〇零一二三四五六七八九十百千万萬亿億兆两兩"
_UNIT = "十百千万萬亿億"
_ESTIMATE = regex(
    rf"(?P<percent>百分之)?(?<![{_HAN}第点點数數几幾\d])(?P<head>(?:\d+|[{_HAN}]*)[{_UNIT}])?"
    rf"(?P<digits>[一二两兩三四五六七八]、?[二两兩三四五六七八九])(?P<tail>[{_UNIT}]*)(?![{_HAN}分])"
)
_BEFORE_LIST = regex(r"(?:^|[\s。；;：:（(周期])$")
_PLAN = regex("十四五(?![岁个名位天次日人家块里])")
"""The 14th Five-Year Plan."""
_HUNDREDS = "百千万萬"


def estimates(text: str) -> Iterator[Literal]:
    """The numbers of a Chinese text that are given as two which follow each other, for English."""
    for match in _ESTIMATE.finditer(text):
        head, digits, tail = match["head"] or "", match["digits"], match["tail"]
        one, other = (numerals.HAN_DIGITS[digit] for digit in (digits[0], digits[-1]))
        is_pair = other == one + 1 or ((one, other) == (3, 5) and not head)
        if not (head or tail) or not is_pair or _PLAN.match(text, match.start()):
            continue
        if "、" in digits and (not tail or _BEFORE_LIST.search(text[: match.start()])):
            continue  # the third item of a list, or the third and the fourth
        if head[-1:] in _HUNDREDS and not tail:
            tail = {"百": "十", "千": "百", "万": "千", "萬": "千"}.get(head[-1:], "")  # 一百五六
        values = [numerals.han(f"{head}{digit}{tail}") for digit in (digits[0], digits[-1])]
        if values[0] is not None and values[1] is not None and 0 < values[0] < values[1]:
            yield _estimate(match, values[0], values[1])


def _estimate(match: re.Match[str], low: Decimal, high: Decimal) -> Literal:
    pairs = [(numerals.grouped(low), numerals.grouped(high))]
    for scale, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if low >= scale:
            counts = [(number / scale).normalize() for number in (low, high)]
            first, last = (format(count, ",f") for count in counts)
            pairs = [(first, f"{last} {name}"), (f"{first} {name}", f"{last} {name}"), *pairs]
            break
    words = [numerals.in_words(int(number)) for number in (low, high)]
    if all(words):
        pairs.append((words[0], words[1]))
        head, _, last = words[0].rpartition(" ")
        if head and words[1].endswith(f" {last}"):  # two or three hundred
            pairs.append((head, words[1]))
    joints = ("or", "to") if high - low == 1 else ("to", "or")
    forms = [f"{a} {joint} {b}" for a, b in pairs for joint in joints]
    forms += [f"{a}{dash}{b}" for a, b in pairs for dash in "-–"]
    forms += [f"between {a} and {b}" for a, b in pairs]
    if match["percent"]:
        percent = tuple(
            f"{form}{sign}" for form in forms for sign in ("%", " percent", " per cent")
        )
        admitted = (f"{SLOT}%", f"{SLOT} percent", f"{SLOT} per cent")
        return Literal("number", *match.span(), percent, f"{SLOT}%", admitted, forms[0])
    return Literal("number", *match.span(), tuple(dict.fromkeys(forms)), SLOT, (SLOT,), forms[0])
