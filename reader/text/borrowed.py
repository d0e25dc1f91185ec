"""What an accent tells of a word: French ones, and those that English has borrowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.text.regex import regex

_ACCENTED = regex(r"(?=\w*[àâæçéèêëîïôœùûü])[a-zàâæçéèêëîïôœùûü]{3,}")
"""A word with an accent that begins no sentence and is no name."""
_BORROWED = frozenset(
    "attaché attachés blasé café cafés château châteaux cliché clichés communiqué communiqués "
    "crèche crèches crêpe crêpes crème débâcle début débuts décor déjà détente élite élites "
    "émigré émigrés entrée entrées exposé façade façades fête fêtes fiancé fiancée naïve née "
    "papier-mâché passé première premières protégé protégés purée régime régimes résumé résumés "
    "risqué rôle rôles sauté soirée soirées tête touché vis-à-vis".split()
)
"""Words with an accent that English has."""


def is_rather_french(words: Sequence[str], known: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a short text on a page in English and French has words of French alone.

    What other languages share with French tells it from English; names ("Café de France")
    are not told by it.

    Args:
        words: those of the text.
        known: function words, each with the languages that have it.
    """
    french = english = lower = 0
    for word in words:
        languages = known.get(word.lower(), ())
        if "fr" in languages and "en" not in languages:
            french += 1
        elif "en" in languages and "fr" not in languages:
            english += 1
        elif word[0].islower() and word not in _BORROWED:
            lower += 1
            french += _ACCENTED.fullmatch(word) is not None
    return lower > 0 and french > 2 * english
