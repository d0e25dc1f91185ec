"""Models at work: batches of tokenized sentences in, hypotheses out.

The engine calls `ctranslate2` directly, or for Firefox's models what has the same face.
argostranslate's own `translate()` decodes a paragraph at a time in batches of 32 tokens;
batching a whole document is where the speed is (benchmarks/speed.py measures both).
"""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from reader.engine.tokenizer import open_tokenizer
from reader.errors import InvalidPackage
from reader.models import firefox
from reader.models.package import Package

BATCH_TOKENS = 384
"""Source tokens in a batch: on two cores the fastest of 256 to 1024 for whole documents, and
small enough that the first sentences come soon."""

GREEDY_BATCH_TOKENS = 1024
"""The same without a beam, where each sentence is a row of a step and not several."""

POSITIONS = 510
"""Tokens that any package can count to: the usual position encodings end at 512."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What the model wrote for one source."""

    tokens: list[str]
    score: float
    """Mean log-probability of a token."""
    attention: list[list[float]]
    """A row for each target token, a weight for each source token; empty unless asked for."""
    finished: bool
    """Whether the model ended the sentence by itself, before the length limit."""


class Decoding:
    """Hypotheses being computed. `result` waits for them."""

    def __init__(
        self, count: int, batches: list[tuple[list[int], list[Any]]], skip: int, lag: int
    ) -> None:
        self._count = count
        self._batches = batches
        self._skip = skip
        self._lag = lag

    def result(self) -> list[Hypothesis]:
        """The hypotheses, one for each source, in the order of the sources."""
        hypotheses: list[Hypothesis | None] = [None] * self._count
        for indices, pending in self._batches:
            for index, future in zip(indices, pending, strict=True):
                result = future.result()
                tokens = result.hypotheses[0]
                finished = bool(tokens) and tokens[-1] == "</s>"
                end = len(tokens) - 1 if finished else len(tokens)
                attention = result.attention[0] if result.attention else []
                if not finished:
                    attention += attention[-1:] * self._lag
                hypotheses[index] = Hypothesis(
                    tokens[self._skip : end],
                    result.scores[0],
                    attention[self._skip + self._lag : end + self._lag],
                    finished,
                )
        return [hypothesis for hypothesis in hypotheses if hypothesis is not None]

    def done(self) -> bool:
        """Whether `result` would return at once."""
        return all(future.done() for _, pending in self._batches for future in pending)


T = TypeVar("T")
Work = Generator[Decoding, list[Hypothesis], T]
"""Work between decodings: it yields what it waits for, and is sent its hypotheses."""


class Engine:
    """A package's model and tokenizer, loaded.

    Args:
        package: the language package.
        beam_size: hypotheses kept at each step; 1 is greedy.
        jobs: batches decoded at once, each on one core; 0 for as many as there are cores.

    Attributes:
        size: bytes of the model's weights.

    Raises:
        InvalidPackage: the model cannot be loaded.
    """

    def __init__(self, package: Package, *, beam_size: int = 2, jobs: int = 0) -> None:
        self.package = package
        self.beam_size = beam_size
        cores = available_cores()
        jobs = min(jobs or cores, cores)
        self._translator, weights = _open(package, jobs, max(1, cores // jobs))
        self.size = weights.stat().st_size
        self.tokenizer = open_tokenizer(package.tokenizer, package.source, package.target)

    def decode(
        self,
        sources: Sequence[list[str]],
        prefixes: Sequence[list[str]] | None = None,
        *,
        attention: bool = False,
        no_repeat_ngram_size: int = 0,
        repetition_penalty: float = 1.0,
        suppress: Sequence[list[str]] = (),
    ) -> Decoding:
        """Start decoding; batches go longest first, so that no core waits at the end.

        Args:
            sources: tokens of each source sentence.
            prefixes: tokens that each hypothesis has to begin with.
            attention: whether the hypotheses carry the cross-attention.
            no_repeat_ngram_size: length of the token sequences that may not come twice;
                0 lets all repeat.
            repetition_penalty: what a token that was there already is made less likely by;
                1 is nothing.
            suppress: token sequences that no hypothesis may hold.
        """
        package_prefix = [self.package.target_prefix] if self.package.target_prefix else []
        use_prefix = bool(package_prefix or prefixes)
        batches = []
        limit = BATCH_TOKENS if self.beam_size > 1 else GREEDY_BATCH_TOKENS
        for indices in _batches([len(tokens) for tokens in sources], limit):
            longest = len(sources[indices[0]])
            target_prefix = (
                [package_prefix + (prefixes[i] if prefixes else []) for i in indices]
                if use_prefix
                else None
            )
            longest_prefix = max(map(len, target_prefix)) if target_prefix else 0
            pending = self._translator.translate_batch(
                [sources[i] for i in indices],
                target_prefix=target_prefix,
                asynchronous=True,
                beam_size=self.beam_size,
                return_scores=True,
                return_attention=attention,
                return_end_token=True,
                disable_unk=True,
                max_input_length=0,
                max_decoding_length=min(longest_prefix + most_tokens(longest), POSITIONS),
                no_repeat_ngram_size=no_repeat_ngram_size,
                repetition_penalty=repetition_penalty,
                suppress_sequences=[list(tokens) for tokens in suppress] or None,
            )
            batches.append((indices, pending))
        lag = self.package.attention_lag
        return Decoding(len(sources), batches, len(package_prefix), lag)

    def score(self, sources: Sequence[list[str]], targets: Sequence[list[str]]) -> list[float]:
        """Mean log-probability of a token of each target, given its source."""
        prefix = [self.package.target_prefix] if self.package.target_prefix else []
        results = self._translator.score_batch(
            [list(tokens) for tokens in sources],
            [prefix + list(tokens) for tokens in targets],
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            max_input_length=0,
        )
        return [
            sum(result.log_probs) / max(1, len(result.log_probs)) if result.log_probs else 0.0
            for result in results
        ]


def _open(package: Package, jobs: int, threads: int) -> tuple[Any, Path]:
    """What translates a package's batches, with CTranslate2's face, and its file of weights."""
    files = firefox.find(package.model) if package.layout == "firefox" else None
    if files is not None:
        from reader.engine.firefox import Translator

        return Translator(files.model, files.source, files.target, jobs=jobs), files.model
    import ctranslate2

    try:
        translator = ctranslate2.Translator(
            str(package.model),
            device="cpu",
            inter_threads=jobs,
            intra_threads=threads,
            compute_type="auto",
            max_queued_batches=-1,
        )
    except (RuntimeError, ValueError) as error:
        raise InvalidPackage(
            f"{package.name} cannot be loaded ({error}): install the package again"
        ) from error
    return translator, package.model / "model.bin"


def most_tokens(source: int) -> int:
    """Tokens that the translation of so many source tokens may have."""
    return 2 * source + 20


def available_cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(lengths: list[int], limit: int) -> list[list[int]]:
    """Indices in batches of at most `limit` tokens with padding, longest first."""
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    batches: list[list[int]] = []
    for index in order:
        batch = batches[-1] if batches else []
        if batch and lengths[batch[0]] * (len(batch) + 1) <= limit:
            batch.append(index)
        else:
            batches.append([index])
    return batches
