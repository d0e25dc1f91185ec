"""The faults of a glossary file, all reported together; and its text."""

from __future__ import annotations

from pathlib import Path

from reader.errors import GlossaryError


class Problems:
    """The faults found in one file, in the order of its lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: list[tuple[int, int, str]] = []

    def add(self, line: int, column: int, reason: str) -> None:
        """Note a fault; `line` and `column` count from 1, in characters."""
        self._found.append((line, column, reason))

    def throw(self) -> None:
        """Raise GlossaryError if anything was noted."""
        if not self._found:
            return
        lines = tuple(f"{self._path}:{n}:{c} {reason}" for n, c, reason in sorted(self._found))
        count = "a fault" if len(lines) == 1 else f"{len(lines)} faults"
        message = f"The glossary {self._path} has {count}: nothing of it was loaded."
        raise GlossaryError(message, lines)


def decode(content: bytes, problems: Problems) -> str:
    """UTF-8 text, with or without a byte order mark; UTF-16 with one.

    Raises:
        GlossaryError: the bytes are in another encoding; the first bad one's place is given.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            problems.add(1, 1, "this is no valid UTF-16: save the file as UTF-8")
            problems.throw()
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").split("\n")
        problems.add(
            len(before),
            len(before[-1]) + 1,
            f"byte 0x{content[error.start]:02x} is not UTF-8: save the file as UTF-8",
        )
        problems.throw()
        raise
