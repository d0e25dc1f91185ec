"""A real HTTP server with the failings of real ones."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class File:
    data: bytes
    etag: str = '"1"'
    modified: str = ""
    ranges: bool = True
    """Whether Range is heeded."""
    skips: int = 0
    """Bytes left out of where a Range begins, and owned up to in Content-Range."""
    conditions: bool = True
    """Whether If-Range is heeded."""
    cuts: list[int] = field(default_factory=list)
    """Bytes of the body after which the connection is cut, for one request after the other."""
    statuses: list[int] = field(default_factory=list)
    """Statuses to answer instead, for one request after the other."""
    stops: list[int] = field(default_factory=list)
    """Bytes of the body after which nothing more comes, for one request after the other."""
    pause: float = 0.0
    """Seconds between two pieces of 64 KiB."""
    silent: bool = False
    """Say nothing about the length."""
    location: str = ""
    """Where to send whoever asks instead."""
    drip: float = 0.0
    """Seconds between two bytes; all at once without it."""


@dataclass
class Server:
    url: str
    files: dict[str, File] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    """Path and Range of each request."""
    sent: int = 0
    """Bytes of all bodies."""
    authorized: list[str] = field(default_factory=list)
    """What each request said in Authorization."""

    def serve(self, path: str, data: bytes, **traits: Any) -> File:
        self.files[path] = File(data, **traits)
        return self.files[path]


@contextmanager
def serving() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            server.requests.append((self.path, wanted))
            server.authorized.append(self.headers.get("Authorization", ""))
            file = server.files.get(self.path)
            if file and file.location:
                self.send_response(302)
                self.send_header("Location", file.location)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            status = file.statuses.pop(0) if file and file.statuses else 0
            if file is None or status:
                self.send_response(status or 404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            condition = self.headers.get("If-Range", "")
            same = condition in (file.etag, file.modified) or not file.conditions
            start = 0
            if wanted and file.ranges and same:
                start = int(wanted.removeprefix("bytes=").rstrip("-")) + file.skips
                if start >= len(file.data):
                    self.send_response(416)
                    self.send_header("Content-Range", f"bytes */{len(file.data)}")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                self.send_response(206)
                end = len(file.data) - 1
                self.send_header("Content-Range", f"bytes {start}-{end}/{len(file.data)}")
            else:
                self.send_response(200)
            if file.etag:
                self.send_header("ETag", file.etag)
            if file.modified:
                self.send_header("Last-Modified", file.modified)
            if file.silent:
                self.send_header("Connection", "close")
            else:
                self.send_header("Content-Length", str(len(file.data) - start))
            self.end_headers()
            body = file.data[start:]
            if file.cuts:
                body = body[: file.cuts.pop(0)]
                self.close_connection = True
            for start in range(len(body) if file.drip else 0):
                try:
                    self.wfile.write(body[start : start + 1])
                except OSError:
                    break
                if ended.wait(file.drip):
                    break
            if file.drip:
                self.close_connection = True
                return
            stop = file.stops.pop(0) if file.stops else None
            for start in range(0, len(body), 1 << 16):
                if stop is not None and start >= stop:
                    ended.wait()
                    self.close_connection = True
                    return
                piece = body[start : start + (1 << 16)]
                # Counted first: whoever has read the last piece may look at once.
                server.sent += len(piece)
                try:
                    self.wfile.write(piece)
                except OSError:
                    server.sent -= len(piece)
                    self.close_connection = True
                    return
                time.sleep(file.pause)
            if file.silent:
                self.close_connection = True

        def log_message(self, *arguments: Any) -> None:
            pass

    ended = threading.Event()
    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{listener.server_port}")
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        ended.set()
        listener.shutdown()
        listener.server_close()
