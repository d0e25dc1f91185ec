"""A translation as the stores keep it, and the key it is kept under."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from reader.article import Doubt, TermUse

if TYPE_CHECKING:
    import msgspec


@dataclass(frozen=True, slots=True)
class Stored:
    """A translation as the store keeps it."""

    target: str
    terms: tuple[TermUse, ...] = ()
    score: float | None = None
    package: str = ""
    doubts: tuple[Doubt, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    """Where in `target` the marks went that were asked about."""


_KEY = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Writes what msgspec does, in seven times the time."""


def digest(*parts: object) -> str:
    """Key of a translation: a digest of everything that decides what its text will be."""
    import msgspec

    try:
        text = msgspec.json.encode(parts)
    except UnicodeEncodeError:  # half a surrogate pair
        text = _KEY.encode(parts).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=16).hexdigest()


_SUM = 8
"""Bytes before a record that tell whether it is whole."""


def encode(stored: Stored, key: str = "") -> bytes:
    """A record as bytes.

    Args:
        stored: the record.
        key: what it is kept under, where a damaged file might give it for another's.

    Raises:
        ValueError: its text is not Unicode.
    """
    import msgspec

    text = msgspec.json.encode(stored)
    return _sum(text, key) + text


def decode(value: bytes, key: str = "") -> Stored | None:
    """The record that bytes are; None for what is none, or another key's: it is written again."""
    import msgspec

    text = value[_SUM:]
    if _sum(text, key) != value[:_SUM]:
        text = value  # an earlier version's, without a sum; or damaged, and then no JSON
    try:
        return _decoder().decode(text)
    except (msgspec.MsgspecError, ValueError, TypeError):
        return None


def _sum(text: bytes, key: str) -> bytes:
    return blake2b(key.encode("utf-8", "surrogatepass") + text, digest_size=_SUM).digest()


@cache
def _decoder() -> msgspec.json.Decoder[Stored]:
    import msgspec

    return msgspec.json.Decoder(Stored)
