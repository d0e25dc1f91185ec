"""What is made of a glossary file, kept on disk; made anew where it is missing or damaged."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from reader.files import private_folder, replace_file
from reader.locations import cache_directory

_HEAD = b"dragoman glossary 1\n"
_DIGEST = 32
"""Bytes of the checksum after the head."""
_MOST = 64
"""Files kept; those used least recently make room."""


def kept(parts: Sequence[str] | None, build: Callable[[], bytes]) -> bytes:
    """What `build` makes, kept on disk for the next time.

    Args:
        parts: what the content depends on; None keeps nothing.
        build: makes the content.
    """
    if parts is None:
        return build()
    name = hashlib.blake2b("\0".join(parts).encode(), digest_size=20).hexdigest()
    path = cache_directory() / "glossaries" / name
    with suppress(OSError):
        stored = path.read_bytes()
        head = len(_HEAD) + _DIGEST
        content = stored[head:]
        if stored[:head] == _HEAD + _checksum(content):
            _touch(path)
            return content
    content = build()
    with suppress(OSError):  # it is made again the next time
        private_folder(path.parent)
        replace_file(path, _HEAD + _checksum(content) + content, private=True)
        _make_room(path.parent)
    return content


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()


def _touch(path: Path) -> None:
    """Say that a file is in use; once a day is enough."""
    if time.time() - path.stat().st_mtime > 24 * 3600:
        path.touch()


def _make_room(folder: Path) -> None:
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MOST:]:
        file.unlink(missing_ok=True)
