"""What a book costs beside the same as plain text: processor seconds, side by side in one run.

    python benchmarks/documents.py [--language fr] [--sentences 1000] [--quality fast] [--runs 3]

The book is made of the sentences of benchmarks/data/terms.tsv and literals.tsv, or of the first
column of `--corpus`, four to a paragraph: one of them has words in italics, one a link, one a
note. Every run is a process of its own with an empty store. Aim: the book costs what its text
does.
"""

from __future__ import annotations

import argparse
import csv
import html
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

DATA = Path(__file__).parent / "data"
_COLUMNS = {"ar": "arabic", "fr": "french", "zh": "chinese"}
_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", default="fr", choices=sorted(_COLUMNS))
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--corpus", type=Path, help="a file of source TAB anything")
    parser.add_argument("--quality", default="fast")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    own = list(sentences(options.language, options.corpus))[: options.sentences]
    with tempfile.TemporaryDirectory() as folder:
        book, text = Path(folder, "book.epub"), Path(folder, "book.txt")
        write_book(book, own, options.language)
        text.write_text("\n\n".join(map(" ".join, paragraphs(own, options.language))), "utf-8")
        costs: dict[str, list[float]] = {"text": [], "book": []}
        for _ in range(options.runs):
            for name, file in (("text", text), ("book", book)):
                costs[name].append(cost(file, options.quality, Path(folder)))
    middle = {name: statistics.median(seconds) for name, seconds in costs.items()}
    words = sum(len(each.split()) for each in own)
    print(f"{len(own)} sentences, {words} words ({options.language}, {options.quality})")
    for name, seconds in middle.items():
        print(f"{name}\t{seconds:.2f} s\t{seconds / middle['text']:.2f}")


def sentences(language: str, corpus: Path | None) -> Iterator[str]:
    """Sentences to make a book of, each once."""
    seen: dict[str, None] = {}
    if corpus is not None:
        seen = dict.fromkeys(line.split("\t")[0] for line in corpus.read_text("utf-8").splitlines())
    else:
        with (DATA / "terms.tsv").open(encoding="utf-8") as file:
            rows = csv.DictReader(file, delimiter="\t")
            seen = {row["source"]: None for row in rows if row["language"] == language}
        with (DATA / "literals.tsv").open(encoding="utf-8") as file:
            rows = csv.DictReader(file, delimiter="\t")
            seen |= {row[_COLUMNS[language]]: None for row in rows}
    yield from filter(None, seen)


def paragraphs(own: Sequence[str], language: str) -> Iterator[list[str]]:
    """Four sentences to a paragraph, each with a full stop."""
    stop = "。" if language == "zh" else "."
    ended = [each if each[-1] in ".!?。！？؟»”" else each + stop for each in own]
    yield from (ended[at : at + 4] for at in range(0, len(ended), 4))


def write_book(path: Path, own: Sequence[str], language: str) -> None:
    """A book with marks in three of four sentences."""
    pages = [""]
    for number, paragraph in enumerate(paragraphs(own, language)):
        if number % 40 == 39:
            pages.append("")
        kinds = ("i", "a", "note", "")
        marked = [_marked(each, kind) for each, kind in zip(paragraph, kinds, strict=False)]
        pages[-1] += f"<p>{' '.join(marked)}</p>\n"
    items = "".join(
        f'<item id="p{n}" href="p{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(pages))
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr(
            "b.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">x'
            f"</dc:identifier><dc:title>x</dc:title><dc:language>{language}</dc:language></metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for number, page in enumerate(pages):
            book.writestr(
                f"p{number}.xhtml",
                f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}"><head><title>x'
                f"</title></head><body>{page}</body></html>",
            )


def _marked(sentence: str, kind: str) -> str:
    """A sentence with a third of it, in its middle, set apart; or with a note there."""
    unit = " " if " " in sentence else ""
    words = sentence.split(" ") if unit else list(sentence)
    first = len(words) // 3
    last = max(first + 1, 2 * len(words) // 3)
    head, body, tail = (
        html.escape(unit.join(each)) for each in (words[:first], words[first:last], words[last:])
    )
    if kind == "note":
        return f'{head}<sup><a href="#n">1</a></sup>{unit}{body}{unit}{tail}'
    if not kind:
        return html.escape(sentence)
    attribute = ' href="https://example.org/"' if kind == "a" else ""
    return f"{head}{unit}<{kind}{attribute}>{body}</{kind}>{unit}{tail}"


def cost(file: Path, quality: str, folder: Path) -> float:
    """Processor seconds that a translation takes, all told."""
    command = [sys.executable, "-c", "from reader.cli.translate import main; main()"]
    command += [str(file), "-q", quality, "-o", str(folder / f"out{file.suffix}")]
    home = tempfile.mkdtemp(dir=folder)
    places = {f"DRAGOMAN_{each}": f"{home}/{each}" for each in ("CACHE", "DATA", "STATE")}
    environment = {**os.environ, **places}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(said.decode())
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
