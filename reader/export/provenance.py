"""What an export says of itself: that a machine made it, which one, when, and how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from reader.article import Doubt, Translation, is_grave

STARTER = "small: it gives the gist, and is often wrong"
"""What is to be known of a starter package."""
_FEWEST = 4
"""Sentences that are a text of which something can be said as a whole."""


@dataclass(slots=True)
class Provenance:
    """Where the translations of one output come from; `watch` them as they go by."""

    on: date = field(default_factory=date.today)
    """The day that the output is made."""
    packages: Counter[str] = field(default_factory=Counter)
    """Sentences that each package translated."""
    corrections: int = 0
    doubtful: int = 0
    unsure: int = 0

    def watch(self, translations: Iterable[Translation]) -> Iterator[Translation]:
        """Hand translations on with the doubts to mark, and count them.

        From where most of a text turns out to be unsure, that is said of the whole (`caution`), and
        of a sentence only where the model was very unsure.
        """
        for translation in translations:
            if translation.origin in ("model", "memory") and translation.package:
                self.packages[translation.package] += 1
            self.corrections += translation.origin == "correction"
            self.unsure += translation.is_unsure
            if self.is_mostly_unsure:
                kept = tuple(doubt for doubt in translation.doubts if is_grave(doubt.kind))
                translation = replace(translation, doubts=kept)
            self.doubtful += bool(translation.doubts)
            yield translation

    @property
    def is_mostly_unsure(self) -> bool:
        """Whether the model was unsure of most of what it translated so far."""
        return is_mostly_unsure(self.unsure, self.packages.total())

    def caution(self) -> str:
        """What to know of a text as a whole before it is read, or nothing."""
        return caution(self.unsure, self.packages.total())

    def statement(self) -> str:
        """One line for a reader, or nothing where nothing was translated."""
        if not self.packages:
            return ""
        parts = [_made_by((name for name, _ in self.packages.most_common()), self.on)]
        if self.doubtful:
            count = f"{self.doubtful} sentence{'s are' if self.doubtful != 1 else ' is'}"
            parts.append(f"{count} marked as doubtful")
        if self.is_mostly_unsure:
            parts.append(_unsure_of(self.unsure, self.packages.total()))
        if self.corrections:
            count = f"{self.corrections} sentence{'s' if self.corrections != 1 else ''}"
            parts.append(f"{count} corrected by hand")
        return "; ".join(parts) + "."


def introduction(package: str, on: date, *, also: bool = False) -> str:
    """The statement for an output that is written as it comes: of one package, at its first use.

    Args:
        package: its name.
        on: the day that the output is made.
        also: whether another package was introduced before.
    """
    return f"also translated by {package}" if also else _made_by([package], on) + "."


def is_mostly_unsure(unsure: int, made: int) -> bool:
    """Whether marks on all unsure sentences of a text would tell nothing.

    Args:
        unsure: sentences of which the model was unsure.
        made: sentences that it translated.
    """
    return made >= _FEWEST and 2 * unsure > made


def caution(unsure: int, made: int) -> str:
    """What is to be known of a text as a whole, or nothing; see `is_mostly_unsure`."""
    if not is_mostly_unsure(unsure, made):
        return ""
    told = _unsure_of(unsure, made)
    return f"{told[0].upper()}{told[1:]}: read it for the gist. Only the worst are marked."


def _unsure_of(unsure: int, made: int) -> str:
    return f"the model was unsure of {unsure} of {made} sentences"


def _made_by(packages: Iterable[str], on: date) -> str:
    names = ", ".join(
        f"{name} ({_known(name)})" if "starter" in name else name for name in packages
    )
    return f"Machine translation by {names}, with Dragoman, {on.day} {on:%B %Y}"


def _known(name: str) -> str:
    return f"one after the other: {STARTER}" if " + " in name else STARTER


def reasons(doubts: Iterable[Doubt]) -> str:
    """What is doubtful, in one line."""
    return "; ".join(dict.fromkeys(" ".join(doubt.message.split()) for doubt in doubts))
