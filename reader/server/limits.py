"""Who has to wait, and who may not ask again yet."""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from reader.server import refusals

_MINUTE = 60.0
_MOST_CLIENTS = 10_000
"""Clients that are counted; beyond it those that have been silent for longest are forgotten."""


class Slots:
    """Requests at work, and those that wait for them, in the order they came.

    Args:
        at_once: requests at work.
        waiting: requests that may wait.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._most_waiting = waiting
        self.waiting = 0

    def check(self) -> None:
        """Turn a request away where no other can wait.

        Raises:
            Refused: too many wait.
        """
        if self._free.locked() and self.waiting >= self._most_waiting:
            raise refusals.busy()

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """A slot, as soon as it is this request's turn.

        Raises:
            Refused: too many wait.
        """
        self.check()
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self._free.release()


class Rate:
    """Requests of each client in the last minute.

    Args:
        limit: requests that one may send; 0 for as many as it likes.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._sent: dict[str, deque[float]] = {}

    def count(self, client: str) -> None:
        """Count a request.

        Raises:
            Refused: it is one too many.
        """
        if not self._limit:
            return
        now = time.monotonic()
        sent = self._sent.pop(client, None) or deque()
        self._sent[client] = sent  # the last to have asked is the last to be forgotten
        while sent and sent[0] <= now - _MINUTE:
            sent.popleft()
        if len(sent) >= self._limit:
            raise refusals.too_often(self._limit, math.ceil(sent[0] + _MINUTE - now))
        sent.append(now)
        if len(self._sent) > _MOST_CLIENTS:
            del self._sent[next(iter(self._sent))]
