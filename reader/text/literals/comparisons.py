"""Signs before a number, which models drop or turn into money: < 5 %, ≥ 10 km, ± 3."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reader.text.literals.literal import SLOT, Literal
from reader.text.regex import regex

_SIGN = regex(
    r"(?:(?<=[\s(\[«:：，、；。\u3400-\u9fff])|\A)[<>≤≥≈±＜＞](?P<gap>[ \u00a0\u202f]?)\Z"
)
_ANY = regex("[<>≤≥≈±＜＞]")
_NARROW = str.maketrans("＜＞", "<>")
_REACH = 3
"""Characters before a number in which its sign stands, with what is before that."""


def compared(literals: Iterable[Literal], text: str) -> list[Literal]:
    """The literals of a text, its numbers with the signs before them.

    Args:
        literals: in the text's order.
        text: what they stand in.
    """
    if not _ANY.search(text):
        return list(literals)
    return [_with_sign(each, text) if each.kind == "number" else each for each in literals]


def _with_sign(literal: Literal, text: str) -> Literal:
    near = max(0, literal.start - _REACH)
    sign = _SIGN.search(text[near : literal.start])
    if sign is None or (near and not sign.start()):
        return literal
    written = (
        text[near + sign.start() : literal.start].translate(_NARROW).replace("\u202f", "\u00a0")
    )
    forms = tuple(f"{written}{form}" for form in literal.renderings)
    return replace(
        literal,
        start=near + sign.start(),
        renderings=forms,
        model=SLOT,
        admitted=(SLOT,),
        value=forms[0],
    )
