"""Which format an input is in: what its name says, and what its first bytes do."""

from __future__ import annotations

import os
import re
import stat
import zlib
from pathlib import Path, PurePath

from reader.text.regex import regex

FORMATS = (
    *("text", "markdown", "html", "docx", "odt", "epub", "pdf"),
    *("srt", "vtt", "eml", "mbox", "feed", "opml", "warc"),
)

PAGED = frozenset(("srt", "vtt", "eml", "mbox", "feed", "opml", "pdf", "warc"))
"""Those of which each page is an article."""

ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".odt": "odt",
    ".ott": "odt",
    ".epub": "epub",
    ".pdf": "pdf",
    ".srt": "srt",
    ".vtt": "vtt",
    ".eml": "eml",
    ".mhtml": "eml",
    ".mht": "eml",
    ".mbox": "mbox",
    ".mbx": "mbox",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".opml": "opml",
    ".warc": "warc",
    ".warc.gz": "warc",
}
"""What a file's name says that it is."""

_COMMENT = rb"<!--(?:(?!-->).)*-->\s*"
"""One comment, and never several: of many in a row there is one way to take them."""
_HTML = regex(
    rb"(?:<\?xml[^>]*>\s*)?(?:" + _COMMENT + rb")*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_XML_ROOT = regex(
    rb"<\?xml\b[^>]*>\s*(?:<\?[^>]*>\s*|" + _COMMENT + rb"|<!DOCTYPE[^>[]*(?:\[[^]]*\]\s*)?>\s*)*"
    rb"<([\w:.-]+)",
    re.S,
)
"""What begins as XML says that it does, and the name of its first element."""
_XML = rb"(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|" + _COMMENT + rb"|<!DOCTYPE[^>]*>\s*)*<"
_SIGNS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("vtt", regex(rb"WEBVTT(?:[ \t][^\n]*)?(?:\r|\n|$)")),
    ("srt", regex(rb"\d+[ \t]*(?:\r\n|\n|\r)\d+:\d\d:\d\d[,.]\d{1,3}[ \t]*-->")),
    ("html", _HTML),
    ("feed", regex(_XML + rb"(?:rss|feed|rdf:RDF)\b", re.S)),
    ("opml", regex(_XML + rb"opml\b", re.S)),
    ("warc", regex(rb"WARC/\d")),
    ("mbox", regex(rb"From [^\n]*\d\d:\d\d[^\n]*\d{4}\s*\n[!-9;-~]+:")),
)
"""What the beginning of a format looks like, where a name does not say it."""

_HEADER = regex(rb"([!-9;-~]+):[^\n]*\n(?:[ \t][^\n]*\n)*")
_TRAVELLED = frozenset(
    (b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to")
)
"""Headers that no person writes: "Date:" and "From:" begin many a text that is not a message."""


def ending(name: str) -> str:
    """The ending of a file's name, in small letters; both of a `.warc.gz`."""
    path = PurePath(name.lower())
    last_two = "".join(path.suffixes[-2:])
    return last_two if last_two in ENDINGS else path.suffix


def readable(name: str) -> bool:
    """Whether a file's name says that it can be read."""
    return ending(name) in ENDINGS


def of_file(path: str | Path) -> str | None:
    """The format of a file, by its ending, of XML by its beginning; None for what is not read."""
    suffix = ending(str(path))
    kind = ENDINGS.get(suffix)
    if (kind is None and suffix != ".xml") or is_special(path):
        return None
    if suffix != ".xml":
        return kind
    try:
        with open(path, "rb") as file:
            kind = told(str(path), file.read(1024))
    except OSError:
        return None
    return kind if kind in ("feed", "opml", "html") else None


def strange_xml(name: str, head: bytes) -> str:
    """The first element's name in an input that is XML and called nothing that is read, or "".

    Its tags would be translated with its words.

    Args:
        name: the file's name, "-" for standard input.
        head: its first bytes, of which `told` says that they are text.
    """
    if ending(name) in ENDINGS:
        return ""
    root = _XML_ROOT.match(_start(head))
    return root[1].decode("ascii", "replace") if root else ""


def is_special(path: str | Path) -> bool:
    """Whether a name is that of a pipe, a socket or a device, which may give nothing for ever."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False


def told(name: str, head: bytes) -> str:
    """The format of an input.

    Args:
        name: the file's name, "-" for standard input.
        head: its first bytes.
    """
    format = ENDINGS.get(ending(name))
    if format is not None and format != "text":
        return format
    if head.startswith(b"PK\x03\x04"):
        return "docx"  # or whatever else it turns out to be
    if head.startswith(b"%PDF-"):
        return "pdf"
    start = _start(head)
    if format == "text":  # its lines are what counts, unless a browser named it
        return "html" if _HTML.match(start) else "text"
    if _unpacked(head).startswith(b"WARC/"):
        return "warc"
    if _is_mail(head):
        return "eml"
    root = _XML_ROOT.match(start)
    if root is not None and root[1].lower() == b"html":
        return "html"
    return next((format for format, sign in _SIGNS if sign.match(start)), "text")


def _start(head: bytes) -> bytes:
    return head[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")


def _is_mail(head: bytes) -> bool:
    names: set[bytes] = set()
    at = 0
    while (line := _HEADER.match(head, at)) and len(names) < 100:
        names.add(line[1].lower())
        at = line.end()
    ends = head[at : at + 2]
    return bool(names & _TRAVELLED and b"from" in names and (ends[:1] == b"\n" or ends == b"\r\n"))


def _unpacked(head: bytes) -> bytes:
    """The first bytes of what is compressed with gzip."""
    if not head.startswith(b"\x1f\x8b"):
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head[:4096], 16)
    except zlib.error:
        return b""
