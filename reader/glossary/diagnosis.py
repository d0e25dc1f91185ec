"""What is wrong, or may be, with glossaries that load: the doctor's findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.glossary.concept import Concept
from reader.glossary.glossaries import conflicts, merged
from reader.glossary.matching.normalisation import key
from reader.glossary.termbase import Termbase
from reader.locations import domain_glossaries
from reader.models.package import Package

Kind = Literal[
    "conflict",
    "duplicate",
    "one-letter",
    "forbidden-elsewhere",
    "unwritable",
    "overridden",
    "untranslated",
]
GRAVE: frozenset[Kind] = frozenset(
    ("conflict", "duplicate", "one-letter", "forbidden-elsewhere", "unwritable")
)
"""The kinds that make translations wrong; the others are advice."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at."""

    kind: Kind
    concept: str
    message: str


def diagnose(termbases: Sequence[Termbase], packages: Iterable[Package] = ()) -> list[Finding]:
    """Look through glossaries that are active together.

    Args:
        termbases: in order of priority.
        packages: language packages whose tokenizers must know every target term's
            characters; only the tokenizer is loaded.
    """
    concepts = [concept for _, concept in merged(termbases)]
    languages = list(dict.fromkeys(code for base in termbases for code in base.languages))
    findings: list[Finding] = []
    findings += dict.fromkeys(_conflicts(termbases))
    for concept in concepts:
        findings += _of_concept(concept, languages)
    findings += _forbidden_elsewhere(concepts)
    findings += _unwritable(concepts, packages)
    return findings


def _conflicts(termbases: Sequence[Termbase]) -> Iterator[Finding]:
    shipped = {path.stem for path in domain_glossaries()}
    for conflict in conflicts(termbases):
        first, first_name = conflict.claims[0]
        for concept, name in conflict.claims[1:]:
            other = first.id if first_name == name else f"{first.id} of {first_name}"
            if first.terms == concept.terms:
                yield Finding("duplicate", concept.id, f"has the same terms as {other}")
            elif not _agree(first, concept, conflict.language):
                term = f"{conflict.language} “{conflict.term}”"
                message = f"{term} already stands for {other}: it wins"
                # What ships is there to be overridden by what does not.
                chosen = name in shipped and first_name not in shipped
                yield Finding("overridden" if chosen else "conflict", concept.id, message)


def _agree(one: Concept, other: Concept, code: str) -> bool:
    """Whether a shared term does no harm: it is translated alike in every other language."""
    shared = (set(one.terms) & set(other.terms)) - {code}
    return bool(shared) and all(one.preferred(c) == other.preferred(c) for c in shared)


def _of_concept(concept: Concept, languages: Sequence[str]) -> Iterator[Finding]:
    for code, terms in concept.terms.items():
        for term in terms:
            if len(key(term.text, code)) < 2:
                message = f"{code} “{term.text}” is one letter: it will be found everywhere"
                yield Finding("one-letter", concept.id, message)
    missing = [code for code in languages if not concept.admitted(code)]
    if missing:
        yield Finding("untranslated", concept.id, f"no term in {', '.join(missing)}")


def _forbidden_elsewhere(concepts: Sequence[Concept]) -> Iterator[Finding]:
    forbidden: dict[tuple[str, str], str] = {}
    for concept in concepts:
        for code in concept.terms:
            for text in concept.forbidden(code):
                forbidden.setdefault((code, text), concept.id)
    for concept in concepts:
        for code in concept.terms:
            for text in concept.admitted(code):
                other = forbidden.get((code, text))
                if other and other != concept.id:
                    message = f"{code} “{text}” is allowed here and forbidden in {other}"
                    yield Finding("forbidden-elsewhere", concept.id, message)


def _unwritable(concepts: Sequence[Concept], packages: Iterable[Package]) -> Iterator[Finding]:
    """Target terms with characters that a package's tokenizer has no piece for."""
    for package in packages:
        if package.tokenizer.suffix != ".model" or package.tokenizer.name == "bpe.model":
            continue
        from sentencepiece import SentencePieceProcessor

        tokenizer = SentencePieceProcessor(model_file=str(package.tokenizer))
        # A character spelt in bytes can be written, but the sentence around it suffers.
        strange = {tokenizer.unk_id()}
        strange |= {piece for piece in range(len(tokenizer)) if tokenizer.is_byte(piece)}
        for concept in concepts:
            for text in filter(None, {concept.preferred(package.target), concept.acronym}):
                if not strange.isdisjoint(tokenizer.encode(text)):
                    message = f"{package.target} “{text}” has a character that {package.name} lacks"
                    yield Finding("unwritable", concept.id, message)
