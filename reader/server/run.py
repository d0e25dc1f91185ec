"""A server from its start to its end: its socket, its signals, its last words."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from reader.errors import ConfigError
from reader.server.app import Server

_PATIENCE = 20
"""Seconds that requests at work may take to come to their end."""


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
