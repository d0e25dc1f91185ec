"""Whether a model ran into a loop, and its output without it.

Small models, given what they do not understand, say the same thing over and over (Holtzman et
al. 2020, "The Curious Case of Neural Text Degeneration"): a word, a phrase, a syllable, or the
same four words every so often. What the source itself repeats is not a loop.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.engine.engine import max_target_tokens
from reader.engine.queue import Hypothesis
from reader.text.regex import regex

if TYPE_CHECKING:
    from reader.engine.engine import Engine, Work

_REPEATS = {1: 3, 2: 3}
"""Times that a unit of so many words comes in a row before it is a loop; longer ones: twice."""
_LONGEST_UNIT = 12
_SCATTERED = {2: 5, 3: 4, 4: 3}
"""Times that so many words in a row come anywhere in a sentence before they are a loop."""
_LONGEST_WORD = 26
"""Letters of a word beyond which it is not a word, in a language that writes spaces."""
_STUTTER = regex(r"([^\W\d_]{1,4}?)\1{3,}")
_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_BEGINS_WORD = regex(rf"▁|[{_HAN}]")
_HAN_FIRST = regex(rf"[{_HAN}]")
_LETTER = regex(r"[^\W\d_]")
_NO_WORD = regex(r"[\W_]+")
_MARKS = regex(r"[^\w▁]+|_+")
_STRICTER = ((1.2, 5), (1.5, 3))
"""Further attempts at what loops: the penalty of repetition, and the length of the token
sequences that may not come twice. Short ones, which a term may need, come last."""


def repetition(tokens: Sequence[str]) -> int:
    """How many words of a tokenized sentence say what was said already; 0 for plain text.

    Args:
        tokens: pieces of SentencePiece ("▁word") or of BPE ("wo@@", "rd"), or whole words.
    """
    return _excess("▁".join(_plain_words(tokens)))


@lru_cache(maxsize=256)
def _excess(joined: str) -> int:
    """The repetition of words. A sentence is asked about as tokens, as text, and once more when
    it is whole: mostly the same words."""
    words = joined.split("▁")
    excess = 0
    if max(map(len, words), default=0) > _LONGEST_WORD or _STUTTER.search(" ".join(words)):
        excess += 3 * sum(map(_is_garbled, words))
    times_said = Counter(words)
    most_said = max(times_said.values(), default=0)
    again = len(words) - len(times_said)
    # Three of a kind, or a unit of three and more twice: no run has less.
    if again > 2 or (again == 2 and most_said > 2):
        excess += sum(end - start for start, end in _runs(words))
    if most_said < min(_SCATTERED.values()):
        return excess
    for size, most in _SCATTERED.items():
        # "Of the" does not count, however often it comes: a word of more than three letters has to.
        if not any(times >= most and len(word) > 3 for word, times in times_said.items()):
            continue
        grams: Counter[tuple[str, ...]] = Counter(
            zip(*(words[offset:] for offset in range(size)), strict=False)
        )
        for gram, times in grams.items():
            if times >= most and sum(len(word) > 3 for word in gram) >= min(2, size - 1):
                excess += times - most + 2
    return excess


def is_loop(tokens: Sequence[str], source: Sequence[str]) -> bool:
    """Whether the tokens of a translation repeat themselves, and those of its source do not."""
    repeated = repetition(tokens)
    return repeated > 1 and repeated > 2 * repetition(source)


@lru_cache(maxsize=64)
def is_repetitive(target: str, source: str) -> bool:
    """`is_loop` of a translation's text. It is asked of each sentence twice, with the same words
    mostly."""
    return is_loop(target.split(), source.split())


def kept_indices(tokens: Sequence[str]) -> list[int]:
    """Indices of the tokens that stay when each run of repeats is said once.

    The last time stays, for the marks after it. A word that is a stutter, or longer than any
    word, goes as a whole. Where nothing would stay, all does.
    """
    words = _words(tokens)
    dropped: set[int] = set()
    for word, start, end in words:
        if _is_garbled(word):
            dropped.update(i for i in range(start, end) if _LETTER.search(tokens[i]))
    # What is left beside a run may be a run with it: "oil oil oil of oil of oil of".
    while runs := list(_runs([word for word, _, _ in words])):
        for start, end in reversed(runs):
            dropped.update(range(words[start][1], words[end - 1][2]))
            del words[start:end]
    left = [index for index in range(len(tokens)) if index not in dropped]
    return left or list(range(len(tokens)))


def _words(tokens: Sequence[str]) -> list[tuple[str, int, int]]:
    """Words as they are compared, each with the span of its tokens; marks are empty words."""
    pieces = any(token.startswith("▁") for token in tokens)
    spans: list[list[int]] = []
    for index, token in enumerate(tokens):
        if pieces:
            begins = bool(_BEGINS_WORD.match(token))
        else:
            begins = index == 0 or not tokens[index - 1].endswith("@@")
        if begins or not spans:
            spans.append([index, index + 1])
        else:
            spans[-1][1] = index + 1
    return [
        (
            _NO_WORD.sub(
                "", "".join(token.removesuffix("@@") for token in tokens[start:end])
            ).casefold(),
            start,
            end,
        )
        for start, end in spans
    ]


def _plain_words(tokens: Sequence[str]) -> list[str]:
    """The words of `_words` alone: every output is looked at, few are mended."""
    text = "▁".join(tokens)
    # Only where a token begins so is one of these true, and to look at all takes longer.
    has_pieces = text.startswith("▁") or "▁▁" in text
    if not has_pieces or not any(token.startswith("▁") for token in tokens):
        if "@@" in text or text.count("▁") >= len(tokens):
            return [word for word, _, _ in _words(tokens)]
        return _MARKS.sub("", text).casefold().split("▁")
    has_han = _HAN_FIRST.search(text) is not None
    whole = "".join(
        [f"▁{token}" if _HAN_FIRST.match(token) else token for token in tokens]
        if has_han
        else tokens
    )
    words = _MARKS.sub("", whole).casefold().split("▁")
    return words if words[0] else words[1:]


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Spans of words that repeat the ones before them, once too often."""
    start = 0
    times = Counter(words)
    while start < len(words):
        longest = min(_LONGEST_UNIT, (len(words) - start) // 2) if times[words[start]] > 1 else 0
        for size in range(1, longest + 1):
            end = start + size
            if words[start] != words[end]:
                continue
            unit = words[start:end]
            while words[end : end + size] == unit:
                end += size
            if (end - start) // size >= _REPEATS.get(size, 2) and any(map(_is_said, unit)):
                yield start, end - size
                start = end - 1
                break
        start += 1


def _is_said(word: str) -> bool:
    return len(word) > 1 and not word.isdigit()


def _is_garbled(word: str) -> bool:
    if len(word) < 4:
        return False
    if len(word) > _LONGEST_WORD and not re.search(rf"[{_HAN}\d]", word):
        return True
    return bool(_STUTTER.search(word))


def is_degenerate(hypothesis: Hypothesis, source: Sequence[str] = ()) -> bool:
    """Whether a hypothesis never ended, or repeats itself where its source does not.

    Args:
        hypothesis: what the model wrote.
        source: tokens of what it was given.
    """
    if not hypothesis.finished or is_loop(hypothesis.tokens, source):
        return True
    # The limit of its batch let it go on; decoded alone, it would not have ended.
    return bool(source) and len(hypothesis.tokens) > max_target_tokens(len(source))


def without_loops(
    engine: Engine,
    sources: Sequence[list[str]],
    hypotheses: list[Hypothesis],
    attention: Sequence[bool],
) -> Work[list[Hypothesis]]:
    """Decode again what ran into a loop, ever more strictly; cut out what loops to the end.

    Args:
        engine: what decoded the hypotheses.
        sources: tokens of what was decoded.
        hypotheses: the hypothesis of each source.
        attention: whether the cross-attention of each source will be asked for.
    """
    loops = [
        index
        for index, (source, hypothesis) in enumerate(zip(sources, hypotheses, strict=True))
        if is_degenerate(hypothesis, source)
    ]
    for penalty, size in _STRICTER:
        left = [index for index in loops if is_degenerate(hypotheses[index], sources[index])]
        if not left:
            return hypotheses
        again = yield engine.decode(
            [sources[index] for index in left],
            attention=any(attention[index] for index in left),
            no_repeat_ngram_size=size,
            repetition_penalty=penalty,
        )
        for index, hypothesis in zip(left, again, strict=True):
            if hypothesis.tokens and _looping(hypothesis) < _looping(hypotheses[index]):
                hypotheses[index] = hypothesis
    for index in loops:
        if is_degenerate(hypotheses[index], sources[index]):
            hypotheses[index] = cut_loops(hypotheses[index])
    return hypotheses


def _looping(hypothesis: Hypothesis) -> tuple[bool, int]:
    return not hypothesis.finished, repetition(hypothesis.tokens)


def cut_loops(hypothesis: Hypothesis, forced: int = 0) -> Hypothesis:
    """A hypothesis with each run of repeats said once.

    Args:
        hypothesis: what loops.
        forced: tokens at its beginning that stay whatever they say.
    """
    indices = [*range(forced), *(i for i in kept_indices(hypothesis.tokens) if i >= forced)]
    if not indices:
        return hypothesis
    attention = hypothesis.attention
    return replace(
        hypothesis,
        tokens=[hypothesis.tokens[index] for index in indices],
        attention=[attention[index] for index in indices] if attention else [],
        was_cut=True,
    )
