"""What the translation of a text has to hold for the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.article import Occurrence
from reader.models.package import Package
from reader.text.spans import overlaps_any
from reader.translator.verbatim import readable

if TYPE_CHECKING:
    from reader.glossary.matching.matcher import Match, Matcher
    from reader.glossary.matching.styles import Acronyms
    from reader.glossary.termbase import Termbase


class Constraints:
    """The active glossaries at work. Safe for several threads at once.

    Args:
        termbases: glossaries to hold to, the first the strongest; none for the bare model.
        target: language of the translations.
        acronyms: how acronyms are written, see `Translator`.
    """

    def __init__(self, termbases: Sequence[Termbase], target: str, acronyms: Acronyms) -> None:
        self.termbases = tuple(termbases)
        self._target = target
        self._acronyms = acronyms
        self._matchers: dict[tuple[str, str], Matcher] = {}

    def terms(self, text: str, language: str, mentioned: set[str]) -> tuple[Occurrence, ...]:
        """The glossary's terms in a text.

        Args:
            text: a sentence.
            language: its language.
            mentioned: concepts that the article named before; those named here are added.
        """
        from reader.glossary.matching.styles import wanted

        matches = self._matches(text, language, self._target)
        return wanted(matches, self._target, self._acronyms, mentioned, language)

    def hops(
        self,
        text: str,
        language: str,
        route: tuple[Package, ...],
        terms: tuple[Occurrence, ...],
    ) -> tuple[tuple[Occurrence, ...], ...]:
        """What the translation of a text by each package of a route has to hold.

        Args:
            text: a sentence or a part of one.
            language: its language.
            route: the packages.
            terms: the glossary's terms in it.
        """
        return (*self.bridge_terms(text, language, route, terms), terms)

    def bridge_terms(
        self,
        text: str,
        language: str,
        route: tuple[Package, ...],
        terms: tuple[Occurrence, ...],
    ) -> tuple[tuple[Occurrence, ...], ...]:
        """The terms of a text in each bridge language of a route.

        A term that the bridge language lacks crosses it in its final form.
        """
        if len(route) < 2:
            return ()
        from reader.glossary.matching.styles import wanted

        bridges = []
        for package in route[:-1]:
            matches = self._matches(text, language, package.target)
            own = wanted(matches, package.target, source_language=language)
            held = [each.span for each in own]
            foreign = [term for term in terms if not overlaps_any(term.span, held)]
            bridges.append(tuple(sorted((*own, *foreign), key=lambda term: term.start)))
        return tuple(bridges)

    def _matches(self, text: str, source: str, target: str) -> list[Match]:
        """The terms in a text but for those inside an address or a code."""
        if not self.termbases:
            return []
        matcher = self._matchers.get((source, target))
        if matcher is None:
            from reader.glossary.matching.matcher import Matcher

            matcher = self._matchers[source, target] = Matcher(self.termbases, source, target)
        return readable(matcher.occurrences(text), text, source, target)
