"""The pipeline: an article in, its translated sentences out, in reading order."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from reader.article import Article, Occurrence, Origin, Sentence, Translation
from reader.errors import InvalidArgument, InvalidPackage, ModelNotInstalled, StoreError
from reader.memory.store import Memory, Stored, digest
from reader.models.package import Package
from reader.text.language import is_translatable
from reader.translator.constraints import Constraints
from reader.translator.fidelity import Ready, make_ready, whole, without_model
from reader.translator.packages import Packages
from reader.translator.pieces import Hops, Piece, cut, in_place, join, sentence_spans

if TYPE_CHECKING:
    from reader.engine.engine import Engine, Work
    from reader.engine.queue import Outbox
    from reader.glossary.matching.styles import Acronyms
    from reader.glossary.termbase import Termbase
    from reader.translator.schedule import Request

Quality = Literal["fast", "balanced", "best"]
Device = Literal["cpu", "cuda", "auto"]

BEAM_SIZES: dict[str, int] = {"fast": 1, "balanced": 2, "best": 5}
"""Beam size of each quality."""

OUTPUT_VERSION = 6
"""Part of every key of the store: raised when the same request gives another text than before."""

_REMEMBERED = 4096
"""Sentences whose translation is kept at hand in a run, so that a repeat costs nothing even
without a store."""


class Translator:
    """Translates articles, sentence by sentence, through packages, glossary and store.

    Args:
        target: language to translate into.
        source: language of the text, or "auto" for the language of each block.
        quality: "fast", "balanced" or "best": beam size 1, 2 or 5.
        termbases: glossaries to hold to, the first the strongest; None for those that ship
            with Dragoman, an empty sequence for none. The user's own is in
            `Glossaries.active()`, and nothing of the user's is read unless it is asked for.
        acronyms: "asis" leaves them as they come; "first" writes the full name with the
            acronym at an article's first mention and the acronym after; "always" both at
            every mention; "never" the full name alone.
        strict: whether an admitted term is replaced by the preferred one.
        memory: the store, or None to work without.
        protect: whether numbers, dates, addresses and whatever else must not change is held;
            False for what the model makes of them.
        model: a package's folder or `.argosmodel` file to use in place of the installed ones.
        jobs: batches decoded at once; 0 for as many as there are cores.
        device: where the models run: "cpu", "cuda", or "auto" for the faster that is there.

    A translator may be shared by threads; an iterator that it returns belongs to one of them.
    Models are loaded when they are first needed, and unloaded by `close`.

    Raises:
        UnknownLanguage: `target` or `source` is no language code.
        InvalidArgument: another argument has no such value.
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
        protect: bool = True,
        memory: Memory | None = None,
        model: Path | None = None,
        jobs: int = 0,
        device: Device = "cpu",
    ) -> None:
        from reader.languages import normalise

        _check("quality", quality, tuple(BEAM_SIZES))
        _check("acronyms", acronyms, ("asis", "first", "always", "never"))
        _check("device", device, ("cpu", "cuda", "auto"))
        if jobs < 0:
            raise InvalidArgument(f"jobs is {jobs}: give 0 or more")
        if model is not None and not Path(model).exists():
            raise InvalidPackage(f"there is no model {model}: give a folder or .argosmodel file")
        self.target = normalise(target)
        self.source = source if source == "auto" else normalise(source)
        self.quality = quality
        self.acronyms = acronyms
        self.strict = strict
        self.protect = protect
        self.memory = memory
        self._constraints = self._made(termbases) if termbases is not None else None
        self._packages = Packages(
            self.target, model=model, beam_size=BEAM_SIZES[quality], jobs=jobs, device=device
        )
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

            self._constraints = self._made(Glossaries.active(["shipped"]))
        return self._constraints

    def _made(self, termbases: Sequence[Termbase]) -> Constraints:
        return Constraints(termbases, self.target, self.acronyms)

    def package(self, language: str) -> tuple[Package, ...]:
        """The packages that lead from a language to the target; empty for the target itself.

        Raises:
            ModelNotInstalled: there is no such route.
            InvalidPackage: `model` cannot be used.
        """
        return self._packages.route(language)

    def sentences(self, article: Article, *, boilerplate: bool = True) -> list[Sentence]:
        """The sentences of an article, with the glossary terms in each. Loads no model.

        Args:
            article: the article.
            boilerplate: whether the site's own blocks are included.
        """
        return list(self._sentences(article, boilerplate))

    def _sentences(self, article: Article, boilerplate: bool) -> Iterator[Sentence]:
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
                yield Sentence(text, block.start + start, index, language, terms)

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
        return self._from_memory(self._request(sentence, route))

    def _without_package(self, sentence: Sentence) -> Translation | None:
        """The translation that depends on no package: a copy, a correction, a match."""
        if not self._has_work(sentence):
            return Translation(sentence, sentence.text, "copied")
        if self.memory is not None:
            correction = self.memory.correction(self._correction_key(sentence))
            if correction is not None:
                return Translation(sentence, correction.target, "correction")
            language = sentence.language or ""
            match = self.memory.match(sentence.text, language, self.target)
            if match is not None:
                return Translation(sentence, match, "memory")
        if self.protect and not sentence.terms:
            rendered = without_model(sentence.text, sentence.language or "", self.target)
            if rendered is not None:
                return Translation(sentence, rendered, "copied")
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
        if sentence.language:
            self.memory.learn(sentence.text, target.strip(), sentence.language, self.target)
        return self.stored(sentence)

    def translate_text(self, text: str, *, language: str | None = None) -> str:
        """Translate plain text, all at once.

        Args:
            text: one or more paragraphs, each on a line of its own.
            language: its language, where that is known.

        Returns:
            The translation, with all that stands between the sentences as it was.

        Raises:
            ModelNotInstalled: there is no route from the text's language.
        """
        from reader.loading import load

        clean = text.encode("utf-8", "replace").decode("utf-8")
        translations: list[Translation] = []
        for article in load(clean.encode("utf-8"), format="text", encoding="utf-8"):
            if language is not None:
                blocks = tuple(replace(block, language=language) for block in article.blocks)
                article = replace(article, blocks=blocks)
            translations += self.translate_article(article)
        return in_place(clean, translations)

    def translate_article(
        self, article: Article, *, boilerplate: bool = True
    ) -> Iterator[Translation]:
        """Translate an article: one translation for each of its sentences, as they become ready.

        Args:
            article: the article.
            boilerplate: whether the site's own blocks are included.

        Raises:
            ModelNotInstalled: there is no route from the article's language.
        """
        return self.translate(self._sentences(article, boilerplate))

    def close(self) -> None:
        """Unload the models. The store is its owner's to close."""
        self._packages.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def translate(self, sentences: Iterable[Sentence]) -> Iterator[Translation]:
        """Translate sentences: one translation each, in order, as they become ready.

        A sentence without language, in the target language, or with nothing to translate is
        copied. Closing the iterator stops the work; what was finished is stored.

        Raises:
            ModelNotInstalled: there is no route from a sentence's language.
            InvalidPackage: a package cannot be loaded.
        """
        from reader.translator.schedule import Schedule

        schedule = Schedule(
            look_up=self._look_up, begin=self._begin, finish=self._finished, keep=self._store
        )
        return schedule.run(iter(sentences))

    def _has_work(self, sentence: Sentence) -> bool:
        language = sentence.language
        return bool(language) and language != self.target and is_translatable(sentence.text)

    def _look_up(self, sentence: Sentence) -> Translation | Request:
        """The translation that needs no model, or what to ask of one."""
        translation = self._without_package(sentence)
        if translation is not None:
            return translation
        assert sentence.language is not None
        request = self._request(sentence, self.package(sentence.language))
        return self._from_memory(request) or request

    def _request(self, sentence: Sentence, route: tuple[Package, ...]) -> Request:
        from reader.translator.schedule import Request

        assert sentence.language is not None
        hops = self._holding.hops(sentence.text, sentence.language, route, sentence.terms)
        constraints = [
            [(term.concept, term.start, term.end, term.targets, term.forbidden) for term in terms]
            for terms in hops
            if terms or len(hops) > 1
        ]
        key = digest(
            OUTPUT_VERSION,
            [package.identity for package in route],
            BEAM_SIZES[self.quality],
            self.strict if constraints else False,
            constraints,
            self.protect,
            sentence.text,
        )
        return Request(sentence, route, hops, key)

    def _correction_key(self, sentence: Sentence) -> str:
        return digest("correction", sentence.language, self.target, sentence.text)

    def _from_memory(self, request: Request) -> Translation | None:
        recent = self._recent.get(request.key)
        if recent is not None:
            return _translation(request.sentence, recent, "model")
        stored = self.memory.read(request.key) if self.memory is not None else None
        return _translation(request.sentence, stored, "memory") if stored is not None else None

    def _begin(self, asked: Sequence[tuple[int, Request]], outbox: Outbox) -> list[Work[Stored]]:
        """The work of requests of one route, each with its position."""
        route = asked[0][1].route
        language = route[0].source
        engines = [self._packages.engine(package) for package in route]
        holding = self._holding

        def hops_of(sentence: Sentence) -> Hops:
            return holding.hops(sentence.text, language, route, sentence.terms)

        ready = [
            make_ready(request.sentence, self.target, protect=self.protect) for _, request in asked
        ]
        pieces = cut(
            [
                (each.sentence, request.hops if each.is_plain else hops_of(each.sentence))
                for each, (_, request) in zip(ready, asked, strict=True)
            ],
            language,
            engines[0].tokenizer.encode,
            lambda text, terms: holding.hops(text, language, route, terms),
        )
        return [
            self._work([engine.at(position, outbox) for engine in engines], each, parts)
            for each, (position, _), parts in zip(ready, asked, pieces, strict=True)
        ]

    def _work(self, engines: Sequence[Engine], ready: Ready, parts: list[Piece]) -> Work[Stored]:
        from reader.translator.route import through

        results = yield from through(engines, parts, strict=self.strict)
        name = " + ".join(engine.package.name for engine in engines)
        return (yield from whole(ready, join(parts, results, self.target, name), engines))

    def _store(self, results: Sequence[tuple[str, Stored]]) -> None:
        if self.memory is not None:
            self.memory.write(results)

    def _finished(self, sentence: Sentence, request: Request, result: Stored) -> Translation:
        with self._lock:
            self._recent.pop(request.key, None)
            self._recent[request.key] = result
            if len(self._recent) > _REMEMBERED:
                self._recent.popitem(last=False)
        return _translation(sentence, result, "model")


def _check(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise InvalidArgument(f"{name} is {value!r}: choose one of {', '.join(known)}")


def _translation(sentence: Sentence, stored: Stored, origin: Origin) -> Translation:
    kept = (stored.terms, stored.score, stored.package, stored.doubts)
    return Translation(sentence, stored.target, origin, *kept)
