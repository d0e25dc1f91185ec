"""What every step shares: settings, places, reading and writing of pairs."""

from __future__ import annotations

import hashlib
import lzma
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
OWN = ("news", "fresh", "phrases", "names", "dictionary")  # corpora that other steps make
WORD = re.compile(r"[\u4e00-\u9fff]|[^\W_\u4e00-\u9fff]+(?:['’][^\W_]+)?|[^\w\s]|_")


def load_config(path: Path | None = None) -> dict:
    """The settings of one run, from TOML."""
    return tomllib.loads((path or HERE / "config.toml").read_text(encoding="utf-8"))


def read_lines(path: Path) -> list[str]:
    """Lines of a text file, plain or .xz, without their ends.

    Raises SystemExit that says what is missing.
    """
    if not path.exists():
        raise SystemExit(f"missing: {path} (give the folder of corpora with --corpora)")
    raw = path.read_bytes()
    raw = lzma.decompress(raw) if path.suffix == ".xz" else raw
    return raw.decode("utf-8").split("\n")[: -1 if raw.endswith(b"\n") else None]


def read_pairs(path: Path) -> list[tuple[str, ...]]:
    """Rows of a tab-separated file."""
    return [tuple(line.split("\t")) for line in read_lines(path)]


def write_pairs(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Write rows atomically: a step that was cut leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    part.replace(path)


def write_arrays(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """What numpy.load reads, atomically and compressed twice as well as by numpy."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_LZMA) as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
                np.lib.format.write_array(file, np.asanyarray(array), allow_pickle=False)
    part.replace(path)


def rank(text: str) -> str:
    """A fixed pseudo-random order for sentences, the same on every machine."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def word_spans(text: str) -> list[tuple[int, int]]:
    """Spans (characters) of words; each Han character and each mark is one."""
    return [match.span() for match in WORD.finditer(text)]


def language_of(source: str) -> str:
    """The source language in a corpus name: `news.ar`, `xquad.ar-en`."""
    return source.rsplit(".", 1)[1].split("-")[0]


def tag(language: str) -> str:
    """The piece that a target begins with where a model has several target languages."""
    return f"<2{language}>"


def sources_of(config: dict, kind: str | None = None) -> Iterator[str]:
    """Corpus names in the settings, of one kind of these, or all other corpora."""
    for name in config["data"]["sources"]:
        stem = name.split(".")[0]
        if stem == kind or (kind is None and stem not in OWN):
            yield name
