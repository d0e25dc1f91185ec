"""A translation memory at size: import, room, and the time to find what is near.

    python benchmarks/memory.py [--units 1000000] [--json FILE]

The units are made of words with a realistic spread (a few common, most rare), so that no text has
to be at hand; sentences to look for are units with a tenth of their words changed. Prints seconds
of processor for the import of a TMX file, peak memory, and milliseconds for a match.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from reader.memory.exchange import read, write
from reader.memory.matches import matches
from reader.memory.units import Unit, Units

WORDS = 60_000


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tmx = Path(folder) / "memory.tmx"
        with tmx.open("w", encoding="utf-8") as out:
            write(_units(options.units), out, "tmx")
        units = Units(Path(folder) / "memory.db")
        start = time.process_time()
        added = units.add(read(tmx, source="fr"))
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times, hits = _look(units, options.units)
    figures = {
        "units": added,
        "import_processor_s": round(seconds, 1),
        "peak_mb": round(peak),
        "match_median_ms": round(times[len(times) // 2], 2),
        "match_p95_ms": round(times[len(times) * 95 // 100], 2),
        "found": hits / len(times),
    }
    print(*(f"{name:>20} {value}" for name, value in figures.items()), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def _units(count: int) -> Iterator[Unit]:
    for number in range(count):
        words = _sentence(number)
        yield Unit(" ".join(words), " ".join(words).upper(), "fr", "en", "import", "2026-01-01")


def _sentence(number: int) -> list[str]:
    chance = random.Random(number)
    words = [_word(int(WORDS ** chance.random())) for _ in range(chance.randint(6, 34))]
    if not number % 3:  # of the sentences of news, a third have a number
        words[chance.randrange(len(words))] = str(chance.randrange(2, 3000))
    return words


def _word(rank: int) -> str:
    word = "aeiou"[rank % 5]
    while rank:
        rank, letter = divmod(rank, 20)
        word += "bcdfghjklmnpqrstvwxz"[letter]
    return word + "é" * (rank % 7 == 0)


def _look(units: Units, count: int) -> tuple[list[float], int]:
    chance = random.Random(7)
    times, hits = [], 0
    for _ in range(400):
        words = _sentence(chance.randrange(count))
        wanted = " ".join(words)
        for _ in range(max(1, len(words) // 10)):
            words[chance.randrange(len(words))] = "autre"
        start = time.process_time()
        found = matches(units, " ".join(words), "fr", "en")
        times.append((time.process_time() - start) * 1000)
        hits += any(one.unit.source == wanted for one in found)
    return sorted(times), hits


if __name__ == "__main__":
    sys.exit(main())
