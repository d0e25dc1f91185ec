"""Which format an input is in: what its name says, and what its first bytes do."""

from __future__ import annotations

import re
from pathlib import PurePath

FORMATS = ("text", "markdown", "html", "docx", "odt", "epub", "srt", "vtt")

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
    ".srt": "srt",
    ".vtt": "vtt",
}
"""What a file's name says that it is."""

_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_SIGNS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("vtt", re.compile(rb"WEBVTT(?:[ \t][^\n]*)?(?:\r|\n|$)")),
    ("srt", re.compile(rb"\d+[ \t]*(?:\r\n|\n|\r)\d+:\d\d:\d\d[,.]\d{1,3}[ \t]*-->")),
    ("html", _HTML),
)
"""What the beginning of a format looks like, where a name does not say it."""


def ending(name: str) -> str:
    """The ending of a file's name that says its format, in small letters; else its suffix."""
    return PurePath(name).suffix.lower()


def readable(name: str) -> bool:
    """Whether a file's name says that it can be read."""
    return ending(name) in ENDINGS


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
    start = head[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if format == "text":  # its lines are what counts, unless a browser named it
        return "html" if _HTML.match(start) else "text"
    return next((format for format, sign in _SIGNS if sign.match(start)), "text")
