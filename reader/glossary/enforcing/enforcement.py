"""Terms that hold: every glossary term of the source is in the output.

Three steps, the cheapest first. What the model wrote right is left alone. Otherwise the
sentence is decoded again from a forced prefix: the hypothesis up to where the term belongs,
then the term itself; the model goes on from there, so that what follows fits. Where that
breaks the sentence, the term replaces the words that stood for it.

Forced prefixes after Hasler et al. 2018, "Neural Machine Translation Decoding with
Terminology Constraints"; terms placed from left to right keep it a plain prefix.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import accumulate, islice

from reader.article import How, Occurrence, TermUse
from reader.engine.engine import Decoding, Engine, Hypothesis, Work
from reader.engine.loops import cut_loops, is_degenerate
from reader.glossary.enforcing.placement import FAINT, Sketch, Slot, Sought, Span, overlap
from reader.glossary.enforcing.wording import (
    OPENING,
    UNSPACED,
    is_last,
    is_light,
    joined,
    lowered,
    superfluous,
    with_own_acronym,
    without_echo,
    without_extension,
)
from reader.glossary.matching.matcher import contains
from reader.glossary.matching.patterns import is_acronym

_ATTEMPTS = 2
"""Places tried for a term, one after the other, before it is substituted."""
_ROUNDS = 12
"""Times that a sentence is decoded again at most."""
_HANDFUL, _FLYING = 32, 3
"""Drafts decoded again together, and how many such handfuls are on their way at once."""
_SURE = 0.55
"""Evidence from which a term's place is certain."""
_NO_REPEAT, _PENALTY = 5, 1.2
"""Tokens in a row that may not come twice, and how much less likely a token becomes that was
there before, when a draft has looped."""
_LAST_WORDS = 1
"""Words after a certain place that are not worth decoding again."""
_WORSE = 2.0
"""Nats a token that a continuation may fall behind the free hypothesis before it is broken."""


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
) -> Work[list[Enforced]]:
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
    needy = sorted(
        (draft for draft in drafts if draft.needs),
        key=lambda draft: (len(draft.needs) == 1, -len(draft.source.tokens)),
    )
    failing = (draft for draft in needy if _fails(draft, language, strict))
    corrected = yield from _constrain(_quicker(engine), failing, language, strict, attention)
    for draft in corrected:
        _substitute(engine, draft, language, strict)
    for draft in needy:
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
    stern: bool = False
    """Whether repetitions have to be kept out."""
    apart: bool = False
    """Whether its terms are placed one at a time, several at once having failed."""
    rounds: int = 0
    """Times that it was decoded again."""
    known: tuple[tuple[str, int], list[Span | None]] | None = None
    """Where each need is met, and the state of the draft that this was found for."""
    sought: list[Sought] = field(default_factory=list)
    """What to look for in the text, for each need."""


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
    key = (draft.text, len(draft.substituted))
    if draft.known is None or draft.known[0] != key:
        options = [
            _spans(draft.text, need, language, strict or index in draft.substituted)
            for index, need in enumerate(draft.needs)
        ]
        draft.known = key, _assigned(options)
    return draft.known[1]


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
            if not any(other and overlap(span, other) for other in chosen[:index]):
                chosen[index] = span
                search(index + 1, count + 1)
                chosen[index] = None
        search(index + 1, count)

    search(0, 0)
    return best


def _fails(draft: _Draft, language: str, strict: bool) -> bool:
    """Whether the free hypothesis lacks a term or has a forbidden one."""
    found = _found(draft, language, strict)
    draft.by_model = {need for need, span in enumerate(found) if span}
    return None in found or bool(_violations(draft, found, language))


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
        for need in draft.needs:
            start, end = next(lengths), next(lengths)
            columns = range(min(start, max(end - 1, 0)), end)
            variants = tuple(dict.fromkeys((need.wanted, *need.admitted, *need.forbidden)))
            place = need.occurrences[0].start / max(1, len(draft.source.text))
            draft.sought.append(Sought(variants, columns, place))


@dataclass(frozen=True, slots=True)
class _Trial:
    """A draft to be decoded again from a prefix."""

    draft: _Draft
    needs: tuple[int, ...]
    """The needs that it places, the last at its end; none where it ends before a forbidden
    term."""
    prefix: str
    tokens: list[str]
    language: str


_Decodings = list[tuple[list[int], Decoding]]
"""Trials being decoded: numbers of those that go together, and their decoding."""


def _quicker(engine: Engine) -> Engine:
    """The engine with half the beam.

    Forced tokens cost CTranslate2 as much as free ones, so that every round is a whole
    decode; with a good part of the sentence given, the width matters less.
    """
    quicker = copy(engine)
    quicker.beam_size = max(1, engine.beam_size // 2)
    return quicker


def _constrain(
    engine: Engine, drafts: Iterator[_Draft], language: str, strict: bool, attention: bool
) -> Work[list[_Draft]]:
    """Place the needs that are not met, left to right, as many at a time as are certain.

    Drafts are taken in handfuls: while some are decoded, others are looked for, planned and
    judged. Which go together depends on their order alone, never on how fast they are decoded.

    Returns:
        The drafts.
    """
    taken: list[_Draft] = []
    waiting: deque[_Draft] = deque()
    flying: deque[tuple[list[_Trial], _Decodings]] = deque()
    while True:
        handful: list[_Draft] = []
        if len(flying) < _FLYING:
            handful = list(islice(drafts, _HANDFUL))
            taken += handful
            _locate_sources(engine, handful)
            if len(handful) + len(waiting) >= _HANDFUL or not flying:
                room = min(_HANDFUL - len(handful), len(waiting))
                handful += [waiting.popleft() for _ in range(room)]
        if handful:
            trials = _trials(engine, handful, language, strict)
            if trials:
                flying.append((trials, _decode(engine, trials, attention)))
        elif flying:
            trials, decodings = flying.popleft()
            outcomes = yield from _outcomes(decodings)
            for trial, outcome in zip(trials, outcomes, strict=True):
                _judge(engine, trial, outcome, language, strict)
                if trial.draft.rounds < _ROUNDS:
                    waiting.append(trial.draft)
        else:
            return taken


def _trials(engine: Engine, drafts: Sequence[_Draft], language: str, strict: bool) -> list[_Trial]:
    """What to decode next for each draft that lacks something."""
    plans = [(draft, _plan(engine, draft, language, strict)) for draft in drafts]
    texts = [plan[1] for _, plan in plans if plan]
    tokens = iter(engine.tokenizer.encode_target(texts) if texts else [])
    trials = [_Trial(draft, *plan, next(tokens), language) for draft, plan in plans if plan]
    for trial in trials:
        trial.draft.rounds += 1
    return trials


def _plan(
    engine: Engine, draft: _Draft, language: str, strict: bool
) -> tuple[tuple[int, ...], str] | None:
    """The needs to place next, and the prefix that ends with them."""
    found = _found(draft, language, strict)
    blocked = _blocked(draft.text, found)
    sketch = None
    places = []
    for need, span in enumerate(found):
        if span is None and need not in draft.given_up:
            sketch = sketch or _sketch(engine, draft)
            slots = sketch.slots(draft.sought[need], blocked, draft.fixed)
            slot = next((s for s in slots if (need, s.start) not in draft.tried), None)
            if slot is not None:
                places.append((slot.start, need, slot))
            else:
                draft.given_up.add(need)
    if sketch and places:
        places.sort(key=lambda place: place[:2])
        _, need, slot = places[0]
        left = sum(1 for start, _ in sketch.words if start >= slot.end)
        if slot.evidence >= _SURE and left <= _LAST_WORDS:
            # What is left to decode would come out the same.
            ended = replace(draft, substituted=draft.substituted | {need})
            _replace(ended, slot, draft.needs[need].wanted, language)
            stands = _found(ended, language, strict)
            # Words that it shares with a term before it may have gone: Royal Air Maroc (Telecom).
            if stands[need] and all(now for now, was in zip(stands, found, strict=True) if was):
                draft.text, draft.attention = ended.text, ended.attention
                draft.substituted, draft.known = ended.substituted, ended.known
                return _plan(engine, draft, language, strict)
        again = any(tried == need for tried, _ in draft.tried)
        draft.tried.add((need, slot.start))
        prefix = joined(draft.text[: slot.start], draft.needs[need].wanted, language)
        placed = [need]
        for start, need, following in places[1:]:
            # One prefix takes all whose places are certain, and "Belgium and the Netherlands".
            between = draft.text[slot.end : start]
            if between[:1].isalnum() and language not in UNSPACED:  # nothing was replaced
                between = " " + between
            if again or draft.apart or not between:
                break
            if following.evidence < (FAINT if is_light(between) else _SURE):
                break
            prefix = joined(prefix + between, draft.needs[need].wanted, language)
            placed.append(need)
            slot = following
        return tuple(placed), prefix
    violations = [] if draft.wary else _violations(draft, found, language)
    if violations and violations[0][0] >= draft.fixed:
        draft.wary = True
        return (), draft.text[: violations[0][0]].rstrip()
    return None


_OWN_ACRONYM = re.compile(r"\s*[(（]\s*[A-Z][A-Z0-9-]+\s*[)）]")


def _blocked(text: str, found: Sequence[Span | None]) -> list[Span]:
    """What no other term may replace: the terms that stand, with acronyms in brackets after."""
    spans = []
    for span in found:
        if span:
            acronym = _OWN_ACRONYM.match(text, span[1])
            spans.append((span[0], acronym.end() if acronym else span[1]))
    return spans


def _decode(engine: Engine, trials: Sequence[_Trial], attention: bool) -> _Decodings:
    """Start decoding trials from their prefixes.

    What is suppressed is suppressed in a whole call, and makes it slower: only drafts that
    a forbidden term has been seen in are decoded so, apart from those that forbid others.
    """
    # With one need there is no second place to look for.
    look = attention and any(len(trial.draft.needs) > 1 for trial in trials)
    groups: dict[tuple[bool, tuple[str, ...]], list[int]] = {}
    for index, trial in enumerate(trials):
        draft = trial.draft
        forbidden = {bad for need in draft.needs for bad in need.forbidden if draft.wary}
        groups.setdefault((draft.stern, tuple(sorted(forbidden))), []).append(index)
    return [
        (
            indices,
            engine.decode(
                [trials[i].draft.source.tokens for i in indices],
                [trials[i].tokens for i in indices],
                attention=look,
                no_repeat_ngram_size=_NO_REPEAT if stern else 0,
                repetition_penalty=_PENALTY if stern else 1.0,
                suppress=_token_sequences(engine, forbidden),
            ),
        )
        for (stern, forbidden), indices in groups.items()
    ]


def _outcomes(decodings: _Decodings) -> Work[list[Hypothesis]]:
    """What the trials have become, in their order."""
    outcomes: dict[int, Hypothesis] = {}
    for indices, decoding in decodings:
        outcomes.update(zip(indices, (yield decoding), strict=True))
    return [outcomes[index] for index in range(len(outcomes))]


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
    """Go on with an outcome, unless it is broken or lacks what it was decoded for.

    One that loops is decoded again more strictly; what loops even so is cut out of it.
    """
    draft = trial.draft
    if is_degenerate(outcome, draft.source.tokens):
        if not draft.stern:
            draft.stern = True
            draft.tried.clear()
            return
        outcome = cut_loops(outcome, len(trial.tokens))
    candidate = _outcome(engine, trial, outcome)
    if candidate is not None and not _is_broken(draft, trial, outcome):
        found = _found(candidate, language, strict)
        if all(found[need] is not None for need in trial.needs):
            if _violations(candidate, found, language) and not draft.wary:
                draft.wary = True
                draft.tried.clear()
                return
            draft.text, draft.tokens = candidate.text, candidate.tokens
            draft.attention, draft.score = candidate.attention, candidate.score
            draft.fixed, draft.known = candidate.fixed, candidate.known
            draft.tried.clear()
            return
    if len(trial.needs) > 1:
        draft.apart = True
        draft.tried = {place for place in draft.tried if place[0] != trial.needs[0]}
        return
    for need in trial.needs:
        if sum(1 for tried, _ in draft.tried if tried == need) >= _ATTEMPTS:
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
    cut = _cut(trial, text, len(prefix))
    if cut > len(prefix):
        ends = _ends(engine, tokens, text)
        kept = len(trial.tokens)
        first = next((k for k, end in enumerate(ends) if end >= cut), len(tokens) - 1)
        if first < kept or ends[kept - 1] != len(prefix) or ends[first] != cut:
            return None
        text = prefix + text[cut:]
        tokens = trial.tokens + tokens[first + 1 :]
        attention = attention[:kept] + attention[first + 1 :]
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


def _cut(trial: _Trial, text: str, end: int) -> int:
    """Where what the model should not have added to the prefix's last term ends."""
    if not trial.needs:
        return end
    need = trial.draft.needs[trial.needs[-1]]
    start, cut = end - len(need.wanted), end
    if text[end - 1].isascii():
        # It may have gone on within the last word: "Morocco" + "nes".
        while text[cut : cut + 1].isalnum():
            cut += 1
    if cut > end and any(
        (start, cut) in contains(text[:cut], target, trial.language) for target in need.admitted
    ):
        # An adjective that nothing follows ("the president of Senegalese") is no better.
        return cut if text[end:cut] != "s" and is_last(text[cut:]) else end
    return superfluous(text, cut, need.wanted)


def _continuation_score(trial: _Trial, outcome: Hypothesis) -> float:
    """Mean log-probability of a token that the model chose; forced ones count as certain."""
    total = len(outcome.tokens) + 1
    return outcome.score * total / max(1, total - len(trial.tokens))


def _is_broken(draft: _Draft, trial: _Trial, outcome: Hypothesis) -> bool:
    length, expected = len(outcome.tokens), len(draft.free.tokens)
    added = len(trial.tokens)
    if not 0.5 * expected - 4 <= length <= 1.7 * expected + added:
        return True
    return _continuation_score(trial, outcome) < draft.free.score - _WORSE


def _sketch(engine: Engine, draft: _Draft) -> Sketch:
    ends = _ends(engine, draft.tokens, draft.text) if draft.attention else []
    return Sketch(draft.text, ends, draft.attention)


def _ends(engine: Engine, tokens: Sequence[str], text: str) -> list[int]:
    """Where each token ends in the text."""
    plain = [token.replace("▁", " ") for token in tokens]
    offset = 1 if plain and plain[0].startswith(" ") else 0
    if "".join(plain)[offset:] == text:
        return [int(end) - offset for end in accumulate(map(len, plain))]
    return [len(engine.tokenizer.decode(tokens[: k + 1])) for k in range(len(tokens))]


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
        blocked = _blocked(draft.text, found)
        sketch = _sketch(engine, draft)
        slots = sketch.slots(draft.sought[need], blocked, 0)
        if slots[0].evidence >= FAINT:
            slot = sketch.widened(slots[0], draft.sought[need], blocked)
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
        _replace(draft, Slot(start, end, 1.0, 1.0), draft.needs[need].wanted, language)


_SCORED = 4
"""Places scored for a term that nothing in the hypothesis stands for."""


def _likeliest(
    engine: Engine, draft: _Draft, slots: Sequence[Slot], term: str, language: str
) -> Slot:
    """The place where the model finds an inserted term least surprising."""
    inserted = [slot for slot in slots if slot.start == slot.end][:_SCORED]
    if not inserted:
        return slots[0]
    texts = []
    for slot in inserted:
        text = joined(draft.text[: slot.start], term, language)
        rest = draft.text[slot.start :]
        texts.append(f"{text} {rest}" if rest[:1].isalnum() else text + rest)
    scores = engine.score([draft.source.tokens] * len(texts), engine.tokenizer.encode_target(texts))
    return max(zip(scores, inserted, strict=True), key=lambda pair: pair[0])[1]


def _replace(draft: _Draft, slot: Slot, term: str, language: str) -> None:
    text = joined(draft.text[: slot.start], term, language)
    rest = draft.text[slot.end :]
    if language not in UNSPACED:
        rest = rest[superfluous(rest, 0, term) :]
        if slot.start == slot.end and OPENING.match(draft.text[: slot.start]):
            rest = lowered(rest)
        if rest[:1].isalnum():
            rest = " " + rest
    draft.text = text + rest
    draft.attention = []


def _tidy(draft: _Draft, language: str, strict: bool) -> None:
    """Take out what a placed term made superfluous, unless a term would go with it."""
    met = sum(1 for span in _found(draft, language, strict) if span)
    before = draft.text
    for index, need in enumerate(draft.needs):
        draft.text = without_echo(draft.text, need.admitted)
        for term in need.admitted:
            draft.text = without_extension(draft.text, term)
        if index not in draft.by_model:
            draft.text = with_own_acronym(draft.text, need.wanted, need.admitted, draft.source.text)
    if draft.text != before and sum(1 for s in _found(draft, language, strict) if s) < met:
        draft.text = before


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
