"""What a language package is, once it lies unpacked on disk."""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from reader.errors import InvalidPackage

Described = Literal["opus", "ct2", "m2m100", "small100", "nllb", "mbart", "mbart25", "t5"]
"""Layouts that no file of their own tells: `package.json` says which it is."""
Layout = Literal["argos", "firefox", Described]
"""Whose files they are, and so how the languages are told to the model. CTranslate2 runs all
but Firefox's, which have an engine of our own."""

END = "</s>"
"""The token that ends a sentence."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a package that has more than one pair."""

    sources: Mapping[str, str]
    """The token that tells the model the source language, by code; empty where none does."""
    targets: Mapping[str, str]

    def cover(self, source: str, target: str) -> bool:
        """Whether the package translates a pair."""
        return source != target and source in self.sources and target in self.targets


TARGET_PIECES = "target.spm"
"""Beside `sentencepiece.model`, in packages whose target has pieces of its own: the starters."""

WORDS = "words.txt.xz"
"""In the folder of a starter's model: the words of the text that it was trained on, a line each."""

BEAM_SIZE = 2
"""Hypotheses kept at each step where quality is balanced, unless the package says otherwise."""

LOW_SCORE = -1.5
"""For a package that does not say where its translations come into doubt."""


@dataclass(frozen=True, slots=True)
class Package:
    """A language pair that the engine can run: a package's folder, or a starter."""

    source: str
    """Code of the language it reads."""
    target: str
    name: str
    """Short name shown to the user, as "ar→en starter 0.2"."""
    version: str
    origin: Literal["installed", "starter", "file"]
    model: Path
    """Folder of the model: CTranslate2's, or a released one of Firefox Translations."""
    tokenizer: Path
    """SentencePiece model of the source language, or `bpe.model`."""
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
    beam_size: int = BEAM_SIZE
    """Hypotheses kept at each step where quality is balanced."""
    length_penalty: float = 1.0
    """Exponent of its length by which a hypothesis's log-probability is divided in the choice."""
    layout: Layout = "argos"
    target_tokenizer: Path | None = None
    """SentencePiece model of the target language, where that has one of its own."""
    source_prefix: tuple[str, ...] = ()
    """Tokens that go before every source."""
    source_suffix: tuple[str, ...] = ()
    """Tokens that go after every source."""
    languages: Languages | None = None
    """Where there is more than one pair: all of them. `source` and `target` are one."""
    quality: float = 0.0
    """Published BLEU of the pair; 0 where none is known."""
    variant: str = ""
    """What tells it from others of its layout for the pair, as "tc-big"."""
    handle: str = ""
    """What it is called among all packages, as "opus-tc-big-ar-en"."""
    whole: str = ""
    """Identity of the package of many pairs that this is one pair of; empty for others."""

    @property
    def is_starter(self) -> bool:
        """Whether it is one of our own starters, be it where they ship or where it was exported."""
        return "starter" in (self.origin, self.variant)

    @property
    def words(self) -> frozenset[str]:
        """All words that the model knows, in small letters; none where the package has no list.

        Raises:
            InvalidPackage: the list cannot be read.
        """
        return _words(self.model / WORDS)

    def for_pair(self, source: str, target: str) -> Package | None:
        """The package as it translates a pair; None where it does not."""
        if self.languages is None:
            return self if (self.source, self.target) == (source, target) else None
        if not self.languages.cover(source, target):
            return None
        prefix, suffix, target_prefix = language_tokens(self.layout, self.languages, source, target)
        of_pair = hashlib.blake2b(f"{self.identity} {source} {target}".encode(), digest_size=16)
        return replace(
            self,
            source=source,
            target=target,
            name=self.name.replace(f"{self.source}→{self.target}", f"{source}→{target}", 1),
            source_prefix=prefix,
            # Of its own suffix, the package's is what ends the source.
            source_suffix=(*self.source_suffix[:1], *suffix),
            target_prefix=target_prefix,
            languages=None,
            identity=of_pair.hexdigest(),
            whole=self.identity,
        )


@cache
def _words(path: Path) -> frozenset[str]:
    """The lines of a list of words, where there is one."""
    try:
        return frozenset(lzma.decompress(path.read_bytes()).decode().split())
    except FileNotFoundError:
        return frozenset()
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise InvalidPackage(
            f"{path} cannot be read ({error}); install the package again"
        ) from None


def language_tokens(
    layout: Layout, languages: Languages, source: str, target: str
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The tokens that tell a model the languages.

    Returns:
        Those before the source, those after its end, and the one that the target begins with.
    """
    from_, to = languages.sources.get(source, ""), languages.targets.get(target, "")
    if layout in ("m2m100", "nllb", "mbart"):
        return (from_,) if from_ else (), (), to
    if layout == "mbart25":
        return (), (from_,) if from_ else (), to
    return (to,) if to else (), (), ""
