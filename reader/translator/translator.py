"""The pipeline: an article in, its translated sentences out, in reading order.

Sentences are taken in windows, the first one small. While one window is being decoded those
before it are finished (terms enforced, stored, handed on), so that the first sentence comes
soon, every core has work, and memory stays flat however long the input.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reader.article import Article, Occurrence, Sentence, Translation
from reader.errors import DragomanError, ModelNotInstalled, StoreError
from reader.memory.store import Memory, Stored, digest
from reader.models.package import Package
from reader.text.language import is_translatable
from reader.translator.constraints import Constraints
from reader.translator.pieces import Piece, cut, join, sentence_spans
from reader.translator.route import through

if TYPE_CHECKING:
    from reader.engine.engine import Decoding, Engine, Work
    from reader.glossary.matching.styles import Acronyms
    from reader.glossary.termbase import Termbase

Quality = Literal["fast", "balanced", "best"]

BEAM_SIZES: dict[str, int] = {"fast": 1, "balanced": 2, "best": 5}
"""Beam size of each quality."""

OUTPUT_VERSION = 5
"""Part of every key of the store: raised when the same request gives another text than before."""

_FIRST_WINDOW, _WINDOW, _HEAVY_WINDOW = 32, 256, 64
"""Sentences in the first window and the others. Small ones leave cores idle at their ends; large
ones come late where the model is heavy, and are lost when they are interrupted."""

_HEAVY = 40_000_000
"""Bytes of a model from which it takes its time."""

_UNDER_WAY = 3
"""Windows worked on at once."""

_REMEMBERED = 4096
"""Sentences whose translation is kept at hand in a run, so that a repeat costs nothing even
without a store."""


@dataclass(slots=True)
class _Group:
    """The new sentences of a window that are in one language, on their way."""

    route: tuple[Package, ...]
    language: str
    keys: list[str]
    pieces: list[list[Piece]]


@dataclass(slots=True)
class _Window:
    """Sentences on their way together."""

    sentences: list[Sentence]
    ready: list[Translation | None]
    keys: list[str]
    work: Work[dict[str, Stored]]
    awaited: Decoding | None = None
    begun: bool = False
    """Whether anything came of its first decoding."""
    made: dict[str, Stored] | None = None
    """What its new sentences have become, by key, once its work is done."""
    failure: Exception | None = None
    """Why its work could not be done."""

    def is_over(self) -> bool:
        """Whether its work is done, or could not be."""
        return self.made is not None or self.failure is not None

    def can_go_on(self) -> bool:
        """Whether what the work waits for is there."""
        return self.awaited is not None and self.awaited.done()

    def go_on(self) -> None:
        """Wait for what the work waits for, and work on."""
        try:
            if self.awaited is None:
                self.awaited = next(self.work)
            else:
                hypotheses, self.begun = self.awaited.result(), True
                self.awaited = self.work.send(hypotheses)
        except StopIteration as stop:
            self.made, self.awaited, self.begun = stop.value, None, True
        except Exception as error:  # for whoever comes to it: others are ahead of it
            self.failure, self.awaited, self.begun = error, None, True


class Translator:
    """Translates articles, sentence by sentence, through packages, glossary and store.

    Args:
        target: language to translate into.
        source: language of the text, or "auto" for the language of each block.
        quality: "fast", "balanced" or "best": beam size 1, 2 or 5.
        termbases: glossaries to hold to, the first the strongest; None for the user's own
            and the domain glossary, an empty sequence for none.
        acronyms: "asis" leaves them as they come; "first" writes the full name with the
            acronym at an article's first mention and the acronym after; "always" both at
            every mention; "never" the full name alone.
        strict: whether an admitted term is replaced by the preferred one.
        memory: the store, or None to work without.
        model: a package's folder or `.argosmodel` file to use in place of the installed ones.
        jobs: batches decoded at once; 0 for as many as there are cores.
    """

    def __init__(
        self,
        *,
        target: str = "en",
        source: str = "auto",
        quality: Quality = "balanced",
        termbases: Sequence[Termbase] | None = None,
        acronyms: Acronyms = "asis",
        strict: bool = False,
        memory: Memory | None = None,
        model: Path | None = None,
        jobs: int = 0,
    ) -> None:
        from reader.languages import normalise

        self.target = normalise(target)
        self.source = source if source == "auto" else normalise(source)
        self.quality = quality
        self.acronyms = acronyms
        self.strict = strict
        self.memory = memory
        self.jobs = jobs
        self._constraints = self._made(termbases) if termbases is not None else None
        self._model = model
        self._model_package: Package | None = None
        self._routes: dict[str, tuple[Package, ...] | ModelNotInstalled] = {}
        self._engines: dict[str, Engine] = {}
        self._recent: OrderedDict[str, Stored] = OrderedDict()
        self.unavailable: dict[str, ModelNotInstalled] = {}
        """Languages met in blocks that are not in their article's own language, and that no
        package leads from: such blocks are left as they are."""
        self._lock = threading.Lock()

    @property
    def termbases(self) -> tuple[Termbase, ...]:
        """The active glossaries, the strongest first.

        Raises:
            GlossaryError: one of them cannot be used; nothing is translated without it.
        """
        return self._holding.termbases

    @termbases.setter
    def termbases(self, termbases: Sequence[Termbase]) -> None:
        self._constraints = self._made(termbases)

    @property
    def _holding(self) -> Constraints:
        if self._constraints is None:
            from reader.glossary.glossaries import Glossaries

            self._constraints = self._made(Glossaries.active())
        return self._constraints

    def _made(self, termbases: Sequence[Termbase]) -> Constraints:
        return Constraints(termbases, self.target, self.acronyms)

    def package(self, language: str) -> tuple[Package, ...]:
        """The packages that lead from a language to the target; empty for the target itself.

        Raises:
            ModelNotInstalled: there is no such route.
            InvalidPackage: `model` cannot be used.
        """
        if language not in self._routes:
            try:
                self._routes[language] = self._find_route(language)
            except ModelNotInstalled as error:
                self._routes[language] = error
        route = self._routes[language]
        if isinstance(route, ModelNotInstalled):
            raise route
        return route

    def _find_route(self, language: str) -> tuple[Package, ...]:
        from reader.models import catalogue

        if self._model is None:
            return catalogue.route(language, self.target)
        if self._model_package is None:
            self._model_package = catalogue.open_package(self._model)
        if language == self.target:
            return ()
        package = self._model_package
        if (package.source, package.target) != (language, self.target):
            raise ModelNotInstalled(
                f"{self._model} translates {package.source} to {package.target}, "
                f"not {language} to {self.target}: leave out --model, or choose another"
            )
        return (package,)

    def sentences(self, article: Article, *, boilerplate: bool = True) -> list[Sentence]:
        """The sentences of an article, with the glossary terms in each. Loads no model.

        Args:
            article: the article.
            boilerplate: whether the site's own blocks are included.
        """
        found = []
        mentioned: set[str] = set()
        own = article.language
        for index, block in enumerate(article.blocks):
            if block.boilerplate and not boilerplate:
                continue
            language = block.language if self.source == "auto" else self.source
            if block.kind == "preformatted" or (
                language != own and not self._is_available(language)
            ):
                language = None
            for start, end in sentence_spans(block.text, language):
                text = block.text[start:end]
                terms: tuple[Occurrence, ...] = ()
                if language and language != self.target:
                    terms = self._holding.terms(text, language, mentioned)
                found.append(Sentence(text, block.start + start, index, language, terms))
        return found

    def _is_available(self, language: str | None) -> bool:
        if self.source != "auto":
            return True
        if not language or language in self.unavailable:
            return False
        try:
            self.package(language)
        except ModelNotInstalled as error:
            self.unavailable[language] = error
            return False
        return True

    def stored(self, sentence: Sentence) -> Translation | None:
        """The translation that needs no model: a copy, a correction, or an earlier run's."""
        translation = self._without_package(sentence)
        if translation is not None:
            return translation
        assert sentence.language is not None
        try:
            route = self.package(sentence.language)
        except ModelNotInstalled:
            return None
        return self._from_memory(sentence, self._key(sentence, route))

    def _without_package(self, sentence: Sentence) -> Translation | None:
        """The translation that depends on no package: a copy, or the reader's correction."""
        if not self._has_work(sentence):
            return Translation(sentence, sentence.text, "copied")
        if self.memory is not None:
            correction = self.memory.correction(self._correction_key(sentence))
            if correction is not None:
                return Translation(sentence, correction.target, "correction")
        return None

    def correct(self, sentence: Sentence, target: str) -> Translation | None:
        """Keep the reader's own translation of a sentence; it wins from now on.

        Args:
            sentence: the sentence.
            target: its translation; an empty one withdraws the correction.

        Returns:
            What the sentence's translation is now, None where a model has to make it.

        Raises:
            StoreError: the correction could not be kept.
        """
        if self.memory is None:
            raise StoreError("a correction needs a store to be kept in")
        correction = Stored(target.strip()) if target.strip() else None
        self.memory.correct(self._correction_key(sentence), correction)
        return self.stored(sentence)

    def translate(self, sentences: Iterable[Sentence]) -> Iterator[Translation]:
        """Translate sentences: one translation each, in order, as they become ready.

        A sentence without language, in the target language, or with nothing to translate is
        copied. Closing the iterator stops the work; what was finished is stored.

        Raises:
            ModelNotInstalled: there is no route from a sentence's language.
            InvalidPackage: a package cannot be loaded.
        """
        started: deque[_Window] = deque()
        under_way: set[str] = set()
        failure: DragomanError | None = None
        windows = self._windows(iter(sentences))
        more = True
        while started or more:
            if started and started[0].is_over():
                yield from self._finish(started, under_way)
            elif more and _has_room(started):
                window = next(windows, None)
                if window is None:
                    more = False
                    continue
                try:
                    started.append(self._start(window, under_way))
                except DragomanError as error:
                    failure, more = error, False  # what was begun before is worth its time
            else:
                next((window for window in started if window.can_go_on()), started[0]).go_on()
        if failure is not None:
            raise failure

    def _windows(self, sentences: Iterator[Sentence]) -> Iterator[list[Sentence]]:
        size = _FIRST_WINDOW
        while window := list(islice(sentences, size)):
            yield window
            heavy = any(engine.size >= _HEAVY for engine in list(self._engines.values()))
            size = _HEAVY_WINDOW if heavy else _WINDOW

    def _has_work(self, sentence: Sentence) -> bool:
        language = sentence.language
        return bool(language) and language != self.target and is_translatable(sentence.text)

    def _key(self, sentence: Sentence, route: tuple[Package, ...]) -> str:
        assert sentence.language is not None
        holding = self._holding
        held = holding.held(sentence.text, sentence.terms)
        bridges = holding.bridge_terms(sentence.text, sentence.language, route, held)
        constraints = [
            [(term.concept, term.start, term.end, term.targets, term.forbidden) for term in terms]
            for terms in (*bridges, held)
            if terms or bridges
        ]
        return digest(
            OUTPUT_VERSION,
            [package.identity for package in route],
            BEAM_SIZES[self.quality],
            self.strict if constraints else False,
            constraints,
            sentence.text,
        )

    def _correction_key(self, sentence: Sentence) -> str:
        return digest("correction", sentence.language, self.target, sentence.text)

    def _from_memory(self, sentence: Sentence, key: str) -> Translation | None:
        recent = self._recent.get(key)
        if recent is not None:
            return _translation(sentence, recent, "model")
        stored = self.memory.read(key) if self.memory is not None else None
        return _translation(sentence, stored, "memory") if stored is not None else None

    def _start(self, sentences: list[Sentence], under_way: set[str]) -> _Window:
        ready: list[Translation | None] = []
        keys: list[str] = []
        new: dict[str, dict[str, Sentence]] = {}
        for sentence in sentences:
            translation = self._without_package(sentence)
            key = ""
            if translation is None:
                assert sentence.language is not None
                key = self._key(sentence, self.package(sentence.language))
                if key not in under_way:
                    translation = self._from_memory(sentence, key)
                    if translation is None:
                        under_way.add(key)
                        new.setdefault(sentence.language, {})[key] = sentence
            ready.append(translation)
            keys.append(key)
        groups = [self._decode(language, found) for language, found in new.items()]
        window = _Window(sentences, ready, keys, self._work(groups))
        window.go_on()
        return window

    def _decode(self, language: str, new: dict[str, Sentence]) -> _Group:
        route = self.package(language)
        holding = self._holding
        encode = self._engine(route[0]).tokenizer.encode
        pieces = cut(list(new.values()), language, encode)
        for piece in (piece for parts in pieces for piece in parts):
            piece.terms = holding.held(piece.text, piece.terms)
            piece.bridges = holding.bridge_terms(piece.text, language, route, piece.terms)
        return _Group(route, language, list(new), pieces)

    def _finish(self, started: deque[_Window], under_way: set[str]) -> Iterator[Translation]:
        """What the first of the windows has become; the others have their repeats of it."""
        window = started.popleft()
        if window.failure is not None:
            raise window.failure
        made = window.made
        assert made is not None
        for key, stored in made.items():
            self._remember(key, stored)
            under_way.discard(key)
        for waiting in (window, *started):
            for index, (sentence, key) in enumerate(
                zip(waiting.sentences, waiting.keys, strict=True)
            ):
                if waiting.ready[index] is None and key in made:
                    waiting.ready[index] = _translation(sentence, made[key], "model")
        for translation in window.ready:
            assert translation is not None
            yield translation

    def _remember(self, key: str, stored: Stored) -> None:
        self._recent.pop(key, None)
        self._recent[key] = stored
        if len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)

    def _work(self, groups: Sequence[_Group]) -> Work[dict[str, Stored]]:
        """What the sentences of some groups have become, by key; each group is stored."""
        made: dict[str, Stored] = {}
        for group in groups:
            pieces = [piece for parts in group.pieces for piece in parts]
            engines = [self._engine(package) for package in group.route]
            results = iter((yield from through(engines, pieces, strict=self.strict)))
            name = " + ".join(package.name for package in group.route)
            stored = [
                join(parts, list(islice(results, len(parts))), self.target, name)
                for parts in group.pieces
            ]
            finished = list(zip(group.keys, stored, strict=True))
            if self.memory is not None:
                self.memory.write(finished)
            made.update(finished)
        return made

    def _engine(self, package: Package) -> Engine:
        with self._lock:
            engine = self._engines.get(package.identity)
            if engine is None:
                from reader.engine.engine import Engine

                engine = Engine(package, beam_size=BEAM_SIZES[self.quality], jobs=self.jobs)
                self._engines[package.identity] = engine
            return engine


def _has_room(started: Sequence[_Window]) -> bool:
    """Whether another window can be begun: two always, more once the last needs less."""
    if any(window.failure for window in started):
        return False
    return len(started) < 2 or (len(started) < _UNDER_WAY and started[-1].begun)


def _translation(
    sentence: Sentence, stored: Stored, origin: Literal["model", "memory"]
) -> Translation:
    return Translation(
        sentence,
        stored.target,
        origin,
        stored.terms,
        score=stored.score,
        package=stored.package,
        doubts=stored.doubts,
    )
