"""The body of a request: how far it has come, where it ends, and what becomes of the rest."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.types import Message, Receive

from reader.server import refusals

_MOST_IGNORED = 8 << 20
"""Bytes that come after the answer and are taken in, so that a client that sends all before it
reads anything gets to its answer, and not to a line that is broken."""
_PATIENCE = 10.0
"""Seconds in which these have to come."""


class Body:
    """The body of one request.

    Args:
        receive: where it comes from.
        headers: of the request, their names in lower case.
        limit: bytes that it may have.
    """

    def __init__(self, receive: Receive, headers: Mapping[str, str], limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._received = 0
        has_none = headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers
        self.is_whole = has_none
        """Whether all of it has been received."""
        self._is_awaited = headers.get("expect", "").lower() != "100-continue"
        """Whether the client sends it without being told to."""

    async def receive(self) -> Message:
        """The next part.

        Raises:
            Refused: it is longer than it may be.
        """
        self._is_awaited = True
        message = await self._next()
        if self._received > self._limit:
            raise refusals.too_large(self._limit)
        return message

    async def let_pass(self) -> None:
        """Take in what is still to come, and keep nothing; within bounds."""
        if not self._is_awaited:
            return
        most = self._received + _MOST_IGNORED
        try:
            async with asyncio.timeout(_PATIENCE):
                while not self.is_whole and self._received < most:
                    await self._next()
        except TimeoutError:
            pass

    async def _next(self) -> Message:
        message = await self._receive()
        self._received += len(message.get("body", b""))
        self.is_whole = not message.get("more_body", False)
        return message
