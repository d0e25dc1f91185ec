"""Looking words up in dictionaries of the dictd format, as Debian's dict-freedict packages.

Those of `dictionaries/` in the data directory are used, and those that are installed under
/usr/share/dictd. A dictionary is a sorted index (word, offset and length in base 64) and a
file of entries, which may be compressed with dictzip: gzip with an index that is not needed
to read it from the start.
"""

from __future__ import annotations

import gzip
import string
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reader import locations
from reader.glossary.matching.normalisation import key

_DIGITS = {
    c: n for n, c in enumerate(string.ascii_uppercase + string.ascii_lowercase + "0123456789+/")
}
INSTALL = "apt install dict-freedict-ara-eng dict-freedict-fra-eng"
"""How a Debian system gets dictionaries."""
_LARGEST = 64 * 1024 * 1024
"""Bytes of a dictionary beyond which it is left out: it would not fit the wait."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a dictionary says of a word."""

    dictionary: str
    text: str


def folders() -> list[Path]:
    """Where dictionaries are looked for."""
    return [locations.data_directory() / "dictionaries", Path("/usr/share/dictd")]


def installed(places: Iterable[Path] | None = None) -> list[Path]:
    """The index files of the dictionaries on this machine."""
    indexes = []
    for place in folders() if places is None else places:
        if place.is_dir():
            indexes += [
                index for index in sorted(place.glob("*.index")) if _data(index) is not None
            ]
    return indexes


def look_up(word: str, places: Iterable[Path] | None = None) -> list[Entry]:
    """The entries of a word; spelling differences that the glossary ignores are ignored.

    An Arabic word is tried without its article too.
    """
    wanted = {key(word)}
    if word.startswith("ال") and len(word) > 4:
        wanted.add(key(word[2:]))
    entries = []
    for index in installed(places):
        try:
            entries += _entries(index, wanted)
        except (OSError, ValueError, EOFError, KeyError):
            continue  # a damaged dictionary says nothing
    return entries


def _entries(index: Path, wanted: set[str]) -> list[Entry]:
    places = []
    for line in index.read_text("utf-8", errors="replace").splitlines():
        parts = line.split("\t")
        if len(parts) >= 3 and not parts[0].startswith("00-database") and key(parts[0]) in wanted:
            places.append((_number(parts[1]), _number(parts[2])))
    data = _data(index)
    if not places or data is None or data.stat().st_size > _LARGEST:
        return []
    content = data.read_bytes()
    if data.suffix == ".dz":
        content = gzip.decompress(content)
    return [
        Entry(index.stem, content[start : start + size].decode("utf-8", "replace").strip())
        for start, size in dict.fromkeys(places)
    ]


def _data(index: Path) -> Path | None:
    for suffix in (".dict.dz", ".dict"):
        data = index.with_suffix(suffix)
        if data.is_file():
            return data
    return None


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 64 + _DIGITS[digit]
    return number
