"""The glossary: termbases, their formats, their terms in a text, their terms in a translation."""

from reader.glossary.concept import Concept, Term
from reader.glossary.glossaries import Glossaries, conflicts
from reader.glossary.matching.matcher import Match, Matcher, contains
from reader.glossary.matching.styles import wanted
from reader.glossary.termbase import Termbase

__all__ = [
    "Concept",
    "Glossaries",
    "Match",
    "Matcher",
    "Term",
    "Termbase",
    "conflicts",
    "contains",
    "wanted",
]
