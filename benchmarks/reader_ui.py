"""How quick the reader is: its start, opening an article, a key, a book.

    python benchmarks/reader_ui.py

The start is a real process in a pseudo-terminal, from its spawning to the first row it
paints; the rest is the application without a terminal, with the shipped packages. Times are
medians of several runs, of a machine with nothing else to do. Keys of the glossary are counted
in processor time: Textual draws sixty times a second, so that of keys sent one after another
none can take less than 16.7 ms by the clock.
"""

from __future__ import annotations

import asyncio
import os
import pty
import resource
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RUNS = 7
ARABIC = "وقعت المديرية رقم {n} يوم الثلاثاء اتفاقا للتعاون الأمني مع {m} من دول الجوار. "


def article(sentences: int, per_block: int = 5) -> str:
    """An Arabic text of so many sentences, none twice."""
    parts = [ARABIC.format(n=n, m=n % 17 + 2) for n in range(sentences)]
    blocks = ["".join(parts[i : i + per_block]) for i in range(0, sentences, per_block)]
    return "\n\n".join(blocks)


def first_paint(arguments: list[str], wanted: bytes) -> float:
    """Seconds from starting `reader` to its first paint."""
    import fcntl
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    command = [sys.executable, "-m", "reader.cli.reader", *arguments]
    code = "from reader.cli.reader import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    os.close(slave)
    seen = b""
    elapsed = float("nan")
    while time.perf_counter() - began < 20:
        ready, _, _ = select.select([master], [], [], 0.5)
        if ready:
            seen += os.read(master, 65536)
            if wanted in seen:
                elapsed = time.perf_counter() - began
                break
    process.kill()
    process.wait()
    os.close(master)
    return elapsed


def median(measure: Callable[[], float], runs: int = RUNS) -> float:
    measure()
    return statistics.median(measure() for _ in range(runs))


async def opened(app: object, pilot: object, count: int) -> None:
    while True:
        await asyncio.sleep(0.01)  # type: ignore[attr-defined]
        document = app.reading.document  # type: ignore[attr-defined]
        if document is not None and len(document.sentences) >= count:
            return


async def open_stored(folder: Path) -> tuple[float, float]:
    """A stored article of 500 sentences, chosen: seconds until it shows, and until all is there."""
    from reader.loading import load
    from reader.memory.store import Memory
    from reader.translator.translator import Translator
    from reader.tui.app import ReaderApp

    path = folder / "stored.txt"
    path.write_text(article(500), "utf-8")
    other = folder / "other.txt"
    other.write_text("Un autre texte.\n", "utf-8")
    translator = Translator(quality="fast", memory=Memory())
    for found in load(path):
        for _ in translator.translate(translator.sentences(found)):
            pass
    fresh = Translator(quality="fast", memory=Memory())
    app = ReaderApp([other, path], translator=lambda: fresh)
    first, whole = [], []

    async def shown() -> None:
        done = asyncio.Event()
        app.reading.panes.call_after_refresh(done.set)
        await done.wait()

    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, 1)
        for _ in range(RUNS):
            app.reading.article.path = None
            began = time.perf_counter()
            app.reading.shelving.open(path)
            while app.reading.document is None:
                await asyncio.sleep(0.001)
            await shown()
            first.append(time.perf_counter() - began)
            while app.reading.document.translated < 500:
                await asyncio.sleep(0.001)
            await shown()
            whole.append(time.perf_counter() - began)
    return statistics.median(first), statistics.median(whole)


async def keys_while_translating(folder: Path) -> tuple[float, float, int]:
    """Median and 95th percentile of seconds from a key to its redraw; sentences meanwhile."""
    from textual.events import Key

    from reader.memory.store import Memory
    from reader.translator.translator import Translator
    from reader.tui.app import ReaderApp

    path = folder / "fresh.txt"
    path.write_text(article(2000), "utf-8")
    translator = Translator(memory=Memory(folder / "other-cache", folder / "other-data"))
    app = ReaderApp([path], translator=lambda: translator)
    times = []
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, 2000)
        while app.reading.document.translated < 8:
            await asyncio.sleep(0.05)
        before = app.reading.document.translated
        for number in range(200):
            shown = asyncio.Event()
            began = time.perf_counter()
            key = "j" if number % 9 else "pagedown"
            app.post_message(Key(key, key if key == "j" else None))
            cursor = app.reading.panes.cursor
            while app.reading.panes.cursor == cursor:
                await asyncio.sleep(0)
            app.reading.panes.call_after_refresh(shown.set)
            await shown.wait()
            times.append(time.perf_counter() - began)
            await asyncio.sleep(0.05)
        done = app.reading.document.translated - before
        app.reading.action_act("stop")
    return statistics.median(times), statistics.quantiles(times, n=20)[-1], done


async def book(folder: Path) -> tuple[float, float, float, float]:
    """Opening a book of 20,000 sentences: until it shows, until all is known, jump, memory."""
    from reader.tui.app import ReaderApp
    from tests.tui.stub import Stub

    path = folder / "book.txt"
    path.write_text(article(20_000), "utf-8")
    stub = Stub()
    stub.gate.clear()
    app = ReaderApp([folder / "nothing"], translator=lambda: stub)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        began = time.perf_counter()
        app.reading.shelving.open(path)
        while app.reading.document is None:
            await asyncio.sleep(0.005)
        shown = asyncio.Event()
        app.reading.panes.call_after_refresh(shown.set)
        await shown.wait()
        first = time.perf_counter() - began
        await opened(app, pilot, 20_000)
        whole = time.perf_counter() - began
        began = time.perf_counter()
        app.reading.panes.action_edge(1)
        shown = asyncio.Event()
        app.reading.panes.call_after_refresh(shown.set)
        await shown.wait()
        jump = time.perf_counter() - began
        stub.gate.set()
        app.reading.action_act("stop")
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return first, whole, jump, memory


async def pressed(
    app: object, keys: str, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Seconds of a clock from each key of a text to the redraw that follows it."""
    from textual.events import Key

    times = []
    for character in keys:
        shown = asyncio.Event()
        began = clock()
        app.post_message(Key("space" if character == " " else character, character))  # type: ignore[attr-defined]
        await asyncio.sleep(0)
        app.screen.call_after_refresh(shown.set)  # type: ignore[attr-defined]
        await shown.wait()
        times.append(clock() - began)
    return times


async def library(folder: Path) -> tuple[float, float]:
    """A library of 1,000 articles: seconds a key of its filter, and a search of all of them."""
    from reader.tui.app import ReaderApp
    from reader.tui.widgets.library_pane import Filter
    from tests.tui.stub import Stub

    stub = Stub()
    app = ReaderApp([folder], translator=lambda: stub, patience=0.01)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, 1)
        while app.reading._shelf.known < 1000:
            await asyncio.sleep(0.2)
        await pilot.press("f")
        while not isinstance(app.focused, Filter):
            await asyncio.sleep(0.01)
        keys = await pressed(app, "article 12")
        searches = []
        for number in range(RUNS):
            began = time.perf_counter()
            app.reading.article.index.search(f"الجوار {number}", [folder])
            app.reading.article.index.search("المديرية", [folder])
            searches.append((time.perf_counter() - began) / 2)
    return statistics.median(keys), statistics.median(searches)


async def glossary(folder: Path) -> tuple[float, float]:
    """An editor of 10,000 concepts: processor seconds a key of its search, and of its form."""
    from reader.glossary.concept import Concept, Term
    from reader.glossary.termbase import Termbase
    from reader.tui.app import ReaderApp
    from reader.tui.screens.concept import ConceptForm
    from reader.tui.screens.glossary import Glossary
    from tests.tui.stub import Stub

    names = ("bureau", "accord", "ministre", "service", "police")
    concepts = [
        Concept(
            f"c{n}",
            {"fr": (Term(f"{names[n % 5]} numéro {n}"),), "en": (Term(f"office number {n}"),)},
        )
        for n in range(10_000)
    ]
    path = folder / "many.csv"
    Termbase(concepts, path).save()
    stub = Stub([Termbase.load(path)])
    text = folder / "one.txt"
    text.write_text(article(40), "utf-8")
    app = ReaderApp([text], translator=lambda: stub, patience=None)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, 40)
        await pilot.press("G")
        while not isinstance(app.screen, Glossary):
            await asyncio.sleep(0.01)
        await asyncio.sleep(1)
        await pilot.press("slash")
        search = await pressed(app, "police numero 12", time.process_time)
        await pilot.press("escape", "e")
        while not isinstance(app.screen, ConceptForm):
            await asyncio.sleep(0.01)
        form = await pressed(app, "abcdefgh", time.process_time)
    return statistics.median(search), statistics.median(form)


def left_while_reading(path: Path) -> float:
    """Seconds from `q` to the end of a reader that is still reading a long file."""
    import fcntl
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    code = "from reader.cli.reader import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    os.close(slave)
    seen, began = b"", 0.0
    while True:
        if select.select([master], [], [], 0.01)[0]:
            try:
                seen += os.read(master, 65536)
            except OSError:  # nobody writes to it any more
                break
        if not began and "…".encode() in seen and b"Help" in seen:
            began = time.perf_counter()
            os.write(master, b"q")
        if process.poll() is not None:
            break
    process.wait()
    os.close(master)
    return time.perf_counter() - began


def row(what: str, value: str, wanted: str = "") -> None:
    print(f"{what:<60} {value:>12}   {wanted}")


def main() -> None:
    root = Path(__file__).resolve().parents[1]
    sys.path.insert(0, str(root))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for variable in ("CACHE", "DATA", "STATE"):
            os.environ[f"DRAGOMAN_{variable}"] = str(folder / variable.lower())
        os.environ["DRAGOMAN_CONFIG"] = str(folder / "config.toml")
        os.environ["PYTHONPATH"] = str(root)
        (folder / "state").mkdir()
        (folder / "state" / "reader.json").write_text('{"welcomed": true}')
        empty = folder / "empty"
        empty.mkdir()
        thousand = folder / "thousand"
        thousand.mkdir()
        for number in range(1000):
            (thousand / f"article-{number}.txt").write_text(article(5), "utf-8")

        def help_() -> float:
            began = time.perf_counter()
            code = "from reader.cli.reader import main; main()"
            subprocess.run([sys.executable, "-c", code, "--help"], stdout=subprocess.DEVNULL)
            return time.perf_counter() - began

        row("reader --help", f"{median(help_) * 1000:.0f} ms")
        painted = b"Help"
        row(
            "first paint, empty library",
            f"{median(lambda: first_paint([str(empty)], painted)) * 1000:.0f} ms",
            "400 ms",
        )
        row(
            "first paint, library of 1,000 files",
            f"{median(lambda: first_paint([str(thousand)], painted)) * 1000:.0f} ms",
            "600 ms",
        )
        first, whole, jump, memory = asyncio.run(book(folder))
        row("book of 20,000 sentences: on the screen", f"{first * 1000:.0f} ms", "1,000 ms")
        row("book of 20,000 sentences: all its sentences known", f"{whole * 1000:.0f} ms")
        row("book of 20,000 sentences: jump to its end", f"{jump * 1000:.0f} ms")
        row("book of 20,000 sentences: memory it takes", f"{memory:.0f} MB", "300 MB")
        first, whole = asyncio.run(open_stored(folder))
        row("stored article of 500 sentences: on the screen", f"{first * 1000:.0f} ms", "150 ms")
        row("stored article of 500 sentences: all of it", f"{whole * 1000:.0f} ms")
        lines = folder / "lines.txt"
        lines.write_text("\n".join(article(3000, 1).split("\n\n")) + "\n", "utf-8")
        place = b" left"
        row(
            "a file of 3,000 lines: from the start to its text",
            f"{median(lambda: first_paint([str(lines)], place)) * 1000:.0f} ms",
            "500 ms",
        )
        row(
            "q while it is being read: to the end of the process",
            f"{median(lambda: left_while_reading(lines)) * 1000:.0f} ms",
            "500 ms",
        )
        key, search = asyncio.run(library(thousand))
        row("library of 1,000 files: a key of its filter", f"{key * 1000:.1f} ms", "50 ms")
        row("library of 1,000 files: a search of all", f"{search * 1000:.1f} ms", "200 ms")
        key, form = asyncio.run(glossary(folder))
        row(
            "glossary of 10,000 concepts: a key of its search (processor)",
            f"{key * 1000:.1f} ms",
            "16 ms",
        )
        row(
            "glossary of 10,000 concepts: a key of a form (processor)",
            f"{form * 1000:.1f} ms",
            "16 ms",
        )
        middle, high, done = asyncio.run(keys_while_translating(folder))
        row("a key to its redraw while translating, median", f"{middle * 1000:.1f} ms")
        row(
            "a key to its redraw while translating, 95th percentile",
            f"{high * 1000:.1f} ms",
            "50 ms",
        )
        row("sentences translated meanwhile", str(done))


if __name__ == "__main__":
    main()
