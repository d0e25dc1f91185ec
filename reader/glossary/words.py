"""What the glossaries know of some words of a text."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.glossary.concept import Concept
from reader.glossary.glossaries import Glossaries
from reader.glossary.matching.normalisation import HAN, fold, key
from reader.glossary.suggesting.stopwords import LANGUAGES, stopwords
from reader.glossary.termbase import Termbase
from reader.text.regex import regex

_WRITTEN_IN_ONE = "(?:[وف]?[بكل]?ال|[وف]?لل|[وفبكل])?"
"""Arabic's article and particles, before a word in a folded text."""
_ARTICLE = regex(r"^(?:[وف]?[بك]?ال|[وف]?لل)(?=[^\W\d_]{3})")
_HAN = regex(f"[{HAN}]")


def concepts_of(
    words: str, glossaries: Glossaries, limit: int = 5
) -> list[tuple[Concept, Termbase]]:
    """The concepts in force that have a term with these words, not only with their letters.

    Those that are called so come first, then the shortest terms. A small word, which half of all
    terms have, is looked for as a whole term alone.
    """
    wanted = key(words, "zh")
    is_small = any(wanted in stopwords(code) for code in LANGUAGES)
    ranked: list[tuple[bool, int, int, tuple[Concept, Termbase]]] = []
    for concept, base in glossaries.lookup(_bare(_folded(words))):
        texts = [
            concept.acronym,
            *(term.text for terms in concept.terms.values() for term in terms),
        ]
        named = any(key(text, "zh") == wanted for text in texts)
        lengths = [len(text) for text in texts if has_words(text, words)]
        if named or (lengths and not is_small):
            place = (not named, min(lengths, default=0), len(ranked))
            ranked.append((*place, (concept, base)))
    return [each[3] for each in sorted(ranked, key=lambda each: each[:3])[:limit]]


def has_words(text: str, words: str) -> bool:
    """Whether a text has words in a row, spelling differences ignored.

    Arabic words are found with and without their article and the particles that are written in
    one with them. Chinese does not part words: there any place counts.
    """
    pattern = _pattern(words)
    return pattern is not None and pattern.search(_folded(text)) is not None


@lru_cache(maxsize=16)
def _pattern(words: str) -> re.Pattern[str] | None:
    needle = _folded(words)
    if not needle:
        return None
    if _HAN.search(needle):
        return re.compile(re.escape(needle))
    return re.compile(rf"(?<!\w){_WRITTEN_IN_ONE}{re.escape(_bare(needle))}(?!\w)")


def _bare(folded: str) -> str:
    return _ARTICLE.sub("", folded)


def _folded(text: str) -> str:
    return " ".join(fold(text, "zh").text.split())
