"""Ten thousand inputs of many kinds from loading to the terms found: no exception but our own.

The inputs are those of `inputs/`: what people have, damaged, and what means ill. What is checked
of each, as a file with a name: only a DragomanError is raised, in one line; the articles' texts
and the blocks' places agree; it is written back in its own kind where there is one; no input
takes more than two seconds of processor time or 500 MB. The seed makes a run repeatable, and an
input that goes wrong is written to a file.

    python benchmarks/fuzz_loading.py --count 10000 --seed 1
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import inputs
from campaign import Input, Numbered, run
from machine import processor

from reader.article import Article, Sentence, Translation
from reader.errors import DragomanError
from reader.export.documents import SAME, opened
from reader.glossary.glossaries import Glossaries
from reader.loading import original, stream
from reader.text.language import is_translatable
from reader.text.lines import one_line
from reader.text.segmentation import split_long
from reader.translator.constraints import Constraints
from reader.translator.fidelity import make_ready
from reader.translator.pieces import sentence_spans


def check(folder: Path, held: Constraints, name: str, data: bytes) -> None:
    """Take an input through all that is done to it before and after a model."""
    path = folder / name
    path.write_bytes(data)
    try:
        _read(path, held)
        _write_back(path)
    except DragomanError as error:
        assert re.fullmatch(r".{5,600}", str(error)), f"not one line: {error}"
        raise
    finally:
        path.unlink()


def _read(path: Path, held: Constraints) -> None:
    """Take it through loading, segmentation and matching, up to what a model would read."""
    end = 0
    for article in stream(path):
        assert article.start == end, "articles do not follow each other"
        end += len(article.text)
        at = 0
        for block in article.blocks:
            start = block.start - article.start
            assert start >= at, "blocks overlap"
            at = start + len(block.text)
            assert article.text[start:at] == block.text, "a block is not where it says"
            one_line(block.text, block.language)
            for first, last in sentence_spans(block.text, block.language):
                sentence = block.text[first:last]
                if is_translatable(sentence) and block.language:
                    terms = held.terms(sentence, block.language, set())
                    found = Sentence(sentence, block.start + first, 0, block.language, terms)
                    make_ready(found, "en")
                split_long(sentence, 200, len)


def _write_back(path: Path) -> None:
    """Write it in its own kind, its sentences as they are."""
    source = original(path)
    if source.kind not in SAME:
        return
    document = opened(source)
    articles = list(document.articles())
    document.begin(io.BytesIO(), target="en")
    for article in articles:
        document.article(article, _as_they_are(article))
    document.end()


def _as_they_are(article: Article) -> Iterator[Translation]:
    for number, block in enumerate(article.blocks):
        for first, last in sentence_spans(block.text, block.language):
            text = block.text[first:last]
            sentence = Sentence(text, block.start + first, number, block.language, ())
            yield Translation(sentence, text.upper(), "model")


def made(count: int, seed: int, first: int) -> Iterator[Numbered]:
    """The inputs of a campaign."""
    for number in range(first, first + count):
        yield number, Input(*inputs.made(seed, number))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first input [0]")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    held = Constraints(Glossaries.active(["shipped"]), "en", "asis")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        checked = partial(check, Path(folder), held)
        wanted = made(options.count, options.seed, options.first)
        result = run(wanted, checked, DragomanError, options.failures)
    for fault, count in sorted(result.faults.items()):
        print(f"  {count:>5} {fault}")
    print(f"{result}; {options.count} inputs of {len(inputs.KINDS)} kinds, seed {options.seed}, ")
    print(f"in {time.monotonic() - begun:.0f} s on {processor()}")
    return int(bool(result.faults))


if __name__ == "__main__":
    sys.exit(main())
