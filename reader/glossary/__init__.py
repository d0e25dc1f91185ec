"""The glossary: termbases, their formats, their terms in a text, their terms in a translation."""

from reader.glossary.matching.matcher import Match, Matcher, contains, wanted
from reader.glossary.termbase import Concept, Term, Termbase, active, conflicts

__all__ = [
    "Concept",
    "Match",
    "Matcher",
    "Term",
    "Termbase",
    "active",
    "conflicts",
    "contains",
    "wanted",
]
