"""Text to the tokens of a language package, and back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any, Protocol, cast

from reader.errors import InvalidPackage
from reader.models import firefox
from reader.models.package import TARGET_PIECES


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
        return cast(str, self._target.decode(list(tokens)))

    def encode_target(self, texts: Sequence[str]) -> list[list[str]]:
        return _pieces(self._target, texts)


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


def open_tokenizer(
    path: Path, source: str, target: str, target_path: Path | None = None
) -> Tokenizer:
    """The tokenizer of a package, told by its file's name.

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
    if target_path is None:
        files = firefox.find(path.parent) if path.suffix == ".spm" else None
        beside = path.with_name(TARGET_PIECES)
        target_path = files.target if files else beside if beside.is_file() else None
    return SentencePiece(path, target_path)
