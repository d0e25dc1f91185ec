"""Dragoman: read and translate Arabic, French and Chinese news, offline."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.article import Article as Article
    from reader.article import Sentence as Sentence
    from reader.article import Translation as Translation
    from reader.errors import ConfigError as ConfigError
    from reader.errors import DownloadFailed as DownloadFailed
    from reader.errors import DragomanError as DragomanError
    from reader.errors import GlossaryError as GlossaryError
    from reader.errors import InvalidArgument as InvalidArgument
    from reader.errors import InvalidPackage as InvalidPackage
    from reader.errors import ModelNotInstalled as ModelNotInstalled
    from reader.errors import StoreError as StoreError
    from reader.errors import UnknownLanguage as UnknownLanguage
    from reader.errors import UnreadableFile as UnreadableFile
    from reader.export import save as save
    from reader.glossary.glossaries import Glossaries as Glossaries
    from reader.glossary.termbase import Termbase as Termbase
    from reader.loading import load as load
    from reader.memory.store import Memory as Memory
    from reader.translator.translator import Translator as Translator

__version__ = "0.2.0"

_ERRORS = (
    *("ConfigError", "DownloadFailed", "DragomanError", "GlossaryError", "InvalidArgument"),
    *("InvalidPackage", "ModelNotInstalled", "StoreError", "UnknownLanguage", "UnreadableFile"),
)
_MODULES = {
    **dict.fromkeys(("Article", "Sentence", "Translation"), "reader.article"),
    **dict.fromkeys(_ERRORS, "reader.errors"),
    "Glossaries": "reader.glossary.glossaries",
    "Memory": "reader.memory.store",
    "Termbase": "reader.glossary.termbase",
    "Translator": "reader.translator.translator",
    "load": "reader.loading",
    "save": "reader.export",
}
"""Where each public name is. They are imported when they are first used: `translate --help`
must not wait for them."""

__all__ = sorted(_MODULES)


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
