"""What an accent tells of a word: French ones, and those that English has borrowed."""

from __future__ import annotations

from reader.text.regex import regex

ACCENTED = regex(r"(?=\w*[àâæçéèêëîïôœùûü])[a-zàâæçéèêëîïôœùûü]{3,}")
"""A word with an accent that begins no sentence and is no name."""
BORROWED = frozenset(
    "attaché attachés blasé café cafés château châteaux cliché clichés communiqué communiqués "
    "crèche crèches crêpe crêpes crème débâcle début débuts décor déjà détente élite élites "
    "émigré émigrés entrée entrées exposé façade façades fête fêtes fiancé fiancée naïve naïveté née "
    "papier-mâché passé première premières protégé protégés purée régime régimes résumé résumés "
    "risqué rôle rôles sauté soirée soirées tête touché vis-à-vis".split()
)
"""Words with an accent that English has."""
