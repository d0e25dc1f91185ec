"""Terms that hold: every glossary term of the source is in the output.

Three steps, the cheapest first. What the model wrote right is left alone. Otherwise the
sentence is decoded again from a forced prefix: the hypothesis up to where the term belongs,
then the term itself; the model goes on from there, so that what follows fits. Where that
breaks the sentence, the term replaces the words that stood for it.

Where a term belongs is read from three witnesses that do not depend on one another: the
cross-attention (Bahdanau et al. 2015), words of the hypothesis that resemble the term, and
the place of the term in its source. A package whose attention says nothing leaves two.
Forced prefixes after Hasler et al. 2018, "Neural Machine Translation Decoding with
Terminology Constraints"; one term a round, left to right, keeps it a plain prefix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate
from math import exp

from reader.article import How, Occurrence, TermUse
from reader.engine import Engine, Hypothesis
from reader.glossary.matching import contains, is_acronym

Span = tuple[int, int]

_ATTEMPTS = 2
"""Places tried for a term, one after the other, before it is substituted."""
_ROUNDS = 4
"""Times that a sentence is decoded again at most; beyond, a few stragglers fill no batch."""
_FAINT = 0.2
"""Evidence below which a place is no better than a guess from the term's place in the source."""
_WORSE = 2.0
"""Nats a token that a continuation may fall behind the free hypothesis before it is broken."""
_LONGEST_SPAN = 9
"""Words that a mistranslated term may have spread over."""


@dataclass(frozen=True, slots=True)
class Source:
    """What was decoded, and the terms that its output has to hold."""

    text: str
    tokens: list[str]
    terms: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Enforced:
    """The text that holds its terms, and how each came to be there."""

    text: str
    terms: tuple[TermUse, ...]
    score: float


def enforce(
    engine: Engine,
    sources: Sequence[Source],
    hypotheses: Sequence[Hypothesis],
    *,
    strict: bool,
    attention: bool = True,
) -> list[Enforced]:
    """The final text of each source, from its free hypothesis.

    A sentence's result depends on nothing but the sentence, its terms and its hypothesis.

    Args:
        engine: what decoded the hypotheses.
        sources: what was decoded.
        hypotheses: the free hypothesis of each source.
        strict: whether an admitted term gives way to the preferred one.
        attention: whether to consult the hypotheses' attention.
    """
    language = engine.package.target
    drafts = [
        _Draft(
            source,
            _needs(source.text, source.terms),
            hypothesis,
            engine.tokenizer.decode(hypothesis.tokens),
            hypothesis.tokens,
            hypothesis.attention if attention else [],
            hypothesis.score,
        )
        for source, hypothesis in zip(sources, hypotheses, strict=True)
    ]
    failing = []
    for draft in drafts:
        if draft.needs:
            found = _found(draft, language, strict)
            draft.by_model = {need for need, span in enumerate(found) if span}
            if None in found or _violations(draft, found, language):
                failing.append(draft)
    _locate_sources(engine, failing)
    _constrain(_quicker(engine), failing, language, strict, attention)
    for draft in failing:
        _substitute(engine, draft, language, strict)
    for draft in drafts:
        if draft.needs:
            _tidy(draft, language, strict)
    return [Enforced(draft.text, _uses(draft, language, strict), draft.score) for draft in drafts]


@dataclass(frozen=True, slots=True)
class _Need:
    """A term to hold: an occurrence, or a name with its acronym in brackets after it."""

    occurrences: tuple[Occurrence, ...]
    admitted: tuple[str, ...]
    wanted: str
    forbidden: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    """A sentence on its way."""

    source: Source
    needs: list[_Need]
    free: Hypothesis
    text: str
    tokens: list[str]
    attention: list[list[float]]
    score: float
    fixed: int = 0
    """Characters of `text` that later rounds leave alone."""
    by_model: set[int] = field(default_factory=set)
    """Needs that the free hypothesis met."""
    substituted: set[int] = field(default_factory=set)
    tried: set[tuple[int, int]] = field(default_factory=set)
    """Needs, and places in `text` where they were put in vain."""
    given_up: set[int] = field(default_factory=set)
    """Needs that constrained decoding could not meet."""
    wary: bool = False
    """Whether forbidden terms have to be suppressed."""
    columns: list[range] = field(default_factory=list)
    """Source tokens of each need."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place for a term: the words it replaces, none where it is inserted."""

    start: int
    end: int
    evidence: float
    worth: float


def held(
    source: str, terms: Sequence[Occurrence], text: str, language: str, *, strict: bool = False
) -> list[Span | None]:
    """Where each occurrence stands in a translation, whoever made it; None where it does not.

    Two concepts never share characters; a name and the acronym that explains it in brackets
    may share a mention.

    Args:
        source: the source sentence.
        terms: its occurrences.
        text: its translation.
        language: the translation's language.
        strict: whether only the preferred term counts.
    """
    needs = _needs(source, terms)
    found = _assigned([_spans(text, need, language, strict) for need in needs])
    spans: dict[Span, Span | None] = {}
    for need, span in zip(needs, found, strict=True):
        for term in need.occurrences:
            first = term is need.occurrences[0]
            spans[term.start, term.end] = (
                span if first or span is None else _inner(text, span, term, language)
            )
    return [spans.get((term.start, term.end)) for term in terms]


# Needs, and whether a text meets them.

_BRACKET = re.compile(r"\s*[(（\[«“\"–—]\s*")


def _needs(source: str, terms: Sequence[Occurrence]) -> list[_Need]:
    """The terms of a source; a name and the acronym that explains it are one need."""
    groups: list[list[Occurrence]] = []
    for term in sorted(terms, key=lambda term: term.start):
        if not term.targets:
            continue
        before = groups[-1][-1] if groups else None
        if (
            before is not None
            and len(groups[-1]) == 1
            and before.concept == term.concept
            and _explains(source, before, term)
        ):
            groups[-1].append(term)
        else:
            groups.append([term])
    return [_need(group) for group in groups]


def _explains(source: str, first: Occurrence, second: Occurrence) -> bool:
    """Whether one occurrence explains the other: "Full Name (ACRONYM)", or the reverse."""
    names = [source[term.start : term.end] for term in (first, second)]
    between = source[first.end : second.start]
    if names[0] == names[1]:
        return False
    return bool(_BRACKET.fullmatch(between)) or (
        between.isspace() and is_acronym(names[0]) != is_acronym(names[1])
    )


def _need(group: list[Occurrence]) -> _Need:
    admitted = tuple(dict.fromkeys(target for term in group for target in term.targets))
    wanted = group[0].targets[0]
    if len(group) > 1:
        wanted = _with_acronym(wanted, group[1].targets[0])
    forbidden = tuple(dict.fromkeys(bad for term in group for bad in term.forbidden))
    return _Need(tuple(group), admitted, wanted, forbidden)


def _with_acronym(first: str, second: str) -> str:
    """A name and its acronym as newspapers write them; one alone if it holds the other."""
    name, acronym = (second, first) if is_acronym(first) else (first, second)
    if not is_acronym(acronym) or is_acronym(name) or acronym in name:
        return max(first, second, key=len)
    return f"{name} ({acronym})"


def _found(draft: _Draft, language: str, strict: bool) -> list[Span | None]:
    """Where each need is met: spans that do not overlap, as many as can be."""
    options = [
        _spans(draft.text, need, language, strict or index in draft.substituted)
        for index, need in enumerate(draft.needs)
    ]
    return _assigned(options)


def _spans(text: str, need: _Need, language: str, strict: bool) -> list[Span]:
    targets: Iterable[str] = need.admitted
    if strict:
        targets = dict.fromkeys((need.wanted, need.occurrences[0].targets[0]))
        if len(need.occurrences) > 1:
            targets = (need.wanted,)
    spans = {span for target in targets for span in contains(text, target, language)}
    spans.update(_literally(text, need.wanted))
    return sorted(spans, key=lambda span: (span[0] - span[1], span[0]))


def _literally(text: str, term: str) -> Iterator[Span]:
    start = text.find(term)
    while start >= 0:
        end = start + len(term)
        if not (text[start - 1 : start].isalnum() and term[0].isascii()) and not (
            text[end : end + 1].isalnum() and term[-1].isascii()
        ):
            yield start, end
        start = text.find(term, start + 1)


_SEARCHED = 2000
"""Assignments looked at before the best so far is taken."""


def _assigned(options: list[list[Span]]) -> list[Span | None]:
    """A span for as many needs as possible, none overlapping: depth first, longest first."""
    best: list[Span | None] = [None] * len(options)
    reachable = sum(map(bool, options))
    if not reachable:
        return best
    most, searched = 0, 0
    chosen: list[Span | None] = [None] * len(options)

    def search(index: int, count: int) -> None:
        nonlocal best, most, searched
        searched += 1
        if count > most:
            best, most = chosen.copy(), count
        left = sum(map(bool, options[index:]))
        if most == reachable or searched > _SEARCHED or count + left <= most:
            return
        for span in options[index]:
            if not any(other and _overlap(span, other) for other in chosen[:index]):
                chosen[index] = span
                search(index + 1, count + 1)
                chosen[index] = None
        search(index + 1, count)

    search(0, 0)
    return best


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _violations(draft: _Draft, found: Sequence[Span | None], language: str) -> list[Span]:
    """Where forbidden terms stand, but for those inside an admitted one."""
    spans: list[Span] = []
    for need in draft.needs:
        bad = [span for term in need.forbidden for span in contains(draft.text, term, language)]
        if bad:
            good = [span for span in found if span]
            good += [s for term in need.admitted for s in contains(draft.text, term, language)]
            spans += [
                (start, end)
                for start, end in bad
                if not any(a <= start and end <= b for a, b in good)
            ]
    return sorted(set(spans))


# Constrained decoding.


def _locate_sources(engine: Engine, drafts: Sequence[_Draft]) -> None:
    """Find the source tokens of each need: as many as the text before it takes."""
    texts = [
        draft.source.text[:edge]
        for draft in drafts
        for need in draft.needs
        for edge in (need.occurrences[0].start, need.occurrences[-1].end)
    ]
    lengths = iter([len(tokens) for tokens in engine.tokenizer.encode(texts)])
    for draft in drafts:
        for _ in draft.needs:
            start, end = next(lengths), next(lengths)
            draft.columns.append(range(min(start, max(end - 1, 0)), end))


@dataclass(frozen=True, slots=True)
class _Trial:
    """A draft to be decoded again from a prefix."""

    draft: _Draft
    need: int | None
    """The need at the prefix's end; None where a forbidden term is decoded away."""
    prefix: str
    tokens: list[str]
    language: str


def _quicker(engine: Engine) -> Engine:
    """The engine with half the beam.

    Forced tokens cost CTranslate2 as much as free ones, so that every round is a whole
    decode; with a good part of the sentence given, the width matters less.
    """
    quicker = copy(engine)
    quicker.beam_size = max(1, engine.beam_size // 2)
    return quicker


def _constrain(
    engine: Engine, drafts: Sequence[_Draft], language: str, strict: bool, attention: bool
) -> None:
    """Place the needs that are not met, one a round in each draft, left to right."""
    active = list(drafts)
    for _ in range(_ROUNDS):
        plans = [(draft, _plan(engine, draft, language, strict)) for draft in active]
        texts = [plan[1] for _, plan in plans if plan]
        tokens = iter(engine.tokenizer.encode_target(texts) if texts else [])
        trials = [_Trial(draft, *plan, next(tokens), language) for draft, plan in plans if plan]
        for trial, outcome in zip(trials, _decoded(engine, trials, attention), strict=True):
            _judge(engine, trial, outcome, language, strict)
        active = [trial.draft for trial in trials]


def _plan(
    engine: Engine, draft: _Draft, language: str, strict: bool
) -> tuple[int | None, str] | None:
    """The need to place next, and the prefix that ends with it."""
    found = _found(draft, language, strict)
    blocked = [span for span in found if span]
    sketch = None
    places = []
    for need, span in enumerate(found):
        if span is None and need not in draft.given_up:
            sketch = sketch or _Sketch(engine, draft)
            slots = sketch.slots(need, blocked, draft.fixed)
            slot = next((s for s in slots if (need, s.start) not in draft.tried), None)
            if slot is not None:
                places.append((slot.start, need, slot))
            else:
                draft.given_up.add(need)
    if places:
        _, need, slot = min(places, key=lambda place: place[:2])
        draft.tried.add((need, slot.start))
        return need, _joined(draft.text[: slot.start], draft.needs[need].wanted, language)
    violations = [] if draft.wary else _violations(draft, found, language)
    if violations and violations[0][0] >= draft.fixed:
        draft.wary = True
        return None, draft.text[: violations[0][0]].rstrip()
    return None


def _decoded(engine: Engine, trials: Sequence[_Trial], attention: bool) -> list[Hypothesis]:
    """Decode trials from their prefixes.

    What is suppressed is suppressed in a whole call, and makes it slower: only drafts that
    a forbidden term has been seen in are decoded so, apart from those that forbid others.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, trial in enumerate(trials):
        draft = trial.draft
        forbidden = {bad for need in draft.needs for bad in need.forbidden if draft.wary}
        groups.setdefault(tuple(sorted(forbidden)), []).append(index)
    started = [
        (
            indices,
            engine.decode(
                [trials[i].draft.source.tokens for i in indices],
                [trials[i].tokens for i in indices],
                attention=attention,
                suppress=_token_sequences(engine, forbidden),
            ),
        )
        for forbidden, indices in groups.items()
    ]
    outcomes: dict[int, Hypothesis] = {}
    for indices, decoding in started:
        outcomes.update(zip(indices, decoding.result(), strict=True))
    return [outcomes[index] for index in range(len(trials))]


def _token_sequences(engine: Engine, terms: Sequence[str]) -> list[list[str]]:
    """How the model might write terms: at a sentence's start and within, in any case."""
    if not terms:
        return []
    forms = dict.fromkeys(
        form
        for term in terms
        for form in (term, term[0].upper() + term[1:], term.lower(), term.title(), f"({term}")
    )
    sequences = engine.tokenizer.encode_target(list(forms))
    return [list(tokens) for tokens in dict.fromkeys(map(tuple, sequences)) if tokens]


def _judge(engine: Engine, trial: _Trial, outcome: Hypothesis, language: str, strict: bool) -> None:
    """Go on with an outcome, unless it is broken or lacks what it was decoded for."""
    draft, need = trial.draft, trial.need
    candidate = _outcome(engine, trial, outcome)
    if candidate is not None and not _is_broken(draft, trial, outcome):
        found = _found(candidate, language, strict)
        if need is None or found[need] is not None:
            if _violations(candidate, found, language) and not draft.wary:
                draft.wary = True
                draft.tried -= {place for place in draft.tried if place[0] == need}
                return
            draft.text, draft.tokens = candidate.text, candidate.tokens
            draft.attention, draft.score = candidate.attention, candidate.score
            draft.fixed = candidate.fixed
            draft.tried.clear()
            return
    if sum(1 for tried, _ in draft.tried if tried == need) >= _ATTEMPTS and need is not None:
        draft.given_up.add(need)


def _outcome(engine: Engine, trial: _Trial, outcome: Hypothesis) -> _Draft | None:
    """The draft as decoded, or None where the tokenizer does not give the prefix back."""
    # What the package's vocabulary lacks comes back as <unk>; the prefix is known better.
    tokens = trial.tokens + outcome.tokens[len(trial.tokens) :]
    text = engine.tokenizer.decode(tokens)
    prefix = trial.prefix
    if not text.startswith(prefix):
        # Unknown pieces come with spaces of their own, which do not survive a second reading.
        text, prefix = " ".join(text.split()), " ".join(prefix.split())
        if not text.startswith(prefix):
            return None
    attention = outcome.attention
    ending = _word_end(text, len(prefix)) if trial.need is not None else len(prefix)
    if ending > len(prefix) and not _is_inflected(trial, text[:ending]):
        # The model went on within the term's last word: "Morocco" + "nes". Without that.
        ends = _ends(engine, tokens, text)
        kept = len(trial.tokens)
        glued = next((k for k, end in enumerate(ends) if end >= ending), len(tokens) - 1)
        if glued < kept or ends[kept - 1] != len(prefix) or ends[glued] != ending:
            return None
        text = prefix + text[ending:]
        tokens = trial.tokens + tokens[glued + 1 :]
        attention = attention[:kept] + attention[glued + 1 :]
    draft = trial.draft
    return _Draft(
        draft.source,
        draft.needs,
        draft.free,
        text,
        tokens,
        attention,
        _continuation_score(trial, outcome),
        fixed=len(prefix),
    )


def _word_end(text: str, position: int) -> int:
    """Where the word that goes on at a position ends; the position itself between words."""
    if text[position - 1 : position].isascii():
        while text[position : position + 1].isalnum():
            position += 1
    return position


def _is_inflected(trial: _Trial, text: str) -> bool:
    """Whether the word at a text's end is the term in a form that counts as the term."""
    assert trial.need is not None
    need = trial.draft.needs[trial.need]
    begins = len(trial.prefix) - len(need.wanted)
    targets = dict.fromkeys((need.wanted, *need.admitted))
    return any(
        start == begins and end == len(text)
        for target in targets
        for start, end in contains(text, target, trial.language)
    )


def _continuation_score(trial: _Trial, outcome: Hypothesis) -> float:
    """Mean log-probability of a token that the model chose; forced ones count as certain."""
    total = len(outcome.tokens) + 1
    return outcome.score * total / max(1, total - len(trial.tokens))


def _is_broken(draft: _Draft, trial: _Trial, outcome: Hypothesis) -> bool:
    from reader.translator import is_degenerate

    if is_degenerate(outcome) and not is_degenerate(draft.free):
        return True
    length, expected = len(outcome.tokens), len(draft.free.tokens)
    added = len(trial.tokens)
    if not 0.5 * expected - 4 <= length <= 1.7 * expected + added:
        return True
    return _continuation_score(trial, outcome) < draft.free.score - _WORSE


# Where a term belongs.

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:[-.&’'](?!s\b)[^\W_{_HAN}]+)*")
_PAUSE = re.compile(r"[,;:.!?…،؛؟，。；：！？、]")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LIGHT = _listed(
    "a an the of for and in on to at by with from as or is are was were be been has have had "
    "will that this which who its his her their it he she they not "
    "de la le les du des et en un une au aux par pour dans sur que qui"
)
"""Words that say little about whether two spans mean the same."""


class _Sketch:
    """A draft's words, with what is known of each."""

    def __init__(self, engine: Engine, draft: _Draft) -> None:
        text = draft.text
        self._draft = draft
        self.words = [match.span() for match in _WORD.finditer(text)]
        self._forms = [text[start:end].casefold() for start, end in self.words]
        self._light = [form in _LIGHT for form in self._forms]
        self._weights = _running(0.1 if light else 1.0 for light in self._light)
        self._pauses = [
            bool(_PAUSE.search(text, self.words[i - 1][1] if i else 0, start))
            for i, (start, _) in enumerate(self.words)
        ]
        self._initials: dict[str, list[int]] = {}
        for index, form in enumerate(self._forms):
            self._initials.setdefault(form[0], []).append(index)
        self._tokens = self._tokens_of_words(engine) if draft.attention else []
        self._owned = _running(map(len, self._tokens))

    def _tokens_of_words(self, engine: Engine) -> list[list[int]]:
        """The tokens of each word."""
        tokens = self._draft.tokens
        ends = _ends(engine, tokens, self._draft.text)
        owners: list[list[int]] = []
        token = 0
        for start, end in self.words:
            owned = []
            while token < len(tokens) and ends[token] <= start:
                token += 1
            while token < len(tokens):
                owned.append(token)
                if ends[token] >= end:
                    break
                token += 1
            owners.append(owned)
        return owners

    def slots(self, need: int, blocked: Sequence[Span], fixed: int) -> list[_Slot]:
        """Places for a need, the best first, each with another start."""
        words = self.words
        free = [
            start >= fixed and not any(_overlap((start, end), span) for span in blocked)
            for start, end in words
        ]
        slots = self._spans(need, free)
        if not slots or max(slot.evidence for slot in slots) < _FAINT:
            slots += [
                _Slot(start, start, 0.0, self._opening(need, index))
                for index, (start, _) in enumerate(words)
                if free[index]
            ]
            end = max((words[-1][1] if words else 0), fixed)
            slots.append(_Slot(end, end, 0.0, 0.2 * self._nearness(need, end)))
        slots.sort(key=lambda slot: (-slot.worth, slot.start, slot.end))
        distinct: dict[int, _Slot] = {}
        for slot in slots:
            distinct.setdefault(slot.start, slot)
        return list(distinct.values())

    def _opening(self, need: int, word: int) -> float:
        """How well a term could come in before a word."""
        opens = word == 0 or self._light[word - 1] or self._pauses[word]
        bonus = 0.1 if opens and not self._light[word] else 0.0
        return 0.2 * self._nearness(need, self.words[word][0]) + bonus

    def _nearness(self, need: int, position: float) -> float:
        """How well a place in the target matches the term's place in the source."""
        occurrence = self._draft.needs[need].occurrences[0]
        source = occurrence.start / max(1, len(self._draft.source.text))
        target = position / max(1, len(self._draft.text))
        return exp(-((source - target) ** 2) / 0.08)

    def _spans(self, need: int, free: Sequence[bool]) -> list[_Slot]:
        """Runs of words that may stand for the need."""
        alike = self._likeness(self._draft.needs[need])
        masses = self._masses(self._draft.columns[need])
        paid, total = _running(masses), sum(masses) or 1.0
        least = max(0.3 * max(masses, default=0.0), 0.05)
        telling = [
            index
            for index, usable in enumerate(free)
            if usable
            and not self._light[index]
            and (masses[index] >= least or any(found.matches[index] for found in alike))
        ]
        slots = []
        for place, first in enumerate(telling):
            checked = first
            for last in telling[place:]:
                while checked < last and free[checked + 1] and not self._pauses[checked + 1]:
                    checked += 1
                if checked < last or last - first >= _LONGEST_SPAN:
                    break
                owned = self._owned[last + 1] - self._owned[first] if self._tokens else 0.0
                mass = paid[last + 1] - paid[first]
                seen = min(2 * mass / (owned + total), 1.0) if mass else 0.0
                weight = self._weights[last + 1] - self._weights[first]
                best = max((found.f1(first, last, weight) for found in alike), default=0.0)
                evidence = 1 - (1 - seen) * (1 - best)
                start, end = self.words[first][0], self.words[last][1]
                worth = evidence + 0.2 * self._nearness(need, (start + end) / 2)
                slots.append(_Slot(start, end, evidence, worth))
        return slots

    def widened(self, slot: _Slot, need: int, blocked: Sequence[Span]) -> _Slot:
        """The slot with the rest of the name that it is part of, if the term is a name."""
        term = self._draft.needs[need].wanted
        if not term[0].isupper() or is_acronym(term):
            return slot
        text, end = self._draft.text, slot.end
        for first, last in self.words:
            if first < end:
                continue
            name = text[first].isupper() and text[end:first] == " "
            if not name or any(_overlap((first, last), span) for span in blocked):
                break
            end = last
        return _Slot(slot.start, end, slot.evidence, slot.worth)

    def _masses(self, columns: range) -> list[float]:
        """Attention that each word pays to source tokens, summed over its own tokens."""
        rows = self._draft.attention
        if not rows or not self._tokens:
            return [0.0] * len(self.words)
        paid = [sum(row[columns.start : columns.stop]) for row in rows]
        return [
            sum(paid[token] for token in tokens if token < len(paid)) for tokens in self._tokens
        ]

    def _likeness(self, need: _Need) -> list[_Likeness]:
        """Which words resemble words of the term, in each of its variants."""
        variants = dict.fromkeys(
            tuple(match.group().casefold() for match in _WORD.finditer(variant))
            for variant in (need.wanted, *need.admitted, *need.forbidden)
        )
        found = []
        for variant in variants:
            matches = [0.0] * len(self.words)
            for word in variant:
                for index in self._initials.get(word[0], ()):
                    likeness = _similarity(self._forms[index], word)
                    matches[index] = max(matches[index], likeness * _weight(word))
            if any(matches):
                weight = sum(map(_weight, variant))
                found.append(_Likeness(matches, _running(matches), weight))
        return found


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How far the words of a text resemble those of a term."""

    matches: list[float]
    """For each word."""
    running: list[float]
    weight: float
    """Of the whole term; words that say little weigh little."""

    def f1(self, first: int, last: int, weight: float) -> float:
        """Likeness of a run of words, of the given weight, to the whole term."""
        matched = min(self.running[last + 1] - self.running[first], self.weight)
        return 2 * matched / (weight + self.weight)


def _ends(engine: Engine, tokens: Sequence[str], text: str) -> list[int]:
    """Where each token ends in the text."""
    plain = [token.replace("▁", " ") for token in tokens]
    offset = 1 if plain and plain[0].startswith(" ") else 0
    if "".join(plain)[offset:] == text:
        return [int(end) - offset for end in _running(map(len, plain))[1:]]
    return [len(engine.tokenizer.decode(tokens[: k + 1])) for k in range(len(tokens))]


def _running(values: Iterable[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


def _weight(word: str) -> float:
    return 0.1 if word in _LIGHT else 1.0


@lru_cache(maxsize=16384)
def _similarity(one: str, other: str) -> float:
    """1 for the same word, less for another form of it, 0 for another word."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < 4:
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= 0.7 else 0.0


# Writing a term into a text.

_UNSPACED = frozenset(("zh", "ja", "th", "lo", "km", "my"))
_ARTICLE = re.compile(r"(?:(?<=[\s(\[\"“‘«'])|^)(the|an|a)$", re.IGNORECASE)
_OPENS = re.compile(r"^[\s\"“‘«'(\[¿¡–—-]*$")
_BEFORE_ARTICLE = _listed(
    "of by with from to in at for and or between on against via through under said that "
    "within into among towards toward about before after during since until as is are was were "
    "but than whether while where when because"
)
"""English words after which a noun group opens."""
_INSTITUTIONS = _listed(
    "administration agency army association authority bank board brigade bureau cabinet center "
    "centre commission committee confederation congress convention council court department "
    "directorate embassy emirates federation forces foundation fund government gendarmerie house "
    "initiative institute kingdom league mechanism ministry monarchy mosque movement nations "
    "observatory office organisation organization palace parliament party pole police "
    "prosecution prosecutor republic secretariat senate service services society staff states "
    "strategy summit syndicate tribunal union university"
)
"""Head nouns of names that English gives an article."""


def _joined(left: str, term: str, language: str) -> str:
    """A text's beginning with a term after it."""
    if language in _UNSPACED:
        return left + term
    left = _without_beginning(left.rstrip(), term)
    if language == "en":
        left = _with_article(left, term)
    if _OPENS.match(left):
        term = _capitalised(term)
    if (left and left[-1] not in "([\"“‘«'/-–—") or left.endswith((" -", " –", " —")):
        left += " "
    return left + term


def _without_beginning(left: str, term: str) -> str:
    """`left` without the term's own first words at its end: "the General" + "General…"."""
    words = term.split()
    for count in range(len(words) - 1, 0, -1):
        beginning = " ".join(words[:count])
        if len(beginning) > 3 and re.search(
            rf"(?:^|\s){re.escape(beginning)}$", left, re.IGNORECASE
        ):
            return left[: -len(beginning)].rstrip()
    return left


def _with_article(left: str, term: str) -> str:
    """`left` with the article that English wants before `term`."""
    article = _ARTICLE.search(left)
    first = term.split()[0].casefold()
    if article is not None:
        before = left[: article.start()]
        if first in ("the", "a", "an"):
            return before.rstrip()
        if article[1].lower() == "the":
            return left
        if _takes_the(term):
            return before + ("The" if article[1][0].isupper() else "the")
        wanted = "an" if _sounds_open(term) else "a"
        return before + (wanted.capitalize() if article[1][0].isupper() else wanted)
    if not _takes_the(term):
        return left
    if _OPENS.match(left):
        return left + "The"
    last = re.search(r"([A-Za-z]+|[^\w\s])$", left)
    if last and (last[1].lower() in _BEFORE_ARTICLE or last[1] in ",;:–—"):
        return left + " the"
    return left


def _takes_the(term: str) -> bool:
    """Whether English puts "the" before a name: institutions and initials, not people."""
    words = term.split()
    if words[0].casefold() in ("the", "a", "an"):
        return False
    if is_acronym(words[0]):
        return len(words) == 1 and not _is_pronounced(term)
    if not words[0][0].isupper():
        return False
    head = re.split(r"\s(?:of|for|in|on|to|against|and)\s|\s*\(", term)[0].split()
    return any(word.casefold() in _INSTITUTIONS for word in (head[-1], words[-1]))


def _is_pronounced(acronym: str) -> bool:
    """Whether an acronym is read as a word (INTERPOL, NATO), and so takes no article."""
    letters = acronym.casefold()
    return len(letters) >= 4 and bool(
        re.fullmatch(r"(?:[^aeiou\W]{0,2}[aeiou]+)+[^aeiou\W]{0,2}", letters)
    )


def _sounds_open(term: str) -> bool:
    if is_acronym(term.split()[0]):
        return term[0] in "AEFHILMNORSX"
    return term[0].casefold() in "aeiou"


def _capitalised(term: str) -> str:
    first = term.split()[0]
    return term[0].upper() + term[1:] if first == first.lower() else term


# Substitution: what constrained decoding could not do.


def _substitute(engine: Engine, draft: _Draft, language: str, strict: bool) -> None:
    """Write what is missing into the text, and take out what is forbidden."""
    for _ in range(2 * len(draft.needs)):
        _tidy(draft, language, strict)
        found = _found(draft, language, strict)
        if None not in found:
            break
        need = found.index(None)
        draft.substituted.add(need)
        blocked = [span for span in found if span]
        sketch = _Sketch(engine, draft)
        slots = sketch.slots(need, blocked, 0)
        if slots[0].evidence >= _FAINT:
            slot = sketch.widened(slots[0], need, blocked)
        else:
            slot = _likeliest(engine, draft, slots, draft.needs[need].wanted, language)
        _replace(draft, slot, draft.needs[need].wanted, language)
    for _ in range(8):
        found = _found(draft, language, strict)
        violations = _violations(draft, found, language)
        if not violations:
            break
        start, end = violations[0]
        need = next(
            i
            for i, need in enumerate(draft.needs)
            if any((start, end) in contains(draft.text, bad, language) for bad in need.forbidden)
        )
        draft.substituted.add(need)
        _replace(draft, _Slot(start, end, 1.0, 1.0), draft.needs[need].wanted, language)


_SCORED = 4
"""Places scored for a term that nothing in the hypothesis stands for."""


def _likeliest(
    engine: Engine, draft: _Draft, slots: Sequence[_Slot], term: str, language: str
) -> _Slot:
    """The place where the model finds an inserted term least surprising."""
    inserted = [slot for slot in slots if slot.start == slot.end][:_SCORED]
    texts = []
    for slot in inserted:
        text = _joined(draft.text[: slot.start], term, language)
        rest = draft.text[slot.start :]
        texts.append(f"{text} {rest}" if rest[:1].isalnum() else text + rest)
    scores = engine.score([draft.source.tokens] * len(texts), engine.tokenizer.encode_target(texts))
    return max(zip(scores, inserted, strict=True), key=lambda pair: pair[0])[1]


def _replace(draft: _Draft, slot: _Slot, term: str, language: str) -> None:
    text = _joined(draft.text[: slot.start], term, language)
    rest = draft.text[slot.end :]
    if language not in _UNSPACED:
        if slot.start == slot.end and _OPENS.match(draft.text[: slot.start]):
            rest = _lowered(rest)
        if rest[:1].isalnum():
            rest = " " + rest
    draft.text = text + rest
    draft.attention = []


def _lowered(rest: str) -> str:
    """A sentence's beginning, now within it: light words lose their capital."""
    word = re.match(r"\s*([A-Za-z]+)", rest)
    if word and word[1].casefold() in _LIGHT:
        return rest[: word.start(1)] + word[1].lower() + rest[word.end(1) :]
    return rest


def _tidy(draft: _Draft, language: str, strict: bool) -> None:
    """Take out what a placed term made superfluous, unless a term would go with it."""
    met = sum(1 for span in _found(draft, language, strict) if span)
    before = draft.text
    for index, need in enumerate(draft.needs):
        draft.text = _without_echo(draft.text, need)
        if index not in draft.by_model:
            draft.text = _without_stutter(draft.text, need.wanted)
            draft.text = _with_own_acronym(draft.text, need, draft.source.text)
    if draft.text != before and sum(1 for s in _found(draft, language, strict) if s) < met:
        draft.text = before


def _without_echo(text: str, need: _Need) -> str:
    """The text without "DGSN (DGSN)" and "Full Name (DGSN) (DGSN)"."""
    if not re.search(r"[(（]", text):
        return text
    for term in need.admitted:
        if term not in text:
            continue
        inner = re.search(r"\(([^()]+)\)$", term)
        echo = re.escape(inner[1] if inner else term)
        text = re.sub(rf"({re.escape(term)})\s*[(（]\s*{echo}\s*[)）]", r"\1", text)
    return text


def _without_stutter(text: str, term: str) -> str:
    """The text without the term's last word right after the term: "judicial police police"."""
    last = term.split()[-1]
    if len(last) < 4 or not last.isalpha():
        return text
    return re.sub(rf"({re.escape(term)})\s+{last}\b", r"\1", text, flags=re.IGNORECASE)


def _with_own_acronym(text: str, need: _Need, source: str) -> str:
    """The text with no acronym but the term's own in brackets after it.

    A model that has often read "General Directorate for National Security (DGSN)" puts
    those brackets after other directorates too.
    """
    if is_acronym(need.wanted) or need.wanted.endswith(")"):
        return text
    own = [term for term in need.admitted if is_acronym(term)]

    def corrected(match: re.Match[str]) -> str:
        if match[2] in own or match[2] in source or not is_acronym(match[2]):
            return match[0]
        return match[1] + (f" ({own[0]})" if own else "")

    return re.sub(rf"({re.escape(need.wanted)})\s+\(([A-Z][A-Z0-9-]+)\)", corrected, text)


# What came of it.


def _uses(draft: _Draft, language: str, strict: bool) -> tuple[TermUse, ...]:
    uses = []
    found = _found(draft, language, strict)
    for index, (need, span) in enumerate(zip(draft.needs, found, strict=True)):
        if span is None:
            continue
        how: How = "constrained"
        if index in draft.substituted:
            how = "substituted"
        elif index in draft.by_model:
            how = "model"
        first, *others = need.occurrences
        uses.append(TermUse(first.concept, (first.start, first.end), span, how))
        for other in others:
            inner = _inner(draft.text, span, other, language)
            uses.append(TermUse(other.concept, (other.start, other.end), inner, how))
    return tuple(uses)


def _inner(text: str, span: Span, occurrence: Occurrence, language: str) -> Span:
    """Where the second of a name and its acronym stands: in or right after the first's span."""
    start, end = span
    after = re.compile(r"\s*[(（]?").match(text, end)
    reach = after.end() if after else end
    for target in occurrence.targets:
        for one, other in contains(text, target, language):
            if (one, other) != span and start <= one and (other <= end or one == reach):
                return one, other
    return span
