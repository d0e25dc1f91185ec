"""Constrained decoding: sentences that lack a term are decoded again from a prefix with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reader.engine.engine import Work
from reader.engine.loops import cut_loops, is_degenerate
from reader.engine.queue import Decoding, Hypothesis
from reader.glossary.enforcing import gaps
from reader.glossary.enforcing.draft import (
    Context,
    Draft,
    State,
    locate_sources,
    met,
    sketch,
    token_ends,
    violations,
)
from reader.glossary.enforcing.nations import place_or_waive
from reader.glossary.enforcing.needs import blocked_by
from reader.glossary.enforcing.placement import FAINT, Slot
from reader.glossary.enforcing.substitution import replaced
from reader.glossary.enforcing.wording import (
    OPENING,
    glued,
    is_last,
    is_light,
    lowered,
    superfluous,
)
from reader.glossary.matching.matcher import contains
from reader.glossary.matching.surnames import is_person
from reader.text.lines import SPACELESS
from reader.text.spans import Span

_ATTEMPTS = 2
"""Places tried for a term, one after the other, before it is substituted."""
_ROUNDS = 12
"""Times that a sentence is decoded again at most."""
_HANDFUL, _FLYING = 32, 3
"""Drafts decoded again together, and how many such handfuls are on their way at once."""
_SURE = 0.55
"""Evidence from which a term's place is certain."""
_CERTAIN = 0.9
"""Evidence from which the words that stand for a term are just these: the term takes their place,
and nothing is decoded again. On benchmarks/data/terms.tsv that has the same chrF and BLEU within
0.5, in three quarters to nine tenths of the time."""
_NO_REPEAT, _PENALTY = 5, 1.2
"""Tokens in a row that may not come twice, and how much less likely a token becomes that was
there before, when a draft has looped."""
_LAST_WORDS = 1
"""Words after a certain place that are not worth decoding again."""
_WORSE = 2.0
"""Nats a token that a continuation may fall behind the free hypothesis before it is broken."""


@dataclass(frozen=True, slots=True)
class _Trial:
    """A draft to be decoded again from a prefix."""

    draft: Draft
    needs: tuple[int, ...]
    """The needs that it places, the last at its end; none where it ends before a forbidden
    term."""
    prefix: str
    tokens: list[str]


_Decodings = list[tuple[list[int], Decoding]]
"""Trials being decoded: numbers of those that go together, and their decoding."""


def constrain(context: Context, drafts: Iterator[Draft]) -> Work[list[Draft]]:
    """Place the needs that are not met, left to right, as many at a time as are certain.

    Drafts are taken in handfuls: while some are decoded, others are looked for, planned and
    judged. Which go together depends on their order alone, never on how fast they are decoded.

    Returns:
        The drafts.
    """
    taken: list[Draft] = []
    waiting: deque[Draft] = deque()
    flying: deque[tuple[list[_Trial], _Decodings]] = deque()
    while True:
        handful: list[Draft] = []
        if len(flying) < _FLYING:
            handful = list(islice(drafts, _HANDFUL))
            taken += handful
            locate_sources(context, handful)
            for draft in handful:
                place_or_waive(context, draft)
            if len(handful) + len(waiting) >= _HANDFUL or not flying:
                room = min(_HANDFUL - len(handful), len(waiting))
                handful += [waiting.popleft() for _ in range(room)]
        if handful:
            trials = _trials(context, handful)
            if trials:
                flying.append((trials, _decode(context, trials)))
        elif flying:
            trials, decodings = flying.popleft()
            outcomes = yield from _outcomes(decodings)
            for trial, outcome in zip(trials, outcomes, strict=True):
                _judge(context, trial, outcome)
                if trial.draft.rounds < _ROUNDS:
                    waiting.append(trial.draft)
        else:
            return taken


def _trials(context: Context, drafts: Sequence[Draft]) -> list[_Trial]:
    """What to decode next for each draft that lacks something."""
    plans = [(draft, _plan(context, draft)) for draft in drafts]
    texts = [plan[1] for _, plan in plans if plan]
    tokens = iter(context.engine.tokenizer.encode_target(texts) if texts else [])
    trials = [_Trial(draft, *plan, next(tokens)) for draft, plan in plans if plan]
    for trial in trials:
        trial.draft.rounds += 1
    return trials


_Places = list[tuple[int, int, Slot]]
"""Where needs could go: the place's start, the need, the place."""


def _plan(context: Context, draft: Draft) -> tuple[tuple[int, ...], str] | None:
    """The needs to place next, and the prefix that ends with them."""
    spans = met(context, draft)
    places, words = _places(context, draft, spans)
    while places:
        _, need, slot = places[0]
        left = sum(1 for start in words if start >= slot.end)
        if slot.evidence < (_SURE if left <= _LAST_WORDS else _CERTAIN):
            return _prefix(context, draft, places)
        # What is left to decode would come out the same, or near enough.
        wanted = draft.needs[need].wanted
        ended = replaced(context, draft.state, slot, wanted)
        draft.substituted.add(need)
        stands = met(context, draft, ended.text)
        # Words that it shares with a term before it may have gone: Royal Air Maroc (Telecom).
        lost = any(was and not now for now, was in zip(stands, spans, strict=True))
        if stands[need] is None or lost:
            draft.substituted.discard(need)
            return _prefix(context, draft, places)
        draft.state = ended
        spans = met(context, draft)
        places, words = _places(context, draft, spans)
    forbidden = [] if draft.suppress_forbidden else violations(context, draft, spans)
    if forbidden and forbidden[0][0] >= draft.state.fixed:
        draft.suppress_forbidden = True
        return (), draft.text[: forbidden[0][0]].rstrip()
    return None


def _places(
    context: Context, draft: Draft, spans: Sequence[Span | None]
) -> tuple[_Places, list[int]]:
    """A place for each need that is not met, by their starts; and where the words begin."""
    places: _Places = []
    words = None
    blocked = blocked_by(draft.text, draft.needs, spans, draft.source.text)
    for need, span in enumerate(spans):
        if span is None and need not in draft.given_up:
            words = words or sketch(context, draft.state)
            slots = gaps.places(context, draft, need, words, blocked, draft.state.fixed)
            slot = next((s for s in slots if (need, s.start) not in draft.tried), None)
            if slot is not None:
                places.append((slot.start, need, slot))
            else:
                draft.given_up.add(need)
    places.sort(key=lambda place: place[:2])
    return places, [start for start, _ in words.words] if words else []


def _prefix(context: Context, draft: Draft, places: _Places) -> tuple[tuple[int, ...], str]:
    """The prefix that places the first need, and the next ones whose places are certain."""
    language = context.language
    _, need, slot = places[0]
    again = any(tried == need for tried, _ in draft.tried)
    draft.tried.add((need, slot.start))
    prefix = gaps.inserted(draft.text[: slot.start], slot, draft.needs[need].wanted, language)
    placed = [need]
    for start, need, following in places[1:]:
        # One prefix takes all whose places are certain, and "Belgium and the Netherlands".
        between = draft.text[slot.end : start]
        before = draft.needs[placed[-1]].wanted
        between = between[superfluous(between, 0, before) :]
        if slot.start == slot.end and OPENING.match(draft.text[: slot.start]):
            between = lowered(between)
        if slot.start == slot.end and between.startswith("the ") and is_person(before):
            between = f", {between}"  # Karim Alami, the director of the port
        if between[:1].isalnum() and language not in SPACELESS:  # nothing was replaced
            between = " " + between
        if again or draft.one_at_a_time or not between:
            break
        if following.evidence < (FAINT if is_light(between) else _SURE):
            break
        prefix = gaps.inserted(prefix + between, following, draft.needs[need].wanted, language)
        placed.append(need)
        slot = following
    return tuple(placed), prefix


def _decode(context: Context, trials: Sequence[_Trial]) -> _Decodings:
    """Start decoding trials from their prefixes.

    What is suppressed is suppressed in a whole call, and makes it slower: only drafts that
    a forbidden term has been seen in are decoded so, apart from those that forbid others.
    """
    # With one need there is no second place to look for.
    attention = context.attention and any(
        len(trial.draft.needs) > 1 or trial.draft.source.attention for trial in trials
    )
    groups: dict[tuple[bool, tuple[str, ...]], list[int]] = {}
    for index, trial in enumerate(trials):
        draft = trial.draft
        forbidden = {bad for need in draft.needs for bad in need.forbidden}
        suppressed = tuple(sorted(forbidden)) if draft.suppress_forbidden else ()
        groups.setdefault((draft.forbid_repeats, suppressed), []).append(index)
    return [
        (
            indices,
            context.repeats.decode(
                [trials[i].draft.source.tokens for i in indices],
                [trials[i].tokens for i in indices],
                attention=attention,
                no_repeat_ngram_size=_NO_REPEAT if forbid_repeats else 0,
                repetition_penalty=_PENALTY if forbid_repeats else 1.0,
                suppress=_token_sequences(context, suppressed),
            ),
        )
        for (forbid_repeats, suppressed), indices in groups.items()
    ]


def _outcomes(decodings: _Decodings) -> Work[list[Hypothesis]]:
    """What the trials have become, in their order."""
    outcomes: dict[int, Hypothesis] = {}
    for indices, decoding in decodings:
        outcomes.update(zip(indices, (yield decoding), strict=True))
    return [outcomes[index] for index in range(len(outcomes))]


def _token_sequences(context: Context, terms: Sequence[str]) -> list[list[str]]:
    """How the model might write terms: at a sentence's start and within, in any case."""
    if not terms:
        return []
    forms = dict.fromkeys(
        form
        for term in terms
        for form in (term, term[0].upper() + term[1:], term.lower(), term.title(), f"({term}")
    )
    sequences = context.engine.tokenizer.encode_target(list(forms))
    return [list(tokens) for tokens in dict.fromkeys(map(tuple, sequences)) if tokens]


def _judge(context: Context, trial: _Trial, outcome: Hypothesis) -> None:
    """Go on with an outcome, unless it is broken or lacks what it was decoded for.

    One that loops is decoded again more strictly; what loops even so is cut out of it.
    """
    draft = trial.draft
    if is_degenerate(outcome, draft.source.tokens):
        if not draft.forbid_repeats:
            draft.forbid_repeats = True
            draft.tried.clear()
            return
        outcome = cut_loops(outcome, len(trial.tokens))
    candidate = _candidate(context, trial, outcome)
    if candidate is not None and not _is_broken(trial, outcome):
        spans = met(context, draft, candidate.text)
        if all(spans[need] is not None for need in trial.needs):
            if not draft.suppress_forbidden and violations(context, draft, spans, candidate.text):
                draft.suppress_forbidden = True
            else:
                draft.state = draft.decoded = candidate
            draft.tried.clear()
            return
    if len(trial.needs) > 1:
        draft.one_at_a_time = True
        draft.tried = {place for place in draft.tried if place[0] != trial.needs[0]}
        return
    for need in trial.needs:
        if sum(1 for tried, _ in draft.tried if tried == need) >= _ATTEMPTS:
            draft.given_up.add(need)


def _candidate(context: Context, trial: _Trial, outcome: Hypothesis) -> State | None:
    """The translation as decoded, or None where the tokenizer does not give the prefix back."""
    # What the package's vocabulary lacks comes back as <unk>; the prefix is known better.
    tokens = trial.tokens + outcome.tokens[len(trial.tokens) :]
    text = context.engine.tokenizer.decode(tokens)
    prefix = trial.prefix
    if not text.startswith(prefix):
        # Unknown pieces come with spaces of their own, which do not survive a second reading.
        text, prefix = " ".join(text.split()), " ".join(prefix.split())
        if not text.startswith(prefix):
            return None
    attention = outcome.attention
    cut = _cut(context, trial, text, len(prefix))
    if cut > len(prefix):
        ends = token_ends(context, tokens, text)
        kept = len(trial.tokens)
        first = next((k for k, end in enumerate(ends) if end >= cut), len(tokens) - 1)
        if first < kept or ends[kept - 1] != len(prefix) or ends[first] != cut:
            return None
        text = prefix + text[cut:]
        tokens = trial.tokens + tokens[first + 1 :]
        attention = attention[:kept] + attention[first + 1 :]
    return State(text, tokens, attention, _score(context, trial, outcome), fixed=len(prefix))


def _cut(context: Context, trial: _Trial, text: str, end: int) -> int:
    """Where what the model should not have added to the prefix's last term ends."""
    if not trial.needs:
        return end
    need = trial.draft.needs[trial.needs[-1]]
    if not text.endswith(need.wanted, 0, end):
        return end  # the term said that
    start, cut = end - len(need.wanted), end
    if text[end - 1].isascii():
        # It may have gone on within the last word: "Morocco" + "nes".
        while text[cut : cut + 1].isalnum():
            cut += 1
    if cut > end and any(
        (start, cut) in contains(text[:cut], target, context.language) for target in need.admitted
    ):
        # An adjective that nothing follows ("the president of Senegalese") is no better.
        return cut if text[end:cut] != "s" and is_last(text[cut:]) else end
    return superfluous(text, glued(text, cut), need.wanted)


def _continuation_score(trial: _Trial, outcome: Hypothesis) -> float:
    """Mean log-probability of a token that the model chose; forced ones count as certain."""
    total = len(outcome.tokens) + 1
    return outcome.score * total / max(1, total - len(trial.tokens))


def _score(context: Context, trial: _Trial, outcome: Hypothesis) -> float:
    """Mean log-probability of the tokens that the model chose, before the terms and after.

    Those before count as the text that they are taken from did. The continuation alone would
    say nothing of the sentence: after a term near its end that is little more than a full stop.
    """
    wanted = [trial.draft.needs[need].wanted for need in trial.needs]
    forced = sum(map(len, context.engine.tokenizer.encode_target(wanted))) if wanted else 0
    before = max(0, len(trial.tokens) - forced)
    after = len(outcome.tokens) + 1 - len(trial.tokens)
    chosen = before * trial.draft.state.score + after * _continuation_score(trial, outcome)
    return chosen / max(1, before + after)


def _is_broken(trial: _Trial, outcome: Hypothesis) -> bool:
    free = trial.draft.free
    length, expected = len(outcome.tokens), len(free.tokens)
    if not 0.5 * expected - 4 <= length <= 1.7 * expected + len(trial.tokens):
        return True
    return _continuation_score(trial, outcome) < free.score - _WORSE
