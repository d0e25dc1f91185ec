"""Translation memories of other programs, read and written: which format, and what is left out.

TMX, XLIFF and tab-separated text are streamed, so that a million units take no more room than one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from reader.errors import StoreError
from reader.languages import name
from reader.memory.unit import Unit

FORMATS = {
    ".tmx": "tmx",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".txt": "tsv",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".sdlxliff": "xliff",
    ".mqxliff": "xliff",
}
"""Formats by the ending of a file's name."""


def format_of(path: Path, *, written: bool = False) -> str:
    """The format that a file's name stands for.

    Args:
        path: the file.
        written: whether it is to be written: XLIFF is read alone.

    Raises:
        StoreError: for none.
    """
    known = {end: format for end, format in FORMATS.items() if not written or format != "xliff"}
    format = known.get(path.suffix.lower())
    if format is None:
        raise StoreError(f"{path}: a memory's file name ends in {', '.join(known)}")
    return format


def read(
    path: Path,
    *,
    source: str | None = None,
    target: str | None = None,
    warn: Callable[[str], None] = lambda message: None,
) -> Iterator[Unit]:
    """The units of a file.

    Args:
        path: its name tells its format.
        source: language to translate from, whichever the file calls so; None for any.
        target: language to translate into; None for English, and for the one that the file was
            translated into where it says so.
        warn: called for units that are left out.

    Raises:
        StoreError: the file cannot be read, with the line where it breaks off.
    """
    format = format_of(path)
    left_out = Counter[str]()

    def count(why: str) -> None:
        left_out[why] += 1

    try:
        if format == "tsv":
            yield from _read_tsv(path, source, target)
        else:
            from reader.memory import tmx, xliff

            yield from (tmx if format == "tmx" else xliff).read(path, source, target, count)
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror or error}") from error
    into = target if target or source in (None, "en") else "en"
    wanted = " and ".join(name(code) for code in (source, into) if code)
    reasons = {
        "text": f"without a text in {wanted or 'two languages'}",
        "direction": "that do not say which of their languages is the source: say -s and -t",
        "state": "not marked as translated or final",
    }
    for why, number in left_out.items():
        warn(f"{path.name}: left out {number:,} unit{'s' * (number != 1)} {reasons[why]}")


def write(units: Iterable[Unit], out: TextIO, format: str) -> int:
    """Write units to a file that is open in UTF-8; how many there were.

    TMX holds all that is known of a unit; tab-separated text its source and target.
    """
    from reader.memory import tmx

    count = 0
    if format == "tmx":
        out.write(tmx.head())
    for unit in units:
        out.write(tmx.written(unit) if format == "tmx" else _tsv_line(unit))
        count += 1
    if format == "tmx":
        out.write(tmx.TAIL)
    return count


def _read_tsv(path: Path, source: str | None, target: str | None) -> Iterator[Unit]:
    if source is None:
        raise StoreError(f"which language does {path.name} translate from? Say -s fr")
    if target is None and source == "en":
        raise StoreError(f"which language does {path.name} translate into? Say -t fr")
    target = target or "en"
    with path.open("rb") as beginning:
        is_wide = beginning.read(2) in (b"\xff\xfe", b"\xfe\xff")  # a spreadsheet's “Unicode text”
    with path.open(encoding="utf-16" if is_wide else "utf-8-sig", newline="\n") as file:
        try:
            for number, line in enumerate(file, 1):
                cells = [" ".join(cell.split()) for cell in line.rstrip("\r\n").split("\t")]
                if not any(cells):
                    continue
                if len(cells) < 2 or not cells[0] or not cells[1]:
                    raise StoreError(
                        f"{path}:{number} needs a source and a target, separated by a tab"
                    )
                yield Unit(cells[0], cells[1], source, target, "import", "", path.name)
        except UnicodeError as error:
            raise StoreError(f"{path} is not UTF-8: save it as UTF-8") from error


def _tsv_line(unit: Unit) -> str:
    cells = (" ".join(text.split()) for text in (unit.source, unit.target))
    return "\t".join(cells) + "\n"
