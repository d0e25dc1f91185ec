"""TMX 1.4, in which translation memories go from one program to another: read and written.

Inline codes are reduced to the text that a reader sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from reader.languages import tag
from reader.memory.segments import XML_LANGUAGE, elements, language_of, local, pairs, text_of
from reader.memory.unit import Source, Unit

if TYPE_CHECKING:
    from lxml.etree import _Element


def read(
    path: Path, source: str | None, target: str | None, left_out: Callable[[str], None]
) -> Iterator[Unit]:
    """The units of a file, see `exchange.read`; `left_out` is told why, once for each."""
    usual = None
    for element in elements(path, "tmx", ("tu",), ("header",)):
        stated = language_of(element.get("srclang") or "")
        if local(element) == "header":
            usual = stated
            continue
        entry = _read(element)
        texts, origin = entry.texts, entry.origin
        ways = pairs(texts, stated or usual, source, target)
        if origin and stated and source is None and target is None:
            ways = [way for way in ways if way[0] == stated]  # ours, as it was exported
        for one, other in ways:
            document = entry.document or path.name
            yield Unit(
                texts[one], texts[other], one, other, origin or "import", entry.day, document
            )
        if not ways:
            left_out("text" if len(texts) < 2 or source or target else "direction")


class _Entry(NamedTuple):
    """What is kept of a `tu`."""

    texts: dict[str, str]
    """By language."""
    day: str
    origin: Source | None
    """None for a unit that Dragoman has not exported."""
    document: str


def _read(entry: _Element) -> _Entry:
    texts: dict[str, str] = {}
    stamp = entry.get("changedate") or entry.get("creationdate")
    origin: Source | None = None
    document = ""
    for child in entry:
        kind = local(child)
        if kind == "tuv":
            code = language_of(child.get(XML_LANGUAGE) or child.get("lang") or "")
            if not code:
                continue
            stamp = stamp or child.get("changedate") or child.get("creationdate")
            for segment in child:
                if local(segment) == "seg":
                    text = text_of(segment)
                    if text:
                        texts.setdefault(code, text)
                    break
        elif kind == "prop":
            name = child.get("type")
            if name == "x-document":
                document = child.text or ""
            elif name == "x-dragoman-origin":
                origin = "hand" if child.text == "hand" else "import"
    return _Entry(texts, _day(stamp or ""), origin, document)


def _day(stamp: str) -> str:
    """An ISO date of TMX's YYYYMMDDThhmmssZ."""
    digits = stamp[:8]
    return (
        f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else ""
    )


def head() -> str:
    """What comes before the units."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="Dragoman" creationtoolversion="1" segtype="sentence" o-tmf="Dragoman" \
adminlang="en" srclang="*all*" datatype="plaintext" creationdate="{date.today():%Y%m%d}T000000Z"/>
<body>
"""


TAIL = "</body>\n</tmx>\n"


def written(unit: Unit) -> str:
    """A unit as it stands between `head` and `TAIL`."""
    stamp = f' creationdate="{unit.created.replace("-", "")}T000000Z"' if unit.created else ""
    document = f'<prop type="x-document">{_xml(unit.file)}</prop>' if unit.file else ""
    return (
        f"<tu srclang={quoteattr(tag(unit.source_language))}"
        f'{stamp}><prop type="x-dragoman-origin">{unit.origin}</prop>{document}'
        f"{_variant(unit.source_language, unit.source)}"
        f"{_variant(unit.target_language, unit.target)}</tu>\n"
    )


def _variant(code: str, text: str) -> str:
    return f"<tuv xml:lang={quoteattr(tag(code))}><seg>{_xml(text)}</seg></tuv>"


def _xml(text: str) -> str:
    """A text as XML can hold it."""
    return escape(
        "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    )
