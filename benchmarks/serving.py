"""A server under load: many clients for some minutes, each waiting for its answer.

    python benchmarks/serving.py [--clients 50] [--seconds 120] [--json FILE]

Each client sends a short text that nobody has sent before, as soon as it has the answer to the one
before; a number in every text has to be in its translation. First one client alone sends as many
texts in one batch as there are clients later: its time is the share that a client could expect at
best, and the 95th percentile of the waits is told as a multiple of it. Memory is that of the
server's process, once a second; from the second quarter of the time on it should stay as it is.

Ends with status 1 where a client got an error or a wrong answer, the server stopped badly,
or memory grew by more than a quarter. How long the clients waited is told and not judged: that
depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

READER = Path(sys.executable).parent / "reader"
_PERSONS = ("الوزير", "الوفد", "السفير", "المدير", "الخبير", "الرئيس", "القاضي", "المندوب")
_VERBS = ("زار", "استقبل", "شكر", "ودع", "انتظر", "رافق", "سأل")
_PLACES = ("الرباط", "فاس", "طنجة", "وجدة", "أكادير", "مراكش", "تونس")


_MOST_GROWTH = 0.25
"""Share of its memory by which a server may grow from the second quarter of the time to the last.
The first thousand answers take it from 125 to 165 MB: on a busy machine these are most of a run."""


@dataclass
class Load:
    """What the clients saw."""

    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    """Kilobytes of the server, once a second."""


def text(number: int) -> str:
    """A text of two sentences that no other number has."""
    first, second = _PERSONS[number % 8], _PERSONS[(number // 8 + 3) % 8]
    verb, place = _VERBS[(number // 3) % 7], _PLACES[(number // 5) % 7]
    return (
        f"{verb} {first} يوم أمس {number + 10_000} شخصا في مدينة {place}. "
        f"وقال {second} إن المديرية العامة للأمن الوطني ستواصل العمل رقم {number % 977}."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--quality", default="fast")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server, port = start(Path(folder), options.quality)
        try:
            numbers = count()
            ask(port, [text(next(numbers))])  # loads the model
            share = min(
                _timed(port, [text(next(numbers)) for _ in range(options.clients)])
                for _ in range(3)
            )
            load = run(server.pid, port, numbers, options.clients, options.seconds)
        finally:
            server.terminate()
            server.wait()
    waits = sorted(load.waits) or [0.0]
    early, late = settled(load.memory)
    figures = {
        "clients": options.clients,
        "seconds": options.seconds,
        "answers": len(load.waits),
        "errors": len(load.faults),
        "share_s": round(share, 3),
        "median_s": round(statistics.median(waits), 3),
        "p95_s": round(waits[len(waits) * 95 // 100], 3),
        "p95_of_share": round(waits[len(waits) * 95 // 100] / share, 2),
        "memory_mb": round(max(load.memory) / 1024),
        "growth_mb": round((late - early) / 1024, 1),
        "memory_by_minute_mb": [round(kb / 1024) for kb in [*load.memory[::60], load.memory[-1]]],
        "exit_status": server.returncode,
    }
    print(*(f"{name:>20} {value}" for name, value in figures.items()), sep="\n")
    for fault in load.faults[:5]:
        print(fault, file=sys.stderr)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    failures = [
        *(["clients got errors"] if load.faults or not load.waits else []),
        *(["memory grew"] if late > (1 + _MOST_GROWTH) * early else []),
        *(["the server did not stop cleanly"] if server.returncode else []),
    ]
    if failures:
        sys.exit(f"serving: {', '.join(failures)}")


def settled(memory: list[int]) -> tuple[float, float]:
    """What the server took in the second quarter of the time, and in the last: medians."""
    quarter = max(1, len(memory) // 4)
    return statistics.median(memory[quarter : 2 * quarter] or memory), statistics.median(
        memory[-quarter:]
    )


def start(home: Path, quality: str) -> tuple[subprocess.Popen[bytes], int]:
    """A server that keeps nothing, and its port."""
    environment = {**os.environ, "DRAGOMAN_DATA": str(home), "DRAGOMAN_CACHE": str(home)}
    server = subprocess.Popen(
        [READER, "serve", "--port", "0", "--no-cache", "-q", quality],
        env=environment,
        stderr=subprocess.PIPE,
    )
    assert server.stderr is not None
    address = re.search(rb":(\d+) ", server.stderr.readline())
    assert address, "the server did not start"
    return server, int(address[1])


def run(process: int, port: int, numbers: count[int], clients: int, seconds: float) -> Load:
    """Let clients ask until the time is over."""
    load = Load()
    lock = threading.Lock()
    end = time.monotonic() + seconds

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        while time.monotonic() < end:
            with lock:
                number = next(numbers)
            start = time.monotonic()
            try:
                (answer,) = ask(port, [text(number)], connection)
                wrong = str(number + 10_000) not in re.sub(r"(?<=\d),(?=\d)", "", answer)
                fault = f"{number} is not in: {answer}" if wrong else ""
            except Exception as error:  # whatever it is, it is counted
                fault = f"{type(error).__name__}: {error}"
                connection.close()
            with lock:
                load.waits.append(time.monotonic() - start)
                load.faults += [fault] if fault else []

    asking = [threading.Thread(target=client) for _ in range(clients)]
    for thread in asking:
        thread.start()
    while any(thread.is_alive() for thread in asking):
        load.memory.append(resident(process))
        time.sleep(1)
    return load


def ask(
    port: int, texts: list[str], connection: http.client.HTTPConnection | None = None
) -> list[str]:
    """Translations of texts."""
    connection = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    body = json.dumps({"q": texts, "source": "ar", "target": "en"})
    connection.request("POST", "/translate", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    found = json.loads(answer.read())
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} {found}")
    translated: list[str] = found["translatedText"]
    return translated


def _timed(port: int, texts: list[str]) -> float:
    start = time.monotonic()
    ask(port, texts)
    return time.monotonic() - start


def resident(process: int) -> int:
    """Kilobytes of memory that a process takes; 0 where that is not told."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s*(\d+)", status)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main()
