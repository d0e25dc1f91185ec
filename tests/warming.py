"""What takes long and is the same for all tests, done once: compiled glossaries, tokenizers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from reader.files import private_folder


def begin_with(compiled: Path, cache: Path) -> None:
    """Give a cache the compiled glossaries of a folder, by links: they are never changed there."""
    folder = private_folder(private_folder(cache) / "glossaries")
    for file in compiled.iterdir():
        if not (folder / file.name).exists():
            os.link(file, folder / file.name)


def keep_pieces() -> None:
    """Read each SentencePiece model once a process: that takes 70 ms, and nothing changes it."""
    import sentencepiece

    once = sentencepiece.SentencePieceProcessor
    kept: dict[tuple[int, ...], Any] = {}

    def opened(*arguments: Any, **named: Any) -> Any:
        path = named.get("model_file")
        if arguments or len(named) != 1 or path is None or not os.path.isfile(path):
            return once(*arguments, **named)
        status = os.stat(path)
        file = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        if file not in kept:
            kept[file] = once(model_file=path)
        return kept[file]

    sentencepiece.SentencePieceProcessor = opened
