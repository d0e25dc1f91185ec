"""Files of other kinds that are given as a glossary: what they are, and what to do with them."""

from __future__ import annotations

from pathlib import Path

from reader.glossary.formats.problems import Problems
from reader.text.regex import regex

_MEMORY = "this is a translation memory ({kind}), not a glossary: use it with translate --memory"
_AS_CSV = "this is {kind}, not a glossary: save its terms as CSV, with a first line such as fr,en"
_SIGNS = (
    (regex(rb"\s*(?:<[?!][^>]*>\s*)*<tmx\b"), _MEMORY, "TMX"),
    (regex(rb"\s*(?:<[?!][^>]*>\s*)*<xliff\b"), _MEMORY, "XLIFF"),
    (regex(rb"(?:\s*#[^\n]*\n)*\s*msg(?:id|ctxt)\s+\""), _AS_CSV, "a PO file"),
    (regex(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"])"), _AS_CSV, "JSON"),
    (regex(rb"PK\x03\x04|\xd0\xcf\x11\xe0"), _AS_CSV, "a spreadsheet or another packed file"),
)


def refuse(content: bytes, path: Path) -> None:
    """Refuse what is no glossary in any of its formats.

    Args:
        content: the whole file.
        path: its name, for the message.

    Raises:
        GlossaryError: it is a file of another kind; the message names that, and what to do.
    """
    head = content[:4096].removeprefix(b"\xef\xbb\xbf")
    for sign, message, kind in _SIGNS:
        if sign.match(head):
            problems = Problems(path)
            problems.add(1, 1, message.format(kind=kind))
            problems.raise_if_any()
