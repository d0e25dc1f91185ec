"""Translation memories of other programs: TMX 1.4 and tab-separated text, read and written.

Both are streamed, so that a million units take no more room than one. TMX's inline codes are
reduced to the text that a reader sees. Entities are never expanded, nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from xml.sax.saxutils import escape, quoteattr

from reader.errors import StoreError
from reader.languages import find, name, tag
from reader.memory.units import Source, Unit

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMATS = {".tmx": "tmx", ".tsv": "tsv", ".tab": "tsv", ".txt": "tsv"}
"""Formats by the ending of a file's name."""

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))
"""Elements that hold another format's codes, and no text of the reader's."""


def format_of(path: Path) -> str:
    """The format that a file's name stands for.

    Raises:
        StoreError: for none.
    """
    format = FORMATS.get(path.suffix.lower())
    if format is None:
        raise StoreError(f"{path}: a memory's file name ends in {', '.join(FORMATS)}")
    return format


def read(
    path: Path,
    *,
    source: str | None = None,
    target: str = "en",
    warn: Callable[[str], None] = lambda message: None,
) -> Iterator[Unit]:
    """The units of a file.

    Args:
        path: its name tells its format.
        source: language to translate from; None takes every other that a TMX has.
        target: language to translate into, whichever the file calls so.
        warn: told of units that are left out.

    Raises:
        StoreError: the file cannot be read, with the line where it breaks off.
    """
    format = format_of(path)
    try:
        if format == "tmx":
            yield from _read_tmx(path, source, target, warn)
        else:
            yield from _read_tsv(path, source, target)
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror or error}") from error


def write(units: Iterable[Unit], out: TextIO, format: str) -> int:
    """Write units to a file that is open in UTF-8; how many there were.

    TMX holds all that is known of a unit; tab-separated text its source and target.
    """
    count = 0
    if format == "tmx":
        out.write(_HEAD)
    for unit in units:
        out.write(_tmx_unit(unit) if format == "tmx" else _tsv_line(unit))
        count += 1
    if format == "tmx":
        out.write("</body>\n</tmx>\n")
    return count


def _read_tmx(
    path: Path, source: str | None, target: str, warn: Callable[[str], None]
) -> Iterator[Unit]:
    from lxml import etree

    empty = 0
    with path.open("rb") as file:
        try:
            entries = etree.iterparse(
                file,
                tag="{*}tu",
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            )
            for _, entry in entries:
                own = list(_units(entry, path.name, source, target))
                empty += not own
                yield from own
                entry.clear()
                while entry.getprevious() is not None:
                    del entry.getparent()[0]
            root = entries.root
        except etree.XMLSyntaxError as error:
            line = error.position[0] or 1
            raise StoreError(f"{path}:{line} is not well-formed XML: {error.msg}") from error
    if root is None or etree.QName(root).localname != "tmx":
        raise StoreError(f"{path} is XML, but not TMX: its root is not <tmx>")
    if empty:
        pair = f"{name(source)} and {name(target)}" if source else name(target)
        units = "1 unit" if empty == 1 else f"{empty} units"
        warn(f"{path.name}: left out {units} without a text in {pair}")


def _units(entry: _Element, file: str, source: str | None, target: str) -> Iterator[Unit]:
    texts: dict[str, str] = {}
    day = _day(entry.get("changedate") or entry.get("creationdate") or "")
    for variant in entry.iterfind("{*}tuv"):
        code = find(variant.get(_LANGUAGE) or variant.get("lang") or "")
        segment = variant.find("{*}seg")
        if code and segment is not None:
            text = " ".join("".join(_text(segment)).split())
            day = day or _day(variant.get("changedate") or variant.get("creationdate") or "")
            if text:
                texts.setdefault(code, text)
    kept = {item.get("type"): (item.text or "") for item in entry.iterfind("{*}prop")}
    origin: Source = "hand" if kept.get("x-dragoman-origin") == "hand" else "import"
    for code, text in texts.items():
        if code != target and target in texts and source in (None, code):
            yield Unit(
                text, texts[target], code, target, origin, day, kept.get("x-document") or file
            )


def _text(element: _Element) -> Iterator[str]:
    """The text of a segment without the codes of other formats in it."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            local = child.tag.rpartition("}")[2]
            if local not in _CODES:
                yield from _text(child)
        yield child.tail or ""


def _day(stamp: str) -> str:
    """An ISO date of TMX's YYYYMMDDThhmmssZ."""
    digits = stamp[:8]
    return (
        f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else ""
    )


def _read_tsv(path: Path, source: str | None, target: str) -> Iterator[Unit]:
    if source is None:
        raise StoreError(f"which language does {path.name} translate from? Say -s fr")
    with path.open(encoding="utf-8-sig", newline="\n") as file:
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
        except UnicodeDecodeError as error:
            raise StoreError(f"{path} is not UTF-8: save it as UTF-8") from error


_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="Dragoman" creationtoolversion="1" segtype="sentence" o-tmf="Dragoman" \
adminlang="en" srclang="*all*" datatype="plaintext" creationdate="{date.today():%Y%m%d}T000000Z"/>
<body>
"""


def _tmx_unit(unit: Unit) -> str:
    stamp = f' creationdate="{unit.created.replace("-", "")}T000000Z"' if unit.created else ""
    document = f'<prop type="x-document">{_xml(unit.file)}</prop>' if unit.file else ""
    return (
        f'<tu{stamp}><prop type="x-dragoman-origin">{unit.origin}</prop>{document}'
        f"{_variant(unit.source_language, unit.source)}"
        f"{_variant(unit.target_language, unit.target)}</tu>\n"
    )


def _variant(code: str, text: str) -> str:
    return f"<tuv xml:lang={quoteattr(tag(code))}><seg>{_xml(text)}</seg></tuv>"


_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _xml(text: str) -> str:
    """A text as XML can hold it."""
    return escape(
        "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    )


def _tsv_line(unit: Unit) -> str:
    cells = (" ".join(text.split()) for text in (unit.source, unit.target))
    return "\t".join(cells) + "\n"
