"""An input held as it came: what a document is written back from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Original:
    """An input's bytes, and what is known of them."""

    name: str
    """Its path, or "-" for standard input."""
    kind: str
    """One of `loading.FORMATS`."""
    data: bytes
    encoding: str | None = None
    """The encoding that was asked for; None to tell it from the bytes."""
