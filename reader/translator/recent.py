"""The translations of a run that are kept at hand."""

from __future__ import annotations

import threading
from collections import OrderedDict

from reader.memory.store import Stored

_REMEMBERED = 4096
"""Sentences whose translation is kept, so that a repeat costs nothing even without a store."""


class Recent:
    """The latest translations, by key; threads may share it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Stored] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Stored | None:
        """The translation under a key, or None."""
        return self._kept.get(key)

    def put(self, key: str, stored: Stored) -> None:
        """Keep a translation; the oldest gives way."""
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = stored
            if len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._kept.clear()
