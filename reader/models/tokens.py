"""The tokens by which many-language models are told a language, found in a vocabulary."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reader import languages
from reader.errors import InvalidPackage
from reader.models.package import Described
from reader.text.regex import regex

TOKENIZER = "tokenizer.json"
"""The tokenizer of a model of Hugging Face's, where there is none of SentencePiece's."""

_MAX_BYTES = 64 << 20

_STYLES: dict[Described, re.Pattern[str]] = {
    "m2m100": regex(r"__(\w{2,3}(?:_\w{2,4})?)__"),
    "nllb": regex(r"([a-z]{3}_[A-Z][a-z]{3})"),
    "mbart": regex(r"([a-z]{2}_[A-Z]{2})"),
    "t5": regex(r"<2([a-zA-Z]{2,3}(?:_[A-Za-z]{2,4})?)>"),
    "opus": regex(r">>([a-zA-Z]{2,3}(?:_[A-Za-z_]{2,12})?)<<"),
}
"""How each kind of model spells a language."""

_MEANT = frozenset(
    "arb_Arab ara ar zho_Hans cmn_Hans cmn zho azj_Latn aze pes_Arab nob_Latn nob khk_Cyrl".split()
)
"""What is taken where a vocabulary has a language more than once: Arabic's standard form…"""

_OWN = {
    "als": "sq",
    "ayr": "ay",
    "azb": None,
    "azj": "az",
    "gaz": "om",
    "khk": "mn",
    "lvs": "lv",
    "npi": "ne",
    "quy": "qu",
    "uzn": "uz",
    "ydd": "yi",
}
"""Codes of ISO 639-3 that models use for a language with a broader name."""

_LEAST = {"m2m100": 2, "nllb": 2, "mbart": 2, "t5": 1, "opus": 1}
"""Languages that make a kind: what looks like one token of it may be a word."""


def vocabularies(folder: Path) -> tuple[list[str], list[str]]:
    """The source and the target vocabulary of a CTranslate2 model.

    Raises:
        InvalidPackage: there is none, or it cannot be read.
    """

    def one(name: str) -> list[str] | None:
        for path in (folder / f"{name}.json", folder / f"{name}.txt"):
            if path.is_file():
                return _read(path)
        return None

    shared = one("shared_vocabulary") or one("vocabulary")
    if shared is not None:
        return shared, shared
    source, target = one("source_vocabulary"), one("target_vocabulary")
    if source is None or target is None:
        raise InvalidPackage(
            f"{folder}: no vocabulary beside model.bin (shared_vocabulary.json, or "
            "source_vocabulary.json and target_vocabulary.json)"
        )
    return source, target


def pieces(tokenizer: Path) -> list[str]:
    """The pieces of a SentencePiece model, or of a `tokenizer.json`.

    Raises:
        InvalidPackage: it is none, or there is nothing here that reads it.
    """
    if tokenizer.name == TOKENIZER:
        return list(open_json(tokenizer).get_vocab())
    processor = _open(tokenizer)
    try:
        all_pieces: list[str] = processor.id_to_piece(list(range(len(processor))))
    except UnicodeDecodeError:
        raise _not_pieces(tokenizer) from None
    return all_pieces


def split(tokenizer: Path, text: str) -> list[str]:
    """A text in the pieces of a tokenizer, as for `pieces`."""
    if tokenizer.name == TOKENIZER:
        return list(open_json(tokenizer).encode(text, add_special_tokens=False).tokens)
    return list(_open(tokenizer).encode(text, out_type=str))


def open_json(path: Path) -> Any:
    """The tokenizer in a `tokenizer.json`, which cuts off and fills up nothing.

    Raises:
        InvalidPackage: it is none, or there is nothing here that reads it.
    """
    try:
        from tokenizers import Tokenizer
    except ImportError:
        raise InvalidPackage(
            f"{path}: to read it, pip install tokenizers; or copy the SentencePiece "
            "model from the model that this one was made of"
        ) from None
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InvalidPackage(f"{path}: larger than any tokenizer")
        tokenizer = Tokenizer.from_file(str(path))
    except InvalidPackage:
        raise
    except Exception:  # the library raises nothing more precise
        raise InvalidPackage(f"{path} is not a tokenizer: fetch the model again") from None
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _open(path: Path) -> Any:
    from sentencepiece import SentencePieceProcessor

    try:
        return SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError):
        raise _not_pieces(path) from None


def _not_pieces(path: Path) -> InvalidPackage:
    return InvalidPackage(f"{path} is not a SentencePiece model: fetch the model again")


def kind(vocabulary: Iterable[str]) -> tuple[Described, dict[str, str]]:
    """How a vocabulary spells languages, and the token of each that Dragoman knows.

    Returns:
        The kind, "opus" where there are no such tokens; and the tokens by language.
    """
    tokens = [token for token in vocabulary if token[:1] in "_<>" or token[2:4].count("_")]
    for name, style in _STYLES.items():
        by_language = _by_language(token for token in tokens if style.fullmatch(token))
        if len(by_language) >= _LEAST[name]:
            return name, by_language
    return "opus", {}


def code(text: str) -> str | None:
    """Dragoman's code of a language that a model spells in its way."""
    language = text.split("_")[0]
    if language in _OWN:
        return _OWN[language]
    return languages.find(text)


def _by_language(tokens: Iterable[str]) -> dict[str, str]:
    candidates: dict[str, list[str]] = {}
    for token in tokens:
        own = code(_plain(token))
        if own:
            candidates.setdefault(own, []).append(token)
    return {own: min(spellings, key=_rank) for own, spellings in candidates.items()}


def _rank(token: str) -> tuple[bool, int]:
    plain = _plain(token)
    return plain not in _MEANT, plain.count("_")


def _plain(token: str) -> str:
    return re.sub(r"^(__|<2|>>)|(__|>|<<)$", "", token).removesuffix("<")


def _read(path: Path) -> list[str]:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InvalidPackage(f"{path}: larger than any vocabulary")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidPackage(f"{path}: cannot be read ({error})") from None
    if path.suffix == ".txt":
        return text.split("\n")
    try:
        tokens = json.loads(text)
    except (ValueError, RecursionError):
        tokens = None
    if not isinstance(tokens, list) or not all(isinstance(token, str) for token in tokens):
        raise InvalidPackage(f"{path}: not a list of tokens; fetch the model again")
    return tokens
