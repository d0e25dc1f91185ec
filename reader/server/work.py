"""Work on threads, which stops where nobody waits for it any more."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import anyio
from starlette.requests import Request

from reader.server import refusals

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

    def withdraw(self, why: Exception) -> None:
        """Let the work stop at the next sentence."""
        with self._lock:
            self._why = self._why or why

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

    def stop(self) -> None:
        """Let all work stop at the next sentence, and begin no other."""
        self._is_stopping = True
        for ticket in list(self._tickets):
            ticket.withdraw(refusals.stopping())


async def _withdraw_when_left(request: Request, ticket: Ticket) -> None:
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            ticket.withdraw(refusals.Left())
            return
