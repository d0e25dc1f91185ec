"""Words that a translation takes over from its source, in the source's own letters.

A model writes one as it is spelt but for its capitals: Iban for IBAN, RABAt for Rabat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.article import Sentence
from reader.text.capitals import is_shouted
from reader.text.literals import Literal
from reader.text.regex import regex
from reader.text.spans import Edit, Span

_ODD = regex(r"(?<![\w.@/’'-])(?:[A-Z]{2,}[a-z]+|[A-Z][a-z]+)(?![\w@/])")
_INITIALS = regex(r"(?<![\w.@/’'-])[A-Z]{4,6}(?![\w@/])")


def as_spelt(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """Initials of the source that lost their capitals, and its words that got some too many."""
    text = sentence.text
    initials = {}
    if not is_shouted(text, sentence.language or ""):
        initials = {match[0].casefold(): match[0] for match in _INITIALS.finditer(text)}
    for match in _ODD.finditer(target):
        word = match[0]
        if word[1].isupper():
            own = re.search(rf"(?<!\w){word}(?!\w)", text, re.IGNORECASE)
            if own and own[0] != word:
                yield *match.span(), own[0]
        elif whole := initials.get(word.casefold()):
            yield *match.span(), whole
