"""What a model puts before a person's name of its own accord: "My Laftit", "the elder Laftit"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.article import Sentence
from reader.text.english_names import HEADS
from reader.text.literals import Literal
from reader.text.regex import regex
from reader.text.spans import Edit, Span
from reader.text.toponyms import is_place

_OURS = regex(r"(?<![\w’'-])(?:[Mm]y|[Oo]ur) $")
_ELDER = regex(r"(?<![\w’'-])[Tt]he (?:elder|eldest) $")
_SAID = {
    _OURS: {
        "ar": regex(r"نا(?!\w)"),
        "fr": regex(r"\b(?:mon|ma|mes|notre|nos)\b", re.IGNORECASE),
        "zh": regex("[我咱]"),
    },
    _ELDER: {
        "ar": regex(r"كبير|أكبر|الكبر|شيخ|مسن|عجوز|الأب(?!\w)"),
        "fr": regex(r"aîn|ain[ée]|cadet|ancien|vieux|doyen|âg|\bpère\b|senior", re.IGNORECASE),
        "zh": regex("[老长大兄姐]"),
    },
}
"""What says the same in the source, where something does."""


def before_names(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """Words before a person's name that the glossary holds, where the source has none of them."""
    for start, end in held:
        if not is_persons(target[start:end]):
            continue
        for before, said in _SAID.items():
            match = before.search(target, 0, start)
            own = said.get(sentence.language or "")
            if match and own is not None and not own.search(sentence.text):
                yield match.start(), start, ""


def is_persons(name: str) -> bool:
    """Whether a glossary's name is a person's: neither a place's nor an office's."""
    return name.istitle() and not is_place(name) and HEADS.isdisjoint(name.casefold().split())
