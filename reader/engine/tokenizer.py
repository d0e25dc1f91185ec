"""Text to the tokens of a language package, and back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any, Protocol, cast

from reader.errors import InvalidPackage
from reader.models import firefox
from reader.models.package import TARGET_PIECES
from reader.models.tokens import TOKENIZER, open_json, vocabularies

Score = Callable[[Sequence[list[str]], Sequence[list[str]]], list[float]]

_FOREIGN = 400
"""Tokens that a vocabulary may have beside its tokenizer's: languages, and what is padded."""


class Tokenizer(Protocol):
    """What the engine asks of a package's tokenizer."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Tokens of each text."""
        ...

    def decode(self, tokens: Sequence[str]) -> str:
        """The text that tokens stand for."""
        ...

    def encode_target(self, texts: Sequence[str]) -> list[list[str]]:
        """Tokens of texts that are in the target language: terms to be forced."""
        ...


class SentencePiece:
    """SentencePiece: most packages, whatever the file is called.

    Args:
        path: the model for the source language.
        target: the model for the target language where that has its own.
    """

    def __init__(self, path: Path, target: Path | None = None) -> None:
        self._processor = self._target = _open_pieces(path)
        if target is not None and target != path:
            self._target = _open_pieces(target)

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        return _pieces(self._processor, texts)

    def decode(self, tokens: Sequence[str]) -> str:
        # A vocabulary of both languages may give a piece that only the source's model knows.
        return cast(str, self._target.decode(list(tokens))).replace("▁", " ")

    def encode_target(self, texts: Sequence[str]) -> list[list[str]]:
        return _pieces(self._target, texts)

    def pieces(self) -> set[str]:
        """The pieces of the source's model."""
        return set(self._processor.id_to_piece(list(range(len(self._processor)))))


def _open_pieces(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise InvalidPackage(
            f"{path} is not a SentencePiece model: install the package again"
        ) from error


def _pieces(processor: Any, texts: Sequence[str]) -> list[list[str]]:
    plain = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]  # surrogates
    # One by one: given a list, SentencePiece starts threads, which takes it a millisecond.
    return [cast(list[str], processor.encode(text, out_type=str)) for text in plain]


class HuggingFace:
    """`tokenizer.json`, where no SentencePiece model came along."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = open_json(path)

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        plain = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]  # surrogates
        return [self._tokenizer.encode(text, add_special_tokens=False).tokens for text in plain]

    def decode(self, tokens: Sequence[str]) -> str:
        known = (self._tokenizer.token_to_id(token) for token in tokens)
        numbers = [number for number in known if number is not None]
        return cast(str, self._tokenizer.decode(numbers, skip_special_tokens=False))

    def encode_target(self, texts: Sequence[str]) -> list[list[str]]:
        return self.encode(texts)


class BytePairs:
    """`bpe.model`: older Argos packages. The code for these is argostranslate's own."""

    def __init__(self, path: Path, source: str, target: str) -> None:
        from argostranslate.tokenizer import BPETokenizer

        self._tokenizer = BPETokenizer(path, source, target)
        self._target = BPETokenizer(path, target, target)
        try:
            with redirect_stderr(StringIO()):  # where it writes before it exits
                for tokenizer in (self._tokenizer, self._target):
                    tokenizer.lazy_load()
        except (OSError, ValueError, IndexError, SystemExit) as error:
            raise InvalidPackage(
                f"{path} is not a list of byte pairs: install the package again"
            ) from error

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        return [cast(list[str], self._tokenizer.encode(text)) for text in texts]

    def decode(self, tokens: Sequence[str]) -> str:
        whole = [*tokens[:-1], tokens[-1].removesuffix("@@")] if tokens else []
        return cast(str, self._tokenizer.decode(whole))

    def encode_target(self, texts: Sequence[str]) -> list[list[str]]:
        return [cast(list[str], self._target.encode(text)) for text in texts]


class TwoSpellings:
    """A tokenizer for packages whose target's own SentencePiece model did not come along.

    Argos has made packages of OPUS-MT's models and kept the source's tokenizer alone. Its
    pieces spell an English term as no English text that the model has seen is spelt. The
    longest pieces of the vocabulary are tried as well, and the model's scores choose.

    Args:
        plain: the tokenizer that there is.
        vocabulary: the target's tokens.
        score: mean log-probability of a token of each target, given its source.
    """

    def __init__(self, plain: Tokenizer, vocabulary: Sequence[str], score: Score) -> None:
        self._plain = plain
        self._pieces = frozenset(vocabulary)
        self._longest = max(map(len, vocabulary), default=0)
        self._score = score
        self._known: dict[str, list[str]] = {}
        self.encode = plain.encode

    def decode(self, tokens: Sequence[str]) -> str:
        # SentencePiece would leave the mark of a word's start on pieces that it does not know.
        return "".join(tokens).replace("▁", " ").removeprefix(" ")

    def encode_target(self, texts: Sequence[str]) -> list[list[str]]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        spelt = dict(zip(new, self._plain.encode_target(new), strict=True))
        others = {text: self._by_longest(text) for text in new}
        doubtful = [text for text in new if others[text] not in (None, spelt[text])]
        sources = [spelt[text] for text in doubtful]
        pairs = [(spelt[text], others[text] or []) for text in doubtful]
        first = self._score(sources, [pair[0] for pair in pairs])
        second = self._score(sources, [pair[1] for pair in pairs])
        for text, (one, other), a, b in zip(doubtful, pairs, first, second, strict=True):
            # Of the whole term: the end counts as a token.
            if b * (len(other) + 1) > a * (len(one) + 1):
                spelt[text] = other
        self._known |= spelt
        return [list(self._known[text]) for text in texts]

    def _by_longest(self, text: str) -> list[str] | None:
        """The text in the longest pieces there are, from the left; None where one is missing."""
        rest = "▁" + "▁".join(unicodedata.normalize("NFKC", text).split())
        tokens: list[str] = []
        while rest:
            sizes = range(min(self._longest, len(rest)), 0, -1)
            size = next((size for size in sizes if rest[:size] in self._pieces), 0)
            if not size:
                return None
            tokens.append(rest[:size])
            rest = rest[size:]
        return tokens


def with_second_spelling(tokenizer: Tokenizer, model: Path, score: Score) -> Tokenizer:
    """A package's tokenizer, or where the target has pieces that it lacks, one that tries them.

    Args:
        tokenizer: the only one of the package.
        model: folder of the model, whose vocabulary is read.
        score: as for `TwoSpellings`.
    """
    if not isinstance(tokenizer, SentencePiece):
        return tokenizer
    try:
        _, vocabulary = vocabularies(model)
    except InvalidPackage:  # of an old converter, under another name
        return tokenizer
    foreign = len(set(vocabulary) - tokenizer.pieces())
    return TwoSpellings(tokenizer, vocabulary, score) if foreign > _FOREIGN else tokenizer


def open_tokenizer(
    path: Path, source: str, target: str, target_path: Path | None = None
) -> Tokenizer:
    """The tokenizer of a package, recognised by its file's name.

    Args:
        path: the file, the source language's where each has its own.
        source: code of the source language.
        target: code of the target language.
        target_path: the target language's file, where it has its own.

    Raises:
        InvalidPackage: a file is not what its name says.
    """
    if path.name == "bpe.model":
        return BytePairs(path, source, target)
    if path.name == TOKENIZER:
        return HuggingFace(path)
    if target_path is None:
        files = firefox.find(path.parent) if path.suffix == ".spm" else None
        beside = path.with_name(TARGET_PIECES)
        target_path = files.target if files else beside if beside.is_file() else None
    return SentencePiece(path, target_path)
