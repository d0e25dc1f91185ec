"""What the server does for a request: one translator's models, for every target and glossary."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from reader import languages
from reader.article import Article, Sentence, Translation, main_language
from reader.errors import ModelNotInstalled, StoreError
from reader.glossary.glossaries import Glossaries
from reader.loading import in_language, of_text
from reader.locations import domain_glossaries
from reader.models import catalogue
from reader.server import refusals
from reader.server.asked import Asked, Manner
from reader.server.hypertext import Hypertext
from reader.server.work import Ticket
from reader.text.language import identify, possible
from reader.translator.pieces import in_place
from reader.translator.translator import Translator

_MOST_TRANSLATORS = 64
"""Targets and glossaries that are kept ready; what they share is loaded once."""


class Text(Protocol):
    """A text to translate, in some format."""

    articles: list[Article]

    def sentences(self, translator: Translator) -> Iterable[Sentence]:
        """Its sentences, in order."""

    def written(self, translations: Iterable[Translation], target: str) -> str:
        """The text with each sentence translated."""


@dataclass(slots=True)
class Plain:
    """A plain text."""

    content: str
    articles: list[Article]

    def sentences(self, translator: Translator) -> Iterator[Sentence]:
        return chain.from_iterable(map(translator.sentences, self.articles))

    def written(self, translations: Iterable[Translation], target: str) -> str:
        return in_place(self.content, translations)


@dataclass(frozen=True, slots=True)
class Translated:
    """What has become of one text."""

    text: str
    translations: tuple[Translation, ...]
    language: str | None
    confidence: float
    """That `language` is its language, in percent."""
    alternatives: tuple[str, ...] = ()


class Service:
    """Translates for many at once. Safe for several threads.

    Args:
        translator: whose models, store and glossaries are used.
        files: glossaries that a request may name besides the user's own and those that ship.
    """

    def __init__(self, translator: Translator, files: Sequence[Path] = ()) -> None:
        self._translator = translator
        self._files = {path.stem: path for path in files}
        self._made: OrderedDict[tuple[str, str, str], Translator] = OrderedDict()
        self._lock = threading.Lock()

    @cached_property
    def _reachable(self) -> dict[str, list[str]]:
        return catalogue.reachable()

    @cached_property
    def _sources(self) -> list[str]:
        return catalogue.sources()

    def likely_for(self, target: str) -> list[str]:
        """The languages that a text of a word or two is taken for when it goes into `target`."""
        return [code for code in self._sources if code != target]

    @property
    def glossaries(self) -> list[str]:
        """Names of the glossaries that a request may choose among."""
        return [*self._files, "own", "shipped", *(path.stem for path in domain_glossaries())]

    def languages(self) -> list[dict[str, Any]]:
        """What LibreTranslate's /languages tells: a language's own code is among its targets."""
        return [
            {
                "code": refusals.public(code),
                "name": languages.name(code),
                "targets": sorted(map(refusals.public, [code, *targets])),
            }
            for code, targets in sorted(
                self._reachable.items(), key=lambda item: languages.name(item[0])
            )
        ]

    def translator(self, manner: Manner) -> Translator:
        """The translator for a manner.

        Raises:
            Refused: there is no such glossary.
            GlossaryError: a glossary cannot be used.
        """
        key = manner.target, manner.glossary, manner.acronyms
        with self._lock:
            translator = self._made.pop(key, None)
            if translator is None:
                translator = self._translator.like(
                    target=manner.target,
                    termbases=self._termbases(manner.glossary),
                    acronyms=manner.acronyms,
                )
            self._made[key] = translator
            if len(self._made) > _MOST_TRANSLATORS:
                self._made.popitem(last=False)
        return translator

    def _termbases(self, names: str) -> Glossaries | None:
        """The glossaries of a request. Files are never opened by a name that comes from it."""
        if not names:
            return None
        if names == "none":
            return Glossaries()
        chosen: list[Path | str] = []
        for name in (part.strip() for part in names.split(",")):
            if name not in self.glossaries:
                known = ", ".join([*self.glossaries, "none"])
                raise refusals.invalid("glossary", f"is none of {known}")
            chosen.append(self._files.get(name, name))
        return Glossaries.active(chosen)

    def check(self, manner: Manner) -> Translator:
        """The translator for a manner, whose languages have a way from one to the other.

        Raises:
            Refused: they have none.
        """
        for code in (manner.source, manner.target):
            if code is not None and code not in self._reachable and not self._has_kin(code):
                raise refusals.no_such_language(refusals.public(code))
        translator = self.translator(manner)
        if manner.source is not None:
            _check_route(translator, manner.source)
        return translator

    def _has_kin(self, code: str) -> bool:
        return languages.nearest(code) in self._reachable

    def translate(self, asked: Asked, ticket: Ticket) -> list[Translated]:
        """Translate the texts of a request; their sentences share the engine's batches.

        Raises:
            Refused: no package leads from a text's language, or it takes too long.
            Left: nobody waits any more.
        """
        manner = asked.manner
        translator = self.check(manner)
        texts = self._texts(asked, translator, ticket)
        main = main_language(chain.from_iterable(text.articles for text in texts))
        if main is not None:
            _check_route(translator, main)
        best = self._run(translator, texts, ticket)
        return [
            Translated(
                written,
                translations,
                *_told(text, manner.source),
                _others(text, written, translations, translator, asked.alternatives, ticket),
            )
            for text, (written, translations) in zip(texts, best, strict=True)
        ]

    def _run(
        self, translator: Translator, texts: Sequence[Text], ticket: Ticket
    ) -> list[tuple[str, tuple[Translation, ...]]]:
        counts = [0] * len(texts)

        def sentences() -> Iterator[Sentence]:
            for index, text in enumerate(texts):
                for sentence in ticket.watched(text.sentences(translator)):
                    counts[index] += 1
                    yield sentence

        translations = list(ticket.watched(translator.translate(sentences())))
        results, at = [], 0
        for text, count in zip(texts, counts, strict=True):
            own = tuple(translations[at : at + count])
            at += count
            results.append((text.written(own, translator.target), own))
        return results

    def _texts(self, asked: Asked, translator: Translator, ticket: Ticket) -> list[Text]:
        texts = [self._text(content, asked) for content in ticket.watched(asked.texts)]
        if asked.manner.source is not None:
            return texts
        # A word or two among others are taken for the language of the others.
        certain = [article for text in texts for article in text.articles if not article.guessed]
        context = main_language(certain) if len(texts) > 1 else None
        likely = self.likely_for(translator.target)
        for text in texts:
            articles = []
            for article in text.articles:
                code = article.language
                if context and (article.guessed or code is None):
                    code = identify(article.text, context=context)
                if code is not None and not _has_route(translator, code):
                    # LibreTranslate, too, tells apart only what it can translate.
                    code = possible(article.text, [context or "", *likely]) or code
                changed = code not in (None, article.language)
                articles.append(in_language(article, code) if changed else article)
            text.articles = articles
        return texts

    def _text(self, content: str, asked: Asked) -> Text:
        source, likely = asked.manner.source, self.likely_for(asked.manner.target)
        if asked.is_html:
            return Hypertext(content, source, likely)
        return Plain(*of_text(content, source, likely=likely))

    def detect(self, texts: Sequence[str], ticket: Ticket) -> list[tuple[str, float]]:
        """Languages of texts, the likeliest first, each with a confidence of 0 to 100.

        That is the share of the characters that are in the language; half of it where the
        text is too short to be sure.
        """
        weights: dict[str, float] = {}
        whole = 0
        for content in ticket.watched(texts):
            for article in of_text(content, likely=self.likely_for(self._translator.target))[1]:
                for block in article.blocks:
                    whole += len(block.text)
                    if block.language:
                        weight = len(block.text) * (0.5 if article.guessed else 1)
                        weights[block.language] = weights.get(block.language, 0) + weight
        ranked = sorted(weights.items(), key=lambda item: -item[1])
        return [(code, round(100 * weight / whole, 1)) for code, weight in ranked]

    def correct(self, source: str, target: str, manner: Manner) -> None:
        """Keep the translation that a reader wrote of a sentence.

        Raises:
            Refused: there are more sentences on one side than on the other.
            StoreError: it cannot be kept.
        """
        translator = self.check(manner)
        sentences = _sentences(source, manner.source)
        wanted = [target]
        if len(sentences) != 1:
            wanted = [sentence.text for sentence in _sentences(target, manner.target)]
        if not sentences or len(sentences) != len(wanted):
            raise refusals.Refused(
                400,
                f"Invalid request: q has {len(sentences)} sentences and s {len(wanted)}; "
                "send one sentence at a time",
            )
        try:
            for sentence, corrected in zip(sentences, wanted, strict=True):
                translator.correct(sentence, corrected)
        except StoreError:
            raise refusals.no_suggestions() from None


def _others(
    text: Text,
    written: str,
    translations: Sequence[Translation],
    translator: Translator,
    count: int,
    ticket: Ticket,
) -> tuple[str, ...]:
    """A text's other translations: of every sentence the second, then the third, and so on."""
    if not count:
        return ()
    by_sentence = []
    for translation in ticket.watched(translations):
        others = [translation]
        if translation.origin in ("model", "memory"):
            others += [
                one
                for one in translator.alternatives(translation.source, count + 1)
                if one.target != translation.target
            ]
        by_sentence.append(others)
    longest = max(map(len, by_sentence), default=0)
    made = [
        text.written(
            [others[min(rank, len(others) - 1)] for others in by_sentence], translator.target
        )
        for rank in range(1, longest)
    ]
    return tuple(one for one in dict.fromkeys(made) if one != written)[:count]


def _sentences(text: str, source: str | None) -> list[Sentence]:
    """The sentences of a text, without their terms."""
    bare = Translator(termbases=())
    articles = of_text(text.strip(), source)[1]
    return list(chain.from_iterable(map(bare.sentences, articles)))


def _told(text: Text, source: str | None) -> tuple[str | None, float]:
    """A text's language, and how sure that is."""
    if source is not None:
        return source, 100.0
    guessed = any(article.guessed for article in text.articles)
    code = main_language(text.articles)
    return code, 0.0 if code is None else 50.0 if guessed else 100.0


def _has_route(translator: Translator, code: str) -> bool:
    try:
        translator.package(code)
    except ModelNotInstalled:
        return False
    return True


def _check_route(translator: Translator, code: str) -> None:
    if not _has_route(translator, code):
        raise refusals.no_such_pair(code, translator.target)
