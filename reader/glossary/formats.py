"""The file formats of a glossary; a format is chosen by the file's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from reader.glossary import formats_csv
from reader.glossary.termbase import Concept


def read(content: bytes, path: Path) -> tuple[list[Concept], tuple[str, ...]]:
    return formats_csv.read(content, path)


def write(concepts: Iterable[Concept], languages: Sequence[str], path: Path) -> bytes:
    return formats_csv.write(concepts, languages)
