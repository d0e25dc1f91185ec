"""Ten thousand damaged inputs from loading to the terms found: no exception but our own, none slow.

Each input is made of a page (the fixtures, and fragments that once were trouble), damaged in a
few ways: bytes changed, cut, repeated, put in other encodings, marks and tags thrown in; one in
ten is a document (.docx, .odt, .epub). What is checked: only a DragomanError is raised; the
articles' texts and the blocks' places agree; no input takes more than two seconds of processor
time. The seed makes a run repeatable, and a failing input is written to a file.

    python benchmarks/fuzz_loading.py --count 10000 --seed 1
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

from reader.article import Sentence
from reader.errors import DragomanError
from reader.glossary.glossaries import Glossaries
from reader.loading import load
from reader.text.language import is_translatable
from reader.text.lines import one_line
from reader.text.segmentation import split_long
from reader.translator.constraints import Constraints
from reader.translator.fidelity import make_ready
from reader.translator.pieces import sentence_spans

TAGS = (
    "<p> </p> <div> </div> <table><tr><td> </td> <ul><li> <br> <!-- --> <script> </script> <pre> "
    "<q> <sup>1</sup> &amp;#8217; &lt;b&gt; <svg>"
).split()
MARKS = [
    "# ",
    "> ",
    "- ",
    "1. ",
    "| a | b |\n|---|---|\n",
    "```\n",
    "[^1]: ",
    "[a](b)",
    "**",
    "---\n",
]
SPACES = ["\r\n", *"\n\r\t \u202f\u2028\x85\x1f\x00\x1b\u0301\u200f\u202e\ufeff\ufffd\U0001f600"]
WORDS = (
    "... … ؟ 。 M. etc. الرئيسية 新闻 Bonjour 12/03/2024 https://a.b/c @x © 2020 an-\nnuel"
).split(" ")
FRAGMENTS = [*TAGS, *MARKS, *SPACES, *WORDS]
FORMATS = (None, None, "text", "markdown", "html")
CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256", "cp1252", "gb18030", "iso8859-6")
LIMIT = 2.0
"""Seconds of processor time that an input may take."""


def pages() -> list[str]:
    """What the inputs are made of."""
    folder = Path(__file__).parents[1] / "tests" / "fixtures" / "pages"
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    marked = [
        "<html><head><title>T - S</title></head><body><nav><a href=/>A</a></nav><article><h1>T</h1>"
        + "".join(f"<p>{line}</p>" for line in text.splitlines())
        + "</article></body></html>"
        for text in texts
    ]
    return [*texts, *marked, "", *FRAGMENTS]


def damaged(chance: random.Random, sources: list[str]) -> bytes:
    """One input."""
    text = chance.choice(sources)
    for _ in range(chance.randrange(6)):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(6):
            case 0:
                text = text[:at] + chance.choice(FRAGMENTS) + text[at:]
            case 1:
                text = text[:at] + chance.choice(FRAGMENTS) * chance.randrange(1, 4_000) + text[at:]
            case 2:
                text = text[:at] + text[at + chance.randrange(400) :]
            case 3:
                text = text[:at] + chr(chance.randrange(0xD7FF)) + text[at:]
            case 4:
                text = text[at:] + text[:at]
            case 5:
                piece = text[at : at + chance.randrange(1, 60)]
                text = text[:at] + piece * chance.randrange(1, 300) + text[at:]
    data = text[:400_000].encode(chance.choice(CODECS), "replace")
    if chance.random() < 0.3:
        changed = bytearray(data or b"x")
        for _ in range(chance.randrange(1, 30)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        data = bytes(changed)
    return data


def damaged_document(chance: random.Random, sources: list[str]) -> bytes:
    """A Word document, an OpenDocument text or a book with something wrong in it."""
    lines = chance.choice(sources)[:3_000].split("\n")
    word, text = "urn:w", "urn:oasis:names:tc:opendocument:xmlns:"
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    elements = "".join(f"<t:p>{escape(line)}</t:p>" for line in lines)
    parts = chance.choice(
        [
            {"word/document.xml": f'<w:d xmlns:w="{word}"><w:body>{paragraphs}</w:body></w:d>'},
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": f'<o:d xmlns:o="{text}office:1.0" xmlns:t="{text}text:1.0">'
                f"<o:text>{elements}</o:text></o:d>",
            },
            {
                "META-INF/container.xml": '<c><rootfile full-path="b.opf"/></c>',
                "b.opf": '<p><item id="a" href="a.html" media-type="text/html"/>'
                '<itemref idref="a"/></p>',
                "a.html": "<p>".join(lines),
            },
        ]
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            content = part
            if chance.random() < 0.5:
                at = chance.randrange(len(part) + 1)
                content = part[:at] + chance.choice(FRAGMENTS) * chance.randrange(200) + part[at:]
            archive.writestr(zipfile.ZipInfo(name), content.encode("utf-8", "replace"))
    data = bytearray(file.getvalue())
    for _ in range(chance.randrange(4)):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    return bytes(data)


def check(data: bytes, form: str | None, held: Constraints) -> None:
    """Take an input through loading, segmentation and matching, up to what a model would read."""
    end = 0
    for article in load(data, format=form):
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
                split_long(sentence, block.language, 200, len)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    chance, sources = random.Random(options.seed), pages()
    held = Constraints(Glossaries.active(["shipped"]), "en", "asis")
    outcome: Counter[str] = Counter()
    slowest = 0.0
    for number in range(options.count):
        data, form = damaged(chance, sources), chance.choice(FORMATS)
        if number % 10 == 0:
            data, form = damaged_document(chance, sources), None
        begun = time.process_time()
        kind = "read"
        try:
            check(data, form, held)
        except DragomanError:
            kind = "refused in one line"
        except Exception:
            kind = "FAILED"
            traceback.print_exc()
        taken = time.process_time() - begun
        slowest = max(slowest, taken)
        if kind == "read" and taken > LIMIT:
            kind = "SLOW"
        if kind.isupper():
            options.failures.mkdir(exist_ok=True)
            place = options.failures / f"{options.seed}-{number}-{form}.bin"
            place.write_bytes(data)
            print(f"{kind}: {place} ({taken:.1f} s)", flush=True)
        outcome[kind] += 1
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{dict(outcome)}, slowest {slowest:.2f} s, most memory {memory} MB, seed {options.seed}")
    return 1 if outcome["FAILED"] or outcome["SLOW"] else 0


if __name__ == "__main__":
    sys.exit(main())
