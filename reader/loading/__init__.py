"""From a path, standard input or bytes to articles."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reader import language
from reader.article import Article
from reader.errors import UnreadableFile
from reader.loading import decoding, text


def load(
    source: str | Path | bytes, *, format: str | None = None, encoding: str | None = None
) -> list[Article]:
    """The articles of a file, of standard input ("-"), or of bytes."""
    return list(stream(source, format=format, encoding=encoding))


def stream(
    source: str | Path | bytes, *, format: str | None = None, encoding: str | None = None
) -> Iterator[Article]:
    """The articles of an input, one after the other."""
    name = "-" if isinstance(source, bytes) else str(source)
    decoded = decoding.decode(_read(source), encoding)
    blocks = text.blocks(decoded)
    if blocks:
        known = tuple(replace(b, language=language.identify(b.text)) for b in blocks)
        yield Article(blocks[0].text, known, name, decoded)


def _read(source: str | Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    if source == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{source}: {error.strerror}") from error
