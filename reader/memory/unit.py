"""A unit of a translation memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Source = Literal["hand", "import"]
"""Where a unit comes from: written by the reader, or brought along."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence and its translation."""

    source: str
    target: str
    source_language: str
    target_language: str
    origin: Source = "import"
    created: str = ""
    """ISO date; empty for today."""
    file: str = ""
    """Name of the file it came with, or that it was written for."""
    id: int = 0
    """Its number in the memory, 0 before it is in one."""
