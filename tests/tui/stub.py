"""A translator without a model, quick and always the same, for tests of the reader."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reader.article import Article, Doubt, Sentence, TermUse, Translation
from reader.errors import ModelNotInstalled
from reader.glossary.matching.matcher import Matcher
from reader.glossary.matching.styles import wanted
from reader.glossary.termbase import Termbase
from reader.memory.matches import Match
from reader.memory.units import Unit
from reader.models.package import Package
from reader.text.segmentation import spans
from tests.waiting import LIMIT

_TEXT = (
    "the report says that the services of both countries met in the capital and agreed to "
    "share what they know before the end of the year"
)
_WORDS = _TEXT.split()


class Stub:
    """Shaped as `reader.Translator`; a sentence of n words becomes n English words.

    `gate` holds translations back until it is set; `without` are languages that no package
    translates; a sentence that has one of the words of `doubtful` is translated doubtfully; of
    one that has a word of `unsure`, the model is unsure.
    """

    def __init__(
        self,
        termbases: Sequence[Termbase] = (),
        *,
        target: str = "en",
        without: Sequence[str] = (),
        stored: bool = False,
        doubtful: Sequence[str] = (),
        unsure: Sequence[str] = (),
    ) -> None:
        self.target = target
        self.termbases: tuple[Termbase, ...] = tuple(termbases)
        self.gate = threading.Event()
        self.gate.set()
        self.translated: list[str] = []
        self.asked: list[str] = []
        self.aligned: list[str] = []
        self.busy = False
        self.without = set(without)
        self.doubtful, self.unsure = tuple(doubtful), tuple(unsure)
        self._all_stored = stored
        self._store: set[tuple[str, str | None, object, str]] = set()
        self.memory: list[Unit] = []
        self.others: list[Package] = []
        self.alike: set[str] = set()
        """Names of those that translate as the usual package does."""
        self._corrections: dict[str, str] = {}

    def sentences(self, article: Article) -> list[Sentence]:
        found = []
        matchers: dict[str, Matcher] = {}
        for index, block in enumerate(article.blocks):
            language = block.language
            for start, end in spans(block.text, language):
                text = block.text[start:end]
                terms = ()
                if self.termbases and language and language != self.target:
                    if language not in matchers:
                        matchers[language] = Matcher(self.termbases, language, self.target)
                    terms = wanted(matchers[language].occurrences(text), self.target)
                found.append(Sentence(text, block.start + start, index, language, terms))
        return found

    def stored(self, sentence: Sentence, package: Package | None = None) -> Translation | None:
        if sentence.text in self._corrections:
            return Translation(sentence, self._corrections[sentence.text], "correction")
        if sentence.language in (None, self.target):
            return Translation(sentence, sentence.text, "copied")
        name = package.name if package else ""
        known = (sentence.text, sentence.language, sentence.terms, name)
        if self._all_stored or known in self._store:
            return self._make(sentence, "memory", package)
        return None

    def translate(
        self, sentences: Iterable[Sentence], package: Package | None = None, *, anew: bool = False
    ) -> Iterator[Translation]:
        self.busy = True
        try:
            for sentence in sentences:
                self.asked.append(sentence.text)
                known = None if anew else self.stored(sentence, package)
                if known is not None:
                    yield known
                    continue
                self.package(sentence.language or "")
                self.gate.wait(LIMIT)
                name = package.name if package else ""
                self._store.add((sentence.text, sentence.language, sentence.terms, name))
                self.translated.append(sentence.text)
                yield self._make(sentence, "model", package)
        finally:
            self.busy = False

    def correct(self, sentence: Sentence, target: str) -> Translation | None:
        if target:
            self._corrections[sentence.text] = target
        else:
            self._corrections.pop(sentence.text, None)
        return self.stored(sentence)

    def alternatives(
        self,
        sentence: Sentence,
        count: int = 6,
        *,
        package: Package | None = None,
        begin: str = "",
    ) -> list[Translation]:
        usual = self._make(sentence, "model", package)
        ends = ("again", "once more", "as before")
        if begin:
            return [replace(usual, target=f"{begin} {end}.") for end in ends]
        return [usual, *(replace(usual, target=f"{usual.target[:-1]} {end}.") for end in ends)]

    def counterparts(
        self, made: Translation, package: Package | None = None
    ) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        source, target = (
            [match.span() for match in re.finditer(r"\w+", text)]
            for text in (made.source.text, made.target)
        )
        self.aligned.append(made.source.text)
        return list(zip(source, target, strict=False))

    def matches(self, sentence: Sentence) -> list[Match]:
        return [
            Match("fuzzy", 80, unit.target, unit)
            for unit in self.memory
            if unit.source != sentence.text and unit.source[:12] == sentence.text[:12]
        ]

    def choices(self, language: str) -> list[Package]:
        return [*self.package(language), *self.others]

    def package(self, language: str) -> tuple[Package, ...]:
        if language in self.without:
            raise ModelNotInstalled(
                f"No package translates {language} to {self.target}: "
                f"reader models install {language} {self.target}"
            )
        name = f"{language}→{self.target} starter 0.1"
        nowhere = Path("nowhere")
        return (
            Package(
                language, self.target, name, "0.1", "starter", nowhere, nowhere, "", "", nowhere
            ),
        )

    def _make(self, sentence: Sentence, origin: str, package: Package | None = None) -> Translation:
        count = max(3, min(40, len(sentence.text) // 7))
        words = [_WORDS[(len(sentence.text) + n) % len(_WORDS)] for n in range(count)]
        text = " ".join(words).capitalize() + "."
        if package is not None and package.name not in self.alike:
            text = f"By {package.name}: {text}"
        uses = []
        for term in sentence.terms:
            start = len(text) + 1
            text += f" {term.targets[0]}."
            uses.append(
                TermUse(
                    term.concept,
                    (term.start, term.end),
                    (start, start + len(term.targets[0])),
                    "constrained",
                )
            )
        chosen = package or self.package(sentence.language or "")[0]
        name = chosen.name
        doubts = tuple(
            Doubt("number", f"{word} of the source is missing", target_span=(0, 3))
            for word in self.doubtful
            if word in sentence.text
        )
        if any(word in sentence.text for word in self.unsure):
            doubts += (Doubt("unsure", "the model was unsure of this sentence"),)
        return Translation(sentence, text, origin, tuple(uses), -0.5, name, doubts)  # type: ignore[arg-type]
