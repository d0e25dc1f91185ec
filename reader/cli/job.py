"""The work of `translate`: inputs to outputs, with what there is to say on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, TextIO

from reader.cli.console import complain, describe
from reader.errors import DragomanError

if TYPE_CHECKING:
    from reader.article import Article, Translation
    from reader.cli.progress import Progress
    from reader.cli.report import Report
    from reader.translator.translator import Translator

NAME = "translate"
_NOT_HELD = frozenset(("literal", "number", "term"))
"""Kinds of doubt that --check fails for."""


class Job:
    """The translation of one or more inputs to one output after another."""

    def __init__(
        self,
        translator: Translator,
        format_: str,
        article_only: bool,
        report: bool,
        check: bool,
        input_format: str | None,
        encoding: str | None,
    ) -> None:
        self._translator = translator
        self._format = format_
        self._article_only = article_only
        self._report_wanted = report
        self._check_wanted = check
        self._lost = 0
        """Sentences in which something was not held."""
        self._input_format = input_format
        self._encoding = encoding
        self._warned: set[str] = set()
        self.begun = False
        """Whether anything was written to the output of the last run."""

    def run(self, files: tuple[str, ...], out: TextIO, *, stop_at_error: bool = False) -> int:
        """Translate `files` to `out`. Returns 0, or 1 where a file could not be."""
        from reader.export import writer

        translator = self._translator
        report = None
        if self._report_wanted:
            from reader.cli.report import Report

            report = Report(translator.termbases)
        target = writer(
            self._format,
            include_boilerplate=not self._article_only,
            termbases=translator.termbases if self._format == "html" else (),
        )
        failed = 0
        self._lost = 0
        self.begun = False
        with _progress(bar=not out.isatty()) as progress:
            for file in files:
                try:
                    for article in self._articles(file, progress):
                        self._check(article, file)
                        if not self.begun:
                            target.begin(out, target=translator.target)
                            self.begun = True
                        translations = translator.translate_article(
                            article, boilerplate=not self._article_only
                        )
                        watched = self._watched(translations, file, progress, report)
                        target.article(article, watched)
                        self._warn_of_strays(file)
                except DragomanError as error:
                    if stop_at_error:
                        raise
                    with progress.paused() if progress else nullcontext():
                        complain(NAME, describe(error))
                    failed = 1
        if self.begun:
            target.end()
        out.flush()
        failed = failed or int(self._lost > 0)
        if report is not None:
            report.print(sys.stderr)
        if progress is not None and self.begun:
            progress.summary(translator)
        return failed

    def _watched(
        self,
        translations: Iterator[Translation],
        file: str,
        progress: Progress | None,
        report: Report | None,
    ) -> Iterator[Translation]:
        for translation in translations:
            if report is not None:
                report.add(translation)
            if progress is not None:
                progress.advance(translation)
            lost = [doubt for doubt in translation.doubts if doubt.kind in _NOT_HELD]
            if lost and self._check_wanted:
                from reader.export.provenance import reasons

                self._lost += 1
                with progress.paused() if progress else nullcontext():
                    place = translation.source.start
                    complain(NAME, f"{file}: at character {place}: {reasons(lost)}")
            yield translation

    def _articles(self, file: str, progress: Progress | None) -> Iterator[Article]:
        from reader.loading import stream

        for article in stream(
            file, format=self._input_format, encoding=self._encoding, likely=self._likely()
        ):
            if progress is not None:
                progress.reading(file, article)
            yield article

    def _likely(self) -> list[str]:
        """The languages that a text of a word or two is taken for."""
        from reader.models import catalogue

        return [code for code in catalogue.sources() if code != self._translator.target]

    def _check(self, article: Article, file: str) -> None:
        """Refuse an article whose own language has no package; tell what is left as it is."""
        from reader.languages import name

        translator = self._translator
        language = article.language if translator.source == "auto" else translator.source
        if language and language != translator.target:
            translator.package(language)
        if translator.source == translator.target and file not in self._warned:
            self._warned.add(file)
            complain(NAME, f"{file}: it is {name(translator.target)} already, and left as it is")
        if translator.source == "auto" and file not in self._warned:
            warning = _language_warning(article, language, translator.target)
            if warning:
                self._warned.add(file)
                complain(NAME, f"{file}: {warning} (--source LANG says which it is)")

    def _warn_of_strays(self, file: str) -> None:
        """Say which blocks in another language had no package."""
        for code, error in self._translator.unavailable.items():
            if code not in self._warned:
                self._warned.add(code)
                complain(NAME, f"{file}: parts in another language are left as they are: {error}")


def _language_warning(article: Article, language: str | None, target: str) -> str | None:
    """What to warn of: a language that is a guess, or an article that is left as it is."""
    from reader.languages import name
    from reader.text.language import is_translatable

    if language is None:
        words = any(is_translatable(block.text) for block in article.blocks)
        return "its language is not known, and it is left as it is" if words else None
    if language == target:
        return f"it is taken for {name(language)}, and left as it is"
    return f"too short to be sure, it is taken for {name(language)}" if article.guessed else None


@contextmanager
def _progress(*, bar: bool) -> Iterator[Progress | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from reader.cli.progress import Progress

    with Progress(bar=bar) as progress:
        yield progress
