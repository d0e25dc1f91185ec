"""What CTranslate2 is given next: our own queue in front of its queue.

CTranslate2 answers batches in the order they came. It is given two for each worker, so that
none ever waits; all else waits here, where what is read first goes first and the second
decode of a sentence (a term to be placed, a loop to be mended) goes before the first decode
of another. Rows of any callers share a batch: a hypothesis depends on its own row alone.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reader.engine.leaving import LEAVING

BATCH_TOKENS = 512
"""Source tokens in a batch: for the starters on one core, 384 take a fiftieth to a twentieth more
for each, 192 a seventh; and the more there are, the later the first of them is read."""

GREEDY_BATCH_TOKENS = 1024
"""The same without a beam, where each sentence is a row of a step and not several."""

_BATCH_ROWS = 32
"""Rows in a batch, however short. For the starters, 24 to 96 take as much for each, 16 a twentieth
more and 8 a fifth; without a beam, 72 a third more."""

_PER_WORKER = 2
"""Batches in CTranslate2 for each worker: one at work, one to go on with."""

_REACH = 256
"""Positions ahead of a batch's first row from which the others are taken, those nearest to it
in length: what is padded costs as much as what is read."""

_FIRST_REACH = 24
"""The same in the first round; so many more in each that follows. Rows of other lengths cost up
to a tenth more, but rows far ahead keep from being decoded what is read sooner."""

_FIRST_SHARES = (3 / 16, 3 / 8, 3 / 4)
"""Of a full batch in the first rounds of the workers after there was nothing to do: whoever begins
to read waits for few sentences. Growing more slowly costs 300 sentences a twentieth more."""

_QUICK = 0.5
"""Seconds in which a batch comes back, its wait behind others included, where the model is
light and the machine free: then batches of twice the size cost up to a twentieth less, and neither
the first sentences wait for them nor is much lost when the work is interrupted."""

_DOUBLED_FROM = 128
"""The position from which batches may have twice the size."""

_PATIENCE = 3
"""Batches that second decodes let pass while there are too few of them to fill one."""

_ROUNDS = 8
"""Rounds of the workers, after there was nothing to do, in each of which patience grows by one."""


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
    was_cut: bool = False
    """Whether a loop was cut out of it."""
    others: tuple[Hypothesis, ...] = ()
    """The less probable ones that were asked for, the best first."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How rows are decoded; those of a batch share it."""

    beam_size: int
    no_repeat_ngram_size: int = 0
    repetition_penalty: float = 1.0
    suppress: tuple[tuple[str, ...], ...] = ()
    count: int = 1
    """Hypotheses that are wanted of each row."""


class Decoding:
    """Hypotheses being computed. `result` waits for them."""

    def __init__(self, count: int) -> None:
        self._hypotheses: list[Hypothesis | None] = [None] * count
        self._left = count
        self._failure: Exception | None = None
        self._lock = threading.Lock()
        self._is_done = not count
        self._waited_for: threading.Event | None = None
        """There once somebody waits: an event for each sentence takes longer than its row."""
        self._callback: Callable[[], object] | None = None
        self.cancelled = False
        """Whether nobody waits for it any more: what was not begun is left out."""

    def result(self) -> list[Hypothesis]:
        """The hypotheses, one for each source, in the order of the sources."""
        with self._lock:
            if not self._is_done and self._waited_for is None:
                self._waited_for = threading.Event()
            waited_for = None if self._is_done else self._waited_for
        if waited_for is not None:
            waited_for.wait()
        if self._failure is not None:
            raise self._failure
        return [hypothesis for hypothesis in self._hypotheses if hypothesis is not None]

    def done(self) -> bool:
        """Whether `result` would return at once."""
        return self._is_done

    def when_done(self, callback: Callable[[], object]) -> None:
        """Call back, from any thread, once `result` would return at once."""
        with self._lock:
            if not self._is_done:
                self._callback = callback
                return
        callback()

    def put(self, index: int, outcome: Hypothesis | Exception) -> None:
        """Take one of the hypotheses, or why there is none."""
        if isinstance(outcome, Exception):
            self._failure = outcome
        else:
            self._hypotheses[index] = outcome
        with self._lock:
            self._left -= 1
            if self._left:
                return
            self._is_done = True
        if self._waited_for is not None:
            self._waited_for.set()
        if self._callback is not None:
            self._callback()


@dataclass(slots=True, eq=False)
class Row:
    """A source to decode."""

    source: list[str]
    prefix: list[str]
    """What the hypothesis has to begin with."""
    most: int
    """Tokens that it may have."""
    manner: Manner
    attention: bool
    again: bool
    """Whether its sentence was decoded before."""
    position: int
    """When it is wanted: the lower, the sooner."""
    decoding: Decoding
    index: int
    """Its number in the decoding."""
    came: int = 0
    """Batches that were begun before it came."""


class Outbox:
    """Rows of one or more queues that are to be decoded together."""

    def __init__(self) -> None:
        self._rows: list[tuple[Queue, list[Row]]] = []

    def put(self, queue: Queue, rows: list[Row]) -> None:
        """Take rows of a queue."""
        self._rows.append((queue, rows))

    def send(self) -> None:
        """Have all rows decoded."""
        sent, self._rows = self._rows, []
        queues: dict[Queue, list[Row]] = {}
        for queue, rows in sent:
            queues.setdefault(queue, []).extend(rows)
        for queue, together in queues.items():
            queue.add(together)


class Queue:
    """Rows on their way to a model. Safe for several threads at once.

    A thread of its own takes what CTranslate2 has finished and gives it what is next; it
    lives for as long as there is something to decode, and the program no shorter than what has
    begun. What has not is left where it is when the program leaves.

    Args:
        begin: starts to decode a batch; returns a future for each of its rows.
        finish: the hypothesis that a row's future has become.
        workers: batches decoded at once.
    """

    def __init__(
        self,
        begin: Callable[[Sequence[Row]], list[Any]],
        finish: Callable[[Row, Any], Hypothesis],
        workers: int,
    ) -> None:
        self._begin = begin
        self._finish = finish
        self._workers = workers
        self._lock = threading.Lock()
        self._waiting: list[Row] = []
        self._flying: deque[tuple[list[Row], list[Any], float]] = deque()
        self._begun = 0
        self._begun_idle = 0
        """Batches that were begun when there was last nothing to do."""
        self._is_quick = False
        self._thread: threading.Thread | None = None

    def add(self, rows: Sequence[Row]) -> None:
        """Have rows decoded."""
        with LEAVING.call():
            with self._lock:
                for row in rows:
                    row.came = self._begun
                self._waiting += rows
                failed = self._fill()
            _hand_over(failed)

    def _fill(self) -> list[tuple[Row, Exception]]:
        """Give CTranslate2 what it has room for. Returns what it would not take."""
        failed: list[tuple[Row, Exception]] = []
        while self._waiting and len(self._flying) < self._room() and not LEAVING.is_leaving:
            batch = self._next()
            if not batch:
                break
            taken = set(map(id, batch))
            self._waiting = [row for row in self._waiting if id(row) not in taken]
            self._begun += 1
            try:
                self._flying.append((batch, self._begin(batch), time.monotonic()))
            except Exception as error:  # whoever waits for the row is told
                failed += [(row, error) for row in batch]
        if self._flying and self._thread is None:
            # A daemon, so that the program's end begins before all has been decoded.
            self._thread = threading.Thread(
                target=self._collect, name="dragoman-engine", daemon=True
            )
            LEAVING.hold(self._thread)
            self._thread.start()
        return failed

    def _rounds(self) -> int:
        """Rounds of the workers since there was nothing to do."""
        return (self._begun - self._begun_idle) // self._workers

    def _room(self) -> int:
        """Batches that CTranslate2 may have: at first one more than are at work, so that second
        decodes, which those who begin to read wait for, come soon."""
        is_early = self._rounds() < 2 * _ROUNDS
        return self._workers + 1 if is_early else _PER_WORKER * self._workers

    def _next(self) -> list[Row]:
        """The rows of the next batch."""
        self._waiting = [row for row in self._waiting if not row.decoding.cancelled]
        first: dict[Manner, list[Row]] = {}
        again: dict[Manner, list[Row]] = {}
        for row in self._waiting:
            (again if row.again else first).setdefault(row.manner, []).append(row)
        rounds = self._rounds()
        groups = [
            rows
            for manner, rows in again.items()
            if not first
            or self._begun - rows[0].came >= min(rounds // _ROUNDS, _PATIENCE)
            or _tokens(rows) >= _limit(manner, rounds)
        ] or list(first.values())
        if not groups:
            return []
        rows = min(groups, key=lambda rows: min(row.position for row in rows))
        head = min(rows, key=lambda row: row.position)
        limit = _limit(head.manner, rounds)
        may_double = rounds >= _ROUNDS and self._is_quick and head.position >= _DOUBLED_FROM
        # Near the end, workers would wait for whoever has the last of the larger batches.
        if may_double and not head.again and _tokens(rows) >= 2 * limit * self._workers:
            limit *= 2
        return _filled(head, rows, limit, min(_REACH, _FIRST_REACH * (rounds + 1)))

    def _collect(self) -> None:
        try:
            self._hand_on()
        finally:
            LEAVING.release(threading.current_thread())

    def _hand_on(self) -> None:
        while True:
            with self._lock:
                if not self._flying:
                    self._thread = None
                    self._begun_idle = self._begun
                    return
                rows, futures, begun = self._flying[0]
            outcomes: list[tuple[Row, Hypothesis | Exception]] = []
            for row, future in zip(rows, futures, strict=True):
                try:
                    outcomes.append((row, self._finish(row, future)))
                except Exception as error:  # whoever waits for the row is told
                    outcomes.append((row, error))
            with self._lock:
                self._flying.popleft()
                self._is_quick = time.monotonic() - begun < _QUICK
                failed = self._fill()
            _hand_over([*outcomes, *failed])


def _hand_over(outcomes: Sequence[tuple[Row, Hypothesis | Exception]]) -> None:
    for row, outcome in outcomes:
        row.decoding.put(row.index, outcome)


def _tokens(rows: Sequence[Row]) -> int:
    """Source tokens of rows."""
    return sum(len(row.source) for row in rows)


def _limit(manner: Manner, rounds: int) -> int:
    """Source tokens in a batch, after so many rounds of the workers."""
    full = BATCH_TOKENS if manner.beam_size > 1 else GREEDY_BATCH_TOKENS
    return int(full * _FIRST_SHARES[rounds]) if rounds < len(_FIRST_SHARES) else full


def _filled(head: Row, rows: Sequence[Row], limit: int, reach: int) -> list[Row]:
    """A row, and those near it in position and length that fill a batch of so many tokens."""
    size = len(head.source)
    near = [row for row in rows if row.position < head.position + reach]
    near.sort(key=lambda row: (row is not head, abs(len(row.source) - size)))
    batch: list[Row] = []
    longest = 0
    for row in near:
        longest = max(longest, len(row.source))
        if batch and (longest * (len(batch) + 1) > limit or len(batch) == _BATCH_ROWS):
            break
        batch.append(row)
    return batch
