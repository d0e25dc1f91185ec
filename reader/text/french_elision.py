"""French words that lose their vowel before another: l'accord, d'Agadir, but le port, de Rabat."""

from __future__ import annotations

import re

from reader.text.regex import regex

_FULL = regex(
    r"(?<![\w’'-])(?:(?P<stem>[dlns]|jusqu|lorsqu|puisqu|qu)e|(?P<article>l)a) ?$", re.IGNORECASE
)
_SHORT = regex(r"(?<![\w’'-])(?P<stem>[dlns]|jusqu|lorsqu|puisqu|qu)['’]$", re.IGNORECASE)
_VOWEL = regex(r"[aeiouàâäéèêëîïôöùûüœæy](?!$)", re.IGNORECASE)
_KEPT = regex(r"(?:onz|oui|ouist|yaourt|yacht|yen|yuan|y[aéeou])", re.IGNORECASE)
"""Words before which nothing is lost: le onze, le oui, le Yémen."""
_FEMININE = regex(
    r"(?:[ts]ion|té|[ea]nce|ure|ique|erie|ée|ade|ise|tude|sse|phie|gie|mie)s?(?![\w-])", re.I
)


def elided(left: str, term: str) -> str:
    """The beginning of a French text as the word that follows wants it.

    Before initials, figures and quotation marks nothing is changed: de ONU stays, for nobody knows
    how that is read.

    Args:
        left: the text up to the term.
        term: what comes next.
    """
    if not term[:1].isalpha() or term[:2].isupper():
        return left
    elides = _VOWEL.match(term) and not _KEPT.match(term)
    if elides and (full := _FULL.search(left)):
        return left[: full.start()] + (full["stem"] or full["article"]) + "'"
    if not elides and term[:1] not in "hH" and (short := _SHORT.search(left)):
        vowel = "a" if short["stem"] in "lL" and _FEMININE.search(term.split()[0]) else "e"
        return left[: short.start()] + short["stem"] + vowel
    return left
