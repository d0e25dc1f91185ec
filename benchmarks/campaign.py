"""Inputs given to a check one after the other, in a process that may fail: what each costs.

The process lives for as long as it can. An input that needs too much processor time or memory
ends it, or a fault in C does: that is written down, and another process goes on with the next.

What counts is the processor time of that process and of those that it starts, not the time by the
clock. Where others share the machine even that doubles: what was slow is given again, twice at the
most, and the least of its times counts.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

SECONDS = 2.0
"""Of processor time, that an input may take."""
MEGABYTES = 500
"""That an input may make the process larger by."""
_TRIES = 3
"""Times that what is slow is given."""
_HOPELESS = 5 * SECONDS
"""Of processor time, after which it is not given again."""
_ENDED = 60
"""Seconds of processor time after which the process is ended."""
_MOST = 6_000 << 20
"""Bytes of address space that it may have."""
_TOLD = 500
"""Inputs after which it is said how far it is."""


class Input(NamedTuple):
    """An input, and what it is called in the table and in a file."""

    kind: str
    name: str
    data: bytes


Numbered = tuple[int, Input]


class Outcome(NamedTuple):
    """What came of an input."""

    kind: str
    """"read", "refused"; or in capitals what went wrong."""
    seconds: float = 0.0
    megabytes: float = 0.0
    said: str = ""


class Result:
    """What came of a campaign."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        """By kinds of input and what went wrong."""
        self.slowest = (0.0, "")
        self.largest = (0.0, "")

    def add(self, number: int, one: Input, outcome: Outcome) -> None:
        self.counts[outcome.kind] += 1
        if outcome.kind.isupper():
            self.faults[f"{outcome.kind} {one.kind}"] += 1
        about = f"{one.kind}, number {number}"
        self.slowest = max(self.slowest, (outcome.seconds, about))
        self.largest = max(self.largest, (outcome.megabytes, about))

    def __str__(self) -> str:
        return (
            f"{dict(self.counts)}; slowest {self.slowest[0]:.2f} s ({self.slowest[1]}); "
            f"most memory {self.largest[0]:.0f} MB ({self.largest[1]})"
        )


def run(
    inputs: Iterable[Numbered],
    check: Callable[[str, bytes], None],
    refusal: type[Exception],
    failures: Path,
) -> Result:
    """Give inputs to a check.

    Args:
        inputs: with their numbers.
        check: takes a file's name and its bytes.
        refusal: what it may raise.
        failures: a folder for what went wrong.
    """
    result = Result()
    worker: _Worker | None = None
    for number, one in inputs:
        worker = worker or _Worker(check, refusal)
        outcome = worker.outcome(one)
        if outcome is None:
            worker = None
            outcome = Outcome("ENDED", _ENDED)
        result.add(number, one, outcome)
        if not result.counts.total() % _TOLD:
            print(f"{result.counts.total()}: {result}", flush=True)
        if outcome.kind.isupper():
            failures.mkdir(exist_ok=True, parents=True)
            (failures / f"{number}-{one.name}").write_bytes(one.data)
            print(
                f"{outcome.kind} {number} {one.kind}: {one.name} ({outcome.seconds:.1f} s, "
                f"{outcome.megabytes:.0f} MB) {outcome.said}",
                flush=True,
            )
    return result


class _Worker:
    def __init__(self, check: Callable[[str, bytes], None], refusal: type[Exception]) -> None:
        context = multiprocessing.get_context("fork")
        self._pipe, inner = context.Pipe()
        self._process = context.Process(target=_work, args=(inner, check, refusal), daemon=True)
        self._process.start()
        inner.close()

    def outcome(self, one: Input) -> Outcome | None:
        """What comes of an input; None where the process came to its end over it."""
        with suppress(EOFError, ConnectionError):
            self._pipe.send((one.name, one.data))
            return Outcome(*self._pipe.recv())
        self._process.join()
        return None


def _work(pipe: Connection, check: Callable[[str, bytes], None], refusal: type[Exception]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST, _MOST))
    while True:
        try:
            name, data = pipe.recv()
        except EOFError:
            return
        outcome = _tried(check, refusal, name, data)
        for _ in range(_TRIES - 1):
            if outcome.kind != "SLOW" or outcome.seconds > _HOPELESS:
                break
            outcome = min(outcome, _tried(check, refusal, name, data), key=lambda one: one.seconds)
        pipe.send(outcome)


def _tried(
    check: Callable[[str, bytes], None], refusal: type[Exception], name: str, data: bytes
) -> Outcome:
    before = _forget_peak()
    signal.setitimer(signal.ITIMER_PROF, _ENDED)  # SIGPROF, which nothing here handles
    begun = _processor_time()
    kind, said = "read", ""
    try:
        check(name, data)
    except refusal:
        kind = "refused"
    except BaseException:
        kind, said = "FAILED", traceback.format_exc(limit=-6)
    seconds = _processor_time() - begun
    signal.setitimer(signal.ITIMER_PROF, 0)
    megabytes = (_peak() - before) / 1024
    if not kind.isupper() and seconds > SECONDS:
        kind = "SLOW"
    elif not kind.isupper() and megabytes > MEGABYTES:
        kind = "LARGE"
    return Outcome(kind, seconds, megabytes, said)


def _processor_time() -> float:
    """Seconds of processor time, that of processes which were started and have ended included."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _forget_peak() -> int:
    """Let the largest size of this process be its size, where Linux can; kilobytes."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> int:
    """The largest that this process was, in kilobytes."""
    with suppress(OSError, StopIteration):
        status = Path("/proc/self/status").read_text()
        return int(
            next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
