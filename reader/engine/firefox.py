"""Firefox Translations' models at work, with the face that `ctranslate2.Translator` has.

CTranslate2 cannot run these models: their decoder is a recurrence, which its converter
refuses. The engine asks a `Translator` of this module what it would ask CTranslate2's.
"""

from __future__ import annotations

import queue
import threading
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np

from reader.engine.marian_file import MarianFile
from reader.engine.search import Ended, Rules, Search, decoder_input, log_sum, path_of
from reader.engine.ssru import Network
from reader.errors import InvalidPackage

END = "</s>"
"""The token that ends a hypothesis, whatever the vocabulary calls it."""

_SCORED_ROWS = 128
"""Rows of the decoder's output that are scored against the vocabulary at once."""


@dataclass(frozen=True, slots=True)
class Result:
    """The best hypotheses for a sentence; each list has an entry for each."""

    hypotheses: list[list[str]]
    scores: list[float]
    """Sum of the log-probabilities of the tokens that were chosen, by the number of all."""
    attention: list[list[list[float]]]
    """A row for each token, a weight for each source token; no entries unless asked for."""


@dataclass(frozen=True, slots=True)
class Scored:
    """How probable a given target is."""

    tokens: list[str]
    """The target and its end."""
    log_probs: list[float]


class Translator:
    """A model that was loaded.

    Batches at once keep the cores busy, so that from now on BLAS uses a single thread in this
    process. Its own threads, which wait for each other at every product, made a batch ten
    times slower where another process wanted a core as well.

    Args:
        model: the container (`model.*.bin`).
        source_vocabulary: SentencePiece model of the source language.
        target_vocabulary: SentencePiece model of the target language, maybe the same file.
        jobs: batches worked on at once.

    Raises:
        InvalidPackage: one of the files is damaged, or the model cannot be run here.
    """

    def __init__(
        self, model: Path, source_vocabulary: Path, target_vocabulary: Path, *, jobs: int = 1
    ) -> None:
        from threadpoolctl import threadpool_limits

        threadpool_limits(limits=1, user_api="blas")
        self._source = _Vocabulary(source_vocabulary)
        self._target = (
            self._source
            if target_vocabulary == source_vocabulary
            else _Vocabulary(target_vocabulary)
        )
        file = MarianFile(model)
        self._network = Network(file, len(self._source.pieces), len(self._target.pieces))
        self._workers = _Workers(jobs)

    def translate_batch(
        self,
        source: Sequence[Sequence[str]],
        target_prefix: Sequence[Sequence[str]] | None = None,
        *,
        beam_size: int = 2,
        num_hypotheses: int = 1,
        max_decoding_length: int = 256,
        return_attention: bool = False,
        disable_unk: bool = False,
        no_repeat_ngram_size: int = 0,
        repetition_penalty: float = 1.0,
        suppress_sequences: Sequence[Sequence[str]] | None = None,
        **_: Any,
    ) -> list[_Pending[Result]]:
        """Start to translate a batch; the arguments are those of CTranslate2.

        Returns:
            For each sentence, its future.
        """
        rules = Rules(
            beam_size=beam_size,
            longest=max_decoding_length,
            barred=(self._target.unknown,) if disable_unk else (),
            no_repeat=no_repeat_ngram_size,
            penalty=repetition_penalty,
            suppressed=tuple(
                tuple(self._target.ids(tokens)) for tokens in suppress_sequences or () if tokens
            ),
        )
        sources = [self._source.ids(tokens) for tokens in source]
        forced = target_prefix or [[]] * len(sources)
        prefixes = [self._target.ids(tokens) for tokens in forced]

        def work() -> list[Result]:
            hypotheses = Search(self._network, self._target.end, rules).run(
                [[*tokens, self._source.end] for tokens in sources], prefixes
            )
            return [
                self._result(one[:num_hypotheses], given, len(tokens) if return_attention else -1)
                for one, given, tokens in zip(hypotheses, forced, sources, strict=True)
            ]

        batch = self._workers.submit(work)
        return [_Pending(batch, index) for index in range(len(sources))]

    def score_batch(
        self,
        source: Sequence[Sequence[str]],
        target: Sequence[Sequence[str]],
        *,
        max_batch_size: int = 384,
        **_: Any,
    ) -> list[Scored]:
        """Score given targets; the arguments are those of CTranslate2."""
        sizes = [len(a) + len(b) + 2 for a, b in zip(source, target, strict=True)]
        order = sorted(range(len(sizes)), key=lambda index: -sizes[index])
        batches: list[list[int]] = []
        for index in order:
            if batches and sizes[batches[-1][0]] * (len(batches[-1]) + 1) <= max_batch_size:
                batches[-1].append(index)
            else:
                batches.append([index])
        pending = [
            self._workers.submit(
                partial(
                    self._score,
                    [source[index] for index in batch],
                    [target[index] for index in batch],
                )
            )
            for batch in batches
        ]
        scored: dict[int, Scored] = {}
        for batch, future in zip(batches, pending, strict=True):
            scored.update(zip(batch, future.result(), strict=True))
        return [scored[index] for index in range(len(sizes))]

    def _score(
        self, source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]
    ) -> list[Scored]:
        network, end = self._network, self._target.end
        wanted = [[*self._target.ids(tokens), end] for tokens in target]
        encoded = network.encode(
            [[*self._source.ids(tokens), self._source.end] for tokens in source]
        )
        output, _, _ = network.force(encoded, decoder_input(wanted))
        results = []
        for row, (tokens, ids) in enumerate(zip(target, wanted, strict=True)):
            log_probs: list[float] = []
            for start in range(0, len(ids), _SCORED_ROWS):
                part = ids[start : start + _SCORED_ROWS]
                logits = network.logits(output[row, start : start + len(part)])
                chosen = logits[np.arange(len(part)), part]
                log_probs += (chosen - log_sum(logits)).tolist()
            results.append(Scored([*tokens, END], log_probs))
        return results

    def _result(self, ended: Sequence[Ended], forced: Sequence[str], source_tokens: int) -> Result:
        pieces, end = self._target.pieces, self._target.end
        hypotheses, attention = [], []
        for last, _ in ended:
            nodes = path_of(last)
            # What was forced comes back as it was given, even what the vocabulary lacks.
            chosen = [node.token for node in nodes[len(forced) :]]
            written = [END if token == end else pieces[token] for token in chosen]
            hypotheses.append([*forced, *written])
            if source_tokens >= 0:
                attention.append([node.attention[:source_tokens].tolist() for node in nodes])
        return Result(hypotheses, [score for _, score in ended], attention)


class _Vocabulary:
    """The pieces of a SentencePiece model."""

    def __init__(self, path: Path) -> None:
        import sentencepiece

        try:
            processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        except (OSError, RuntimeError):
            raise InvalidPackage(
                f"{path} is not a SentencePiece model: fetch the model again"
            ) from None
        self.pieces: list[str] = processor.id_to_piece(list(range(len(processor))))
        self.end: int = processor.eos_id()
        self.unknown: int = processor.unk_id()
        if self.end < 0:
            raise InvalidPackage(f"{path} has no piece that ends a sentence: fetch the model again")
        self._ids = {piece: number for number, piece in enumerate(self.pieces)}

    def ids(self, tokens: Sequence[str]) -> list[int]:
        return [self._ids.get(token, self.unknown) for token in tokens]


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Pending(Generic[T]):
    """One sentence's result of a batch that is being worked on."""

    batch: Future[list[T]]
    index: int

    def result(self) -> T:
        return self.batch.result()[self.index]

    def done(self) -> bool:
        return self.batch.done()


class _Workers:
    """Threads that do one piece of work after the other, in the order in which it comes.

    They are daemons, unlike those of `concurrent.futures`: whoever interrupts the program
    does not wait for all that was queued.
    """

    def __init__(self, count: int) -> None:
        self._count = max(1, count)
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._started = False

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Have work done; its result, or its error, comes with the future."""
        future: Future[T] = Future()

        def do() -> None:
            try:
                result = work()
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        with self._lock:
            if not self._started:
                self._start()
        self._queue.put(do)
        return future

    def _start(self) -> None:
        self._started = True
        for _ in range(self._count):
            threading.Thread(target=_work, args=(self._queue,), daemon=True).start()
        weakref.finalize(self, _stop, self._queue, self._count)


def _work(tasks: queue.SimpleQueue[Callable[[], None] | None]) -> None:
    while True:
        task = tasks.get()
        if task is None:
            return
        task()
        del task  # it holds the translator, whose end would end this thread


def _stop(tasks: queue.SimpleQueue[Callable[[], None] | None], count: int) -> None:
    for _ in range(count):
        tasks.put(None)
