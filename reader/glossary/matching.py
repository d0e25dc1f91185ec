"""Where glossary terms occur in a text, and what their translation may be.

One Aho-Corasick pass over a folded copy (`normalisation`) finds candidates; each is then
judged where it stands: word boundaries, Arabic clitics and pronouns, French plurals, the
capitals of acronyms. Overlaps go to the leftmost, then the longest, then the termbase that
comes first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from reader.article import Occurrence
from reader.glossary.normalisation import ARABIC, HAN, Folded, fold, key
from reader.glossary.termbase import Concept, Termbase, merged

Acronyms = Literal["asis", "first", "always", "never"]


@dataclass(frozen=True, slots=True)
class Match:
    """A term of a concept, found in a text."""

    concept: Concept
    start: int
    """Offset in the text of the term's first character, after any clitic."""
    end: int
    term: str
    """The term as the termbase lists it."""
    priority: int
    """Place of its termbase: 0 is consulted first."""
    within: str = field(repr=False, compare=False)
    """The text that was searched."""

    @property
    def concept_id(self) -> str:
        return self.concept.id


class Matcher:
    """Finds every term that several termbases list for one language.

    Args:
        termbases: in order of priority; a concept id of an earlier one hides a later one's.
        source_language: the language of the texts to search.
        target_language: concepts that have no term in it are left out; None keeps all.
    """

    def __init__(
        self,
        termbases: Sequence[Termbase],
        source_language: str,
        target_language: str | None = None,
    ) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        self._language = source_language
        self._owners: list[tuple[int, Concept]] = []
        entries: dict[str, list[tuple[int, _Pattern]]] = {}
        for priority, concept in merged(termbases):
            if target_language and not (concept.admitted(target_language) or concept.acronym):
                continue
            listed = [term.text for term in concept.terms.get(source_language, ())]
            if concept.acronym and concept.acronym not in listed:
                listed.append(concept.acronym)
            # إرهاب may take an article, سورية (Syria) may not: السورية is "Syrian".
            name = concept.preferred(target_language or "en")[:1].isupper()
            for text in listed:
                for pattern in _patterns(text, source_language, name=name):
                    entries.setdefault(pattern.folded, []).append((len(self._owners), pattern))
            self._owners.append((priority, concept))
        self._entries = list(entries.values())
        self._automaton = AhoCorasick(
            list(entries), implementation=Implementation.ContiguousNFA, store_patterns=False
        )

    def occurrences(self, text: str) -> list[Match]:
        """The terms in `text` in its order, none overlapping another; offsets in characters."""
        folded = fold(text, self._language)
        found: list[tuple[int, int, int, int, str]] = []
        for entry, start, end in self._automaton.find_matches_as_indexes(
            folded.text, overlapping=True
        ):
            for owner, pattern in self._entries[entry]:
                if _stands(folded, start, end, pattern, self._language):
                    priority = self._owners[owner][0]
                    found.append((start, -end, priority, owner, pattern.term))
                    break
        matches: list[Match] = []
        done = 0
        for start, minus_end, priority, owner, term in sorted(found):
            if start >= done:
                done = -minus_end
                first, last = folded.span(start, done)
                concept = self._owners[owner][1]
                matches.append(Match(concept, first, last, term, priority, text))
        return matches


def contains(text: str, term: str, language: str) -> list[tuple[int, int]]:
    """Where `term` stands in `text`, in characters: the test of a translation.

    Capitals count in acronyms only; a plural, and another hyphen, space or apostrophe,
    are tolerated; a part of a longer word is not found.
    """
    folded = _folded(text, language)
    spans: list[tuple[int, int]] = []
    for pattern in _target_patterns(term, language):
        start = folded.text.find(pattern.folded)
        while start >= 0:
            end = start + len(pattern.folded)
            if _stands(folded, start, end, pattern, language):
                spans.append(folded.span(start, end))
            start = folded.text.find(pattern.folded, start + 1)
    return sorted(set(spans))


def wanted(
    matches: Iterable[Match],
    target_language: str,
    acronyms: Acronyms = "asis",
    seen: set[str] | None = None,
) -> tuple[Occurrence, ...]:
    """What each match of one sentence is to be written as.

    Args:
        matches: of one sentence, in its order.
        target_language: a concept without a term in it gives no occurrence.
        acronyms: "asis" admits full names and acronyms alike; "first" asks for "Full Name
            (ACRONYM)" at the first mention and the acronym after; "always" asks for the
            former each time; "never" for the full name alone.
        seen: ids of the concepts this article has named already; "first" adds to it.
    """
    seen = set() if seen is None else seen
    found: list[Occurrence] = []
    groups = [[match] for match in matches] if acronyms == "asis" else _pairs(matches)
    for group in groups:
        first, last = group[0], group[-1]
        targets = _targets(first, target_language, acronyms, seen)
        if targets:
            start, end = first.start, last.end if last is first else _after_bracket(last)
            forbidden = first.concept.forbidden(target_language)
            found.append(Occurrence(first.concept.id, start, end, targets, forbidden))
    return tuple(found)


def is_acronym(term: str) -> bool:
    """Whether a term is written as acronyms are: "DGSN", "G5", "DGSN-DGST", not "Interpol"."""
    letters = [character for character in term if character.isalpha()]
    return (
        bool(letters)
        and len(term) <= 12
        and not any(character.isspace() for character in term)
        and all(character.isupper() for character in letters)
        and sum(character.isalnum() for character in term) > 1
    )


def _targets(match: Match, language: str, acronyms: Acronyms, seen: set[str]) -> tuple[str, ...]:
    concept = match.concept
    admitted = concept.admitted(language)
    acronym = concept.acronym
    if not admitted and not (acronym and is_acronym(match.term)):
        return ()
    full = tuple(term for term in admitted if term != acronym and not is_acronym(term))
    short = tuple(dict.fromkeys([acronym, *(t for t in admitted if t not in full)]))
    short = tuple(term for term in short if term)
    if is_acronym(match.term) and match.term in short:
        short = (match.term, *(term for term in short if term != match.term))
    return _capitals(match, _styled(match, admitted, full, short, acronyms, seen))


def _styled(
    match: Match,
    admitted: tuple[str, ...],
    full: tuple[str, ...],
    short: tuple[str, ...],
    acronyms: Acronyms,
    seen: set[str],
) -> tuple[str, ...]:
    acronym = match.concept.acronym
    if acronyms == "never" and full:
        return full
    # A name that is better known by its acronym (NATO, Interpol) needs no explanation, nor
    # does one whose acronym is only admitted (US).
    known = not acronym or (admitted and admitted[0].lower() == acronym.lower())
    if acronyms in ("asis", "never") or not full or known or _is_joined(match):
        if is_acronym(match.term) and short:
            return (*short, *full)
        return tuple(dict.fromkeys((*admitted, *short)))
    if acronyms == "first" and match.concept.id in seen:
        return short
    seen.add(match.concept.id)
    return tuple(f"{name} ({acronym})" for name in full)


def _capitals(match: Match, targets: tuple[str, ...]) -> tuple[str, ...]:
    case = match.concept.case
    if case == "lower":
        return tuple(t if is_acronym(t.split()[0]) else t[0].lower() + t[1:] for t in targets)
    opens = not any(character.isalnum() for character in match.within[: match.start])
    if case == "match" and opens:
        return tuple(dict.fromkeys((*targets, *(t[0].upper() + t[1:] for t in targets))))
    return targets


_OPENING = re.compile(r"\s*[(（\[«“\"]\s*")
_CLOSING = re.compile(r"\s*[)）\]»”\"]")


def _pairs(matches: Iterable[Match]) -> list[list[Match]]:
    """Join "Full Name" and the "(ACRONYM)" after it, which one target stands for."""
    groups: list[list[Match]] = []
    for match in matches:
        if groups and len(groups[-1]) == 1:
            before = groups[-1][0]
            between = match.within[before.end : match.start]
            if (
                before.concept.id == match.concept.id
                and is_acronym(match.term) != is_acronym(before.term)
                and _OPENING.fullmatch(between)
                and _CLOSING.match(match.within, match.end)
            ):
                groups[-1].append(match)
                continue
        groups.append([match])
    return groups


def _after_bracket(match: Match) -> int:
    closing = _CLOSING.match(match.within, match.end)
    return closing.end() if closing else match.end


def _is_joined(match: Match) -> bool:
    """Whether a hyphen or slash ties an acronym to another word: DGSN-DGST."""
    if not is_acronym(match.term):
        return False
    sides = match.within[max(match.start - 1, 0) : match.start] + match.within[match.end :][:1]
    return any(side in "-‐‑–/" for side in sides)


# Patterns: what to search for, and how to judge what was found.

_Script = Literal["arabic", "han", "other"]
_ARABIC_LETTER = re.compile(f"[{ARABIC}]")
_HAN_LETTER = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[-‐‑](?=[a-zà-ÿ]{3})")
"""What follows makes a word of its own: État-major."""
_CLOSED_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])[-‐‑](?=[a-zà-ÿ])")

_BARE = re.compile(r"[وف]?[بكل]?")
_FUSED = re.compile(r"[وف]?")
_VERBAL = re.compile(r"[وف]?[بكلس]?")
"""Arabic proclitics: conjunction, then preposition; the future's س before a verb's prefix."""
_PRONOUNS = frozenset(("ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "كن", "نا"))


@dataclass(frozen=True, slots=True)
class _Pattern:
    folded: str
    term: str
    words: tuple[str, ...] = ()
    """Words of a Latin term, as listed."""
    exact: bool = False
    """An acronym: its capitals count."""
    capital: bool = False
    """A name of one word: its capital counts."""
    proclitics: re.Pattern[str] | None = None
    pronoun: Literal["", "may", "must"] = ""


def _patterns(
    term: str, language: str, *, target: bool = False, name: bool = False
) -> Iterator[_Pattern]:
    folded = key(term, language)
    if not folded:
        return
    if _ARABIC_LETTER.match(folded[0]):
        yield from _arabic_patterns(term, folded, name)
        return
    if _HAN_LETTER.search(folded):
        yield _Pattern(folded, term)
        return
    words = tuple(_WORD.findall(term))
    exact = is_acronym(term)
    capital = len(words) == 1 and not exact and not target and term[:1].isupper()
    yield _Pattern(folded, term, words, exact, capital)
    if exact and term.isalpha() and len(term) > 1:
        yield _Pattern(key(".".join(term)), term, words, exact)
    closed = _CLOSED_HYPHEN.sub("", term)
    if closed != term:
        yield _Pattern(key(closed, language), term, tuple(_WORD.findall(closed)))


@lru_cache(maxsize=4096)
def _target_patterns(term: str, language: str) -> tuple[_Pattern, ...]:
    return tuple(_patterns(term, language, target=True))


@lru_cache(maxsize=256)
def _folded(text: str, language: str) -> Folded:
    return fold(text, language)


def _arabic_patterns(term: str, folded: str, name: bool) -> Iterator[_Pattern]:
    """The forms of an Arabic term.

    A term listed with its article stands for the definite form alone (القاعدة is not
    قاعدة); a name listed without, for the bare form alone; a common noun listed without,
    for both. A pronoun takes the article's place.
    """
    for words in _definite_forms(term, folded.split(" "), name):
        form = " ".join(word.text for word in words)
        first, last = words[0], words[-1]
        is_verb = first.text[0] in "يتنا" and first.text[-1] != "ه" and not first.definite
        proclitics = _VERBAL if is_verb else _BARE
        if len(folded) < 3:
            proclitics = _FUSED
        if last.definite or len(last.text) < 3:
            yield _Pattern(form, term, proclitics=proclitics)
        elif form.endswith("ه"):
            yield _Pattern(form, term, proclitics=proclitics)
            yield _Pattern(form[:-1] + "ت", term, proclitics=proclitics, pronoun="must")
        else:
            yield _Pattern(form, term, proclitics=proclitics, pronoun="may")
        if first.definite:
            rest = form[2:]
            yield _Pattern("ل" + rest if rest[0] == "ل" else "لل" + rest, term, proclitics=_FUSED)
        if "عبد ال" in form:
            joined = form.replace("عبد ال", "عبدال")
            yield _Pattern(joined, term, proclitics=proclitics)


_SPACE = re.compile(r"[\s-]+")
_NO_LETTER = re.compile(r"\W|ـ")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    definite: bool = False


def _definite_forms(term: str, folded: list[str], name: bool) -> Iterator[list[_Word]]:
    """The term as listed; if nothing in it is definite, with the article on all or the last."""
    listed = [_NO_LETTER.sub("", word) for word in _SPACE.split(term.strip())]
    if len(listed) != len(folded):
        listed = folded
    # ألمانيا folds to المانيا, but has no article.
    words = [
        _Word(text, len(text) > 3 and shown.startswith(("ال", "ٱل", "لل")))
        for text, shown in zip(folded, listed, strict=True)
    ]
    yield words
    if name or any(word.definite or len(word.text) < 3 for word in words):
        return
    definite = [_Word("ال" + word.text, True) for word in words]
    yield definite
    if len(words) > 1:
        yield [*words[:-1], definite[-1]]


def _stands(folded: Folded, start: int, end: int, pattern: _Pattern, language: str) -> bool:
    text = folded.text
    if pattern.proclitics is not None:
        return _arabic_stands(folded, start, end, pattern)
    if _touches(text, start - 1, text[start]):
        return False
    if _touches(text, end, text[end - 1]):
        return False
    return not pattern.words or _latin_stands(folded, start, end, pattern, language)


def _touches(text: str, neighbour: int, edge: str) -> bool:
    """Whether the character at `neighbour` continues the word that `edge` belongs to."""
    if not 0 <= neighbour < len(text) or _script(edge) == "han":
        return False
    character = text[neighbour]
    return (character.isalnum() or character == "_") and _script(character) == _script(edge)


def _script(character: str) -> _Script:
    if character < "\u0600":
        return "other"
    if _ARABIC_LETTER.match(character):
        return "arabic"
    return "han" if _HAN_LETTER.match(character) else "other"


_BEFORE = re.compile(f"[{ARABIC}]*$")
_AFTER = re.compile(f"[{ARABIC}]*")


def _arabic_stands(folded: Folded, start: int, end: int, pattern: _Pattern) -> bool:
    text = folded.text
    assert pattern.proclitics is not None
    before = _BEFORE.search(text, max(0, start - 4), start)
    if before and not pattern.proclitics.fullmatch(before[0]):
        return False
    if " " not in pattern.folded and _has_other_hamza(folded, start, end, pattern.term):
        return False
    if _script(text[end - 1]) != "arabic":
        return not _touches(text, end, text[end - 1])
    after = _AFTER.match(text, end)
    suffix = after[0] if after else ""
    if not suffix:
        return pattern.pronoun != "must"
    if not pattern.pronoun or suffix not in _PRONOUNS:
        return False
    first, last = folded.span(end, end + len(suffix))
    return "ة" not in folded.original[first:last]


_INNER_HAMZA = re.compile("(?<!^)[أإآ]")
_ARTICLE = re.compile("^(?:ال|لل|ل)")


def _has_other_hamza(folded: Folded, start: int, end: int, term: str) -> bool:
    """Whether the text writes a hamza inside a word that the term has without: رأي, راي.

    Writers drop the hamza, but hardly add one; at a word's beginning anything goes.
    """
    first, last = folded.span(start, end)
    found = _INNER_HAMZA.findall(_ARTICLE.sub("", folded.original[first:last]))
    return len(found) > len(_INNER_HAMZA.findall(_ARTICLE.sub("", term)))


def _latin_stands(folded: Folded, start: int, end: int, pattern: _Pattern, language: str) -> bool:
    first, last = folded.span(start, end)
    found = unicodedata.normalize("NFKC", folded.original[first:last])
    if language == "fr" and len(pattern.words) == 1 and _COMPOUND.match(folded.original, last):
        return False
    if found == pattern.term:
        return True
    words = _WORD.findall(found)
    if pattern.exact:
        return "".join(words) == "".join(pattern.words)
    if pattern.capital and not words[0][0].isupper():
        return False
    if len(words) != len(pattern.words):
        return True
    alone = len(words) == 1 and language != "en"
    return all(
        _same_word(word, listed, language, alone)
        for word, listed in zip(words, pattern.words, strict=True)
    )


def _same_word(word: str, listed: str, language: str, alone: bool) -> bool:
    plain, wanted = key(word), key(listed)
    if plain == wanted:
        return not alone or _same_accents(word, listed)
    return plain in _plurals(wanted, language)


def _same_accents(word: str, listed: str) -> bool:
    """Accents decide between two words (marche, marché), but capitals may go without.

    English has no such pairs, and writes foreign names both ways.
    """
    if len(word) != len(listed):
        return True
    return all(
        one.isupper() or one.lower() == other.lower()
        for one, other in zip(word, listed, strict=True)
    )


def _plurals(word: str, language: str) -> tuple[str, ...]:
    forms = [word + "s"]
    if language == "fr":
        forms.append(word + "x")
        if word.endswith("al"):
            forms.append(word[:-1] + "ux")
    elif language == "en":
        forms.append(word + "es")
        if word.endswith("y"):
            forms.append(word[:-1] + "ies")
    return tuple(forms)
