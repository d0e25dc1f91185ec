"""A cache that has the compiled glossaries, as it has after the first start on a machine."""

from __future__ import annotations

import os
from pathlib import Path

from reader.files import private_folder


def begin_with(compiled: Path, cache: Path) -> None:
    """Give a cache the compiled glossaries of a folder, by links: they are never changed there."""
    folder = private_folder(private_folder(cache) / "glossaries")
    for file in compiled.iterdir():
        if not (folder / file.name).exists():
            os.link(file, folder / file.name)
