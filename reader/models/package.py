"""What a language package is, once it lies unpacked on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Layout = Literal["ctranslate2", "firefox"]
"""What runs a package: CTranslate2, or our own engine for Firefox's models."""

TARGET_PIECES = "target.spm"
"""Beside `sentencepiece.model`, in packages whose target has pieces of its own: the starters."""

LOW_SCORE = -1.5
"""For a package that does not say where its translations come into doubt."""


@dataclass(frozen=True, slots=True)
class Package:
    """A language pair that the engine can run: an Argos package's folder, or a starter."""

    source: str
    """ISO 639-1 code of the language it reads."""
    target: str
    name: str
    """Short name shown to the user, as "ar→en starter 0.2"."""
    version: str
    origin: Literal["installed", "starter", "file"]
    model: Path
    """Folder of the model: CTranslate2's, or a released one of Firefox Translations."""
    tokenizer: Path
    """`sentencepiece.model`, `bpe.model`, or a Firefox model's vocabulary of its source."""
    target_prefix: str
    """Token that begins every target of a multilingual package, or an empty string."""
    identity: str
    """Digest that changes whenever the package's translations may change."""
    path: Path
    """Folder (or metadata file) the package was found at."""
    attention_lag: int = 0
    """Steps after a token at which the model's attention shows what the token translates."""
    low_score: float = LOW_SCORE
    """Mean log-probability of a token below which a translation is in doubt."""
    layout: Layout = "ctranslate2"
