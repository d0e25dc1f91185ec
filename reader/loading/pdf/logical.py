"""Lines as they are shown, turned into the order in which they are written.

The reverse of the Unicode Bidirectional Algorithm (UAX #9), for what stands in print: Arabic is
read from the right, what is in Latin letters or digits within it from the left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from reader.loading.pdf.lines import Line, is_right
from reader.text.regex import regex

_SHAPED = regex("[\ufb00-\ufdfb\ufe70-\ufefc]+")
_PAIRS = ("()", "[]", "«»", "{}", "‹›")
_BRACKETS = {bracket: pair for pair in _PAIRS for bracket in pair}
_WITHIN = regex(r"([(\[«{‹])\s+|\s+([)\]»}›])")
_UNSPACED = regex(r"([،؛])(?=[^\W\d_])")
_SEPARATORS = frozenset(".,:/٫٬\u00a0")
"""What stands within a number that is written from the left in any text."""


def set_right(sheets: Sequence[Sequence[Line]]) -> None:
    """Set what every line says, and whether it is written from the right."""
    lines = [line for sheet in sheets for line in sheet]
    balances = [_balance(line.units) for line in lines]
    balance = sum(balances)
    for line, own in zip(lines, balances, strict=True):
        has_right = any(map(is_right, line.units))
        line.is_right = has_right and (own > 0 or balance > 0) if own else balance > 0
        line.text = said(line.units, line.is_right)


def said(units: Sequence[str], from_right: bool) -> str:
    """What a line says.

    Args:
        units: what is shown, from left to right.
        from_right: whether the line is written from right to left.
    """
    if from_right:
        parts = reversed(list(_runs(units)))
        turned = (reversed(run) if is_turned else run for run, is_turned in parts)
        text = _bracketed("".join("".join(run) for run in turned))
        text = _UNSPACED.sub(r"\1 ", text)
    else:
        text = _with_right_runs(units)
    text = _SHAPED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def _balance(units: Sequence[str]) -> int:
    """Letters that are written from the right, less the others."""
    balance = 0
    for unit in units:
        if is_right(unit):
            balance += 1
        elif unit[0].isalpha():
            balance -= 1
    return balance


def _kind(unit: str) -> str:
    if is_right(unit):
        return "R"
    if unit[0].isdigit():
        return "D"
    return "L" if unit[0].isalpha() else "N"


def _runs(units: Sequence[str]) -> Iterator[tuple[Sequence[str], bool]]:
    """The stretches of a line from the right; whether each is turned round."""
    at = 0
    kinds = [_kind(unit) for unit in units]
    while at < len(units):
        end = _end_of_run(units, kinds, at)
        is_turned = end == at
        if is_turned:
            while end < len(units) and _end_of_run(units, kinds, end) == end:
                end += 1
        yield units[at:end], is_turned
        at = end


def _end_of_run(units: Sequence[str], kinds: Sequence[str], start: int) -> int:
    """Where a stretch ends that is read from the left: Latin words, a number; else its start."""
    if units[start] == "+" and start + 1 < len(units) and kinds[start + 1] == "D":
        return _end_of_telephone(units, kinds, start)
    if kinds[start] not in "LD":
        return start
    last = start
    for at in range(start + 1, len(units)):
        if kinds[at] == "R":
            break
        if kinds[at] in "LD":
            between = units[last + 1 : at]
            # A sign after an Arabic word's number parts it from the next (UAX #9, W2 and W4).
            if kinds[last] == "D" and not (
                not between or (len(between) == 1 and between[0] in _SEPARATORS)
            ):  # fmt: skip
                break
            last = at
    end = last + 1
    if end < len(units) and units[end] == "/" and kinds[last] == "L":
        end += 1
    return end


def _end_of_telephone(units: Sequence[str], kinds: Sequence[str], start: int) -> int:
    """Where a number ends that has a plus sign before it, and spaces within it."""
    end = start + 1
    while end < len(units) and (
        kinds[end] == "D"
        or (units[end] in " -" and end + 1 < len(units) and kinds[end + 1] == "D")
    ):  # fmt: skip
        end += 1
    return end


def _bracketed(text: str) -> str:
    """A text with its brackets the right way round, whichever way the file has them."""
    parts: list[str] = []
    opened: list[str] = []
    for at, letter in enumerate(text):
        pair = _BRACKETS.get(letter)
        if pair is None:
            parts.append(letter)
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        opens = not before.strip() and bool(after.strip())
        closes = bool(before.strip()) and not after.strip(" .,،؛:;!?؟")
        if opens == closes:
            opens = pair not in opened
        if opens:
            opened.append(pair)
        elif pair in opened:
            opened.remove(pair)
        parts.append(pair[not opens])
    return _WITHIN.sub(r"\1\2", "".join(parts))


def _with_right_runs(units: Sequence[str]) -> str:
    """A line from the left, with the Arabic words in it turned round."""
    if not any(map(is_right, units)):
        return "".join(units)
    kinds = [_kind(unit) for unit in units]
    parts: list[str] = []
    at = 0
    while at < len(units):
        if kinds[at] != "R":
            parts.append(units[at])
            at += 1
            continue
        end = at
        for place in range(at, len(units)):
            if kinds[place] == "L":
                break
            if kinds[place] == "R":
                end = place
        parts.append(said(units[at : end + 1], True))
        at = end + 1
    return "".join(parts)
