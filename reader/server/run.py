"""A server from its start to its end: its socket, its signals, its last words."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from reader.errors import ConfigError
from reader.server.app import Server

_PATIENCE = 20
"""Seconds that requests at work may take to come to their end."""
SLOWEST = 30.0
"""Seconds in which the head of a request has to come, and some of an answer to be taken."""


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any that is free.

    Raises:
        ConfigError: the address cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        raise ConfigError(f"there is no address {host!r} on this machine") from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise ConfigError(
            f"cannot listen on {host} port {port} ({error.strerror}): choose another --port"
        ) from None
    return listener


class _Connection(H11Protocol):
    """A connection that is given up where a request does not come, or an answer is not taken."""

    _waiting: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._waiting = self.loop.call_later(SLOWEST, transport.abort)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        is_at_work = self.cycle is not None and not self.cycle.response_complete
        if is_at_work:
            self._waiting = _ended(self._waiting)
        elif self._waiting is None:  # what keeps the line open is over with the first byte
            self._waiting = self.loop.call_later(SLOWEST, self.transport.abort)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stuck = self._stuck or self.loop.call_later(SLOWEST, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stuck = _ended(self._stuck)

    def connection_lost(self, exc: Exception | None) -> None:
        self._waiting, self._stuck = _ended(self._waiting), _ended(self._stuck)
        super().connection_lost(exc)


def _ended(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    if timer is not None:
        timer.cancel()
    return None


class _Uvicorn(uvicorn.Server):
    """Uvicorn, whose signals are ours."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(server: Server, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Answer requests until SIGINT or SIGTERM; a second one does not wait for those at work.

    Args:
        server: answers.
        listener: where requests come.
        ready: called once they do.
    """
    config = uvicorn.Config(
        server.app,
        http=_Connection,
        log_config=None,  # its access log would hold what stands behind a question mark
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="off",
        timeout_keep_alive=20,
        timeout_graceful_shutdown=_PATIENCE,
        ws="none",
    )
    runner = _Uvicorn(config)

    def stop() -> None:
        runner.force_exit = runner.should_exit
        runner.should_exit = True
        server.workers.stop()

    async def run() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError, RuntimeError):
                loop.add_signal_handler(number, stop)
        serving = asyncio.create_task(runner.serve(sockets=[listener]))
        while not (runner.started or serving.done()):
            await asyncio.sleep(0.01)
        if runner.started:
            ready()
        await serving

    try:
        asyncio.run(run())
    except KeyboardInterrupt:  # Windows has no handlers of the loop's
        pass
    finally:
        server.close()
