"""In what order sentences are worked on: by reading position, each finished on its own.

Every sentence is work of its own between decodings; the engine's queue decides which of them
is decoded next and with which others. A sentence is handed on as soon as it and all before it
are finished. It is stored before that, and within a second of being finished, whatever it
still waits for.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from reader.article import Sentence, Translation
from reader.errors import DragomanError
from reader.memory.store import Stored
from reader.models.package import Package
from reader.translator.pieces import Hops

if TYPE_CHECKING:
    from reader.engine.engine import Work
    from reader.engine.queue import Decoding, Outbox

_FIRST_TAKEN, _TAKEN = 8, 32
"""Sentences taken together: few at the beginning, so that the first comes soon."""

_AHEAD = 256
"""Sentences that wait for their first decode: enough to fill batches with their like."""

_HELD = 1024
"""Sentences taken and not yet handed on, so that memory stays flat however long the input."""

_KEPT_AFTER = 1.0
"""Seconds that what is finished may wait to be stored with others."""


@dataclass(frozen=True, slots=True)
class Request:
    """A sentence that a model has to translate."""

    sentence: Sentence
    route: tuple[Package, ...]
    hops: Hops
    key: str
    """Key of its translation in the store."""
    plain_key: str = ""
    """Key of the same without its marks, where the text has none of them."""


@dataclass(slots=True, eq=False)
class _Place:
    """A sentence in the order that they are handed on."""

    sentence: Sentence | None = None
    outcome: Translation | Exception | None = None
    """Its translation, or why there is none, once that is known."""


@dataclass(slots=True, eq=False)
class _Job:
    """A request being worked on, and the places of all sentences that are the same."""

    request: Request
    position: int
    places: list[_Place]
    work: Work[Stored] | None = None
    awaited: Decoding | None = None
    is_first: bool = True
    """Whether it waits for its first decode."""


class Schedule:
    """One run over sentences.

    Args:
        look_up: the translation of a sentence that needs no model, or what to ask of one.
        begin: the work of requests in one language, each with its position; their rows go
            to the outbox.
        finish: the translation of a sentence whose request has become that.
        keep: stores results, by key.
    """

    def __init__(
        self,
        *,
        look_up: Callable[[Sentence], Translation | Request],
        begin: Callable[[Sequence[tuple[int, Request]], Outbox], list[Work[Stored]]],
        finish: Callable[[Sentence, Request, Stored], Translation],
        keep: Callable[[Sequence[tuple[str, Stored]]], None],
    ) -> None:
        self._look_up = look_up
        self._begin = begin
        self._finish = finish
        self._keep = keep
        self._places: deque[_Place] = deque()
        self._jobs: dict[str, _Job] = {}
        self._ready: SimpleQueue[_Job] = SimpleQueue()
        self._taken = 0
        self._undecoded = 0
        """Jobs that wait for their first decode."""
        self._done: list[tuple[str, Stored]] = []
        """What is finished and not yet stored."""
        self._due = 0.0
        """When it has to be."""

    @cached_property
    def _outbox(self) -> Outbox:
        from reader.engine.queue import Outbox

        return Outbox()

    def run(self, sentences: Iterator[Sentence]) -> Iterator[Translation]:
        """The translation of each sentence, in order.

        An error is raised when its sentence's turn comes; nothing is begun after it.
        """
        more = True
        try:
            while True:
                while self._places and (outcome := self._places[0].outcome) is not None:
                    self._places.popleft()
                    self._keep_all()  # whoever saw it once never waits for it again
                    if isinstance(outcome, Exception):
                        raise outcome
                    yield outcome
                if not self._ready.empty():  # somebody may wait for it, and its second decode
                    self._go_on()
                elif more and self._undecoded < _AHEAD and len(self._places) < _HELD:
                    more = self._take(sentences)
                elif self._places:
                    self._go_on()
                else:
                    return
        finally:
            for job in self._jobs.values():
                if job.awaited is not None:
                    job.awaited.cancelled = True
            self._keep_all()

    def _take(self, sentences: Iterator[Sentence]) -> bool:
        """Begin the next sentences. Returns whether more may follow."""
        more = True
        new: dict[tuple[Package, ...], list[_Job]] = {}
        for _ in range(min(_TAKEN, max(_FIRST_TAKEN, self._taken))):
            place = _Place()
            outcome: Translation | Request | DragomanError
            try:
                place.sentence = next(sentences, None)
                if place.sentence is None:
                    more = False
                    break
                outcome = self._look_up(place.sentence)
            except DragomanError as error:
                outcome = error
            self._places.append(place)
            self._taken += 1
            if not isinstance(outcome, Request):
                place.outcome = outcome
                if isinstance(outcome, DragomanError):
                    more = False
                    break
            elif outcome.key in self._jobs:
                self._jobs[outcome.key].places.append(place)
            else:
                job = self._jobs[outcome.key] = _Job(outcome, self._taken, [place])
                new.setdefault(outcome.route, []).append(job)
        for jobs in new.values():
            more &= self._start(jobs)
        if new:
            self._outbox.send()
        return more

    def _start(self, jobs: Sequence[_Job]) -> bool:
        """Start jobs of one route. Returns whether that was possible."""
        try:
            works = self._begin([(job.position, job.request) for job in jobs], self._outbox)
        except DragomanError as error:
            for job in jobs:
                self._end(job, error)
            return False
        self._undecoded += len(jobs)
        for job, work in zip(jobs, works, strict=True):
            job.work = work
            self._step(job)
        return True

    def _go_on(self) -> None:
        """Wait for decodings, and go on with the work that waits for them."""
        try:
            wait = max(0.0, self._due - time.monotonic()) if self._done else None
            jobs = [self._ready.get(timeout=wait)]
        except Empty:
            self._keep_all()
            return
        with suppress(Empty):
            while True:
                jobs.append(self._ready.get_nowait())
        for job in jobs:
            self._step(job)
        self._outbox.send()

    def _step(self, job: _Job) -> None:
        """Go on with a job until it waits for the next decoding, or is over."""
        assert job.work is not None
        try:
            if job.awaited is None:
                job.awaited = next(job.work)
            else:
                self._was_decoded(job)
                job.awaited = job.work.send(job.awaited.result())
        except StopIteration as stop:
            self._end(job, stop.value)
        except Exception as error:  # for whoever comes to it: others are ahead of it
            self._end(job, error)
        else:
            job.awaited.when_done(partial(self._ready.put, job))

    def _was_decoded(self, job: _Job) -> None:
        if job.is_first:
            job.is_first = False
            self._undecoded -= 1

    def _end(self, job: _Job, result: Stored | Exception) -> None:
        """Give all places of a job what it has become."""
        del self._jobs[job.request.key]
        if job.work is not None:
            self._was_decoded(job)
        if isinstance(result, Stored):
            if not self._done:
                self._due = time.monotonic() + _KEPT_AFTER
            self._done.append((job.request.key, result))
            if job.request.plain_key:
                self._done.append((job.request.plain_key, replace(result, marks=())))
        for place in job.places:
            if isinstance(result, Exception):
                place.outcome = result
            else:
                assert place.sentence is not None
                place.outcome = self._finish(place.sentence, job.request, result)

    def _keep_all(self) -> None:
        done, self._done = self._done, []
        if done:
            self._keep(done)
