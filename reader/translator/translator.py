"""The pipeline: an article in, its translated sentences out, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reader.article import Article, Block, Occurrence, Sentence, Translation
from reader.errors import DragomanError, InvalidArgument, ModelNotInstalled, StoreError
from reader.languages import normalise
from reader.memory.phrases import set_phrase
from reader.memory.store import Memory, Stored, digest
from reader.models.package import Package
from reader.text.language import is_translatable
from reader.translator.asking import Asking, Counterparts, Device, check, translation_of
from reader.translator.constraints import Constraints
from reader.translator.packages import Engines, Packages
from reader.translator.pieces import in_place
from reader.translator.placing import marked
from reader.translator.quality import BEAM_SIZES, Quality
from reader.translator.recent import Recent
from reader.translator.sentences import sentences
from reader.translator.verbatim import literals_alone

if TYPE_CHECKING:
    from reader.glossary.matching.styles import Acronyms
    from reader.glossary.termbase import Termbase
    from reader.memory.matches import Match
    from reader.translator.schedule import Request


class Translator:
    """Translates articles, sentence by sentence, through packages, glossary and store.

    Args:
        target: language to translate into.
        source: language of the text, or "auto" for the language of each block.
        quality: "fast", "balanced" or "best": beam size 1, 2 or 8. The best compares its hypotheses
            by what a package of the other direction makes of them, where there is one.
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
        model: what to use in place of the packages that are chosen for each pair: a folder, an
            archive, or the name of a package that is here.
        jobs: batches decoded at once; 0 for as many as there are cores.
        device: where the models run: "cpu", "cuda", or "auto" for the faster that is there.

    A translator may be shared by threads; an iterator that it returns belongs to one of them.
    Models are loaded when they are first needed, and unloaded by `close`.

    Raises:
        UnknownLanguage: `target` or `source` is not a language code.
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
        check(quality=quality, acronyms=acronyms, device=device)
        if jobs < 0:
            raise InvalidArgument(f"jobs is {jobs}: give 0 or more")
        self.target = normalise(target)
        self.source = source if source == "auto" else normalise(source)
        self.quality, self.acronyms = quality, acronyms
        self.strict = strict
        self.protect = protect
        self.memory = memory
        self._constraints = self._made(termbases) if termbases is not None else None
        engines = Engines(beam_size=BEAM_SIZES[quality], jobs=jobs, device=device)
        self._packages = Packages(self.target, model=model, engines=engines)
        self._recent = Recent()
        self.unavailable: dict[str, ModelNotInstalled] = {}
        """Languages met in blocks that are not in their article's own language, and that no
        package leads from: such blocks are left as they are."""

    def like(
        self,
        *,
        target: str | None = None,
        termbases: Sequence[Termbase] | None = None,
        acronyms: Acronyms | None = None,
    ) -> Translator:
        """A translator that differs in what is given, and shares all else, the models above all."""
        other = copy(self)
        if target is not None:
            other.target = normalise(target)
            other._packages, other.unavailable = self._packages.to(other.target), {}
        if acronyms is not None:
            check(acronyms=acronyms)
            other.acronyms = acronyms
        other.termbases = self.termbases if termbases is None else termbases
        return other

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

    def choices(self, language: str) -> list[Package]:
        """The packages that translate a language by themselves, the one that is used first."""
        return self._packages.choices(language)

    def sentences(self, article: Article, *, boilerplate: bool = True) -> list[Sentence]:
        """The sentences of an article, with the glossary terms in each. Loads no model.

        Args:
            article: the article.
            boilerplate: whether the site's own blocks are included.
        """
        return list(self._sentences(article, boilerplate))

    def _sentences(
        self, article: Article, boilerplate: bool, formatted: bool = False
    ) -> Iterator[Sentence]:
        mentioned: set[str] = set()
        own = article.language

        def language_of(block: Block) -> str | None:
            language = block.language if self.source == "auto" else self.source
            if block.kind == "preformatted" or (
                language != own and not self._is_available(language)
            ):
                return None
            return language

        def terms_in(text: str, language: str) -> tuple[Occurrence, ...]:
            return self._holding.terms(text, language, mentioned) if language != self.target else ()

        return sentences(
            article, language_of, terms_in, boilerplate=boilerplate, formatted=formatted
        )

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

    def stored(self, sentence: Sentence, package: Package | None = None) -> Translation | None:
        """The translation that needs no model: a copy, a correction, or an earlier run's.

        Args:
            sentence: the sentence.
            package: what is to translate its language; None for what usually does.
        """
        try:
            outcome = self._look_up(sentence, package)
        except ModelNotInstalled:
            return None
        return outcome if isinstance(outcome, Translation) else None

    def matches(self, sentence: Sentence) -> list[Match]:
        """What the translation memories have for a sentence or one like it, the best first."""
        if self.memory is None or not self._has_work(sentence):
            return []
        return self.memory.matches(sentence.text, sentence.language or "", self.target)

    def alternatives(
        self,
        sentence: Sentence,
        count: int = 6,
        *,
        package: Package | None = None,
        begin: str = "",
    ) -> list[Translation]:
        """What a model makes of a sentence besides, the most probable first. Waits for it.

        Args:
            sentence: the sentence; a correction of it counts for nothing here.
            count: how many there may be.
            package: what is to translate; None for what usually does.
            begin: what each begins with, up to a word; each goes on with another word.

        Raises:
            ModelNotInstalled: there is no route from its language.
            InvalidPackage: a package cannot be loaded.
        """
        if not self._has_work(sentence):
            return []
        asking = self._asking
        request = asking.request(sentence, self._route(sentence.language or "", package))
        others = asking.alternatives(request, count, begin)
        return [translation_of(sentence, one, "model") for one in others]

    def counterparts(self, made: Translation, package: Package | None = None) -> Counterparts:
        """The words that stand for each other in a translation. Waits for a model, as above."""
        language = made.source.language or ""
        route = self._route(language, package) if self._has_work(made.source) else ()
        return self._asking.counterparts(made, route)

    def _without_package(self, sentence: Sentence) -> Translation | None:
        """The translation that depends on no package: a copy, a correction, a match, a phrase."""
        if not self._has_work(sentence):
            return Translation(sentence, sentence.text, "copied")
        language = sentence.language or ""
        if self.memory is not None:
            corrected = self.memory.has_corrections()
            if corrected and (correction := self.memory.correction(self._correction_key(sentence))):
                return Translation(sentence, correction.target, "correction")
            match = self.memory.match(sentence.text, language, self.target)
            if match is not None:
                return Translation(sentence, match, "memory")
        phrase = set_phrase(sentence.text, language, self.target) if not sentence.terms else None
        return Translation(sentence, phrase, "phrase") if phrase else None

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
        from reader.loading import of_text

        clean, articles = of_text(text, language)
        return in_place(clean, chain.from_iterable(map(self.translate_article, articles)))

    def translate_article(
        self, article: Article, *, boilerplate: bool = True, formatted: bool = False
    ) -> Iterator[Translation]:
        """Translate an article: one translation for each of its sentences, as they become ready.

        Args:
            article: the article.
            boilerplate: whether the site's own blocks are included.
            formatted: whether to say where the marks of its blocks went.

        Raises:
            ModelNotInstalled: there is no route from the article's language.
        """
        return self.translate(self._sentences(article, boilerplate, formatted))

    def close(self) -> None:
        """Unload the models. The store is its owner's to close."""
        self._packages.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def translate(
        self, sentences: Iterable[Sentence], package: Package | None = None, *, anew: bool = False
    ) -> Iterator[Translation]:
        """Translate sentences: one translation each, in order, as they become ready.

        A sentence without language, in the target language, or with nothing to translate is
        copied. Closing the iterator stops the work; what was finished is stored.

        Args:
            sentences: the sentences.
            package: what is to translate its language; None for what usually does.
            anew: whether corrections and translation memories count for nothing.

        Raises:
            ModelNotInstalled: there is no route from a sentence's language.
            InvalidPackage: a package cannot be loaded.
        """
        from reader.translator.schedule import Schedule

        return Schedule(
            look_up=lambda sentence: self._look_up(sentence, package, anew),
            begin=self._asking.begin,
            finish=self._finished,
            keep=self.memory.write if self.memory is not None else lambda results: None,
        ).run(iter(sentences))

    def _has_work(self, sentence: Sentence) -> bool:
        return sentence.language not in (None, "", self.target) and is_translatable(sentence.text)

    def _look_up(
        self, sentence: Sentence, package: Package | None, anew: bool = False
    ) -> Translation | Request:
        """The translation that needs no model, or what to ask of one."""
        if not (anew and self._has_work(sentence)):
            translation = self._without_package(sentence)
            if translation is not None:
                return marked(translation)
        request: Request | DragomanError
        try:
            route = self._route(sentence.language or "", package)
            request = self._asking.request(sentence, route)
            if (known := self._from_memory(request)) is not None:
                return known
        except DragomanError as error:
            request = error
        # After the store, which has none of them: to look for literals takes longer.
        if self.protect and (copied := literals_alone(sentence, self.target)) is not None:
            return marked(Translation(sentence, copied, "copied"))
        if isinstance(request, DragomanError):
            raise request
        return request

    def _route(self, language: str, package: Package | None) -> tuple[Package, ...]:
        if package is not None and package.target == self.target and package.source == language:
            return (package,)
        return self.package(language)

    @property
    def _asking(self) -> Asking:
        return Asking(
            self._holding, self._packages, self.target, self.quality, self.strict, self.protect
        )

    def _correction_key(self, sentence: Sentence) -> str:
        return digest("correction", sentence.language, self.target, sentence.text)

    def _from_memory(self, request: Request) -> Translation | None:
        if (recent := self._recent.get(request.key)) is not None:
            return translation_of(request.sentence, recent, "model")
        stored = self.memory.read(request.key) if self.memory is not None else None
        return translation_of(request.sentence, stored, "memory") if stored is not None else None

    def _finished(self, sentence: Sentence, request: Request, result: Stored) -> Translation:
        self._recent.put(request.key, result)
        return translation_of(sentence, result, "model")
