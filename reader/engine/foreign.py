"""Words of a model's other targets, which a translation into one of them may not have.

A model with one vocabulary for Arabic and French, told its target by the first token, slips from
one into the other where it is unsure: halfway through its training, of a hundred news sentences in
French 22 had an Arabic word, and as many in Arabic a French one. To keep these pieces out left none
and one, and took 0.9 and 1.15 of the time.
"""

from __future__ import annotations

from reader.errors import InvalidPackage
from reader.models.package import Package
from reader.models.tokens import vocabularies
from reader.text.regex import regex

_ARABIC = regex("[\u0621-\u064a]")
_LATIN = regex("[A-Za-z][a-z]|[à-ÿœæ]")
"""Capitals alone and single letters are left, for initials, codes and what is spelt by letters."""
_FOREIGN = {"fr": _ARABIC, "ar": _LATIN}
_LARGEST = 50_000
"""Pieces of a vocabulary of two or three languages; those of two hundred have more."""


def foreign(package: Package) -> list[list[str]]:
    """The pieces that a package's translations do not hold, each as a sequence of one.

    Args:
        package: one of several targets, which its first token tells; of any other none are known.
    """
    pattern = _FOREIGN.get(package.target)
    if pattern is None or not package.target_prefix or package.target_tokenizer is None:
        return []
    try:
        _, vocabulary = vocabularies(package.model)
    except InvalidPackage:  # of an old converter, under another name
        return []
    if len(vocabulary) > _LARGEST:
        return []
    return [[token] for token in vocabulary if token[:1] != "<" and pattern.search(token)]
