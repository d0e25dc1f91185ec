"""Estimates: two Chinese numbers with one scale: 三四十 is 30 or 40, 2至3亿 200 to 300 million."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal as OneOf

from reader.text.literals import numerals
from reader.text.literals.literal import SLOT, Literal
from reader.text.regex import regex

Joint = OneOf["between", "to", "or", ""]

_HAN = numerals.HAN
_UNIT = "十百千万萬亿億"
_ESTIMATE = regex(
    rf"(?P<percent>百分之)?(?<![{_HAN}第点點数數几幾\d])(?P<head>(?:\d+|[{_HAN}]*)[{_UNIT}])?"
    rf"(?P<digits>[一二两兩三四五六七八]、?[二两兩三四五六七八九])(?P<tail>[{_UNIT}]*)(?![{_HAN}分])"
)
_BEFORE_LIST = regex(r"(?:^|[\s。；;：:（(周期])$")
_SHORT = (
    r"(?:\d+(?:\.\d+)?"
    r"|(?=[一二两兩三四五六七八九十])[一二两兩三四五六七八九]?十?[一二两兩三四五六七八九]?(?<=[^\W\d]))"
)
"""A number that a scale may follow, and never nothing: 达到1.2亿 has one number."""
_RANGE = regex(
    rf"(?<![{_HAN}第点點\d.,:/月])(?P<first>{_SHORT})(?P<joint>至|到|[-~～–—、])(?P<last>{_SHORT})"
    rf"(?P<tail>[百千万萬亿億]+)(?![{_HAN}分\d.,]|(?<=千)[米克瓦卡赫])"
)
_WIDEST = 10
"""Times that the second number may be the first: 5到100万 may begin at 5."""
_PLAN = regex("十四五(?![岁个名位天次日人家块里])")
"""The 14th Five-Year Plan."""
_HUNDREDS = "百千万萬"
_THOUSAND = 1000


def estimates(text: str) -> Iterator[Literal]:
    """The numbers of a Chinese text that are given as two with one scale, for English."""
    for match in _RANGE.finditer(text):
        first, last, tail = match["first"], match["last"], match["tail"]
        low, high = numerals.han(first + tail), numerals.han(last + tail)
        if low is None or high is None or not low < high <= _WIDEST * low:
            continue
        if match["joint"] == "、":
            step = numerals.han(last) == (numerals.han(first) or 0) + 1
            if not step or _BEFORE_LIST.search(text[: match.start()]):
                continue
        yield estimate(match.span(), low, high)
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
            is_share = bool(match["percent"])
            yield estimate(match.span(), values[0], values[1], percent=is_share)


def estimate(
    span: tuple[int, int],
    low: Decimal,
    high: Decimal,
    *,
    percent: bool = False,
    joint: Joint = "",
) -> Literal:
    """Two numbers as one literal.

    Args:
        span: where they stand.
        low: the first.
        high: the second.
        percent: whether they are shares.
        joint: what English is to have with them; "" for what their distance asks for.
    """
    low, high = (Decimal(int(number)) if number % 1 == 0 else number for number in (low, high))
    pairs = [(numerals.grouped(low), numerals.grouped(high))]
    for scale, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if low >= scale:
            counts = [(number / scale).normalize() for number in (low, high)]
            first, last = (format(count, ",f") for count in counts)
            pairs = [(first, f"{last} {name}"), (f"{first} {name}", f"{last} {name}"), *pairs]
            break
    if low >= _THOUSAND > high / _THOUSAND and not (low % _THOUSAND or high % _THOUSAND):
        first, last = (numerals.plain(number / _THOUSAND) for number in (low, high))
        pairs += [(first, f"{last} thousand"), (f"{first} thousand", f"{last} thousand")]
    words = [numerals.in_words(int(number)) for number in (low, high)]
    if all(words):
        pairs.append((words[0], words[1]))
        head, _, last = words[0].rpartition(" ")
        if head and words[1].endswith(f" {last}"):  # two or three hundred
            pairs.append((head, words[1]))
    is_choice = joint == "or" or (not joint and high - low == 1)
    joints = ("or", "to") if is_choice else ("to", "or")
    forms = [f"{a} {joint} {b}" for a, b in pairs for joint in joints]
    forms += [f"{a}{dash}{b}" for a, b in pairs for dash in "-–"]
    apart = [f"between {a} and {b}" for a, b in pairs]
    forms = [*apart, *forms] if joint == "between" else [*forms, *apart]
    if percent:
        shares = tuple(f"{form}{sign}" for form in forms for sign in ("%", " percent", " per cent"))
        admitted = (f"{SLOT}%", f"{SLOT} percent", f"{SLOT} per cent")
        return Literal("number", *span, shares, f"{SLOT}%", admitted, forms[0])
    return Literal("number", *span, tuple(dict.fromkeys(forms)), SLOT, (SLOT,), forms[0])
