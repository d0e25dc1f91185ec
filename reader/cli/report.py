"""What became of the glossary's terms in a translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from reader.article import Translation

if TYPE_CHECKING:
    from reader.glossary.termbase import Termbase


class Report:
    """Counts, for each concept, its occurrences and how each came to be in the target."""

    def __init__(self, termbases: Sequence[Termbase]) -> None:
        self._termbases = termbases
        self._found: Counter[str] = Counter()
        self._how: dict[str, Counter[str]] = {}
        self._wanted: dict[str, str] = {}

    def add(self, translation: Translation) -> None:
        """Count the terms of a sentence."""
        if translation.origin in ("copied", "correction"):
            return
        for term in translation.source.terms:
            self._found[term.concept] += 1
            self._wanted.setdefault(term.concept, term.targets[0])
        for use in translation.terms:
            self._how.setdefault(use.concept, Counter())[use.how] += 1

    def print(self, out: TextIO) -> None:
        """Write a table: a row for each concept, the most frequent first, and the sums."""
        columns = ("model", "constrained", "substituted")
        rows: list[tuple[str, list[int]]] = []
        for concept, found in self._found.most_common():
            how = self._how.get(concept, Counter())
            lost = found - sum(how.values())
            counts = [found, *(how[column] for column in columns), lost]
            rows.append((self._wanted[concept], counts))
        sums = [sum(column) for column in zip(*(counts for _, counts in rows), strict=True)]
        head = ["term", "found", "right", "constrained", "substituted", "lost"]
        width = max([len(term) for term, _ in rows] + [5])
        out.write(f"{head[0]:<{width}}" + "".join(f"{name:>13}" for name in head[1:]) + "\n")
        for term, counts in [*rows, ("all", sums or [0] * 5)]:
            out.write(f"{term:<{width}}" + "".join(f"{count:>13}" for count in counts) + "\n")
