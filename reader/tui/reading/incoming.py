"""What is pasted or piped into the reader, or dropped on it: a path, or a text to read."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from reader import locations
from reader.files import at_home, private_folder, replace_file

_NAME = 40
"""Characters of a pasted text that name its file."""


def path_in(text: str) -> Path | None:
    """The file or folder that a pasted text is the name of, as terminals write dropped ones."""
    text = text.strip()
    if not text or "\n" in text or len(text) > 4096:
        return None
    if text[0] == text[-1] and text[0] in "'\"" and len(text) > 2:
        text = text[1:-1]
    candidates = [text, re.sub(r"\\(.)", r"\1", text)]
    if text.startswith("file://"):
        candidates.append(unquote(text.removeprefix("file://")))
    for candidate in candidates:
        try:
            path = at_home(candidate)
            named = path.is_absolute() or "/" in candidate or path.suffix
            if named and path.exists():
                return path.resolve()
        except (OSError, ValueError, RuntimeError):
            continue  # no name of a file
    return None


def save_pasted(text: str, now: datetime) -> Path:
    """Keep a pasted text as a file of its own, and return the file.

    Raises:
        OSError: it cannot be written.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return _save((lines + "\n").encode("utf-8", "replace"), text, ".txt", now)


def save_piped(data: bytes, now: datetime) -> Path:
    """Keep what was piped in as a file of its own, unless it is kept already; the file.

    Raises:
        OSError: it cannot be written.
    """
    from reader.loading.formats import ENDINGS, told

    kind = told("-", data)
    ending = next(ending for ending, each in ENDINGS.items() if each == kind)
    for path in _folder().iterdir():
        if path.suffix == ending and path.stat().st_size == len(data) and path.read_bytes() == data:
            return path
    text = data[: 8 * _NAME].decode("utf-8", "ignore") if ending == ".txt" else "piped"
    return _save(data, text, ending, now)


def _folder() -> Path:
    return private_folder(locations.data_directory() / "pasted")


def _save(data: bytes, text: str, ending: str, now: datetime) -> Path:
    words = re.sub(r"[^\w\- ]+", " ", text.strip().split("\n")[0])[:_NAME]
    name = "-".join(words.split()) or "text"
    path = _folder() / f"{now:%Y-%m-%d-%H%M%S}-{name}{ending}"
    replace_file(path, data, private=True)
    return path
