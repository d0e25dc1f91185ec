"""A translation memory: import, room and time at size; what it is worth to translations.

    python benchmarks/memory.py [--units 1000000] [--json FILE]
    python benchmarks/memory.py --references [--limit N] [--json FILE]

The first looks at size. The units are made of words with a realistic spread (a few common, most
rare), so that no text has to be at hand; sentences to look for are units with a tenth of their
words changed. Prints seconds of processor for the import of a TMX file, peak memory, and
milliseconds for a match.

The second puts half of the references of benchmarks/data/terms.tsv into a memory, chosen by a hash
of the source, and translates both halves without and with it. Prints the chrF of each (sacrebleu):
of the half that is in the memory, which then is its own reference; and of the other, which the
memory can help by repaired matches, used by themselves, and by fuzzy ones, which are shown to a
person: their own chrF stands beside the model's for the same sentences.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import sys
import tempfile
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.memory.exchange import read, write
from reader.memory.matches import matches
from reader.memory.units import Unit, Units

TERMS = Path(__file__).parent / "data" / "terms.tsv"
WORDS = 60_000


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--references", action="store_true")
    parser.add_argument("--limit", type=int, default=0, help="sentences a language, 0 for all")
    options = parser.parse_args()
    figures = references(options.limit) if options.references else size(options.units)
    print(*(f"{name:>38} {value}" for name, value in figures.items()), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def size(count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        tmx = Path(folder) / "memory.tmx"
        with tmx.open("w", encoding="utf-8") as out:
            write(_units(count), out, "tmx")
        units = Units(Path(folder) / "memory.db")
        start, began = time.process_time(), time.perf_counter()
        added = units.add(read(tmx, source="fr"))
        seconds, wall = time.process_time() - start, time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times, walls, hits = _look(units, count)
    return {
        "units": added,
        "import_processor_s": round(seconds, 1),
        "import_wall_s": round(wall),
        "peak_mb": round(peak),
        "match_median_ms": round(times[len(times) // 2], 2),
        "match_p95_ms": round(times[len(times) * 95 // 100], 2),
        "match_p95_wall_ms": round(walls[len(walls) * 95 // 100], 2),
        "found": hits / len(times),
    }


def references(limit: int) -> dict[str, float]:
    sets = defaultdict(list)
    with TERMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            sets[row["language"]].append((row["source"], row["reference"]))
    figures: dict[str, float] = {}
    for language, pairs in sets.items():
        figures |= _worth(language, pairs[: limit or None])
    return figures


def _worth(language: str, pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """What half of a language's references are worth to both halves."""
    from reader import Translator
    from reader.article import Sentence
    from reader.memory.store import Memory

    sentences = [Sentence(source, 0, 0, language) for source, _ in pairs]
    held = [zlib.crc32(source.encode()) % 2 == 0 for source, _ in pairs]
    with tempfile.TemporaryDirectory() as folder:
        memory = Memory(Path(folder) / "cache", Path(folder) / "data")
        with Translator(memory=memory) as translator:
            free = [one.target for one in translator.translate(sentences)]
        memory.units.add(
            Unit(source, reference, language, "en")
            for (source, reference), inside in zip(pairs, held, strict=True)
            if inside
        )
        with Translator(memory=memory) as translator:
            helped = [one.target for one in translator.translate(sentences)]
            near = [
                None if inside else next(iter(translator.matches(sentence)), None)
                for sentence, inside in zip(sentences, held, strict=True)
            ]
        memory.close()
    fuzzy = [place for place, match in enumerate(near) if match and match.kind == "fuzzy"]
    certain = [place for place, match in enumerate(near) if match and match.kind != "fuzzy"]
    offered = {place: match.target for place, match in enumerate(near) if match}

    def chrf(texts: Sequence[str] | dict[int, str], places: Sequence[int]) -> float:
        from sacrebleu import corpus_chrf

        if not places:
            return 0.0
        hypotheses, expected = [texts[one] for one in places], [pairs[one][1] for one in places]
        return round(corpus_chrf(hypotheses, [expected]).score, 1)

    inside = [place for place, is_held in enumerate(held) if is_held]
    outside = [place for place, is_held in enumerate(held) if not is_held]
    return {
        f"{language} in memory, sentences": len(inside),
        f"{language} in memory, chrF without": chrf(free, inside),
        f"{language} in memory, chrF with": chrf(helped, inside),
        f"{language} others, sentences": len(outside),
        f"{language} others, chrF without": chrf(free, outside),
        f"{language} others, chrF with": chrf(helped, outside),
        f"{language} others, exact or repaired": len(certain),
        f"{language} others, with a fuzzy match": len(fuzzy),
        f"{language} fuzzy, chrF of the model": chrf(free, fuzzy),
        f"{language} fuzzy, chrF of the match": chrf(offered, fuzzy),
    }


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


def _look(units: Units, count: int) -> tuple[list[float], list[float], int]:
    chance = random.Random(7)
    times, walls, hits = [], [], 0
    for _ in range(400):
        words = _sentence(chance.randrange(count))
        wanted = " ".join(words)
        for _ in range(max(1, len(words) // 10)):
            words[chance.randrange(len(words))] = "autre"
        start, began = time.process_time(), time.perf_counter()
        found = matches(units, " ".join(words), "fr", "en")
        times.append((time.process_time() - start) * 1000)
        walls.append((time.perf_counter() - began) * 1000)
        hits += any(one.unit.source == wanted for one in found)
    return sorted(times), sorted(walls), hits


if __name__ == "__main__":
    sys.exit(main())
