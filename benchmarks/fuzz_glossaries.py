"""Two thousand damaged glossaries a format: no exception but our own, none slow, none large.

Each is made of a part of a glossary that ships, in the format (CSV, TSV, TBX, OmegaT), damaged
in a few ways: bytes changed, cut, repeated, in other encodings, with separators, quotes, tags and
escapes thrown in. What is checked: only a GlossaryError is raised; what was read can be written,
and looked for in a text; none takes more than two seconds of processor time or 500 MB. The seed
makes a run repeatable; a failing input is written to a file.

    python benchmarks/fuzz_glossaries.py --count 2000 --seed 1
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from campaign import Input, Numbered, run
from inputs import damage
from machine import processor

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


def damaged(chance: random.Random, concepts: list[Concept], form: Format) -> bytes:
    """One input."""
    some = chance.sample(concepts, chance.randrange(1, 40))
    path = Path(f"glossary.ar-en.{form}")
    text = write(some, ("ar", "fr", "zh", "en"), path, form, PAIR).decode("utf-8-sig")
    text = damage.of_text(chance, text, FRAGMENTS, most=4, longest=3_000)[:300_000]
    data = text.encode(chance.choice(CODECS), "replace")
    return damage.of_bytes(chance, data) if chance.random() < 0.2 else data


def check(form: Format, name: str, data: bytes) -> None:
    """Read an input, write what it holds, and look for it in a text."""
    path = Path(name)
    concepts, languages = read(data, path, form, PAIR, lambda _: None)
    try:
        write(concepts, languages, path, form, PAIR)
        termbase = Termbase()
        for concept in concepts:
            termbase.put(concept)
        Matcher([termbase], *PAIR).occurrences(TEXT)
    except GlossaryError as error:
        raise AssertionError(f"what was read is refused: {error}") from error


def shipped() -> list[Concept]:
    """Concepts to make glossaries of."""
    files = sorted((Path(__file__).parents[1] / "glossaries").glob("*.csv"))
    return [concept for file in files for concept in Termbase.load(file)]


def made(concepts: list[Concept], form: Format, count: int, seed: int) -> Iterator[Numbered]:
    """The inputs of a campaign."""
    for number in range(count):
        chance = random.Random(f"{seed} {form} {number}")
        data = damaged(chance, concepts, form)
        yield number, Input(form, f"glossary.ar-en.{form}", data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=2_000, help="inputs a format [2000]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    concepts = shipped()
    failed = False
    for form in FORMATS:
        wanted = made(concepts, form, options.count, options.seed)
        result = run(wanted, partial(check, form), GlossaryError, options.failures)
        print(f"{form}: {result}", flush=True)
        failed |= bool(result.faults)
    print(f"seed {options.seed}, on {processor()}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
