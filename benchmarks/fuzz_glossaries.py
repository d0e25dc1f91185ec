"""Two thousand damaged glossaries a format: no exception but our own, none slow, none large.

Each is made of a part of a glossary that ships, in the format (CSV, TSV, TBX, OmegaT), damaged
in a few ways: bytes changed, cut, repeated, in other encodings, with separators, quotes, tags and
escapes thrown in. What is checked: only a GlossaryError is raised; what was read can be written,
and looked for in a text; none takes more than two seconds of processor time, nor all of them
together more than 500 MB. The seed makes a run repeatable; a failing input is written to a file.

    python benchmarks/fuzz_glossaries.py --count 2000 --seed 1
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from reader.errors import GlossaryError
from reader.glossary.concept import Concept
from reader.glossary.formats import FORMATS, Format, read, write
from reader.glossary.matching.matcher import Matcher
from reader.glossary.termbase import Termbase

PAIR = ("ar", "en")
FRAGMENTS = [
    *(",", ";", "\t", "|", "!", '"', '""', "\n", "\r", "\r\n", "\\", "=", "{t} ", "sep=;\n", "#"),
    *("\x00", "\x1b]0;x\x07", "\ufeff", "\u202e", "\u200f", "\ufffd", "\u2028", "\U0001f600", "﷽"),
    *("id,ar,en", "Arabic\tEnglish", "=HYPERLINK()", "keep", "forbidden", "ال", "و", "'", "-"),
    *("<term>", "</term>", "<!--", "]]>", "<![CDATA[", "&amp;", "&lol;", "<langSet xml:lang='ar'>"),
    *("<termEntry>", "</termEntry>", "<note>", "xml:lang=", "<?xml version='1.0'?>", "&#0;"),
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>",
]
CODECS = (*["utf-8"] * 6, "utf-8-sig", "utf-16", "utf-16-le", "cp1256", "cp1252", "gb18030")
TEXT = "أعلنت المديرية العامة للأمن الوطني في الرباط عن توقيف ثلاثة أشخاص."
SECONDS, MEGABYTES = 2.0, 500


def damaged(chance: random.Random, concepts: list[Concept], form: Format) -> bytes:
    """One input."""
    some = chance.sample(concepts, chance.randrange(1, 40))
    path = Path(f"glossary.ar-en.{form}")
    text = write(some, ("ar", "fr", "zh", "en"), path, form, PAIR).decode("utf-8-sig")
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(5):
            case 0:
                text = text[:at] + chance.choice(FRAGMENTS) + text[at:]
            case 1:
                text = text[:at] + chance.choice(FRAGMENTS) * chance.randrange(1, 3_000) + text[at:]
            case 2:
                text = text[:at] + text[at + chance.randrange(300) :]
            case 3:
                text = text[at:] + text[:at]
            case 4:
                piece = text[at : at + chance.randrange(1, 80)]
                text = text[:at] + piece * chance.randrange(1, 400) + text[at:]
    data = bytearray(text[:300_000].encode(chance.choice(CODECS), "replace"))
    if data and chance.random() < 0.2:
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def check(data: bytes, form: Format) -> None:
    """Read an input, write what it holds, and look for it in a text."""
    path = Path(f"glossary.ar-en.{form}")
    concepts, languages = read(data, path, form, PAIR, lambda _: None)
    write(concepts, languages, path, form, PAIR)
    termbase = Termbase()
    for concept in concepts:
        termbase.put(concept)
    Matcher([termbase], *PAIR).occurrences(TEXT)


def shipped() -> list[Concept]:
    """Concepts to make glossaries of."""
    files = sorted((Path(__file__).parents[1] / "glossaries").glob("*.csv"))
    return [concept for file in files for concept in Termbase.load(file)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=2_000, help="inputs a format [2000]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    concepts = shipped()
    failed = False
    for form in FORMATS:
        chance = random.Random(f"{options.seed} {form}")
        outcome: Counter[str] = Counter()
        slowest = 0.0
        for number in range(options.count):
            data = damaged(chance, concepts, form)
            begun = time.process_time()
            kind = "read"
            try:
                check(data, form)
            except GlossaryError:
                kind = "refused"
            except Exception:
                kind = "FAILED"
                traceback.print_exc()
            taken = time.process_time() - begun
            slowest = max(slowest, taken)
            if taken > SECONDS:
                kind = "SLOW"
            if kind.isupper():
                options.failures.mkdir(exist_ok=True)
                place = options.failures / f"{options.seed}-{number}.{form}"
                place.write_bytes(data)
                print(f"{kind}: {place} ({taken:.1f} s)", flush=True)
            outcome[kind] += 1
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{form}: {dict(outcome)}, slowest {slowest:.2f} s, most memory {memory} MB")
        failed |= bool(outcome["FAILED"] or outcome["SLOW"] or memory > MEGABYTES)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
