"""What characters the bytes of a file stand for."""

from __future__ import annotations

import codecs


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of `data`, without its byte order mark; a lone bad byte becomes U+FFFD."""
    return data.removeprefix(codecs.BOM_UTF8).decode(encoding or "utf-8", errors="replace")
