"""A server as its user starts it: a process of its own, on a port that is free."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.programs import called_in_text
from tests.waiting import LIMIT, until
from tests.warming import begin_with

GLOSSARIES: Path | None = None
"""Compiled ones, for every server to begin with."""
READER = str(Path(sys.executable).parent / "reader")


@dataclass
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def error(self) -> str:
        return str(self.json["error"])


@dataclass
class Served:
    """A running server."""

    process: subprocess.Popen[bytes]
    environment: dict[str, str]
    lines: list[str] = field(default_factory=list)
    """What it has written to stderr."""
    url: str = ""

    def ask(
        self,
        path: str,
        form: Mapping[str, Any] | None = None,
        *,
        json_: Any = None,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        method: str | None = None,
    ) -> Answer:
        """Send a request, and return the answer whatever its status."""
        sent = dict(headers or {})
        if json_ is not None:
            data = json.dumps(json_).encode()
            sent.setdefault("Content-Type", "application/json")
        elif form is not None:
            data = urllib.parse.urlencode(form, doseq=True).encode()
        request = urllib.request.Request(self.url + path, data, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=LIMIT) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def upload(self, path: str, name: str, content: bytes, **fields: str) -> Answer:
        """Send a file in a form."""
        mark = "mark-of-the-test-0123456789"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        parts.append(
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n".encode()
        )
        body = b"".join([*parts, content, f"\r\n--{mark}--\r\n".encode()])
        kind = f"multipart/form-data; boundary={mark}"
        return self.ask(path, data=body, headers={"Content-Type": kind})

    def translated(self, q: Any, source: str = "auto", **more: Any) -> Any:
        """The answer to /translate, which has to be there."""
        found = self.ask("/translate", json_={"q": q, "source": source, "target": "en", **more})
        assert found.status == 200, found.content
        return found.json

    def metric(self, pattern: str) -> float:
        """The sum of the figures of /metrics whose names are so."""
        text = self.ask("/metrics").content.decode()
        found = re.findall(rf"^{pattern}\S* (\S+)$", text, re.MULTILINE)
        return sum(map(float, found))

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, and return the exit status."""
        self.process.send_signal(number)
        return self.process.wait(LIMIT)


@contextmanager
def serving(home: Path, *options: str, first: str = "") -> Iterator[Served]:
    """A server with folders of its own.

    Args:
        home: where these are.
        options: for `reader serve`.
        first: what Python is to do before it starts.
    """
    program = [READER]
    if first:
        program = [sys.executable, "-c", f"{first}; from reader.cli.reader import main; main()"]
    environment = {
        **os.environ,
        **{f"DRAGOMAN_{name}": str(home / name.lower()) for name in ("CACHE", "DATA", "STATE")},
        "DRAGOMAN_CONFIG": str(home / "config.toml"),
        "ARGOS_PACKAGES_DIR": str(home / "argos"),
    }
    environment.pop("DRAGOMAN_DEBUG", None)
    if GLOSSARIES is not None:
        begin_with(GLOSSARIES, home / "cache")
    process = subprocess.Popen(
        [*program, "serve", "--port", "0", "-q", "fast", *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    served = Served(process, environment)

    def listen() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            served.lines.append(line.decode())

    listening = threading.Thread(target=listen, daemon=True)
    listening.start()
    try:
        until(lambda: any("http://" in line for line in served.lines) or process.poll() is not None)
        address = re.search(r"http://\S+", "".join(served.lines))
        assert address, served.lines
        served.url = address[0]
        yield served
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(LIMIT)
        listening.join(LIMIT)
        assert process.stderr is not None
        process.stderr.close()


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`reader serve` with arguments with which it ends by itself."""
    environment = {
        **os.environ,
        "DRAGOMAN_DATA": str(home / "data"),
        "DRAGOMAN_CACHE": str(home / "cache"),
    }
    environment.pop("DRAGOMAN_DEBUG", None)
    return called_in_text("reader", "serve", *arguments, environment=environment)
