"""Terms an article uses that no glossary has yet: acronyms, names, recurrent expressions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.article import Article
from reader.glossary.concept import Concept, Term
from reader.glossary.matching.matcher import Matcher
from reader.glossary.matching.normalisation import ARABIC, key
from reader.glossary.matching.patterns import is_acronym
from reader.glossary.suggesting.expressions import expressions
from reader.glossary.suggesting.mentions import bare_acronyms, explained, names, quoted
from reader.glossary.suggesting.stopwords import LANGUAGES, stopwords
from reader.glossary.suggesting.tokens import tokens_of
from reader.glossary.termbase import Termbase

Kind = Literal["acronym", "name", "quoted", "expression"]

_WEIGHTS: dict[Kind, float] = {"acronym": 4, "name": 3, "quoted": 2.5, "expression": 1}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that may be worth a concept."""

    term: str
    language: str
    kind: Kind
    count: int
    """How often it stands in the article."""
    example: str
    """A piece of the text around its first mention."""
    acronym: str = ""
    """What the article gives in brackets after the term: an acronym, or a name's Latin form."""

    def concept(self) -> Concept:
        """The concept to accept: without a translation, which is the reader's to give."""
        terms = [Term(self.term)]
        acronym = self.acronym if is_acronym(self.acronym) else ""
        if acronym and acronym != self.term:
            terms.append(Term(acronym, "admitted"))
        elif self.acronym and not self.acronym.isascii():
            terms.append(Term(self.acronym, "admitted"))
        by_language: dict[str, tuple[Term, ...]] = {self.language: tuple(terms)}
        if self.acronym.isascii() and self.acronym and not acronym and self.language != "en":
            by_language["en"] = (Term(self.acronym),)
        return Concept("", by_language, acronym)


def suggest(
    articles: Iterable[Article], termbases: Sequence[Termbase] = (), least: int = 2
) -> list[Candidate]:
    """Term candidates of articles that the glossaries do not have, the most useful first.

    Args:
        articles: what to read; the site's own blocks and repeated ones are passed over.
        termbases: glossaries whose terms are left out.
        least: how often an expression must stand in the articles (once more in Chinese,
            which has no spaces to cut words at); names and acronyms need stand there once.
    """
    texts: dict[str, list[str]] = {}
    for article in articles:
        for block in article.blocks:
            if block.language not in LANGUAGES or block.boilerplate:
                continue
            known = texts.setdefault(block.language, [])
            if block.text not in known:
                known.append(block.text)
    fresh: list[Candidate] = []
    for language, blocks in texts.items():
        matcher = Matcher(termbases, language)
        common = _common_words(termbases, language)
        candidates = [
            one
            for one in _candidates(blocks, language, least, matcher)
            if one.kind != "name" or one.acronym or not _is_fragment(one, blocks, matcher, common)
        ]
        fresh += [
            one
            for one in candidates
            if not _is_known(one, matcher) and not _is_part(one, candidates)
        ]
    return sorted(fresh, key=_weight, reverse=True)


def _weight(candidate: Candidate) -> float:
    size = min(len(tokens_of(candidate.term, candidate.language)), 4)
    return _WEIGHTS[candidate.kind] * candidate.count * (1 + size / 4)


def _is_part(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether a longer candidate accounts for every mention of this one."""
    return any(
        len(other.term) > len(candidate.term)
        and candidate.term in other.term
        and other.count >= candidate.count
        for other in others
    )


def _is_known(candidate: Candidate, matcher: Matcher) -> bool:
    """Whether glossary terms, and the small words between them, are all there is to it."""
    rest = candidate.term
    for match in reversed(matcher.occurrences(candidate.term)):
        rest = rest[: match.start] + " " + rest[match.end :]
    words = tokens_of(rest, candidate.language)
    return all(word.folded in stopwords(candidate.language) for word in words)


def _is_fragment(
    candidate: Candidate, blocks: Iterable[str], matcher: Matcher, common: frozenset[str]
) -> bool:
    """Whether a name is a piece of glossary terms: wherever it stands, or by its one word."""
    words = tokens_of(candidate.term, candidate.language)
    if len(words) == 1 and words[0].folded in common:
        return True
    mention = re.compile(rf"(?<!\w){re.escape(candidate.term)}(?!\w)")
    inside = False
    for block in blocks:
        if candidate.term not in block:
            continue
        spans = [match.span for match in matcher.occurrences(block)]
        for place in mention.finditer(block):
            if not any(start <= place.start() and place.end() <= end for start, end in spans):
                return False
            inside = True
    return inside


def _common_words(termbases: Iterable[Termbase], language: str) -> frozenset[str]:
    """The words that terms of several concepts, each of more words, have in common."""
    counts: Counter[str] = Counter()
    for base in termbases:
        for concept in base:
            listed = [tokens_of(term.text, language) for term in concept.terms.get(language, ())]
            counts.update({word.folded for words in listed if len(words) > 1 for word in words})
    return frozenset(word for word, count in counts.items() if count > 1)


def _without_known(text: str, matcher: Matcher) -> str:
    """The text with a break in place of each term that the glossaries have."""
    for match in reversed(matcher.occurrences(text)):
        text = text[: match.start] + "\n" + text[match.end :]
    return text


def _candidates(
    blocks: Sequence[str], language: str, least: int, matcher: Matcher
) -> Iterator[Candidate]:
    """What the blocks of a language name or repeat, each term once, as the first kind it is."""
    text = "\n\n".join(blocks)
    folded = key(text, language)
    width = 18 if language == "zh" else 40
    taken = {""}
    for term, kind, acronym, count in _mentions(blocks, text, language, least, matcher):
        same = key(term, language)
        if same in taken:
            continue
        taken |= {same, key(acronym, language)}
        count = count or max(1, _count(folded, same, language))
        yield Candidate(term, language, kind, count, _example(text, term, width), acronym)


def _mentions(
    blocks: Sequence[str], text: str, language: str, least: int, matcher: Matcher
) -> Iterator[tuple[str, Kind, str, int]]:
    """Terms with their kind, acronym and count; 0 where that has to be counted."""
    for term, acronym in explained(text, language):
        yield term, "acronym" if is_acronym(acronym) else "name", acronym, 0
    for term in names(text, language):
        yield term, "name", "", 0
    for term, count in Counter(quoted(text, language)).items():
        yield term, "quoted", "", count
    for term in bare_acronyms(text):
        yield term, "acronym", term, 0
    unknown = [_without_known(block, matcher) for block in blocks]
    for term, count in expressions(unknown, language, least):
        yield term, "expression", "", count


def _count(folded: str, term: str, language: str) -> int:
    if language == "zh":
        return folded.count(term)
    inside = rf"[{ARABIC}]" if language == "ar" else r"\w"
    clitics = "(?:[وف]?[بكل]?)" if language == "ar" else ""
    return len(re.findall(rf"(?<!{inside}){clitics}{re.escape(term)}(?!{inside})", folded))


def _example(text: str, term: str, width: int) -> str:
    at = text.find(term)
    if at < 0:
        # Its article may be written with the preposition: للأمن.
        at = text.find(term.removeprefix("ال"))
    if at < 0:
        return ""
    line = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at) if "\n" in text[at:] else len(text)
    start, end = max(line, at - width), min(line_end, at + len(term) + width)
    piece = " ".join(text[start:end].split())
    return ("…" if start > line else "") + piece + ("…" if end < line_end else "")
