"""What became of the glossary's terms in a translation, and what is doubtful in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from reader.article import DoubtKind, Translation, is_grave

if TYPE_CHECKING:
    from reader.glossary.termbase import Termbase


class Report:
    """Counts, for each concept, its occurrences and how each came to be in the target.

    Doubts are counted by kind.
    """

    def __init__(self, termbases: Sequence[Termbase]) -> None:
        self._termbases = termbases
        self._occurrences: Counter[str] = Counter()
        self._how: dict[str, Counter[str]] = {}
        self._wanted: dict[str, str] = {}
        self._doubts: Counter[DoubtKind] = Counter()
        self._sentences = self._doubtful = self._unsure = 0

    def add(self, translation: Translation) -> None:
        """Count the terms and doubts of a sentence."""
        if translation.origin in ("copied", "correction"):
            return
        self._sentences += 1
        self._doubtful += translation.is_doubtful
        self._unsure += translation.is_unsure
        self._doubts.update({doubt.kind for doubt in translation.doubts if is_grave(doubt.kind)})
        for term in translation.source.terms:
            self._occurrences[term.concept] += 1
            self._wanted.setdefault(term.concept, term.targets[0])
        for use in translation.terms:
            self._how.setdefault(use.concept, Counter())[use.how] += 1

    def print(self, out: TextIO) -> None:
        """Write a table: a row for each concept, the most frequent first, and the sums."""
        columns = ("model", "constrained", "substituted")
        rows: list[tuple[str, list[int]]] = []
        for concept, times in self._occurrences.most_common():
            how = self._how.get(concept, Counter())
            lost = times - sum(how.values())
            counts = [times, *(how[column] for column in columns), lost]
            rows.append((self._wanted[concept], counts))
        sums = [sum(column) for column in zip(*(counts for _, counts in rows), strict=True)]
        head = ["term", "found", "right", "constrained", "substituted", "lost"]
        width = max([len(term) for term, _ in rows] + [5])
        out.write(f"{head[0]:<{width}}" + "".join(f"{name:>13}" for name in head[1:]) + "\n")
        for term, counts in [*rows, ("all", sums or [0] * 5)]:
            out.write(f"{term:<{width}}" + "".join(f"{count:>13}" for count in counts) + "\n")
        if self._doubts:
            kinds = ", ".join(f"{n} × {_KINDS[kind]}" for kind, n in self._doubts.most_common())
            out.write(f"{self._doubtful} of {self._sentences} sentences are doubtful: {kinds}\n")
            out.write("-f bilingual marks them.\n")
        if self._unsure:
            out.write(f"The model was unsure of {self._unsure} of {self._sentences} sentences.\n")


_KINDS: dict[DoubtKind, str] = {
    "literal": "an address, name or code not held",
    "number": "a number or date not held",
    "term": "a term not held",
    "negation": "a negation on one side only",
    "name": "a name on one side only",
    "length": "much shorter or longer",
    "loop": "a loop cut out",
    "untranslated": "words left as they were",
    "word": "a word that may not exist",
    "score": "the model very unsure",
    "unsure": "the model unsure",
}
