"""How good a package is on sentences whose translations are known."""

from __future__ import annotations

import importlib
import importlib.resources
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.article import Article, Block
from reader.errors import UnreadableFile
from reader.glossary.glossaries import Glossaries
from reader.translator.translator import Translator

_SHIPPED = "testset.tsv"
_TOKENIZERS = {"zh": "zh", "zt": "zh", "ja": "char", "th": "char", "ko": "char"}
"""How sacrebleu splits a target language into words, where it does not do so by spaces."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a package did on a test."""

    sentences: int
    words_per_second: float
    """Words of the references, whose number is the same for all packages, by seconds."""
    terms: int
    """Terms of the glossaries in the sources."""
    held: int
    """Terms that stand in the translations."""
    bleu: float | None
    """None where sacrebleu is not installed."""
    chrf: float | None

    def rows(self) -> list[tuple[str, str]]:
        """Names and values, to be printed."""
        scores = [("BLEU", self.bleu), ("chrF", self.chrf)]
        return [
            ("sentences", str(self.sentences)),
            *((name, f"{value:.1f}") for name, value in scores if value is not None),
            ("words a second", f"{self.words_per_second:.0f}"),
            ("terms held", f"{self.held} of {self.terms}"),
        ]


def read(path: Path | None, source: str, target: str) -> list[tuple[str, str]]:
    """Sentences and their translations.

    Args:
        path: a file with two columns and tabs between them, or with languages' codes for
            heads; None for the test that ships.
        source: code of the language of the sentences.
        target: code of the language of the translations.

    Raises:
        UnreadableFile: it cannot be read, or lacks a language.
    """
    try:
        data = (
            path.read_bytes()
            if path is not None
            else importlib.resources.files("reader.models").joinpath(_SHIPPED).read_bytes()
        )
        lines = [line.split("\t") for line in data.decode("utf-8-sig").splitlines() if line]
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UnreadableFile(f"{path} is not in UTF-8") from None
    head = lines[0] if lines else []
    if source in head and target in head:
        columns = head.index(source), head.index(target)
        lines = lines[1:]
    elif path is None:
        raise UnreadableFile(
            f"the test that ships has {', '.join(head)}, not {source} and {target}: give a file "
            "with a sentence, a tab and its translation on each line"
        )
    else:
        columns = 0, 1
    short = [number for number, line in enumerate(lines, 1) if len(line) <= max(columns)]
    if short or not lines:
        where = f"line {short[0]} has no tab" if short else "it is empty"
        raise UnreadableFile(f"{path}: {where}; each line is a sentence, a tab and its translation")
    return [(line[columns[0]], line[columns[1]]) for line in lines]


def measure(
    lines: Sequence[tuple[str, str]], source: str, target: str, *, model: Path | None = None
) -> Measured:
    """Translate sentences, as the model writes them and then with the glossaries' terms.

    Args:
        lines: sentences and their translations.
        source: code of the language of the sentences.
        target: code of the language of the translations.
        model: a package's file or folder; None for the installed ones.

    Raises:
        ModelNotInstalled: there is no package for the pair.
        InvalidPackage: the model cannot be used.
    """
    references = [reference for _, reference in lines]
    free = _Run(source, target, model, ())
    free.translate(lines[:1])  # loads the model
    start = time.perf_counter()
    outputs = free.translate(lines)
    seconds = time.perf_counter() - start
    with_terms = _Run(source, target, model, tuple(Glossaries.active()))
    with_terms.translate(lines)
    bleu, chrf = _scores(outputs, references, target)
    words = sum(len(text.split()) if " " in text else len(text) for text in references)
    return Measured(
        len(lines),
        words / max(seconds, 1e-9),
        with_terms.held + with_terms.missed,
        with_terms.held,
        bleu,
        chrf,
    )


class _Run:
    """A translator, and what it made of terms."""

    def __init__(
        self, source: str, target: str, model: Path | None, termbases: Sequence[Any]
    ) -> None:
        self._translator = Translator(
            source=source, target=target, model=model, termbases=list(termbases)
        )
        self._source = source
        self.held = self.missed = 0

    def translate(self, lines: Sequence[tuple[str, str]]) -> list[str]:
        """The translation of each line's sentence, which may be several to the segmentation."""
        starts, text = [], ""
        for line, _ in lines:
            starts.append(len(text))
            text += line + "\n"
        blocks = tuple(
            Block(line, "paragraph", self._source, start)
            for (line, _), start in zip(lines, starts, strict=True)
        )
        sentences = self._translator.sentences(Article("", blocks, "-", text))
        outputs: list[list[str]] = [[] for _ in blocks]
        for sentence, translation in zip(
            sentences, self._translator.translate(sentences), strict=True
        ):
            outputs[sentence.block].append(translation.target)
            self.held += len(translation.terms)
            self.missed += sum(doubt.kind == "term" for doubt in translation.doubts)
        return [" ".join(parts) for parts in outputs]


def _scores(
    outputs: list[str], references: list[str], target: str
) -> tuple[float | None, float | None]:
    try:
        sacrebleu: Any = importlib.import_module("sacrebleu")
    except ImportError:
        return None, None
    words = _TOKENIZERS.get(target, "13a")
    bleu = sacrebleu.corpus_bleu(outputs, [references], tokenize=words)
    return bleu.score, sacrebleu.corpus_chrf(outputs, [references]).score
