"""Bounds of a number: at least, no more than, more than, fewer than.

A small model turns them round: "No fewer than 12 people came" for "pas plus de 12", "Fewer than 12"
for لا يقل عن 12, "More than 12" for 最多12人.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.article import Sentence
from reader.text.literals import Literal
from reader.text.regex import regex
from reader.text.spans import Edit, Span

_DE = r"(?:\s(?:de|des)\s|\sd[’'])(?=\d)"
_NUM = r"\s?[\d٠-٩]"
_SOURCE = {
    "fr": regex(
        rf"(?P<most>\bpas\splus{_DE}|\b(?:tout\s)?au\splus\s(?=\d))"
        rf"|(?P<least>\bpas\smoins{_DE}|\bau\smoins\s(?=\d))"
        rf"|(?P<more>\bplus{_DE})|(?P<fewer>\bmoins{_DE})",
        re.IGNORECASE,
    ),
    "ar": regex(
        rf"(?P<most>\b(?:ما )?لا [يت](?:زيد|تجاوز|تعدى)(?: \w+)?(?: عن)?(?={_NUM}))"
        rf"|(?P<least>\b(?:ما )?لا [يت]قل(?: \w+)? عن(?={_NUM}))"
        rf"|(?P<more>\b(?:أكثر|أزيد) من(?={_NUM}))|(?P<fewer>\bأقل من(?={_NUM}))"
    ),
    "zh": regex(
        r"(?P<most>(?:最多|至多|不多于|不高于|[不未]超过|[不未][得能应曾]超过|没有超过)(?=\d))"
        r"|(?P<least>(?:至少|不少于|不低于)(?:有|为|是)?(?=\d))"
        r"|(?P<more>(?:超过|多于)(?=\d))|(?P<fewer>(?:不到|不足|少于|低于)(?=\d))"
    ),
}
_TARGET = regex(
    r"\b(?:(?P<most>at most|(?:no|not) more than)"
    r"|(?P<least>at least|(?:no|not) (?:fewer|less) than)"
    r"|(?P<more>(?:at )?more than)|(?P<fewer>(?:at )?(?:fewer|less) than))(?= [$€£]?\d)",
    re.IGNORECASE,
)
_NEGATED = {
    "fr": regex(r"\b(?:n[’']|ne\s|sans\s|interdi|empêch|à\smoins\sque)", re.IGNORECASE),
    "ar": regex(r"(?<!\w)[وف]?(?:لا|لم|لن|ليس|ليست|ما|دون|بدون|عدم|غير|يحظر|يمنع)(?!\w)"),
    "zh": regex("[不没未无非禁勿]"),
    "en": regex(r"\b(?:no|not|never|nobody|none|nor|neither|without|cannot)\b|n[’']t\b", re.I),
}
"""What may turn round "more than": "ne peut stationner plus de 500 soldats"."""
_UP = ("least", "more")
_ENGLISH = {"most": "no more than", "least": "at least", "more": "more than", "fewer": "less than"}


def bounds(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """The one bound of a translation as the one of its source has it."""
    pattern = _SOURCE.get(sentence.language or "")
    if pattern is None or not (said := list(_TARGET.finditer(target))):
        return
    wanted = list(pattern.finditer(sentence.text))
    if len(said) != 1 or len(wanted) != 1:
        return
    (start, end), kind = said[0].span(), str(wanted[0].lastgroup)
    if (kind in _UP) == (said[0].lastgroup in _UP):
        return
    around = sentence.text[: wanted[0].start()] + sentence.text[wanted[0].end() :]
    if _NEGATED[sentence.language or ""].search(around):
        return
    if not _NEGATED["en"].search(target[:start] + target[end:]):
        yield start, end, _ENGLISH[kind].capitalize() if start == 0 else _ENGLISH[kind]
