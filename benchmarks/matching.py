"""How fast a glossary of 10,000 concepts is prepared and searched for in 1 MB of text.

    python benchmarks/matching.py [--concepts 10000] [--megabytes 1]

Words are drawn at random (seeded) with a newspaper's skew, so that the figures depend on
nothing but the machine. The aim is one second for both steps together; they are measured
in processor time, which other work on the machine does not lengthen, with the wall's beside.
"""

from __future__ import annotations

import argparse
import random
import time

from reader.glossary.concept import Concept, Term
from reader.glossary.matching.matcher import Matcher
from reader.glossary.termbase import Termbase

LETTERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "fr": "aàbcdeéèfghijlmnoôpqrstuvxz",
    "zh": "".join(chr(code) for code in range(0x4E00, 0x5600)),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--concepts", type=int, default=10_000)
    parser.add_argument("--megabytes", type=float, default=1.0)
    options = parser.parse_args()
    print(f"{options.concepts} concepts, {options.megabytes} MB of text")
    print("language  characters  matches  prepare s  search s  both s  wall s")
    for language in LETTERS:
        termbase, text = material(language, options.concepts, options.megabytes)
        began, started = time.perf_counter(), time.process_time()
        matcher = Matcher([termbase], language, "en")
        prepared = time.process_time()
        matches = matcher.occurrences(text)
        ended, stopped = time.process_time(), time.perf_counter()
        print(
            f"{language:8}  {len(text):10}  {len(matches):7}  {prepared - started:9.2f}"
            f"  {ended - prepared:8.2f}  {ended - started:6.2f}  {stopped - began:6.2f}"
        )


def material(language: str, concepts: int, megabytes: float) -> tuple[Termbase, str]:
    """A termbase of `concepts` one- to four-word terms, and a text that holds some of them."""
    draw = random.Random(20250101)
    letters = LETTERS[language]
    sizes = (2, 3) if language == "zh" else (3, 9)
    words = ["".join(draw.choices(letters, k=draw.randint(*sizes))) for _ in range(20_000)]
    if language == "ar":
        words = [("ال" if draw.random() < 0.4 else "") + word for word in words]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    space = "" if language == "zh" else " "
    terms = sorted({space.join(draw.choices(words, k=draw.randint(1, 4))) for _ in range(concepts)})
    rows = [
        Concept(f"c{number}", {language: (Term(term),), "en": (Term(f"Term {number}"),)})
        for number, term in enumerate(terms)
    ]
    parts: list[str] = []
    size = 0
    while size < megabytes * 1_000_000:
        sentence = draw.choices(words, weights, k=20)
        sentence[draw.randrange(20)] = draw.choice(terms)
        part = space.join(sentence) + ("。" if language == "zh" else ".\n")
        parts.append(part)
        size += len(part.encode())
    return Termbase(rows), "".join(parts)


if __name__ == "__main__":
    main()
