"""Models at work: tokenized sentences in, hypotheses out.

The engine calls `ctranslate2` directly, or for Firefox's models what has the same face.
argostranslate's own `translate()` decodes a paragraph at a time in batches of 32 tokens;
batching a whole document is where the speed is (benchmarks/speed.py measures both).
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Self, TypeVar, cast

from reader.engine.foreign import foreign
from reader.engine.leaving import LEAVING
from reader.engine.queue import BATCH_TOKENS, Decoding, Hypothesis, Manner, Outbox, Queue, Row
from reader.engine.tokenizer import open_tokenizer, with_second_spelling
from reader.errors import InvalidPackage
from reader.models import firefox
from reader.models.package import Package

_TOKENS = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}
"""What a model's config.json has to name, and what it is called mostly."""

POSITIONS = 510
"""Tokens that any package can count to: the usual position encodings end at 512."""


T = TypeVar("T")
Work = Generator[Decoding, list[Hypothesis], T]
"""Work between decodings: it yields what it waits for, and is sent its hypotheses."""


def completed(work: Work[T]) -> T:
    """The result of work that nothing else is done beside."""
    try:
        decoding = next(work)
        while True:
            decoding = work.send(decoding.result())
    except StopIteration as stop:
        return cast(T, stop.value)


class Engine:
    """A package's model and tokenizer, loaded.

    Args:
        package: the language package.
        beam_size: hypotheses kept at each step, unless the package wants more; 1 is greedy.
        jobs: batches decoded at once, each on one core; 0 for as many as there are cores.
        device: "cpu", "cuda", or "auto" for the faster that is there.

    Raises:
        InvalidPackage: the model cannot be loaded.
    """

    def __init__(
        self, package: Package, *, beam_size: int = 2, jobs: int = 0, device: str = "cpu"
    ) -> None:
        self.beam_size = beam_size
        cores = available_cores()
        jobs = min(jobs or cores, cores)
        with ThreadPoolExecutor(1) as beside:
            opening = beside.submit(_open, package, device, jobs, max(1, cores // jobs))
            self.tokenizer = open_tokenizer(
                package.tokenizer, package.source, package.target, package.target_tokenizer
            )
            self._translator = opening.result()
        self._jobs = jobs
        self.beside = ThreadPoolExecutor(jobs)
        """Threads for what has to wait for the model; none before they are asked for something."""
        self._serve(package)
        self._position, self._again = 0, False
        self._outbox: Outbox | None = None
        if package.layout in ("argos", "opus", "ct2") and package.target_tokenizer is None:
            self.tokenizer = with_second_spelling(self.tokenizer, package.model, self.score)

    def _serve(self, package: Package) -> None:
        self.package = package
        self._queue = Queue(self._begin, self._finish, self._jobs)
        self._package_prefix = [package.target_prefix] if package.target_prefix else []
        # What starts mBART-25's decoder, which has no other token for that, is not in its outputs.
        self._echoed = 0 if package.layout == "mbart25" else len(self._package_prefix)
        self._before, self._after = list(package.source_prefix), list(package.source_suffix)
        self._foreign = foreign(package)

    def for_pair(self, package: Package) -> Self:
        """The engine for another pair of the package: the same model, loaded once."""
        other = self._copied()
        other._serve(package)
        return other

    def at(self, position: int, outbox: Outbox) -> Self:
        """The engine for one sentence of many.

        Args:
            position: where the sentence comes; the lower, the sooner it is decoded.
            outbox: takes what is to be decoded together.
        """
        placed = self._copied()
        placed._position, placed._outbox = position, outbox
        return placed

    def again(self) -> Self:
        """The engine for what was decoded before: it goes ahead of what was not."""
        urgent = self._copied()
        urgent._again = True
        return urgent

    def _copied(self) -> Self:
        # For each sentence: `copy` would take four times as long.
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    def decode(
        self,
        sources: Sequence[list[str]],
        prefixes: Sequence[list[str]] | None = None,
        *,
        attention: bool = False,
        no_repeat_ngram_size: int = 0,
        repetition_penalty: float = 1.0,
        suppress: Sequence[list[str]] = (),
        count: int = 1,
    ) -> Decoding:
        """Start decoding. Each hypothesis depends on its own source alone.

        Args:
            sources: tokens of each source sentence.
            prefixes: tokens that each hypothesis has to begin with.
            attention: whether the hypotheses carry the cross-attention.
            no_repeat_ngram_size: length of the token sequences that may not come twice;
                0 lets all repeat.
            repetition_penalty: what a token that was there already is made less likely by;
                1 is nothing.
            suppress: token sequences that no hypothesis may hold.
            count: hypotheses for each source, as far as the beam has so many; all but the best
                are its `others`.
        """
        beam_size = self.beam_size
        if beam_size > 1:
            beam_size = max(beam_size, self.package.beam_size)
        manner = Manner(
            beam_size,
            no_repeat_ngram_size,
            repetition_penalty,
            tuple(map(tuple, suppress)),
            min(count, beam_size),
        )
        decoding = Decoding(len(sources))
        rows = [
            self._row(
                source, prefixes[index] if prefixes else (), manner, attention, decoding, index
            )
            for index, source in enumerate(sources)
        ]
        if self._outbox is None:
            self._queue.add(rows)
        else:
            self._outbox.put(self._queue, rows)
        return decoding

    def best(self, source: list[str], count: int, prefix: Sequence[str] = ()) -> list[Hypothesis]:
        """The most probable hypotheses for a source, the best first. Waits for them.

        Args:
            source: its tokens.
            count: how many there may be.
            prefix: tokens that each begins with; where there are some, each goes on with another.
        """
        manner = Manner(max(self.beam_size, count))
        row = self._row(source, prefix, manner, True, Decoding(1), 0)
        others = {"num_hypotheses": count, "return_alternatives": bool(prefix)}
        with LEAVING.call():
            (future,) = self._begin([row], **others)
            result = future.result()
        return self._hypotheses(row, result)

    def _row(
        self,
        source: list[str],
        prefix: Sequence[str],
        manner: Manner,
        attention: bool,
        decoding: Decoding,
        index: int,
    ) -> Row:
        prefix = [*self._package_prefix, *prefix]
        return Row(
            self._with_language_tokens(source),
            prefix,
            min(len(prefix) + max_target_tokens(len(source)), POSITIONS),
            manner,
            attention,
            self._again,
            self._position,
            decoding,
            index,
        )

    def _with_language_tokens(self, source: Sequence[str]) -> list[str]:
        """A source between the tokens that tell the model the languages and where it ends."""
        return [*self._before, *source, *self._after]

    def _begin(self, rows: Sequence[Row], **others: Any) -> list[Any]:
        manner, length_penalty = rows[0].manner, self.package.length_penalty
        if length_penalty != 1.0:
            others["length_penalty"] = length_penalty
        return cast(
            list[Any],
            self._translator.translate_batch(
                [row.source for row in rows],
                target_prefix=[row.prefix for row in rows]
                if any(row.prefix for row in rows)
                else None,
                asynchronous=True,
                beam_size=manner.beam_size,
                return_scores=True,
                return_attention=any(row.attention for row in rows),
                return_end_token=True,
                disable_unk=True,
                max_input_length=0,
                max_decoding_length=max(row.most for row in rows),
                no_repeat_ngram_size=manner.no_repeat_ngram_size,
                repetition_penalty=manner.repetition_penalty,
                suppress_sequences=[*map(list, manner.suppress), *self._foreign] or None,
                **{"num_hypotheses": manner.count} | others,
            ),
        )

    def _finish(self, row: Row, future: Any) -> Hypothesis:
        first, *others = self._hypotheses(row, future.result())
        return replace(first, others=tuple(others)) if others else first

    def _hypotheses(self, row: Row, result: Any) -> list[Hypothesis]:
        return [self._hypothesis(row, result, number) for number in range(len(result.scores))]

    def _hypothesis(self, row: Row, result: Any, number: int) -> Hypothesis:
        tokens = result.hypotheses[number]
        finished = bool(tokens) and tokens[-1] == "</s>"
        end = len(tokens) - 1 if finished else len(tokens)
        if end >= row.most:  # where its batch let it go on, it would not have ended alone
            end, finished = row.most, False
        attention: list[list[float]] = []
        skip, lag = self._echoed, self.package.attention_lag
        if row.attention:
            attention = result.attention[number]
            if not finished:
                attention += attention[-1:] * lag
            first, last = len(self._before), len(row.source) - len(self._after)
            attention = [weights[first:last] for weights in attention[skip + lag : end + lag]]
        # CTranslate2 has divided by the length to the power of the penalty.
        score = result.scores[number] * len(tokens) ** (self.package.length_penalty - 1)
        return Hypothesis(tokens[skip:end], score, attention, finished)

    def score(self, sources: Sequence[list[str]], targets: Sequence[list[str]]) -> list[float]:
        """Mean log-probability of a token of each target, given its source."""
        with LEAVING.call():
            results = self._translator.score_batch(
                [self._with_language_tokens(tokens) for tokens in sources],
                [self._package_prefix + list(tokens) for tokens in targets],
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                max_input_length=0,
            )
        return [
            sum(result.log_probs) / max(1, len(result.log_probs)) if result.log_probs else 0.0
            for result in results
        ]


def _open(package: Package, device: str, jobs: int, threads: int) -> Any:
    """What translates a package's batches, with CTranslate2's face."""
    files = firefox.find(package.model) if package.layout == "firefox" else None
    if files is not None:
        from reader.engine.firefox import Translator

        return Translator(files.model, files.source, files.target, jobs=jobs)
    import ctranslate2

    try:
        return ctranslate2.Translator(
            str(package.model),
            files=_without_nulls(package.model),
            device=device,
            inter_threads=jobs,
            intra_threads=threads,
            compute_type="auto",
            max_queued_batches=-1,
        )
    except (RuntimeError, ValueError) as error:
        raise InvalidPackage(
            f"{package.name} cannot be loaded ({error}): install the package again"
        ) from error


def _without_nulls(model: Path) -> dict[str, bytes] | None:
    """The files of a model whose config.json has nulls, which its loader stumbles over.

    Recent versions of Transformers have no token that begins a sentence for mBART-50.
    """
    path = model / "config.json"
    try:
        config = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None  # the loader says what is wrong
    if not isinstance(config, dict):
        return None
    mended = {key: token for key, token in _TOKENS.items() if config.get(key, "") is None}
    if not mended:
        return None
    weights = (one for one in model.iterdir() if one.suffix in (".bin", ".json", ".txt"))
    files = {one.name: one.read_bytes() for one in weights if one.is_file()}
    return files | {path.name: json.dumps(config | mended).encode()}


def max_target_tokens(source_tokens: int) -> int:
    """How many tokens the translation of so many source tokens may have, at most."""
    return 2 * source_tokens + 20


def available_cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
