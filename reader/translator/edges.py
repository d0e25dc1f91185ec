"""Small words at the ends of a mark: an article is bold where the source's word has one.

A model that writes "the port" for a French "port" looks at that word for both of its own. Only
what the small words of a language say is known here, so that any other is left alone.
"""

from __future__ import annotations

from reader.glossary.matching.normalisation import key
from reader.glossary.suggesting.stopwords import stopwords
from reader.text.regex import regex

_ARTICLES = frozenset(("the", "a", "an"))
_JOINING = frozenset(
    "of to in on at by for with from into onto upon over under and or but as that which who whom "
    "than than's if".split()
)
_AUXILIARIES = frozenset("is are was were be been has have had will would".split())
_LANGUAGES = ("ar", "fr", "zh")
"""Languages whose small words are known."""
_WORD = regex(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_ARTICLE_OF_ARABIC = regex("[وف]?(?:[بك]?ال|لل)")
_CLITIC_OF_ARABIC = regex("[وفبلك]")


def superfluous(source: str, language: str, target: str) -> tuple[frozenset[str], frozenset[str]]:
    """English words that what stands for a marked text does not begin with, and not end with.

    Args:
        source: the marked text.
        language: its language.
        target: the language of the translation.
    """
    words = _WORD.findall(source)
    if target != "en" or language not in _LANGUAGES or not words:
        return frozenset(), frozenset()
    small = stopwords(language)
    first, last = key(words[0], language), key(words[-1], language)
    begin = frozenset() if first in small else _ARTICLES | _JOINING
    end = frozenset() if last in small else _ARTICLES | _JOINING | _AUXILIARIES
    if language == "ar":
        if _ARTICLE_OF_ARABIC.match(first):
            begin = frozenset()
        elif _CLITIC_OF_ARABIC.match(first):
            begin &= _ARTICLES
    return begin, end
