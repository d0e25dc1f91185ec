"""The faults of a glossary file, all reported together; its text; its languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reader.errors import GlossaryError
from reader.glossary.concept import is_language
from reader.languages import find
from reader.text.regex import regex

Warn = Callable[[str], None]


class Problems:
    """The faults found in one file, in the order of its lines.

    Args:
        path: the file, for messages.
        warn: called with what is left out of a file that is otherwise sound.
    """

    def __init__(self, path: Path, warn: Warn | None = None) -> None:
        self._path = path
        self._warn = warn
        self._faults: list[tuple[int, int, str]] = []

    def warn(self, line: int, column: int, reason: str) -> None:
        """Tell of something that is left out; `line` and `column` count from 1."""
        if self._warn is not None:
            self._warn(f"{self._path}:{line}:{column} {reason}")

    def add(self, line: int, column: int, reason: str) -> None:
        """Note a fault; `line` and `column` count from 1, in characters."""
        self._faults.append((line, column, reason))

    def raise_if_any(self) -> None:
        """Raise GlossaryError if anything was noted."""
        if not self._faults:
            return
        lines = tuple(f"{self._path}:{n}:{c} {reason}" for n, c, reason in sorted(self._faults))
        count = "a fault" if len(lines) == 1 else f"{len(lines)} faults"
        message = f"The glossary {self._path} has {count}: nothing of it was loaded."
        raise GlossaryError(message, lines)


def decode(content: bytes, problems: Problems) -> str:
    """UTF-8 text, with or without a byte order mark; UTF-16 with one; else an older encoding.

    Spreadsheets still save Windows-1252 and, with a column in Arabic or Chinese, Windows-1256 and
    GB 18030: it is said that the file was read so.

    Raises:
        GlossaryError: the bytes are in another encoding; the first bad one's place is given.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            problems.add(1, 1, "this is not valid UTF-16: save the file as UTF-8")
            problems.raise_if_any()
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").split("\n")
        line, column = len(before), len(before[-1]) + 1
        text, encoding = _of_spreadsheet(content)
        if text is not None:
            problems.warn(line, column, f"not UTF-8: the file was read as {encoding}")
            return text
        byte = content[error.start]
        problems.add(line, column, f"byte 0x{byte:02x} is not UTF-8: save the file as UTF-8")
        problems.raise_if_any()
        raise


def _of_spreadsheet(content: bytes) -> tuple[str | None, str]:
    """The text in the encoding that a spreadsheet gives its languages, and what that is called."""
    head = content.partition(b"\n")[0].decode("ascii", "ignore")
    columns = {language_of(cell.strip(' "\r')) for cell in re.split(r"[,;\t|]", head)}
    for codec, letters, language, name in _ENCODINGS:
        if language in columns:
            with suppress(UnicodeDecodeError):
                text = content.decode(codec)
                strange = [character for character in text if character > "\x7f"]
                fitting = sum(character in _WESTERN or bool(letters.match(character))
                              for character in strange)  # fmt: skip
                if fitting == len(strange) and sum(map(bool, map(letters.match, strange))) > (
                    len(strange) / 2
                ):
                    return text, name
    return _western(content), "Windows-1252"


_ENCODINGS = (
    ("cp1256", regex("[\u060c-\u0652\u0640\u0679-\u06d2\u200c-\u200f]"), "ar", "Windows-1256"),
    ("gb18030", regex("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]"), "zh", "GB 18030"),
)
"""Codec, the letters that it has to give, and the language of a column."""


def _western(content: bytes) -> str | None:
    """The text as Windows-1252, if it reads like a Western European language in it."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    strange = [character for character in text if character > "\x7f"]
    likely = [character for character in strange if character in _WESTERN]
    return text if len(likely) == len(strange) and "\x00" not in text else None


_WESTERN = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆñÑáíóúÁÍÓÚßãõ«»’‘“”–—…°€ºª·¿¡ ")


_BRACKETED = regex(r"(?P<before>[^()\[\]]+?)\s*[(\[](?P<within>[^()\[\]]+)[)\]]")


def language_of(tag: str) -> str | None:
    """The code that Dragoman uses for a language tag (FR, fra, fr-MA, en_US), None for no tag.

    So for a name, and for a name with a tag in brackets: "French", "French (fr)", "fr [French]".
    """
    tag = tag.strip().replace("_", "-")
    code = find(tag)
    if code is None and is_language(tag.lower()):
        code = tag.lower()
    if code is None and (both := _BRACKETED.fullmatch(tag)):
        before, within = find(both["before"]), find(both["within"])
        code = before if before == within else None  # "Definition (en)" has no terms
    return code
