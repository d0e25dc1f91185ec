"""Work on threads, which stops where nobody waits for it any more."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import threading
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
from starlette.requests import Request

from reader.server import refusals
from reader.server.parsing import LENGTH

T = TypeVar("T")


class Ticket:
    """A request's right to be worked on.

    Args:
        seconds: how long it lasts; 0 for as long as it takes.
    """

    def __init__(self, seconds: float = 0) -> None:
        self._seconds = seconds
        self._ends = time.monotonic() + seconds if seconds else None
        self._why: Exception | None = None
        self._lock = threading.Lock()
        self.ended: Callable[[], None] | None = None
        """What is to be told when it is withdrawn."""

    def withdraw(self, why: Exception) -> None:
        """Let the work stop at the next sentence."""
        with self._lock:
            self._why = self._why or why
        if self.ended is not None:
            self.ended()

    @property
    def left(self) -> float:
        """Seconds that it still lasts."""
        return math.inf if self._ends is None else max(0.0, self._ends - time.monotonic())

    def check(self) -> None:
        """Raises what the work stops for, if it has to."""
        if self._why is not None:
            raise self._why
        if self._ends is not None and time.monotonic() > self._ends:
            raise refusals.too_slow(self._seconds)

    def watched(self, items: Iterable[T]) -> Iterator[T]:
        """Hand items on for as long as the work may go on."""
        for item in items:
            self.check()
            yield item


class Workers:
    """Threads for requests at work.

    Args:
        threads: how many.
    """

    def __init__(self, threads: int) -> None:
        self._limiter = anyio.CapacityLimiter(threads)
        self._processes = asyncio.Semaphore(os.cpu_count() or 1)
        self._tickets: set[Ticket] = set()
        self._is_stopping = False

    async def run(self, request: Request, work: Callable[[], T], ticket: Ticket) -> T:
        """The result of work for a request. It stops when the client leaves.

        Raises:
            Left: the client has.
        """
        watching = asyncio.create_task(_withdraw_when_left(request, ticket))
        try:
            return await self.thread(work, ticket)
        finally:
            watching.cancel()

    async def thread(self, work: Callable[[], T], ticket: Ticket) -> T:
        """The result of work that the ticket is for."""
        if self._is_stopping:
            raise refusals.stopping()
        self._tickets.add(ticket)
        try:
            return await anyio.to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._tickets.discard(ticket)

    @asynccontextmanager
    async def process(self, command: Sequence[str]) -> AsyncIterator[Process]:
        """A program that answers messages; it is ended with the context."""
        pipe = asyncio.subprocess.PIPE
        started = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            yield started
        finally:
            with contextlib.suppress(ProcessLookupError):
                started.kill()
            if started.stdin is not None:
                started.stdin.close()
            await started.wait()

    async def answer(
        self, request: Request, process: Process, asked: bytes, ticket: Ticket, most: float
    ) -> bytes | None:
        """What a program answers; where it may take no longer, it is ended.

        Args:
            request: whose client may leave.
            process: the program.
            asked: the message.
            ticket: for as long as it lasts.
            most: seconds that it may take, whatever the ticket says.

        Returns:
            None where it took too long, or came to a bad end.

        Raises:
            Left: the client has.
        """
        if self._is_stopping:
            raise refusals.stopping()
        self._tickets.add(ticket)
        answered: bytes | None = None
        with anyio.move_on_after(min(most, ticket.left)) as scope:
            ticket.ended = scope.cancel
            watching = asyncio.create_task(_withdraw_when_left(request, ticket))
            try:
                async with self._processes:
                    answered = await _answer(process, asked)
            finally:
                ticket.ended = None
                watching.cancel()
                self._tickets.discard(ticket)
        ticket.check()
        return answered

    def stop(self) -> None:
        """Let all work stop at the next sentence, and begin no other."""
        self._is_stopping = True
        for ticket in list(self._tickets):
            ticket.withdraw(refusals.stopping())


async def _answer(process: Process, asked: bytes) -> bytes | None:
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(len(asked).to_bytes(LENGTH) + asked)
        await process.stdin.drain()
        length = int.from_bytes(await process.stdout.readexactly(LENGTH))
        return await process.stdout.readexactly(length)
    except (ConnectionError, asyncio.IncompleteReadError):
        return None


async def _withdraw_when_left(request: Request, ticket: Ticket) -> None:
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            ticket.withdraw(refusals.Left())
            return
