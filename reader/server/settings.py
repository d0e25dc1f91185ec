"""What a server allows, and to whom."""

from __future__ import annotations

from dataclasses import dataclass, field

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1", "[::1]"))
"""Names of this machine, as a request calls it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a request may ask; 0 is no limit."""

    characters: int = 100_000
    """Of one text."""
    batch: int = 1_000
    """Texts of one request."""
    alternatives: int = 10
    """Of one text."""
    body: int = 32 << 20
    """Bytes of a request, files included."""
    requests: int = 0
    """Of one client, or of one key, in a minute."""
    seconds: float = 600.0
    """That a request may take, its wait for others included."""
    at_once: int = 32
    """Requests that are translated together; the engine makes batches of their sentences."""
    waiting: int = 256
    """Requests that wait for those."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is run."""

    limits: Limits = field(default_factory=Limits)
    needs_key: bool = False
    suggestions: bool = True
    """Whether /suggest keeps what it is sent as corrections."""
    hosts: frozenset[str] = LOOPBACK
    """Names that a request may call the server; empty for any. A web page that has its own
    name point to this machine (DNS rebinding) is turned away by it."""
    origins: frozenset[str] = frozenset()
    """Web pages of others that may use the server, as "https://example.org"; "*" for all."""
    target: str = "en"
    """What the page translates into at first."""
