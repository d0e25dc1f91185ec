"""Dragoman: read and translate Arabic, French and Chinese news, offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.loading import load
    from reader.translator.translator import Translator

__version__ = "0.1.0"
__all__ = ["Translator", "load"]


def __getattr__(name: str) -> Any:
    # Imported on first use: `translate --help` must not wait for them.
    if name == "Translator":
        from reader.translator.translator import Translator

        return Translator
    if name == "load":
        from reader.loading import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
