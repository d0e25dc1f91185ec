"""One thing, and what it is called in each language (ISO 30042's vocabulary)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from reader.text.regex import regex

Status = Literal["preferred", "admitted", "forbidden"]
Case = Literal["keep", "match", "lower"]

LANGUAGES = ("ar", "fr", "zh", "en")
"""The language columns of a new glossary."""
_LANGUAGE = regex(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
UNPRINTABLE = regex("[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What no field of a concept may hold."""


@dataclass(frozen=True, slots=True)
class Term:
    """One way of writing a concept in one language."""

    text: str
    status: Status = "preferred"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing, and what it is called in each language."""

    id: str
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict, hash=False)
    """Terms by ISO 639-1 code, the preferred one first; a language without terms is absent."""
    acronym: str = ""
    """The acronym that the target languages use, and that any text may contain."""
    case: Case = "keep"
    """Capitals of the target term: as listed, as the place asks, or always small."""
    note: str = ""

    def preferred(self, language: str) -> str:
        """The preferred term, or an empty string."""
        return next((t.text for t in self.terms.get(language, ()) if t.status == "preferred"), "")

    def admitted(self, language: str) -> tuple[str, ...]:
        """What may be written in `language`: the preferred term, then the admitted ones."""
        return tuple(t.text for t in self.terms.get(language, ()) if t.status != "forbidden")

    def forbidden(self, language: str) -> tuple[str, ...]:
        """What must not be written in `language`."""
        return tuple(t.text for t in self.terms.get(language, ()) if t.status == "forbidden")

    def label(self) -> str:
        """The concept in a word, for lists and messages."""
        return self.preferred("en") or next(
            (terms[0].text for terms in self.terms.values() if terms), self.id
        )


LONGEST = 1000
"""Characters that a term may have: what is longer is a text, and takes memory by its square."""


def parse_terms(cell: str) -> tuple[Term, ...]:
    """Read a cell: variants separated by `|`, the preferred first, `!` before a forbidden one.

    Raises:
        ValueError: an empty variant, one that is not a term but a text, or the same term twice.
    """
    if not cell.strip():
        return ()
    terms: list[Term] = []
    for position, part in enumerate(cell.split("|"), 1):
        forbidden = part.strip().startswith("!")
        text = " ".join(part.strip().removeprefix("!").split())
        if not text:
            which = "the preferred term" if position == 1 else f"variant {position}"
            raise ValueError(f"{which} is empty")
        if len(text) > LONGEST:
            raise ValueError(f"a term of {len(text):,} characters: {LONGEST:,} at most")
        if any(text == term.text for term in terms):
            both = {forbidden} | {t.status == "forbidden" for t in terms if t.text == text}
            how = "both allowed and forbidden" if len(both) == 2 else "listed twice"
            raise ValueError(f"“{text}” is {how}")
        first = not any(term.status == "preferred" for term in terms)
        terms.append(Term(text, "forbidden" if forbidden else "preferred" if first else "admitted"))
    return tuple(terms)


def format_terms(terms: Iterable[Term]) -> str:
    """The cell that `parse_terms` reads back."""
    return "|".join(("!" if t.status == "forbidden" else "") + t.text for t in terms)


def is_language(code: str) -> bool:
    """Whether `code` is written as a language code is: "ar", "zh-Hant"."""
    return _LANGUAGE.fullmatch(code) is not None


def slug(text: str) -> str:
    """An id made of a term: "General Directorate" → "general-directorate"."""
    plain = unicodedata.normalize("NFKD", text).lower()
    latin = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    return (latin or re.sub(r"[\W_]+", "-", text).strip("-"))[:60].rstrip("-")


def free_id(concept: Concept, taken: Container[str]) -> str:
    """An id for a concept, of its English term if it has one, that is not taken."""
    base = slug(concept.preferred("en") or concept.acronym or concept.label()) or "concept"
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate


def faults(concept: Concept) -> list[str]:
    """What is wrong with a concept by itself; an empty list when nothing is."""
    problems: list[str] = []
    if not concept.id:
        problems.append("the id is missing")
    if concept.case not in get_args(Case):
        problems.append(f"case is “{concept.case}”: write keep, match or lower")
    if not any(concept.terms.values()):
        problems.append("it has no term in any language")
    for code, terms in concept.terms.items():
        if not is_language(code):
            problems.append(f"“{code}” is not a language code")
        try:
            if parse_terms(format_terms(terms)) != tuple(terms):
                problems.append(f"{code}: the preferred term comes first, without | or ! in a term")
        except ValueError as error:
            problems.append(f"{code}: {error}")
    if "|" in concept.acronym or concept.acronym.startswith("!"):
        problems.append("the acronym has no variants: write one, without | or !")
    texts = [term.text for terms in concept.terms.values() for term in terms]
    if any(
        UNPRINTABLE.search(text) for text in (concept.id, concept.acronym, concept.note, *texts)
    ):
        problems.append("it contains a line end or a control character")
    return problems
