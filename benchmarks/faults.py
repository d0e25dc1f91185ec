"""Kills and faults: what is lost when the machine is unkind.

    python benchmarks/faults.py [--kills 100] [--seed 1] [--json FILE] [PART]...

Parts: kills, corrections, memory, glossary, install, screen, processes, damage, full, read-only,
versions. Each runs the commands
as a user does, in a home of its own, and counts what went wrong; any count but 0 is a defect.
`full` and `read-only` mount a small file system, and are left out where that is not allowed.
"""

from __future__ import annotations

import argparse
import csv
import fcntl
import json
import os
import pty
import random
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from speed import many, sentences

BIN = Path(sys.executable).parent
ROWS: list[dict[str, object]] = []


def row(name: str, tries: int, faults: Counter[str], note: str = "") -> None:
    """A line of the table: how often it was tried, and what went wrong how often."""
    ROWS.append({"name": name, "tries": tries, "faults": dict(faults), "note": note})
    wrong = ", ".join(f"{count} {fault}" for fault, count in faults.items()) or "0"
    print(f"{name:<52}{tries:>7}  {wrong}  {note}", flush=True)


class Home:
    """A home of its own for the commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "DRAGOMAN_CACHE": str(folder / "cache"),
            "DRAGOMAN_DATA": str(folder / "data"),
            "DRAGOMAN_STATE": str(folder / "state"),
            "DRAGOMAN_CONFIG": str(folder / "config.toml"),
        }
        self.text = folder / "text.txt"
        self.text.write_text("\n".join(many(sentences(), 150)) + "\n", encoding="utf-8")

    def start(self, *command: str, **options: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(BIN / command[0]), *command[1:]],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,  # type: ignore[call-overload]
        )

    def run(self, *command: str) -> tuple[int, str, str]:
        process = self.start(*command)
        out, error = process.communicate(timeout=900)
        return process.returncode, out.decode(), error.decode()

    def stored(self) -> dict[str, bytes]:
        """What the store of translations holds."""
        path = self.folder / "cache" / "translations" / "cache.db"
        if not path.exists():
            return {}
        with closing(sqlite3.connect(path)) as database:
            if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise AssertionError("the store is damaged")
            with suppress(sqlite3.OperationalError):  # killed before the table was made
                return dict(database.execute("SELECT key, value FROM Cache"))
            return {}

    def left(self) -> list[str]:
        """Files that a killed run has left."""
        return [str(path) for path in self.folder.rglob("*.part")]


@contextmanager
def home() -> Iterator[Home]:
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    try:
        yield Home(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def kills(count: int, rng: random.Random) -> None:
    """`translate`, killed at any moment: what was stored stays, and the output is never half."""
    faults: Counter[str] = Counter()
    with home() as undisturbed:
        start = time.perf_counter()
        status, expected, _ = undisturbed.run("translate", str(undisturbed.text))
        longest = time.perf_counter() - start
    assert status == 0
    with home() as place:
        output = place.folder / "out.txt"
        output.write_text("what was there before\n", encoding="utf-8")
        before: dict[str, bytes] = {}
        done = 0
        for _ in range(count):
            if len(before) >= 150:  # all is stored: begin again
                shutil.rmtree(place.folder / "cache")
                before = {}
            process = place.start("translate", "-o", str(output), str(place.text))
            time.sleep(rng.uniform(0, longest))
            process.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM]))
            process.communicate()
            done += process.returncode == 0
            try:
                after = place.stored()
            except (AssertionError, sqlite3.Error):
                faults["store damaged"] += 1
                after = {}
            faults["lost"] += sum(key not in after for key in before)
            faults["changed"] += sum(
                after.get(key, value) != value for key, value in before.items()
            )
            before = after
            text = output.read_text(encoding="utf-8")
            faults["half-written"] += text not in (expected, "what was there before\n")
        status, _, error = place.run("translate", "-o", str(output), str(place.text))
        faults["failed afterwards"] += status != 0 or bool(error)
        faults["other text"] += output.read_text(encoding="utf-8") != expected
        faults["left behind"] += len(place.left())
    row("translate, killed -9 or -TERM", count, +faults, f"{done} were done before the signal")


_CORRECTOR = """
import sys
from reader import Memory
from reader.memory.store import Stored, digest
memory = Memory()
for number in range(int(sys.argv[1]), 10**9):
    memory.correct(digest("sentence", number), Stored(f"correction {number} " * 40))
    print(number, flush=True)
"""
_READ = """
import sys
from reader import Memory
from reader.memory.store import Stored, digest
memory = Memory(warn=print)
for number in range(int(sys.argv[1])):
    if memory.correction(digest("sentence", number)) != Stored(f"correction {number} " * 40):
        print("lost", number)
"""


def corrections(count: int, rng: random.Random) -> None:
    """The reader's corrections, the process that keeps them killed: each that was told is there."""
    faults: Counter[str] = Counter()
    with home() as place:
        kept = 0
        for _ in range(count):
            process = place.start(sys.executable, "-c", _CORRECTOR, str(kept))
            assert process.stdout is not None
            for _ in range(rng.randint(1, 20)):
                process.stdout.readline()
            time.sleep(rng.uniform(0, 0.02))
            process.kill()
            told, _ = process.communicate()
            kept = max([kept, *(int(line) + 1 for line in told.split())])
        _, out, _ = place.run(sys.executable, "-c", _READ, str(kept))
        faults["lost"] += out.count("lost")
        faults["warnings"] += len(out.splitlines()) - out.count("lost")
    row("corrections, killed -9", count, +faults, f"{kept} corrections")


Concepts = dict[str, tuple[str, ...]]


def memory(count: int, rng: random.Random) -> None:
    """`reader memory import` of 50,000 units, killed at any moment: what was there stays whole."""
    faults: Counter[str] = Counter()
    with home() as place:
        mine, file = place.folder / "mine.tsv", place.folder / "many.tsv"
        mine.write_text("Le port compte 40 quais.\tThe port has 40 quays.\n", "utf-8")
        lines = (f"La grue {n} attend au quai {n % 97}.\tCrane {n} waits at quay {n % 97}.\n"
                 for n in range(50_000))  # fmt: skip
        file.write_text("".join(lines), "utf-8")
        database = place.folder / "data" / "memory.db"
        adding = "reader", "memory", "import", "-s", "fr"
        place.run(*adding, str(mine))
        start = time.perf_counter()
        place.run(*adding, str(file))
        longest, before, stopped = time.perf_counter() - start, 0, 0
        for _ in range(count):
            if before >= 50_001:  # all is there: begin again
                shutil.rmtree(database.parent)
                place.run(*adding, str(mine))
                before = 1
            process = place.start(*adding, str(file))
            time.sleep(rng.uniform(0, longest))
            process.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM]))
            process.communicate()
            stopped += process.returncode != 0
            with closing(sqlite3.connect(database)) as connection:
                ask = lambda query: connection.execute(query).fetchone()[0]  # noqa: E731
                faults["damaged"] += ask("PRAGMA integrity_check") != "ok"
                there = ask("SELECT count(*) FROM unit")
                faults["half"] += there != ask("SELECT count(*) FROM word_docsize")
                faults["lost"] += max(0, before - there)
                faults["lost"] += not ask("SELECT count(*) FROM unit WHERE file = 'mine.tsv'")
            before = there
        status, _, error = place.run(*adding, str(file))
        faults["failed afterwards"] += status != 0 or bool(error)
        with closing(sqlite3.connect(database)) as connection:
            faults["not taken up"] += (
                connection.execute("SELECT count(*) FROM unit").fetchone()[0] != 50_001
            )
    row("reader memory import", count, +faults, f"{stopped} stopped before their end")


def concepts(path: Path) -> Concepts:
    """The rows of a glossary, by their ids; a row that is cut off is an AssertionError."""
    with path.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    assert all(len(row) == len(head) for row in rows), "half a row"
    return {row[0]: tuple(row[1:]) for row in rows}


def _change(number: int, before: Concepts, place: Home, rng: random.Random) -> _Change:
    """A command that changes the glossary, and whether two states are its before and after."""
    verb = rng.choice(("add", "edit", "remove", "import")) if len(before) > 3 else "add"
    if verb == "add":
        arguments = ["add", "--ar", f"مصطلح {number}", "--en", f"term {number}"]
        return arguments, lambda new: len(new) == len(before) + 1 and before.items() < new.items()
    if verb == "edit":
        edited = rng.choice(sorted(before))
        rest = {key: row for key, row in before.items() if key != edited}
        return (
            ["edit", edited, "--en", f"changed {number}"],
            lambda new: (
                new.keys() == before.keys()
                and rest.items() < new.items()
                and f"changed {number}" in new[edited]
            ),
        )
    if verb == "remove":
        gone = rng.sample(sorted(before), min(2, len(before)))
        rest = {key: row for key, row in before.items() if key not in gone}
        return ["remove", *gone], lambda new: new == rest
    file = place.folder / "import.csv"
    rows = [f"imported-{number}-{each},مفهوم {number} {each},concept {each}" for each in range(40)]
    file.write_text("\n".join(["id,ar,en", *rows]) + "\n", encoding="utf-8")
    return (
        ["import", str(file)],
        lambda new: before.items() < new.items() and len(new) == len(before) + len(rows),
    )


_Change = tuple[list[str], Callable[[Concepts], bool]]


def glossary(count: int, rng: random.Random) -> None:
    """`glossary add|edit|remove|import`, killed: the file is the one before or the one after."""
    faults: Counter[str] = Counter()
    with home() as place:
        own = place.folder / "data" / "glossary.csv"
        start = time.perf_counter()
        place.run("glossary", "add", "--ar", "أول", "--en", "first")
        longest = time.perf_counter() - start
        before = concepts(own)
        verbs: Counter[str] = Counter()
        for number in range(count):
            arguments, is_after = _change(number, before, place, rng)
            process = place.start("glossary", *arguments)
            time.sleep(rng.uniform(0.3, 1.2) * longest)
            process.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM]))
            process.communicate()
            verbs[arguments[0]] += process.returncode == 0
            try:
                after = concepts(own)
            except (OSError, ValueError, AssertionError):
                faults["half-written"] += 1
                break
            faults["told and not kept"] += process.returncode == 0 and not is_after(after)
            faults["neither before nor after"] += after != before and not is_after(after)
            before = after
        place.run("glossary", "add", "--ar", "آخر", "--en", "last")
        faults["lost"] += not before.items() < concepts(own).items()
        faults["left behind"] += len(place.left())
    done = ", ".join(f"{count} {verb}" for verb, count in verbs.items())
    row("glossary add|edit|remove|import, killed", count, +faults, f"done before it: {done}")


def install(count: int, rng: random.Random) -> None:
    """`reader models install`, killed: the package is there and translates, or is not."""
    faults: Counter[str] = Counter()
    with home() as place:
        archive, folder = place.folder / "ar_en.argosmodel", place.folder / "packages"
        place.environment["ARGOS_PACKAGES_DIR"] = str(folder)
        place.text.write_text("\n".join(sentences()[:2]) + "\n", encoding="utf-8")
        _, expected, _ = place.run("translate", str(place.text))
        place.run("reader", "models", "export", "ar", "en", str(archive))
        start = time.perf_counter()
        status, _, _ = place.run("reader", "models", "install", str(archive))
        longest = time.perf_counter() - start
        assert status == 0
        whole = sorted(path.name for path in folder.iterdir())
        done = 0
        for number in range(count):
            if number % 2:
                shutil.rmtree(folder, ignore_errors=True)  # else it is put in place of itself
            was = _packages(folder)
            process = place.start("reader", "models", "install", str(archive))
            time.sleep(rng.uniform(0.2, 1.6) * longest)
            process.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM]))
            process.communicate()
            done += process.returncode == 0
            found = _packages(folder)
            faults["neither before nor after"] += found not in (was, whole)
            faults["told and not kept"] += process.returncode == 0 and found != whole
            status, out, error = place.run("translate", "--no-cache", str(place.text))
            faults["translates no more"] += status != 0 or bool(error) or out != expected
        place.run("reader", "models", "install", str(archive))
        left = [path.name for path in folder.iterdir() if path.name not in whole]
        faults["left behind"] += len(left)
    row("reader models install, killed", count, +faults, f"{done} were done before the signal")


def _packages(folder: Path) -> list[str]:
    """The packages in a folder, without what is hidden."""
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return sorted(name for name in names if not name.startswith("."))


def screen(count: int, rng: random.Random) -> None:
    """The reader in a terminal, killed as it translates: what was stored stays, and it starts."""
    faults: Counter[str] = Counter()
    with home() as place:
        before: dict[str, bytes] = {}
        for _ in range(count):
            terminal, inner = pty.openpty()
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            process = subprocess.Popen(
                [str(BIN / "reader"), str(place.text)],
                env={**place.environment, "TERM": "xterm-256color"},
                stdin=inner,
                stdout=inner,
                stderr=inner,
                start_new_session=True,
            )
            os.close(inner)
            shown = _shown(terminal, rng.uniform(0.2, 4.0))
            os.write(terminal, b"\r")  # past the greeting of a first time
            shown += _shown(terminal, rng.uniform(0.2, 10.0))
            process.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGHUP]))
            shown += _shown(terminal, 0.2)
            os.close(terminal)
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                faults["does not end"] += 1
                process.kill()
                process.wait()
            faults["traceback"] += b"Traceback" in shown
            try:
                after = place.stored()
            except (AssertionError, sqlite3.Error):
                faults["store damaged"] += 1
                after = {}
            faults["lost"] += sum(key not in after for key in before)
            faults["changed"] += sum(after.get(key, old) != old for key, old in before.items())
            before = after
        faults["left behind"] += len(place.left())
        status, _, error = place.run("translate", str(place.text))
        faults["failed afterwards"] += status != 0 or bool(error)
    row("the reader in a terminal, killed", count, +faults, f"{len(before)} stored at the end")


def _shown(terminal: int, seconds: float) -> bytes:
    """What a program writes to a terminal in so many seconds."""
    shown, end = b"", time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                shown += os.read(terminal, 1 << 16)
            except OSError:  # nobody writes any more
                break
    return shown


def processes(count: int, rng: random.Random) -> None:
    """Six runs at once on one store."""
    faults: Counter[str] = Counter()
    rounds = max(1, count // 30)
    for _ in range(rounds):
        with home() as place:
            running = [place.start("translate", "-j", "1", str(place.text)) for _ in range(6)]
            results = [(*one.communicate(), one.returncode) for one in running]
            faults["failed"] += sum(status != 0 for _, _, status in results)
            faults["complained"] += sum(bool(error) for _, error, _ in results)
            faults["other text"] += len({out for out, _, _ in results}) - 1
            place.stored()
    row("six processes on one store", rounds, +faults)


def damage(count: int, rng: random.Random) -> None:
    """Stores with any bytes in them: the work goes on, corrections are recovered."""
    faults: Counter[str] = Counter()
    with home() as place:
        place.text.write_text("\n".join(sentences()[:3]) + "\n", encoding="utf-8")
        _, expected, _ = place.run("translate", str(place.text))
        store = place.folder / "cache" / "translations" / "cache.db"
        whole = store.read_bytes()
        for _ in range(count):
            content = bytearray(whole)
            for _ in range(rng.randint(1, 60)):
                content[rng.randrange(len(content))] = rng.randrange(256)
            if rng.random() < 0.5:
                content = content[: rng.randrange(len(content))]
            store.write_bytes(content)
            for other in store.parent.glob("cache.db-*"):
                other.unlink()
            status, out, error = place.run("translate", str(place.text))
            faults["failed"] += status != 0
            faults["other text"] += out != expected
            faults["more than a line"] += len(error.splitlines()) > 1
            faults["traceback"] += "Traceback" in error or "internal" in error
    row("damaged store of translations", count, +faults)


@contextmanager
def mounted(size: str, *, read_only: bool = False) -> Iterator[Path | None]:
    """A file system of that size; None where nobody lets us."""
    folder = Path(tempfile.mkdtemp(prefix="faults-disk-"))
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True
    )
    try:
        yield folder if made.returncode == 0 else None
    finally:
        if made.returncode == 0:
            subprocess.run(["umount", str(folder)], capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def full(count: int, rng: random.Random) -> None:
    """A disk that fills up: the translation comes all the same, or one line says why not."""
    faults: Counter[str] = Counter()
    tries = 0
    with home() as plain:
        _, expected, _ = plain.run("translate", str(plain.text))
        for kilobytes in (40, 64, 96, 128, 200):
            with mounted(f"{kilobytes}k") as disk:
                if disk is None:
                    return row("full disk", 0, faults, "left out: nothing can be mounted")
                tries += 1
                plain.environment["DRAGOMAN_CACHE"] = plain.environment["DRAGOMAN_DATA"] = str(disk)
                status, out, error = plain.run("translate", str(plain.text))
                faults["failed"] += status != 0
                faults["other text"] += out != expected
                faults["more than a line"] += len(error.splitlines()) > 1
                output = disk / "out.txt"
                for made in disk.iterdir():
                    shutil.rmtree(made) if made.is_dir() else made.unlink()
                output.write_text("before", encoding="utf-8")
                with suppress(OSError), (disk / "filler").open("wb") as filler:
                    while True:
                        filler.write(b"x")
                        filler.flush()
                command = ("translate", "--no-cache", "-o", str(output), str(plain.text))
                status, _, error = plain.run(*command)
                faults["full, and not said"] += status != 1 or "No space" not in error
                faults["output lost"] += output.read_text(encoding="utf-8") != "before"
                faults["left behind"] += len(list(disk.glob("*.part")))
    row("full disk", tries, +faults)


def read_only(count: int, rng: random.Random) -> None:
    """A home that cannot be written."""
    faults: Counter[str] = Counter()
    with home() as plain, mounted("8m") as disk:
        if disk is None:
            return row("read-only home", 0, faults, "left out: nothing can be mounted")
        _, expected, _ = plain.run("translate", str(plain.text))
        for name in ("DRAGOMAN_CACHE", "DRAGOMAN_DATA", "DRAGOMAN_STATE", "HOME"):
            plain.environment[name] = str(disk)
        plain.run(sys.executable, "-c", _CORRECTOR.replace("10**9", "5"), "0")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for _ in range(3):
            status, out, error = plain.run("translate", str(plain.text))
            faults["failed"] += status != 0
            faults["other text"] += out != expected
            faults["more than a line"] += len(error.splitlines()) > 1
        _, out, _ = plain.run(sys.executable, "-c", _READ, "5")
        faults["corrections lost"] += out.count("lost")
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    row("read-only home", 3, +faults)


def versions(count: int, rng: random.Random) -> None:
    """Stores of a newer Dragoman, and locked ones: one line each, and nothing of theirs changed."""
    faults: Counter[str] = Counter()
    with home() as place:
        place.text.write_text("\n".join(sentences()[:3]) + "\n", encoding="utf-8")
        _, expected, _ = place.run("translate", str(place.text))
        place.run(sys.executable, "-c", _CORRECTOR.replace("10**9", "5"), "0")
        store = place.folder / "cache" / "translations" / "cache.db"
        kept = place.folder / "data" / "corrections" / "corrections.db"
        for path in (store, kept):
            with closing(sqlite3.connect(path)) as database:
                database.execute("PRAGMA journal_mode = DELETE")
                database.execute("PRAGMA user_version = 9")
            before = path.read_bytes()
            status, out, error = place.run("translate", str(place.text))
            faults["failed"] += status != 0
            faults["other text"] += out != expected
            faults["more than a line"] += len(error.splitlines()) > 1
            faults["not said"] += path == store and "newer" not in error
            faults["changed"] += path.read_bytes() != before
            _, out, _ = place.run(sys.executable, "-c", _READ, "5")
            faults["corrections lost"] += out.count("lost")
            with closing(sqlite3.connect(path)) as database:
                database.execute("PRAGMA user_version = 0" if path == store else _VERSION_1)
        for path in (store, kept):
            with closing(sqlite3.connect(path)) as database:
                database.execute("BEGIN EXCLUSIVE")
                status, out, error = place.run("translate", str(place.text))
            faults["failed"] += status != 0
            faults["other text"] += out != expected
            faults["more than a line"] += len(error.splitlines()) > 1
        _, out, _ = place.run(sys.executable, "-c", _READ, "5")
        faults["corrections lost"] += out.count("lost")
    row("newer and locked stores", 4, +faults)


_VERSION_1 = "PRAGMA user_version = 1"


def main() -> None:
    parts: dict[str, Callable[[int, random.Random], None]] = {
        "kills": kills,
        "corrections": corrections,
        "memory": memory,
        "glossary": glossary,
        "install": install,
        "screen": screen,
        "processes": processes,
        "damage": damage,
        "full": full,
        "read-only": read_only,
        "versions": versions,
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(parts))
    parser.add_argument("--kills", type=int, default=100, help="how often each is tried [100]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to FILE, too")
    options = parser.parse_args()
    unknown = set(options.parts) - set(parts)
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; choose from {', '.join(parts)}")
    print(f"{f'seed {options.seed}':<52}{'tries':>7}  what went wrong")
    for name in options.parts or parts:
        parts[name](options.kills, random.Random(f"{options.seed} {name}"))
    if options.json:
        options.json.write_text(json.dumps({"seed": options.seed, "rows": ROWS}, indent=1) + "\n")
    sys.exit(any(line["faults"] for line in ROWS))


if __name__ == "__main__":
    main()
